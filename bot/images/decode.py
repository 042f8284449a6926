"""Pillow, opened so that every way a codec can fail on hostile bytes is one exception."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image

from bot.images.results import Format

PLUGINS = {
    Format.JPEG: "JPEG",
    Format.PNG: "PNG",
    Format.APNG: "PNG",
    Format.WEBP: "WEBP",
    Format.GIF: "GIF",
    Format.TIFF: "TIFF",
    Format.BMP: "BMP",
    Format.AVIF: "AVIF",
}
_FAILURES = (
    *(OSError, ValueError, SyntaxError, RuntimeError, MemoryError, LookupError, TypeError),
    *(ArithmeticError, EOFError, struct.error, zlib.error, Image.DecompressionBombError),
)


class Undecodable(Exception):  # noqa: N818 - a verdict on the bytes
    """The pixels cannot be had."""


@contextmanager
def opened(data: bytes, plugin: str) -> Iterator[Image.Image]:
    """Open a picture by one of Pillow's plugins; raises `Undecodable`.

    What fails inside the `with` counts too. Warnings are no matter: sizes are checked before.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=(plugin,)) as image:
                yield image
        except _FAILURES as failure:
            raise Undecodable(type(failure).__name__) from failure


def eight_bits(image: Image.Image) -> Image.Image:
    """Return a grey picture of 16 bits in 8, where Pillow's own conversion clips; others as is."""
    if not image.mode.startswith("I"):
        return image
    return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
