"""One piece of metadata as its reader found it, and the bounds every reader keeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.images.formats.container import Block

MAX_TEXT = 65_536  # bytes of one value that are ever looked at


@dataclass(frozen=True, slots=True)
class Tag:
    """A named value. `group` is the vocabulary ("IFD0", "GPS", "XMP-dc", "Canon", …).

    `name` is the vocabulary's own name; structures are paths ("History/softwareAgent").
    `data` holds the bytes of an embedded picture where the value is one, else nothing.
    """

    group: str
    name: str
    value: str
    data: bytes = b""


# A reader yields tags, and the blocks of other vocabularies that it found inside its own.
Items = Iterator[Tag | Block]


def damaged(group: str, what: str) -> Tag:
    """Say that a part of the vocabulary could not be read; the rest still counts."""
    return Tag(group, "damaged", what)


def binary(data: bytes) -> str:
    """Show bytes that are no text."""
    return f"{len(data)} bytes"


def decode(data: bytes) -> str:
    """Text up to the first NUL: UTF-8 where it is, else Latin-1, which reads any byte."""
    text = data[:MAX_TEXT].split(b"\0", 1)[0]
    try:
        return text.decode("utf-8").strip()
    except UnicodeDecodeError:
        return text.decode("latin-1").strip()


def decode_utf16(data: bytes, order: str) -> str:
    """UTF-16 text up to the first NUL character; `order` is "le" or "be"."""
    even = data[: min(len(data), MAX_TEXT) // 2 * 2]
    return even.decode(f"utf-16-{order}", "replace").split("\0", 1)[0].strip()


def is_printable(data: bytes) -> bool:
    """Tell ASCII text, perhaps padded with NUL, from other bytes."""
    text = data.rstrip(b"\0")
    return bool(text) and all(32 <= byte < 127 or byte in b"\t\r\n" for byte in text[:256])
