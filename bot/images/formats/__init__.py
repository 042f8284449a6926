"""The table of container formats: a format is supported when it has a row here."""

from __future__ import annotations

from bot.images.formats.container import Container
from bot.images.formats.jpeg import JPEG
from bot.images.formats.png import PNG
from bot.images.formats.webp import WEBP
from bot.images.results import Format

CONTAINERS: dict[Format, Container] = {
    Format.JPEG: JPEG,
    Format.PNG: PNG,
    Format.APNG: PNG,
    Format.WEBP: WEBP,
}
