"""Covers places of a picture so that nothing is left of them, and proves it on the result.

A baseline JPEG keeps every coded block that no patch touches (`wiping`). Another JPEG is saved
anew with its own quantisation tables and subsampling, in the colours it is coded in. PNG and WebP
are saved without loss. Everything else becomes a PNG: that loses nothing either, and no encoder
of HEIC, AVIF or GIF would keep the other pixels as they are. An animation is covered in every
frame (`moving`).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import product
from typing import Any

from PIL import Image, JpegImagePlugin

from bot.images import orientation, rewrite
from bot.images.decode import Undecodable, eight_bits, opened
from bot.images.formats.container import Picture
from bot.images.formats.jpeg.tables import read_frame
from bot.images.formats.jpeg.walk import walk
from bot.images.results import Box, Format, Reason, Rejected
from bot.images.visible import fill as fills
from bot.images.visible import moving
from bot.images.visible.areas import Patch, stored
from bot.images.visible.huffman import Unreadable
from bot.images.visible.pixels import decoded, may_be_decoded, upright
from bot.images.visible.wiping import mcu, snapped, wipe

_LARGE = 4_000_000  # pixels above which saving fast counts more than saving small
_PAINTED = ("L", "I;16", "LA", "RGB", "RGBA")  # the modes with a grey that PNG has too


def cover(data: bytes, picture: Picture, boxes: Sequence[Box], fill: fills.Fill) -> bytes:
    """Return a file of the picture with these displayed boxes covered.

    Raises `Rejected`: `NOT_COVERABLE` for what cannot be decoded here, `NOT_VERIFIED` if
    the result still shows anything in a box.
    """
    if not (moving.fits(picture) if picture.frames > 1 else may_be_decoded(picture)):
        raise Rejected(Reason.NOT_COVERABLE)
    patches = [stored(box, picture) for box in boxes]
    grey = fills.greys(fill)
    try:
        covered = _covered(data, picture, patches, boxes, grey)
        shades = 1 if fill == "solid" else len(fills.TILES)
        if (wrong := next(_left(covered, picture, patches, boxes, shades), None)) is not None:
            raise Rejected(Reason.NOT_VERIFIED, wrong)
    except (Undecodable, Unreadable) as problem:
        raise Rejected(Reason.NOT_COVERABLE, "pixels that cannot be decoded") from problem
    return covered


def _covered(
    data: bytes,
    picture: Picture,
    patches: Sequence[Patch],
    boxes: Sequence[Box],
    grey: Callable[[], int],
) -> bytes:
    if picture.frames > 1:
        return _all_frames(data, picture, patches, grey)
    match picture.format:
        case Format.JPEG:
            with suppress(Unreadable):
                return wipe(data, patches, grey)
            return _jpeg_anew(data, picture, patches, grey)
        case Format.PNG | Format.WEBP:
            with decoded(data, picture) as image:
                drawn = _painted(image, patches, grey)
                return _saved(drawn, image, data, picture)
        case _:
            with decoded(data, picture) as image:
                drawn = _painted(upright(image, picture), [Patch(*box) for box in boxes], grey)
                return _png(drawn, _profile(image, drawn))


def _all_frames(
    data: bytes, picture: Picture, patches: Sequence[Patch], grey: Callable[[], int]
) -> bytes:
    """Cover the same places of every frame, by the same tiles."""
    shown = list(moving.frames(data, picture))
    mode = "RGBA" if any(frame.mode == "RGBA" for frame in shown) else "RGB"
    cover_ = _painted(Image.new(mode, shown[0].size), patches, grey)
    drawn = []
    for frame in shown:
        changed = frame.convert(mode)
        for patch in patches:
            box = (
                patch.left,
                patch.top,
                min(patch.right, frame.width),
                min(patch.bottom, frame.height),
            )
            changed.paste(cover_.crop(box), box)
        drawn.append(changed)
    plugin, options = moving.save(drawn, picture)
    written = _written(drawn[0], plugin, options)
    return rewrite.with_colours(written, data) if picture.format is Format.APNG else written


def _jpeg_anew(
    data: bytes, picture: Picture, patches: Sequence[Patch], grey: Callable[[], int]
) -> bytes:
    """Save a JPEG again: no step coarser, no other subsampling, no way through RGB."""
    size = mcu(read_frame(walk(data).segments))
    with opened(data, "JPEG") as image:
        image.draft("YCbCr" if image.mode == "RGB" else image.mode, image.size)
        image.load()
        for patch in patches:
            _paint(image, snapped(patch, size), grey, size)
        tables = getattr(image, "quantization", {})
        options: dict[str, Any] = {
            "qtables": [tables[key] for key in sorted(tables)],
            "subsampling": max(JpegImagePlugin.get_sampling(image), 0),
            "progressive": "progressive" in image.info,
            "optimize": True,
            "icc_profile": image.info.get("icc_profile"),
        }
        if picture.orientation != 1:
            options["exif"] = orientation.minimal_exif(picture.orientation)
        return _written(image, "JPEG", options)


def _painted(image: Image.Image, patches: Sequence[Patch], grey: Callable[[], int]) -> Image.Image:
    """Return a copy in a mode that has a grey, with the patches painted over."""
    drawn = _in_plain_mode(image)
    for patch in patches:
        _paint(drawn, patch, grey, (fills.TILE, fills.TILE))
    return drawn


def _in_plain_mode(image: Image.Image) -> Image.Image:
    if image.mode in _PAINTED and "transparency" not in image.info:
        return image.copy()
    if image.has_transparency_data:
        return image.convert("RGBA")
    eight = eight_bits(image)
    return eight.convert("L" if eight.mode in ("1", "L", "F") else "RGB")


def _paint(
    image: Image.Image, patch: Patch, grey: Callable[[], int], tile: tuple[int, int]
) -> None:
    """Cover a patch tile by tile; its rest at the right and the bottom is a smaller one."""
    right, bottom = min(patch.right, image.width), min(patch.bottom, image.height)
    for top in range(patch.top, bottom, tile[1]):
        for left in range(patch.left, right, tile[0]):
            box = left, top, min(left + tile[0], right), min(top + tile[1], bottom)
            image.paste(_colour(grey(), image.mode), box)


def _colour(grey: int, mode: str) -> int | tuple[int, ...]:
    """Return an opaque grey."""
    match mode:
        case "L":
            return grey
        case "I;16":
            return grey * 257
        case "LA":
            return (grey, 255)
        case "YCbCr":
            return (grey, 128, 128)
        case "CMYK":
            return (grey,) * 4
    return (grey, grey, grey, 255)[: len(mode)]


def _saved(drawn: Image.Image, image: Image.Image, data: bytes, picture: Picture) -> bytes:
    exif = orientation.minimal_exif(picture.orientation) if picture.orientation != 1 else b""
    profile = _profile(image, drawn)
    if picture.format is Format.PNG:
        return rewrite.with_colours(_png(drawn, profile, exif), data)
    large = drawn.width * drawn.height > _LARGE
    return _written(
        drawn if drawn.mode != "LA" else drawn.convert("RGBA"),
        "WEBP",
        {"lossless": True, "exact": True, "exif": exif, "icc_profile": profile}
        | ({"quality": 0, "method": 0} if large else {"quality": 50, "method": 2}),
    )


def _png(drawn: Image.Image, profile: bytes | None, exif: bytes = b"") -> bytes:
    level = 3 if drawn.width * drawn.height > _LARGE else 6
    options: dict[str, Any] = {"compress_level": level, "icc_profile": profile}
    return _written(drawn, "PNG", options | ({"exif": exif} if exif else {}))


def _profile(image: Image.Image, drawn: Image.Image) -> bytes | None:
    """Return the colour profile where it still fits the colours."""
    kind = {"RGB ": ("RGB", "RGBA"), "GRAY": ("L", "LA", "I;16")}
    profile: bytes = image.info.get("icc_profile") or b""
    return profile if drawn.mode in kind.get(profile[16:20].decode("latin-1"), ()) else None


def _written(image: Image.Image, plugin: str, options: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    try:
        image.save(out, plugin, **options)
    except (OSError, ValueError, MemoryError) as failure:
        raise Undecodable("it cannot be written") from failure
    return out.getvalue()


def _left(
    covered: bytes,
    picture: Picture,
    patches: Sequence[Patch],
    boxes: Sequence[Box],
    shades: int,
) -> Iterator[str]:
    """Yield a name for each box that holds more than the shades of its cover."""
    kept = picture.frames > 1 or picture.format in (Format.JPEG, Format.PNG, Format.WEBP)
    places = (
        [(each.left, each.top, each.right, each.bottom) for each in patches] if kept else boxes
    )
    plugin = picture.format.name if picture.format in (Format.JPEG, Format.WEBP) else "PNG"
    with opened(covered, plugin) as image:
        if plugin == "JPEG":  # in RGB the colours of neighbours bleed over an edge
            image.draft("YCbCr" if image.mode == "RGB" else image.mode, image.size)
        for number, place in product(range(getattr(image, "n_frames", 1)), places):
            image.seek(number)
            left, top = place[:2]
            inside = image.crop(
                (left, top, min(place[2], image.width), min(place[3], image.height))
            )
            if any(_shades(band, shades) > shades for band in inside.split()):
                yield "something in a covered place"


def _shades(band: Image.Image, most: int) -> int:
    """Count the values of a band; one more than `most` stands for any number above."""
    countable = band.convert("I") if band.mode == "I;16" else band
    return len(countable.getcolors(most) or range(most + 1))
