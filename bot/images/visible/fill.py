"""What lies over a covered place: constants that owe nothing to the picture.

A blur, a mosaic or a mean colour is computed from what it hides and can be linked to it again;
see docs/decisions/0008-what-the-picture-itself-shows.md for figures.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Literal

SOLID = 34  # of 255: a dark grey
TILES = (34, 70, 106, 142, 178, 214)
TILE = 16  # pixels a side, a whole number of JPEG blocks

Fill = Literal["solid", "tiles"]


def greys(fill: Fill) -> Callable[[], int]:
    """Return what gives the grey of the next tile; random ones come from the system."""
    return (lambda: SOLID) if fill == "solid" else (lambda: secrets.choice(TILES))
