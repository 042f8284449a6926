"""Picture sequences: the movie box, its picture track and that track's alpha (14496-12 8.2-8.7).

A sample's bytes are found by the sample tables. Nothing of sound, text or user data is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.images.formats.isobmff.boxes import Box, Cursor, boxes, children, damaged
from bot.images.formats.isobmff.meta import Property
from bot.images.formats.isobmff.properties import ALPHA, aux_type
from bot.images.limits import FRAMES
from bot.images.results import Reason, Rejected

_MOST_TRACKS = 64
_ENTRY_HEAD = 78  # of a visual sample entry (12.1.3)
_MOST_RUNS = 20_000
_CODINGS = frozenset(b"av01 hvc1 hev1 vvc1 vvi1 avc1 avc3 evc1 jpeg mjpg j2ki uncv".split())
# Sizes of the rows of the tables that are copied: durations, offsets, sync samples (8.6).
TABLES = {b"stts": 8, b"ctts": 8, b"stss": 4}


@dataclass(frozen=True, slots=True)
class Entry:
    """A sample entry: how its samples are coded."""

    kind: bytes
    width: int
    height: int
    depth: int
    properties: tuple[Property, ...]


@dataclass(frozen=True, slots=True)
class Track:
    """One track: its boxes by kind, its sample entries and where each sample is.

    `samples` are (offset, size, number of the sample entry from 1).
    """

    number: int
    box: Box
    handler: bytes
    references: dict[bytes, tuple[int, ...]]
    header: Box
    media_header: Box
    edits: Box | None
    table: Box
    entries: tuple[Entry, ...] = ()
    tables: tuple[Box, ...] = ()
    samples: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Movie:
    """A movie box: its header, the tracks that are shown, and every other track."""

    box: Box
    header: Box
    shown: tuple[Track, ...]
    others: tuple[Box, ...]

    @property
    def main(self) -> Track:
        """The track of pictures."""
        return self.shown[0]


def read(data: bytes, box: Box) -> Movie:
    """Take a movie box apart; raise `Rejected` where it holds no picture track."""
    inside = children(data, box)
    if b"mvhd" not in inside or b"mvex" in inside:
        raise Rejected(Reason.UNSUPPORTED, "a movie in fragments")
    every = [child for child in boxes(data, box.body, box.end) if child.kind == b"trak"]
    if len(every) > _MOST_TRACKS:
        raise damaged("more tracks than any sequence has")
    tracks = [track for child in every for track in _track(data, child)]
    main = next((track for track in tracks if _is_main(track)), None)
    if main is None:
        raise damaged("no picture track")
    if not all(entry.kind in _CODINGS for entry in main.entries):
        raise Rejected(Reason.UNSUPPORTED, "pictures coded in a way not known here")
    shown = tuple(_filled(data, t) for t in (main, *(t for t in tracks if _is_alpha_of(t, main))))
    if not shown[0].samples:
        raise damaged("a sequence without frames")
    used = {track.box for track in shown}
    return Movie(box, inside[b"mvhd"], shown, tuple(b for b in every if b not in used))


def _filled(data: bytes, track: Track) -> Track:
    """Return a track with its tables; those of tracks that are not shown are never read."""
    found = children(data, track.table)
    tables = tuple(found[kind] for kind in TABLES if kind in found)
    return replace(track, tables=tables, samples=tuple(_samples(data, found)))


def _is_main(track: Track) -> bool:
    return track.handler in (b"pict", b"vide") and not {b"auxl", b"thmb"} & track.references.keys()


def _is_alpha_of(track: Track, main: Track) -> bool:
    if main.number not in track.references.get(b"auxl", ()):
        return False
    kinds = [p.body for entry in track.entries for p in entry.properties if p.kind == b"auxi"]
    return bool(kinds) and all(aux_type(body) in ALPHA for body in kinds)


def _track(data: bytes, box: Box) -> Iterator[Track]:
    """Yield a picture track; tracks of sound and others yield nothing."""
    inside = children(data, box)
    media = children(data, inside[b"mdia"]) if b"mdia" in inside else {}
    if not {b"mdhd", b"hdlr", b"minf"} <= media.keys() or b"tkhd" not in inside:
        return
    handler = data[media[b"hdlr"].body + 8 : media[b"hdlr"].body + 12]
    if handler not in (b"pict", b"auxv", b"vide"):
        return
    tables = children(data, media[b"minf"])
    if b"stbl" not in tables:
        return
    found = children(data, tables[b"stbl"])
    edits = children(data, inside[b"edts"]).get(b"elst") if b"edts" in inside else None
    yield Track(
        _number(data, inside[b"tkhd"]),
        box,
        handler,
        dict(_references(data, inside.get(b"tref"))),
        inside[b"tkhd"],
        media[b"mdhd"],
        edits,
        tables[b"stbl"],
        tuple(_entries(data, found.get(b"stsd"))),
    )


def _number(data: bytes, header: Box) -> int:
    cursor = Cursor.into(data, header)
    cursor.take(16 if cursor.uint(4) >> 24 else 8)
    return cursor.uint(4)


def _references(data: bytes, box: Box | None) -> Iterator[tuple[bytes, tuple[int, ...]]]:
    for child in boxes(data, box.body, box.end) if box else ():
        cursor = Cursor.into(data, child)
        yield child.kind, tuple(cursor.uint(4) for _ in range(min(cursor.left // 4, _MOST_TRACKS)))


def _entries(data: bytes, box: Box | None) -> Iterator[Entry]:
    for child in boxes(data, box.body + 8, box.end) if box else ():
        cursor = Cursor.into(data, child)
        cursor.take(24)
        width, height = cursor.uint(2), cursor.uint(2)
        cursor.take(46)
        depth = cursor.uint(2)
        cursor.take(2)
        inside = boxes(data, child.body + _ENTRY_HEAD, child.end)
        parts = tuple(Property(part.kind, part.content(data)) for part in inside)
        yield Entry(child.kind, width, height, depth, parts)


def _samples(data: bytes, found: dict[bytes, Box]) -> Iterator[tuple[int, int, int]]:
    """Yield where each sample is (8.7): chunks hold runs of samples, sizes stand in a table."""
    sizes = iter(_sizes(data, found))
    chunks = _chunks(data, found)
    runs = _runs(data, found.get(b"stsc"))
    per_chunk = entry = 0
    for number, offset in enumerate(chunks, start=1):
        if number in runs:
            per_chunk, entry = runs[number]
        for _ in range(per_chunk):
            size = next(sizes, None)
            if size is None:
                return
            if offset + size > len(data):
                raise damaged("a sample that breaks off")
            yield offset, size, entry
            offset += size  # noqa: PLW2901 - the next sample of the chunk follows


def _sizes(data: bytes, found: dict[bytes, Box]) -> list[int]:
    """Read the sample sizes (8.7.3); a sample is a frame, and frames are limited."""
    compact = b"stsz" not in found
    box = found.get(b"stz2") if compact else found[b"stsz"]
    if box is None:
        raise damaged("no sample sizes")
    cursor = Cursor.into(data, box)
    cursor.uint(4)
    field, count = cursor.uint(4), cursor.uint(4)
    if count > FRAMES:
        raise Rejected(Reason.TOO_MANY_FRAMES)
    if not compact:
        return [field or cursor.uint(4) for _ in range(count)]
    if field & 0xFF == 4:
        pairs = cursor.take((count + 1) // 2)
        return [half for byte in pairs for half in (byte >> 4, byte & 15)][:count]
    return [cursor.uint((field & 0xFF) // 8) for _ in range(count)]


def _chunks(data: bytes, found: dict[bytes, Box]) -> list[int]:
    box, size = found.get(b"stco"), 4
    if box is None:
        box, size = found.get(b"co64"), 8
    if box is None:
        raise damaged("no chunk offsets")
    cursor = Cursor.into(data, box)
    cursor.uint(4)
    count = cursor.uint(4)
    if count * size > cursor.left or count > _MOST_RUNS:
        raise damaged("more chunks than samples")
    return [cursor.uint(size) for _ in range(count)]


def _runs(data: bytes, box: Box | None) -> dict[int, tuple[int, int]]:
    """Return by first chunk how many samples a chunk has, and their entry (8.7.4)."""
    if box is None:
        raise damaged("no chunk table")
    cursor = Cursor.into(data, box)
    cursor.uint(4)
    count = cursor.uint(4)
    if count * 12 > cursor.left or count > _MOST_RUNS:
        raise damaged("more runs than samples")
    return {cursor.uint(4): (cursor.uint(4), cursor.uint(4)) for _ in range(count)}


def size(data: bytes, track: Track) -> tuple[int, int]:
    """Return width and height in pixels, from the sample entry, else the track header."""
    if track.entries and track.entries[0].width:
        return track.entries[0].width, track.entries[0].height
    tail = data[track.header.end - 8 : track.header.end]
    return int.from_bytes(tail[:2], "big"), int.from_bytes(tail[4:6], "big")
