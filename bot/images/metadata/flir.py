"""FLIR thermal cameras (APP1 "FLIR"): records about camera, lens, time and place."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from bot.images.formats.container import Block, Kind
from bot.images.metadata import positions
from bot.images.metadata.tags import Tag, binary, decode

HEAD = b"FLIR\0"
MAX_RECORDS = 64

_SEGMENT_HEAD = 8  # "FLIR\0", a constant, this segment's number, the last one's
_CAMERA_INFO, _GPS_INFO, _EMBEDDED_IMAGE = 0x20, 0x2B, 0x0E
_CAMERA = {
    0xD4: ("CameraModel", 32),
    0x104: ("CameraSerialNumber", 16),
    0x114: ("CameraSoftware", 16),
    0x170: ("LensModel", 32),
    0x1A0: ("LensSerialNumber", 16),
}
_TAKEN = 0x384


def join(blocks: Iterable[Block]) -> Iterator[Block]:
    """Put the segments of FLIR data together; pass all other blocks on."""
    pieces: list[Block] = []
    for block in blocks:
        if block.kind is Kind.UNKNOWN and block.data.startswith(HEAD):
            pieces.append(block)
        else:
            yield block
    if pieces:
        ordered = sorted(pieces, key=lambda block: block.data[6:7])
        body = b"".join(block.data[_SEGMENT_HEAD:] for block in ordered)
        first = ordered[0]
        yield Block(Kind.UNKNOWN, first.where, first.data[:_SEGMENT_HEAD] + body, first.name)


def read(data: bytes) -> Iterator[Tag]:
    """Yield what identifies camera, lens, time and place."""
    yield Tag("FLIR", "MakerNote", binary(data))
    body = data[_SEGMENT_HEAD:]
    if body[:4] not in (b"FFF\0", b"AFF\0") or len(body) < 64:
        return
    # The version number, about 100, shows the byte order.
    order = ">" if 100 <= int.from_bytes(body[20:24], "big") < 200 else "<"
    start, count = struct.unpack_from(order + "II", body, 24)
    for at in range(start, min(start + 32 * min(count, MAX_RECORDS), len(body) - 31), 32):
        (kind,) = struct.unpack_from(order + "H", body, at)
        offset, size = struct.unpack_from(order + "II", body, at + 12)
        yield from _record(kind, body[offset : offset + size])


def _record(kind: int, record: bytes) -> Iterator[Tag]:
    if kind == _CAMERA_INFO:
        yield from _camera(record)
    elif kind == _GPS_INFO:
        yield from _gps(record)
    elif kind == _EMBEDDED_IMAGE and record:
        yield Tag("Trailer", "EmbeddedImage", binary(record))


def _camera(record: bytes) -> Iterator[Tag]:
    for place, (name, width) in _CAMERA.items():
        if decode(record[place : place + width]):
            yield Tag("FLIR", name, decode(record[place : place + width]))
    seconds = int.from_bytes(record[_TAKEN : _TAKEN + 4], "little")
    if seconds:
        moment = datetime.fromtimestamp(seconds, UTC)
        yield Tag("FLIR", "DateTimeOriginal", f"{moment:%Y-%m-%d %H:%M:%S}")


def _gps(record: bytes) -> Iterator[Tag]:
    """Valid flag, version, references, then both coordinates as signed doubles."""
    if len(record) < 0x20 or not record[:4].strip(b"\0"):
        return
    order = "<" if record[:1] != b"\0" else ">"
    north, east = struct.unpack_from(order + "dd", record, 0x10)
    for name, value in zip(
        ("GPSLatitude", "GPSLongitude"), positions.pair(north, east), strict=True
    ):
        yield Tag("FLIR", name, value)
