"""AVC in HEIF: messages that are no part of the picture (ITU-T H.264, ISO/IEC 14496-15 5.3)."""

from __future__ import annotations

from itertools import chain

from bot.images.formats.container import Octets
from bot.images.formats.isobmff.boxes import Cursor, damaged
from bot.images.formats.isobmff.hevc import units_of

# Slices, parameter sets, delimiters and extensions (H.264 table 7-1); no SEI, no filler data.
_PICTURE = frozenset((1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 13, 14, 15, 19, 20))
_EXTENDED = frozenset((100, 110, 122, 144))  # profiles whose configuration goes on (5.3.3.1.2)


def length_size(configuration: bytes) -> int:
    """Return how many bytes hold the length of a NAL unit, from avcC."""
    if len(configuration) < 7:
        raise damaged("a decoder configuration that breaks off")
    return (configuration[4] & 3) + 1


def clean(data: Octets, size: int) -> bytes:
    """Return NAL units, each behind its length, without what is no part of the picture."""
    units = (unit for unit in units_of(data, size) if unit and unit[0] & 31 in _PICTURE)
    kept = ((len(unit).to_bytes(size, "big"), unit) for unit in units)
    return b"".join(chain.from_iterable(kept))


def clean_configuration(body: bytes) -> bytes:
    """Return an avcC with nothing behind its parameter sets."""
    length_size(body)
    cursor = Cursor(body, 5, len(body))
    for mask in (31, 255):
        _pass_over_sets(cursor, cursor.uint(1) & mask)
    if body[1] in _EXTENDED and cursor.left >= 4:
        cursor.take(3)
        _pass_over_sets(cursor, cursor.uint(1))
    return body[: cursor.at]


def _pass_over_sets(cursor: Cursor, count: int) -> None:
    for _ in range(count):
        cursor.take(cursor.uint(2))
