"""WebP (RFC 9649): RIFF chunk surgery.

What may remain: the bitstream chunks VP8, VP8L and ALPH, the animation chunks ANIM and ANMF with
bitstream chunks in them, the extended header VP8X, the ICC profile rebuilt and an EXIF chunk with
nothing but an orientation. As in libwebp, metadata counts only where the extended header says so,
and behind the bitstream of a simple file nothing counts at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.images import colour, orientation, taken
from bot.images.formats.container import Block, Kind, Octets, Picture, Stripped
from bot.images.formats.kept import COLOUR_PROFILE, DATE, ORIENTATION
from bot.images.formats.trailer import describe, is_empty
from bot.images.limits import check_frames
from bot.images.results import Format, Kept, Options, Reason, Rejected

_ICC_FLAG, _ALPHA_FLAG, _EXIF_FLAG, _XMP_FLAG, _ANIMATION_FLAG = 0x20, 0x10, 0x08, 0x04, 0x02
_BITSTREAMS = (b"VP8 ", b"VP8L")
_VIEWED = (*_BITSTREAMS, b"ALPH", b"ANMF")
_KNOWN = (b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF")
_FRAME_HEAD = 16
_MOST_CHUNKS = 100_000
_XMP_HEAD = b"http://ns.adobe.com/xap/1.0/\0"


@dataclass(frozen=True, slots=True)
class Chunk:
    """One RIFF chunk; the body of what makes pixels is a view of the file."""

    kind: bytes
    body: Octets


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame: its ANMF head (b"" in a still picture) and its bitstream chunks."""

    head: bytes
    chunks: tuple[Chunk, ...]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels, from the bitstream."""
        return _bitstream_size(self.chunks[-1])


@dataclass(frozen=True, slots=True)
class Layout:
    """A file taken apart. `flags` and `canvas` are None in a simple file."""

    flags: int | None
    canvas: tuple[int, int] | None
    loop: bytes
    frames: tuple[Frame, ...]
    metadata: tuple[Chunk, ...]  # every other chunk, also those in frames
    end: int  # where the RIFF container ends

    def first(self, kind: bytes, flag: int) -> bytes:
        """Return the first metadata chunk of a kind, if the extended header announces it."""
        if not (self.flags or 0) & flag:
            return b""
        return next((bytes(chunk.body) for chunk in self.metadata if chunk.kind == kind), b"")


def read_layout(data: bytes) -> Layout:
    """Take a file apart; raise `Rejected(DAMAGED)` where no picture can be shown."""
    size = int.from_bytes(data[4:8], "little")
    end = min(8 + size, len(data))
    chunks = _read_chunks(memoryview(data)[12:end])
    if not chunks:
        raise Rejected(Reason.DAMAGED, "an empty container")
    if chunks[0].kind != b"VP8X":
        return Layout(None, None, b"", (_still(chunks[:1]),), tuple(chunks[1:]), end)
    head = chunks[0].body
    if len(head) < 10:
        raise Rejected(Reason.DAMAGED, "a short extended header")
    canvas = _size_from(bytes(head[4:10]))
    animated = head[0] & _ANIMATION_FLAG
    frames = tuple(_animation(chunks)) if animated else (_still(chunks),)
    if not frames:
        raise Rejected(Reason.DAMAGED, "an animation without frames")
    loop = next((bytes(chunk.body[:6]) for chunk in chunks if chunk.kind == b"ANIM"), b"")
    if animated and len(loop) < 6:
        raise Rejected(Reason.DAMAGED, "an animation without its parameters")
    return Layout(
        head[0], canvas, loop if animated else b"", frames, tuple(_metadata(chunks)), end
    )


def _size_from(body: bytes) -> tuple[int, int]:
    """Read two 24-bit sizes less one."""
    return int.from_bytes(body[:3], "little") + 1, int.from_bytes(body[3:6], "little") + 1


def _read_chunks(body: memoryview) -> list[Chunk]:
    """Return the chunks that are whole; raise where a bitstream chunk is cut."""
    chunks, at = list[Chunk](), 0
    while at + 8 <= len(body):
        kind, size = bytes(body[at : at + 4]), int.from_bytes(body[at + 4 : at + 8], "little")
        if at + 8 + size > len(body) and kind in _KNOWN:
            raise Rejected(Reason.DAMAGED, "a bitstream that breaks off")
        if len(chunks) == _MOST_CHUNKS:
            raise Rejected(Reason.DAMAGED, "more chunks than any picture has")
        inner = body[at + 8 : at + 8 + size]
        chunks.append(Chunk(kind, inner if kind in _VIEWED else bytes(inner)))
        at += 8 + size + size % 2
    return chunks


def _still(chunks: list[Chunk]) -> Frame:
    return Frame(b"", _bitstream(chunks))


def _bitstream(chunks: list[Chunk]) -> tuple[Chunk, ...]:
    """Return the first bitstream chunk, with the alpha chunk before it where it is lossy."""
    alpha: tuple[Chunk, ...] = ()
    for chunk in chunks:
        if chunk.kind == b"ALPH" and not alpha:
            alpha = (chunk,)
        if chunk.kind in _BITSTREAMS:
            _bitstream_size(chunk)
            return (*alpha, chunk) if chunk.kind == b"VP8 " else (chunk,)
    raise Rejected(Reason.DAMAGED, "no bitstream")


def _bitstream_size(chunk: Chunk) -> tuple[int, int]:
    """Read the size from a VP8 key frame (RFC 6386 9.1) or a VP8L header (RFC 9649 3.4)."""
    body = chunk.body
    if chunk.kind == b"VP8L" and len(body) >= 5 and body[0] == 0x2F:
        bits = int.from_bytes(body[1:5], "little")
        if bits >> 29 == 0:
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk.kind == b"VP8 " and len(body) >= 10 and body[3:6] == b"\x9d\x01\x2a":
        first_partition = int.from_bytes(body[:3], "little") >> 5
        if not body[0] & 1 and first_partition <= len(body) - 10:
            width, height = (int.from_bytes(body[at : at + 2], "little") for at in (6, 8))
            return width & 0x3FFF, height & 0x3FFF
    raise Rejected(Reason.DAMAGED, "a bitstream without a sound header")


def _animation(chunks: list[Chunk]) -> Iterator[Frame]:
    for chunk in chunks:
        if chunk.kind == b"ANMF" and len(chunk.body) > _FRAME_HEAD:
            head = bytes([*chunk.body[: _FRAME_HEAD - 1], chunk.body[_FRAME_HEAD - 1] & 3])
            yield Frame(head, _bitstream(_frame_chunks(chunk)))


def _frame_chunks(frame: Chunk) -> list[Chunk]:
    return _read_chunks(memoryview(frame.body)[_FRAME_HEAD:])


def _metadata(chunks: list[Chunk]) -> Iterator[Chunk]:
    for chunk in chunks:
        if chunk.kind == b"ANMF":
            yield from (part for part in _frame_chunks(chunk) if part.kind not in _KNOWN)
        elif chunk.kind not in _KNOWN:
            yield chunk


class Webp:
    """The WebP container."""

    def parse(self, data: bytes) -> Picture:
        """Find every structure of the file."""
        layout = read_layout(data)
        width, height = layout.canvas or layout.frames[0].size
        check_frames([(width, height)])
        check_frames(frame.size for frame in layout.frames)
        blocks = [block for chunk in layout.metadata for block in _block(chunk)]
        return Picture(
            Format.WEBP,
            width,
            height,
            frames=len(layout.frames),
            orientation=_orientation(layout),
            blocks=(*blocks, *describe(data[layout.end :])),
        )

    def strip(self, data: bytes, options: Options) -> Stripped:
        """Return the file with nothing but allow-listed chunks and a true extended header."""
        layout = read_layout(data)
        profile = colour.clean(layout.first(b"ICCP", _ICC_FLAG))
        turned = _orientation(layout)
        exif = layout.first(b"EXIF", _EXIF_FLAG)
        date = taken.read(bytes(exif)) if options.keep_date else None
        kept: list[Kept] = []
        kept += [ORIENTATION] if turned != 1 else []
        kept += [DATE] if date else []
        kept += [COLOUR_PROFILE] if profile else []
        return Stripped(_write(_chunks(layout, profile, turned, date)), tuple(kept))

    def payload(self, data: bytes) -> tuple[Octets, ...]:
        """Return canvas, animation parameters, frame heads and bitstreams."""
        layout = read_layout(data)
        shown = (layout.flags or 0) & (_ALPHA_FLAG | _ANIMATION_FLAG)
        found: list[Octets] = [repr((layout.canvas, shown)).encode(), layout.loop]
        for frame in layout.frames:
            found.append(frame.head)
            for chunk in frame.chunks:
                found += [chunk.kind, chunk.body]
        return tuple(found)


def _orientation(layout: Layout) -> int:
    exif = layout.first(b"EXIF", _EXIF_FLAG)
    return orientation.seen(exif, [layout.first(b"XMP ", _XMP_FLAG)])


def _chunks(
    layout: Layout, profile: bytes | None, turned: int, date: bytes | None
) -> Iterator[Chunk]:
    """Yield the chunks of a clean copy in the order of RFC 9649 section 2.7."""
    told = turned != 1 or date is not None
    if layout.flags is not None and layout.canvas is not None:
        flags = layout.flags & (_ALPHA_FLAG | _ANIMATION_FLAG)
        flags |= (_ICC_FLAG if profile else 0) | (_EXIF_FLAG if told else 0)
        sizes = b"".join((side - 1).to_bytes(3, "little") for side in layout.canvas)
        yield Chunk(b"VP8X", bytes([flags, 0, 0, 0]) + sizes)
    if profile:
        yield Chunk(b"ICCP", profile)
    if layout.loop:
        yield Chunk(b"ANIM", layout.loop)
    for frame in layout.frames:
        if frame.head:
            yield Chunk(b"ANMF", frame.head + b"".join(_serialize(frame.chunks)))
        else:
            yield from frame.chunks
    if told:
        exif = orientation.minimal_exif(turned, date).removeprefix(orientation.EXIF_HEAD)
        yield Chunk(b"EXIF", exif)


def _serialize(chunks: Iterable[Chunk]) -> Iterator[Octets]:
    for chunk in chunks:
        size = len(chunk.body)
        yield chunk.kind + size.to_bytes(4, "little")
        yield chunk.body
        yield bytes(size % 2)


def _write(chunks: Iterable[Chunk]) -> bytes:
    parts = [b"WEBP", *_serialize(chunks)]
    size = sum(map(len, parts))
    return b"".join([b"RIFF", size.to_bytes(4, "little"), *parts])


def _block(chunk: Chunk) -> Iterator[Block]:
    where, body = chunk.kind.decode("latin-1").strip(), bytes(chunk.body)
    match chunk.kind:
        case b"EXIF":
            yield Block(Kind.EXIF, where, body.removeprefix(orientation.EXIF_HEAD))
        case b"XMP ":
            yield Block(Kind.XMP, where, body.removeprefix(_XMP_HEAD))
        case b"ICCP":
            yield Block(Kind.ICC, where, body)
        case b"C2PA":
            yield Block(Kind.JUMBF, where, body)
        case _ if not is_empty(body):
            yield Block(Kind.UNKNOWN, where, body, where)


WEBP = Webp()
