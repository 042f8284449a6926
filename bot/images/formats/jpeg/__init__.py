"""JPEG (ITU-T T.81) with JFIF, MPO, Ultra HDR and motion photos: marker segment surgery.

What may remain: frame, tables and scans; a bare JFIF header; the Adobe transform; the ICC profile
rebuilt; an Exif block with nothing but an orientation. With `Options.keep_hdr` also the gain map,
with `Options.keep_date` the date.
"""

from __future__ import annotations

from bot.images import colour, orientation, taken
from bot.images.formats.container import Octets, Picture, Stripped
from bot.images.formats.jpeg import blocks, gainmap
from bot.images.formats.jpeg.tables import picture_segments, read_frame
from bot.images.formats.jpeg.walk import (
    APP0,
    APP1,
    APP2,
    APP14,
    PROGRESSIVE,
    SOS,
    Segment,
    Walk,
    walk,
)
from bot.images.formats.kept import COLOUR_PROFILE, DATE, GAIN_MAP, ORIENTATION
from bot.images.limits import check_frames
from bot.images.once import once
from bot.images.results import Format, Kept, Options

_JFIF = (
    b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"  # T.871 10.1: version 1.01, square pixels, no thumbnail
)
_ICC_PIECE = 65_519  # what fits a segment beside its own length and the ICC header
_walk_file = once(walk)


class Jpeg:
    """The JPEG container."""

    def parse(self, data: bytes) -> Picture:
        """Find every structure of the file."""
        found = _walk_file(data)
        frame = read_frame(found.segments)
        check_frames([(frame.width, frame.height)])
        return Picture(
            Format.JPEG,
            frame.width,
            frame.height,
            orientation=_orientation(found),
            blocks=tuple(blocks.read_blocks(data, found)),
            damaged=() if found.complete else ("end of image",),
        )

    def strip(self, data: bytes, options: Options) -> Stripped:
        """Return SOI, the allow-listed application data, the picture's own segments and EOI."""
        found = _walk_file(data)
        pixels = picture_segments(found.segments)
        application, kept = _application(found, keep_date=options.keep_date)
        gain_map = gainmap.find(data, found.segments) if options.keep_hdr else None
        if gain_map is None:
            return Stripped(write(application + pixels), kept)
        second = _gain_map(gain_map)
        return Stripped(_with_gain_map(application, pixels, second, found), (*kept, GAIN_MAP))

    def payload(self, data: bytes) -> tuple[Octets, ...]:
        """Return how the colours are coded, and every segment that makes pixels."""
        found = _walk_file(data)
        pixels = picture_segments(found.segments)
        colours = b"".join(bytes([part.marker]) + part.body for part in _colour_coding(found))
        return (colours, *(piece for part in pixels for piece in _pieces(part)))


def coarse(data: bytes) -> bytes:
    """Return a progressive picture with nothing but its scans of averages of 8 x 8 samples (DC).

    Decoded at an eighth of its size it looks the same and takes a fraction of the time. Other
    pictures are returned as they are.
    """
    segments = _walk_file(data).segments
    if not any(part.marker in PROGRESSIVE for part in segments):
        return data
    # The byte before the last of a scan header is the highest frequency (T.81 section B.2.3).
    return write([part for part in segments if part.marker != SOS or part.body[-2:-1] == b"\0"])


def _pieces(part: Segment) -> tuple[Octets, ...]:
    head = bytes([part.marker]) + part.body
    return (head, part.entropy) if part.marker == SOS else (head,)


def _orientation(found: Walk) -> int:
    """Read the orientation from the header's Exif; an Exif split over segments is put together."""
    header = [part.body for part in found.header if part.marker == APP1]
    packets = [body for body in header if body.startswith(blocks.XMP_HEAD)]
    return orientation.seen(_exif(found), packets[-1:])


def _exif(found: Walk) -> bytes:
    header = [part.body for part in found.header if part.marker == APP1]
    return b"".join(body[6:] for body in header if body.startswith(orientation.EXIF_HEAD))


def _application(
    found: Walk, *, keep_date: bool = False
) -> tuple[list[Segment], tuple[Kept, ...]]:
    """Return the application segments of a clean copy, written anew, and what they keep."""
    colours = _colour_coding(found)
    segments = [part for part in colours if part.marker == APP0]
    kept = []
    turned, date = _orientation(found), taken.read(_exif(found)) if keep_date else None
    if turned != 1 or date:
        segments.append(Segment(APP1, orientation.minimal_exif(turned, date)))
    kept += [ORIENTATION] if turned != 1 else []
    kept += [DATE] if date else []
    profile = colour.clean(blocks.join_icc(found.header))
    if profile:
        segments += _split_icc(profile)
        kept.append(COLOUR_PROFILE)
    segments += [part for part in colours if part.marker == APP14]
    return segments, tuple(kept)


def _colour_coding(found: Walk) -> list[Segment]:
    """Return a bare JFIF and Adobe segment where the header has them: they decide YCbCr or RGB."""
    segments = []
    header = found.header
    if any(part.marker == APP0 and _is_jfif(part.body) for part in header):
        segments.append(Segment(APP0, _JFIF))
    adobe = [part.body for part in header if part.marker == APP14 and _is_adobe(part.body)]
    if adobe:
        transform = adobe[-1][11]
        segments.append(Segment(APP14, b"Adobe\0\x64\0\0\0\0" + bytes([min(transform, 2)])))
    return segments


def _is_jfif(body: bytes) -> bool:
    return body[:5] == b"JFIF\0" and len(body) >= 14


def _is_adobe(body: bytes) -> bool:
    return body[:5] == b"Adobe" and len(body) >= 12


def _split_icc(profile: bytes) -> list[Segment]:
    """Split a profile over APP2 segments (ICC.1:2022 annex B.4)."""
    pieces = [profile[at : at + _ICC_PIECE] for at in range(0, len(profile), _ICC_PIECE)]
    return [
        Segment(APP2, blocks.ICC_HEAD + bytes([number, len(pieces)]) + piece)
        for number, piece in enumerate(pieces, start=1)
    ]


def write(segments: list[Segment]) -> bytes:
    """Write a JPEG file of these segments between SOI and EOI."""
    parts: list[Octets] = [b"\xff\xd8"]
    for part in segments:
        length = (len(part.body) + 2).to_bytes(2, "big")
        parts += [b"\xff", bytes([part.marker]), length, part.body, part.entropy]
    return b"".join([*parts, b"\xff\xd9"])


def _gain_map(data: bytes) -> bytes:
    """Return a gain map image with nothing but its pixels and its own parameters."""
    found = walk(data)
    pixels = picture_segments(found.segments)
    application, _ = _application(found)
    return write(application + gainmap.parameters(found.segments) + pixels)


def _with_gain_map(
    application: list[Segment], pixels: list[Segment], second: bytes, found: Walk
) -> bytes:
    """Return the primary with container XMP and picture index, and the gain map behind it."""
    described = application + gainmap.container(found.segments, len(second))
    size = len(write([*described, gainmap.index(0, 0, 0), *pixels]))
    behind = len(write(described)) - 2 + 8  # SOI … described, then FF E2 length "MPF\0"
    index = gainmap.index(size, size - behind, len(second))
    return write([*described, index, *pixels]) + second


JPEG = Jpeg()
