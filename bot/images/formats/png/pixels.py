"""The compressed rows of a PNG image: how much of the stream the picture needs.

RFC 1950 and 1951; W3C PNG 3rd edition sections 7, 9 and 10. Rows are inflated in small pieces
and never unfiltered: what is looked at are their number and their filter bytes.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from bot.images.formats.container import Octets
from bot.images.formats.deflate import pack
from bot.images.formats.png.chunks import Stream
from bot.images.once import noted
from bot.images.results import Reason, Rejected

_INPUT = 1 << 16
_PIECE = 1 << 20
_SURPLUS = 1 << 16  # bytes behind the rows that are shown in the report
_FAST_ABOVE = 64 << 20  # bytes of rows above which compressing well would take too long


Rows = tuple[tuple[int, int], ...]  # (bytes of a row with its filter byte, rows) of each pass


@dataclass(frozen=True, slots=True)
class Content:
    """What a compressed stream holds.

    `used` is how many bytes of it the picture needs without the checksum that ends it, `whole`
    whether it comes to its end there, `short` whether rows are missing. `surplus` are inflated
    bytes the picture does not need, `digest` and `checksum` the SHA-256 and Adler-32 of the rows.
    """

    used: int
    whole: bool
    short: bool
    surplus: bytes
    digest: bytes
    checksum: bytes

    def behind(self, stream: Stream) -> bytes:
        """Return what stands behind the end of the stream and its checksum."""
        return stream.read(self.used + 4) if self.whole else b""


def read_stream(stream: Stream, rows: Rows) -> Content:
    """Look through the rows of a frame.

    Raises `Rejected(DAMAGED)` where they are not compressed as they should be or a filter type
    does not exist. Report, copy and verification ask alike and inflating is what costs, so the
    answer is noted for the job, for equal streams.
    """
    digest = hashlib.sha256()
    for piece in stream.pieces:
        digest.update(piece)
    return noted((digest.digest(), rows), lambda: _look_through(stream, rows))


def _look_through(stream: Stream, rows: Rows) -> Content:
    inflater, digest, checksum = _Inflater(stream), hashlib.sha256(), 1
    missing = sum(size * count for size, count in rows)
    filters = _FilterCheck(rows)
    for piece in inflater.pieces(rows):
        digest.update(piece)
        checksum = zlib.adler32(piece, checksum)
        filters.check(piece)
        missing -= len(piece)
    surplus, adler = inflater.rest(), checksum.to_bytes(4, "big")
    used, whole = inflater.used, inflater.ended
    return Content(used, whole, missing > 0, surplus, digest.digest(), adler)


class _Inflater:
    """Inflates a zlib stream from small pieces into small pieces, whatever its checksum says."""

    def __init__(self, stream: Stream) -> None:
        head = int.from_bytes(stream.read(0, 2).ljust(2, b"\0"), "big")
        if head % 31 or head >> 8 & 15 != 8 or head & 0x20:  # RFC 1950 section 2.2
            raise Rejected(Reason.DAMAGED, "rows that are not compressed")
        self._inputs = _inputs(stream)
        self._fed = 2
        self._pending: Octets = b""
        self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)

    @property
    def used(self) -> int:
        """How many bytes of the stream have been inflated."""
        left = self._inflater.unused_data if self._inflater.eof else self._pending
        return self._fed - len(left)

    @property
    def ended(self) -> bool:
        """Whether the last block has been read to its end."""
        return self._inflater.eof

    def pieces(self, rows: Rows) -> Iterator[bytes]:
        """Yield what the stream holds of these rows and nothing more."""
        wanted = sum(size * count for size, count in rows)
        while wanted:
            try:
                piece = self._read(min(wanted, _PIECE))
            except zlib.error as problem:
                raise Rejected(Reason.DAMAGED, "rows that cannot be inflated") from problem
            if not piece:
                return
            yield piece
            wanted -= len(piece)

    def rest(self) -> bytes:
        """Return the beginning of what more the stream holds behind the rows."""
        try:
            return self._read(_SURPLUS)
        except zlib.error:
            return b""

    def _read(self, most: int) -> bytes:
        while not self._inflater.eof:
            if not self._pending:
                self._pending = next(self._inputs, b"")
                self._fed += len(self._pending)
            at_end = not self._pending
            piece = self._inflater.decompress(self._pending, most)
            self._pending = self._inflater.unconsumed_tail
            if piece or at_end:
                return piece
        return b""


class _FilterCheck:
    """Checks the filter byte that begins each row, across pieces and passes."""

    def __init__(self, rows: Rows) -> None:
        self._rows = list(rows)
        self._done = 0  # bytes of the current pass already seen

    def check(self, piece: bytes) -> None:
        """Raise `Rejected(DAMAGED)` for a filter type that does not exist."""
        at = 0
        while at < len(piece) and self._rows:
            size, count = self._rows[0]
            end = min(len(piece), at + size * count - self._done)
            first = at + -self._done % size
            if max(piece[first:end:size], default=0) > 4:
                raise Rejected(Reason.DAMAGED, "a filter type that does not exist")
            self._done += end - at
            at = end
            if self._done == size * count:
                self._rows.pop(0)
                self._done = 0


def _inputs(stream: Stream) -> Iterator[Octets]:
    """Yield what follows the two bytes of the header, in small pieces."""
    skip = 2
    for piece in stream.pieces:
        for at in range(min(skip, len(piece)), len(piece), _INPUT):
            yield piece[at : at + _INPUT]
        skip -= min(skip, len(piece))


def clean_stream(stream: Stream, rows: Rows) -> Stream:
    """Return a stream of just the rows: the same bytes where possible, else compressed anew.

    A stream that breaks off shows what it holds, and stays as it is.
    """
    found = read_stream(stream, rows)
    if found.whole and not found.surplus:
        if stream.read(found.used) == found.checksum:
            return stream
        return stream.up_to(found.used, found.checksum)
    if found.short:
        return stream
    large = sum(size * count for size, count in rows) > _FAST_ABOVE
    flags = stream.read(1, 2)[0]
    return Stream(pack(lambda: _Inflater(stream).pieces(rows), flags, len(stream), large=large))
