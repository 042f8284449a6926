"""TIFF image file directories (TIFF 6.0 section 2, BigTIFF), as Exif and maker notes use them.

Everything is bounded: entries a directory, bytes read in all, and offsets that lie outside the
data are told instead of followed.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from bot.images.metadata.tags import MAX_TEXT, decode, is_printable

MAX_ENTRIES = 1024
MAX_READ = 32 * 1024 * 1024  # bytes copied out of one stream, over all its directories
MAX_VALUES = 64  # numbers of one entry that are ever looked at

ASCII, SHORT, LONG, RATIONAL, UNDEFINED = 2, 3, 4, 5, 7

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_SIZES |= {16: 8, 17: 8, 18: 8, 129: 1}  # BigTIFF's 64-bit numbers; Exif 3.0's UTF-8
_CODES = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 11: "f", 12: "d", 13: "I"}
_CODES |= {16: "Q", 17: "q", 18: "Q"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One directory entry; its value stands at `start`, `size` bytes long."""

    tag: int
    type: int
    count: int
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class Directory:
    """The entries that could be read, and the offset of the next directory (0 = none).

    `end` is where the directory ends, `values` where the first value behind it is said to stand.
    """

    entries: tuple[Entry, ...] = ()
    next: int = 0
    end: int = 0
    values: int = 0
    damaged: str = ""

    def get(self, tag: int) -> Entry | None:
        """Return the first entry of that number."""
        return next((entry for entry in self.entries if entry.tag == tag), None)


class Tiff:
    """A TIFF stream: bytes, their order, and how much of them may still be copied out."""

    def __init__(self, data: bytes, order: str, *, big: bool = False) -> None:
        self.data = data
        self.order = order
        self.big = big
        self._read = [0]

    def in_order(self, order: str) -> Tiff:
        """Return the same stream in another byte order; the reading budget is shared."""
        if order == self.order:
            return self
        other = Tiff(self.data, order)
        other._read = self._read
        return other

    def directory(self, offset: int, base: int = 0) -> Directory:
        """Read the directory at `offset`; value offsets count from `base`."""
        head, size, pointer = ("Q", 20, "Q") if self.big else ("H", 12, "I")
        width = struct.calcsize(head)
        if not 0 <= offset <= len(self.data) - width:
            return Directory(damaged="offset outside the data")
        (count,) = struct.unpack_from(self.order + head, self.data, offset)
        start = offset + width
        fitting = min(count, (len(self.data) - start) // size, MAX_ENTRIES)
        entries = [self._entry(start + i * size, base) for i in range(fitting)]
        end = start + fitting * size
        following = 0
        if fitting == count and end + struct.calcsize(pointer) <= len(self.data):
            (following,) = struct.unpack_from(self.order + pointer, self.data, end)
        sound = tuple(entry for entry in entries if self._holds(entry))
        problem = "entries cut off" if fitting < count else ""
        problem = problem or ("values outside the data" if len(sound) < fitting else "")
        end += struct.calcsize(pointer)
        outside = [entry.start for entry in entries if entry.size > (8 if self.big else 4)]
        return Directory(sound, following, end, min(outside, default=end), problem)

    def _holds(self, entry: Entry) -> bool:
        inside = 0 <= entry.start <= len(self.data) - entry.size
        return inside and entry.type in _SIZES

    def _entry(self, at: int, base: int) -> Entry:
        layout, inline = ("HHQ", 8) if self.big else ("HHI", 4)
        tag, kind, count = struct.unpack_from(self.order + layout, self.data, at)
        size = _SIZES.get(kind, 0) * count
        start = at + struct.calcsize(self.order + layout)
        if size > inline:
            (offset,) = struct.unpack_from(
                self.order + ("Q" if self.big else "I"), self.data, start
            )
            start = base + offset
        return Entry(tag, kind, count, start, size)

    def raw(self, entry: Entry, limit: int = MAX_TEXT) -> bytes:
        """Return the entry's bytes, at most `limit` of them."""
        return self.slice(entry.start, min(entry.size, limit))

    def slice(self, start: int, size: int) -> bytes:
        """Return bytes of the stream while the reading budget lasts."""
        if start < 0 or size <= 0 or self._read[0] + size > MAX_READ:
            return b""
        self._read[0] += size
        return self.data[start : start + size]

    def numbers(self, entry: Entry) -> tuple[float | None, ...]:
        """Return the entry's numbers; a rational with denominator 0 is None."""
        if entry.type in (5, 10):
            return self._rationals(entry)
        code = _CODES.get(entry.type, "B")
        count = min(entry.count, MAX_VALUES)
        return struct.unpack_from(f"{self.order}{count}{code}", self.data, entry.start)

    def _rationals(self, entry: Entry) -> tuple[float | None, ...]:
        count = min(entry.count, MAX_VALUES)
        code = "I" if entry.type == RATIONAL else "i"
        flat = struct.unpack_from(f"{self.order}{2 * count}{code}", self.data, entry.start)
        return tuple(n / d if d else None for n, d in zip(flat[::2], flat[1::2], strict=True))

    def integer(self, entry: Entry | None) -> int:
        """Return the entry's first number as an integer, 0 without one."""
        values = self.numbers(entry) if entry and entry.count else ()
        first = values[0] if values else None
        # A float entry may hold NaN or infinity, which no integer is.
        return int(first) if first is not None and abs(first) < 2**64 else 0

    def show(self, entry: Entry) -> str:
        """Show the entry's value as a reader would."""
        if entry.type in (ASCII, 129):
            return decode(self.raw(entry))
        if entry.type in (1, UNDEFINED) and entry.count > 4:
            raw = self.raw(entry)
            return decode(raw) if is_printable(raw) else f"{entry.size} bytes"
        if entry.type == UNDEFINED:
            raw = self.raw(entry)
            return decode(raw) if is_printable(raw) else raw.hex(" ")
        if entry.count > MAX_VALUES:
            return f"{entry.count} numbers"
        return " ".join(f"{n:.10g}" for n in self.numbers(entry) if n is not None)


def open_tiff(data: bytes) -> tuple[Tiff, int] | None:
    """Read the header: the stream and the offset of its first directory; None without one."""
    order = {b"II": "<", b"MM": ">"}.get(data[:2])
    if order is None or len(data) < 8:
        return None
    (magic,) = struct.unpack_from(order + "H", data, 2)
    if magic == 43 and len(data) >= 16:
        (first,) = struct.unpack_from(order + "Q", data, 8)
        return Tiff(data, order, big=True), first
    # 42 is TIFF; 0x55 Panasonic, 0x4F52 and 0x5352 Olympus raw files, with the same layout.
    if magic not in (42, 0x55, 0x4F52, 0x5352):
        return None
    (first,) = struct.unpack_from(order + "I", data, 4)
    return Tiff(data, order), first
