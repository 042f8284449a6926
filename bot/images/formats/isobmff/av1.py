"""AV1 in AVIF: open bitstream units that are no part of the picture (AV1 section 5.3 and 6.2).

Padding and metadata units may hold anything. Only metadata that says how bright the picture is
meant, or how its layers scale, stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.images.formats.container import Octets
from bot.images.formats.isobmff.boxes import damaged

_PICTURE = frozenset((1, 2, 3, 4, 6, 7, 8))
_METADATA = 5
_BRIGHTNESS = {1: 4, 2: 24}  # 6.7.3 and 6.7.4: type and size of content light, mastering display
_SCALABILITY = 3
_HAS_SIZE, _HAS_EXTENSION = 0x02, 0x04


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: its type, its payload and the whole of it."""

    kind: int
    body: memoryview
    whole: memoryview


def clean(data: Octets) -> Octets:
    """Return the units without what is no part of the picture."""
    units = list(units_of(data))
    if all(map(is_picture, units)):
        return data
    return b"".join(unit.whole for unit in units if is_picture(unit))


def is_picture(unit: Unit) -> bool:
    """Tell whether a unit takes part in what is shown."""
    if unit.kind != _METADATA:
        return unit.kind in _PICTURE
    number, size = _leb128(unit.body, 0)
    body = bytes(unit.body[size:]).rstrip(b"\0")
    if not body.endswith(b"\x80"):  # trailing bits, 5.3.4
        return False
    return len(body) - 1 == _BRIGHTNESS.get(number) or (number == _SCALABILITY and len(body) <= 32)


def units_of(coded: Octets) -> Iterator[Unit]:
    """Yield the units; raise where one breaks off."""
    data, at = memoryview(coded), 0
    while at < len(data):
        head = 2 if data[at] & _HAS_EXTENSION else 1
        size, digits = len(data) - at - head, 0
        if data[at] & _HAS_SIZE:
            size, digits = _leb128(data, at + head)
        end = at + head + digits + size
        if end > len(data):
            raise damaged("a bitstream that breaks off")
        yield Unit(data[at] >> 3 & 15, data[at + head + digits : end], data[at:end])
        at = end


def _leb128(data: memoryview, at: int) -> tuple[int, int]:
    """Return a number in base 128, least first, and how many bytes it takes (4.10.5)."""
    value = 0
    for digit, byte in enumerate(data[at : at + 8]):
        value |= (byte & 0x7F) << 7 * digit
        if not byte & 0x80:
            return value, digit + 1
    raise damaged("a number without end")
