"""Frame, scan and table segments: are they whole, and which tables does a picture really use?

ITU-T T.81 sections B.2.2 to B.2.4. A table that no scan uses, or that is replaced before a scan
could use it, changes nothing of the picture but can carry anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.images.formats.container import Octets
from bot.images.formats.jpeg.walk import DAC, DHT, DNL, DQT, DRI, FRAMES, RESTART, SOS, Segment
from bot.images.results import Reason, Rejected

_TABLES = (DQT, DHT, DAC, DRI)
_PIXELS = FRAMES | {DQT, DHT, DAC, DRI, DNL, SOS}
_LOSSLESS = (0xC3, 0xC7, 0xCB, 0xCF)

Key = tuple[int, int]  # marker of the segment, the byte that names the table in it


@dataclass(frozen=True, slots=True)
class Component:
    """One colour component: its id, sampling factors and quantization table."""

    ident: int
    across: int
    down: int
    table: int


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame header (SOFn), sizes in samples."""

    marker: int
    width: int
    height: int
    components: tuple[Component, ...]
    by_lines: bool  # the height stands in a DNL segment behind the first scan

    def units(self, scanned: list[Component]) -> int:
        """Return how many MCUs a scan of these components holds (T.81 section A.2)."""
        across = max(part.across for part in self.components)
        down = max(part.down for part in self.components)
        if len(scanned) > 1:
            return ceil_div(self.width, 8 * across) * ceil_div(self.height, 8 * down)
        only = scanned[0] if scanned else self.components[0]
        wide = ceil_div(ceil_div(self.width * only.across, across), 8)
        return wide * ceil_div(ceil_div(self.height * only.down, down), 8)


