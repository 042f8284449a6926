"""Everything in a PNG file that is not needed to show it, as blocks for the report."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from bot.images import orientation
from bot.images.formats.container import Block, Kind
from bot.images.formats.png.animation import Animation
from bot.images.formats.png.chunks import Chunk, Header, image_stream
from bot.images.formats.png.pixels import read_stream
from bot.images.formats.png.texts import LONGEST, inflate, read_text
from bot.images.formats.trailer import is_empty

_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_QUIET = frozenset(  # needed to show the picture, or harmless
    b"IHDR PLTE IDAT IEND tRNS acTL fcTL fdAT gAMA cHRM sRGB cICP mDCV mDCv cLLI cLLi sBIT"
    b" bKGD hIST pHYs sTER iDOT".split()
)


def read_profile(chunk: Chunk, most: int = LONGEST) -> bytes:
    """Inflate the profile of an iCCP chunk."""
    return inflate(chunk.body.partition(b"\0")[2][1:], most)


def read_orientation(found: tuple[Block, ...]) -> int:
    """Read the orientation as Pillow does: eXIf before a raw profile, then XMP."""
    packets = [block.data for block in found if block.kind == Kind.XMP and block.where == "iTXt"]
    return orientation.seen(read_exif(found), packets[-1:])


def read_exif(found: tuple[Block, ...]) -> bytes:
    """Return the Exif that viewers take, empty where there is none."""
    exif = [block for block in found if block.kind == Kind.EXIF]
    direct = [block for block in exif if block.where == "eXIf"]
    best = direct[-1:] or exif[-1:]
    return best[0].data if best else b""


def orientation_blocks(chunks: list[Chunk]) -> tuple[Block, ...]:
    """Return the blocks that can hold an orientation."""
    wanted = [chunk for chunk in chunks if chunk.kind == b"eXIf" or chunk.kind in _TEXTS]
    return tuple(_each_block(wanted))


def read_blocks(chunks: list[Chunk], header: Header) -> Iterator[Block]:
    """Yield what each chunk gives away."""
    yield from _each_block(chunks)
    spare = [chunk for chunk in chunks if chunk.kind == b"PLTE" and header.colour != 3]
    for chunk in spare:
        yield Block(Kind.UNKNOWN, "PLTE", chunk.body, "suggested palette")


def _each_block(chunks: list[Chunk]) -> Iterator[Block]:
    """Yield the block of each chunk, inflating no more than `LONGEST` bytes in all."""
    left = LONGEST
    for chunk in chunks:
        for block in _block(chunk, left):
            yield block
            left = max(0, left - len(block.data))


def _block(chunk: Chunk, most: int) -> Iterator[Block]:
    where = chunk.kind.decode("ascii")
    match chunk.kind:
        case b"eXIf":
            yield Block(Kind.EXIF, where, chunk.body.removeprefix(orientation.EXIF_HEAD))
        case b"tEXt" | b"zTXt" | b"iTXt":
            yield read_text(chunk, most)
        case b"iCCP":
            yield Block(
                Kind.ICC,
                where,
                read_profile(chunk, most),
                chunk.body.partition(b"\0")[0].decode("latin-1"),
            )
        case b"tIME" if len(chunk.body) == 7:
            parts = struct.unpack(">H5B", chunk.body)
            yield Block(Kind.TIME, where, b"%04d:%02d:%02d %02d:%02d:%02d" % parts)
        case b"caBX":
            yield Block(Kind.JUMBF, where, chunk.body)
        case kind if kind not in _QUIET:
            yield Block(Kind.UNKNOWN, where, chunk.body, where)


def read_hidden(
    chunks: list[Chunk], header: Header, animation: Animation | None
) -> Iterator[Block]:
    """Yield what hides in or behind the compressed rows, and frames that are never shown."""
    streams = [(image_stream(chunks), (header.width, header.height))]
    frames = animation.frames if animation else ()
    streams += [(frame.stream, frame.size) for frame in frames if len(frame.stream)]
    for stream, size in streams:
        found = read_stream(stream, header.rows(*size))
        if not is_empty(found.surplus):
            yield Block(Kind.HIDDEN, "IDAT", found.surplus, "surplus rows")
        if not is_empty(found.behind(stream)):
            yield Block(Kind.HIDDEN, "IDAT", found.behind(stream), "behind the compressed rows")
    if animation is None and any(chunk.kind == b"fdAT" for chunk in chunks):
        unseen = b"".join(chunk.body[4:] for chunk in chunks if chunk.kind == b"fdAT")
        yield Block(Kind.HIDDEN, "fdAT", unseen, "frames that are not shown")
