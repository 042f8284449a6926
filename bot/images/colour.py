"""ICC profiles, rebuilt with nothing but what the colours need (ICC.1:2022, sections 7 to 10).

A profile names the display, its user, the calibration tool and the day; the colours need curves
and matrices alone. `clean` writes a new profile with these tags, byte for byte, a neutral text
and a header without date, device and creator. A colour engine computes the same from both.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_HEADER = 128
_MOST_TAGS = 200
_CLASSES = (b"mntr", b"scnr", b"prtr", b"spac")
_TAGS = frozenset(
    b"wtpt chad rXYZ gXYZ bXYZ rTRC gTRC bTRC kTRC cicp A2B0 A2B1 A2B2 A2B3 B2A0 B2A1 B2A2 B2A3"
    b" D2B0 D2B1 D2B2 D2B3 B2D0 B2D1 B2D2 B2D3".split()
)
_D50 = bytes.fromhex("0000f6d6000100000000d32d")
_PARAMETERS = (1, 3, 4, 5, 7)  # of a parametric curve, by function type (10.18)
_TYPES = frozenset(
    (b"XYZ ", b"curv", b"para", b"sf32", b"cicp", b"mft1", b"mft2", b"mAB ", b"mBA ", b"mpet")
)
_SAFE_NAMES = frozenset(
    (
        "sRGB",
        "sRGB IEC61966-2.1",
        "sRGB built-in",
        "Display P3",
        "Adobe RGB (1998)",
        "ProPhoto RGB",
        "ROMM RGB",
        "Apple RGB",
        "ColorMatch RGB",
        "Wide Gamut RGB",
        "Generic RGB Profile",
        "Generic Gray Profile",
        "Generic CMYK Profile",
        "Generic Gray Gamma 2.2 Profile",
        "Dot Gain 20%",
        "Gray Gamma 2.2",
        "U.S. Web Coated (SWOP) v2",
        "Coated FOGRA39 (ISO 12647-2:2004)",
        "Japan Color 2001 Coated",
        "Rec. ITU-R BT.709-5",
        "Rec. ITU-R BT.2020-1",
        "uRGB",
        "c2",
        "c2ci",
        "uP3",
        "nP3",
        "sGry",
        "GIMP built-in sRGB",
    )
)
_NEUTRAL_NAME = "Colour profile"
_NOTICE = "Copyright notice removed"


@dataclass(frozen=True, slots=True)
class Profile:
    """The parts of a profile that are used: its header and its tags in file order."""

    header: bytes
    tags: dict[bytes, bytes]


def clean(profile: bytes | None) -> bytes | None:
    """Return the profile rebuilt, None where there is none or decoders could not use it."""
    found = read(profile) if profile else None
    if found is None or found.header[12:16] not in _CLASSES:
        return None
    tags = {name: trimmed for name, body in found.tags.items() if (trimmed := _trim(name, body))}
    if not tags.keys() & {b"kTRC", b"A2B0", b"rXYZ", b"D2B0"}:
        return None
    texts = _texts(found)
    return _write(found.header, {**texts, **tags})


def read(profile: bytes) -> Profile | None:
    """Return header and tags of a profile, None if damaged; tags that do not fit are left out."""
    if len(profile) < _HEADER + 4 or profile[36:40] != b"acsp":
        return None
    (count,) = struct.unpack_from(">I", profile, _HEADER)
    if count > _MOST_TAGS or _HEADER + 4 + 12 * count > len(profile):
        return None
    tags: dict[bytes, bytes] = {}
    for at in range(_HEADER + 4, _HEADER + 4 + 12 * count, 12):
        name, offset, size = struct.unpack_from(">4sII", profile, at)
        if size >= 8 and offset + size <= len(profile):
            tags.setdefault(name, profile[offset : offset + size])
    return Profile(profile[:_HEADER], tags)


def _trim(name: bytes, body: bytes) -> bytes | None:
    """Return a tag cut to its own size, None where it is not allowed or not sound."""
    if name not in _TAGS or body[:4] not in _TYPES:
        return None
    size = _size(body)
    if size > len(body):
        return None
    return body[:4] + bytes(4) + body[8:size]


def _size(body: bytes) -> int:
    """Return how many bytes of a tag its type uses (ICC.1:2022 section 10)."""
    match body[:4]:
        case b"XYZ ":
            return 20
        case b"curv" if len(body) >= 12:
            return 12 + 2 * int.from_bytes(body[8:12], "big")
        case b"para" if len(body) >= 12 and body[9] < len(_PARAMETERS):
            return 12 + 4 * _PARAMETERS[body[9]]
        case b"sf32":
            return 44
        case b"cicp":
            return 12
        case b"mft1" if len(body) >= 48:
            return 48 + _lut_cells(body, 256, 256)
        case b"mft2" if len(body) >= 52:
            entries = struct.unpack_from(">HH", body, 48)
            return 52 + 2 * _lut_cells(body, *entries)
        case b"mAB " | b"mBA " | b"mpet":
            return len(body)
    return len(body) + 1


def _lut_cells(body: bytes, before: int, behind: int) -> int:
    inputs, outputs, grid = body[8], body[9], body[10]
    return int(inputs * before + grid**inputs * outputs + outputs * behind)


def _texts(found: Profile) -> dict[bytes, bytes]:
    """Return description and copyright tags in the form of the profile's version."""
    described = set(_descriptions(found.tags.get(b"desc", b"")))
    name = min(described & _SAFE_NAMES, default=_NEUTRAL_NAME)
    if found.header[8] >= 4:
        return {b"desc": _localized(name), b"cprt": _localized(_NOTICE)}
    ascii_name = name.encode() + b"\0"
    text = b"desc\0\0\0\0" + struct.pack(">I", len(ascii_name)) + ascii_name + bytes(78)
    return {b"desc": text, b"cprt": b"text\0\0\0\0" + _NOTICE.encode() + b"\0"}


