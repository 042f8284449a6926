"""A fingerprint of a whole picture, in 64 bits: the same picture saved again has nearly the same.

The perceptual hash of Zauner (2010, "Implementation and Benchmarking of Perceptual Image Hash
Functions", section 3.2.1): the picture in 32 x 32 grey pixels, its two-dimensional cosine
transform (DCT-II), and of the lowest 8 x 8 frequencies whether each lies above their median.
It knows no faces, and the picture cannot be drawn from it. Why it is our own, and how far two may
differ: docs/decisions/0011-a-fingerprint-of-taken-down-pictures.md.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING, Final

from bot.images.results import FINGERPRINT_BYTES

if TYPE_CHECKING:
    from PIL import Image

ALIKE: Final = 8  # bits at most in which two saves of one picture may differ
_SIDE: Final = 32
_LOW: Final = 8
_FLAT: Final = 3.0  # grey levels below which no frequency is more than noise
_WAVES: Final = [
    [math.cos(math.pi * (2 * at + 1) * wave / (2 * _SIDE)) for at in range(_SIDE)]
    for wave in range(_LOW)
]


def fingerprint(grey: Image.Image, turn: Image.Transpose | None = None) -> bytes | None:
    """Return 8 bytes for a grey picture, turned upright first; None where it shows nothing."""
    from PIL import Image

    upright = grey if turn is None else grey.transpose(turn)
    small = upright.resize((_SIDE, _SIDE), Image.Resampling.BOX)
    pixels = small.tobytes()
    rows = [_transformed(pixels[at : at + _SIDE]) for at in range(0, len(pixels), _SIDE)]
    columns = [_transformed([row[wave] for row in rows]) for wave in range(_LOW)]
    low = [value for column in columns for value in column]
    if max(map(abs, low[1:])) < _FLAT * _SIDE:
        return None
    middle = median(low[1:])  # the first is the brightness of the whole
    bits = sum(1 << at for at, value in enumerate(low) if at and value > middle)
    return bits.to_bytes(FINGERPRINT_BYTES, "big")


def _transformed(values: Sequence[float]) -> list[float]:
    """Return the lowest frequencies of a row or column."""
    return [sum(map(float.__mul__, wave, map(float, values))) for wave in _WAVES]


def alike(one: bytes, other: bytes) -> bool:
    """Tell whether two fingerprints are of the same picture, as far as they can tell."""
    differing = int.from_bytes(one, "big") ^ int.from_bytes(other, "big")
    return differing.bit_count() <= ALIKE
