"""ICC profiles (ICC.1:2022): what a profile says about the display, the device and its maker."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from bot.images.metadata.tags import Items, Tag, damaged, decode

MAX_TAGS = 256

_HEADER = 128
_NAMES = {
    b"desc": "ProfileDescription",
    b"cprt": "ProfileCopyright",
    b"dmnd": "DeviceMfgDesc",
    b"dmdd": "DeviceModelDesc",
    b"vued": "ViewingConditionsDesc",
    b"targ": "CharacterizationTarget",
    b"mmod": "MakeAndModel",
    b"ndin": "NativeDisplayInfo",
    b"vcgt": "VideoCardGamma",
}


def read(data: bytes) -> Items:
    """Yield description, copyright, maker, device and the date a profile was made."""
    if len(data) < _HEADER + 4 or data[36:40] != b"acsp":
        yield damaged("ICC", "header")
        return
    for name, at in (("DeviceManufacturer", 48), ("DeviceModel", 52), ("ProfileCreator", 80)):
        signature = decode(data[at : at + 4])
        if signature and signature != "none":
            yield Tag("ICC", name, signature)
    year, month, day, hour, minute, second = struct.unpack_from(">6H", data, 24)
    if year:
        when = f"{year}-{month:02d}-{day:02d} {hour:02d}:{minute:02d}:{second:02d}"
        yield Tag("ICC", "ProfileDateTime", when)
    yield from _tags(data)


def _tags(data: bytes) -> Iterator[Tag]:
    (count,) = struct.unpack_from(">I", data, _HEADER)
    fitting = min(count, MAX_TAGS, (len(data) - _HEADER - 4) // 12)
    for i in range(fitting):
        signature, start, size = struct.unpack_from(">4sII", data, _HEADER + 4 + 12 * i)
        if signature in _NAMES:
            value = _text(data[start : start + min(size, 65_536)])
            if value:
                yield Tag("ICC", _NAMES[signature], value)


def _text(value: bytes) -> str:
    match value[:4]:
        case b"desc":  # ICC.1:2001 6.5.17: ASCII count, then the text
            return decode(value[12 : 12 + int.from_bytes(value[8:12], "big")])
        case b"text":
            return decode(value[8:])
        case b"mluc":  # 10.15: records of language, country, length, offset
            size, start = struct.unpack(">II", value[20:28].ljust(8, b"\0"))
            return value[start : start + size].decode("utf-16-be", "replace").strip("\0 ")
        case _:
            return f"{len(value)} bytes"
