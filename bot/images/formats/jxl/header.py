"""The head of a JPEG XL codestream: size and image metadata (ISO/IEC 18181-1 annexes D and E)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.images.formats.isobmff.boxes import damaged
from bot.images.formats.jxl.bits import ENUM, Bits, Choices
from bot.images.results import Rejected

_RATIOS = ((1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1))
_MOST_CHANNELS = 256
_SIZE: Choices = ((1, 9), (1, 13), (1, 18), (1, 30))
_PREVIEW_EIGHTHS: Choices = ((16, 0), (32, 0), (1, 5), (33, 9))
_PREVIEW: Choices = ((1, 6), (65, 8), (321, 10), (1345, 12))
_INTEGER_BITS: Choices = ((8, 0), (10, 0), (12, 0), (1, 6))
_FLOAT_BITS: Choices = ((32, 0), (16, 0), (24, 0), (1, 6))
_CHANNELS: Choices = ((0, 0), (1, 0), (2, 4), (1, 12))
_SHIFTS: Choices = ((0, 0), (3, 0), (4, 0), (1, 3))
_TICKS = (((100, 0), (1000, 0), (1, 10), (1, 30)), ((1, 0), (1001, 0), (1, 8), (1, 10)))
_LOOPS: Choices = ((0, 0), (0, 3), (0, 16), (0, 32))
_FILTER_CHANNEL: Choices = ((1, 0), (0, 2), (3, 4), (19, 8))
_COORDINATE: Choices = ((0, 19), (524_288, 19), (1_048_576, 20), (2_097_152, 21))
_ALPHA, _SPOT_COLOUR, _COLOUR_FILTER = 0, 2, 5
_GREY, _XYB = 1, 2  # colour spaces
_CUSTOM = 2  # white point and primaries
_WEIGHTS = (15, 55, 210)  # of custom upsampling by 2, 4 and 8


@dataclass(frozen=True, slots=True)
class Header:
    """What the head says. Width and height in stored pixels, orientation 1-8.

    `end` is the byte behind it, where the first frame begins; None where a profile does.
    """

    width: int
    height: int
    end: int | None
    orientation: int = 1
    preview: tuple[int, int] | None = None
    animated: bool = False
    timecodes: bool = False
    channels: int = 0  # beside the colours
    xyb: bool = True
    has_profile: bool = False
    names: tuple[bytes, ...] = ()  # of extra channels


@dataclass(frozen=True, slots=True)
class _Extra:
    """The extra fields of the metadata (D.3)."""

    orientation: int = 1
    preview: tuple[int, int] | None = None
    animated: bool = False
    timecodes: bool = False


def read_header(codestream: bytes) -> Header:
    """Read the head of a codestream; raise `Rejected(DAMAGED)` where it has none."""
    if codestream[:2] != b"\xff\x0a":
        raise damaged("no codestream")
    bits = Bits(codestream, 2)
    width, height = _size(bits)
    if bits.flag():  # everything at its default: 8 bits, sRGB
        return Header(width, height, _end(bits, False, True))
    extra = _extra_fields(bits) if (has_extra := bits.flag()) else _Extra()
    _bit_depth(bits)
    bits.flag()
    count = bits.number(_CHANNELS)
    if count > _MOST_CHANNELS:
        raise damaged("more channels than any picture has")
    names = tuple(name for _ in range(count) if (name := _channel(bits)))
    xyb = bits.flag()
    has_profile = _colours(bits)
    return Header(
        width,
        height,
        None if has_profile else _end(bits, has_extra, xyb, all_default=False),
        extra.orientation,
        extra.preview,
        extra.animated,
        extra.timecodes,
        count,
        xyb,
        has_profile,
        names,
    )


def _size(bits: Bits) -> tuple[int, int]:
    """Read a size header (D.2): small sizes are multiples of eight, widths often a ratio."""
    small = bits.flag()
    height = _side(bits, small)
    ratio = bits.take(3)
    return _width(height, ratio) if ratio else _side(bits, small), height


def _side(bits: Bits, small: bool) -> int:
    return 8 * (bits.take(5) + 1) if small else bits.number(_SIZE)


def _width(height: int, ratio: int) -> int:
    across, down = _RATIOS[ratio - 1]
    return height * across // down


def _extra_fields(bits: Bits) -> _Extra:
    """Read orientation, intrinsic size, preview and animation (D.3.1)."""
    orientation = bits.take(3) + 1
    if bits.flag():
        _size(bits)
    preview = _preview(bits) if bits.flag() else None
    animated = bits.flag()
    timecodes = False
    if animated:
        for choices in (*_TICKS, _LOOPS):
            bits.number(choices)
        timecodes = bits.flag()
    return _Extra(orientation, preview, animated, timecodes)


def _preview(bits: Bits) -> tuple[int, int]:
    eighths = bits.flag()
    sides, unit = (_PREVIEW_EIGHTHS, 8) if eighths else (_PREVIEW, 1)
    height = unit * bits.number(sides)
    ratio = bits.take(3)
    return _width(height, ratio) if ratio else unit * bits.number(sides), height


def _bit_depth(bits: Bits) -> None:
    if bits.flag():
        bits.number(_FLOAT_BITS)
        bits.take(4)
    else:
        bits.number(_INTEGER_BITS)


def _channel(bits: Bits) -> bytes:
    """Return the name of an extra channel (D.3.6)."""
    if bits.flag():
        return b""
    kind = bits.number(ENUM)
    _bit_depth(bits)
    bits.number(_SHIFTS)
    name = bits.name()
    if kind == _ALPHA:
        bits.flag()
    elif kind == _SPOT_COLOUR:
        bits.halves(4)
    elif kind == _COLOUR_FILTER:
        bits.number(_FILTER_CHANNEL)
    return name


def _colours(bits: Bits) -> bool:
    """Pass over the colour encoding (E.2); tell whether a profile stands instead of it."""
    if bits.flag():
        return False
    has_profile = bits.flag()
    space = bits.number(ENUM)
    if has_profile:
        return True
    if space != _XYB:
        _coordinates(bits, 1)
        if space != _GREY:
            _coordinates(bits, 3)
        if bits.flag():
            bits.take(24)
        else:
            bits.number(ENUM)
    bits.number(ENUM)
    return False


def _coordinates(bits: Bits, count: int) -> None:
    if bits.number(ENUM) == _CUSTOM:
        for _ in range(2 * count):
            bits.number(_COORDINATE)


def _end(bits: Bits, has_extra: bool, xyb: bool, all_default: bool = True) -> int | None:
    """Return the byte behind the head; what breaks off here is the decoder's business."""
    try:
        if has_extra:
            _tone_mapping(bits)
        if not all_default:
            bits.extensions()
        _transform(bits, xyb)
    except Rejected:
        return None
    return bits.byte


def _tone_mapping(bits: Bits) -> None:
    if not bits.flag():
        bits.halves(2)
        bits.flag()
        bits.halves(1)


def _transform(bits: Bits, xyb: bool) -> None:
    """Pass over the inverse colour matrix and the weights of upsampling (D.3.7)."""
    if bits.flag():
        return
    if xyb and not bits.flag():
        bits.halves(16)
    custom = bits.take(3)
    for at, count in enumerate(_WEIGHTS):
        if custom >> at & 1:
            bits.halves(count)
