"""Huffman tables of baseline JPEG, and bits written with their codes (ITU-T T.81, C and F)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

END_OF_BLOCK = 0x00
DC_CATEGORIES = 12  # of samples with 8 bits (T.81 table F.1)
LONGEST = 16  # bits of a code


class Unreadable(Exception):  # noqa: N818 - a verdict on the file
    """The coded data does not follow its tables, or cannot be changed within them."""


@dataclass(frozen=True)
class Table:
    """A DHT table: how many codes there are of each length from 1 to 16, and their symbols."""

    counts: tuple[int, ...]
    symbols: bytes

    @classmethod
    def read(cls, body: bytes) -> Table:
        """Read a table without the byte that names it."""
        counts = tuple(body[:LONGEST])
        symbols = body[LONGEST : LONGEST + sum(counts)]
        if len(counts) != LONGEST or len(symbols) != sum(counts):
            raise Unreadable("a table that ends early")
        return cls(counts, symbols)

    def body(self) -> bytes:
        """Write the table without the byte that names it."""
        return bytes(self.counts) + self.symbols

    def codes(self) -> Iterator[tuple[int, int, int]]:
        """Yield symbol, code and its length (T.81 figures C.1 to C.3)."""
        code, at = 0, 0
        for length, count in enumerate(self.counts, start=1):
            if code + count > 1 << length:
                raise Unreadable("a table with more codes than fit")
            for symbol in self.symbols[at : at + count]:
                yield symbol, code, length
                code += 1
            at, code = at + count, code << 1

    def with_symbols(self, wanted: Iterable[int]) -> Table:
        """Return a table that has these symbols too; the codes there are stay as they are.

        New codes are longer ones in what is free of the code space; the code of ones alone stays
        unused, as T.81 section C.2 asks.
        """
        missing = [each for each in wanted if each not in self.symbols]
        if not missing:
            return self
        longest = max((size for size, count in enumerate(self.counts, 1) if count), default=1)
        used = [code for _, code, size in self.codes() if size == longest]
        free = (1 << longest) - 1 - max(used, default=-1)
        for length in range(longest, LONGEST + 1):
            if free << (length - longest) > len(missing):
                counts = list(self.counts)
                counts[length - 1] += len(missing)
                return Table(tuple(counts), self.symbols + bytes(missing))
        raise Unreadable("a table without room")


def category(difference: int) -> int:
    """Return how many bits follow the code of a DC difference (T.81 section F.1.2.1)."""
    return abs(difference).bit_length()


def magnitude(difference: int) -> int:
    """Return these bits."""
    return difference if difference >= 0 else difference + (1 << category(difference)) - 1


class Bits:
    """Bits written one behind the other."""

    def __init__(self) -> None:
        self._done = bytearray()
        self._left, self._count = 0, 0

    def put(self, value: int, count: int) -> None:
        """Write a value of `count` bits."""
        value |= self._left << count
        count += self._count
        keep = count & 7
        self._done += (value >> keep).to_bytes(count >> 3, "big")
        self._left, self._count = value & ((1 << keep) - 1), keep

    def copy(self, data: bytes, begin: int, end: int) -> None:
        """Write bits `begin` to `end` of data."""
        if end > begin:
            last = (end + 7) >> 3
            piece = int.from_bytes(data[begin >> 3 : last], "big") >> (last * 8 - end)
            self.put(piece & ((1 << (end - begin)) - 1), end - begin)

    def stuffed(self) -> bytes:
        """End with ones up to a whole byte; return all with a zero behind each FF."""
        if self._count:
            self.put((1 << (8 - self._count)) - 1, 8 - self._count)
        return bytes(self._done).replace(b"\xff", b"\xff\x00")
