"""Rows packed anew, into about as many bytes as they took before (RFC 1950 and 1951).

No level of zlib is the tightest for every picture: with noise level 3 may beat level 9 by a tenth,
without it level 9 may beat level 1 six times over. A copy far longer than its file would not be
believed, so rows that become longer are packed in other ways until one will do.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator

_LEVELS = (1, 3, 6, 9)  # by what the header says of the level: fastest, fast, default, tightest
_SPARE = 1 << 13  # bytes a large picture may become longer, for the time that it saves

Way = tuple[int, int]  # level and strategy


def pack(
    rows: Callable[[], Iterable[bytes]], flags: int, before: int, *, large: bool = False
) -> tuple[bytes, ...]:
    """Return a stream of these rows, in pieces, of at most `before` bytes where that can be had.

    `flags` is the second byte of the stream as it was. `large`: packing well may take too long.
    """
    most = before + (_SPARE if large else 0)
    shortest: tuple[bytes, ...] = ()
    for way in _ways(flags, large=large):
        packed = tuple(_packed(rows(), way))
        if not shortest or _length(packed) < _length(shortest):
            shortest = packed
        if _length(shortest) <= most:
            break
    return shortest


def _ways(flags: int, *, large: bool) -> Iterable[Way]:
    """Return what to try, the likeliest first: the level that the rows were packed with."""
    plain = zlib.Z_DEFAULT_STRATEGY
    same = _LEVELS[flags >> 6]
    if large:
        return dict.fromkeys(((1, plain), (same, plain), (6, plain)))
    return dict.fromkeys(((same, plain), (same, zlib.Z_FILTERED), (6, plain), (3, plain)))


def _packed(rows: Iterable[bytes], way: Way) -> Iterator[bytes]:
    level, strategy = way
    deflater = zlib.compressobj(level, strategy=strategy)
    for piece in rows:
        yield deflater.compress(piece)
    yield deflater.flush()


def _length(pieces: Iterable[bytes]) -> int:
    return sum(map(len, pieces))
