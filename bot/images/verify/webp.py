"""The second reader of WebP: the RIFF tree must be filled to the last byte."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from bot.images.verify.shared import check_exif, check_icc

_BITSTREAM = {b"VP8 ", b"VP8L", b"ALPH"}
_FLAGS = {b"ICCP": 0x20, b"EXIF": 0x08, b"ANIM": 0x02}


def read(data: bytes) -> Iterator[str]:
    """Yield what is not allowed: chunks, padding, flags that announce what is not there."""
    name, size, form = struct.unpack_from("<4sI4s", data)
    if (name, size, form) != (b"RIFF", len(data) - 8, b"WEBP"):
        yield "a RIFF container of another size"
    kinds, flags = set(), 0
    for kind, body in _split(memoryview(data)[12:]):
        kinds.add(kind)
        if kind == b"VP8X":
            flags = body[0]
            if len(body) != 10 or flags & 0xC5 or any(body[1:4]):
                yield "an extended header with reserved bits"
        else:
            yield from _check_chunk(kind, body)
    for kind, flag in _FLAGS.items():
        if bool(flags & flag) != (kind in kinds):
            yield f"a flag that does not fit {kind.decode('ascii')}"


def _split(rest: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    """Yield the chunks; bytes that fit no chunk come as a chunk of their own."""
    while rest:
        kind, size = bytes(rest[:4]), int.from_bytes(rest[4:8], "little")
        body, padding = rest[8 : 8 + size], rest[8 + size : 8 + size + size % 2]
        if len(body) != size or len(rest) < 8 or any(padding):
            yield b"rest", rest
            return
        yield kind, body
        rest = rest[8 + size + size % 2 :]


def _check_chunk(kind: bytes, body: memoryview) -> Iterator[str]:
    match kind:
        case b"ANMF":
            if body[15] & 0xFC:
                yield "a frame with reserved bits"
            for inner, _ in _split(body[16:]):
                if inner not in _BITSTREAM:
                    yield f"chunk {inner.decode('latin-1')} in a frame"
        case b"EXIF":
            yield from check_exif(bytes(body))
        case b"ICCP":
            yield from check_icc(bytes(body))
        case b"ANIM" if len(body) == 6:
            return
        case _ if kind not in _BITSTREAM:
            yield f"chunk {kind.decode('latin-1')}"
