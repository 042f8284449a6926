"""Writes a HEIF file anew with nothing but what shows its pictures.

Items keep their numbers. The new mdat box holds exactly their bytes, each once, in the order of
the original; small derived pictures stay in the idat box.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.images.formats.container import Octets
from bot.images.formats.isobmff import coded, properties
from bot.images.formats.isobmff.boxes import write, write_full
from bot.images.formats.isobmff.layout import Layout, item_bytes
from bot.images.formats.isobmff.meta import Item, Meta, Property
from bot.images.formats.isobmff.movie import HANDLER_TAIL, write_movie
from bot.images.formats.isobmff.shown import REFERENCES, TONE_MAP, Shown, select
from bot.images.results import Options, Reason, Rejected

BRANDS = frozenset(
    b"mif1 mif2 heic heix heim heis hevc hevx hevm hevs msf1 miaf avif avis avio MA1A MA1B "
    b"MiHB MiHA MiHE MiAB MiAC MiPr MiBu unif vvic vvis evbi evbs avci avcs j2ki j2is jpeg jpgs "
    b"1pic pred iso3 iso4 iso5 iso6 iso7 iso8 iso9 isoa isob isoc".split()
)
_SEQUENCES = frozenset((b"avis", b"msf1", b"hevc", b"hevx", b"hevm", b"hevs", b"jpgs"))
_STILLS = frozenset(b"mif1 mif2 heic heix heim heis miaf avif avio MiHB MiHA MiHE jpeg".split())
# Say nothing about how the picture looks, whatever their essential bit says.
_MERE_TEXT = frozenset((b"udes", b"crtt", b"mdft", b"altt", b"uuid", b"cmin", b"cmex", b"jpgC"))

Owned = tuple[tuple[bool, Property], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One item of the copy with its clean bytes and properties."""

    item: Item
    data: Octets
    properties: Owned
    inline: bool


class Media:
    """The bytes of a new data box; equal pieces are stored once."""

    def __init__(self, start: int = 0) -> None:
        self._start, self._size = start, 0
        self._places: dict[Octets, int] = {}

    def place(self, piece: Octets) -> int:
        """Store a piece and return where it will stand in the file."""
        if piece not in self._places:
            self._places[piece] = self._size
            self._size += len(piece)
        return self._start + self._places[piece]

    def pieces(self) -> list[Octets]:
        """Return all pieces in the order they came."""
        return list(self._places)

    def header(self) -> bytes:
        """Return the header of the data box that holds them."""
        return (self._size + 8).to_bytes(4, "big") + b"mdat"


def copy(data: bytes, layout: Layout, options: Options) -> bytes:
    """Return the file anew; raise `Rejected` where a picture cannot be shown without the rest."""
    shown = select(layout.meta, options.keep_hdr) if layout.meta else None
    parts = tuple(clean_items(data, layout, shown)) if shown else ()
    head = _file_type(layout, shown)
    # The offsets have a fixed width: a first pass tells where the data will begin.
    size = len(b"".join(_described(data, layout, shown, parts, Media())))
    media = Media(len(head) + size + 8)
    described = _described(data, layout, shown, parts, media)
    return b"".join((head, *described, media.header(), *media.pieces()))


def _described(
    data: bytes, layout: Layout, shown: Shown | None, parts: tuple[Part, ...], media: Media
) -> list[bytes]:
    found = []
    if layout.meta is not None and shown is not None:
        found.append(_meta(layout.meta, shown, parts, media))
    if layout.movie is not None:
        found.append(write_movie(data, layout.movie, media.place))
    return found


def _file_type(layout: Layout, shown: Shown | None) -> bytes:
    known = BRANDS if layout.movie else BRANDS - _SEQUENCES
    known = known if shown else known - _STILLS  # which promise a meta box
    known |= {TONE_MAP} if shown and shown.tone_mapped else set()
    brands = [brand for brand in dict.fromkeys(layout.brands) if brand in known]
    if not brands:
        raise Rejected(Reason.UNSUPPORTED, "brands of no picture format known here")
    return write(b"ftyp", brands[0], bytes(4), *brands)


def clean_items(data: bytes, layout: Layout, shown: Shown) -> Iterator[Part]:
    """Yield the items that stay, with clean bytes and properties."""
    meta = layout.meta or Meta()
    stored = item_bytes(data, layout)
    for number in shown.items:
        item = meta.items[number]
        owned = meta.properties.get(number, ())
        raw = stored.view(number)
        clean = coded.clean(item.kind, raw, tuple(found for _, found in owned))
        kept = tuple(clean_properties(owned, same_layers=len(clean) == len(raw)))
        location = meta.locations.get(number)
        yield Part(item, clean, kept, location is not None and location.method == 1)


def clean_properties(owned: Owned, same_layers: bool = True) -> Iterator[tuple[bool, Property]]:
    """Yield the properties of an item that stay; raise for an essential one nobody knows."""
    for essential, found in owned:
        body = properties.reduce(found.kind, found.body)
        if found.kind == b"a1lx" and not same_layers:
            body = None
        if body is not None:
            yield essential, Property(found.kind, body)
        elif essential and found.kind not in properties.KNOWN | _MERE_TEXT:
            raise Rejected(Reason.UNSUPPORTED, "an essential property not known here")


