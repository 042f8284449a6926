"""QuickTime and ISO base media boxes that tell something: dates, places, makers, titles.

ISO/IEC 14496-12 (mvhd, tkhd, mdhd), QuickTime File Format (udta, meta with keys and ilst),
3GPP TS 26.244 (loci). Used for HEIF user data and for motion videos behind a picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bot.images.formats.container import Block, Kind
from bot.images.metadata import positions
from bot.images.metadata.tags import Items, Tag, decode

MAX_DEPTH = 8
MAX_BOXES = 4000

_CONTAINERS = frozenset((b"moov", b"trak", b"mdia", b"udta", b"ilst", b"edts", b"minf"))
_DATES = {b"mvhd": "", b"tkhd": "Track", b"mdhd": "Media"}
_EPOCH = datetime(1904, 1, 1, tzinfo=UTC)
_UUID_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_TEXTS = {
    b"\xa9day": "ContentCreateDate",
    b"\xa9mak": "Make",
    b"\xa9mod": "Model",
    b"\xa9swr": "Software",
    b"\xa9too": "Encoder",
    b"\xa9nam": "Title",
    b"\xa9cmt": "Comment",
    b"\xa9des": "Description",
    b"\xa9inf": "Information",
    b"\xa9ART": "Artist",
    b"\xa9aut": "Author",
    b"\xa9cpy": "Copyright",
    b"auth": "Author",
    b"cprt": "Copyright",
    b"titl": "Title",
    b"dscp": "Description",
    b"albm": "Album",
    b"perf": "Performer",
    b"date": "DateTimeOriginal",
    b"manu": "Make",
    b"modl": "Model",
    b"mak ": "Make",
    b"mod ": "Model",
    b"name": "Title",
    b"CAME": "SerialNumber",
    b"FIRM": "FirmwareVersion",
    b"MUID": "MediaUniqueID",
}
_KEYS = {
    "location.ISO6709": "xyz",
    "location.name": "LocationName",
    "creationdate": "CreationDate",
    "make": "Make",
    "model": "Model",
    "software": "Software",
    "content.identifier": "ContentIdentifier",
    "android.version": "AndroidVersion",
    "android.manufacturer": "Make",
    "android.model": "Model",
}


def read(data: bytes) -> Items:
    """Yield what the boxes tell; XMP in them comes as a block of its own."""
    yield from _boxes(data, 0, [MAX_BOXES], [])


def _boxes(data: bytes, depth: int, left: list[int], keys: list[str]) -> Items:
    at = 0
    while at + 8 <= len(data) and left[0] > 0:
        left[0] -= 1
        size = int.from_bytes(data[at : at + 4], "big")
        head = 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        if size == 0:
            size = len(data) - at
        if size < head:
            return
        kind = data[at + 4 : at + 8]
        # Only small boxes are copied; picture and sound data are passed over.
        if kind != b"mdat":
            yield from _box(kind, data[at + head : at + size], depth, left, keys)
        at += size


def _box(kind: bytes, body: bytes, depth: int, left: list[int], keys: list[str]) -> Items:
    if kind in _CONTAINERS and depth < MAX_DEPTH:
        yield from _boxes(body, depth + 1, left, keys)
    elif kind == b"meta" and depth < MAX_DEPTH:
        # A full box in ISO files, a plain one in QuickTime files.
        inner = body[4:] if body[:4] == b"\0\0\0\0" else body
        yield from _boxes(inner, depth + 1, left, [])
    elif kind == b"keys":
        keys.extend(_key_names(body))
    elif kind in _DATES:
        yield from _dates(_DATES[kind], body)
    elif kind == b"\xa9xyz":
        yield from _position(_text(body))
    elif kind == b"loci":
        yield from _place(body)
    elif kind in _TEXTS:
        yield from _named(_TEXTS[kind], _text(body))
    elif kind == b"XMP_" or (kind == b"uuid" and body.startswith(_UUID_XMP)):
        yield Block(Kind.XMP, "uuid", body if kind == b"XMP_" else body[16:])
    elif 0 < int.from_bytes(kind, "big") <= len(keys):
        yield from _keyed(keys[int.from_bytes(kind, "big") - 1], body)


def _dates(prefix: str, body: bytes) -> Iterator[Tag]:
    """Seconds since 1904, in 32 or 64 bits by the version byte (14496-12 8.2.2)."""
    width = 8 if body[:1] == b"\1" else 4
    for name, at in (("CreateDate", 4), ("ModifyDate", 4 + width)):
        seconds = int.from_bytes(body[at : at + width], "big")
        if 0 < seconds < 2**33:
            moment = _EPOCH + timedelta(seconds=seconds)
            yield Tag("QuickTime", prefix + name, f"{moment:%Y-%m-%d %H:%M:%S}Z")


def _text(body: bytes) -> str:
    """QuickTime: size, language, text; 3GPP: version, language, text; iTunes: a "data" box."""
    if body[4:8] == b"data":
        return decode(body[16:])
    if len(body) >= 4 and int.from_bytes(body[:2], "big") == len(body) - 4:
        return decode(body[4:])
    if body[:4] == b"\0\0\0\0":
        text = body[6:]
        if text.startswith(b"\xfe\xff"):
            return text[2:512].decode("utf-16-be", "replace").strip("\0 ")
        return decode(text)
    return decode(body)


def _named(name: str, value: str) -> Iterator[Tag]:
    if value:
        yield Tag("QuickTime", name, value)


def _position(text: str) -> Iterator[Tag]:
    found = positions.from_iso6709(text)
    if found:
        names = ("GPSLatitude", "GPSLongitude", "GPSAltitude")
        yield from (Tag("QuickTime", n, v) for n, v in zip(names, found, strict=True) if v)


def _place(body: bytes) -> Iterator[Tag]:
    """Location box: language, place name, role, longitude, latitude in 16.16 (TS 26.244 8.10)."""
    name, end, rest = body[6:].partition(b"\0")
    yield from _named("LocationName", decode(name))
    if end and len(rest) >= 9:
        east, north = (
            int.from_bytes(rest[i : i + 4], "big", signed=True) / 65_536 for i in (1, 5)
        )
        for key, value in zip(
            ("GPSLatitude", "GPSLongitude"), positions.pair(north, east), strict=True
        ):
            yield Tag("QuickTime", key, value)


def _key_names(body: bytes) -> Iterator[str]:
    """Read key names: entries of size, namespace and name behind a count (QTFF, "mdta")."""
    at = 8
    for _ in range(min(int.from_bytes(body[4:8], "big"), 256)):
        size = int.from_bytes(body[at : at + 4], "big")
        if size < 8:
            return
        yield body[at + 8 : at + size].decode("utf-8", "replace")
        at += size


def _keyed(key: str, body: bytes) -> Iterator[Tag]:
    short = key.removeprefix("com.apple.quicktime.").removeprefix("com.")
    name = _KEYS.get(short, short)
    value = _text(body)
    if name == "xyz":
        yield from _position(value)
    else:
        yield from _named(name, value)
