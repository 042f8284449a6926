"""Covers places of a baseline JPEG without decoding it: only the coded blocks under them change.

Blocks under a patch become one grey each: a DC coefficient of our own, and an end of block. The
first block behind them gets its DC difference anew, because it is told relative to the one before
(ITU-T T.81 section F.1.1.5.1). All other bits are copied. What libjpeg's `jpegtran -wipe` does to
arrays of coefficients is done here to the bits, so that nothing else is coded again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.images.formats.jpeg import write
from bot.images.formats.jpeg.tables import (
    Component,
    Frame,
    ceil_div,
    picture_segments,
    read_frame,
    split_tables,
)
from bot.images.formats.jpeg.walk import DHT, DQT, DRI, RESTART, SOS, Segment, walk
from bot.images.visible.areas import Patch
from bot.images.visible.entropy import Visit, steps, visits
from bot.images.visible.huffman import (
    DC_CATEGORIES,
    END_OF_BLOCK,
    Bits,
    Table,
    Unreadable,
    category,
    magnitude,
)

_BASELINE = (0xC0, 0xC1)
_MIDDLE = 128  # of a sample; the level shift of T.81 section A.3.1, and no colour in Cb and Cr
_COEFFICIENT = 8  # a block's DC coefficient is eight times its level

Codes = dict[int, tuple[int, int]]  # symbol: code and its length


@dataclass(frozen=True)
class _Part:
    """A component in a scan: blocks of it in an MCU, its tables, the step of its DC levels."""

    blocks: int
    luminous: bool
    quantum: int
    dc: Table
    ac: Table
    names: tuple[int, int]


def mcu(frame: Frame) -> tuple[int, int]:
    """Return width and height in pixels of what cannot be covered in part."""
    return (
        8 * max(part.across for part in frame.components),
        8 * max(part.down for part in frame.components),
    )


def snapped(patch: Patch, size: tuple[int, int], margin: int = 2) -> Patch:
    """Grow a patch to whole MCUs, `margin` pixels away at least: chroma bleeds over an edge."""
    width, height = size
    return Patch(
        (max(0, patch.left - margin)) // width * width,
        (max(0, patch.top - margin)) // height * height,
        ceil_div(patch.right + margin, width) * width,
        ceil_div(patch.bottom + margin, height) * height,
    )


def wipe(data: bytes, patches: Sequence[Patch], grey: Callable[[], int]) -> bytes:
    """Return the picture of a JPEG file with `grey` levels (0-255) in the MCUs of the patches.

    Raises `Unreadable` for what is not baseline or breaks its own rules, `Rejected` as the
    container's own reader does.
    """
    found = walk(data)
    frame = read_frame(found.segments)
    if frame.marker not in _BASELINE or not found.complete:
        raise Unreadable("not a whole baseline picture")
    whole = [snapped(patch, mcu(frame)) for patch in patches]
    header = [part for part in found.header if 0xE0 <= part.marker <= 0xEF]
    return write(header + list(_segments(picture_segments(found.segments), frame, whole, grey)))


def _segments(
    segments: Sequence[Segment], frame: Frame, patches: Sequence[Patch], grey: Callable[[], int]
) -> Iterator[Segment]:
    tables: dict[tuple[int, int], bytes] = {}
    greys = _Greys(grey)
    for part in segments:
        if part.marker in (DQT, DHT, DRI):
            tables |= dict(split_tables(part))
        if part.marker != SOS:
            yield part
            continue
        parts = [_with_room(each) for each in _parts(part, frame, tables)]
        for each in parts:
            for name, table in zip(each.names, (each.dc, each.ac), strict=True):
                if tables[DHT, name] != (body := bytes([name]) + table.body()):
                    tables[DHT, name] = body
                    yield Segment(DHT, body)
        interval = int.from_bytes(tables.get((DRI, 0), b"\0\0"), "big")
        scan = _Scan(parts, _covered(part, frame, patches), greys)
        yield replace(part, entropy=scan.rewritten(bytes(part.entropy), interval))


class _Greys:
    """The grey of each covered MCU, the same for all components and scans."""

    def __init__(self, grey: Callable[[], int]) -> None:
        self._grey = grey
        self._known: dict[int, int] = {}

    def __getitem__(self, unit: int) -> int:
        return self._known.setdefault(unit, self._grey())


def _parts(scan: Segment, frame: Frame, tables: dict[tuple[int, int], bytes]) -> list[_Part]:
    named = _components(scan, frame)
    found = []
    for number, component in enumerate(named):
        selector = scan.body[2 + 2 * number]
        names = selector >> 4, 0x10 | (selector & 15)
        quantum = tables.get((DQT, component.table))
        codes = [tables.get((DHT, name)) for name in names]
        if quantum is None or codes[0] is None or codes[1] is None:
            raise Unreadable("a table is missing")
        first = int.from_bytes(quantum[1:3] if quantum[0] >> 4 else quantum[1:2], "big")
        blocks = component.across * component.down if len(named) > 1 else 1
        luminous = len(frame.components) != 3 or component is frame.components[0]
        found.append(
            _Part(blocks, luminous, max(1, first), Table.read(codes[0][1:]),
                  Table.read(codes[1][1:]), names)
        )  # fmt: skip
    return found


def _components(scan: Segment, frame: Frame) -> list[Component]:
    idents = scan.body[1:-3:2]
    named = [part for ident in idents for part in frame.components if part.ident == ident]
    if len(named) != scan.body[0]:
        raise Unreadable("a scan of components that do not exist")
    return named


def _with_room(part: _Part) -> _Part:
    """Give the tables every DC category and the end of block, which a cover may need."""
    return replace(
        part,
        dc=part.dc.with_symbols(range(DC_CATEGORIES)),
        ac=part.ac.with_symbols([END_OF_BLOCK]),
    )


def _covered(scan: Segment, frame: Frame, patches: Sequence[Patch]) -> Sequence[int | None]:
    """Return for each unit of a scan the MCU of the frame it is covered with, or None."""
    width, height = mcu(frame)
    across = ceil_div(frame.width, width)
    named = _components(scan, frame)
    units_across, wide, high = across, width, height
    if len(named) == 1:  # not interleaved: a unit is one block of this component (T.81 A.2.2)
        wide, high = width // named[0].across, height // named[0].down
        units_across = ceil_div(ceil_div(frame.width * named[0].across * 8, width), 8)
    units = frame.units(named)
    found: list[int | None] = [None] * units
    for patch in patches:
        for row in range(
            patch.top // high, min(ceil_div(patch.bottom, high), units // units_across)
        ):
            for column in range(
                patch.left // wide, min(ceil_div(patch.right, wide), units_across)
            ):
                of_frame = (row * high // height) * across + column * wide // width
                found[row * units_across + column] = of_frame
    return found


class _Scan:
    """The coded data of one scan."""

    def __init__(
        self, parts: Sequence[_Part], covered: Sequence[int | None], greys: _Greys
    ) -> None:
        self._parts, self._covered, self._greys = parts, covered, greys
        self._order = [number for number, part in enumerate(parts) for _ in range(part.blocks)]
        by_tables = {tables: steps(*tables) for tables in {(each.dc, each.ac) for each in parts}}
        self._steps = [by_tables[part.dc, part.ac] for part in parts]
        self._dc = [_codes(part.dc) for part in parts]
        self._end = [_codes(part.ac)[END_OF_BLOCK] for part in parts]

    def rewritten(self, entropy: bytes, interval: int) -> bytes:
        """Return the data with covered units anew, `interval` MCUs between restart markers."""
        pieces = RESTART.split(entropy) if interval else [entropy]
        step = interval or len(self._covered)
        if len(pieces) != ceil_div(len(self._covered), step):
            raise Unreadable("another number of restart intervals")
        done = []
        for number, piece in enumerate(pieces):
            units = range(number * step, min((number + 1) * step, len(self._covered)))
            touched = any(self._covered[unit] is not None for unit in units)
            done += [self._interval(piece, units) if touched else piece]
            done += [bytes([0xFF, 0xD0 | number & 7])]
        return b"".join(done[:-1])

    def _interval(self, piece: bytes, units: range) -> bytes:
        """Rewrite the data between two restart markers, where DC levels begin at 0."""
        data, bits = piece.replace(b"\xff\x00", b"\xff"), Bits()
        wanted = {unit for unit in units if self._covered[unit] is not None}
        wanted |= {unit + 1 for unit in wanted}
        found, end = visits(data, self._order, self._steps, units, wanted)
        copied = 0
        shown: list[int] | None = None  # the DC levels behind a covered unit
        for visit in found:
            mcu_number = self._covered[visit.unit]
            if mcu_number is None:
                self._put_first(bits, data, visit, shown or [])
                shown = None
            else:
                if shown is None:
                    bits.copy(data, copied, visit.blocks[0].begin)
                    shown = list(visit.before)
                self._put_cover(bits, shown, self._greys[mcu_number])
            copied = visit.blocks[-1].end
        bits.copy(data, copied, end)
        return bits.stuffed()

    def _put_cover(self, bits: Bits, shown: list[int], grey: int) -> None:
        for number in self._order:
            part = self._parts[number]
            level = grey if part.luminous else _MIDDLE
            wanted = round((level - _MIDDLE) * _COEFFICIENT / part.quantum)
            self._put_difference(bits, number, wanted - shown[number])
            bits.put(*self._end[number])
            shown[number] = wanted

    def _put_first(self, bits: Bits, data: bytes, visit: Visit, shown: Sequence[int]) -> None:
        """Write the unit behind covered ones: the first DC of each component is told anew."""
        told: set[int] = set()
        for number, block in zip(self._order, visit.blocks, strict=True):
            if number in told:
                bits.copy(data, block.begin, block.end)
                continue
            told.add(number)
            self._put_difference(bits, number, block.level - shown[number])
            bits.copy(data, block.body, block.end)

    def _put_difference(self, bits: Bits, number: int, difference: int) -> None:
        size = category(difference)
        if size >= DC_CATEGORIES:
            raise Unreadable("a DC difference that baseline does not have")
        bits.put(*self._dc[number][size])
        bits.put(magnitude(difference), size)


def _codes(table: Table) -> Codes:
    return {symbol: (code, length) for symbol, code, length in table.codes()}
