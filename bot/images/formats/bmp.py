"""BMP (OS/2 1.x and 2.x, Windows BITMAPINFOHEADER, V4 and V5): header, palette, pixels.

The copy has the same kind of header with every field that says nothing about the pixels zero,
then masks, palette and pixels without gaps. Row padding is zero. A run-length coded picture ends
with its last row. The ICC profile of a V5 header is rebuilt; a path to one goes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from bot.images import colour
from bot.images.formats import rle
from bot.images.formats.container import Block, Kind, Octets, Picture, Stripped
from bot.images.formats.kept import COLOUR_PROFILE
from bot.images.formats.trailer import describe, is_empty
from bot.images.limits import check_frames
from bot.images.results import Format, Kept, Options, Reason, Rejected

_FILE_HEADER = 14
_CORE, _OS2, _INFO, _V4, _V5 = 12, 64, 40, 108, 124
_SIZES = (_CORE, 16, *range(20, _INFO, 4), _INFO, 52, 56, _OS2, _V4, _V5)
_RGB, _RLE8, _RLE4, _BITFIELDS, _ALPHA_BITFIELDS = 0, 1, 2, 3, 6
_DEPTHS = {
    _RGB: (1, 2, 4, 8, 16, 24, 32),
    _RLE8: (8,),
    _RLE4: (4,),
    _BITFIELDS: (16, 32),
    _ALPHA_BITFIELDS: (16, 32),
}
_CALIBRATED, _SRGB, _WINDOWS = b"\0\0\0\0", b"BGRs", b" niW"  # little-endian letter codes
_LINKED, _EMBEDDED = b"KNIL", b"DEBM"


@dataclass(frozen=True, slots=True)
class Head:
    """The information header, sizes in pixels; `height` is negative where rows run downwards."""

    raw: bytes
    width: int
    height: int
    depth: int
    compression: int = _RGB
    colours: int = 0

    @property
    def row(self) -> int:
        """Bytes of a row with its padding."""
        return (self.width * self.depth + 31) // 32 * 4

    @property
    def masks(self) -> int:
        """Bytes of the colour masks that stand behind a 40-byte header."""
        if len(self.raw) != _INFO:
            return 0
        return {_BITFIELDS: 12, _ALPHA_BITFIELDS: 16}.get(self.compression, 0)

    @property
    def palette(self) -> int:
        """Bytes of the palette."""
        entry = 3 if len(self.raw) == _CORE else 4
        return self.entries * entry

    @property
    def entries(self) -> int:
        """Colours of the palette that a pixel can name."""
        return min(self.colours or 1 << self.depth, 1 << self.depth) if self.depth <= 8 else 0


@dataclass(frozen=True, slots=True)
class Layout:
    """A file taken apart; pixels are cleaned already."""

    head: Head
    masks: bytes
    palette: bytes
    pixels: Octets  # a view of the file where nothing had to be changed
    profile: bytes
    blocks: tuple[Block, ...]


def _read_head(data: bytes) -> Head:
    """Read the information header; raise `Rejected` where no decoder knows it."""
    size = int.from_bytes(data[14:18], "little")
    raw = data[_FILE_HEADER : _FILE_HEADER + size]
    if size not in _SIZES or len(raw) < size:
        raise Rejected(Reason.DAMAGED, "an unknown header")
    if size == _CORE:
        head = Head(raw, *struct.unpack_from("<HH2xH", raw, 4))
    else:
        padded = raw.ljust(_INFO, b"\0")
        width, height, depth, compression = struct.unpack_from("<ii2xHI", padded, 4)
        (colours,) = struct.unpack_from("<I", padded, 32)
        head = Head(raw, width, height, depth, compression, colours)
    _check(head)
    return head


def _check(head: Head) -> None:
    if head.compression not in _DEPTHS or (len(head.raw) == _OS2 and head.compression > _RLE4):
        raise Rejected(Reason.UNSUPPORTED, "another file or an OS/2 code inside")
    if head.depth not in _DEPTHS[head.compression]:
        raise Rejected(Reason.DAMAGED, "an impossible depth")
    check_frames([(head.width, abs(head.height))])


def read_layout(data: bytes) -> Layout:
    """Take a file apart; raise `Rejected` where no pixels can be shown."""
    head = _read_head(data)
    masks_at = _FILE_HEADER + len(head.raw)
    palette_at = masks_at + head.masks
    behind = palette_at + head.palette
    start = int.from_bytes(data[10:14], "little")
    if start in (0, palette_at):  # some writers forget the palette; decoders step over it
        start = behind
    palette = data[palette_at:behind].ljust(head.palette, b"\0")
    pixels, end, hidden = _read_pixels(data, start, head)
    if not pixels:
        raise Rejected(Reason.DAMAGED, "no pixels")
    profile, place = _read_profile(data, head)
    blocks = [*_reserved(data, head), *_profile_blocks(profile, data[slice(*place)])]
    blocks += [*hidden, *_gaps(data, [(0, behind), (start, end), place])]
    return Layout(
        head,
        data[masks_at:palette_at],
        _clean_palette(palette, head),
        pixels,
        profile,
        tuple(blocks),
    )


def _clean_palette(palette: bytes, head: Head) -> bytes:
    """Return the colours with their fourth byte, which is reserved, zero."""
    if len(head.raw) == _CORE:
        return palette
    cleaned = bytearray(palette)
    cleaned[3::4] = bytes(len(palette) // 4)
    return bytes(cleaned)


def _read_pixels(data: bytes, start: int, head: Head) -> tuple[Octets, int, list[Block]]:
    """Return clean pixel data, where it ends in the file and what was hidden in it."""
    if head.compression in (_RLE8, _RLE4):
        stream = data[start:]
        coded, used = rle.cut(stream, head.width, abs(head.height), head.depth)
        return coded, start + used, []
    raw = memoryview(data)[start : start + head.row * abs(head.height)]
    cleaned = _clean_rows(raw, head)
    rests = (one ^ other for one, other in zip(raw, cleaned, strict=True) if one != other)
    padding = b"" if cleaned is raw else bytes(rests)
    hidden = [] if is_empty(padding) else [Block(Kind.HIDDEN, "row padding", padding, "padding")]
    return cleaned, start + len(raw), hidden


def _clean_rows(raw: memoryview, head: Head) -> memoryview:
    """Return rows with the bits behind their last pixel zero: the same view if they are."""
    used = head.width * head.depth
    if used == 8 * head.row:
        return raw
    mask = ((1 << used) - 1 << 8 * head.row - used).to_bytes(head.row, "big")
    last = used // 8
    if not any(_strays(raw, column, head.row, mask[column]) for column in range(last, head.row)):
        return raw
    cleaned = bytearray(raw)
    for column in range(last, head.row):
        keep = mask[column]
        cleaned[column :: head.row] = bytes(byte & keep for byte in raw[column :: head.row])
    return memoryview(cleaned)


def _strays(raw: memoryview, column: int, row: int, keep: int) -> bool:
    """Tell whether a byte of every row has a bit set that is not kept."""
    return any(byte & ~keep for byte in set(bytes(raw[column::row])))


def _read_profile(data: bytes, head: Head) -> tuple[bytes, tuple[int, int]]:
    """Return the profile (or the path to it) of a V5 header and where it stands."""
    if len(head.raw) != _V5 or head.raw[56:60] not in (_LINKED, _EMBEDDED):
        return b"", (0, 0)
    offset, size = struct.unpack_from("<II", head.raw, 112)
    start = _FILE_HEADER + offset
    profile = data[start : start + size]
    return (profile if head.raw[56:60] == _EMBEDDED else b""), (start, start + len(profile))


def _profile_blocks(profile: bytes, linked: bytes) -> Iterator[Block]:
    if profile:
        yield Block(Kind.ICC, "V5 profile", profile)
    elif not is_empty(linked):
        path = linked.split(b"\0")[0].decode("cp1252", "replace")
        yield Block(Kind.TEXT, "V5 profile", path.encode(), "LinkedProfileFileName")


def _reserved(data: bytes, head: Head) -> Iterator[Block]:
    """Yield what stands in fields without a use: the file header's, and OS/2's identifier."""
    fields = [data[6:10]]
    fields += [head.raw[40:64]] if len(head.raw) == _OS2 else []
    for field in fields:
        if not is_empty(field):
            yield Block(Kind.UNKNOWN, "header", field, "reserved fields")


def _gaps(data: bytes, places: list[tuple[int, int]]) -> Iterator[Block]:
    """Yield the bytes between the parts of the file, then what stands behind the last one."""
    at = 0
    for start, end in sorted(places):
        if at < start and not is_empty(data[at:start]):
            yield Block(Kind.HIDDEN, "gap", data[at:start], "gap")
        at = max(at, end)
    yield from describe(data[at:])


class Bmp:
    """The BMP container."""

    def parse(self, data: bytes) -> Picture:
        """Find every structure of the file."""
        found = read_layout(data)
        head = found.head
        return Picture(Format.BMP, head.width, abs(head.height), blocks=found.blocks)

    def strip(self, data: bytes, options: Options) -> Stripped:
        """Return header, masks, palette, pixels and profile, and nothing between them."""
        del options
        found = read_layout(data)
        profile = colour.clean(found.profile) or b""
        kept: tuple[Kept, ...] = (COLOUR_PROFILE,) if profile else ()
        front = _header_size(found.head) + len(found.masks) + len(found.palette)
        start = _FILE_HEADER + front
        profile_at = front + len(found.pixels)
        header = _header(found, profile_at if profile else 0, len(profile))
        size = start + len(found.pixels) + len(profile)
        begin = b"BM" + struct.pack("<IHHI", size, 0, 0, start)
        parts = (begin, header, found.masks, found.palette, found.pixels, profile)
        return Stripped(b"".join(parts), kept)

    def payload(self, data: bytes) -> tuple[Octets, ...]:
        """Return the header's picture fields, masks, palette and pixels."""
        found = read_layout(data)
        head = found.head
        fields = repr((head.width, head.height, head.depth, head.compression, head.entries))
        return (fields.encode(), _header_masks(head), found.masks, found.palette, found.pixels)


