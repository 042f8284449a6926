"""What every container module offers, and the plain data it speaks.

A module in this package handles one container and exports one object that satisfies `Container`.
`parse` finds the structures, `strip` writes a copy with nothing but what the allow list of that
format lets through. Neither decodes a pixel.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.images.results import Format, Kept, Options

Octets = bytes | memoryview  # a view where a copy of the pixels would double the memory


class Kind(StrEnum):
    """What a block of a container holds; decides which reader of `bot.images.metadata` gets it."""

    EXIF = "exif"  # a TIFF stream: "II*\0…" or "MM\0*…", without any "Exif\0\0" prefix
    XMP = "xmp"  # one XMP packet (RDF/XML bytes)
    XMP_EXTENSION = "xmp-extension"  # JPEG extended XMP, already put together
    IPTC = "iptc"  # IPTC-IIM records: 0x1C …
    PHOTOSHOP = "photoshop"  # image resource blocks: "8BIM" …
    ICC = "icc"  # an ICC profile
    JUMBF = "jumbf"  # JUMBF boxes (C2PA manifest store)
    TEXT = "text"  # `name` is the keyword, `data` its UTF-8 text
    TIME = "time"  # `data` is a date and time as ASCII text
    JFIF_THUMBNAIL = "jfif-thumbnail"
    THUMBNAIL = "thumbnail"  # a smaller picture of the same (item, or JPEG in JFXX)
    SECONDARY = "secondary"  # another picture; `name`: "mpf", "gain map", "depth map", …
    TRAILER = "trailer"  # bytes behind the picture; `name`: mp4, jpeg, png, samsung, zip, unknown
    HIDDEN = "hidden"  # bytes in gaps, padding or after a compressed stream
    QUICKTIME = "quicktime"  # udta/meta boxes of an ISO base media file
    UNKNOWN = "unknown"  # a private or unknown structure; `name` is its tag


@dataclass(frozen=True, slots=True)
class Block:
    """One structure that is not needed to show the picture: where it stood, its name and bytes."""

    kind: Kind
    where: str  # "APP1", "eXIf", "tEXt", "item 3", …
    data: bytes
    name: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A parsed file. Width and height in stored, not displayed, pixels; orientation 1-8."""

    format: Format
    width: int
    height: int
    frames: int = 1
    orientation: int = 1
    blocks: tuple[Block, ...] = ()
    damaged: tuple[str, ...] = ()  # what could not be read, by name; the rest still counts


@dataclass(frozen=True, slots=True)
class Stripped:
    """A copy with nothing but allow-listed structures."""

    data: bytes
    kept: tuple[Kept, ...] = ()


class Container(Protocol):
    """One container format.

    All three raise `bot.images.results.Rejected` for a file that cannot be accepted: damaged
    beyond showing, over a limit. `payload` yields the bytes that decide what the picture looks
    like (entropy-coded data, palettes, frame headers, timing): equal payloads mean equal pixels.
    """

    def parse(self, data: bytes) -> Picture:
        """Find every structure of the file."""
        ...

    def strip(self, data: bytes, options: Options) -> Stripped:
        """Return a copy with nothing but what is needed to show the same picture."""
        ...

    def payload(self, data: bytes) -> tuple[Octets, ...]:
        """Return the bytes that make the pixels."""
        ...
