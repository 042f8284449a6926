"""TIFF 6.0 and BigTIFF: the pages and nothing else, in a new file.

Every page of the main chain is written with the tags that show it, its strips or tiles copied as
they are. Smaller copies, sub-directories, every other tag and the bytes between the structures
stay behind. The data of camera sensors is no picture and is not accepted.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.images.formats.container import Block, Kind, Octets, Picture, Stripped
from bot.images.formats.kept import COLOUR_PROFILE, ORIENTATION
from bot.images.formats.tiff.blocks import read_blocks
from bot.images.formats.tiff.gaps import hidden
from bot.images.formats.tiff.ifd import Directory, Layout, Source, Target, Value, open_source
from bot.images.formats.tiff.page import (
    ICC,
    STRIP_OFFSETS,
    STRIP_SIZES,
    SUB_DIRECTORIES,
    TILE_OFFSETS,
    TILE_SIZES,
    Page,
    is_raw,
    is_reduced,
    longs,
    read_page,
)
from bot.images.limits import FRAMES, check_frames
from bot.images.once import once
from bot.images.results import Format, Kept, Options, Reason, Rejected

_CANON_RAW = b"CR\x02"
_MOST_SUB_DIRECTORIES = 16


def read_pages(source: Source) -> tuple[list[Page], bool]:
    """Return the pages and whether all could be read; raise `Rejected` without a first one."""
    if source.data[8:11] == _CANON_RAW:
        raise Rejected(Reason.UNSUPPORTED, "a camera's raw file")
    pages: list[Page] = []
    for directory in source.chain():
        if any(is_raw(part.values, source.layout) for part in _family(source, directory)):
            raise Rejected(Reason.UNSUPPORTED, "a camera's raw file")
        if pages and is_reduced(directory.values, source.layout):
            continue
        try:
            pages.append(read_page(directory.values, source.layout))
        except Rejected:
            if not pages:
                raise
            return pages, False
        if len(pages) > FRAMES:
            raise Rejected(Reason.TOO_MANY_FRAMES)
    if not pages:
        raise Rejected(Reason.DAMAGED, "no page")
    return pages, True


def _family(source: Source, directory: Directory) -> Iterator[Directory]:
    """Yield a directory and its sub-directories."""
    yield directory
    for at in source.layout.integers(directory.values.get(SUB_DIRECTORIES))[
        :_MOST_SUB_DIRECTORIES
    ]:
        inner = source.directory(at)
        if inner is not None:
            yield inner


class Tiff:
    """The TIFF container."""

    def parse(self, data: bytes) -> Picture:
        """Find every structure of the file."""
        source = open_source(data)
        pages, whole = read_pages(source)
        check_frames((page.width, page.height) for page in pages)
        return Picture(
            Format.TIFF,
            pages[0].width,
            pages[0].height,
            frames=len(pages),
            orientation=pages[0].orientation,
            blocks=(Block(Kind.EXIF, "TIFF", data), *hidden(source, pages)),
            damaged=() if whole else ("a page",),
        )

    def strip(self, data: bytes, options: Options) -> Stripped:
        """Return a file of the pages alone, in the same byte order."""
        del options
        layout, pages = _clean_pages(data)
        target = Target(layout)
        for page, blocks in pages:
            places = tuple(target.place(block) if block else 0 for block in blocks)
            sizes = tuple(map(len, blocks))
            where = (TILE_OFFSETS, TILE_SIZES) if page.tiled else (STRIP_OFFSETS, STRIP_SIZES)
            data_tags = {where[0]: longs(layout, places), where[1]: longs(layout, sizes)}
            target.add_directory({**page.fields, **data_tags})
        return Stripped(target.data(), _kept([page for page, _ in pages]))

    def payload(self, data: bytes) -> tuple[Octets, ...]:
        """Return the clean tags and data of every page."""
        layout, pages = _clean_pages(data)
        found: list[Octets] = [repr(layout).encode()]
        for page, blocks in pages:
            found += [_describe(tag, value) for tag, value in sorted(page.fields.items())]
            found += blocks
        return tuple(found)


@once
def _clean_pages(data: bytes) -> tuple[Layout, tuple[tuple[Page, tuple[Octets, ...]], ...]]:
    source = open_source(data)
    pages, _ = read_pages(source)
    return source.layout, tuple(read_blocks(data, page, source.layout) for page in pages)


def _describe(tag: int, value: Value) -> bytes:
    return repr((tag, value.type, value.count)).encode() + value.raw


def _kept(pages: list[Page]) -> tuple[Kept, ...]:
    kept: list[Kept] = []
    kept += [ORIENTATION] if any(page.orientation != 1 for page in pages) else []
    kept += [COLOUR_PROFILE] if any(ICC in page.fields for page in pages) else []
    return tuple(kept)


TIFF = Tiff()
