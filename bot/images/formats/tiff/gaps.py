"""Bytes of a TIFF file that belong to no structure, for the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.images.formats.container import Block, Kind
from bot.images.formats.tiff.blocks import PLAIN, expected
from bot.images.formats.tiff.ifd import Source
from bot.images.formats.tiff.page import Page
from bot.images.formats.trailer import describe, is_empty

_POINTERS = (34665, 34853, 40965, 330)  # Exif, GPS, Interoperability, SubIFDs
_DATA = ((273, 279), (324, 325), (513, 514))
_MOST_DIRECTORIES = 64
_SMALLEST = 8  # bytes; less is padding of careless writers


def hidden(source: Source, pages: Sequence[Page]) -> Iterator[Block]:
    """Yield what stands between the structures, then what stands behind the last one."""
    _follow(source)
    for page in pages:
        for number, (offset, size) in enumerate(page.places[:100_000]):
            length = expected(page, number) if page.compression == PLAIN else size or 0
            source.covered.append((offset, offset + length))
    at = 0
    for start, end in sorted(source.covered):
        gap = source.data[at:start]
        if len(gap) >= _SMALLEST and not is_empty(gap):
            yield Block(Kind.HIDDEN, "between structures", gap, "gap")
        at = max(at, end)
    yield from describe(source.data[at:])


def _follow(source: Source) -> None:
    """Read every directory once, so that what they hold counts as covered."""
    waiting, seen = [source.first], set[int]()
    while waiting and len(seen) < _MOST_DIRECTORIES:
        at = waiting.pop()
        directory = source.directory(at) if at not in seen else None
        seen.add(at)
        if directory is None:
            continue
        waiting.append(directory.next)
        for tag in _POINTERS:
            waiting.extend(source.layout.integers(directory.values.get(tag))[:16])
        for offsets, sizes in _DATA:
            pairs = zip(
                source.layout.integers(directory.values.get(offsets)),
                source.layout.integers(directory.values.get(sizes)),
                strict=False,
            )
            source.covered.extend((start, start + size) for start, size in pairs)
