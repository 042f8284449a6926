"""Boxes to be covered: how far they reach beyond what was found, where they lie in the file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from bot.images.formats.container import Picture
from bot.images.results import Box, Reason, Rejected, Subject, Visible

# Of a face's width to each side, of its height above (hair) and below (chin).
_FACE_BESIDE, _FACE_ABOVE, _FACE_BELOW = 0.15, 0.35, 0.15
_OTHER = 0.05  # of a code's or a line's size, on each side
_LEAST_SIDE = 16  # pixels; a smaller patch would tell too much of what it covers
MOST = 1_000  # boxes in one picture


@dataclass(frozen=True, slots=True)
class Patch:
    """A rectangle in stored pixels: right and bottom are the first ones outside."""

    left: int
    top: int
    right: int
    bottom: int


def wanted(
    visible: Visible | None, subjects: Collection[Subject], areas: Iterable[Box], picture: Picture
) -> tuple[Box, ...]:
    """Return what to cover, in displayed pixels.

    Raises `Rejected(NOT_LOOKED_AT)` where a subject was not looked for: a copy that may still show
    it is not handed out.
    """
    size = displayed_size(picture)
    grown = list(_found(visible or Visible(), subjects, size))
    grown += (box for area in areas if (box := _cut(area, size)) is not None)
    return tuple(dict.fromkeys(grown))[:MOST]


def displayed_size(picture: Picture) -> tuple[int, int]:
    """Return width and height with the orientation applied."""
    if picture.orientation >= 5:
        return picture.height, picture.width
    return picture.width, picture.height


def face(box: Box, size: tuple[int, int]) -> Box:
    """Return the box that covers a face with its hair."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    return _grow(
        box,
        (_FACE_BESIDE * width, _FACE_ABOVE * height, _FACE_BESIDE * width, _FACE_BELOW * height),
        size,
    )


def other(box: Box, size: tuple[int, int]) -> Box:
    """Return the box that covers a code or a line of text."""
    across, down = _OTHER * (box[2] - box[0]), _OTHER * (box[3] - box[1])
    return _grow(box, (across, down, across, down), size)


def stored(box: Box, picture: Picture) -> Patch:
    """Return where a displayed box lies in the stored picture (Exif 3.0, 4.6.5.1.4)."""
    left, top, right, bottom = box
    width, height = picture.width, picture.height
    match picture.orientation:
        case 2:
            return Patch(width - right, top, width - left, bottom)
        case 3:
            return Patch(width - right, height - bottom, width - left, height - top)
        case 4:
            return Patch(left, height - bottom, right, height - top)
        case 5:
            return Patch(top, left, bottom, right)
        case 6:
            return Patch(top, height - right, bottom, height - left)
        case 7:
            return Patch(width - bottom, height - right, width - top, height - left)
        case 8:
            return Patch(width - bottom, left, width - top, right)
    return Patch(left, top, right, bottom)


def _found(
    visible: Visible, subjects: Collection[Subject], size: tuple[int, int]
) -> Iterator[Box]:
    for subject in subjects:
        found = getattr(visible, Subject(subject).value)
        if found is None:
            raise Rejected(Reason.NOT_LOOKED_AT, f"{subject} could not be looked for")
        grow = face if subject == Subject.FACES else other
        yield from (grow(each.box, size) for each in found)


def _grow(box: Box, by: tuple[float, float, float, float], size: tuple[int, int]) -> Box:
    left, top, right, bottom = box
    across = max(0.0, _LEAST_SIDE - (right - left + by[0] + by[2])) / 2
    down = max(0.0, _LEAST_SIDE - (bottom - top + by[1] + by[3])) / 2
    return (
        max(0, int(left - by[0] - across)),
        max(0, int(top - by[1] - down)),
        min(size[0], int(right + by[2] + across) + 1),
        min(size[1], int(bottom + by[3] + down) + 1),
    )


def _cut(box: Box, size: tuple[int, int]) -> Box | None:
    """Return the part of a box that lies in the picture, None where there is none."""
    left, top = max(0, box[0]), max(0, box[1])
    right, bottom = min(size[0], box[2]), min(size[1], box[3])
    return (left, top, right, bottom) if left < right and top < bottom else None
