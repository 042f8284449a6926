"""One page of a TIFF file: which tags show it and how they are written (TIFF 6.0).

Numbers are read in whatever integer type a writer chose and written in the tag's own, so that
neither spare bytes nor odd types remain.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.images import colour, orientation
from bot.images.formats.tiff.ifd import (
    LONG,
    LONG8,
    RATIONAL,
    SHORT,
    SIZES,
    UNDEFINED,
    Layout,
    Value,
)
from bot.images.results import Reason, Rejected

SUBFILE_TYPE, OLD_SUBFILE_TYPE, WIDTH, HEIGHT, BITS = 254, 255, 256, 257, 258
COMPRESSION, PHOTOMETRIC, FILL_ORDER = 259, 262, 266
STRIP_OFFSETS, ORIENTATION, SAMPLES, ROWS_PER_STRIP, STRIP_SIZES = 273, 274, 277, 278, 279
RESOLUTIONS, PLANAR, RESOLUTION_UNIT, COLOUR_MAP = (282, 283), 284, 296, 320
TILE_WIDTH, TILE_HEIGHT, TILE_OFFSETS, TILE_SIZES = 322, 323, 324, 325
SUB_DIRECTORIES, JPEG_TABLES, JPEG_OFFSET, SUBSAMPLING = 330, 347, 513, 530
XMP, ICC, DNG_VERSION = 700, 34675, 50706
REDUCED, OLD_REDUCED = 1, 2  # bits and values that say "a smaller copy of another picture"
PALETTE, YCBCR, RAW_PHOTOMETRICS = 3, 6, (32803, 34892)
_OFFSET_TYPES = (3, 4, 13, 16, 18)  # SHORT, LONG, IFD, LONG8, IFD8
_MASK = 4  # the bit that says "a transparency mask"

_SHORTS = {  # tag: how many values at most
    BITS: 64,
    COMPRESSION: 1,
    PHOTOMETRIC: 1,
    FILL_ORDER: 1,
    SAMPLES: 1,
    280: 64,  # MinSampleValue and MaxSampleValue: some viewers scale by them
    281: 64,
    PLANAR: 1,
    301: 3 << 16,  # TransferFunction
    317: 1,  # Predictor
    332: 1,  # InkSet
    334: 1,  # NumberOfInks
    336: 128,  # DotRange
    338: 64,  # ExtraSamples
    339: 64,  # SampleFormat
    SUBSAMPLING: 2,
    531: 1,  # YCbCrPositioning
    32995: 1,  # Matteing, the older ExtraSamples
    32996: 1,  # DataType, the older SampleFormat
}
_LONGS = (292, 293, 32997)  # T4Options, T6Options, ImageDepth
_RATIONALS = {318: 2, 319: 6, 529: 3, 532: 6}  # white point, primaries, YCbCr weights and range
_MOST_COLOURS = 1 << 16


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its sizes in pixels, how it is coded, where its data stands, and its clean tags."""

    width: int
    height: int
    bits: tuple[int, ...]
    samples: int
    compression: int
    photometric: int
    fill_order: int
    planar: bool
    orientation: int
    block: tuple[int, int]  # width and height of a tile; of a strip: the page's width and rows
    tiled: bool
    places: tuple[tuple[int, int | None], ...]  # offset and size of each strip or tile
    subsampling: tuple[int, int]
    tables: bytes
    jpeg_at: int  # where an old-style JPEG stream stands
    fields: Mapping[int, Value]

    @property
    def planes(self) -> int:
        """How many planes are stored one behind the other."""
        return self.samples if self.planar else 1


def is_reduced(values: Mapping[int, Value], layout: Layout) -> bool:
    """Tell a smaller copy of another picture, or a directory without picture data."""
    if not {STRIP_OFFSETS, TILE_OFFSETS} & values.keys():
        return True
    reduced = layout.integer(values.get(SUBFILE_TYPE)) & REDUCED
    return bool(reduced) or layout.integer(values.get(OLD_SUBFILE_TYPE)) == OLD_REDUCED


def is_raw(values: Mapping[int, Value], layout: Layout) -> bool:
    """Tell the data of a camera's sensor, which is no picture yet."""
    raw = layout.integer(values.get(PHOTOMETRIC)) in RAW_PHOTOMETRICS
    return raw or DNG_VERSION in values


def read_page(values: Mapping[int, Value], layout: Layout) -> Page:
    """Read a page; raise `Rejected(DAMAGED)` where it has no sizes or no data."""

    def number(tag: int, default: int = 0) -> int:
        return layout.integer(values.get(tag), default)

    width, height = number(WIDTH), number(HEIGHT)
    tiled = TILE_WIDTH in values and (TILE_OFFSETS in values or STRIP_OFFSETS in values)
    rows = min(number(ROWS_PER_STRIP, height) or height, height)
    block = (number(TILE_WIDTH), number(TILE_HEIGHT)) if tiled else (width, rows)
    bits = layout.integers(values.get(BITS)) or (1,)
    if min(width, height, *block, *bits) < 1 or max(bits) > 64:
        raise Rejected(Reason.DAMAGED, "a page without sizes")
    across = layout.integers(values.get(SUBSAMPLING))
    turned = _orientation(values, layout)
    return Page(
        width,
        height,
        bits,
        number(SAMPLES, len(bits)),
        number(COMPRESSION, 1),
        number(PHOTOMETRIC),
        number(FILL_ORDER, 1),
        number(PLANAR, 1) == 2,
        turned,
        block,
        tiled,
        _places(values, layout),
        (across[0], across[1]) if len(across) == 2 and min(across) > 0 else (2, 2),
        values[JPEG_TABLES].raw if JPEG_TABLES in values else b"",
        number(JPEG_OFFSET),
        dict(_fields(values, layout, turned, rows)),
    )


