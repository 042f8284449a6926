"""Writes a movie box anew: the tracks that are shown, without dates, names and user data.

ISO/IEC 14496-12 sections 8.2 to 8.7. Every sample gets a chunk of its own, so that a frame that
is the still picture too is stored once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from bot.images.formats.container import Octets
from bot.images.formats.isobmff import coded, properties
from bot.images.formats.isobmff.boxes import Box, damaged, write, write_full
from bot.images.formats.isobmff.meta import Property
from bot.images.formats.isobmff.tracks import TABLES, Entry, Movie, Track
from bot.images.results import Reason, Rejected

_CODINGS = frozenset(b"av01 hvc1 hev1 vvc1 vvi1 avc1 avc3 evc1 jpeg mjpg j2ki uncv".split())
_UNDETERMINED = 0x55C4  # language "und" (8.4.2.3)
_REFERENCES = (b"auxl", b"prem")
_HEAD_SIZES = {b"mvhd": 100, b"tkhd": 84, b"mdhd": 24}  # with 32-bit times; 12 more with 64
HANDLER_TAIL = bytes(13)  # reserved, and an empty name

Place = Callable[[Octets], int]


def write_movie(data: bytes, movie: Movie, place: Place) -> bytes:
    """Return a clean movie box; `place` stores a sample and returns its offset in the file."""
    tracks = [_track(data, movie, track, place) for track in movie.shown]
    following = max(track.number for track in movie.shown) + 1
    head, tail = _times(data, movie.header, 4, 0)
    # Rate, volume and matrix stay; what stands between and behind is reserved (8.2.2).
    rest = tail[:6] + bytes(10) + tail[16:52] + bytes(24) + following.to_bytes(4, "big")
    return write(b"moov", write(b"mvhd", head, rest), *tracks)


def _times(data: bytes, box: Box, before: int, between: int) -> tuple[bytes, bytes]:
    """Return version, zeroed dates and a duration; and what stands behind them.

    `before` bytes stand between the dates and the duration, `between` reserved ones before it.
    """
    body = box.content(data)
    wide = body[:1] == b"\1"
    if len(body) < _HEAD_SIZES[box.kind] + 12 * wide or body[:1] not in (b"\0", b"\1"):
        raise damaged("a header that breaks off")
    dates, duration = (16, 8) if wide else (8, 4)
    at = 4 + dates
    kept = body[at : at + before] + bytes(between)
    at += before + between
    return body[:4] + bytes(dates) + kept + body[at : at + duration], body[at + duration :]


def _track(data: bytes, movie: Movie, track: Track, place: Place) -> bytes:
    head, tail = _times(data, track.header, 4, 4)
    # Layer, group, volume, matrix and size stay (8.3.2).
    rest = bytes(8) + tail[8:14] + bytes(2) + tail[16:60]
    return write(
        b"trak",
        write(b"tkhd", head[:3], bytes([head[3] & 7]), head[4:], rest),
        *_references(movie, track),
        *_edits(data, track),
        _media(data, track, place),
    )


def _references(movie: Movie, track: Track) -> Iterator[bytes]:
    kept = {other.number for other in movie.shown}
    found = []
    for kind in _REFERENCES:
        numbers = [n for n in track.references.get(kind, ()) if n in kept]
        if numbers:
            found.append(write(kind, *(number.to_bytes(4, "big") for number in numbers)))
    if found:
        yield write(b"tref", *found)


def _edits(data: bytes, track: Track) -> Iterator[bytes]:
    if track.edits is not None:
        size = 20 if data[track.edits.body] == 1 else 12
        yield write(b"edts", write(b"elst", _table(data, track.edits, size)))


def _table(data: bytes, box: Box, size: int) -> bytes:
    """Return the content of a table of rows of one size, cut to what it counts."""
    body = box.content(data)
    end = 8 + size * int.from_bytes(body[4:8], "big")
    if len(body) < max(end, 8):
        raise damaged("a table that breaks off")
    return body[:end]


def timing(data: bytes, track: Track) -> Iterator[bytes]:
    """Yield edits, time scale, durations and offsets: when each frame is shown, and how long."""
    yield _times(data, track.media_header, 4, 0)[0]
    yield b"".join(_edits(data, track))
    for table in track.tables:
        yield table.kind + _table(data, table, TABLES[table.kind])


def _media(data: bytes, track: Track, place: Place) -> bytes:
    head, _ = _times(data, track.media_header, 4, 0)
    language = _UNDETERMINED.to_bytes(2, "big") + bytes(2)
    return write(
        b"mdia",
        write(b"mdhd", head, language),
        write_full(b"hdlr", 0, 0, bytes(4), track.handler, HANDLER_TAIL),
        write(
            b"minf",
            write_full(b"vmhd", 0, 1, bytes(8)),
            write(b"dinf", write_full(b"dref", 0, 0, b"\0\0\0\1", write_full(b"url ", 0, 1))),
            _sample_table(data, track, place),
        ),
    )


def _sample_table(data: bytes, track: Track, place: Place) -> bytes:
    samples = [clean_sample(data, track, number) for number in range(len(track.samples))]
    numbers = [entry for _, _, entry in track.samples]
    offsets = (place(sample).to_bytes(4, "big") for sample in samples)
    sizes = (len(sample).to_bytes(4, "big") for sample in samples)
    count = len(samples).to_bytes(4, "big")
    return write(
        b"stbl",
        write_full(b"stsd", 0, 0, _count(track.entries), *map(_entry, track.entries)),
        *(write(table.kind, _table(data, table, TABLES[table.kind])) for table in track.tables),
        write_full(b"stsc", 0, 0, *_runs(numbers)),
        write_full(b"stsz", 0, 0, bytes(4), count, *sizes),
        write_full(b"stco", 0, 0, count, *offsets),
    )


def _count(things: tuple[object, ...]) -> bytes:
    return len(things).to_bytes(4, "big")


def clean_sample(data: bytes, track: Track, number: int) -> Octets:
    """Return the bytes of a sample (from 0) without messages beside the picture."""
    offset, size, entry = track.samples[number]
    if not 1 <= entry <= len(track.entries):
        raise damaged("a sample of no entry")
    coding = track.entries[entry - 1]
    return coded.clean(coding.kind, memoryview(data)[offset : offset + size], coding.properties)


def _runs(numbers: list[int]) -> Iterator[bytes]:
    """Yield the chunk table: one sample a chunk, a row where the sample entry changes."""
    runs = [(number, len(list(group))) for number, group in groupby(numbers)]
    yield _count(tuple(runs))
    first = 1
    for number, length in runs:
        yield b"".join(value.to_bytes(4, "big") for value in (first, 1, number))
        first += length


def _entry(entry: Entry) -> bytes:
    """Return a visual sample entry without the name of the compressor (12.1.3).

    Raises `Rejected(UNSUPPORTED)` for a coding whose bytes could hold anything.
    """
    if entry.kind not in _CODINGS:
        raise Rejected(Reason.UNSUPPORTED, "a coding not known here")
    kept = kept_properties(entry)
    size = entry.width.to_bytes(2, "big") + entry.height.to_bytes(2, "big")
    resolution = b"\0\x48\0\0" * 2  # 72 dpi, as the standard demands
    head = bytes(6) + b"\0\1" + bytes(16) + size + resolution + bytes(4) + b"\0\1" + bytes(32)
    boxes_ = (write(part.kind, part.body) for part in kept)
    return write(entry.kind, head, entry.depth.to_bytes(2, "big"), b"\xff\xff", *boxes_)


def kept_properties(entry: Entry) -> tuple[Property, ...]:
    """Return the boxes of a sample entry that stay."""
    reduced = ((part.kind, properties.reduce(part.kind, part.body)) for part in entry.properties)
    return tuple(Property(kind, body) for kind, body in reduced if body is not None)
