"""The chunks of a PNG file (W3C PNG 3rd edition section 5) and the frames of an animated one."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.images.formats.container import Octets
from bot.images.results import Reason, Rejected

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_MOST_CHUNKS = 100_000
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_PASSES = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)


@dataclass(frozen=True, slots=True)
class Chunk:
    """One chunk; `sound` tells whether its checksum fits."""

    kind: bytes
    view: memoryview  # of the file
    sound: bool = True

    @property
    def body(self) -> bytes:
        """A copy of its bytes."""
        return bytes(self.view)


@dataclass(frozen=True, slots=True)
class Stream:
    """Bytes that stand in several chunks, read as one stream without a copy."""

    pieces: tuple[Octets, ...]

    def __len__(self) -> int:
        return sum(map(len, self.pieces))

    def read(self, start: int, stop: int | None = None) -> bytes:
        """Return the bytes from `start` up to `stop` or the end."""
        return b"".join(self._parts(start, len(self) if stop is None else stop))

    def up_to(self, stop: int, *more: bytes) -> Stream:
        """Return the bytes up to `stop`, and more behind them."""
        return Stream((*self._parts(0, stop), *more))

    def _parts(self, start: int, stop: int) -> Iterator[Octets]:
        at = 0
        for piece in self.pieces:
            if at < stop and start < at + len(piece):
                yield piece[max(start - at, 0) : stop - at]
            at += len(piece)


@dataclass(frozen=True, slots=True)
class Header:
    """The image header (11.2.1), sizes in pixels."""

    width: int
    height: int
    depth: int
    colour: int
    interlaced: bool

    def rows(self, width: int, height: int) -> tuple[tuple[int, int], ...]:
        """Return (bytes of a row with its filter byte, rows) for each pass of such a frame."""
        if not self.interlaced:
            return ((self._row(width), height),)
        sizes = [
            ((width - x + dx - 1) // dx, (height - y + dy - 1) // dy) for x, y, dx, dy in _PASSES
        ]
        return tuple((self._row(wide), high) for wide, high in sizes if wide > 0 and high > 0)

    def _row(self, width: int) -> int:
        return 1 + (width * _CHANNELS[self.colour] * self.depth + 7) // 8


def read_chunks(data: bytes) -> tuple[list[Chunk], int]:
    """Return the chunks up to IEND and where it ends; a last chunk that is cut is kept as it is.

    Stops before anything that is no chunk, which decoders do as well.
    """
    chunks, at = list[Chunk](), len(SIGNATURE)
    while at + 8 <= len(data):
        if len(chunks) == _MOST_CHUNKS:
            raise Rejected(Reason.DAMAGED, "more chunks than any picture has")
        length, kind = struct.unpack_from(">I4s", data, at)
        if not kind.isalpha() or length > 0x7FFFFFFF:
            break
        body = memoryview(data)[at + 8 : at + 8 + length]
        checksum = data[at + 8 + length : at + 12 + length]
        sound = checksum == zlib.crc32(body, zlib.crc32(kind)).to_bytes(4, "big")
        chunks.append(Chunk(kind, body, sound))
        at = min(at + 12 + length, len(data))
        if kind == b"IEND":
            break
    return chunks, at


def read_header(chunks: list[Chunk]) -> Header:
    """Return the image header; raise `Rejected(DAMAGED)` unless there is exactly one sound one."""
    first = chunks[0] if chunks else Chunk(b"", memoryview(b""))
    if first.kind == b"CgBI":
        raise Rejected(Reason.UNSUPPORTED, "Apple's own variant of PNG")
    if first.kind != b"IHDR" or not first.sound or len(first.body) != 13:
        raise Rejected(Reason.DAMAGED, "no header")
    if sum(chunk.kind == b"IHDR" for chunk in chunks) > 1:
        raise Rejected(Reason.DAMAGED, "two headers")
    width, height, depth, colour, method, filtering, interlace = struct.unpack(
        ">IIBBBBB", first.body
    )
    if depth not in _DEPTHS.get(colour, ()) or method or filtering or interlace > 1:
        raise Rejected(Reason.DAMAGED, "a header with impossible values")
    return Header(width, height, depth, colour, bool(interlace))


def write_chunks(chunks: Iterable[tuple[bytes, Stream]]) -> bytes:
    """Write a PNG file of these chunks (kind, body)."""
    parts: list[Octets] = [SIGNATURE]
    for kind, body in chunks:
        checksum = zlib.crc32(kind)
        for piece in body.pieces:
            checksum = zlib.crc32(piece, checksum)
        head = struct.pack(">I4s", len(body), kind)
        parts += [head, *body.pieces, checksum.to_bytes(4, "big")]
    return b"".join(parts)


def head(chunks: list[Chunk]) -> list[Chunk]:
    """Return the chunks before the first IDAT."""
    kinds = [chunk.kind for chunk in chunks]
    return chunks[: kinds.index(b"IDAT")] if b"IDAT" in kinds else chunks


def image_stream(chunks: list[Chunk]) -> Stream:
    """Return the first unbroken run of IDAT chunks: decoders ignore any later one."""
    start = len(head(chunks))
    end = start
    while end < len(chunks) and chunks[end].kind == b"IDAT":
        end += 1
    if start == end:
        raise Rejected(Reason.DAMAGED, "no image data")
    return Stream(tuple(chunk.view for chunk in chunks[start:end]))
