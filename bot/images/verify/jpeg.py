"""The second reader of JPEG: one regular expression cuts the file into tokens."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator

from bot.images.verify.shared import check_exif, check_icc

_PICTURE = frozenset((*range(0xC0, 0xC8), *range(0xC9, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD))
_NEXT = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")  # ends entropy-coded data
_JFIF = b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
_ADOBE = re.compile(rb"Adobe\0\x64\0\0\0\0[\0\1\2]", re.DOTALL)
_ICC = b"ICC_PROFILE\0"
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_ISO = b"urn:iso:std:iso:ts:21496:-1\0"
_ISO_VERSIONS = 4  # bytes, all that stands in a primary
_ISO_SIZES = {0: 61, 0x08: 37, 0x80: 141, 0x88: 77}  # by flags: one denominator, three channels
_PREFIXES = re.compile(rb"[<\s]([A-Za-z][\w-]*):[A-Za-z]")
_GAIN_MAP_PREFIXES = {b"x", b"rdf", b"xmlns", b"hdrgm", b"Container", b"Item"}
_TEXT = re.compile(rb">\s*([^<>\s][^<>]*)<")
_NUMBER = re.compile(rb"[-0-9.eE+]{1,24}|True|False")


def read(data: bytes) -> Iterator[str]:
    """Yield what is not allowed; a gain map behind the picture must be as bare as the picture."""
    rest = yield from _read_picture(data)
    if rest[:2] == b"\xff\xd8":
        rest = yield from _read_picture(rest)
    if rest:
        yield "bytes behind EOI"


def _read_picture(data: bytes) -> Generator[str, None, bytes]:
    """Yield what is not allowed in the first picture; return what stands behind it."""
    at, icc = 2, b""
    if data[:2] != b"\xff\xd8":
        yield "no SOI"
    while data[at : at + 2] != b"\xff\xd9":
        if at + 4 > len(data) or data[at] != 0xFF:
            yield "bytes between segments"
            return b""
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        marker, body = data[at + 1], data[at + 4 : end]
        if marker == 0xE2 and body.startswith(_ICC):
            icc += body[len(_ICC) + 2 :]
        elif marker not in _PICTURE:
            yield from _check_application(marker, body)
        at = _scan_end(data, end) if marker == 0xDA else end
    if icc:
        yield from check_icc(icc)
    return data[at + 2 :]


def _scan_end(data: bytes, start: int) -> int:
    match = _NEXT.search(data, start)
    return match.start() if match else len(data)


def _check_application(marker: int, body: bytes) -> Iterator[str]:
    match marker:
        case 0xE0 if body == _JFIF:
            return
        case 0xEE if _ADOBE.fullmatch(body):
            return
        case 0xE1 if body.startswith(b"Exif\0\0"):
            yield from check_exif(body[6:])
        case 0xE1 if body.startswith(_XMP) and _is_gain_map_xmp(body[len(_XMP) :]):
            return
        case 0xE2 if body.startswith(_ISO) and _is_iso_sized(body[len(_ISO) :]):
            return
        case 0xE2 if body.startswith(b"MPF\0MM\0*") and len(body) == 86:
            return
        case _:
            yield f"segment {marker:02X}"


def _is_iso_sized(parameters: bytes) -> bool:
    flags = int.from_bytes(parameters[_ISO_VERSIONS : _ISO_VERSIONS + 1], "big") & 0x88
    return len(parameters) in (_ISO_VERSIONS, _ISO_SIZES[flags])


def _is_gain_map_xmp(packet: bytes) -> bool:
    prefixes = set(_PREFIXES.findall(packet)) <= _GAIN_MAP_PREFIXES
    return prefixes and all(_NUMBER.fullmatch(text) for text in _TEXT.findall(packet))
