"""Where a JPEG XL codestream ends: frame by frame, by headers and tables of contents.

ISO/IEC 18181-1 annex F. No pixel is decoded. A profile and a permuted table of contents are
entropy-coded: behind them the end cannot be told here.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.images.formats.jxl.bits import Bits, Choices
from bot.images.formats.jxl.header import Header
from bot.images.limits import FRAMES
from bot.images.results import Rejected

_MOST_SECTIONS = 100_000
_REGULAR, _DC, _REFERENCE, _SKIPPED = range(4)  # kinds of frames
_SHOWN = (_REGULAR, _SKIPPED)
_USES_DC = 32  # flag: the coarse picture comes from a frame before
_REPLACE, _BLEND, _WEIGHTED, _MULTIPLY = 0, 2, 3, 4  # how a frame goes onto another
_POWERS: Choices = ((1, 0), (2, 0), (4, 0), (8, 0))
_PASSES: Choices = ((1, 0), (2, 0), (3, 0), (4, 3))
_DOWNSAMPLED: Choices = ((0, 0), (1, 0), (2, 0), (3, 1))
_LAST_PASS: Choices = ((0, 0), (1, 0), (2, 0), (0, 3))
_LEVEL: Choices = ((1, 0), (2, 0), (3, 0), (4, 0))
_PLACE: Choices = ((0, 8), (256, 11), (2304, 14), (18_688, 30))
_MODE: Choices = ((0, 0), (1, 0), (2, 0), (3, 2))
_ALPHA: Choices = ((0, 0), (1, 0), (2, 0), (3, 3))
_SOURCE: Choices = ((0, 0), (1, 0), (2, 0), (3, 0))
_DURATION: Choices = ((0, 0), (1, 0), (0, 8), (0, 32))
_SECTION: Choices = ((0, 10), (1024, 14), (17_408, 22), (4_211_712, 30))


@dataclass(slots=True)
class Frame:
    """A frame header as far as it decides how many sections follow; sizes in pixels."""

    width: int
    height: int
    kind: int = _REGULAR
    modular: bool = False
    flags: int = 0
    subsampling: tuple[int, ...] = ()
    upsampling: int = 1
    group_shift: int = 1
    passes: int = 1
    level: int = 0
    partial: bool = False
    mode: int = _REPLACE
    duration: int = 0
    last: bool = True
    name: bytes = b""


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a codestream reaches: its end in bytes, its shown frames, names of frames."""

    end: int
    frames: int
    names: tuple[bytes, ...] = field(default=())


def measure(codestream: bytes, header: Header) -> Extent | None:
    """Return how far a codestream reaches, None where that cannot be told."""
    if header.end is None:
        return None
    try:
        return _measure(codestream, header, header.end)
    except Rejected:
        return None


def _measure(codestream: bytes, header: Header, start: int) -> Extent | None:
    at: int | None = start
    if header.preview:
        at, _ = _pass_over(codestream, start, header, header.preview)
    shown, names = 0, list[bytes]()
    while at is not None and shown <= FRAMES:
        at, frame = _pass_over(codestream, at, header, (header.width, header.height))
        if frame.name:
            names.append(frame.name)
        shown += frame.kind in _SHOWN and (frame.last or frame.duration > 0)
        if frame.last and at is not None:
            return Extent(at, max(shown, 1), tuple(names)) if at <= len(codestream) else None
    return None


def _pass_over(
    codestream: bytes, start: int, header: Header, size: tuple[int, int]
) -> tuple[int | None, Frame]:
    """Return where the next frame begins, None if that cannot be told, and this frame's header."""
    bits = Bits(codestream, start)
    frame = Frame(*size)
    if not bits.flag():
        _read_frame(bits, frame, header)
    if bits.flag():  # a permuted table of contents
        return None, frame
    bits.align()
    count = _sections(frame)
    if count > _MOST_SECTIONS:
        return None, frame
    length = sum(bits.number(_SECTION) for _ in range(count))
    return bits.byte + length, frame


