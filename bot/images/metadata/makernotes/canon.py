"""Canon maker notes: a plain directory whose offsets count from the Exif stream."""

from __future__ import annotations

from collections.abc import Iterator

from bot.images.metadata.ifd import Directory
from bot.images.metadata.makernotes.layout import Layout, Note, hexadecimal
from bot.images.metadata.tags import Tag

_NAMES = {
    0x0007: "FirmwareVersion",
    0x0009: "OwnerName",
    0x001E: "FirmwareRevision",
    0x0013: "ThumbnailImageValidArea",
    0x0095: "LensModel",
    0x0096: "InternalSerialNumber",
}
_SERIAL, _MODEL_ID, _UNIQUE_ID, _LENS_INFO = 0x000C, 0x0010, 0x0028, 0x4019
_PREVIEW_INFO = 0x00B6


def _identify(note: Note, directory: Directory) -> Iterator[Tag]:
    model = note.tiff.integer(directory.get(_MODEL_ID))
    if model:
        yield note.tag("CanonModelID", f"{model:#010x}")
    serial = note.tiff.integer(directory.get(_SERIAL))
    if serial:
        yield note.tag("SerialNumber", f"{serial:010d}")
    unique = hexadecimal(note, directory.get(_UNIQUE_ID))
    if unique:
        yield note.tag("ImageUniqueID", unique)
    lens = hexadecimal(note, directory.get(_LENS_INFO), size=5)
    if lens:
        yield note.tag("LensSerialNumber", lens)
    if directory.get(_PREVIEW_INFO):
        yield from _preview(note, directory)


def _preview(note: Note, directory: Directory) -> Iterator[Tag]:
    """PreviewImageInfo: size of the block, quality, length, width, height, start."""
    entry = directory.get(_PREVIEW_INFO)
    values = note.tiff.numbers(entry) if entry else ()
    if len(values) >= 6 and values[2]:
        size, start = int(values[2]), int(values[5] or 0)
        data = note.tiff.slice(start, size)
        inside = data.startswith(b"\xff\xd8")
        shown = f"{size} bytes" if inside else f"{size} bytes, not in this file"
        yield note.tag("PreviewImage", shown, data if inside else b"")


LAYOUTS = (Layout("Canon", makes=("canon",), names=_NAMES, more=_identify, packed=True),)