def ceil_div(value: int, step: int) -> int:
    """Return how many steps it takes to reach a value."""
    return -(-value // step)


def read_frame(segments: list[Segment]) -> Frame:
    """Return the frame header; raise `Rejected(DAMAGED)` unless there is exactly one sound one."""
    heads = [part for part in segments if part.marker in FRAMES]
    if len(heads) != 1 or not any(part.marker == SOS for part in segments):
        raise Rejected(Reason.DAMAGED, "no picture between SOI and EOI")
    body = heads[0].body
    if len(body) < 9 or len(body) != 6 + 3 * body[5]:
        raise Rejected(Reason.DAMAGED, "a frame header of the wrong length")
    parts = tuple(
        Component(body[at], body[at + 1] >> 4, body[at + 1] & 15, body[at + 2])
        for at in range(6, len(body), 3)
    )
    if any(not 1 <= factor <= 4 for part in parts for factor in (part.across, part.down)):
        raise Rejected(Reason.DAMAGED, "an impossible sampling factor")
    height = int.from_bytes(body[1:3], "big")
    width, by_lines = int.from_bytes(body[3:5], "big"), not height
    return Frame(heads[0].marker, width, height or _height_from_dnl(segments), parts, by_lines)


def _height_from_dnl(segments: list[Segment]) -> int:
    lines = [part.body for part in segments if part.marker == DNL and len(part.body) == 2]
    return int.from_bytes(lines[0], "big") if lines else 0


def split_tables(segment: Segment) -> list[tuple[Key, bytes]]:
    """Return the tables of a DQT, DHT, DAC or DRI segment; raise `Rejected` if it is broken."""
    body, at, found = segment.body, 0, []
    while at < len(body):
        size = _table_size(segment.marker, body, at)
        if at + size > len(body):
            raise Rejected(Reason.DAMAGED, "a table runs over its segment")
        found.append(((segment.marker, _name(segment.marker, body[at])), body[at : at + size]))
        at += size
    return found


def _name(marker: int, first: int) -> int:
    if marker == DRI:
        return 0
    return first & 15 if marker == DQT else first


def _table_size(marker: int, body: bytes, at: int) -> int:
    if marker == DQT:
        return 129 if body[at] >> 4 else 65
    return 17 + sum(body[at + 1 : at + 17]) if marker == DHT else 2  # DAC and DRI: two bytes


def picture_segments(segments: list[Segment]) -> list[Segment]:
    """Return the segments that make the pixels, without any table the scans do not use.

    Raises `Rejected(DAMAGED)` where a segment before the end of the first scan is broken; what
    follows a broken segment behind it is not shown by decoders and is left out.
    """
    frame = read_frame(segments)
    wanted = _PIXELS if frame.by_lines else _PIXELS - {DNL}
    sound = _sound([part for part in segments if part.marker in wanted])
    used = _used_tables(sound, frame)
    pruned = (_prune(part, used.get(number)) for number, part in enumerate(sound))
    return list(_cut_surplus([part for part in pruned if part.body], frame))


def _sound(segments: list[Segment]) -> list[Segment]:
    found: list[Segment] = []
    for part in segments:
        if _is_whole(part):
            found.append(part)
        elif any(seen.marker == SOS for seen in found):
            break
        else:
            raise Rejected(Reason.DAMAGED, "a broken segment before the picture")
    return found


def _is_whole(part: Segment) -> bool:
    match part.marker:
        case 0xDB | 0xC4 | 0xCC:
            return _tables_fit(part)
        case 0xDD | 0xDC:
            return len(part.body) == 2
        case 0xDA:
            return len(part.body) >= 6 and len(part.body) == 4 + 2 * part.body[0]
    return True


def _tables_fit(part: Segment) -> bool:
    try:
        return bool(split_tables(part))
    except Rejected:
        return False


def _used_tables(segments: list[Segment], frame: Frame) -> dict[int, set[int]]:
    """Return for each table segment (by position) the places of its tables that a scan uses."""
    current: dict[Key, tuple[int, int]] = {}
    used: dict[int, set[int]] = {}
    for number, part in enumerate(segments):
        if part.marker in _TABLES:
            used[number] = set()
            for place, (key, _) in enumerate(split_tables(part)):
                current[key] = number, place
        elif part.marker == SOS:
            for key in _wanted(part, frame):
                if key in current:
                    used[current[key][0]].add(current[key][1])
    return used


def _wanted(scan: Segment, frame: Frame) -> set[Key]:
    """Return the tables that a scan names: entropy tables by SOS, quantization tables by SOF."""
    wanted: set[Key] = {(DRI, 0)}
    for at in range(1, len(scan.body) - 3, 2):
        direct, other = scan.body[at + 1] >> 4, scan.body[at + 1] & 15
        for marker in (DHT, DAC):
            wanted |= {(marker, direct), (marker, 0x10 | other)}
        wanted |= {(DQT, part.table) for part in frame.components if part.ident == scan.body[at]}
    return wanted


def _prune(part: Segment, used: set[int] | None) -> Segment:
    if used is None:
        return part
    tables = [table for place, (_, table) in enumerate(split_tables(part)) if place in used]
    return replace(part, body=b"".join(tables))


def _cut_surplus(segments: list[Segment], frame: Frame) -> Iterator[Segment]:
    """Cut the restart intervals that lie behind the last MCU of a scan."""
    interval = 0
    for part in segments:
        if part.marker == DRI:
            interval = int.from_bytes(part.body, "big")
        if part.marker == SOS and interval and frame.height and frame.marker not in _LOSSLESS:
            yield replace(
                part, entropy=_first_intervals(part.entropy, _units(part, frame), interval)
            )
        else:
            yield part


def _units(scan: Segment, frame: Frame) -> int:
    named = scan.body[1:-3:2]
    return frame.units([part for part in frame.components if part.ident in named])


def _first_intervals(entropy: Octets, units: int, interval: int) -> Octets:
    """Return the intervals a scan needs; all of them where the markers are out of sequence.

    A decoder that misses a marker looks for it further on, so then any interval may be shown.
    """
    at, needed = 0, ceil_div(units, interval)
    for number in range(needed):
        restart = RESTART.search(entropy, at)
        if restart is None:
            return entropy
        at = restart.end()
        if number < needed - 1 and entropy[at - 1] & 7 != number % 8:
            return entropy
    return entropy[: at - 2]
