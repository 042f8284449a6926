"""Image file directories (TIFF 6.0 section 2; BigTIFF): read within bounds, written compactly."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.images.formats.container import Octets
from bot.images.results import Reason, Rejected

SHORT, LONG, RATIONAL, UNDEFINED, LONG8 = 3, 4, 5, 7, 16
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
SIZES |= {16: 8, 17: 8, 18: 8}
_INTEGERS = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 13: "I", 16: "Q", 17: "q", 18: "Q"}
_MOST_ENTRIES = 4_096
_MOST_DIRECTORIES = 4_000


@dataclass(frozen=True, slots=True)
class Value:
    """The value of an entry: its type, how many there are, and the bytes in the file's order."""

    type: int
    count: int
    raw: bytes


@dataclass(frozen=True, slots=True)
class Layout:
    """Byte order ("<" or ">") and the widths of classic TIFF or BigTIFF."""

    order: str
    big: bool

    @property
    def offset(self) -> str:
        """The struct code of an offset."""
        return "Q" if self.big else "I"

    @property
    def inline(self) -> int:
        """How many bytes of a value fit into its entry."""
        return 8 if self.big else 4

    def pack(self, codes: str, *numbers: int) -> bytes:
        """Write numbers in the file's order."""
        return struct.pack(self.order + codes, *numbers)

    def integers(self, value: Value | None) -> tuple[int, ...]:
        """Return the integers of a value, nothing for other types."""
        if value is None or value.type not in _INTEGERS:
            return ()
        return struct.unpack(f"{self.order}{value.count}{_INTEGERS[value.type]}", value.raw)

    def integer(self, value: Value | None, default: int = 0) -> int:
        """Return the first integer of a value."""
        return next(iter(self.integers(value)), default)


@dataclass(frozen=True, slots=True)
class Directory:
    """One directory: values by tag (the first of a tag counts) and where the next one stands."""

    values: Mapping[int, Value]
    next: int


@dataclass(slots=True)
class Source:
    """A file that is read; `covered` collects the ranges that belong to some structure."""

    data: bytes
    layout: Layout
    first: int
    covered: list[tuple[int, int]] = field(default_factory=list)

    def directory(self, at: int) -> Directory | None:
        """Read the directory at an offset, None without one; broken values are left out."""
        head, size, width = ("Q", 20, 8) if self.layout.big else ("H", 12, 2)
        if not 8 <= at <= len(self.data) - width:
            return None
        (count,) = struct.unpack_from(self.layout.order + head, self.data, at)
        begin = at + width
        if not 0 < count <= _MOST_ENTRIES or begin + size * count > len(self.data):
            return None
        end = begin + size * count
        behind = self.data[end : end + self.layout.inline]
        following = int.from_bytes(behind, "little" if self.layout.order == "<" else "big")
        self.covered.append((at, end + len(behind)))
        values: dict[int, Value] = {}
        for place in range(begin, end, size):
            tag, value = self._entry(place)
            if value is not None:
                values.setdefault(tag, value)
        return Directory(values, following)

    def _entry(self, at: int) -> tuple[int, Value | None]:
        layout = self.layout
        tag, kind, count = struct.unpack_from(layout.order + "HH" + layout.offset, self.data, at)
        size = SIZES.get(kind, 0) * count
        start = at + (12 if layout.big else 8)
        if size > layout.inline:
            (start,) = struct.unpack_from(layout.order + layout.offset, self.data, start)
        if not size or start + size > len(self.data):
            return tag, None
        self.covered.append((start, start + size))
        return tag, Value(kind, count, self.data[start : start + size])

    def chain(self) -> Iterator[Directory]:
        """Yield the directories of the main chain, each once."""
        at, seen = self.first, set[int]()
        while at and at not in seen:
            seen.add(at)
            if len(seen) > _MOST_DIRECTORIES:
                raise Rejected(Reason.TOO_MANY_FRAMES)
            found = self.directory(at)
            if found is None:
                return
            yield found
            at = found.next


def open_source(data: bytes) -> Source:
    """Read the header; raise `Rejected(DAMAGED)` where it is broken."""
    order = "<" if data[:2] == b"II" else ">"
    big = data[2:4] in (b"+\0", b"\0+")
    if len(data) < (16 if big else 8):
        raise Rejected(Reason.DAMAGED, "a short header")
    layout = Layout(order, big)
    (first,) = struct.unpack_from(order + layout.offset, data, 8 if big else 4)
    return Source(data, layout, first, [(0, 16 if big else 8)])


class Target:
    """A file that is written: pieces of data, then the directory that names them, page by page."""

    def __init__(self, layout: Layout) -> None:
        mark = b"II" if layout.order == "<" else b"MM"
        head = layout.pack("HHH", 43, 8, 0) if layout.big else layout.pack("H", 42)
        self._layout = layout
        self._parts: list[Octets] = []
        self._size = 0
        self._add(mark + head)
        self._link = self._add(bytes(layout.inline))
        self._places: dict[Octets, int] = {}

    def _add(self, part: Octets) -> int:
        """Add a part and return which one it is."""
        self._parts.append(part)
        self._size += len(part)
        return len(self._parts) - 1

    def place(self, piece: Octets) -> int:
        """Write bytes and return their offset; equal pieces are written once."""
        if piece not in self._places:
            self._add(bytes(self._size % 2))
            self._places[piece] = self._size
            self._add(piece)
        return self._places[piece]

    def add_directory(self, values: Mapping[int, Value]) -> None:
        """Write a directory and link it to the one before."""
        layout = self._layout
        entries = b"".join(self._entry(tag, values[tag]) for tag in sorted(values))
        self._add(bytes(self._size % 2))
        self._parts[self._link] = layout.pack(layout.offset, self._size)
        self._add(layout.pack("Q" if layout.big else "H", len(values)) + entries)
        self._link = self._add(bytes(layout.inline))

    def _entry(self, tag: int, value: Value) -> bytes:
        layout = self._layout
        head = layout.pack("HH" + layout.offset, tag, value.type, value.count)
        if len(value.raw) <= layout.inline:
            return head + value.raw.ljust(layout.inline, b"\0")
        return head + layout.pack(layout.offset, self.place(value.raw))

    def data(self) -> bytes:
        """Return the file."""
        return b"".join(self._parts)
