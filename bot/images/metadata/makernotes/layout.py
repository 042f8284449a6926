"""Where the directory of a maker note starts and what its offsets count from.

Makers never agreed: offsets count from the Exif stream (Canon, Sony, Panasonic), from the note
(Apple, Olympus, Fujifilm, Pentax) or from a TIFF header inside the note (Nikon).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.images.metadata.ifd import Directory, Entry, Tiff
from bot.images.metadata.tags import Tag, binary

MAX_PREVIEW = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Note:
    """A maker note: the stream it stands in, its place there, and the camera that wrote it."""

    tiff: Tiff
    start: int
    size: int
    maker: str
    model: str
    base: int = 0

    def tag(self, name: str, value: str, data: bytes = b"") -> Tag:
        """Name a value of this note."""
        return Tag(self.maker, name, value, data)


More = Callable[[Note, Directory], Iterator[Tag]]


@dataclass(frozen=True, slots=True)
class Layout:
    """How one family of cameras writes its note.

    A note belongs to it if it begins with one of `signatures`; without signatures the camera's
    make decides. `base` is the place in the note that offsets count from; None = the Exif stream.
    `packed` says that the first value always follows the directory at once.
    `plain` says that there is no directory; `more` reads the note by itself.
    `preview` holds the numbers of the tags with the start and the length of a preview picture.
    """

    maker: str
    signatures: tuple[bytes, ...] = ()
    makes: tuple[str, ...] = ()
    header: int = 0
    base: int | None = None
    names: Mapping[int, str] = field(default_factory=dict)
    preview: tuple[int, int] | None = None
    more: More | None = None
    packed: bool = False
    plain: bool = False

    def owns(self, head: bytes, make: str) -> bool:
        """Tell whether a note with this beginning by a camera of this make is laid out so."""
        if self.signatures:
            return head.startswith(self.signatures)
        return make.lower().startswith(self.makes)


def named(note: Note, directory: Directory, names: Mapping[int, str]) -> Iterator[Tag]:
    """Yield the entries that have a name."""
    for entry in directory.entries:
        if entry.tag in names:
            value = note.tiff.show(entry)
            if value.strip("0: .-\xff"):
                yield note.tag(names[entry.tag], value)


def preview(note: Note, start: Entry | None, length: Entry | None) -> Iterator[Tag]:
    """Yield the preview picture, or say that the note describes one that is not there."""
    if start is None and length is None:
        return
    size = note.tiff.integer(length)
    data = b""
    if size and start:
        data = note.tiff.slice(note.base + note.tiff.integer(start), min(size, MAX_PREVIEW))
    if data.startswith(b"\xff\xd8"):
        yield note.tag("PreviewImage", binary(data), data)
    else:
        yield note.tag("PreviewImageLength", f"{size} bytes, not in this file")


def hexadecimal(note: Note, entry: Entry | None, size: int = 32) -> str:
    """Show an identifier that is bytes; nothing if they are all zero."""
    raw = note.tiff.raw(entry, limit=size) if entry else b""
    return raw.hex() if raw.strip(b"\0\xff") else ""
