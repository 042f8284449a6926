"""Blocks of single vendors, told by how they begin: older cameras' own formats, phones' ids.

What no reader knows is told by its name and size.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import zip_longest

from bot.images.formats.container import Block, Kind
from bot.images.metadata import ciff, flir
from bot.images.metadata.ifd import open_tiff
from bot.images.metadata.tags import Items, Tag, binary, damaged, decode

MAX_RECORDS = 512
MAX_DEPTH = 6


def read(data: bytes, where: str, name: str) -> Items:
    """Yield what a known vendor's block tells; else that an unknown one is there."""
    for signature, reader in _READERS:
        if data[:16].startswith(signature):
            yield from reader(data)
            return
    if name in _RIFF_INFO:
        yield Tag("RIFF", _RIFF_INFO[name], decode(data))
    elif data[6:14] == b"HEAPJPGM":
        yield from ciff.read(data)
    elif _PICTURE_INFO in data[:256].lower() or b"\r\nPic" in data[:256]:
        yield from _picture_info(data)
    elif data[:1] == b"\x1c" and len(data) > 5:
        yield Block(Kind.IPTC, where, data)
    elif data:
        yield Tag("Unknown", name or where, binary(data))


# RIFF INFO chunks (Microsoft Multimedia Programming Interface 1.0), as some WebP writers add them.
_RIFF_INFO = {
    "IART": "Artist",
    "ICMT": "Comment",
    "ICOP": "Copyright",
    "ICRD": "DateCreated",
    "IKEY": "Keywords",
    "INAM": "Title",
    "ISBJ": "Subject",
    "ISFT": "Software",
    "ISRC": "Source",
}

# "[picture info]" sections of key=value lines (Agfa, Epson, Olympus, Sanyo).

_PICTURE_INFO = b"picture info"
_PICTURE_KEYS = {
    "ID": "SerialNumber",
    "SerialNum": "SerialNumber",
    "Serial#": "SerialNumber",
    "TimeDate": "DateTimeOriginal",
    "Type": "Model",
    "Version": "FirmwareVersion",
    "Comment": "Comment",
}


def _picture_info(data: bytes) -> Iterator[Tag]:
    for line in data[:8192].replace(b"\n", b"\r").split(b"\r")[:200]:
        key, equals, value = line.partition(b"=")
        name = _PICTURE_KEYS.get(decode(key).rpartition("]")[2].strip())
        text = decode(value)
        if not equals or not name or not text:
            continue
        if name == "DateTimeOriginal" and text.isdigit():
            text = f"{datetime.fromtimestamp(min(int(text), 2**33), UTC):%Y-%m-%d %H:%M:%S}"
        # Some write "OLYMPUS DIGITAL CAMERA" where others have the serial number.
        if name != "SerialNumber" or any(map(str.isdigit, text)):
            yield Tag("PictureInfo", name, text)


# Ricoh RMETA (APP5): names and values in sections of NUL-ended strings.


def _rmeta(data: bytes) -> Iterator[Tag]:
    order = {b"II": "<", b"MM": ">"}.get(data[6:8], "<")
    if len(data) < 26:
        return
    number, _, start = struct.unpack_from(order + "HHH", data, 10)
    if number:  # barcodes or sound follow in further segments
        return
    sections = _rmeta_sections(data, order, 16 + start)
    names = sections.get(1, b"").split(b"\0")[:100]
    texts = sections.get(2, sections.get(18, b"")).split(b"\0")
    numbers = sections.get(3, b"")
    chosen = struct.unpack_from(f"{order}{len(numbers) // 2}H", numbers)
    for name, text, choice in zip_longest(names, texts[: len(names)], chosen[: len(names)]):
        shown = decode(text or b"") or (f"menu item {choice}" if choice else "")
        if decode(name) and shown:
            yield Tag("RMETA", decode(name), shown)


def _rmeta_sections(data: bytes, order: str, at: int) -> dict[int, bytes]:
    """Return the sections by type: 1 names, 2 or 18 texts, 3 numbers of menu items."""
    sections: dict[int, bytes] = {}
    while at + 4 <= len(data) and len(sections) < 16:
        kind, size = struct.unpack_from(order + "HH", data, at)
        if size < 2:
            break
        sections.setdefault(kind, data[at + 4 : at + 2 + size])
        at += 2 + size
    return sections


