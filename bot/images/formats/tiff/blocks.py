"""The strips and tiles of a page: cut to what is shown, JPEG data without its metadata.

Compression codes: TIFF 6.0, Adobe's Technical Notes (deflate, JPEG), libtiff's list.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import replace

from bot.images.formats import lzw
from bot.images.formats.container import Octets
from bot.images.formats.deflate import pack
from bot.images.formats.jpeg import write as write_jpeg
from bot.images.formats.jpeg.tables import picture_segments, read_frame, split_tables
from bot.images.formats.jpeg.walk import APP14, DHT, DQT, FRAMES, SOS, Segment, walk
from bot.images.formats.tiff.ifd import UNDEFINED, Layout, Value
from bot.images.formats.tiff.page import (
    BITS,
    JPEG_TABLES,
    ROWS_PER_STRIP,
    SAMPLES,
    SUBSAMPLING,
    YCBCR,
    Page,
    longs,
    shorts,
)
from bot.images.formats.webp import WEBP
from bot.images.results import Options, Reason, Rejected

PLAIN, LZW, OLD_JPEG, JPEG, DEFLATES, PACK_BITS, WEBP_DATA = 1, 5, 6, 7, (8, 32946), 32773, 50001
# CCITT, ThunderScan, NeXT, PixarLog, SGI LogLuv, LZMA, Zstandard: bare streams without a place
# for metadata.
_BARE = (2, 3, 4, 32766, 32771, 32809, 32909, 34676, 34677, 34925, 50000)
_KNOWN = (PLAIN, LZW, OLD_JPEG, JPEG, *DEFLATES, PACK_BITS, WEBP_DATA, *_BARE)
_CUT = (LZW, *DEFLATES, PACK_BITS, WEBP_DATA)
_MOST_BLOCKS = 400_000
_MOST_RUNS = 4_000_000
_COPIES = 4  # strips may share bytes, but a file does not multiply itself


def read_blocks(data: bytes, page: Page, layout: Layout) -> tuple[Page, tuple[Octets, ...]]:
    """Return the page and its clean strips or tiles, in order.

    A page in old-style JPEG gets its whole stream as its one strip. Raises `Rejected` for
    compressions that hide whole files and for data that cannot be followed.
    """
    if page.compression not in _KNOWN:
        raise Rejected(Reason.UNSUPPORTED, f"compression {page.compression}")
    if page.compression == OLD_JPEG:
        return _from_old_jpeg(data, page, layout)
    raw = list(_slices(data, page))
    if not any(size != 0 and offset < len(data) for offset, size in page.places):
        raise Rejected(Reason.DAMAGED, "a page without data")
    if page.compression == JPEG:
        return _clean_jpeg(raw, page)
    known: dict[tuple[Octets, int], Octets] = {}
    cleaned = []
    for number, piece in enumerate(raw):
        key = piece, expected(page, number)
        if key not in known:
            known[key] = _clean(piece, page, key[1])
        cleaned.append(known[key])
    return page, tuple(cleaned)


def _slices(data: bytes, page: Page) -> Iterator[Octets]:
    """Yield the stored bytes of each strip or tile that the page needs."""
    view = memoryview(data)
    total = 0
    needed = _across(page) * _down(page) * page.planes
    if min(needed, len(page.places)) > _MOST_BLOCKS:
        raise Rejected(Reason.DAMAGED, "more strips than any picture has")
    for number, (offset, size) in enumerate(page.places[:needed]):
        plain = page.compression == PLAIN and bool(offset)  # without one it is left out
        length = expected(page, number) if plain else size
        if length is None:
            raise Rejected(Reason.DAMAGED, "a strip without a size")
        piece = view[offset : offset + length]
        total += length if plain else len(piece)
        if total > _COPIES * len(data):
            raise Rejected(Reason.DAMAGED, "strips that go beyond the file")
        yield bytes(piece).ljust(length, b"\0") if plain and len(piece) < length else piece


def _across(page: Page) -> int:
    return -(-page.width // page.block[0])


def _down(page: Page) -> int:
    return -(-page.height // page.block[1])


def expected(page: Page, number: int) -> int:
    """Return how many bytes a strip or tile holds when it is unpacked."""
    width, rows = page.block
    place = number % (_across(page) * _down(page))
    if not page.tiled:
        rows = min(rows, page.height - place * rows)
    count = max(page.samples, len(page.bits))
    bits = page.bits if len(page.bits) == count else page.bits[:1] * count
    if page.planar:
        return rows * -(-width * max(bits) // 8)
    if page.photometric == YCBCR and page.subsampling != (1, 1) and count == 3:
        across, down = page.subsampling
        units = -(-width // across) * -(-rows // down)
        return units * (across * down + 2) * -(-bits[0] // 8)
    return rows * -(-width * sum(bits) // 8)


def _clean(stored: Octets, page: Page, size: int) -> Octets:
    """Cut a strip or tile behind its last shown byte, where the compression tells it."""
    if page.compression not in _CUT:
        return stored
    piece = bytes(stored)
    if page.compression in DEFLATES:
        return _clean_deflate(piece, size)
    if page.compression == LZW and page.fill_order == 1:
        old = piece[:1] == b"\0" and len(piece) > 1 and piece[1] & 1
        return lzw.cut(piece, lzw.Coding(8, 0 if old else 1, low_first=bool(old)))
    if page.compression == PACK_BITS:
        return _clean_pack_bits(piece, size)
    if page.compression == WEBP_DATA:
        return WEBP.strip(piece, Options()).data
    return piece


def _clean_deflate(piece: bytes, size: int) -> bytes:
    """Return the stream with a true checksum; compressed anew where it unpacks to too much.

    Decoders stop at the last row, so what is broken behind it is not shown.
    """
    inflater, unpacked, checksum, pending = zlib.decompressobj(-zlib.MAX_WBITS), 0, 1, piece[2:]
    try:
        while pending and not inflater.eof and unpacked <= size:
            # At first not one byte more than is shown: what follows may be broken.
            part = inflater.decompress(pending, min(max(size - unpacked, 1), 1 << 20))
            unpacked, checksum = unpacked + len(part), zlib.adler32(part, checksum)
            pending = inflater.unconsumed_tail
    except zlib.error as error:
        if unpacked < size:
            raise Rejected(Reason.DAMAGED, "compressed rows that are broken") from error
        unpacked = size + 1
    if unpacked > size:
        rows = zlib.decompressobj(-zlib.MAX_WBITS).decompress(piece[2:], size)
        return b"".join(pack(lambda: (rows,), piece[1], len(piece)))
    if not inflater.eof:
        return piece
    return piece[: len(piece) - len(inflater.unused_data)] + checksum.to_bytes(4, "big")


def _clean_pack_bits(piece: bytes, size: int) -> bytes:
    """Return the runs up to the last shown byte (TIFF 6.0 section 9)."""
    at = unpacked = 0
    for _ in range(_MOST_RUNS):
        if at >= len(piece) or unpacked >= size:
            break
        count = piece[at]
        at += count + 2 if count < 128 else 1 + (count > 128)
        unpacked += count + 1 if count < 128 else (257 - count) % 129
    return piece[:at]


def _clean_jpeg(raw: list[Octets], page: Page) -> tuple[Page, tuple[bytes, ...]]:
    """Return strips with nothing but their picture segments, and the tables that they use."""
    tables = [part for part in walk(page.tables).segments if part.marker in (DQT, DHT)]
    known: dict[Octets, bytes] = {b"": b""}
    used: set[tuple[int, int]] = set()
    for piece in raw:
        if piece not in known:
            segments = _picture(bytes(piece))
            used |= set(_used_tables(segments))
            known[piece] = write_jpeg(segments)
    kept = write_jpeg(list(_prune(tables, used)))
    fields = dict(page.fields)
    if len(kept) > 4:
        fields[JPEG_TABLES] = Value(UNDEFINED, len(kept), kept)
    return replace(page, fields=fields), tuple(known[piece] for piece in raw)


def _picture(stream: bytes) -> list[Segment]:
    """Return the picture segments of a stream, and its colour transform if it names one."""
    found = walk(stream)
    adobe = [
        part.body[11]
        for part in found.header
        if part.marker == APP14 and part.body[:5] == b"Adobe" and len(part.body) >= 12
    ]
    head = [Segment(APP14, b"Adobe\0\x64\0\0\0\0" + bytes([min(adobe[-1], 2)]))] if adobe else []
    return head + picture_segments(found.segments)


def _used_tables(segments: list[Segment]) -> Iterator[tuple[int, int]]:
    """Yield marker and id of every table that frame and scans name."""
    for part in segments:
        if part.marker in FRAMES:
            yield from ((DQT, table) for table in part.body[8::3])
        elif part.marker == SOS:
            for names in part.body[2 : 2 * part.body[0] + 1 : 2]:
                yield DHT, names >> 4
                yield DHT, 0x10 | names & 15


def _prune(tables: list[Segment], used: set[tuple[int, int]]) -> Iterator[Segment]:
    """Yield one segment a table that is used; of several the last one counts."""
    last = {key: table for part in tables for key, table in split_tables(part)}
    for (marker, name), table in sorted(last.items()):
        if (marker, name) in used:
            yield Segment(marker, table)


def _from_old_jpeg(data: bytes, page: Page, layout: Layout) -> tuple[Page, tuple[bytes, ...]]:
    """Return the page with its whole JPEG stream as one strip, which libtiff reads alike.

    Streams that are spread over strips without their own headers are not followed.
    """
    at = page.jpeg_at or page.places[0][0]
    if data[at : at + 2] != b"\xff\xd8":
        raise Rejected(Reason.UNSUPPORTED, "old-style JPEG in pieces")
    try:
        segments = _picture(data[at:])
    except Rejected as broken:
        raise Rejected(Reason.UNSUPPORTED, "old-style JPEG in pieces") from broken
    frame = read_frame(segments)
    fields = dict(page.fields) | {
        SAMPLES: shorts(layout, (len(frame.components),)),
        BITS: shorts(layout, (8,) * len(frame.components)),
        ROWS_PER_STRIP: longs(layout, (page.height,)),
    }
    if page.photometric == YCBCR:
        first = frame.components[0]
        fields[SUBSAMPLING] = shorts(layout, (first.across, first.down))
    whole = replace(page, fields=fields, tiled=False)
    return whole, (write_jpeg(segments),)
