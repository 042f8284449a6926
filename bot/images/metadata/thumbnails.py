"""Does an embedded thumbnail show the same picture? Compared by shape, from the thumbnail alone.

Editors that crop a picture often leave the old thumbnail, which still shows what was cut away.
Cameras letterbox 3:2 pictures into 160x120 thumbnails (DCF 2.0 3.3.5): bars are no difference.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL.Image import Image
from PIL.JpegImagePlugin import JpegImageFile

TOLERANCE = 0.04  # relative; thumbnail sides are rounded to whole pixels
MAX_BYTES = 1024 * 1024
MAX_SIDE = 640  # larger ones are not the letterboxed kind
MIN_SIDE = 16
_BLACK = 40  # of 255; compressed black bars are not quite black
_FRAME_HEADERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def differs(thumbnail: bytes, width: int, height: int) -> bool:
    """Tell whether the thumbnail has another shape than a picture of that size."""
    size = jpeg_size(thumbnail)
    if size is None or min(*size, width, height) < MIN_SIDE or _same_shape(size, (width, height)):
        return False
    return not any(_same_shape(inner, (width, height)) for inner in _inside_bars(thumbnail))


def jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height from the frame header of a JPEG stream (ITU T.81 B.2.2)."""
    at = 2
    while data.startswith(b"\xff\xd8") and at + 9 <= len(data) and data[at] == 0xFF:
        if data[at + 1] in _FRAME_HEADERS:
            height = int.from_bytes(data[at + 5 : at + 7], "big")
            return int.from_bytes(data[at + 7 : at + 9], "big"), height
        at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
    return None


def _same_shape(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Compare proportions; a picture turned by a quarter is still the same."""
    ratio = max(one) * min(other) / (min(one) * max(other))
    return abs(ratio - 1) <= TOLERANCE


def _inside_bars(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the sizes a picture inside black bars may have: bars on one side, or equal ones."""
    grey = _decode(data)
    box = grey.point([0] * _BLACK + [255] * (256 - _BLACK)).getbbox() if grey else None
    if grey is None or box is None:
        return
    left, top, right, bottom = box
    yield right - left, bottom - top
    across = min(left, grey.width - right)
    down = min(top, grey.height - bottom)
    yield grey.width - 2 * across, grey.height - 2 * down


def _decode(data: bytes) -> Image | None:
    """Decode a small JPEG stream to grey; None for a larger one or a broken one."""
    if len(data) > MAX_BYTES:
        return None
    try:
        # The plugin itself: no other format is tried, and none needs to be loaded for it.
        with JpegImageFile(io.BytesIO(data)) as image:
            return image.convert("L") if max(image.size) <= MAX_SIDE else None
    except (OSError, ValueError, SyntaxError):
        return None