def _descriptions(tag: bytes) -> Iterator[str]:
    """Yield the texts of a description tag: one in version 2, one a language in version 4."""
    if tag[:4] == b"desc" and len(tag) >= 12:
        (length,) = struct.unpack_from(">I", tag, 8)
        yield tag[12 : 12 + min(length, 200)].split(b"\0")[0].decode("latin-1").strip()
    if tag[:4] == b"mluc" and len(tag) >= 28:
        (count,) = struct.unpack_from(">I", tag, 8)
        for at in range(16, min(16 + 12 * min(count, 99), len(tag) - 11), 12):
            length, offset = struct.unpack_from(">II", tag, at + 4)
            text = tag[offset : offset + min(length, 400)]
            yield text.decode("utf-16-be", "replace").strip("\0 ")


def _localized(text: str) -> bytes:
    """Return a multi-localized text with one English record (10.15)."""
    encoded = text.encode("utf-16-be")
    return b"mluc\0\0\0\0" + struct.pack(">II4sII", 1, 12, b"enUS", len(encoded), 28) + encoded


def _write(header: bytes, tags: dict[bytes, bytes]) -> bytes:
    """Write a profile; equal tag data is stored once, as colour engines expect."""
    offset, places = _HEADER + 4 + 12 * len(tags), dict[bytes, int]()
    table, stored = struct.pack(">I", len(tags)), bytearray()
    for name, body in tags.items():
        if body not in places:
            places[body] = offset + len(stored)
            stored += body + bytes(-len(body) % 4)
        table += struct.pack(">4sII", name, places[body], len(body))
    head = struct.pack(">I", offset + len(stored)) + bytes(4) + header[8:10] + bytes(2)
    head += header[12:24] + bytes(12)
    head += b"acsp" + bytes(24) + header[64:68] + _D50 + bytes(48)
    return head + table + bytes(stored)
