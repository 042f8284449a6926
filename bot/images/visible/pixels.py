"""The pixels of a picture as it is displayed, decoded no larger than looking at them needs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from PIL import Image

from bot.images.decode import PLUGINS, Undecodable, eight_bits, opened
from bot.images.formats.container import Picture
from bot.images.glimpse import UPRIGHT
from bot.images.results import Box, Format
from bot.images.visible.areas import displayed_size

# Decoding a progressive JPEG of 50 megapixels takes 300 MB and 0.7 s, other formats of 16
# megapixels up to 250 MB and 0.5 s. Larger pictures are not looked at, and that is said.
JPEG_PIXELS = 50_000_000
OTHER_PIXELS = 16_000_000
HEIC_PIXELS = 26_000_000

LOOKED_AT = 1920  # the longer side that finding small codes and letters needs


@dataclass(frozen=True)
class Scene:
    """An upright RGB picture, how many displayed pixels each of its own stands for, and its size.

    `width` and `height` are those of the picture as it is displayed.
    """

    image: Image.Image
    width: int
    height: int

    def displayed(self, left: float, top: float, right: float, bottom: float) -> Box:
        """Return a box of the scene in displayed pixels, grown to whole ones and cut to fit."""
        across = self.width / self.image.width
        down = self.height / self.image.height
        return (
            max(0, math.floor(left * across)),
            max(0, math.floor(top * down)),
            min(self.width, math.ceil(right * across)),
            min(self.height, math.ceil(bottom * down)),
        )

    def within(self, side: int) -> Image.Image:
        """Return the picture with its longer side at most `side`; it is never enlarged."""
        longer = max(self.image.size)
        if longer <= side:
            return self.image
        size = [max(1, round(length * side / longer)) for length in self.image.size]
        return self.image.resize((size[0], size[1]), Image.Resampling.BILINEAR, reducing_gap=2.0)


def scene(data: bytes, picture: Picture) -> Scene | None:
    """Decode a picture for looking at; None where it is too large, moves, or has no decoder."""
    if picture.frames > 1 or not may_be_decoded(picture):
        return None
    width, height = displayed_size(picture)
    with suppress(Undecodable), decoded(data, picture, side=LOOKED_AT) as image:
        return Scene(upright(on_grey(image), picture), width, height)
    return None


def may_be_decoded(picture: Picture) -> bool:
    """Tell whether there is a decoder for the format and the size is one that was measured."""
    most = {Format.JPEG: JPEG_PIXELS, Format.HEIC: HEIC_PIXELS}.get(picture.format, OTHER_PIXELS)
    known = picture.format in PLUGINS or (picture.format is Format.HEIC and heif() is not None)
    return known and picture.width * picture.height <= most


@contextmanager
def decoded(data: bytes, picture: Picture, *, side: int | None = None) -> Iterator[Image.Image]:
    """Decode the first frame; a JPEG no larger than a longer side of `side` needs.

    Raises `Undecodable`; what fails inside the `with` counts too.
    """
    if picture.format is Format.HEIC:
        yield _decoded_heic(data)
        return
    with opened(data, PLUGINS[picture.format]) as image:
        if side is not None:
            image.draft("RGB", _bounded(image.size, side))
        image.load()
        yield image


def upright(image: Image.Image, picture: Picture) -> Image.Image:
    """Turn a decoded picture as it is displayed; decoders of HEIC have done so already."""
    turn = UPRIGHT.get(picture.orientation)
    if turn is None or picture.format is Format.HEIC:
        return image
    return image.transpose(turn)


def heif() -> Callable[[bytes], Image.Image] | None:
    """Return what decodes HEIC, None without the optional extra."""
    try:
        import pillow_heif
    except ImportError:
        return None

    def decode(data: bytes) -> Image.Image:
        picture = pillow_heif.open_heif(data, convert_hdr_to_8bit=True)
        mode, size, stride = picture.mode, picture.size, picture.stride
        image = Image.frombytes(mode, size, bytes(picture.data), "raw", mode, stride)
        image.info["icc_profile"] = picture.info.get("icc_profile")
        return image

    return decode


def _decoded_heic(data: bytes) -> Image.Image:
    decode = heif()
    if decode is None:
        raise Undecodable("no decoder")
    try:
        return decode(data)
    except (OSError, ValueError, RuntimeError, EOFError, MemoryError, SyntaxError) as failure:
        raise Undecodable(type(failure).__name__) from failure


def _bounded(size: tuple[int, int], side: int) -> tuple[int, int]:
    """Return the size within a longer side: Pillow drafts a JPEG to no less than this."""
    shrink = min(1.0, side / max(size))
    return max(1, round(size[0] * shrink)), max(1, round(size[1] * shrink))


def on_grey(image: Image.Image) -> Image.Image:
    """Return a picture in RGB; what is transparent lies on grey, as nobody sees what is behind."""
    if not image.has_transparency_data:
        return eight_bits(image).convert("RGB")
    shown = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", shown.size, "grey"), shown).convert("RGB")