def _header_size(head: Head) -> int:
    """Return the size of the copy's header: OS/2's shortened ones are written in full."""
    return _CORE if len(head.raw) == _CORE else max(len(head.raw), _INFO)


def _header_masks(head: Head) -> bytes:
    """Return the masks inside a header of 52 bytes and more, b"" where they are not used."""
    masks = head.raw[40:56] if len(head.raw) != _OS2 else b""
    used = head.compression in (_BITFIELDS, _ALPHA_BITFIELDS)
    return masks if used else bytes(len(masks))


def _header(found: Layout, profile_at: int, profile_size: int) -> bytes:
    """Write the information header anew with nothing but what shows the pixels."""
    head, size = found.head, _header_size(found.head)
    if size == _CORE:
        return head.raw[:8] + b"\1\0" + head.raw[10:12]
    coded = len(found.pixels) if head.compression in (_RLE8, _RLE4) else 0
    colours = min(head.colours, head.entries)
    fields = struct.pack(
        "<IiiHHIIiiII",
        *(size, head.width, head.height, 1, head.depth, head.compression, coded),
        *(0, 0, colours, 0),
    )
    written = fields + _header_masks(head)
    if size >= _V4:
        written += _colour_space(head.raw, profile_size)
    if size == _V5:
        intent = head.raw[108:112] if head.raw[108:112] in _INTENTS else bytes(4)
        written += intent + struct.pack("<III", profile_at, profile_size, 0)
    return written.ljust(size, b"\0")


_INTENTS = tuple(struct.pack("<I", intent) for intent in (1, 2, 4, 8))


def _colour_space(raw: bytes, profile_size: int) -> bytes:
    """Return colour space, end points and gamma (60 bytes); end points count if calibrated."""
    kind = raw[56:60]
    if kind == _CALIBRATED:
        return raw[56:108]
    if profile_size:
        kind = _EMBEDDED
    elif kind != _WINDOWS:
        kind = _SRGB
    return kind + bytes(48)


BMP = Bmp()
