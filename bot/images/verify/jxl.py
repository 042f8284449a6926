"""The second reader of JPEG XL: fixed first bytes, then nothing but level and codestream."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HEAD = bytes.fromhex("0000000c4a584c200d0a870a00000014667479706a786c20000000006a786c20")
_LEVEL = re.compile(rb"\0\0\0\x09jxll[\x05\x0a]", re.DOTALL)
_CODESTREAM = b"\xff\x0a"


def read(data: bytes) -> Iterator[str]:
    """Yield what is not allowed; a bare codestream has no boxes to look at."""
    if data.startswith(_CODESTREAM):
        return
    if not data.startswith(_HEAD):
        yield "another signature or file type"
        return
    rest, start = memoryview(data)[len(_HEAD) :], b""
    level = _LEVEL.match(rest)
    rest = rest[level.end() :] if level else rest
    while rest:
        size, kind = int.from_bytes(rest[:4], "big"), bytes(rest[4:8])
        if kind not in (b"jxlc", b"jxlp") or not 8 < size <= len(rest):
            yield f"box {kind.decode('latin-1')}"
            return
        start += bytes(rest[12 if kind == b"jxlp" else 8 : size][:2])
        rest = rest[size:]
    if not start.startswith(_CODESTREAM):
        yield "no codestream"