# GoPro GPMF (APP6): key, type, size, repeat; nested where the type is zero.

_GPMF_NAMES = {
    b"CASN": "CameraSerialNumber",
    b"MINF": "Model",
    b"FMWR": "FirmwareVersion",
    b"MUID": "MediaUniqueID",
    b"GUMI": "UniqueMediaID",
    b"LINF": "LensSerialNumber",
}


def _gpmf(data: bytes) -> Iterator[Tag]:
    yield Tag("GoPro", "MakerNote", binary(data))
    yield from _gpmf_records(data[6:], 0, [MAX_RECORDS])


def _gpmf_records(data: bytes, depth: int, left: list[int]) -> Iterator[Tag]:
    at = 0
    while at + 8 <= len(data) and left[0] > 0:
        left[0] -= 1
        key, kind, size, repeat = struct.unpack_from(">4scBH", data, at)
        length = size * repeat
        value = data[at + 8 : at + 8 + length]
        if kind == b"\0" and depth < MAX_DEPTH:
            yield from _gpmf_records(value, depth + 1, left)
        elif key in _GPMF_NAMES and value.strip(b"\0"):
            shown = decode(value) if kind == b"c" else value[:32].hex()
            yield Tag("GoPro", _GPMF_NAMES[key], shown)
        at += 8 + (length + 3) // 4 * 4


# Kodak Meta (APP3): a TIFF stream with numbers of its own.

_KODAK_NAMES = {0xC353: "CameraOwner", 0xC354: "SerialNumber", 0xC355: "UserSelectGroupTitle"}


def _kodak_meta(data: bytes) -> Iterator[Tag]:
    opened = open_tiff(data[6:])
    if opened is None:
        yield damaged("Meta", "header")
        return
    tiff, first = opened
    directory = tiff.directory(first)
    for entry in directory.entries:
        value = _exif_text(tiff.raw(entry)) if entry.tag in _KODAK_NAMES else ""
        if value:
            yield Tag("Meta", _KODAK_NAMES[entry.tag], value)


def _exif_text(raw: bytes) -> str:
    return decode(raw[8:]) if raw.startswith(b"ASCII\0\0\0") else decode(raw)


def _ducky(data: bytes) -> Iterator[Tag]:
    """Photoshop's "save for web": number, size, then for texts a count and UTF-16."""
    at = 5
    for _ in range(16):
        if at + 4 > len(data):
            return
        number, size = struct.unpack_from(">HH", data, at)
        name = {2: "Comment", 3: "Copyright"}.get(number)
        if name and size > 4:
            text = data[at + 8 : at + 4 + size].decode("utf-16-be", "replace").strip("\0 ")
            yield Tag("Ducky", name, text)
        at += 4 + size


def _maker_data(maker: str) -> Callable[[bytes], Iterator[Tag]]:
    def tell(data: bytes) -> Iterator[Tag]:
        yield Tag(maker, "MakerNote", binary(data))

    return tell


def _samsung_id(data: bytes) -> Iterator[Tag]:
    yield Tag("Samsung", "UniqueID", decode(data[11:]) or binary(data))


_READERS: tuple[tuple[bytes, Callable[[bytes], Items]], ...] = (
    (b"RMETA\0", _rmeta),
    (b"GoPro\0", _gpmf),
    (b"FLIR\0", flir.read),
    (b"Meta\0\0", _kodak_meta),
    (b"META\0\0", _kodak_meta),
    (b"Ducky", _ducky),
    (b"ssuniqueid\0", _samsung_id),
    (b"\x1aQualcomm", _maker_data("Qualcomm")),
    (b"DJI-DBG", _maker_data("DJI")),
    (b"[ae_dbg", _maker_data("DJI")),
    (b"HUAWEI", _maker_data("Huawei")),
    (b"IJPEG", _maker_data("InfiRay")),
    (b"QVCI\0", _maker_data("Casio")),
    (b"MMIMETA", _maker_data("Xiaomi")),
)
