"""JPEG XL (ISO/IEC 18181): the container of part 2 box by box, and the codestream of part 1.

What may remain: signature, file type, level and the codestream up to its end. Orientation and
colours stand in the codestream. Its end is found by frame headers; behind a profile or a permuted
table of contents it is told only by decoding, and then what follows inside its box is kept and
named as not examined.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.images.formats.container import Block, Kind, Picture, Stripped
from bot.images.formats.isobmff.boxes import Box, boxes, damaged, write
from bot.images.formats.jxl.frames import Extent, measure
from bot.images.formats.jxl.header import Header, read_header
from bot.images.formats.kept import CODESTREAM_END, COLOUR_PROFILE, ORIENTATION
from bot.images.formats.trailer import describe, is_empty
from bot.images.limits import check_frames
from bot.images.results import Format, Kept, Options

SIGNATURE = b"\0\0\0\x0cJXL \r\n\x87\n"
FILE_TYPE = b"\0\0\0\x14ftypjxl \0\0\0\0jxl "
_BARE = b"\xff\x0a"
_LAST = 0x80000000  # marks the last part (9.8)


@dataclass(frozen=True, slots=True)
class Layout:
    """A file taken apart: level, parts of the codestream up to its end, and every other box.

    `kind` is that of the codestream's boxes, b"" of a bare codestream. `rest` are bytes behind the
    end of the codestream, where it is known.
    """

    kind: bytes
    level: bytes
    parts: tuple[bytes, ...]
    rest: bytes
    header: Header
    extent: Extent | None
    others: tuple[Box, ...]
    end: int

    @property
    def frames(self) -> int:
        """How many pictures are shown, 1 where it is not known."""
        return self.extent.frames if self.extent else 1


def read_layout(data: bytes) -> Layout:
    """Take a file apart; raise `Rejected(DAMAGED)` where it has no codestream."""
    if data.startswith(_BARE):
        return _layout(b"", b"", [data], (), len(data))
    found = [box for box in boxes(data, len(SIGNATURE), len(data)) if not box.cut]
    whole = [box for box in found if box.kind == b"jxlc"][:1]
    used = whole or [box for box in found if box.kind == b"jxlp"]
    parts = [box.content(data) for box in used]
    if not whole:
        parts = _in_sequence(parts)
    level = next((box.content(data)[:1] for box in found if box.kind == b"jxll"), b"")
    others = tuple(box for box in found if box not in used)
    kind = b"jxlc" if whole else b"jxlp"
    return _layout(kind, level, parts, others, found[-1].end if found else 0)


def _layout(
    kind: bytes, level: bytes, parts: list[bytes], others: tuple[Box, ...], end: int
) -> Layout:
    codestream = b"".join(parts)
    header = read_header(codestream)
    extent = measure(codestream, header)
    stop = extent.end if extent else len(codestream)
    used = tuple(_up_to(parts, stop))
    return Layout(kind, level, used, codestream[stop:], header, extent, others, end)


def _up_to(parts: list[bytes], size: int) -> Iterator[bytes]:
    for part in parts:
        if size > 0:
            yield part[:size]
        size -= len(part)


def _in_sequence(parts: list[bytes]) -> list[bytes]:
    """Return the contents of parts numbered from 0 to the one marked as last (9.8)."""
    numbers = [int.from_bytes(part[:4], "big") for part in parts]
    wanted = [*range(len(parts) - 1), (len(parts) - 1) | _LAST]
    if not parts or numbers != wanted:
        raise damaged("no whole codestream")
    return [part[4:] for part in parts]


class Jxl:
    """The JPEG XL container."""

    def parse(self, data: bytes) -> Picture:
        """Find every structure of the file."""
        layout = read_layout(data)
        header = layout.header
        check_frames([(header.width, header.height)] * layout.frames)
        found = [block for box in layout.others for block in _block(data, box)]
        return Picture(
            Format.JXL,
            header.width,
            header.height,
            frames=layout.frames,
            orientation=header.orientation,
            blocks=(*found, *_inside(layout), *describe(data[layout.end :])),
        )

    def strip(self, data: bytes, options: Options) -> Stripped:
        """Return signature, file type, level and codestream; a bare codestream stays bare."""
        del options
        layout = read_layout(data)
        kept = tuple(_kept(layout))
        if not layout.kind:
            return Stripped(layout.parts[0], kept)
        level = [write(b"jxll", layout.level)] if layout.level else []
        return Stripped(b"".join([SIGNATURE, FILE_TYPE, *level, *_written(layout)]), kept)

    def payload(self, data: bytes) -> tuple[bytes, ...]:
        """Return level and codestream."""
        layout = read_layout(data)
        return layout.level, b"".join(layout.parts)


def _written(layout: Layout) -> Iterator[bytes]:
    """Yield the boxes of the codestream; parts are numbered and the last one is marked."""
    for number, part in enumerate(layout.parts):
        last = _LAST if number == len(layout.parts) - 1 else 0
        counted = (number | last).to_bytes(4, "big") if layout.kind == b"jxlp" else b""
        yield write(layout.kind, counted, part)


def _kept(layout: Layout) -> Iterator[Kept]:
    if layout.header.orientation != 1:
        yield ORIENTATION
    if layout.header.has_profile:
        yield COLOUR_PROFILE
    if layout.extent is None:
        yield CODESTREAM_END


def _inside(layout: Layout) -> Iterator[Block]:
    """Yield names in the codestream, which stay, and what stands behind its end."""
    for name in layout.header.names:
        yield Block(Kind.TEXT, "codestream", name, "ChannelName")
    for name in layout.extent.names if layout.extent else ():
        yield Block(Kind.TEXT, "codestream", name, "FrameName")
    yield from describe(layout.rest)


_NEEDED = frozenset((b"ftyp", b"jxll"))


def _block(data: bytes, box: Box) -> Iterator[Block]:
    """Yield the block of a box that is not needed."""
    body = box.content(data)
    match box.kind:
        case _ if box.kind in _NEEDED or is_empty(body):
            return
        case b"Exif":
            start = 4 + int.from_bytes(body[:4], "big")
            yield Block(Kind.EXIF, box.name, body[start:])
        case b"xml ":
            yield Block(Kind.XMP, box.name, body)
        case b"jumb":
            yield Block(Kind.JUMBF, box.name, box.whole(data))
        case b"brob":
            # Compressed with Brotli: what it is can be told, what it says cannot.
            yield Block(
                Kind.UNKNOWN, box.name, body[4:], f"brob {body[:4].decode('latin-1').strip()}"
            )
        case b"free" | b"skip":
            yield Block(Kind.HIDDEN, box.name, body, box.name)
        case _:
            yield Block(Kind.UNKNOWN, box.name, body, box.name)


JXL = Jxl()
