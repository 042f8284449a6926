"""Nikon maker notes: newest with a TIFF header of their own, older ones without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.images.metadata.ifd import Directory, open_tiff
from bot.images.metadata.makernotes.layout import Layout, Note, preview
from bot.images.metadata.tags import Tag, decode

_NAMES = {
    0x001D: "SerialNumber",
    0x0084: "Lens",
    0x00A0: "SerialNumber",
}
_PREVIEW_IFD, _LOCATION_INFO, _POWER_UP_TIME, _SHUTTER_COUNT = 0x0011, 0x0039, 0x00B6, 0x00A7
_TIFF_HEADER = 10  # behind "Nikon\0", a version and two zero bytes


def open_embedded(note: Note) -> tuple[Note, Directory]:
    """Open a note that holds a TIFF header; offsets count from there."""
    header = note.start + _TIFF_HEADER
    opened = open_tiff(note.tiff.data[header : header + 8])
    if opened is None:
        return note, Directory(damaged="header")
    tiff = note.tiff.in_order(opened[0].order)
    return replace(note, tiff=tiff, base=header), tiff.directory(header + opened[1], header)


def _identify(note: Note, directory: Directory) -> Iterator[Tag]:
    pointer = directory.get(_PREVIEW_IFD)
    if pointer:
        inner = note.tiff.directory(note.base + note.tiff.integer(pointer), note.base)
        yield from preview(note, inner.get(0x0201), inner.get(0x0202))
    yield from _location(note, directory)
    yield from _power_up(note, directory)
    shots = note.tiff.integer(directory.get(_SHUTTER_COUNT))
    if shots:
        yield note.tag("ShutterCount", str(shots))


def _location(note: Note, directory: Directory) -> Iterator[Tag]:
    """LocationInfo: version, character code, country code, level, then 70 bytes of place name."""
    entry = directory.get(_LOCATION_INFO)
    raw = note.tiff.raw(entry, limit=80) if entry else b""
    for name, part in (("CountryCode", raw[5:8]), ("Location", raw[9:79])):
        if decode(part):
            yield note.tag(name, decode(part))


def _power_up(note: Note, directory: Directory) -> Iterator[Tag]:
    """PowerUpTime: year as two bytes, then month, day, hour, minute, second."""
    entry = directory.get(_POWER_UP_TIME)
    raw = note.tiff.raw(entry, limit=8) if entry else b""
    if len(raw) >= 7:
        year = int.from_bytes(raw[:2], "little" if note.tiff.order == "<" else "big")
        month, day, hour, minute, second = raw[2:7]
        if year and 1 <= month <= 12:
            when = f"{year}:{month:02d}:{day:02d} {hour:02d}:{minute:02d}:{second:02d}"
            yield note.tag("PowerUpDateTime", when)


LAYOUTS = (
    Layout("Nikon", (b"Nikon\0\x02",), base=_TIFF_HEADER, names=_NAMES, more=_identify),
    Layout("Nikon", (b"Nikon\0\x01",), header=8, names=_NAMES),
    Layout("Nikon", makes=("nikon",), names=_NAMES, more=_identify),
)
