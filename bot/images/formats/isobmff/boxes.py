"""Boxes of ISO base media files: found, read and written (ISO/IEC 14496-12 section 4.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.images.formats.container import Octets
from bot.images.results import Reason, Rejected

_MOST_BOXES = 70_000  # of one parent; a picture of 256 x 256 tiles has 65,537 items


@dataclass(frozen=True, slots=True)
class Box:
    """Where a box stands: its header starts at `start`, its content reaches from `body` to `end`.

    `cut` tells that the box claims more bytes than its parent has.
    """

    kind: bytes
    start: int
    body: int
    end: int
    cut: bool = False

    @property
    def name(self) -> str:
        """The four characters as text."""
        return self.kind.decode("latin-1").strip()

    def content(self, data: bytes) -> bytes:
        """Return the bytes behind the header."""
        return data[self.body : self.end]

    def whole(self, data: bytes) -> bytes:
        """Return the box with its header."""
        return data[self.start : self.end]


def boxes(data: bytes, start: int, end: int) -> Iterator[Box]:
    """Yield the boxes that fill a range; the last one may be cut. Stops where no box stands."""
    for _ in range(_MOST_BOXES):
        box = _box(data, start, end)
        if box is None:
            return
        yield box
        start = box.end
    raise damaged("more boxes than any picture has")


def _box(data: bytes, start: int, end: int) -> Box | None:
    if start + 8 > end or not any(data[start + 4 : start + 8]):
        return None
    size, head = int.from_bytes(data[start : start + 4], "big"), 8
    if size == 1 and start + 16 <= end:
        size, head = int.from_bytes(data[start + 8 : start + 16], "big"), 16
    elif size == 0:
        size = end - start
    if size < head:
        return None
    stop = min(start + size, end)
    return Box(data[start + 4 : start + 8], start, start + head, stop, start + size > end)


def children(data: bytes, box: Box, skip: int = 0) -> dict[bytes, Box]:
    """Return the first child of each kind; `skip` bytes stand before them (4 in a full box)."""
    found: dict[bytes, Box] = {}
    for child in boxes(data, box.body + skip, box.end):
        found.setdefault(child.kind, child)
    return found


def write(kind: bytes, *content: Octets) -> bytes:
    """Write a box."""
    body = b"".join(content)
    return (len(body) + 8).to_bytes(4, "big") + kind + body


def write_full(kind: bytes, version: int, flags: int, *content: bytes) -> bytes:
    """Write a full box: one with a version and flags (4.2.2)."""
    return write(kind, bytes([version]) + flags.to_bytes(3, "big"), *content)


def damaged(detail: str) -> Rejected:
    """Return the verdict on a file that cannot be read as a picture."""
    return Rejected(Reason.DAMAGED, detail)


class Cursor:
    """Reads numbers one after another; raises `Rejected(DAMAGED)` behind the end."""

    def __init__(self, data: bytes, at: int, end: int) -> None:
        self._data, self.at, self._end = data, at, min(end, len(data))

    @classmethod
    def into(cls, data: bytes, box: Box) -> Cursor:
        """Start at the content of a box."""
        return cls(data, box.body, box.end)

    @property
    def left(self) -> int:
        """How many bytes are left."""
        return self._end - self.at

    def uint(self, size: int) -> int:
        """Read an unsigned number of so many bytes; 0 of none."""
        return int.from_bytes(self.take(size), "big")

    def take(self, size: int) -> bytes:
        """Read so many bytes."""
        if size < 0 or self.at + size > self._end:
            raise damaged("a box that ends early")
        self.at += size
        return self._data[self.at - size : self.at]

    def string(self) -> bytes:
        """Read up to a zero byte or the end."""
        text, _, _ = self._data[self.at : self._end].partition(b"\0")
        self.at = min(self.at + len(text) + 1, self._end)
        return text
