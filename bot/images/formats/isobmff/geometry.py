"""How an item is shown: its size, cropped, and turned or mirrored (ISO/IEC 23008-12 section 6.5).

Transformations apply in the order in which the item has them.
"""

from __future__ import annotations

from bot.images.formats.isobmff.boxes import damaged
from bot.images.formats.isobmff.meta import Meta

_PADDING = 64  # pixels; the largest block of HEVC, and half the largest of AV1
# Exif orientations as rotations: value -> value after a turn to the left, after each mirror.
_TURNED_LEFT = {1: 8, 8: 3, 3: 6, 6: 1, 2: 5, 5: 4, 4: 7, 7: 2}
_UPSIDE_DOWN = {1: 4, 4: 1, 2: 3, 3: 2, 5: 8, 8: 5, 6: 7, 7: 6}  # axis 0: top and bottom change
_LEFT_TO_RIGHT = {1: 2, 2: 1, 3: 4, 4: 3, 5: 6, 6: 5, 7: 8, 8: 7}  # axis 1


def displayed(meta: Meta, number: int) -> tuple[int, int, int]:
    """Return width and height in stored pixels, cropped, and the orientation 1-8."""
    width, height = _extents(meta, number)
    turned = 1
    for _, found in meta.properties.get(number, ()):
        match found.kind:
            case b"irot" if found.body:
                for _ in range(found.body[0] & 3):
                    turned = _TURNED_LEFT[turned]
            case b"imir" if found.body:
                turned = (_LEFT_TO_RIGHT if found.body[0] & 1 else _UPSIDE_DOWN)[turned]
            case b"clap" if len(found.body) >= 16:
                crop = _crop(found.body)
                width, height = crop[::-1] if turned >= 5 else crop
    return width, height, turned


def _extents(meta: Meta, number: int) -> tuple[int, int]:
    body = meta.property(number, b"ispe")
    if body is None or len(body) < 12:
        raise damaged("a picture without a size")
    return int.from_bytes(body[4:8], "big"), int.from_bytes(body[8:12], "big")


def hides_pixels(meta: Meta, number: int) -> bool:
    """Tell whether a crop hides more of an item than the padding of its blocks."""
    crop = meta.property(number, b"clap")
    if crop is None or len(crop) < 16:
        return False
    stored = _extents(meta, number)
    return any(there - seen > _PADDING for there, seen in zip(stored, _crop(crop), strict=True))


def _crop(body: bytes) -> tuple[int, int]:
    """Return width and height of a clean aperture (14496-12 section 12.1.4), rounded down."""
    values = [int.from_bytes(body[at : at + 4], "big") for at in range(0, 16, 4)]
    width, height = (values[at] // max(values[at + 1], 1) for at in (0, 2))
    return width, height
