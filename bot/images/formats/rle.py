"""Run-length coded BMP pixels (Windows GDI, "Bitmap Compression"): where the picture ends.

Pairs of a count and a colour, and escapes: 0 end of row, 1 end of picture, 2 a step to the right
and down, 3 to 255 that many colours one by one, padded to an even number of bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.images.results import Reason, Rejected

_END_OF_ROW, _END, _STEP = 0, 1, 2
_RUNS = re.compile(rb"(?:[\x01-\xff][\x00-\xff])*+")
_MOST_ESCAPES = 2_000_000


@dataclass(slots=True)
class _Pen:
    """Where the next pixel goes; rows count in the order they are stored."""

    x: int = 0
    y: int = 0


def cut(stream: bytes, width: int, height: int, depth: int) -> tuple[bytes, int]:
    """Return the codes up to the end of the picture, and how many bytes of the stream they are.

    An end code is added where the stream has none; padding of single colours is made zero.
    """
    pen, written, at = _Pen(), bytearray(), 0
    for _ in range(_MOST_ESCAPES):
        at = _take_runs(stream, at, pen, written, (width, height))
        if pen.y >= height or (pen.y == height - 1 and pen.x >= width):
            break
        code = stream[at : at + 2]
        if len(code) < 2 or code[1] == _END:
            break
        at = _take_escape(stream, at, depth, pen, written)
    else:
        raise Rejected(Reason.DAMAGED, "more escapes than any picture has")
    used = _behind_end(stream, at)
    return (bytes(written) + b"\0\1" if written else b""), used


def _behind_end(stream: bytes, at: int) -> int:
    """Return where the codes end: an end of row may stand before the end of the picture."""
    for ending in (b"\0\1", b"\0\0\0\1"):
        if stream.startswith(ending, at):
            return at + len(ending)
    return at


def _take_runs(
    stream: bytes, at: int, pen: _Pen, written: bytearray, size: tuple[int, int]
) -> int:
    """Take the runs that begin here, in the last row only as many as are shown."""
    match = _RUNS.match(stream, at)
    end = match.end() if match else at
    if pen.y < size[1] - 1:
        pen.x += sum(stream[at:end:2])
        written += stream[at:end]
        return end
    while at < end and pen.x < size[0]:
        pen.x += stream[at]
        written += stream[at : at + 2]
        at += 2
    return at


def _take_escape(stream: bytes, at: int, depth: int, pen: _Pen, written: bytearray) -> int:
    """Take one escape; a single-colour one that breaks off ends the stream."""
    count = stream[at + 1]
    if count == _END_OF_ROW:
        pen.x, pen.y = 0, pen.y + 1
        written += b"\0\0"
        return at + 2
    if count == _STEP:
        step = stream[at + 2 : at + 4].ljust(2, b"\0")
        pen.x, pen.y = pen.x + step[0], pen.y + step[1]
        written += b"\0\2" + step
        return min(at + 4, len(stream))
    return _take_singles(stream, at, depth, pen, written)


def _take_singles(stream: bytes, at: int, depth: int, pen: _Pen, written: bytearray) -> int:
    count = stream[at + 1]
    size = (count * depth + 7) // 8
    body = bytearray(stream[at + 2 : at + 2 + size])
    if count * depth % 8 and len(body) == size:
        body[-1] &= 0xF0
    pen.x += count
    written += stream[at : at + 2] + body + bytes(size - len(body) + size % 2)
    return min(at + 2 + size + size % 2, len(stream))
