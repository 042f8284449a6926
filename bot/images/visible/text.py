"""Text in the picture: lines are read and told by kind; what they say ends with this process.

Read by RapidOCR (PP-OCR models in its wheel) where the extra `text` is installed: 0.5 s and 320 MB
for a picture of 2 megapixels. The settings keep it on one thread and small; its classifier of
upside-down lines is off, because it turns the lines of passports.
"""

from __future__ import annotations

import os
from functools import cache
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from bot.images.results import Line
from bot.images.visible import reads_text
from bot.images.visible.patterns import telling
from bot.images.visible.pixels import Scene

SIDE = 1920
MOST = 500  # lines of one picture
_SETTINGS = {
    "Global.use_cls": False,
    "Global.log_level": "critical",
    "Det.limit_side_len": 960,
    "Det.limit_type": "max",
    "Rec.rec_batch_num": 1,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


@cache
def reader() -> Any:
    """Return what reads, with its models loaded; None without the extra."""
    if not reads_text():
        return None
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # read when libraries are loaded
        os.environ.setdefault(name, "1")
    from rapidocr import RapidOCR

    return RapidOCR(params=_SETTINGS)


def make_ready() -> None:
    """Read a drawn line: models load at their first use, and soon no file can be opened."""
    image = Image.new("RGB", (480, 120), "white")
    ImageDraw.Draw(image).text((40, 40), "Line 12", fill="black", font=ImageFont.load_default(40))
    find(Scene(image, *image.size))


def find(scene: Scene) -> tuple[Line, ...] | None:
    """Return the lines that give something away; None without the extra."""
    read = reader()
    if read is None:
        return None
    import numpy as np

    image = scene.within(SIDE)
    seen = read(np.asarray(image)[:, :, ::-1])  # it wants blue first
    if seen.boxes is None or seen.txts is None:
        return ()
    grow = scene.image.width / image.width
    corners = [[(float(x) * grow, float(y) * grow) for x, y in box] for box in seen.boxes]
    lines = [str(line) for line in seen.txts]
    return tuple(
        Line(scene.displayed(*_around(corners[position])), kind)
        for position, kind in telling(lines[:MOST])
    )


def _around(corners: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    across, down = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return min(across), min(down), max(across), max(down)
