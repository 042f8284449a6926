"""Exif (CIPA DC-008 / Exif 2.32 and 3.0): IFD0, Exif, GPS and Interop directories, thumbnails.

A TIFF file is the same structure, so this reads the metadata of TIFF pictures as well.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from bot.images.formats.container import Block, Kind
from bot.images.metadata import makernotes, positions
from bot.images.metadata.exif_names import GPS_NAMES, NAMES
from bot.images.metadata.ifd import Directory, Entry, Tiff, open_tiff
from bot.images.metadata.tags import Items, Tag, binary, damaged, decode, decode_utf16

MAX_DIRECTORIES = 64
MAX_THUMBNAIL = 8 * 1024 * 1024

_POINTERS = {0x8769: "ExifIFD", 0x8825: "GPS", 0xA005: "InteropIFD"}
_SUB_IFDS = 0x014A
_MAKE, _MODEL = 0x010F, 0x0110
_MAKER_NOTE = 0x927C
_DNG_PRIVATE = 0xC634
_EMBEDDED = {
    0x02BC: Kind.XMP,
    0x83BB: Kind.IPTC,
    0x8649: Kind.PHOTOSHOP,
    0x8773: Kind.ICC,
    0xCD41: Kind.JUMBF,
}
_STRIP_OFFSETS, _STRIP_SIZES, _TILE_OFFSETS = 0x0111, 0x0117, 0x0144
_JPEG_OFFSET, _JPEG_SIZE = 0x0201, 0x0202
_JPEG = 6  # of Compression
_NEW_SUBFILE_TYPE, _COMPRESSION = 0x00FE, 0x0103
_USER_COMMENT = 0x9286
_COPYRIGHT = 0x8298
_CHARSETS = {b"ASCII\0\0\0": "", b"JIS\0\0\0\0\0": "iso2022_jp", b"UNICODE\0": "utf-16"}


def read(data: bytes) -> Items:
    """Yield the tags of a TIFF stream, with or without an "Exif\\0\\0" prefix."""
    stream = data[6:] if data.startswith(b"Exif\0") else data
    opened = open_tiff(stream)
    if opened is None:
        if stream.strip(b"\0"):
            yield damaged("Exif", "header")
        return
    tiff, first = opened
    yield from _read_directories(tiff, first)


def _read_directories(tiff: Tiff, first: int) -> Items:
    make = model = ""
    holds_picture = False
    for group, directory in _directories(tiff, first):
        if directory.damaged:
            yield damaged(group, directory.damaged)
        if group == "GPS":
            yield from _gps(tiff, directory)
            continue
        if group == "IFD0":
            make, model = (_shown(tiff, directory.get(number)) for number in (_MAKE, _MODEL))
            holds_picture = bool(directory.get(_STRIP_OFFSETS) or directory.get(_TILE_OFFSETS))
        for entry in directory.entries:
            if entry.tag == _MAKER_NOTE:
                yield from makernotes.read(tiff, entry, make, model)
            else:
                yield from _entry(tiff, group, entry)
        yield from _thumbnail(tiff, group, directory, holds_picture)


def _directories(tiff: Tiff, first: int) -> Iterator[tuple[str, Directory]]:
    """Walk every directory once: the main chain and what its pointers lead to."""
    waiting = deque([("IFD0", first)])
    seen: set[int] = set()
    while waiting and len(seen) < MAX_DIRECTORIES:
        group, offset = waiting.popleft()
        if offset in seen:
            continue
        seen.add(offset)
        directory = tiff.directory(offset)
        yield group, directory
        waiting.extend(_pointers(tiff, directory))
        if group.startswith("IFD") and directory.next:
            waiting.append((f"IFD{int(group[3:]) + 1}", directory.next))


def _pointers(tiff: Tiff, directory: Directory) -> Iterator[tuple[str, int]]:
    for entry in directory.entries:
        if entry.tag in _POINTERS and entry.count:
            yield _POINTERS[entry.tag], tiff.integer(entry)
        elif entry.tag == _SUB_IFDS:
            yield from (("SubIFD", int(offset or 0)) for offset in tiff.numbers(entry)[:16])


def _shown(tiff: Tiff, entry: Entry | None) -> str:
    return tiff.show(entry) if entry else ""


def _entry(tiff: Tiff, group: str, entry: Entry) -> Items:
    if entry.tag in _EMBEDDED:
        yield Block(_EMBEDDED[entry.tag], group, tiff.raw(entry, limit=MAX_THUMBNAIL))
    elif entry.tag == _DNG_PRIVATE:
        yield Tag("MakerNote", "DNGPrivateData", f"{entry.size} bytes")
    elif entry.tag in NAMES:
        value = _value(tiff, entry)
        if value.strip("0: \0"):
            yield Tag(group, NAMES[entry.tag], value)


def _value(tiff: Tiff, entry: Entry) -> str:
    if 0x9C9B <= entry.tag <= 0x9C9F:
        return decode_utf16(tiff.raw(entry), "le")
    if entry.tag == _USER_COMMENT:
        return _comment(tiff.raw(entry), tiff.order)
    if entry.tag == _COPYRIGHT:
        # Photographer and editor, each ended by NUL (TIFF 6.0, Copyright).
        parts = tiff.raw(entry).split(b"\0")
        return ", ".join(filter(None, map(decode, parts[:2])))
    return tiff.show(entry)


def _comment(raw: bytes, order: str) -> str:
    """Decode UserComment: an eight-byte character code, then the text (Exif 4.6.5)."""
    charset, body = _CHARSETS.get(raw[:8].upper()), raw[8:]
    if charset == "utf-16":
        if body.startswith((b"\xff\xfe", b"\xfe\xff")):
            return decode_utf16(body[2:], "le" if body[0] == 0xFF else "be")
        # Some writers use the other order than the stream's; ASCII text shows which.
        zeros_first = body[0:64:2].count(0) - body[1:64:2].count(0)
        big = zeros_first > 0 if zeros_first else order == ">"
        return decode_utf16(body, "be" if big else "le")
    if charset:
        return body.rstrip(b"\0").decode(charset, "replace").strip()
    return decode(body) if charset == "" or not raw[:8].strip(b"\0 ") else decode(raw)


def _gps(tiff: Tiff, directory: Directory) -> Iterator[Tag]:
    values = {entry.tag: entry for entry in directory.entries if entry.count}
    yield from _coordinates(tiff, values, "GPSLatitude", "GPSLongitude", 0x01)
    yield from _coordinates(tiff, values, "GPSDestLatitude", "GPSDestLongitude", 0x13)
    for number, entry in values.items():
        if number in (0x02, 0x04, 0x14, 0x16) or number not in GPS_NAMES:
            continue
        value = _gps_value(tiff, number, entry, below=0x05 in values and _below(tiff, values))
        if value:
            yield Tag("GPS", GPS_NAMES[number], value)


def _coordinates(
    tiff: Tiff, values: dict[int, Entry], north: str, east: str, first: int
) -> Iterator[Tag]:
    """Yield the pair whose references and values are numbered `first` to `first + 3`."""
    if first + 1 not in values and first + 3 not in values:
        return
    both = [
        positions.degrees(tiff.numbers(values[number + 1]), _text(tiff, values.get(number)))
        if number + 1 in values
        else None
        for number in (first, first + 2)
    ]
    for name, shown in zip((north, east), positions.pair(both[0], both[1]), strict=True):
        yield Tag("GPS", name, shown)


def _text(tiff: Tiff, entry: Entry | None) -> str:
    return decode(tiff.raw(entry, limit=32)) if entry else ""


def _below(tiff: Tiff, values: dict[int, Entry]) -> bool:
    return tiff.integer(values[0x05]) == 1


def _gps_value(tiff: Tiff, number: int, entry: Entry, *, below: bool) -> str:
    match GPS_NAMES[number]:
        case "GPSTimeStamp":
            parts = [n for n in tiff.numbers(entry)[:3] if n is not None]
            return ":".join(f"{int(n):02d}" for n in parts) if len(parts) == 3 else ""
        case "GPSAltitude":
            metres = tiff.numbers(entry)[0]
            return "" if metres is None else f"{-metres if below else metres:.1f} m"
        case "GPSProcessingMethod" | "GPSAreaInformation":
            return _comment(tiff.raw(entry), tiff.order)
        case "GPSAltitudeRef":
            return ""
        case _:
            return tiff.show(entry)


def _thumbnail(tiff: Tiff, group: str, directory: Directory, holds_picture: bool) -> Iterator[Tag]:
    """Yield the reduced picture of IFD1 or a sub-directory (Exif 4.5.6, TIFF NewSubfileType)."""
    start, size = (tiff.integer(directory.get(number)) for number in (_JPEG_OFFSET, _JPEG_SIZE))
    reduced = tiff.integer(directory.get(_NEW_SUBFILE_TYPE)) & 1
    pixels = directory.get(_STRIP_OFFSETS) or directory.get(_TILE_OFFSETS)
    if start and size:
        data = tiff.slice(start, min(size, MAX_THUMBNAIL))
        # A lost thumbnail is still told: its size stands in the directory.
        yield Tag(group, "ThumbnailImage", binary(data) if data else f"{size} bytes, lost", data)
    elif pixels and (reduced or (group == "IFD1" and not holds_picture)):
        sizes = directory.get(_STRIP_SIZES)
        total = sum(int(n or 0) for n in tiff.numbers(sizes)) if sizes else 0
        yield Tag(group, "ThumbnailTIFF", f"{total} bytes")
    elif group == "IFD1" and (start or tiff.integer(directory.get(_COMPRESSION)) == _JPEG):
        yield Tag(group, "ThumbnailOffset", "described, not in this file")
