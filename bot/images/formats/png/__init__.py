"""PNG and animated PNG (W3C PNG 3rd edition): chunk surgery.

What may remain: header, palette, transparency, image data, animation and the chunks that tell
colours; an eXIf chunk with nothing but an orientation. The compressed rows stay as they are
unless they carry more than the picture; animation chunks are numbered anew.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from bot.images import colour, orientation, taken
from bot.images.formats.container import Octets, Picture, Stripped
from bot.images.formats.kept import COLOUR_PROFILE, DATE, ORIENTATION
from bot.images.formats.png.animation import Frame, read_animation
from bot.images.formats.png.blocks import (
    orientation_blocks,
    read_blocks,
    read_exif,
    read_hidden,
    read_orientation,
    read_profile,
)
from bot.images.formats.png.chunks import (
    Chunk,
    Header,
    Stream,
    head,
    image_stream,
    read_chunks,
    read_header,
    write_chunks,
)
from bot.images.formats.png.pixels import clean_stream, read_stream
from bot.images.formats.trailer import describe
from bot.images.limits import check_frames
from bot.images.results import Format, Kept, Options, Reason, Rejected

_COLOUR = {  # the chunks that tell colours and their lengths (11.3.2)
    b"gAMA": (4,),
    b"cHRM": (32,),
    b"sRGB": (1,),
    b"cICP": (4,),
    b"mDCV": (24,),
    b"mDCv": (24,),
    b"cLLI": (8,),
    b"cLLi": (8,),
    b"sBIT": (1, 2, 3, 4),  # by colour type
}
_TRANSPARENCY = {0: 2, 2: 6}
_NEEDED = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"acTL", b"fcTL", b"fdAT"}
_PROFILE_NAME = b"ICC profile\0\0"


class Png:
    """The PNG container."""

    def parse(self, data: bytes) -> Picture:
        """Find every structure of the file."""
        chunks, end = read_chunks(data)
        header = read_header(chunks)
        animation = read_animation(chunks, header)
        frames = animation.frames if animation else ()
        sizes = [frame.size for frame in frames] or [(header.width, header.height)]
        check_frames([(header.width, header.height)])
        check_frames(sizes)
        found = (
            *read_blocks(chunks, header),
            *read_hidden(chunks, header, animation),
            *describe(data[end:]),
        )
        whole = chunks[-1].kind == b"IEND"
        return Picture(
            Format.APNG if animation else Format.PNG,
            header.width,
            header.height,
            frames=len(sizes),
            orientation=read_orientation(found),
            blocks=found,
            damaged=() if whole else ("IEND",),
        )

    def strip(self, data: bytes, options: Options) -> Stripped:
        """Return the file with nothing but allow-listed chunks, in their order."""
        chunks, _ = read_chunks(data)
        header = read_header(chunks)
        before, kept = _before_pixels(chunks, header, keep_date=options.keep_date)
        pixels = _pixels(chunks, header)
        head = [(kind, _of(body)) for kind, body in before]
        return Stripped(write_chunks([*head, *pixels, (b"IEND", _of())]), kept)

    def payload(self, data: bytes) -> tuple[bytes, ...]:
        """Return header, palette, transparency, frame controls and the digest of all rows."""
        chunks, _ = read_chunks(data)
        header = read_header(chunks)
        animation = read_animation(chunks, header)
        found = [kind + body for kind, body in _colours(chunks, header) if kind in _NEEDED]
        found.append(_digest(image_stream(chunks), header, header.width, header.height))
        for frame in animation.frames if animation else ():
            found.append(frame.control)
            if len(frame.stream):
                found.append(_digest(frame.stream, header, *frame.size))
        if animation:
            found.append(animation.plays.to_bytes(4, "big"))
        return tuple(found)


def _digest(stream: Stream, header: Header, width: int, height: int) -> bytes:
    return read_stream(stream, header.rows(width, height)).digest


def _colours(chunks: list[Chunk], header: Header) -> Iterator[tuple[bytes, bytes]]:
    """Yield the allow-listed chunks before the image data, each at its first place."""
    seen: set[bytes] = set()
    for chunk in head(chunks):
        if chunk.kind == b"PLTE" and not chunk.sound:
            raise Rejected(Reason.DAMAGED, "a palette with a wrong checksum")
        if chunk.kind in seen or not chunk.sound:
            continue
        body = _allowed(chunk, header, seen)
        if body:
            seen.add(chunk.kind)
            yield chunk.kind, body
    if header.colour == 3 and b"PLTE" not in seen:
        raise Rejected(Reason.DAMAGED, "no palette")


def _allowed(chunk: Chunk, header: Header, seen: set[bytes]) -> bytes:
    """Return the part of a chunk that may remain, nothing where it must go."""
    match chunk.kind:
        case b"IHDR":
            return chunk.body
        case b"PLTE" if header.colour == 3:
            entries = min(len(chunk.body) // 3, 1 << header.depth)
            return chunk.body[: 3 * entries]
        case b"tRNS":
            return _transparency(chunk.body, header, seen)
        case b"iCCP":
            profile = colour.clean(read_profile(chunk))
            return _PROFILE_NAME + zlib.compress(profile, 9) if profile else b""
    return chunk.body if len(chunk.body) in _COLOUR.get(chunk.kind, ()) else b""


def _transparency(body: bytes, header: Header, seen: set[bytes]) -> bytes:
    if header.colour == 3:
        return body[: 1 << header.depth] if b"PLTE" in seen else b""
    size = _TRANSPARENCY.get(header.colour, 0)
    return body[:size] if len(body) >= size else b""


def _before_pixels(
    chunks: list[Chunk], header: Header, *, keep_date: bool
) -> tuple[list[tuple[bytes, bytes]], tuple[Kept, ...]]:
    """Return the chunks of a clean copy before its frames, and what they keep."""
    found, kept = list(_colours(chunks, header)), []
    held = orientation_blocks(chunks)
    turned, date = read_orientation(held), taken.read(read_exif(held)) if keep_date else None
    if turned != 1 or date:
        exif = orientation.minimal_exif(turned, date).removeprefix(orientation.EXIF_HEAD)
        found.append((b"eXIf", exif))
    kept += [ORIENTATION] if turned != 1 else []
    kept += [DATE] if date else []
    if any(kind == b"iCCP" for kind, _ in found):
        kept.append(COLOUR_PROFILE)
    return found, tuple(kept)


def _pixels(chunks: list[Chunk], header: Header) -> Iterator[tuple[bytes, Stream]]:
    """Yield animation control, image data and frames, each frame's data in one chunk."""
    animation = read_animation(chunks, header)
    image = clean_stream(image_stream(chunks), header.rows(header.width, header.height))
    if animation is None:
        yield b"IDAT", image
        return
    yield b"acTL", _of(struct.pack(">II", len(animation.frames), animation.plays))
    frames, sequence = list(animation.frames), 0
    if animation.starts_with_default:
        yield b"fcTL", _of(bytes(4), frames.pop(0).control)
        sequence = 1
    yield b"IDAT", image
    for frame in frames:
        yield b"fcTL", _of(sequence.to_bytes(4, "big"), frame.control)
        pieces = _clean_frame(frame, header).pieces
        yield b"fdAT", _of((sequence + 1).to_bytes(4, "big"), *pieces)
        sequence += 2


def _of(*pieces: Octets) -> Stream:
    return Stream(pieces)


def _clean_frame(frame: Frame, header: Header) -> Stream:
    return clean_stream(frame.stream, header.rows(*frame.size))


PNG = Png()
