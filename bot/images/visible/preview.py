"""A small picture with numbered outlines of what was found, for the eyes of who sent it."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from bot.images.results import PREVIEW_BYTES, Box
from bot.images.visible import grid
from bot.images.visible.pixels import Scene

SIDE = 1280
_LINE, _EDGE, _INK, _GRID = (255, 214, 10), (0, 0, 0), (0, 0, 0), (255, 255, 255)
LABEL, _SMALL_LABEL = 24, 16  # pixels
_QUALITIES = (82, 60, 35)


def draw(scene: Scene, boxes: Sequence[Box], *, gridded: bool = False) -> bytes | None:
    """Return a JPEG of at most `PREVIEW_BYTES`, None where it cannot be had that small."""
    # A new image, because what a decoder keeps beside the pixels would be written too.
    small = scene.within(SIDE)
    image = Image.frombytes("RGB", small.size, small.tobytes())
    pen = ImageDraw.Draw(image)
    stroke = max(2, max(image.size) // 400)
    if gridded:
        _draw_grid(pen, image.size, scene, stroke)
    for number, box in enumerate(boxes, start=1):
        _outline(pen, _scaled(box, scene, image.size), str(number), stroke)
    return _small(image)


def _draw_grid(pen: ImageDraw.ImageDraw, size: tuple[int, int], scene: Scene, stroke: int) -> None:
    for name, box in grid.cells(scene.width, scene.height):
        shown = _scaled(box, scene, size)
        pen.rectangle(shown, outline=_GRID, width=max(1, stroke // 2))
        _label(pen, (shown[0] + 4, shown[1] + 4), name, _SMALL_LABEL)


def _outline(pen: ImageDraw.ImageDraw, box: Box, number: str, stroke: int) -> None:
    left, top, right, bottom = box
    around = (left - stroke, top - stroke, right + stroke, bottom + stroke)
    pen.rectangle(around, outline=_EDGE, width=3 * stroke)
    pen.rectangle((left, top, right, bottom), outline=_LINE, width=stroke)
    _label(pen, (max(0, left), max(0, top - 26)), number, LABEL)


def _label(pen: ImageDraw.ImageDraw, at: tuple[int, int], text: str, size: int) -> None:
    font = ImageFont.load_default(size)
    bounds = pen.textbbox(at, text, font=font)
    pen.rectangle((bounds[0] - 3, bounds[1] - 3, bounds[2] + 3, bounds[3] + 3), fill=_LINE)
    pen.text(at, text, font=font, fill=_INK)


def _scaled(box: Box, scene: Scene, size: tuple[int, int]) -> Box:
    across, down = size[0] / scene.width, size[1] / scene.height
    return (
        round(box[0] * across),
        round(box[1] * down),
        round(box[2] * across),
        round(box[3] * down),
    )


def _small(image: Image.Image) -> bytes | None:
    for quality in _QUALITIES:
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality)
        if out.tell() <= PREVIEW_BYTES:
            return out.getvalue()
    return None
