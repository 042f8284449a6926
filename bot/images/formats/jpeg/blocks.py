"""Everything in a JPEG file that is not needed to show it, as blocks for the report.

Exif: CIPA DC-008 4.7.2. XMP and extended XMP: XMP part 3 section 1.1.3. JUMBF in APP11: ISO/IEC
19566-5 annex D. JFIF and JFXX: ITU-T T.871 section 10. MPF: CIPA DC-007.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.images.formats.container import Block, Kind
from bot.images.formats.jpeg import multi
from bot.images.formats.jpeg.walk import APP1, APP2, APP11, APP13, APP14, Segment, Walk
from bot.images.formats.trailer import describe, is_empty
from bot.images.orientation import EXIF_HEAD

XMP_HEAD = b"http://ns.adobe.com/xap/1.0/\0"
XMP_EXTENSION_HEAD = b"http://ns.adobe.com/xmp/extension/\0"
ICC_HEAD = b"ICC_PROFILE\0"
ISO_GAIN_MAP_HEAD = b"urn:iso:std:iso:ts:21496:-1\0"
_EXTENSION_FIELDS = 40  # 32 bytes GUID, 4 bytes full length, 4 bytes offset
_PHOTOSHOP = b"Photoshop 3.0\0"
_JFXX_JPEG = 0x10


def read_blocks(data: bytes, found: Walk) -> Iterator[Block]:
    """Yield the blocks of a picture: its segments, its gaps and what lies behind its end."""
    segments = found.segments
    for part in segments:
        yield from _single(part)
    yield from _joined(segments)
    for gap in found.gaps:
        if not is_empty(gap):
            yield Block(Kind.HIDDEN, "between segments", gap)
    yield from _behind(data, found)


def _single(part: Segment) -> Iterator[Block]:
    """Yield the block of a segment that stands for itself."""
    body = part.body
    match part.marker:
        case 0xE0 if body[:5] == b"JFIF\0":
            if len(body) > 14 and not is_empty(body[14:]):
                yield Block(Kind.JFIF_THUMBNAIL, "APP0", body[14:])
        case 0xE0 if body[:5] == b"JFXX\0":
            kind = Kind.THUMBNAIL if body[5:6] == bytes([_JFXX_JPEG]) else Kind.JFIF_THUMBNAIL
            yield Block(kind, "APP0", body[6:], "JFXX")
        case 0xE1 if body[:6] == EXIF_HEAD:
            yield Block(Kind.EXIF, "APP1", body[6:])
        case 0xE1 if body.startswith(XMP_HEAD):
            yield Block(Kind.XMP, "APP1", body[len(XMP_HEAD) :])
        case 0xFE:
            yield Block(Kind.TEXT, "COM", body.rstrip(b"\0"), "Comment")
        case marker if 0xE0 <= marker <= 0xEF and not is_joined(part) and not _is_adobe(part):
            yield Block(Kind.UNKNOWN, f"APP{marker - 0xE0}", body, _signature(marker, body))
        case marker if 0xF0 <= marker <= 0xFD:
            yield Block(Kind.UNKNOWN, f"JPG{marker - 0xF0}", body, f"JPG{marker - 0xF0}")


def _is_adobe(part: Segment) -> bool:
    return part.marker == APP14 and part.body[:5] == b"Adobe" and is_empty(part.body[12:])


def is_joined(part: Segment) -> bool:
    """Tell whether a segment is a piece of something that spans several."""
    head = part.body
    match part.marker:
        case 0xE1:
            return head.startswith(XMP_EXTENSION_HEAD)
        case 0xE2:
            return head.startswith((ICC_HEAD, multi.HEAD))
        case 0xEB:
            return head[:2] == b"JP" and len(head) >= 16
        case 0xED:
            return b"8BIM" in head[:64]
    return False


def _signature(marker: int, body: bytes) -> str:
    letters = bytes(letter for letter in body[:32].split(b"\0")[0] if 32 <= letter < 127)
    return f"APP{marker - 0xE0} {letters.decode('ascii').strip()}".strip()


def _joined(segments: list[Segment]) -> Iterator[Block]:
    pieces = [part for part in segments if is_joined(part)]
    for packet in _extended_xmp(pieces):
        yield Block(Kind.XMP_EXTENSION, "APP1", packet)
    if profile := join_icc(segments):
        yield Block(Kind.ICC, "APP2", profile)
    for box in _jumbf(pieces):
        yield Block(Kind.JUMBF, "APP11", box)
    resources = [part.body for part in pieces if part.marker == APP13]
    if resources:
        joined = b"".join(body[body.find(b"8BIM") :] for body in resources)
        yield Block(Kind.PHOTOSHOP, "APP13", joined)


def _extended_xmp(pieces: list[Segment]) -> Iterator[bytes]:
    """Yield each extended XMP packet: its pieces in the order of their offsets."""
    packets: dict[bytes, list[tuple[int, bytes]]] = {}
    for part in pieces:
        if part.marker == APP1:
            rest = part.body[len(XMP_EXTENSION_HEAD) :]
            offset = int.from_bytes(rest[36:40], "big")
            packets.setdefault(rest[:32], []).append((offset, rest[_EXTENSION_FIELDS:]))
    for found in packets.values():
        yield b"".join(data for _, data in sorted(found, key=lambda piece: piece[0]))


def join_icc(segments: list[Segment]) -> bytes | None:
    """Return the ICC profile of APP2 segments (ICC.1:2022 annex B.4), None if it is not whole."""
    pieces = sorted(
        part.body[12:] for part in segments if part.marker == APP2 and part.body[:12] == ICC_HEAD
    )
    if not pieces or len(pieces[0]) < 2 or pieces[0][1] != len(pieces):
        return None
    return b"".join(piece[2:] for piece in pieces)


def _jumbf(pieces: list[Segment]) -> Iterator[bytes]:
    """Yield each JUMBF box: packets of one box instance repeat its box header."""
    boxes: dict[bytes, list[tuple[int, bytes]]] = {}
    for part in pieces:
        if part.marker == APP11:
            number = int.from_bytes(part.body[4:8], "big")
            boxes.setdefault(part.body[2:4], []).append((number, part.body[8:]))
    for found in boxes.values():
        ordered = [data for _, data in sorted(found, key=lambda piece: piece[0])]
        head = 16 if ordered[0][:4] == b"\0\0\0\1" else 8
        yield b"".join([ordered[0], *(data[head:] for data in ordered[1:])])


def _behind(data: bytes, found: Walk) -> Iterator[Block]:
    """Yield the pictures of the multi-picture index, then the rest of what follows the end."""
    indexed = sorted(multi.read_index(data, found.segments))
    at = found.end
    for start, end in indexed:
        if at <= start < end <= len(data):
            yield from describe(data[at:start])
            picture = data[start:end]
            yield Block(Kind.SECONDARY, "MPF", picture, multi.name_of(picture))
            at = end
    yield from describe(data[at:])
