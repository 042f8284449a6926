"""Reads a clean copy again, with parsers that share nothing with the ones that wrote it.

A reader yields the name of everything in a file that is not on the allow list of its format.
One name is enough: the copy does not leave.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Callable, Iterator

from PIL import Image

from bot.images.formats.container import Container, Octets, Picture
from bot.images.results import Format
from bot.images.verify import bmp, gif, isobmff, jpeg, jxl, png, svg, tiff, webp

Reader = Callable[[bytes], Iterator[str]]

READERS: dict[Format, Reader] = {
    Format.JPEG: jpeg.read,
    Format.PNG: png.read,
    Format.APNG: png.read,
    Format.WEBP: webp.read,
    Format.GIF: gif.read,
    Format.BMP: bmp.read,
    Format.TIFF: tiff.read,
    Format.SVG: svg.reader(lambda: READERS),
    Format.HEIC: isobmff.read,
    Format.AVIF: isobmff.read,
    Format.JXL: jxl.read,
}
_PILLOW_NAMES = {
    Format.JPEG: ("JPEG",),
    Format.PNG: ("PNG",),
    Format.APNG: ("PNG",),
    Format.WEBP: ("WEBP",),
    Format.GIF: ("GIF",),
    Format.BMP: ("BMP", "DIB"),
    Format.TIFF: ("TIFF",),
    Format.SVG: (),  # no pixels
    Format.HEIC: (),  # decoded by an optional extra alone
    Format.AVIF: ("AVIF",),
    Format.JXL: (),
}


def residue(cleaned: bytes, format_: Format) -> Iterator[str]:
    """Yield the name of everything in a clean copy that is not on the allow list."""
    yield from READERS[format_](cleaned)


def differences(before: Picture, after: Picture) -> Iterator[str]:
    """Yield in what a clean copy is shown differently: format, size, frames, orientation."""
    for name in ("format", "width", "height", "frames", "orientation"):
        if getattr(before, name) != getattr(after, name):
            yield f"another {name}"


def changes(original: bytes, cleaned: bytes, container: Container) -> Iterator[str]:
    """Yield a name unless both files hold the same bytes where pixels are made."""
    if _digest(container.payload(original)) != _digest(container.payload(cleaned)):
        yield "other pixels"


def _digest(payload: tuple[Octets, ...]) -> bytes:
    """Digest each piece with its length: two payloads at once would double the memory."""
    digest = hashlib.sha256()
    for piece in payload:
        digest.update(len(piece).to_bytes(8, "big"))
        digest.update(piece)
    return digest.digest()


def unreadable(original: bytes, cleaned: bytes, format_: Format) -> Iterator[str]:
    """Yield a name if Pillow opens the original and not the copy (headers alone, no pixels)."""
    names = _PILLOW_NAMES[format_]
    if _pillow_size(cleaned, names) is None and _pillow_size(original, names) is not None:
        yield "Pillow cannot open it"


def _pillow_size(data: bytes, names: tuple[str, ...]) -> tuple[int, int] | None:
    """Return the size Pillow reads from the header, None where it does not open the file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=names) as image:
                return image.size
        except (OSError, RuntimeError, SyntaxError, ValueError, Image.DecompressionBombError):
            return None
