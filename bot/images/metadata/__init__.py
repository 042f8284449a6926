"""Readers of metadata vocabularies: blocks in, tags out, whatever the bytes.

One module a vocabulary. A reader yields `Tag`s, and `Block`s of other vocabularies that stand
inside its own (IPTC in a Photoshop resource, XMP in Exif, …); nesting is followed three deep.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from bot.images.formats.container import Block, Kind
from bot.images.metadata import (
    c2pa,
    exif,
    flir,
    icc,
    iptc,
    keywords,
    photoshop,
    quicktime,
    trailers,
    vendors,
    xmp,
)
from bot.images.metadata.tags import Items, Tag, binary, damaged, decode

MAX_NESTING = 3
MAX_TAGS_OF_BLOCK = 5_000  # a flood in one block does not hide the next
MAX_TAGS = 50_000

__all__ = ["Tag", "read"]


def read(blocks: Iterable[Block]) -> Iterator[Tag]:
    """Yield the tags of a picture's blocks and of the blocks inside them. Never raises."""
    every = (islice(_read(block, 0), MAX_TAGS_OF_BLOCK) for block in flir.join(blocks))
    yield from islice(chain.from_iterable(every), MAX_TAGS)


def _read(block: Block, depth: int) -> Iterator[Tag]:
    try:
        for item in _items(block):
            if isinstance(item, Tag):
                yield item
            elif depth < MAX_NESTING:
                yield from _read(item, depth + 1)
    except (ValueError, ArithmeticError, LookupError, TypeError, OSError, struct.error):
        # The last fence: a reader's own mistake on hostile bytes costs that block's rest alone.
        yield damaged(block.where or block.kind.value, "unreadable")


def _items(block: Block) -> Items:
    match block.kind:
        case Kind.EXIF:
            return exif.read(block.data)
        case Kind.XMP | Kind.XMP_EXTENSION:
            return xmp.read(block.data)
        case Kind.IPTC:
            return iptc.read(block.data)
        case Kind.PHOTOSHOP:
            return photoshop.read(block.data)
        case Kind.ICC:
            return icc.read(block.data)
        case Kind.JUMBF:
            return c2pa.read(block.data)
        case Kind.TEXT:
            return keywords.read(block.data, block.name)
        case Kind.TIME:
            return iter((Tag("Time", block.name or "ModifyDate", decode(block.data)),))
        case Kind.QUICKTIME:
            return quicktime.read(block.data)
        case Kind.JFIF_THUMBNAIL | Kind.THUMBNAIL:
            return iter((Tag(block.where, "ThumbnailImage", binary(block.data), block.data),))
        case Kind.SECONDARY | Kind.TRAILER | Kind.HIDDEN:
            return trailers.read(block)
        case Kind.UNKNOWN:  # pragma: no branch - every kind has its case, as mypy checks
            return vendors.read(block.data, block.where, block.name)
