"""The second reader of TIFF: every byte belongs to a directory, a listed tag or picture data."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from bot.images.verify import webp
from bot.images.verify.shared import check_icc

_WIDTHS = {1: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 11: 4, 12: 8, 16: 8, 17: 8}
_TAGS = {
    *(254, 256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 280, 281, 282, 283, 284),
    *(292, 293, 296, 301, 317, 318, 319, 320, 322, 323, 324, 325, 332, 334, 336, 338, 339),
    *(347, 529, 530, 531, 532, 32995, 32996, 32997, 34675),
}
_IN_JPEG = {0xDB, 0xC4, 0xCC, 0xDD, 0xDC, 0xDA, *range(0xC0, 0xD0)}
_LOOKED_INTO = (7, 8, 32946, 50001)  # JPEG, deflate, WebP
_ADOBE = b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0"

_Tags = dict[int, tuple[int, bytes]]


def read(data: bytes) -> Iterator[str]:
    """Yield what is not allowed: tags, smaller pictures, gaps, surplus and metadata in strips."""
    order = {b"II": "<", b"MM": ">"}[data[:2]]
    big = 43 in data[2:4]
    entry, head, word = ("HHQ8s", "Q", "Q") if big else ("HHI4s", "H", "I")
    at = struct.unpack_from(order + word, data, 8 if big else 4)[0]
    used = [(0, 16 if big else 8)]
    while at:
        (count,) = struct.unpack_from(order + head, data, at)
        begin = at + struct.calcsize(head)
        end = begin + count * struct.calcsize("=" + entry)
        tags: _Tags = {}
        for tag, kind, number, raw in struct.iter_unpack(order + entry, data[begin:end]):
            size = _WIDTHS.get(kind, 0) * number
            if tag not in _TAGS or not size:
                yield f"tag {tag}"
            start = None if size <= len(raw) else struct.unpack(order + word, raw)[0]
            value = raw[:size] if start is None else data[start : start + size]
            used += [] if start is None else [(start, start + size)]
            if start is None and any(raw[size:]):
                yield f"spare bytes beside tag {tag}"
            tags[tag] = kind, value
        used.append((at, end + struct.calcsize(word)))
        yield from _check_page(data, tags, order, used)
        (at,) = struct.unpack_from(order + word, data, end)
    yield from _check_cover(data, used)


def _check_cover(data: bytes, used: list[tuple[int, int]]) -> Iterator[str]:
    """Yield a name where a byte belongs to nothing; one zero may stand before a structure."""
    reached = 0
    for start, end in sorted(used):
        if start > reached + 1 or any(data[reached:start]):
            yield "bytes between the structures"
            return
        reached = max(reached, end)
    if reached != len(data):
        yield "bytes behind the last structure"


def _numbers(tags: _Tags, tag: int, order: str) -> list[int]:
    kind, raw = tags.get(tag, (3, b""))
    code = {1: "B", 3: "H", 4: "I", 16: "Q"}.get(kind, "B")
    return [number for (number,) in struct.iter_unpack(order + code, raw)]


def _check_page(
    data: bytes, tags: _Tags, order: str, used: list[tuple[int, int]]
) -> Iterator[str]:
    if sum(_numbers(tags, 254, order)) & ~4:
        yield "a smaller picture"
    if 34675 in tags:
        yield from check_icc(tags[34675][1])
    if 347 in tags:
        yield from _check_jpeg(tags[347][1])
    (coding,) = _numbers(tags, 259, order) or [1]
    places = _numbers(tags, 273, order) or _numbers(tags, 324, order)
    sizes = _numbers(tags, 279, order) or _numbers(tags, 325, order)
    for start, size in set(zip(places, sizes, strict=True)):
        used.append((start, start + size))
        piece = data[start : start + size] if coding in _LOOKED_INTO else b""
        if coding == 7 and piece:
            yield from _check_jpeg(piece)
        elif coding in (8, 32946):
            yield from _check_deflate(piece)
        elif coding == 50001:
            yield from webp.read(piece)


def _check_deflate(piece: bytes) -> Iterator[str]:
    inflater, rest = zlib.decompressobj(), piece
    while rest and not inflater.eof:
        inflater.decompress(rest, 1 << 20)
        rest = inflater.unconsumed_tail
    if inflater.unused_data:
        yield "bytes behind the compressed rows"


def _check_jpeg(stream: bytes) -> Iterator[str]:
    """Yield the marker of every segment before the first scan that makes no pixels."""
    at = 2
    if stream[2 : 2 + len(_ADOBE)] == _ADOBE:
        at += len(_ADOBE) + 1
    while at + 4 <= len(stream):
        mark, kind = stream[at], stream[at + 1]
        if mark != 0xFF or kind not in _IN_JPEG:
            yield f"JPEG marker {kind:02x}"
            return
        if kind == 0xDA:
            break
        at += 2 + int.from_bytes(stream[at + 2 : at + 4], "big")
    if stream[-2:] != b"\xff\xd9":
        yield "JPEG data without an end"
