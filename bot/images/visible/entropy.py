"""Finds its way through the entropy-coded data of a baseline JPEG (ITU-T T.81 section F.2).

It wants places, not pixels: where a block begins and ends, and at which DC level. Coefficients are
passed over several at a time, so a 12 megapixel photo takes about a second.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Container, Sequence
from dataclasses import dataclass

from bot.images.visible.huffman import DC_CATEGORIES, LONGEST, Table, Unreadable

_WINDOWS = 1 << LONGEST
_WINDOW = _WINDOWS - 1
_COEFFICIENTS = 64  # in a block
_WORD = 32  # bits read at once; no step takes more
_ZEROS = 15  # the run of symbol F0, which is sixteen zeros and no end of block


@dataclass(frozen=True, slots=True)
class Block:
    """Where a block begins, its AC coefficients begin and it ends, in bits; its DC level."""

    begin: int
    body: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Visit:
    """A unit on the way: its number, its blocks, and the DC levels before it."""

    unit: int
    before: tuple[int, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Steps:
    """What the next 16 bits mean, by their value.

    `dc`: bits of code and difference, and bits of the difference. `ac` for one coefficient, `leap`
    for as many as the bits hold: bits << 8 | coefficients << 1 | end of block. 0: no such code.
    """

    dc: Sequence[tuple[int, int]]
    ac: Sequence[int]
    leap: Sequence[int]


def steps(dc: Table, ac: Table) -> Steps:
    """Work out the steps of a component's two tables; raises `Unreadable`."""
    one = _ac_steps(ac)
    return Steps(_dc_steps(dc), one, [_leap(one, window) for window in range(_WINDOWS)])


def _dc_steps(table: Table) -> list[tuple[int, int]]:
    found = [(0, 0)] * _WINDOWS
    for symbol, code, length in table.codes():
        if symbol >= DC_CATEGORIES:
            raise Unreadable("a DC category that 8 bits do not have")
        found[_span(code, length)] = [(length + symbol, symbol)] * (1 << (LONGEST - length))
    return found


def _ac_steps(table: Table) -> list[int]:
    found = [0] * _WINDOWS
    for symbol, code, length in table.codes():
        run, size = symbol >> 4, symbol & 15
        ends = size == 0 and run < _ZEROS
        if size > 10 or (ends and run):
            raise Unreadable("an AC symbol that baseline does not have")
        step = (length + size) << 8 | (0 if ends else run + 1) << 1 | ends
        found[_span(code, length)] = [step] * (1 << (LONGEST - length))
    return found


def _span(code: int, length: int) -> slice:
    """Return the windows that begin with a code."""
    first = code << (LONGEST - length)
    return slice(first, first + (1 << (LONGEST - length)))


def _leap(one: Sequence[int], window: int) -> int:
    """Put steps together for as long as all their bits lie in the window."""
    bits = coefficients = 0
    while step := one[window << bits & _WINDOW]:
        bits += step >> 8
        coefficients += step >> 1 & 127
        if bits > LONGEST or coefficients >= _COEFFICIENTS:
            bits -= step >> 8
            coefficients -= step >> 1 & 127
            break
        if step & 1:
            return bits << 8 | coefficients << 1 | 1
    return bits << 8 | coefficients << 1 if bits else one[window]


def visits(
    data: bytes,
    order: Sequence[int],
    by_part: Sequence[Steps],
    units: range,
    wanted: Container[int],
) -> tuple[list[Visit], int]:
    """Go through `units` of unstuffed data between two restart markers.

    `order` names the part of each block in a unit, `wanted` the units to be told of. Returns their
    visits and where the data ends, in bits. Raises `Unreadable` where it ends too early.
    """
    reader = _Reader(data, order, by_part)
    found = []
    try:
        for unit in units:
            if unit not in wanted:
                reader.pass_over()
                continue
            before = tuple(reader.levels)
            found.append(Visit(unit, before, tuple(reader.read())))
    except IndexError:
        raise Unreadable("coded data that ends early") from None
    if reader.place > len(data) * 8:
        raise Unreadable("coded data that ends early")
    return found, reader.place


class _Reader:
    """A place in the data; bits not yet read lie in the lowest `left` of `held`."""

    def __init__(self, data: bytes, order: Sequence[int], by_part: Sequence[Steps]) -> None:
        self._words = array("I", data + bytes(3 * 4 - len(data) % 4))
        if sys.byteorder == "little":  # pragma: no branch - few machines are big-endian
            self._words.byteswap()
        self._order = [(part, by_part[part]) for part in order]
        self.levels = [0] * len(by_part)
        self._held = self._left = self._at = 0

    @property
    def place(self) -> int:
        """Bits read so far."""
        return self._at * _WORD - self._left

    def pass_over(self) -> None:
        """Read a unit."""
        for part, meanings in self._order:
            self._dc(part, meanings)
            self._ac(meanings)

    def read(self) -> list[Block]:
        """Read a unit and tell of its blocks."""
        blocks = []
        for part, meanings in self._order:
            begin = self.place
            self._dc(part, meanings)
            body = self.place
            self._ac(meanings)
            blocks.append(Block(begin, body, self.place, self.levels[part]))
        return blocks

    def _dc(self, part: int, meanings: Steps) -> None:
        if self._left < _WORD:
            self._fill()
        bits, size = meanings.dc[self._held >> (self._left - LONGEST) & _WINDOW]
        if not bits:
            raise Unreadable("no DC code")
        self._left -= bits
        if size:
            value = self._held >> self._left & ((1 << size) - 1)
            # T.81 figure F.12
            self.levels[part] += value if value >> (size - 1) else value - (1 << size) + 1

    def _ac(self, meanings: Steps) -> None:
        """Pass over the AC coefficients of a block; the loop is where the time goes."""
        held, left, at, words = self._held, self._left, self._at, self._words
        leap, table, done = meanings.leap, meanings.leap, 1
        while done < _COEFFICIENTS:
            if left < _WORD:
                held = (held & ((1 << left) - 1)) << _WORD | words[at]
                at += 1
                left += _WORD
            step = table[held >> (left - LONGEST) & _WINDOW]
            reached = done + (step >> 1 & 127)
            if reached + (step & 1) > _COEFFICIENTS:
                # What follows in the window belongs to the next block.
                if table is not leap:
                    raise Unreadable("more coefficients than a block has")
                table = meanings.ac
                continue
            if not step:
                raise Unreadable("no AC code")
            left -= step >> 8
            if step & 1:
                break
            done = reached
        self._held, self._left, self._at = held, left, at

    def _fill(self) -> None:
        self._held = (self._held & ((1 << self._left) - 1)) << _WORD | self._words[self._at]
        self._at += 1
        self._left += _WORD
