"""A whole file taken apart: brands, meta box, picture tracks, and what else lies around."""

from __future__ import annotations

from dataclasses import dataclass

from bot.images.formats.isobmff import meta, tracks
from bot.images.formats.isobmff.boxes import Box, boxes, damaged
from bot.images.formats.isobmff.meta import ItemBytes, Meta
from bot.images.results import Format, Reason, Rejected

_SEQUENCE_BRANDS = frozenset((b"avis", b"msf1", b"hevc", b"hevx", b"hevm", b"hevs"))


@dataclass(frozen=True, slots=True)
class Layout:
    """A file taken apart. `meta` is None in a mere sequence, `movie` in a still picture."""

    format: Format
    brands: tuple[bytes, ...]  # the major one first
    top: tuple[Box, ...]
    end: int  # where the boxes end
    meta: Meta | None
    movie: tracks.Movie | None

    @property
    def plays(self) -> bool:
        """Whether viewers show the sequence, not the still picture."""
        return self.movie is not None and (self.meta is None or self.brands[0] in _SEQUENCE_BRANDS)


def read(data: bytes) -> Layout:
    """Take a file apart; raise `Rejected` where no picture can be shown."""
    top = tuple(_top(data))
    if not top or top[0].kind != b"ftyp":
        raise damaged("no file type")
    brands = _brands(top[0].content(data))
    found: dict[bytes, Box] = {}
    for box in top:
        found.setdefault(box.kind, box)
    movie = None
    if b"moov" in found and set(brands) & _SEQUENCE_BRANDS:
        movie = tracks.read(data, found[b"moov"])
    described = meta.read(data, found[b"meta"]) if b"meta" in found else None
    if described is not None and movie is not None and described.primary not in described.items:
        described = None
    if described is None and movie is None and b"mini" in found:
        raise Rejected(Reason.UNSUPPORTED, "a minimized picture")
    if described is None and movie is None:
        raise damaged("neither a picture nor a sequence")
    format_ = Format.AVIF if set(brands) & {b"avif", b"avis"} else Format.HEIC
    return Layout(format_, brands, top, top[-1].end, described, movie)


def _top(data: bytes) -> list[Box]:
    """Return the boxes of the file. Only picture data may break off: the items tell how much."""
    found = []
    for box in boxes(data, 0, len(data)):
        if box.cut and box.kind != b"mdat":
            break
        found.append(box)
    return found


def _brands(body: bytes) -> tuple[bytes, ...]:
    return (body[:4], *(body[at : at + 4] for at in range(8, len(body) - 3, 4)))


def item_bytes(data: bytes, layout: Layout) -> ItemBytes:
    """Return the reader of the items' bytes."""
    return ItemBytes(data, layout.meta or Meta())
