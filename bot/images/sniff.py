"""The format of a file, by its first bytes and never by its name or claimed type."""

from __future__ import annotations

import re
import struct
import zlib

from bot.images.results import Format

_JXL_BOX = b"\0\0\0\x0cJXL \r\n\x87\n"  # ISO/IEC 18181-2 section 9.1
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_HEIF_BRANDS = frozenset(b"heic heix heim heis hevc hevx mif1 mif2 mif3 msf1".split())
_AVIF_BRANDS = {b"avif", b"avis"}
_SVG_ROOT = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>\s*)*"
    rb"<(?:[A-Za-z_][\w.-]*:)?svg[\s>/]",
    re.DOTALL,
)
_SVG_HEAD = 65_536
_UTF_16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def sniff(data: bytes) -> Format | None:
    """Return the format of a file by its signature, None if it is no picture known here."""
    if data[:3] == b"\xff\xd8\xff":
        return Format.JPEG
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return Format.APNG if _is_animated_png(data) else Format.PNG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Format.WEBP
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return Format.GIF
    if data[:4] in _TIFF:
        return Format.TIFF
    if data[:12] == _JXL_BOX or data[:2] == b"\xff\x0a":
        return Format.JXL
    if data[4:8] == b"ftyp":
        return _sniff_brands(data)
    if data[:2] == b"BM" and len(data) > 26:
        return Format.BMP
    return Format.SVG if _SVG_ROOT.match(_text_head(data)) else None


def _text_head(data: bytes) -> bytes:
    """Return the first bytes of a text file, unpacked if gzip and as UTF-8 if UTF-16."""
    head = data[:_SVG_HEAD]
    if head.startswith(b"\x1f\x8b"):
        try:
            head = zlib.decompressobj(31).decompress(head, _SVG_HEAD)
        except zlib.error:
            return b""
    encoding = _UTF_16.get(head[:2])
    return head[2:].decode(encoding, "ignore").encode() if encoding else head


def _is_animated_png(data: bytes) -> bool:
    """Tell whether an acTL chunk stands before the first IDAT (W3C PNG 3rd edition 11.3.6.1)."""
    at = 8
    while at + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        if kind in (b"acTL", b"IDAT"):
            return bool(kind == b"acTL")
        at += 12 + length
    return False


def _sniff_brands(data: bytes) -> Format | None:
    """Tell HEIC and AVIF by the brands of the file type box (ISO/IEC 14496-12 section 4.3)."""
    (size,) = struct.unpack_from(">I", data)
    box = data[8 : min(size, 1024)]
    brands = {box[:4], *(box[at : at + 4] for at in range(8, len(box), 4))}
    if brands & _AVIF_BRANDS:
        return Format.AVIF
    return Format.HEIC if brands & _HEIF_BRANDS else None
