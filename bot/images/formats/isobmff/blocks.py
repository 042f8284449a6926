"""Everything in a HEIF file that does not show its pictures, as blocks for the report."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bot.images.formats.container import Block, Kind, Octets
from bot.images.formats.isobmff import av1, coded, hevc, properties
from bot.images.formats.isobmff import meta as metas
from bot.images.formats.isobmff.boxes import Box, Cursor, children
from bot.images.formats.isobmff.layout import Layout
from bot.images.formats.isobmff.meta import Item, ItemBytes, Meta, Property
from bot.images.formats.isobmff.shown import PICTURES, TONE_MAP, Shown, is_alpha
from bot.images.formats.trailer import describe, is_empty
from bot.images.orientation import EXIF_HEAD
from bot.images.results import Rejected

_TIFF_HEADS = (b"II*\0", b"MM\0*")
_MOST_INFLATED = 16 << 20
_PLAIN_NAMES = frozenset((b"", b"Color", b"Alpha", b"Exif", b"XMP", b"GMap"))
_C2PA = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")  # uuid box of C2PA 2.1 A.5
_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_EPOCH = datetime(1904, 1, 1, tzinfo=UTC)
_MOST_MESSAGES = 64


def read(data: bytes, layout: Layout, shown: Shown | None) -> Iterator[Block]:
    """Yield the blocks of a file, whole or damaged; never raises."""
    if layout.meta is not None and shown is not None:
        stored = ItemBytes(data, layout.meta)
        yield from _items(layout.meta, shown, stored)
        yield from _messages(layout.meta, shown, stored)
        yield from _properties(layout.meta)
        yield from _text("hdlr", "HandlerDescription", layout.meta.handler_name)
        for box in layout.meta.others:
            yield from _beside(data, box)
        yield from _gaps(data, layout)
    for box in layout.top[1:]:
        yield from _beside(data, box)
    yield from _movie(data, layout)
    yield from describe(data[layout.end :])


def _text(where: str, name: str, text: bytes) -> Iterator[Block]:
    if text.strip(b"\0 "):
        yield Block(Kind.TEXT, where, text.strip(b"\0"), name)


def _items(meta: Meta, shown: Shown, stored: ItemBytes) -> Iterator[Block]:
    parts = {
        target
        for (kind, source), targets in meta.references.items()
        if kind == b"dimg" and meta.items.get(source, _NOTHING).kind != TONE_MAP
        for target in targets
    }
    for number, item in meta.items.items():
        where = f"item {number}"
        if item.name not in _PLAIN_NAMES:
            yield from _text(where, "ItemName", item.name)
        if number not in shown.items and number not in parts:
            yield from _item(meta, item, where, _readable(stored, number))


_NOTHING = Item(0, b"")


def _readable(stored: ItemBytes, number: int) -> bytes:
    try:
        return stored[number]
    except Rejected:
        return b""


def _item(meta: Meta, item: Item, where: str, body: bytes) -> Iterator[Block]:
    """Yield the block of an item that is not shown."""
    match item.kind:
        case b"Exif":
            yield Block(Kind.EXIF, where, _exif(body))
        case b"mime" | b"uri ":
            yield from _mime(item, where, body)
        case b"iptc":
            yield Block(Kind.IPTC, where, body)
        case b"jumb" | b"c2pa":
            yield Block(Kind.JUMBF, where, body)
        case _ if (b"thmb", item.number) in meta.references:
            yield Block(Kind.THUMBNAIL, where, body)
        case _ if item.kind in PICTURES or item.kind == TONE_MAP:
            yield Block(Kind.SECONDARY, where, body, _role(meta, item))
        case _:
            yield Block(Kind.UNKNOWN, where, body, item.kind.decode("latin-1"))


def _exif(body: bytes) -> bytes:
    """Return the TIFF stream behind the 4-byte offset (ISO/IEC 23008-12 annex A.2.1)."""
    start = 4 + int.from_bytes(body[:4], "big")
    if body[start : start + 4] in _TIFF_HEADS:
        return body[start:]
    found = [at for head in _TIFF_HEADS if (at := body.find(head, 0, 64)) >= 0]
    return body[min(found, default=4) :].removeprefix(EXIF_HEAD)


def _mime(item: Item, where: str, body: bytes) -> Iterator[Block]:
    kind = item.content_type.decode("latin-1")
    if item.encoding == b"deflate":
        body = _inflate(body)
    if "rdf+xml" in kind or b"<x:xmpmeta" in body[:1024]:
        yield Block(Kind.XMP, where, body)
    elif kind.startswith("text/"):
        yield Block(Kind.TEXT, where, body, "Comment")
    else:
        yield Block(Kind.UNKNOWN, where, body, kind)


def _inflate(body: bytes) -> bytes:
    """Inflate a body, with or without the zlib header."""
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            return zlib.decompressobj(bits).decompress(body, _MOST_INFLATED)
        except zlib.error:
            continue
    return body


def _role(meta: Meta, item: Item) -> str:
    body = meta.property(item.number, b"auxC") or b""
    urn = properties.aux_type(body).decode("latin-1").lower()
    sources = (source for (kind, source), to in meta.references.items() if item.number in to)
    mapped = any(meta.items.get(source, _NOTHING).kind == TONE_MAP for source in sources)
    if item.kind == TONE_MAP or mapped or "gainmap" in urn:
        return "gain map"
    if "depth" in urn or "disparity" in urn or urn.endswith("auxid:2"):
        return "depth map"
    if is_alpha(meta, item.number):
        return "alpha plane"
    return urn.rpartition(":")[2] or "hidden picture"


def _messages(meta: Meta, shown: Shown, stored: ItemBytes) -> Iterator[Block]:
    """Yield what encoders or others wrote between the coded pictures that are shown."""
    left = _MOST_MESSAGES
    for number in shown.items:
        owned = {found.kind: found.body for _, found in meta.properties.get(number, ())}
        try:
            found = list(messages(meta.items[number].kind, stored.view(number), owned))
        except Rejected:
            continue
        yield from found[:left]
        left -= len(found[:left])


def messages(kind: bytes, data: Octets, owned: dict[bytes, bytes]) -> Iterator[Block]:
    """Yield the messages of one coded picture and of its decoder configuration."""
    configuration = owned.get(b"hvcC")
    if kind in coded.HEVC and configuration is not None:
        units = [u for _, array in hevc.arrays_of(configuration) for u in array]
        units += hevc.units_of(data, hevc.length_size(configuration))
        for unit in filter(hevc.is_message, units):
            for number, body in hevc.messages(unit):
                yield from _user_data(number, body)
    elif kind in coded.AV1:
        for part in av1.units_of(data):
            body = b"" if av1.is_picture(part) else bytes(part.body)
            if any(body.strip(b"\x80")):
                yield Block(Kind.UNKNOWN, "AV1", body, f"OBU {part.kind}")


def _user_data(number: int, body: bytes) -> Iterator[Block]:
    """Yield user data of an SEI message (H.265 D.2.6 and D.2.7)."""
    if number == 5:
        yield from _text("SEI", "Encoder", body[16:])
    elif number == 4:
        yield Block(Kind.UNKNOWN, "SEI", body, "user data")


def _properties(meta: Meta) -> Iterator[Block]:
    """Yield texts, times, profiles and unknown properties, whichever item has them."""
    for found in dict.fromkeys(meta.container):
        yield from _property(found)


def _property(found: Property) -> Iterator[Block]:
    kind, body = found.kind, found.body
    where = kind.decode("latin-1")
    if kind == b"colr" and body[:4] in (b"prof", b"rICC"):
        yield Block(Kind.ICC, "colr", body[4:])
    elif kind in (b"udes", b"altt"):
        texts = body[4:].split(b"\0")
        for name, text in zip(
            ("Language", "Title", "Description", "Keywords"), texts, strict=False
        ):
            if name != "Language":
                yield from _text(where, name, text)
    elif kind in (b"crtt", b"mdft") and len(body) >= 12:
        yield from _time(where, int.from_bytes(body[4:12], "big"))
    elif kind not in properties.KNOWN and not is_empty(body):
        yield Block(Kind.UNKNOWN, where, body, where)


def _time(where: str, microseconds: int) -> Iterator[Block]:
    """Yield a time in microseconds since 1904 (ISO/IEC 23008-12 section 6.5.24)."""
    if 0 < microseconds < 1 << 55:
        moment = _EPOCH + timedelta(microseconds=microseconds)
        yield Block(Kind.TIME, where, f"{moment:%Y-%m-%d %H:%M:%S}Z".encode())


_NEEDED = frozenset((b"ftyp", b"meta", b"mdat", b"moov"))


def _beside(data: bytes, box: Box) -> Iterator[Block]:
    """Yield what a box holds that is not needed."""
    body = b"" if box.kind in _NEEDED else box.content(data)
    match box.kind:
        case _ if is_empty(body):
            return
        case b"free" | b"skip":
            yield Block(Kind.HIDDEN, box.name, body, box.name)
        case b"uuid" if body.startswith(_C2PA) and b"jumb" in body[:256]:
            yield Block(Kind.JUMBF, box.name, body[body.index(b"jumb") - 4 :])
        case b"uuid" if not body.startswith(_XMP):
            yield Block(Kind.UNKNOWN, box.name, body[16:], box.name)
        case b"uuid" | b"udta":
            yield Block(Kind.QUICKTIME, box.name, box.whole(data))
        case b"mpvd":
            yield Block(Kind.TRAILER, box.name, body, "mp4")
        case b"sefd":
            yield Block(Kind.TRAILER, box.name, body, "samsung")
        case _:
            yield Block(Kind.UNKNOWN, box.name, body, box.name)


def _gaps(data: bytes, layout: Layout) -> Iterator[Block]:
    """Yield bytes in the data boxes of a still picture that belong to no item."""
    if layout.meta is None or any(box.kind == b"moov" for box in layout.top):
        return
    used = sorted(
        (offset, offset + length)
        for location in layout.meta.locations.values()
        if location.method == 0
        for offset, length, _ in location.pieces
    )
    for box in layout.top:
        if box.kind == b"mdat":
            at = box.body
            for start, end in [*used, (box.end, box.end)]:
                gap = data[at : min(start, box.end)]
                if not is_empty(gap):
                    yield Block(Kind.HIDDEN, "mdat", gap, "unused data")
                at = max(at, end)


def _movie(data: bytes, layout: Layout) -> Iterator[Block]:
    """Yield the movie box with its dates and user data, and what is not its pictures."""
    for box in layout.top:
        if box.kind == b"moov":
            yield Block(Kind.QUICKTIME, "moov", box.whole(data))
            if layout.movie is None:
                yield Block(Kind.TRAILER, "moov", box.content(data), "mp4")
    if layout.movie is None:
        return
    for other in layout.movie.others:
        yield Block(Kind.SECONDARY, "moov", other.content(data), _track_name(data, other))
    for parent in (layout.movie.box, *(track.box for track in layout.movie.shown)):
        found = children(data, parent).get(b"meta")
        if found is not None:
            yield from _track_meta(data, found)


def _track_meta(data: bytes, box: Box) -> Iterator[Block]:
    try:
        meta = metas.read(data, box)
    except Rejected:
        return
    stored = ItemBytes(data, meta)
    for number, item in meta.items.items():
        yield from _item(meta, item, f"item {number}", _readable(stored, number))


def _track_name(data: bytes, track: Box) -> str:
    media = children(data, track).get(b"mdia")
    handler = children(data, media).get(b"hdlr") if media else None
    kind = Cursor(data, handler.body + 8, handler.end).take(4) if handler else b""
    return {b"soun": "sound", b"vide": "video", b"pict": "pictures"}.get(kind, "track")
