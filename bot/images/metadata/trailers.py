"""What stands behind or beside the picture: videos, gain maps, appended files, hidden bytes."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from bot.images.formats.container import Block, Kind
from bot.images.metadata import quicktime
from bot.images.metadata.tags import Items, Tag, binary

GROUP = "Trailer"
MIN_SIZE = 16
MAX_EXIF = 65_536  # a JPEG segment holds no more

# Samsung's record of when the picture was taken: milliseconds since 1970, in thirteen digits.
_SAMSUNG_TIME = re.compile(rb"Image_UTC_Data(\d{13})")

_PNG_END = b"IEND\xaeB`\x82"
# AFCP and FotoStation keep IPTC records behind the picture.
_IPTC_TRAILERS = (b"AXS!", b"AXS*", b"\xa1\xb2\xc3\xd4")
_IPTC_RECORD = b"\x1c\x02"


def read(block: Block) -> Items:
    """Yield name and size of what is there, and what a video or a vendor's record in it tells."""
    name = block.name or block.kind.value
    if name == "unknown" and _PNG_END in block.data[-64:]:
        name = "rest of a png"
    picture = block.data if block.data.startswith(b"\xff\xd8") else b""
    # A few bytes of padding hide nothing.
    group = GROUP if len(block.data) >= MIN_SIZE else "Unknown"
    yield Tag(group, name, binary(block.data), picture if block.kind is Kind.SECONDARY else b"")
    exif = block.data.find(b"Exif\0\0", 0, 256) if picture else -1
    if exif >= 0:
        yield Block(Kind.EXIF, block.where, block.data[exif + 6 : exif + MAX_EXIF])
    # Samsung puts a short record before the video.
    video = block.data.find(b"ftyp", 4, MAX_EXIF) - 4
    if video >= 0:
        yield from quicktime.read(block.data[video:])
    if block.data[-4:] in _IPTC_TRAILERS or block.data[-12:-8] in _IPTC_TRAILERS:
        start = block.data.find(_IPTC_RECORD)
        yield Block(Kind.IPTC, block.where, block.data[start:] if start >= 0 else b"")
    found = _SAMSUNG_TIME.search(block.data[-65_536:])
    if found:
        moment = datetime.fromtimestamp(int(found[1]) / 1000, UTC)
        yield Tag("Samsung", "TimeStamp", f"{moment:%Y-%m-%d %H:%M:%S}Z")
