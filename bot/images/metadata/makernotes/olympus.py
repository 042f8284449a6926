"""Olympus and OM System maker notes (Epson and Agfa wrote the old form too)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.images.metadata.ifd import UNDEFINED, Directory, Entry
from bot.images.metadata.makernotes.layout import Layout, Note, named, preview
from bot.images.metadata.tags import Tag, binary

_NAMES = {0x0209: "CameraID", 0x0404: "SerialNumber"}
_THUMBNAIL, _EQUIPMENT, _CAMERA_SETTINGS = 0x0100, 0x2010, 0x2020
_EQUIPMENT_NAMES = {
    0x0100: "CameraType",
    0x0101: "SerialNumber",
    0x0102: "InternalSerialNumber",
    0x0104: "BodyFirmwareVersion",
    0x0202: "LensSerialNumber",
    0x0203: "LensModel",
    0x0302: "ExtenderSerialNumber",
    0x1002: "FlashModel",
    0x1003: "FlashSerialNumber",
}
_PREVIEW_START, _PREVIEW_LENGTH = 0x0101, 0x0102


def _identify(note: Note, directory: Directory) -> Iterator[Tag]:
    thumbnail = directory.get(_THUMBNAIL)
    if thumbnail and thumbnail.size > 4:
        data = note.tiff.raw(thumbnail, limit=thumbnail.size)
        yield note.tag("ThumbnailImage", binary(data), data)
    equipment = directory.get(_EQUIPMENT)
    if equipment:
        yield from named(note, _inner(note, equipment), _EQUIPMENT_NAMES)
    settings = directory.get(_CAMERA_SETTINGS)
    if settings:
        inner = _inner(note, settings)
        yield from preview(note, inner.get(_PREVIEW_START), inner.get(_PREVIEW_LENGTH))


def _inner(note: Note, entry: Entry) -> Directory:
    """Old cameras keep the directory in the value, newer ones its offset."""
    inline = entry.type == UNDEFINED and entry.size > 4
    start = entry.start if inline else note.base + note.tiff.integer(entry)
    return note.tiff.directory(start, note.base)


LAYOUTS = (
    Layout("Olympus", (b"OLYMPUS\0",), header=12, base=0, names=_NAMES, more=_identify),
    Layout("Olympus", (b"OM SYSTEM\0",), header=16, base=0, names=_NAMES, more=_identify),
    Layout(
        "Olympus",
        (b"OLYMP\0", b"EPSON\0", b"MINOL\0", b"CAMER\0", b"AGFA \0"),
        header=8,
        names=_NAMES,
        more=_identify,
    ),
)