def _meta(meta: Meta, shown: Shown, parts: tuple[Part, ...], media: Media) -> bytes:
    wide = max(shown.items) > 0xFFFF
    number = _Number(4 if wide else 2)
    inline = Media()
    located = _locations(_in_file_order(meta, parts), inline, media, number)
    return write_full(
        b"meta",
        0,
        0,
        write_full(b"hdlr", 0, 0, bytes(4), b"pict", HANDLER_TAIL),
        write_full(b"pitm", int(wide), 0, number(shown.primary)),
        _information(parts, shown, number),
        *_references(meta, shown, number),
        _properties(parts, number),
        *([write(b"idat", *inline.pieces())] if any(part.inline for part in parts) else []),
        located,
        *_groups(meta, shown),
    )


class _Number:
    """Writes item numbers in two bytes, or four where they are large."""

    def __init__(self, size: int) -> None:
        self.size = size

    def __call__(self, value: int) -> bytes:
        return value.to_bytes(self.size, "big")


def _information(parts: Iterable[Part], shown: Shown, number: _Number) -> bytes:
    """Write the item information without names (14496-12 8.11.6)."""
    entries = []
    for part in parts:
        hidden = part.item.hidden and part.item.number not in shown.pictures
        version = 3 if number.size == 4 else 2
        body = number(part.item.number) + bytes(2) + part.item.kind + b"\0"
        entries.append(write_full(b"infe", version, int(hidden), body))
    large = len(entries) > 0xFFFF
    return write_full(
        b"iinf", int(large), 0, len(entries).to_bytes(4 if large else 2, "big"), *entries
    )


def kept_references(meta: Meta, shown: Shown) -> list[tuple[bytes, int, tuple[int, ...]]]:
    """Return kind, source and targets of the references between items that stay."""
    there = set(shown.items)
    found = []
    for (kind, source), targets in meta.references.items():
        left = tuple(target for target in targets if target in there)
        if kind in REFERENCES and source in there and left:
            found.append((kind, source, left))
    return found


def _references(meta: Meta, shown: Shown, number: _Number) -> Iterator[bytes]:
    kept = kept_references(meta, shown)
    if kept:
        entries = (
            write(kind, number(source), len(targets).to_bytes(2, "big"), *map(number, targets))
            for kind, source, targets in kept
        )
        yield write_full(b"iref", int(number.size == 4), 0, *entries)


def _properties(parts: tuple[Part, ...], number: _Number) -> bytes:
    """Write each property once, and which item has which (ISO/IEC 23008-12 section 9.3)."""
    places: dict[Property, int] = {}
    for part in parts:
        for _, found in part.properties:
            places.setdefault(found, len(places) + 1)
    wide = len(places) > 0x7F
    entries = []
    for part in sorted(parts, key=lambda part: part.item.number):
        entries += [number(part.item.number), bytes([len(part.properties)])]
        for essential, found in part.properties:
            entries.append(_association(essential, places[found], wide))
    return write(
        b"iprp",
        write(b"ipco", *(write(found.kind, found.body) for found in places)),
        write_full(
            b"ipma", int(number.size == 4), int(wide), len(parts).to_bytes(4, "big"), *entries
        ),
    )


def _association(essential: bool, at: int, wide: bool) -> bytes:
    value = at | (essential << (15 if wide else 7))
    return value.to_bytes(2 if wide else 1, "big")


def _in_file_order(meta: Meta, parts: tuple[Part, ...]) -> list[Part]:
    def offset(part: Part) -> int:
        location = meta.locations.get(part.item.number)
        return location.pieces[0][0] if location and location.pieces else 0

    return sorted(parts, key=offset)


def _locations(parts: list[Part], inline: Media, media: Media, number: _Number) -> bytes:
    """Write where each item's bytes are, in one extent, an empty item without (8.11.3)."""
    version = 2 if number.size == 4 else int(any(part.inline for part in parts))
    entries = []
    for part in parts:
        entries.append(number(part.item.number))
        entries.append(part.inline.to_bytes(2, "big") if version else b"")
        entries.append(bytes(2))
        entries.append(int(bool(part.data)).to_bytes(2, "big"))
        if part.data:
            offset = (inline if part.inline else media).place(part.data)
            entries.append(offset.to_bytes(4, "big") + len(part.data).to_bytes(4, "big"))
    return write_full(b"iloc", version, 0, b"\x44\0", number(len(parts)), *entries)


def _groups(meta: Meta, shown: Shown) -> Iterator[bytes]:
    """Write which items are left and right, and which is the tone-mapped form of which."""
    kept = []
    for group in meta.groups:
        alternative = group.kind == b"altr" and shown.tone_mapped
        members = [member for member in group.members if member in shown.items]
        if len(members) > 1 and (alternative or group.kind == b"ster"):
            values = (group.number, len(members), *members)
            kept.append(
                write_full(group.kind, 0, 0, *(value.to_bytes(4, "big") for value in values))
            )
    if kept:
        yield write(b"grpl", *kept)
