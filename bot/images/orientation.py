"""The orientation of a picture: read as viewers read it, written as the smallest Exif there is.

Exif 3.0 (CIPA DC-008) section 4.6.5.1.4: tag 0x0112 of the first image directory, values 1 to 8.
Where Exif says nothing, Pillow takes `tiff:Orientation` from XMP; so do we, that a cleaned
picture is turned the same way.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable

_TAG = 0x0112
_FORMATS = {1: "B", 3: "H", 4: "I"}  # BYTE, SHORT and LONG are all taken by viewers
_XMP = re.compile(rb'tiff:Orientation(?:="|>)([0-9])')
EXIF_HEAD = b"Exif\x00\x00"


def from_exif(exif: bytes) -> int | None:
    """Return the raw orientation value of a TIFF stream, None where it holds none.

    A directory that ends early is read as far as it goes.
    """
    exif = exif.removeprefix(EXIF_HEAD)
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if order is None or len(exif) < 10:
        return None
    (start,) = struct.unpack_from(order + "I", exif, 4)
    if start + 2 > len(exif):
        return None
    (count,) = struct.unpack_from(order + "H", exif, start)
    found = None
    for at in range(start + 2, min(start + 2 + 12 * count, len(exif) - 11), 12):
        tag, kind, _ = struct.unpack_from(order + "HHI", exif, at)
        if tag == _TAG:
            layout = _FORMATS.get(kind)
            found = struct.unpack_from(order + layout, exif, at + 8)[0] if layout else 0
    return found


def from_xmp(packet: bytes) -> int | None:
    """Return the value of `tiff:Orientation` in an XMP packet, None where it holds none."""
    match = _XMP.search(packet)
    return int(match[1]) if match else None


def seen(exif: bytes, xmp: Iterable[bytes] = ()) -> int:
    """Return the orientation 1-8 in which viewers show a picture with this Exif and XMP."""
    value = from_exif(exif)
    for packet in xmp:
        value = from_xmp(packet) if value is None else value
    return value if value is not None and 1 <= value <= 8 else 1


def minimal_exif(orientation: int, taken: bytes | None = None) -> bytes:
    """Return an Exif block ("Exif\\0\\0" and a TIFF stream) with nothing but this orientation.

    With `taken` (see `bot.images.taken`) also the date; an orientation of 1 is left out then.
    """
    import piexif

    tags: dict[str, dict[int, object]] = {"0th": {piexif.ImageIFD.Orientation: orientation}}
    if taken is not None:
        tags["0th"] = tags["0th"] if orientation != 1 else {}
        tags["Exif"] = {piexif.ExifIFD.DateTimeOriginal: taken}
    block: bytes = piexif.dump(tags)
    return block
