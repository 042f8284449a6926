"""The marker segments of a JPEG file, found the way decoders find them (ITU-T T.81 annex B).

`walk` reads one picture from its SOI to its EOI. It follows libjpeg where files break the rules:
bytes that belong to no segment are skipped, a marker inside entropy-coded data ends the scan, and
what comes behind an impossible marker is no longer part of the picture.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.images.formats.container import Octets
from bot.images.results import Reason, Rejected

SOI, EOI, SOS, DQT, DHT, DAC, DRI, DNL = 0xD8, 0xD9, 0xDA, 0xDB, 0xC4, 0xCC, 0xDD, 0xDC
APP0, APP1, APP2, APP11, APP13, APP14, COM = 0xE0, 0xE1, 0xE2, 0xEB, 0xED, 0xEE, 0xFE
FRAMES = frozenset(range(0xC0, 0xD0)) - {DHT, DAC, 0xC8}  # SOF0 … SOF15
PROGRESSIVE = frozenset((0xC2, 0xC6, 0xCA, 0xCE))
_STANDALONE = frozenset(range(0xD0, 0xD9)) | {0x01}  # RSTn, SOI, TEM: no length follows

MAX_MARKERS = 50_000  # real files have some hundreds; a hostile one would have ten million
_MAX_INVALID = 10_000

_ANY_MARKER = re.compile(rb"\xff[^\x00\xff]")
_NO_RESTART = re.compile(rb"\xff[\xc0-\xcf\xd8-\xfe]")
_INVALID = re.compile(rb"\xff[\x01-\xbf]")
RESTART = re.compile(rb"\xff[\xd0-\xd7]")


@dataclass(frozen=True, slots=True)
class Segment:
    """A marker with its parameters; for SOS also the entropy-coded data that follows."""

    marker: int
    body: bytes
    entropy: Octets = b""


@dataclass(slots=True)
class Walk:
    """One picture: its segments, the bytes that belong to none, and where it ends in the file."""

    segments: list[Segment] = field(default_factory=list)
    gaps: list[bytes] = field(default_factory=list)
    end: int = 0
    complete: bool = False  # an EOI was found

    @property
    def header(self) -> list[Segment]:
        """The segments before the first scan: where decoders look for application data."""
        for number, segment in enumerate(self.segments):
            if segment.marker == SOS:
                return self.segments[:number]
        return self.segments


def walk(data: bytes) -> Walk:
    """Read the picture whose SOI stands at the beginning.

    Raises `Rejected(DAMAGED)` for a hostile number of markers alone.
    """
    found, at, restarts, scanned = Walk(end=len(data)), 2, 0, False
    for _ in range(MAX_MARKERS):
        head = _next_marker(data, at, found)
        if head is None:
            return found
        begin, marker, at = head
        if marker == EOI:
            found.complete, found.end = True, at
            return found
        if _ends_picture(data, marker, at, scanned):
            found.end = begin
            return found
        if marker in _STANDALONE:
            continue
        segment, at = _read_segment(data, marker, at, restarts)
        found.segments.append(segment)
        restarts = _restart_interval(segment, restarts)
        scanned |= marker == SOS
    raise Rejected(Reason.DAMAGED, "more markers than any picture has")


def _next_marker(data: bytes, at: int, found: Walk) -> tuple[int, int, int] | None:
    """Return where the next marker begins, its code and where it ends; None at the end of data."""
    match = _ANY_MARKER.search(data, at)
    begin = match.start() if match else len(data)
    if skipped := data[at:begin].rstrip(b"\xff"):
        found.gaps.append(skipped)
    return (begin, data[begin + 1], begin + 2) if match else None


def _ends_picture(data: bytes, marker: int, at: int, scanned: bool) -> bool:
    """Tell whether decoding cannot go on: another picture begins, no marker, or data ends."""
    if scanned and (marker == SOI or marker in FRAMES):
        return True
    return marker not in _STANDALONE and (marker < 0xC0 or _runs_over(data, at))


def _runs_over(data: bytes, at: int) -> bool:
    return at + max(2, int.from_bytes(data[at : at + 2], "big")) > len(data)


def _read_segment(data: bytes, marker: int, at: int, restarts: int) -> tuple[Segment, int]:
    """Read the segment whose length field stands at `at`; lengths 0 and 1 mean no parameters."""
    end = at + max(2, int.from_bytes(data[at : at + 2], "big"))
    body = data[at + 2 : end]
    if marker != SOS:
        return Segment(marker, body), end
    match = (_NO_RESTART if restarts else _ANY_MARKER).search(data, end)
    stop = match.start() if match else len(data)
    entropy = _without_fill(memoryview(data)[end:stop])
    return Segment(marker, body, _without_invalid(entropy) if restarts else entropy), stop


def _without_fill(entropy: memoryview) -> memoryview:
    """Cut the fill bytes before a marker; real data ends in FF 00."""
    size = len(entropy)
    while size and entropy[size - 1] == 0xFF:
        size -= 1
    return entropy[:size]


def _without_invalid(entropy: memoryview) -> Octets:
    """Cut what stands between an invalid marker and the next restart marker.

    A decoder that meets such a marker fills the interval up and looks for the next restart
    marker (T.81 section B.1.1.2 allows nothing else there), so these bytes are never shown.
    """
    if not _INVALID.search(entropy):
        return entropy
    pieces, at = list[memoryview](), 0
    while match := _INVALID.search(entropy, at):
        if len(pieces) == _MAX_INVALID:
            raise Rejected(Reason.DAMAGED, "a scan full of impossible markers")
        pieces.append(_without_fill(entropy[at : match.start()]))
        restart = RESTART.search(entropy, match.end())
        at = restart.start() if restart else len(entropy)
    return b"".join([*pieces, entropy[at:]])


def _restart_interval(segment: Segment, before: int) -> int:
    if segment.marker == DRI and len(segment.body) >= 2:
        return int.from_bytes(segment.body[:2], "big")
    return before
