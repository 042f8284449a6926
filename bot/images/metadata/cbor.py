"""CBOR (RFC 8949) as C2PA manifests use it: read only, every size and depth bounded."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

MAX_DEPTH = 24
MAX_ITEMS = 20_000

_BREAK = object()


class BrokenError(Exception):
    """The data ends early, nests too deep or is no CBOR."""


@dataclass(slots=True)
class _Cursor:
    data: bytes
    at: int = 0
    items: int = 0

    def take(self, size: int) -> bytes:
        piece = self.data[self.at : self.at + size]
        if len(piece) < size:
            raise BrokenError("ends early")
        self.at += size
        return piece


def loads(data: bytes) -> Any:
    """Read one value. Map keys become text, semantic tags are dropped. Raises `BrokenError`."""
    value = _value(_Cursor(data), 0)
    if value is _BREAK:
        raise BrokenError("stray break")
    return value


def _value(cursor: _Cursor, depth: int) -> Any:
    cursor.items += 1
    if depth > MAX_DEPTH or cursor.items > MAX_ITEMS:
        raise BrokenError("too deep or too long")
    head = cursor.take(1)[0]
    major, extra = head >> 5, head & 31
    if major == 7:
        return _simple(cursor, extra)
    argument = _argument(cursor, extra)
    match major:
        case 0:
            return argument
        case 1:
            return -1 - (argument or 0)
        case 2 | 3:
            return _string(cursor, major, argument, depth)
        case 4:
            return list(_sequence(cursor, argument, depth))
        case 5:
            return _map(cursor, argument, depth)
        case _:
            return _value(cursor, depth + 1)


def _argument(cursor: _Cursor, extra: int) -> int | None:
    """Return the number behind the head; None for an indefinite length (RFC 8949 3.2)."""
    if extra < 24:
        return extra
    if extra == 31:
        return None
    if extra > 27:
        raise BrokenError("reserved length")
    return int.from_bytes(cursor.take(1 << (extra - 24)), "big")


def _simple(cursor: _Cursor, extra: int) -> Any:
    match extra:
        case 20 | 21:
            return extra == 21
        case 24:
            return cursor.take(1)[0]
        case 25:
            return struct.unpack(">e", cursor.take(2))[0]
        case 26:
            return struct.unpack(">f", cursor.take(4))[0]
        case 27:
            return struct.unpack(">d", cursor.take(8))[0]
        case 31:
            return _BREAK
        case _:
            return None


def _string(cursor: _Cursor, major: int, size: int | None, depth: int) -> str | bytes:
    if size is not None:
        raw = cursor.take(size)
        return raw.decode("utf-8", "replace") if major == 3 else raw
    parts = _sequence(cursor, None, depth)
    if major == 3:
        return "".join(part for part in parts if isinstance(part, str))
    return b"".join(part for part in parts if isinstance(part, bytes))


def _sequence(cursor: _Cursor, count: int | None, depth: int) -> list[Any]:
    if count is not None and count > MAX_ITEMS:
        raise BrokenError("too long")
    values: list[Any] = []
    while count is None or len(values) < count:
        value = _value(cursor, depth + 1)
        if value is _BREAK:
            if count is None:
                break
            raise BrokenError("stray break")
        values.append(value)
    return values


def _map(cursor: _Cursor, count: int | None, depth: int) -> dict[str, Any]:
    flat = _sequence(cursor, None if count is None else 2 * count, depth)
    keys = (key if isinstance(key, str) else str(key) for key in flat[::2])
    return dict(zip(keys, flat[1::2], strict=False))
