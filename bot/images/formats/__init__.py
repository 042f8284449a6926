"""The table of container formats: a format is supported when it has a row here."""

from __future__ import annotations

from bot.images.formats.container import Container
from bot.images.late import Late
from bot.images.results import Format


def _jpeg() -> Container:
    from bot.images.formats.jpeg import JPEG

    return JPEG


def _png() -> Container:
    from bot.images.formats.png import PNG

    return PNG


def _webp() -> Container:
    from bot.images.formats.webp import WEBP

    return WEBP


def _gif() -> Container:
    from bot.images.formats.gif import GIF

    return GIF


def _tiff() -> Container:
    from bot.images.formats.tiff import TIFF

    return TIFF


def _isobmff() -> Container:
    from bot.images.formats.isobmff import ISOBMFF

    return ISOBMFF


def _jxl() -> Container:
    from bot.images.formats.jxl import JXL

    return JXL


def _bmp() -> Container:
    from bot.images.formats.bmp import BMP

    return BMP


def _svg() -> Container:
    from bot.images.formats.svg import SVG

    return SVG


CONTAINERS = Late[Container](
    {
        Format.JPEG: _jpeg,
        Format.PNG: _png,
        Format.APNG: _png,
        Format.WEBP: _webp,
        Format.GIF: _gif,
        Format.BMP: _bmp,
        Format.TIFF: _tiff,
        Format.SVG: _svg,
        Format.HEIC: _isobmff,
        Format.AVIF: _isobmff,
        Format.JXL: _jxl,
    }
)
