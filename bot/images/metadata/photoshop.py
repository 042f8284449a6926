"""Photoshop image resources (Adobe Photoshop File Formats Specification, "Image Resources")."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.images.formats.container import Block, Kind
from bot.images.metadata.tags import Items, Tag, binary, damaged, decode

MAX_RESOURCES = 1024

_SIGNATURES = (b"8BIM", b"PHUT", b"AgHg", b"DCSR", b"MeSa")
_EMBEDDED = {0x0404: Kind.IPTC, 0x0422: Kind.EXIF, 0x0424: Kind.XMP, 0x040F: Kind.ICC}
_THUMBNAIL_HEADER = 28


def read(data: bytes) -> Items:
    """Yield what the resources tell; IPTC, Exif, XMP and ICC come as blocks of their own."""
    for number, value in _resources(data):
        if number is None:
            yield damaged("Photoshop", "resource header")
        elif number in _EMBEDDED:
            yield Block(_EMBEDDED[number], "Photoshop", value)
        elif number in _READERS:
            yield from _READERS[number](value)


def _resources(data: bytes) -> Iterator[tuple[int | None, bytes]]:
    at = 14 if data.startswith(b"Photoshop 3.0\0") else 0
    for _ in range(MAX_RESOURCES):
        if at + 12 > len(data):
            return
        if data[at : at + 4] not in _SIGNATURES:
            yield None, b""
            return
        number = int.from_bytes(data[at + 4 : at + 6], "big")
        name_end = at + 6 + (data[at + 6] + 2) // 2 * 2
        size = int.from_bytes(data[name_end : name_end + 4], "big")
        start = name_end + 4
        yield number, data[start : start + size]
        at = start + (size + 1) // 2 * 2


def _thumbnail(value: bytes) -> Iterator[Tag]:
    """Resources 0x0409 and 0x040C: a head of 28 bytes, then a JPEG stream."""
    picture = value[_THUMBNAIL_HEADER:]
    if picture:
        yield Tag("Photoshop", "PhotoshopThumbnail", binary(picture), picture)


def _version(value: bytes) -> Iterator[Tag]:
    """Resource 0x0421: version, a flag, then the writer's and the reader's names in UTF-16."""
    at = 5
    for name in ("WriterName", "ReaderName"):
        shown, at = _unicode(value, at)
        if shown:
            yield Tag("Photoshop", name, shown)


def _slices(value: bytes) -> Iterator[Tag]:
    """Resource 0x041A, versions 6 to 8: four rectangle numbers, then the group's name."""
    version = int.from_bytes(value[:4], "big")
    name = _unicode(value, 20)[0] if version == 6 else ""
    if name:
        yield Tag("Photoshop", "SlicesGroupName", name)


def _unicode(value: bytes, at: int) -> tuple[str, int]:
    count = min(int.from_bytes(value[at : at + 4], "big"), 4096)
    end = at + 4 + 2 * count
    text = value[at + 4 : end].decode("utf-16-be", "replace")
    return text.strip("\0 "), end


def _text(name: str) -> Callable[[bytes], Iterator[Tag]]:
    def read_text(value: bytes) -> Iterator[Tag]:
        if decode(value):
            yield Tag("Photoshop", name, decode(value))

    return read_text


def _bytes_as_hex(name: str) -> Callable[[bytes], Iterator[Tag]]:
    def read_bytes(value: bytes) -> Iterator[Tag]:
        if value.strip(b"\0"):
            yield Tag("Photoshop", name, value[:32].hex())

    return read_bytes


_READERS: dict[int, Callable[[bytes], Iterator[Tag]]] = {
    0x0409: _thumbnail,
    0x040C: _thumbnail,
    0x040B: _text("URL"),
    0x041A: _slices,
    0x0421: _version,
    0x0425: _bytes_as_hex("IPTCDigest"),
    0x0BB7: _text("ClippingPathName"),
}
