"""Mutations that keep most of a file as it is, so that parsers get far before they trip."""

from __future__ import annotations

import random
import struct
import zlib

_NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_PNG = b"\x89PNG\r\n\x1a\n"
_MENDED = 0.9


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return a copy with one to four changes of the kinds below."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        if changed:
            chance.choice(_CHANGES)(changed, chance)
    return mended(bytes(changed)) if chance.random() < _MENDED else bytes(changed)


def mended(data: bytes) -> bytes:
    """Return a PNG file with true checksums, so that changes get past them; others as they are."""
    if data[:8] != _PNG:
        return data
    pieces, at = [_PNG], 8
    while at + 12 <= len(data):
        end = at + 8 + struct.unpack_from(">I", data, at)[0]
        if end + 4 > len(data):
            break
        pieces += (data[at:end], zlib.crc32(data[at + 4 : end]).to_bytes(4, "big"))
        at = end + 4
    return b"".join([*pieces, data[at:]])


def _flip(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _overwrite(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    data[at : at + chance.randint(1, 8)] = chance.randbytes(chance.randint(0, 8))


def _number(data: bytearray, chance: random.Random) -> None:
    """Put a number at the border of its type where a length or an offset may stand."""
    size, order = chance.choice((1, 2, 4)), chance.choice(("big", "little"))
    at = chance.randrange(len(data))
    value = chance.choice(_NUMBERS) & ((1 << 8 * size) - 1)
    data[at : at + size] = value.to_bytes(size, "big" if order == "big" else "little")


def _cut(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    del data[at : at + chance.choice((1, 2, 16, 400))]


def _truncate(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def _repeat(data: bytearray, chance: random.Random) -> None:
    """Copy a stretch to another place: second headers, second frames, nested things."""
    begin, to = chance.randrange(len(data)), chance.randrange(len(data))
    data[to:to] = data[begin : begin + chance.choice((4, 12, 60, 300))]


_CHANGES = (
    _flip,
    _flip,
    _overwrite,
    _overwrite,
    _number,
    _number,
    _number,
    _cut,
    _truncate,
    _repeat,
)
