"""What the second readers of all formats look at alike: an Exif and an ICC profile that stayed."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

_ORIENTATION_EXIF = (
    b"MM\0*\0\0\0\x08"  # big-endian TIFF, the first directory at 8
    b"\0\x01\x01\x12\0\x03\0\0\0\x01"  # one entry: Orientation, SHORT, one value
)
# The same with a date: IFD0 with an orientation or not and a pointer, then one DateTimeOriginal.
_DATED_EXIF = re.compile(
    rb"MM\0\*\0\0\0\x08"
    rb"(?:\0\x02\x01\x12\0\x03\0\0\0\x01\0[\x02-\x08]\0\0\x87i\0\x04\0\0\0\x01\0\0\0\x26"
    rb"|\0\x01\x87i\0\x04\0\0\0\x01\0\0\0\x1a)\0\0\0\0"
    rb"\0\x01\x90\x03\0\x02\0\0\0\x14\0\0\0[\x34\x28]"
    rb"\d{4}:\d\d:\d\d \d\d:\d\d:\d\d\0",
    re.DOTALL,
)
_ICC_TAGS = {b"desc", b"cprt", b"wtpt", b"chad", b"kTRC", b"cicp"}
_ICC_TAGS |= {bytes([letter]) + end for letter in b"rgb" for end in (b"XYZ", b"TRC")}
_ICC_TAGS |= {
    a + b"2" + b + digit
    for a, b in ((b"A", b"B"), (b"B", b"A"))
    for digit in (b"0", b"1", b"2", b"3")
}
_ICC_TAGS |= {
    a + b"2" + b + digit
    for a, b in ((b"D", b"B"), (b"B", b"D"))
    for digit in (b"0", b"1", b"2", b"3")
}
_ICC_ZERO = (slice(4, 8), slice(24, 36), slice(40, 64), slice(80, 128))


def check_exif(block: bytes) -> Iterator[str]:
    """Yield a name unless the block is an orientation from 2 to 8, a date or both, and no more.

    Whether a date was asked for is the caller's to know.
    """
    if _DATED_EXIF.fullmatch(block):
        return
    head, value, rest = block[:18], block[18:20], block[20:]
    allowed = head == _ORIENTATION_EXIF and 2 <= int.from_bytes(value, "big") <= 8
    if not allowed or rest != bytes(6):
        yield "Exif beyond an orientation"


def check_icc(profile: bytes) -> Iterator[str]:
    """Yield the name of everything in a profile that is not needed for its colours."""
    if any(any(profile[part]) for part in _ICC_ZERO):
        yield "ICC header with date, device or creator"
    if len(profile) < 132 or int.from_bytes(profile[:4], "big") != len(profile):
        yield "ICC profile of another length"
        return
    covered = 132 + 12 * int.from_bytes(profile[128:132], "big")
    places = set()
    for name, offset, size in struct.iter_unpack(">4sII", profile[132:covered]):
        if name not in _ICC_TAGS:
            yield f"ICC tag {name.decode('latin-1')}"
        places.add((offset, offset + size))
    for start, end in sorted(places):
        if not covered <= start < covered + 4 or any(profile[covered:start]):
            yield "ICC bytes outside its tags"
        covered = max(covered, end)
    if len(profile) - covered > 3 or any(profile[covered:]):
        yield "ICC bytes behind its tags"
