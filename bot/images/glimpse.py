"""Small grey views of pictures, and whether two of them show the same.

Only the comparison of an embedded thumbnail needs pixels. They are decoded as small as the codec
allows (a JPEG at an eighth of its size) and not at all above a measured size: a progressive JPEG
of 50 megapixels takes 300 MB and 0.7 s, other formats of 16 megapixels up to 250 MB and 0.5 s.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from contextlib import suppress
from enum import StrEnum

from PIL import Image

from bot.images.decode import PLUGINS, Undecodable, eight_bits, opened
from bot.images.formats import jpeg
from bot.images.formats.container import Picture

JPEG_PIXELS = 50_000_000
OTHER_PIXELS = 16_000_000
SMALL_BYTES = 1024 * 1024  # a thumbnail that is larger is not looked at
SMALL_PIXELS = 4_000_000

# Measured on 36 embedded thumbnails: of the same picture 0.95 to 1.00, of another one up to 0.64.
ALIKE = 0.8
_SIDE = 32
_DECODED = 4 * _SIDE  # pixels at least; a JPEG is decoded at a half, a quarter or an eighth
_BLACK = 40  # of 255; compressed black bars are not quite black
_FLAT = 4.0  # standard deviation below which there is nothing to compare
_DRAWN = 12.0  # and above which something is shown
# A covered face: so many of 16 x 16 cells differ by so much where all others agree.
_CELLS = 16
_CELL_DIFFERS = 56  # measured in the same pictures: 31
_FEWEST_CELLS = 2

_PREVIEW = 320
# What turns a stored picture into a displayed one (Exif 3.0, 4.6.5.1.4).
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class Difference(StrEnum):
    """In what a thumbnail differs from its picture (values of the finding)."""

    ASPECT = "aspect"  # another shape: cropped
    CONTENT = "content"  # another scene
    PART = "part"  # a spot: covered or retouched


def grey(data: bytes, picture: Picture) -> Image.Image | None:
    """Return a small grey view; None of a picture too large, or that cannot be decoded here."""
    plugin = PLUGINS.get(picture.format)
    most = JPEG_PIXELS if plugin == "JPEG" else OTHER_PIXELS
    if plugin is None or picture.width * picture.height > most:
        return None
    at_an_eighth = plugin == "JPEG" and min(picture.width, picture.height) >= 8 * _DECODED
    return decode(jpeg.coarse(data) if at_an_eighth else data, plugin)


def decode(data: bytes, plugin: str = "JPEG") -> Image.Image | None:
    """Decode the first frame to grey, a JPEG at reduced size; None where that fails."""
    with suppress(Undecodable), opened(data, plugin) as image:
        image.draft("L", (_DECODED, _DECODED))
        return _on_grey(image)
    return None


def decode_thumbnail(data: bytes) -> Image.Image | None:
    """Decode an embedded JPEG to grey; None for a large or a broken one."""
    if len(data) > SMALL_BYTES:
        return None
    with suppress(Undecodable), opened(data, "JPEG") as image:
        return image.convert("L") if math.prod(image.size) <= SMALL_PIXELS else None
    return None


def preview(data: bytes, orientation: int, most: int) -> bytes | None:
    """Draw an embedded JPEG anew, upright, at most 320 pixels wide and high and `most` bytes.

    Nothing but its pixels gets into the copy. None where it cannot be decoded.
    """
    with suppress(Undecodable), opened(data, "JPEG") as image:
        image.draft("RGB", (_PREVIEW, _PREVIEW))
        if math.prod(image.size) > SMALL_PIXELS:
            return None
        # A new image, because Pillow writes comments that it read back.
        shown = Image.frombytes("RGB", image.size, image.convert("RGB").tobytes())
        shown.thumbnail((_PREVIEW, _PREVIEW))
        out = io.BytesIO()
        turn = UPRIGHT.get(orientation)
        (shown if turn is None else shown.transpose(turn)).save(out, "JPEG", quality=80)
        return out.getvalue() if out.tell() <= most else None
    return None


def _on_grey(image: Image.Image) -> Image.Image:
    """Lay what is transparent on grey: the colours behind it are not seen."""
    if not image.has_transparency_data:
        return eight_bits(image).convert("L")
    shown = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", shown.size, "grey"), shown).convert("L")


def difference(picture: Image.Image, thumbnail: Image.Image) -> Difference | None:
    """Tell in what a thumbnail of the same shape differs; black bars and quarter turns do not."""
    found = Difference.CONTENT
    for shown, small in _pairs(picture, thumbnail):
        if _correlation(_cells(shown, _SIDE), _cells(small, _SIDE)) >= ALIKE:
            if _spots(_cells(shown, _CELLS), _cells(small, _CELLS)) < _FEWEST_CELLS:
                return None
            found = Difference.PART
    return found


def _pairs(
    picture: Image.Image, thumbnail: Image.Image
) -> Iterator[tuple[Image.Image, Image.Image]]:
    """Yield both as they are and without bars, the thumbnail turned by quarters too."""
    yield picture, thumbnail  # most are alike, and nothing more needs to be drawn
    for view in (picture, _without_bars(picture)):
        for small in (thumbnail, _without_bars(thumbnail), _middle(thumbnail, picture)):
            yield from ((view, turned) for turned in _turns(small))


def _turns(image: Image.Image) -> Iterator[Image.Image]:
    yield image
    for turn in (
        Image.Transpose.ROTATE_90,
        Image.Transpose.ROTATE_180,
        Image.Transpose.ROTATE_270,
    ):
        yield image.transpose(turn)


def _without_bars(image: Image.Image) -> Image.Image:
    box = image.point([0] * _BLACK + [255] * (256 - _BLACK)).getbbox()
    return image.crop(box) if box else image


def _middle(thumbnail: Image.Image, picture: Image.Image) -> Image.Image:
    """Cut the shape of the picture out of the middle: what cameras put between bars."""
    scale = min(thumbnail.width / picture.width, thumbnail.height / picture.height)
    across = (thumbnail.width - picture.width * scale) / 2
    down = (thumbnail.height - picture.height * scale) / 2
    right, bottom = thumbnail.width - across, thumbnail.height - down
    return thumbnail.crop((round(across), round(down), round(right), round(bottom)))


def _cells(image: Image.Image, side: int) -> bytes:
    return image.resize((side, side), Image.Resampling.BOX).tobytes()


def _correlation(one: bytes, other: bytes) -> float:
    """Pearson's correlation; 1 for two flat pictures, 0 for a flat one and a drawn one."""
    left, right = _spread(one), _spread(other)
    if min(left, right) < _FLAT:
        return 0.0 if max(left, right) > _DRAWN else 1.0
    mean_one, mean_other = sum(one) / len(one), sum(other) / len(other)
    shared = sum((a - mean_one) * (b - mean_other) for a, b in zip(one, other, strict=True))
    return shared / (left * right * len(one))


def _spread(cells: bytes) -> float:
    """Return the standard deviation."""
    mean = sum(cells) / len(cells)
    return math.sqrt(sum((cell - mean) ** 2 for cell in cells) / len(cells))


def _spots(one: bytes, other: bytes) -> int:
    """Count the cells that differ by much when both are equally bright on average."""
    shift = sum(one) / len(one) - sum(other) / len(other)
    return sum(abs(a - b - shift) > _CELL_DIFFERS for a, b in zip(one, other, strict=True))
