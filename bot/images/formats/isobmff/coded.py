"""What of an item's bytes makes the picture: its coded picture without messages beside it."""

from __future__ import annotations

from bot.images.formats.container import Octets
from bot.images.formats.isobmff import av1, avc, hevc
from bot.images.formats.isobmff.boxes import damaged
from bot.images.formats.isobmff.meta import Property
from bot.images.formats.isobmff.shown import TONE_MAP
from bot.images.formats.jpeg import JPEG
from bot.images.formats.jpeg.gainmap import iso_length
from bot.images.results import Options

HEVC = frozenset((b"hvc1", b"hev1"))
AVC = frozenset((b"avc1", b"avc3"))
AV1 = frozenset((b"av01",))
JPEG_KINDS = frozenset((b"jpeg",))


def clean(kind: bytes, data: Octets, properties: tuple[Property, ...]) -> Octets:
    """Return an item's or a sample's bytes without what is no part of the picture.

    `kind` is the item type or sample entry. Raises `Rejected(DAMAGED)` for what breaks off.
    """
    configurations = {found.kind: found.body for found in properties}
    if kind in HEVC:
        return _whole(hevc.clean(data, hevc.length_size(configurations.get(b"hvcC", b""))))
    if kind in AVC:
        return _whole(avc.clean(data, avc.length_size(configurations.get(b"avcC", b""))))
    if kind in AV1:
        return _whole(av1.clean(data))
    if kind in JPEG_KINDS:
        return JPEG.strip(b"".join((configurations.get(b"jpgC", b""), data)), Options()).data
    if kind == b"grid":
        return _cut(data, 12 if data[1:2] and data[1] & 1 else 8)
    if kind == b"iden":
        return b""
    if kind == TONE_MAP:
        return _cut(data, 1 + iso_length(data[1:]))  # behind the version of the item
    return _whole(data)


def _whole(data: Octets) -> Octets:
    if not data:
        raise damaged("a picture without bytes")
    return data


def examined(kind: bytes) -> bool:
    """Tell whether messages beside the picture are found in this kind of bitstream."""
    return kind in HEVC | AVC | AV1 | JPEG_KINDS or kind in (b"grid", b"iden", b"iovl", TONE_MAP)


def _cut(data: Octets, size: int) -> Octets:
    if len(data) < size:
        raise damaged("a derived picture that breaks off")
    return data[:size]