def _read_frame(bits: Bits, frame: Frame, header: Header) -> None:
    """Read a frame header (F.2)."""
    frame.kind, frame.modular, frame.flags = bits.take(2), bits.flag(), bits.long()
    _read_coding(bits, frame, header)
    if frame.kind != _REFERENCE:
        _read_passes(bits, frame)
    if frame.kind == _DC:
        frame.level = bits.number(_LEVEL)
    elif bits.flag():
        _read_place(bits, frame)
    frame.last = False
    if frame.kind in _SHOWN:
        _read_showing(bits, frame, header)
    _read_saving(bits, frame)
    frame.name = bits.name()
    _pass_over_filter(bits, frame.modular)
    bits.extensions()


def _read_coding(bits: Bits, frame: Frame, header: Header) -> None:
    """Read how colours and resolution are coded."""
    ycbcr = not header.xyb and bits.flag()
    if not frame.flags & _USES_DC:
        if ycbcr:
            frame.subsampling = tuple(bits.take(2) for _ in range(3))
        frame.upsampling = bits.number(_POWERS)
        for _ in range(header.channels):
            bits.number(_POWERS)
    if frame.modular:
        frame.group_shift = bits.take(2)
    elif header.xyb:
        bits.take(6)


def _read_passes(bits: Bits, frame: Frame) -> None:
    frame.passes = bits.number(_PASSES)
    if frame.passes > 1:
        count = bits.number(_DOWNSAMPLED)
        bits.skip(2 * (frame.passes - 1))
        for choices in (_POWERS, _LAST_PASS):
            for _ in range(count):
                bits.number(choices)


def _read_place(bits: Bits, frame: Frame) -> None:
    """Read a size and place of its own; a frame that leaves some of the picture out is partial."""
    canvas = (frame.width, frame.height)
    places = [0, 0]
    if frame.kind in _SHOWN:
        places = [_signed(bits.number(_PLACE)) for _ in range(2)]
    frame.width, frame.height = bits.number(_PLACE), bits.number(_PLACE)
    sizes = (frame.width, frame.height)
    frame.partial = any(
        place > 0 or place + size < whole
        for place, size, whole in zip(places, sizes, canvas, strict=True)
    )


def _signed(value: int) -> int:
    return -(value + 1) // 2 if value & 1 else value // 2


def _read_showing(bits: Bits, frame: Frame, header: Header) -> None:
    """Read how the frame goes onto the one before, how long it is shown, and if it is the last."""
    modes = [_read_blending(bits, frame, header) for _ in range(1 + header.channels)]
    frame.mode = modes[0]
    if header.animated:
        frame.duration = bits.number(_DURATION)
        if header.timecodes:
            bits.take(32)
    frame.last = bits.flag()


def _read_blending(bits: Bits, frame: Frame, header: Header) -> int:
    mode = bits.number(_MODE)
    alpha = header.channels > 0 and mode in (_BLEND, _WEIGHTED)
    if alpha:
        bits.number(_ALPHA)
    if alpha or mode == _MULTIPLY:
        bits.flag()
    if mode != _REPLACE or frame.partial:
        bits.number(_SOURCE)
    return mode


def _read_saving(bits: Bits, frame: Frame) -> None:
    slot = bits.take(2) if frame.kind != _DC and not frame.last else 0
    kept = not frame.last and frame.kind != _DC and (frame.duration == 0 or slot)
    whole = frame.mode == _REPLACE and not frame.partial
    if frame.kind == _REFERENCE or (frame.kind in _SHOWN and kept and whole):
        bits.flag()


def _pass_over_filter(bits: Bits, modular: bool) -> None:
    """Pass over the restoration filter (J.1)."""
    if bits.flag():
        return
    if bits.flag() and bits.flag():
        bits.halves(6)
    if bits.take(2):
        if not modular and bits.flag():
            bits.halves(8)
        if bits.flag():
            bits.halves(5)
        if bits.flag():
            bits.halves(3 if modular else 4)
        if modular:
            bits.halves(1)
    bits.extensions()


def _sections(frame: Frame) -> int:
    """Return how many entries the table of contents has (F.3.1)."""
    scale = frame.upsampling << 3 * frame.level
    width, height = (-(-side // scale) for side in (frame.width, frame.height))
    group = 128 << frame.group_shift
    groups = -(-width // group) * -(-height // group)
    coarse = -(-width // (8 * group)) * -(-height // (8 * group))
    if groups * frame.passes == 1:
        return 1
    return 2 + coarse + groups * frame.passes
