"""What lies behind the end of a picture: told apart by signature for the report."""

from __future__ import annotations

from collections.abc import Iterator

from bot.images.formats.container import Block, Kind

_WHERE = "behind the end"
_JPEG = b"\xff\xd8\xff"
_EOI = b"\xff\xd9"


def is_empty(data: bytes) -> bool:
    """Tell whether these bytes carry nothing: zeros and line ends."""
    return not data.strip(b"\0\r\n ")


def describe(data: bytes) -> Iterator[Block]:
    """Yield a block for each thing that can be told apart in bytes behind a picture."""
    while not is_empty(data):
        size = _first_size(data)
        yield Block(Kind.TRAILER, _WHERE, data[:size], _name(data[:size]))
        data = data[size:]


def _first_size(data: bytes) -> int:
    """Return where the first thing ends: a movie with its boxes, a JPEG with its last EOI."""
    if data[4:8] == b"ftyp":
        return _boxes_end(data)
    if data[:3] == _JPEG:
        video = data.find(b"ftyp")
        last = data.rfind(_EOI, 0, video if video > 0 else len(data))
        return last + 2 if last > 0 else len(data)
    if data.endswith(b"SEFT"):
        return len(data)
    at = data.find(b"ftyp")
    return at - 4 if 4 < at < 4096 else len(data)


def _boxes_end(data: bytes) -> int:
    """Return the end of the boxes of an ISO base media file that starts at 0."""
    at = 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        if size < 8 or at + size > len(data) or not data[at + 4 : at + 8].isalnum():
            break
        at += size
    return at or len(data)


def _name(data: bytes) -> str:
    if data.endswith(b"SEFT"):
        return "samsung"
    if data[:3] == _JPEG:
        return "jpeg"
    if data[4:8] == b"ftyp":
        return "mp4"
    if data[:4] == b"PK\x03\x04":
        return "zip"
    if data[:8] == b"\x89PNG\r\n\x1a\n" or b"IDAT" in data[:4096]:
        return "png"
    return "unknown"
