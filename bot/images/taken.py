"""The date a picture was taken, for copies that keep it: read strictly, so that nothing else can
hide in it.

Exif 3.0 (CIPA DC-008) 4.6.6.6.1: DateTimeOriginal, 19 characters "YYYY:MM:DD HH:MM:SS" and a NUL.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from bot.images.orientation import EXIF_HEAD

_POINTER, _TAKEN = 0x8769, 0x9003
_MOMENT = re.compile(
    rb"(?:19|20)\d\d:(?:0[1-9]|1[0-2]):(?:0[1-9]|[12]\d|3[01]) (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d"
)


def read(exif: bytes) -> bytes | None:
    """Return the date of a TIFF stream as its 19 characters, None where it holds no proper one."""
    exif = exif.removeprefix(EXIF_HEAD)
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if order is None or len(exif) < 8:
        return None
    (first,) = struct.unpack_from(order + "I", exif, 4)
    for pointer in _values(exif, first, order, _POINTER):
        for at in _values(exif, pointer, order, _TAKEN):
            if _MOMENT.fullmatch(text := exif[at : at + 19]):
                return text
    return None


def _values(exif: bytes, start: int, order: str, wanted: int) -> Iterator[int]:
    """Yield the offset, or the one value, of each entry with the wanted tag in a directory."""
    if start + 2 > len(exif):
        return
    (count,) = struct.unpack_from(order + "H", exif, start)
    for at in range(start + 2, min(start + 2 + 12 * count, len(exif) - 11), 12):
        tag, _, _, value = struct.unpack_from(order + "HHII", exif, at)
        if tag == wanted:
            yield value
