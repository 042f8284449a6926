"""CIFF, Canon's format before Exif: a heap of records whose directory stands at its end."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import UTC, datetime

from bot.images.metadata.tags import Tag, binary, damaged, decode

MAX_RECORDS = 512
MAX_DEPTH = 6

_NAMES = {
    0x0805: "UserComment",
    0x080B: "FirmwareVersion",
    0x0810: "OwnerName",
    0x0816: "OriginalFileName",
}


def read(data: bytes) -> Iterator[Tag]:
    """Yield owner, camera, date and thumbnail of a "HEAPJPGM" segment."""
    opened = data[:2]
    order = {b"II": "<", b"MM": ">"}.get(opened, "<")
    (start,) = struct.unpack_from(order + "I", data, 2)
    yield from _heap(data[start:], order, 0, [MAX_RECORDS])


def _heap(heap: bytes, order: str, depth: int, left: list[int]) -> Iterator[Tag]:
    """Last four bytes: where the directory starts; records of type, size and offset."""
    if len(heap) < 6 or depth > MAX_DEPTH:
        return
    (at,) = struct.unpack_from(order + "I", heap, len(heap) - 4)
    if at + 2 > len(heap):
        yield damaged("CIFF", "directory")
        return
    (count,) = struct.unpack_from(order + "H", heap, at)
    for i in range(min(count, (len(heap) - at - 2) // 10)):
        if left[0] <= 0:
            return
        left[0] -= 1
        kind, size, offset = struct.unpack_from(order + "HII", heap, at + 2 + 10 * i)
        value = heap[offset : offset + size]
        if kind & 0x4000:  # the value stands in the record itself
            value = heap[at + 4 + 10 * i : at + 12 + 10 * i]
        yield from _record(kind & 0x3FFF, value, order, depth, left)


def _record(number: int, value: bytes, order: str, depth: int, left: list[int]) -> Iterator[Tag]:
    if number & 0x3800 in (0x2800, 0x3000):
        yield from _heap(value, order, depth + 1, left)
    elif number == 0x080A:
        make, _, model = value.partition(b"\0")
        yield Tag("CIFF", "Make", decode(make))
        yield Tag("CIFF", "Model", decode(model))
    elif number == 0x180E and len(value) >= 4:
        seconds = struct.unpack_from(order + "I", value)[0]
        moment = datetime.fromtimestamp(seconds, UTC)
        yield Tag("CIFF", "DateTimeOriginal", f"{moment:%Y-%m-%d %H:%M:%S}")
    elif number in _NAMES and decode(value):
        yield Tag("CIFF", _NAMES[number], decode(value))
    elif number in (0x2007, 0x2008) and value:
        yield Tag("CIFF", "ThumbnailImage", binary(value), value)
