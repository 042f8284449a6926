"""A picture file together with what was found in it, and a small view of its pixels if asked for.

Decoders are imported here only when a view is wanted.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bot.images.formats.container import Picture

if TYPE_CHECKING:
    from PIL import Image


@dataclass(frozen=True)
class View:
    """A file of which a small grey view can be had, decoded once and only if asked for.

    `comparable`: embedded thumbnails are to be compared with it, signatures to be checked.
    """

    data: bytes
    picture: Picture
    comparable: bool = True

    @cached_property
    def grey(self) -> Image.Image | None:
        """The view, None where the picture is too large or cannot be decoded here."""
        from bot.images import glimpse

        return glimpse.grey(self.data, self.picture) if self.comparable else None
