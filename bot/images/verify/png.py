"""The second reader of PNG: a chain of chunks, each with its checksum, nothing between them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from bot.images.verify.shared import check_exif, check_icc

_SIZES: dict[bytes, tuple[int, ...]] = {
    b"IHDR": (13,),
    b"gAMA": (4,),
    b"cHRM": (32,),
    b"sRGB": (1,),
    b"cICP": (4,),
    b"mDCV": (24,),
    b"mDCv": (24,),
    b"cLLI": (8,),
    b"cLLi": (8,),
    b"sBIT": (1, 2, 3, 4),
    b"PLTE": tuple(range(3, 769, 3)),
    b"tRNS": tuple(range(1, 257)),
    b"acTL": (8,),
    b"fcTL": (26,),
    b"IEND": (0,),
}
_STREAMS = {b"IDAT": 0, b"fdAT": 4}  # where the compressed data begins
_NAME = b"ICC profile\0\0"
_LONGEST_ICC = 8 << 20


def read(data: bytes) -> Iterator[str]:
    """Yield what is not allowed: chunks, sizes, surplus behind a stream, bytes behind IEND."""
    rest, sequence, kind = memoryview(data)[8:], 0, b""
    while rest and kind != b"IEND":
        length, kind = int.from_bytes(rest[:4], "big"), bytes(rest[4:8])
        body = rest[8 : 8 + length]
        if bytes(rest[8 + length : 12 + length]) != zlib.crc32(rest[4 : 8 + length]).to_bytes(
            4, "big"
        ):
            yield "a wrong checksum"
            return
        yield from _check_chunk(kind, body)
        if kind in (b"fcTL", b"fdAT"):
            if int.from_bytes(body[:4], "big") != sequence:
                yield "a frame out of sequence"
            sequence += 1
        rest = rest[12 + length :]
    if kind != b"IEND" or rest:
        yield "bytes behind IEND"


def _check_chunk(kind: bytes, body: memoryview) -> Iterator[str]:
    if kind in _STREAMS:
        yield from _check_stream(body[_STREAMS[kind] :])
    elif kind == b"eXIf":
        yield from check_exif(bytes(body))
    elif kind == b"iCCP":
        yield from _check_profile(bytes(body))
    elif len(body) not in _SIZES.get(kind, ()):
        yield f"chunk {kind.decode('latin-1')}"


def _check_profile(body: bytes) -> Iterator[str]:
    inflater = zlib.decompressobj()
    try:
        profile = inflater.decompress(body.removeprefix(_NAME), _LONGEST_ICC)
    except zlib.error:
        profile = b""
    if not body.startswith(_NAME) or inflater.unused_data or not inflater.eof:
        yield "an ICC profile with a name or a tail"
    yield from check_icc(profile)


def _check_stream(stream: memoryview) -> Iterator[str]:
    """Yield a name where bytes stand behind the end of the compressed stream."""
    inflater, at = zlib.decompressobj(), 0
    while at < len(stream) and not inflater.eof:
        pending = bytes(stream[at : at + 65536])
        at += len(pending)
        while pending and not inflater.eof:
            inflater.decompress(pending, 1 << 20)
            pending = inflater.unconsumed_tail
    if inflater.unused_data or (inflater.eof and at < len(stream)):
        yield "bytes behind the compressed rows"
