"""Reconyx trail cameras: no directory, fields at fixed offsets."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from bot.images.metadata.ifd import Directory
from bot.images.metadata.makernotes.layout import Layout, Note
from bot.images.metadata.tags import Tag, decode, decode_utf16


def _hyperfire(note: Note, _: Directory) -> Iterator[Tag]:
    """Version, firmware, …, moment at 0x16 (second to year), serial number in UTF-16 at 0x2A."""
    raw = note.tiff.slice(note.start, min(note.size, 0x48))
    if len(raw) < 0x48:
        return
    yield note.tag("FirmwareVersion", ".".join(map(str, struct.unpack_from("<3H", raw, 2))))
    second, minute, hour, month, day, year = struct.unpack_from("<6H", raw, 0x16)
    date = f"{year}:{month:02d}:{day:02d}"
    yield note.tag("DateTimeOriginal", f"{date} {hour:02d}:{minute:02d}:{second:02d}")
    yield note.tag("SerialNumber", decode_utf16(raw[0x2A:0x48], "le"))


def _ultrafire(note: Note, _: Directory) -> Iterator[Tag]:
    raw = note.tiff.slice(note.start, min(note.size, 0x5A))
    yield note.tag("SerialNumber", decode(raw[0x4B:0x5A]))


LAYOUTS = (
    Layout("Reconyx", (b"\x01\xf1",), more=_hyperfire, plain=True),
    Layout("Reconyx", (b"RECONYXUF\0",), more=_ultrafire, plain=True),
)
