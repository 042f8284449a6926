"""The table of container formats: a format is supported when it has a row here."""

from __future__ import annotations

from bot.images.formats.bmp import BMP
from bot.images.formats.container import Container
from bot.images.formats.gif import GIF
from bot.images.formats.isobmff import ISOBMFF
from bot.images.formats.jpeg import JPEG
from bot.images.formats.jxl import JXL
from bot.images.formats.png import PNG
from bot.images.formats.svg import SVG
from bot.images.formats.tiff import TIFF
from bot.images.formats.webp import WEBP
from bot.images.results import Format

CONTAINERS: dict[Format, Container] = {
    Format.JPEG: JPEG,
    Format.PNG: PNG,
    Format.APNG: PNG,
    Format.WEBP: WEBP,
    Format.GIF: GIF,
    Format.BMP: BMP,
    Format.TIFF: TIFF,
    Format.SVG: SVG,
    Format.HEIC: ISOBMFF,
    Format.AVIF: ISOBMFF,
    Format.JXL: JXL,
}
