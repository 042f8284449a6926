"""The frames of an animated PNG (W3C PNG 3rd edition section 11.3.6)."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from bot.images.formats.png.chunks import Chunk, Header, Stream

_CONTROL = 26


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame control without its sequence number, and the compressed rows that belong to it."""

    control: bytes
    stream: Stream

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        width, height = struct.unpack_from(">II", self.control)
        return width, height


@dataclass(frozen=True, slots=True)
class Animation:
    """How often it plays (0 for ever) and its frames; the first may be the default image."""

    plays: int
    starts_with_default: bool
    frames: tuple[Frame, ...]


def read_animation(chunks: list[Chunk], header: Header) -> Animation | None:
    """Return the animation, None where a viewer shows the default image alone.

    That is so without one valid acTL before IDAT, and where the sequence is broken before the
    first frame is whole.
    """
    kinds = [chunk.kind for chunk in chunks]
    if (
        kinds.count(b"acTL") != 1
        or b"IDAT" not in kinds
        or kinds.index(b"acTL") > kinds.index(b"IDAT")
    ):
        return None
    control = chunks[kinds.index(b"acTL")].body
    if len(control) != 8:
        return None
    wanted, plays = struct.unpack(">II", control)
    starts_with_default = b"fcTL" in kinds[: kinds.index(b"IDAT")]
    frames = _read_frames(chunks, starts_with_default)[:wanted] if wanted < 0x80000000 else []
    if not frames or not all(_fits(frame, header) for frame in frames):
        return None
    if starts_with_default and frames[0].size != (header.width, header.height):
        return None
    return Animation(plays, starts_with_default, tuple(frames))


def _read_frames(chunks: list[Chunk], first_is_default: bool) -> list[Frame]:
    """Return the frames in order, up to the first chunk that is out of sequence."""
    frames: list[tuple[bytes, list[memoryview]]] = []
    sequence, seen_pixels = 0, False
    for chunk in chunks:
        seen_pixels |= chunk.kind == b"IDAT"
        if chunk.kind not in (b"fcTL", b"fdAT"):
            continue
        if len(chunk.view) < 4 or int.from_bytes(chunk.view[:4], "big") != sequence:
            break
        sequence += 1
        if chunk.kind == b"fcTL" and len(chunk.view) == _CONTROL:
            frames.append((chunk.body[4:], []))
        elif chunk.kind == b"fdAT" and frames and seen_pixels:
            frames[-1][1].append(chunk.view[4:])
        else:
            break
    return [
        Frame(control, Stream(tuple(pieces)))
        for number, (control, pieces) in enumerate(frames)
        if pieces or (number == 0 and first_is_default)
    ]


def _fits(frame: Frame, header: Header) -> bool:
    width, height, left, top = struct.unpack_from(">IIII", frame.control)
    inside = left + width <= header.width and top + height <= header.height
    return bool(width and height and inside)
