"""ISO base media files with pictures: HEIC, HEIF and AVIF, still and in sequence.

ISO/IEC 14496-12, ISO/IEC 23008-12 (HEIF), AV1-ISOBMFF and AVIF. A clean copy is written anew: the
items that show the pictures, their alpha planes, allow-listed properties and the coded pictures
without messages beside them. With `Options.keep_hdr` also the tone map and its gain map.

Orientation is irot and imir; what Exif says of it is for information only (HEIF 6.5.10, A.2.1).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from bot.images.formats.container import Octets, Picture, Stripped
from bot.images.formats.isobmff import blocks, coded, layout, movie, rewrite, tracks
from bot.images.formats.isobmff.geometry import displayed, hides_pixels
from bot.images.formats.isobmff.layout import Layout
from bot.images.formats.isobmff.meta import Meta, Property
from bot.images.formats.isobmff.shown import Shown, select
from bot.images.formats.kept import (
    COLOUR_PROFILE,
    CROPPED_PIXELS,
    GAIN_MAP,
    ORIENTATION,
    UNREAD_BITSTREAM,
)
from bot.images.limits import check_frames
from bot.images.results import Kept, Options

_SHORT = 4_096  # bytes
_NOT_COMPARED = frozenset((b"a1lx", b"jpgC"))  # hints for decoders, and what joins the item


class IsoBmff:
    """The HEIC and AVIF container."""

    def parse(self, data: bytes) -> Picture:
        """Find every structure of the file."""
        found = layout.read(data)
        shown = select(found.meta) if found.meta else None
        frames = list(_frames(data, found, shown))
        check_frames(frames)
        width, height = frames[0]
        turned = 1
        if found.meta and shown and not found.plays:
            width, height, turned = displayed(found.meta, shown.primary)
        return Picture(
            found.format,
            width,
            height,
            frames=len(frames),
            orientation=turned,
            blocks=tuple(blocks.read(data, found, shown)),
        )

    def strip(self, data: bytes, options: Options) -> Stripped:
        """Return the file written anew with nothing but what shows its pictures."""
        found = layout.read(data)
        copy = rewrite.copy(data, found, options)
        return Stripped(copy, tuple(dict.fromkeys(_kept(layout.read(copy), options))))

    def payload(self, data: bytes) -> tuple[bytes, ...]:
        """Return items, their relations and properties, and samples with their times."""
        found = layout.read(data)
        return tuple(_payload(data, found))


def _frames(data: bytes, found: Layout, shown: Shown | None) -> Iterator[tuple[int, int]]:
    """Yield the sizes of what viewers show: the sequence, or the pictures of the file."""
    if found.movie is not None and found.plays:
        size = tracks.size(data, found.movie.main)
        yield from (size for _ in found.movie.main.samples)
    elif found.meta and shown:  # pragma: no branch - a file with neither is refused before
        for number in shown.pictures:
            width, height, _ = displayed(found.meta, number)
            yield width, height


def _kept(found: Layout, options: Options) -> Iterator[Kept]:
    """Yield what a clean copy still holds beside its pictures."""
    if found.meta:
        shown = select(found.meta, options.keep_hdr)
        profiles = [p for p in found.meta.container if p.kind == b"colr"]
        if displayed(found.meta, shown.primary)[2] != 1:
            yield ORIENTATION
        if any(profile.body[:4] != b"nclx" for profile in profiles):
            yield COLOUR_PROFILE
        if shown.tone_mapped:
            yield GAIN_MAP
        if any(hides_pixels(found.meta, number) for number in shown.items):
            yield CROPPED_PIXELS
        if not all(coded.examined(found.meta.items[number].kind) for number in shown.items):
            yield UNREAD_BITSTREAM
    if found.movie:
        entries = [entry for track in found.movie.shown for entry in track.entries]
        parts = [part for entry in entries for part in entry.properties]
        if any(part.kind == b"colr" and part.body[:4] != b"nclx" for part in parts):
            yield COLOUR_PROFILE
        if not all(coded.examined(entry.kind) for entry in entries):
            yield UNREAD_BITSTREAM


def _payload(data: bytes, found: Layout) -> Iterator[bytes]:
    if found.meta:
        shown = select(found.meta)
        yield repr((shown.primary, shown.pictures)).encode()
        yield from _items(data, found, found.meta, shown)
    if found.movie:
        for track in found.movie.shown:
            yield repr((track.number, track.handler, tracks.size(data, track))).encode()
            yield from movie.timing(data, track)
            for entry in track.entries:
                yield entry.kind + b"".join(map(_compared, movie.kept_properties(entry)))
            for number in range(len(track.samples)):
                yield _fingerprint(movie.clean_sample(data, track, number))


def _items(data: bytes, found: Layout, described: Meta, shown: Shown) -> Iterator[bytes]:
    yield repr(sorted(rewrite.kept_references(described, shown))).encode()
    for part in rewrite.clean_items(data, found, shown):
        yield repr((part.item.number, part.item.kind)).encode()
        yield _fingerprint(part.data)
        yield b"".join(_compared(found) for _, found in part.properties)


def _fingerprint(data: Octets) -> bytes:
    """Return the bytes, or their SHA-256 where two payloads would triple the memory."""
    return bytes(data) if len(data) <= _SHORT else hashlib.sha256(data).digest()


def _compared(found: Property) -> bytes:
    """Return what has to stay of a property; a profile is rebuilt, so its kind alone."""
    if found.kind in _NOT_COMPARED:
        return b""
    profile = found.kind == b"colr" and found.body[:4] in (b"prof", b"rICC")
    return found.kind + (found.body[:4] if profile else found.body)


ISOBMFF = IsoBmff()
