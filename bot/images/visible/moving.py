"""Animations: looked at frame by frame; what one frame shows is covered in all of them.

A covered animation is saved without loss, as WebP if it was one, else as APNG: a GIF has too few
colours for frames that were drawn over others.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from PIL import Image

from bot.images import orientation
from bot.images.decode import PLUGINS, Undecodable, opened
from bot.images.formats.container import Picture
from bot.images.results import Box, Code, Face, Format, Line, Visible
from bot.images.visible.areas import displayed_size
from bot.images.visible.pixels import Scene, on_grey, upright

# A megapixel of small frames takes 0.3 s to look at, 0.9 s to search harder; saving it 0.3 s.
PIXELS = 8_000_000  # over all frames
FRAMES = 200
SECONDS = 12.0  # of the processor, for looking; then nothing is claimed
_ONE_PLACE = (
    0.3  # of the smaller of two boxes: what they share if they are of one thing that moves
)

_Seen = TypeVar("_Seen", Face, Code, Line)


def fits(picture: Picture) -> bool:
    """Tell whether all frames of an animation can be looked at and covered."""
    pixels = picture.width * picture.height * picture.frames
    known = picture.format in (Format.GIF, Format.APNG, Format.WEBP)
    return known and picture.frames <= FRAMES and pixels <= PIXELS


def frames(data: bytes, picture: Picture) -> Iterator[Image.Image]:
    """Yield each frame as it is shown, as it is stored, with its `duration` in `info`."""
    with opened(data, PLUGINS[picture.format]) as image:
        count = getattr(image, "n_frames", 1)
        if count > picture.frames + 1:  # an APNG may have a picture apart, for old viewers
            raise Undecodable("more frames than were counted")
        for number in range(count):
            image.seek(number)
            image.load()
            shown = image.convert("RGBA" if image.has_transparency_data else "RGB")
            shown.info = dict(image.info)
            yield shown


def scenes(data: bytes, picture: Picture) -> Iterator[Scene]:
    """Yield each frame as it is displayed."""
    size = displayed_size(picture)
    for frame in frames(data, picture):
        yield Scene(upright(on_grey(frame), picture), *size)


def look(shown: Iterable[Scene], at: Callable[[Scene], Visible | None]) -> Visible | None:
    """Return what any frame shows, once where it moves a little; None if it takes too long."""
    until = time.process_time() + SECONDS
    found = Visible()
    for scene in shown:
        seen = at(scene)
        if seen is None or time.process_time() > until:
            return None
        found = Visible(
            _together(found.faces, seen.faces),
            _together(found.codes, seen.codes),
            _together(found.text, seen.text),
        )
    return found


def save(drawn: list[Image.Image], picture: Picture) -> tuple[str, dict[str, Any]]:
    """Return the plugin and the options that save the frames without loss."""
    apart = bool(drawn[0].info.get("default_image"))
    durations = [each.info.get("duration", 0) for each in drawn]
    options: dict[str, Any] = {
        "save_all": True,
        "append_images": drawn[1:],
        "duration": durations[1:] if apart else durations,
        "loop": drawn[0].info.get("loop", 1 if picture.format is Format.GIF else 0),
        "icc_profile": drawn[0].info.get("icc_profile"),
    }
    if picture.orientation != 1:
        options["exif"] = orientation.minimal_exif(picture.orientation)
    if picture.format is Format.WEBP:
        return "WEBP", options | {"lossless": True, "exact": True, "quality": 20, "method": 1}
    return "PNG", options | {"compress_level": 4, "blend": 0, "default_image": apart}


def _together(
    known: tuple[_Seen, ...] | None, new: tuple[_Seen, ...] | None
) -> tuple[_Seen, ...] | None:
    """Add what was seen in a frame; a box that meets a known one widens that."""
    if new is None:
        return None
    places = list(known or ())
    for each in new:
        for at, place in enumerate(places):
            if _one_place(place.box, each.box):
                places[at] = replace(place, box=_hull(place.box, each.box))
                break
        else:
            places.append(each)
    return tuple(places)


def _one_place(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return across > 0 and down > 0 and across * down >= _ONE_PLACE * smaller


def _hull(one: Box, other: Box) -> Box:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )
