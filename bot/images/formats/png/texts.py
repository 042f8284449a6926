"""The text chunks of a PNG file (W3C PNG 3rd edition section 11.3.3), inflated within bounds.

ImageMagick and others hide whole profiles in them: "Raw profile type exif" and its like hold a
name, a length and hexadecimal digits.
"""

from __future__ import annotations

import re
import zlib

from bot.images.formats.container import Block, Kind
from bot.images.formats.png.chunks import Chunk
from bot.images.orientation import EXIF_HEAD

LONGEST = 8 << 20  # inflated bytes of all texts of a picture; more is cut
_DIGITS = re.compile(rb"(?:[0-9A-Fa-f]{2})+")
_INPUT = 1 << 16
_XMP_KEYWORD = b"XML:com.adobe.xmp"
_RAW = b"raw profile type "
_XMP_HEAD = b"http://ns.adobe.com/xap/1.0/\0"


def read_text(chunk: Chunk, most: int) -> Block:
    """Return the block of a tEXt, zTXt or iTXt chunk: a profile where one is hidden in it.

    At most `most` bytes are inflated.
    """
    keyword, _, rest = chunk.body.partition(b"\0")
    where = chunk.kind.decode("ascii")
    text = _text(chunk.kind, rest, most)
    if keyword == _XMP_KEYWORD:
        return Block(Kind.XMP, where, text)
    if keyword.lower().startswith(_RAW):
        profile = _raw_profile(text)
        if profile:
            return _profile_block(keyword.lower()[len(_RAW) :], profile, where)
    return Block(Kind.TEXT, where, text, keyword.decode("latin-1"))


def _text(kind: bytes, rest: bytes, most: int) -> bytes:
    """Return the text of a chunk as UTF-8."""
    match kind:
        case b"tEXt":
            return _as_utf8(rest)
        case b"zTXt":
            return _as_utf8(inflate(rest[1:], most))
    compressed, rest = rest[:1] == b"\1", rest[2:]
    text = rest.partition(b"\0")[2].partition(b"\0")[2]
    return inflate(text, most) if compressed else text


def _as_utf8(text: bytes) -> bytes:
    """Turn Latin-1 into UTF-8; many writers use UTF-8 in the first place, which is left alone."""
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return text.decode("latin-1").encode("utf-8")
    return text


def inflate(data: bytes, most: int = LONGEST) -> bytes:
    """Inflate at most `most` bytes; return what can be read of a damaged stream."""
    inflater, found, at = zlib.decompressobj(), bytearray(), 0
    try:
        while at < len(data) and not inflater.eof and len(found) < most:
            pending = data[at : at + _INPUT]
            at += len(pending)
            while pending and len(found) < most:
                found += inflater.decompress(pending, most - len(found))
                pending = inflater.unconsumed_tail
    except zlib.error:
        pass  # what came before the damage still counts
    return bytes(found)


def _raw_profile(text: bytes) -> bytes:
    """Return the bytes behind name and length, as far as they are hexadecimal digits."""
    lines = text.strip().split(b"\n", 2)
    if len(lines) < 3:
        return b""
    digits = _DIGITS.match(lines[2].translate(None, b" \r\n\t"))
    return bytes.fromhex(digits[0].decode("ascii")) if digits else b""


def _profile_block(name: bytes, profile: bytes, where: str) -> Block:
    if profile.startswith(EXIF_HEAD) or name == b"exif":
        return Block(Kind.EXIF, where, profile.removeprefix(EXIF_HEAD))
    if profile.startswith(_XMP_HEAD) or name == b"xmp":
        return Block(Kind.XMP, where, profile.removeprefix(_XMP_HEAD))
    if name in (b"iptc", b"8bim"):
        start = profile.find(b"8BIM", 0, 64)
        if start >= 0:
            return Block(Kind.PHOTOSHOP, where, profile[start:])
        return Block(Kind.IPTC, where, profile)
    if name in (b"icc", b"icm"):
        return Block(Kind.ICC, where, profile)
    return Block(Kind.UNKNOWN, where, profile, f"raw profile {name.decode('latin-1')}")