def _places(values: Mapping[int, Value], layout: Layout) -> tuple[tuple[int, int | None], ...]:
    """Return offset and size of each strip or tile; the size is None where it is not told."""
    told_offsets = values.get(TILE_OFFSETS) or values.get(STRIP_OFFSETS)
    if told_offsets and told_offsets.type not in _OFFSET_TYPES:
        raise Rejected(Reason.DAMAGED, "offsets of a type that decoders read differently")
    offsets = layout.integers(told_offsets)
    sizes = layout.integers(values.get(TILE_SIZES) or values.get(STRIP_SIZES))
    if not offsets:
        raise Rejected(Reason.DAMAGED, "a page without data")
    told = [*sizes, *[None] * max(0, len(offsets) - len(sizes))]
    return tuple(zip(offsets, told[: len(offsets)], strict=True))


def _orientation(values: Mapping[int, Value], layout: Layout) -> int:
    value: int | None = None
    if ORIENTATION in values:
        value = layout.integer(values[ORIENTATION])
    elif XMP in values:
        value = orientation.from_xmp(values[XMP].raw)
    return value if value is not None and 1 <= value <= 8 else 1


def _fields(
    values: Mapping[int, Value], layout: Layout, turned: int, rows: int
) -> Iterator[tuple[int, Value]]:
    """Yield the tags that show the page, but those that say where its data stands."""
    for tag in (WIDTH, HEIGHT, TILE_WIDTH, TILE_HEIGHT, *_LONGS):
        if numbers := layout.integers(values.get(tag)):
            yield tag, longs(layout, numbers[:1])
    if ROWS_PER_STRIP in values and TILE_WIDTH not in values:
        yield ROWS_PER_STRIP, longs(layout, (rows,))
    for tag, most in _SHORTS.items():
        numbers = layout.integers(values.get(tag))[:most]
        if numbers and all(0 <= number < 1 << 16 for number in numbers):
            yield tag, shorts(layout, numbers)
    if turned != 1:
        yield ORIENTATION, shorts(layout, (turned,))
    # Written even where it is 0: readers take JPEG data without it for a preview.
    yield SUBFILE_TYPE, longs(layout, (layout.integer(values.get(SUBFILE_TYPE)) & _MASK,))
    yield from _colours(values, layout)
    yield from _resolution(values, layout)


def _colours(values: Mapping[int, Value], layout: Layout) -> Iterator[tuple[int, Value]]:
    for tag, count in _RATIONALS.items():
        value = values.get(tag)
        if value and value.count >= count and value.type in (RATIONAL, LONG):
            yield tag, Value(value.type, count, value.raw[: count * SIZES[value.type]])
    if layout.integer(values.get(PHOTOMETRIC)) == PALETTE and COLOUR_MAP in values:
        numbers = layout.integers(values[COLOUR_MAP])[: 3 * _palette_size(values, layout)]
        yield COLOUR_MAP, shorts(layout, numbers)
    profile = colour.clean(values[ICC].raw) if ICC in values else None
    if profile:
        yield ICC, Value(UNDEFINED, len(profile), profile)


def _palette_size(values: Mapping[int, Value], layout: Layout) -> int:
    return min(1 << min(layout.integer(values.get(BITS), 1), 16), _MOST_COLOURS)


def _resolution(values: Mapping[int, Value], layout: Layout) -> Iterator[tuple[int, Value]]:
    """Yield the resolution as far as it shapes the pixels: faxes have more dots across."""
    sides = [_ratio(values.get(tag), layout) for tag in RESOLUTIONS]
    if not all(sides):
        return
    if sides[0] == sides[1]:
        sides = [72, 72]
    for tag, side in zip(RESOLUTIONS, sides, strict=True):
        yield tag, Value(RATIONAL, 1, layout.pack("II", side, 1))
    unit = layout.integer(values.get(RESOLUTION_UNIT), 2)
    yield RESOLUTION_UNIT, shorts(layout, (1 if unit == 1 else 2,))


def _ratio(value: Value | None, layout: Layout) -> int:
    """Return a rational as a whole number of dots, 0 where it is none."""
    if value is None or value.type != RATIONAL:
        return 0
    above, below = struct.unpack_from(layout.order + "II", value.raw)
    return min(round(above / below), 65_535) if below else 0


def shorts(layout: Layout, numbers: tuple[int, ...]) -> Value:
    """Return 16-bit numbers as a value."""
    return Value(SHORT, len(numbers), layout.pack(f"{len(numbers)}H", *numbers))


def longs(layout: Layout, numbers: tuple[int, ...]) -> Value:
    """Return numbers as 32-bit values, as 64-bit ones where BigTIFF needs it."""
    wide = layout.big and max(numbers) >= 1 << 32
    if max(numbers) >= 1 << (64 if wide else 32) or min(numbers) < 0:
        raise Rejected(Reason.DAMAGED, "a number without sense")
    code, kind = ("Q", LONG8) if wide else ("I", LONG)
    return Value(kind, len(numbers), layout.pack(f"{len(numbers)}{code}", *numbers))
