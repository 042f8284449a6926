"""Maker notes (Exif tag 0x927C): what tells persons, cameras and copies apart.

Only identifying fields are named (serial numbers, owners, ids, firmware, lens, dates, places,
faces); that a note is there at all is told in any case, also when nobody knows its layout.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.images.metadata.ifd import MAX_ENTRIES, Directory, Entry, Tiff
from bot.images.metadata.makernotes import (
    canon,
    compacts,
    nikon,
    olympus,
    panasonic,
    reconyx,
    sony,
)
from bot.images.metadata.makernotes.layout import Layout, Note, named, preview
from bot.images.metadata.tags import Tag, damaged, decode

LAYOUTS: tuple[Layout, ...] = (
    *nikon.LAYOUTS,
    *reconyx.LAYOUTS,
    *olympus.LAYOUTS,
    *panasonic.LAYOUTS,
    *compacts.LAYOUTS,
    *sony.LAYOUTS,
    *canon.LAYOUTS,
)

_SERIAL_TEXT = b"SERIAL NUMBER:"
_FIRMWARE_TEXT = (b"Rev", b"Rv")


def read(tiff: Tiff, entry: Entry, make: str, model: str) -> Iterator[Tag]:
    """Yield the tags of the maker note in `entry`, written by a camera of that make and model."""
    head = tiff.raw(entry, limit=32)
    layout = next((known for known in LAYOUTS if known.owns(head, make)), None)
    maker = layout.maker if layout else "MakerNote"
    note = Note(tiff, entry.start, entry.size, maker, model)
    yield note.tag("MakerNote", f"{entry.size} bytes")
    if layout is None:
        yield from _text_note(note, entry)
        return
    note, directory = _open(note, layout)
    if directory.damaged and not directory.entries:
        yield damaged(maker, directory.damaged)
        return
    yield from named(note, directory, layout.names)
    if layout.preview:
        yield from preview(note, *map(directory.get, layout.preview))
    if layout.more:
        yield from layout.more(note, directory)


def _open(note: Note, layout: Layout) -> tuple[Note, Directory]:
    """Find the note's directory, its byte order and what its offsets count from."""
    if layout.plain:
        return note, Directory()
    if layout.maker == "Nikon" and layout.base:
        return nikon.open_embedded(note)
    start = note.start + layout.header
    if layout.maker == "Fujifilm":
        start = note.start + int.from_bytes(
            note.tiff.data[note.start + 8 : note.start + 12], "little"
        )
    tiff = note.tiff.in_order(_order(note.tiff, start))
    base = 0 if layout.base is None else note.start + layout.base
    directory = tiff.directory(start, base)
    moved = _moved(note, directory, packed=layout.packed) if layout.base is None else 0
    if moved:
        mended = tiff.directory(start, base + moved)
        if len(mended.entries) >= len(directory.entries):
            return replace(note, tiff=tiff, base=base + moved), mended
    return replace(note, tiff=tiff, base=base), directory


def _order(tiff: Tiff, start: int) -> str:
    """Notes keep the camera's byte order; the smaller count of entries is the true one."""
    head = tiff.data[start : start + 2]
    little, big = int.from_bytes(head, "little"), int.from_bytes(head, "big")
    if min(little, big) > MAX_ENTRIES or little == big:
        return tiff.order
    return "<" if little < big else ">"


def _moved(note: Note, directory: Directory, *, packed: bool) -> int:
    """Tell how far an editor has moved the note without mending its offsets.

    Cameras put the first value right behind the directory. Where that is not so, and values lie
    outside the note as well (or the maker is known to leave no gap), the note was moved.
    """
    far = [entry for entry in directory.entries if entry.size > 4]
    gap = directory.values - directory.end
    end = note.start + note.size
    inside = [note.start <= entry.start and entry.start + entry.size <= end for entry in far]
    sound = not directory.damaged and all(inside)
    return 0 if sound and (not packed or -4 <= gap <= 4) else -gap


def _text_note(note: Note, entry: Entry) -> Iterator[Tag]:
    """Notes without a directory sometimes spell things out (Hewlett-Packard, Ricoh)."""
    raw = note.tiff.raw(entry)
    if raw.startswith(_FIRMWARE_TEXT):
        yield note.tag("FirmwareVersion", decode(raw)[:16].partition(";")[0])
    at = raw.upper().find(_SERIAL_TEXT)
    if at >= 0:
        yield note.tag("SerialNumber", decode(raw[at + len(_SERIAL_TEXT) :][:32]))
