"""Thorough cleaning: the pixels are saved anew, so that nothing stays in their lowest bits.

What it removes for sure: anything in the lowest bit of a channel, in the order of a palette, in
pixels behind full transparency, and beside the frames. What it changes: each channel by at most
one of 256 steps; more than 8 bits become 8; a JPEG is quantised one step coarser, which scrambles
what is hidden in its coefficients. What it cannot remove: a watermark made to survive saving
(SynthID and the like), visible marks, the noise by which a sensor can be known.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageChops, ImageStat, JpegImagePlugin

from bot.images import orientation
from bot.images.decode import PLUGINS, Undecodable, eight_bits, opened
from bot.images.formats.container import Picture
from bot.images.formats.png.chunks import read_chunks
from bot.images.results import Format, Reason, Rejected
from bot.images.views import View

# Over all frames. A child has 1 GiB and 20 s: saving 16 megapixels takes 4 s and 0.8 GB.
JPEG_PIXELS = 50_000_000
OTHER_PIXELS = 16_000_000

_QUALITY = 90  # of WebP, where the file does not tell its own
_PNG_COLOURS = (b"gAMA", b"cHRM", b"sRGB", b"cICP")
_SEVEN_BITS = [((value >> 1) * 255 + 63) // 127 for value in range(256)]
_STEPS = 6.0  # of 256, on average over a small grey view
_LARGE = 4_000_000  # pixels above which saving fast counts more than saving small
_SAVED = frozenset((Format.JPEG, Format.PNG, Format.APNG, Format.WEBP, Format.GIF, Format.BMP))


def rewrite(data: bytes, picture: Picture) -> bytes | None:
    """Return the picture saved anew in its format, None where that is not possible here.

    Raises `Rejected(DAMAGED)` where its pixels cannot be decoded.
    """
    plugin = PLUGINS.get(picture.format)
    pixels = picture.width * picture.height * picture.frames
    most = JPEG_PIXELS if plugin == "JPEG" else OTHER_PIXELS
    if plugin is None or picture.format not in _SAVED or pixels > most:
        return None
    try:
        with opened(data, plugin) as image:
            frames, durations = zip(*_frames(image), strict=True)
            options = _options(image, data, picture)
            if len(frames) > 1:
                options |= _animation(image, frames, durations)
    except Undecodable as problem:
        raise Rejected(Reason.DAMAGED, "pixels that cannot be decoded") from problem
    out = io.BytesIO()
    try:
        frames[0].save(out, plugin, **options)
    except (OSError, ValueError):  # an encoder has limits of its own
        return None
    return with_colours(out.getvalue(), data) if plugin == "PNG" else out.getvalue()


def differences(original: View, anew: View) -> Iterator[str]:
    """Yield in what a picture saved anew is shown differently by more than it has to be.

    Frames that look alike may have become one.
    """
    for name in ("width", "height", "orientation"):
        if getattr(original.picture, name) != getattr(anew.picture, name):
            yield f"another {name}"
    if anew.picture.frames > original.picture.frames:
        yield "more frames"
    if original.grey is None or anew.grey is None or not _look_alike(original.grey, anew.grey):
        yield "another look"


def _look_alike(one: Image.Image, other: Image.Image) -> bool:
    if one.size != other.size:
        return False
    steps = ImageStat.Stat(ImageChops.difference(one, other)).mean[0]
    return bool(steps <= _STEPS)


def _animation(
    image: Image.Image, frames: tuple[Image.Image, ...], durations: tuple[float, ...]
) -> dict[str, Any]:
    """Return how to save the frames; one that only viewers without animation show has no time."""
    apart = bool(image.info.get("default_image"))
    more: dict[str, Any] = {"save_all": True, "append_images": frames[1:]}
    more |= {"duration": list(durations[1:] if apart else durations)}
    return more | ({"default_image": True} if apart else {})


def _frames(image: Image.Image) -> Iterator[tuple[Image.Image, float]]:
    """Yield each frame as it is shown and its duration in milliseconds."""
    # What follows the first picture of a JPEG file is another one (MPO).
    frames = 1 if image.format in ("JPEG", "MPO") else getattr(image, "n_frames", 1)
    for number in range(frames):
        image.seek(number)
        image.load()
        yield _flattened(image), image.info.get("duration", 0)


def _flattened(image: Image.Image) -> Image.Image:
    """Return a new image whose lowest bits follow from the others; 0 and 255 stay.

    The coefficients of a JPEG are no pixels: there nothing is gained by it.
    """
    if image.mode in ("1", "CMYK") or image.format in ("JPEG", "MPO"):
        return Image.frombytes(image.mode, image.size, image.tobytes())
    if image.has_transparency_data:
        shown = image.convert("RGBA")
        # Colours nobody sees go too.
        unseen = shown.getchannel("A").point([255] + [0] * 255)
        shown.paste(Image.new("RGBA", shown.size), mask=unseen)
        return shown.point(_SEVEN_BITS * 4)
    eight = eight_bits(image)
    mode = "L" if eight.mode == "L" else "RGB"
    return eight.convert(mode).point(_SEVEN_BITS * len(mode))


def _options(image: Image.Image, data: bytes, picture: Picture) -> dict[str, Any]:
    """Return how to save it as near as possible to what it was."""
    options: dict[str, Any] = {}
    if picture.orientation != 1:
        options["exif"] = orientation.minimal_exif(picture.orientation)
    if profile := image.info.get("icc_profile"):
        options["icc_profile"] = profile
    large = picture.width * picture.height * picture.frames > _LARGE
    match picture.format:
        case Format.JPEG:
            options |= _jpeg_options(image)
        case Format.PNG if large:
            options |= {"compress_level": 1}
        case Format.WEBP:
            lossless = b"VP8 " not in data
            options |= {"lossless": lossless, "quality": 0 if lossless and large else _QUALITY}
            options |= {"method": 0 if large else 4}
            options |= {"loop": image.info.get("loop", 0), "exact": False}
        case Format.APNG:
            options |= {"loop": image.info.get("loop", 0), "compress_level": 1 if large else 6}
        case Format.GIF:
            options |= {"disposal": 2, "optimize": False}
            options |= {"loop": image.info["loop"]} if "loop" in image.info else {}
    return options


def _jpeg_options(image: Image.Image) -> dict[str, Any]:
    tables = getattr(image, "quantization", {})
    sampling = JpegImagePlugin.get_sampling(image)
    return {
        "qtables": [[_coarser(step) for step in tables[key]] for key in sorted(tables)],
        "subsampling": max(sampling, 0),
        "progressive": "progressive" in image.info,
        "optimize": True,
    }


def _coarser(step: int) -> int:
    return min(255, step + max(1, step // 4))


def with_colours(written: bytes, original: bytes) -> bytes:
    """Put the chunks that tell colours behind the header again; Pillow writes none of them."""
    chunks, _ = read_chunks(original)
    head = 8 + 25  # signature and IHDR
    colours = [each for each in chunks if each.kind in _PNG_COLOURS]
    raw = b"".join(
        len(each.body).to_bytes(4, "big") + _with_checksum(each.kind + each.body)
        for each in colours
    )
    return written[:head] + raw + written[head:]


def _with_checksum(data: bytes) -> bytes:
    return data + zlib.crc32(data).to_bytes(4, "big")
