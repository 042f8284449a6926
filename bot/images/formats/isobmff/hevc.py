"""HEVC in HEIF: messages that are no part of the picture (ITU-T H.265, ISO/IEC 14496-15 8.3).

Encoders write their name and settings, and anybody may write anything, into supplemental
enhancement information. Only messages that say how bright the picture is meant stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from bot.images.formats.container import Octets
from bot.images.formats.isobmff.boxes import Cursor, damaged

_SEI = (39, 40)  # prefix and suffix SEI (table 7-1)
_PICTURE = frozenset((*range(22), 32, 33, 34, 35, 36, 37))
# Annex D: mastering display, content light level, alternative transfer, ambient viewing.
_BRIGHTNESS = {137: 24, 144: 4, 147: 1, 148: 8}
_CONFIGURATION = 22
_SETS = frozenset((32, 33, 34))  # video, sequence and picture parameter sets


def length_size(configuration: bytes) -> int:
    """Return how many bytes hold the length of a NAL unit, from hvcC."""
    if len(configuration) <= _CONFIGURATION:
        raise damaged("a decoder configuration that breaks off")
    return (configuration[21] & 3) + 1


def clean(data: Octets, size: int) -> Octets:
    """Return NAL units, each behind its length, without what is no part of the picture."""
    units = list(units_of(data, size))
    cleaned = [_clean_unit(unit) for unit in units]
    whole = size * len(units) + sum(map(len, units)) == len(data)
    if whole and all(units) and cleaned == units:
        return data  # no copy, for memory's sake: most have nothing to lose
    kept = ((len(unit).to_bytes(size, "big"), unit) for unit in cleaned if unit)
    return b"".join(chain.from_iterable(kept))


def units_of(data: Octets, size: int) -> Iterator[Octets]:
    """Yield NAL units; raise where one breaks off."""
    view, at = memoryview(data), 0
    while at + size <= len(view):
        start = at + size
        at = start + int.from_bytes(view[at:start], "big")
        if at > len(view):
            raise damaged("a bitstream that breaks off")
        yield view[start:at]


def kind(unit: Octets) -> int:
    """Return the type of a NAL unit, over 63 where the forbidden bit is set (7.3.1.2)."""
    return unit[0] >> 1 if len(unit) > 2 else 63


def is_message(unit: Octets) -> bool:
    """Tell whether a NAL unit is supplemental enhancement information."""
    return kind(unit) in _SEI


def _clean_unit(unit: Octets) -> Octets:
    if not is_message(unit):
        return unit if kind(unit) in _PICTURE else b""
    kept = [
        bytes([number, len(body)]) + body
        for number, body in messages(unit)
        if _BRIGHTNESS.get(number) == len(body)
    ]
    return bytes(unit[:2]) + _escape(b"".join(kept) + b"\x80") if kept else b""


def messages(unit: Octets) -> Iterator[tuple[int, bytes]]:
    """Yield type and payload of the messages of an SEI unit (7.3.5)."""
    body = bytes(unit[2:]).replace(b"\0\0\3", b"\0\0").rstrip(b"\0")
    at = 0
    while at + 2 < len(body):
        numbers = []
        for _ in range(2):
            start = at
            while at < len(body) - 1 and body[at] == 255:
                at += 1
            numbers.append(255 * (at - start) + body[at])
            at += 1
        yield numbers[0], body[at : at + numbers[1]]
        at += numbers[1]


def _escape(body: bytes) -> bytes:
    """Put in the bytes that keep a start code from appearing (7.4.2)."""
    out, zeros = bytearray(), 0
    for byte in body:
        if zeros >= 2 and byte <= 3:
            out.append(3)
            zeros = 0
        out.append(byte)
        zeros = zeros + 1 if byte == 0 else 0
    return bytes(out)


def clean_configuration(body: bytes) -> bytes:
    """Return an hvcC with nothing but parameter sets and brightness (14496-15 section 8.3.3.1)."""
    arrays = []
    for head, units in arrays_of(body):
        cleaned = [unit for unit in map(_clean_unit, units) if unit]
        if cleaned and head & 0x3F in (*_SETS, *_SEI):
            counted = (len(unit).to_bytes(2, "big") + unit for unit in cleaned)
            arrays.append(
                bytes([head & 0xBF]) + len(cleaned).to_bytes(2, "big") + b"".join(counted)
            )
    return body[:_CONFIGURATION] + bytes([len(arrays)]) + b"".join(arrays)


def arrays_of(body: bytes) -> Iterator[tuple[int, list[Octets]]]:
    """Yield head byte and NAL units of the arrays of an hvcC."""
    length_size(body)
    cursor = Cursor(body, _CONFIGURATION, len(body))
    for _ in range(cursor.uint(1)):
        head, count = cursor.uint(1), cursor.uint(2)
        yield head, [cursor.take(cursor.uint(2)) for _ in range(count)]
