"""Reads a clean copy again, with parsers that share nothing with the ones that wrote it.

A reader yields the name of everything in a file that is not on the allow list of its format.
One name is enough: the copy does not leave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import starmap, zip_longest

from bot.images.formats.container import Container, Octets, Picture
from bot.images.late import Late
from bot.images.results import Format

Reader = Callable[[bytes], Iterator[str]]
READERS = Late[Reader](__name__, lambda _: "read")
_STEP = 1 << 16
# Pillow's names of the decoders that must open a copy. None for a chain of segments or chunks that
# the second reader checks from end to end, for SVG, and where an optional extra alone decodes.
DECODERS: dict[Format, tuple[str, ...]] = {
    Format.JPEG: (),
    Format.PNG: (),
    Format.APNG: (),
    Format.WEBP: (),
    Format.GIF: ("GIF",),
    Format.BMP: ("BMP",),
    Format.TIFF: ("TIFF",),
    Format.SVG: (),
    Format.HEIC: (),
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
    pieces = zip_longest(container.payload(original), container.payload(cleaned))
    if not all(starmap(_same, pieces)):
        yield "other pixels"


def _same(one: Octets | None, other: Octets | None) -> bool:
    """Compare two pieces by small copies: views alone would be compared byte by byte."""
    if one is None or other is None or len(one) != len(other):
        return False
    return all(
        bytes(one[at : at + _STEP]) == bytes(other[at : at + _STEP])
        for at in range(0, len(one), _STEP)
    )


def unreadable(original: bytes, cleaned: bytes, format_: Format) -> Iterator[str]:
    """Yield a name if Pillow opens the original and not the copy (headers alone, no pixels)."""
    names = DECODERS[format_]
    if (
        names
        and _pillow_size(cleaned, names) is None
        and _pillow_size(original, names) is not None
    ):
        yield "Pillow cannot open it"


def _pillow_size(data: bytes, names: tuple[str, ...]) -> tuple[int, int] | None:
    """Return the size Pillow reads from the header, None where it does not open the file."""
    import io
    import warnings

    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=names) as image:
                return image.size
        except (OSError, RuntimeError, SyntaxError, ValueError, Image.DecompressionBombError):
            return None
