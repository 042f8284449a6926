"""The index of a multi-picture file (CIPA DC-007 section 5) and the pictures it names."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from bot.images.formats.jpeg.walk import APP2, SOI, Segment

HEAD = b"MPF\0"
_ENTRIES = 0xB002
_ENTRY_SIZE = 16
_MOST = 256
_GAIN_MAP_MARKS = (b"hdrgm:", b"urn:iso:std:iso:ts:21496:-1", b"HDRGainMap:", b"hdrgainmap")


def read_index(data: bytes, segments: list[Segment]) -> Iterator[tuple[int, int]]:
    """Yield start and end in the file of every picture but the first one."""
    for part in segments:
        if part.marker == APP2 and part.body.startswith(HEAD):
            base = data.find(HEAD + part.body[4:12]) + len(HEAD)
            for size, offset in _entries(part.body[4:]):
                start = base + offset
                if offset and data[start : start + 2] == bytes([0xFF, SOI]):
                    yield start, min(start + size, len(data))


def _entries(tiff: bytes) -> Iterator[tuple[int, int]]:
    """Yield size and offset of the entries of an index; offsets count from the TIFF header."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 10:
        return
    (start,) = struct.unpack_from(order + "I", tiff, 4)
    if start + 2 > len(tiff):
        return
    (count,) = struct.unpack_from(order + "H", tiff, start)
    for at in range(start + 2, min(start + 2 + 12 * count, len(tiff) - 11), 12):
        tag, _, length, value = struct.unpack_from(order + "HHII", tiff, at)
        if tag == _ENTRIES:
            last = min(value + length, len(tiff)) - _ENTRY_SIZE + 1
            for entry in range(value, last, _ENTRY_SIZE)[:_MOST]:
                yield struct.unpack_from(order + "II", tiff, entry + 4)


def name_of(picture: bytes) -> str:
    """Return "gain map" for the gain map of an HDR picture, else "mpf"."""
    head = picture[:65536]
    return "gain map" if any(mark in head for mark in _GAIN_MAP_MARKS) else "mpf"


def build_index(primary: int, first_offset: int, secondary: int) -> bytes:
    """Return an APP2 body that names two pictures.

    `primary` and `secondary` are their sizes in bytes, `first_offset` how far the second one
    starts behind the TIFF header of this index.
    """
    ifd = struct.pack(
        ">HHHI4sHHIIHHIII",
        *(3, 0xB000, 7, 4, b"0100", 0xB001, 4, 1, 2, _ENTRIES, 7, 2 * _ENTRY_SIZE, 50, 0),
    )
    entries = struct.pack(">IIIHH", 0x030000, primary, 0, 0, 0)
    entries += struct.pack(">IIIHH", 0, secondary, first_offset, 0, 0)
    return HEAD + b"MM\0*\0\0\0\x08" + ifd + entries
