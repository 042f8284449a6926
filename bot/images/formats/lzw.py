"""Where an LZW stream ends, without decoding it (GIF89a appendix F; TIFF 6.0 section 13).

The widths of the codes between two clear codes are known in advance, so the stream can be laid
out as text of zeros and ones and looked through for clear and end codes, many codes at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

_WIDEST = 12
_STEP = 4096  # codes looked at in one go once the table is full
_WINDOW = 16_384  # bytes laid out at a time
_MOST_STEPS = 500_000  # a full table is cleared every few thousand codes


class Stream(Protocol):
    """The bytes of a stream, wherever they stand."""

    def __len__(self) -> int: ...

    def __getitem__(self, part: slice, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Coding:
    """How the codes of a stream are written.

    `roots` is the width in bits of the symbols; `early` is 1 where the code width grows one code
    early, as in TIFF; `low_first` tells streams that fill each byte from its lowest bit (GIF).
    """

    roots: int
    early: int = 0
    low_first: bool = True

    def pattern(self, code: int, width: int) -> str:
        """Return a code as it stands in the stream."""
        written = f"{code:0{width}b}"
        return written[::-1] if self.low_first else written

    def runs(self) -> Iterator[tuple[int, int]]:
        """Yield (codes, width in bits) from a clear code on; the last run goes on forever."""
        width = self.roots + 1
        yield (1 << self.roots) - 1 - self.early, width
        for wider in range(width + 1, _WIDEST + 1):
            yield 1 << (wider - 1), wider
        while True:
            yield _STEP, _WIDEST


class _Bits:
    """A stream as text of zeros and ones, laid out one window at a time."""

    def __init__(self, stream: Stream, coding: Coding) -> None:
        self._stream, self._low_first = stream, coding.low_first
        self._start, self._text = 0, ""

    def window(self, at: int, count: int) -> tuple[str, int]:
        """Return a text that holds `count` bits from bit `at` on, and where they begin in it."""
        if not self._start <= at or at + count > self._start + len(self._text):
            first = at // 8
            piece = self._stream[first : first + count // 8 + _WINDOW]
            number = int.from_bytes(piece, "little" if self._low_first else "big")
            written = f"{number:0{8 * len(piece)}b}"
            self._start, self._text = 8 * first, written[::-1] if self._low_first else written
        return self._text, at - self._start


def end(stream: Stream, coding: Coding) -> int | None:
    """Return where the end code ends, in bits; None where the stream has no end code.

    Streams with a hostile number of clear codes count as having none.
    """
    at, runs, bits = 0, coding.runs(), _Bits(stream, coding)
    for _ in range(_MOST_STEPS):
        if at >= 8 * len(stream):
            break
        codes, width = next(runs)
        text, begin = bits.window(at, codes * width)
        place = _first_mark(text[begin : begin + codes * width], coding, width)
        if place is None:
            at += codes * width
            continue
        last_bit = begin + place * width + (0 if coding.low_first else width - 1)
        at += (place + 1) * width
        if text[last_bit] == "1":
            return at
        runs = coding.runs()
    return None


def _first_mark(text: str, coding: Coding, width: int) -> int | None:
    """Return which code of a text is the first clear or end code: they differ in one bit.

    Every column of bits becomes one number; where all columns fit the pattern stands a mark.
    """
    codes = len(text) // width
    pattern = coding.pattern(1 << coding.roots, width)
    fitting = (1 << codes) - 1
    for place in range(1, width) if coding.low_first else range(width - 1):
        column = int(text[place : codes * width : width] or "0", 2)
        fitting &= column if pattern[place] == "1" else ~column
    return codes - fitting.bit_length() if fitting else None


def cut(stream: bytes, coding: Coding) -> bytes:
    """Return the stream up to its end code, the spare bits of its last byte zero."""
    stop = end(stream, coding)
    if stop is None:
        return stream
    kept = bytearray(stream[: (stop + 7) // 8])
    spare = -stop % 8
    if spare:
        kept[-1] &= 0xFF >> spare if coding.low_first else 0xFF << spare & 0xFF
    return bytes(kept)
