"""Everything imported that pictures of some formats need, for a process that soon cannot import.

Modules come late elsewhere in this package, so that a process which meets one picture starts fast.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable

from bot.images.formats import CONTAINERS
from bot.images.results import Format
from bot.images.verify import DECODERS, READERS

_OF_ALL = (  # what functions of this package import by themselves
    *("piexif", "bot.images.clean"),
    *(f"encodings.{name}" for name in ("ascii", "cp1252", "latin_1", "utf_16_be", "utf_16_le")),
)
_OF_LOSSLESS = ("bot.images.stealth", "PIL.PngImagePlugin")
_PLUGINS = {"GIF": "Gif", "TIFF": "Tiff", "BMP": "Bmp", "AVIF": "Avif"}
_OF_DECODING = ("PIL.ImageOps", "PIL.TiffImagePlugin")  # Exif is a TIFF file
_OF_COMPARING = (
    *(
        "bot.images.glimpse",
        "bot.images.fingerprint",
        "bot.images.metadata.thumbnails",
        "PIL.MpoImagePlugin",
    ),
    "bot.images.credentials",
)


def make_ready(
    formats: Iterable[Format], *, compare: bool, look: bool = False, signed: bool = False
) -> None:
    """Import what these formats need; `compare` as in `Options`. Saving anew needs more.

    `look`: also what looking at the picture itself and covering parts of it need. `signed`: what
    checking Content Credentials needs, if it is installed.
    """
    wanted = set(formats)
    if Format.SVG in wanted:
        wanted |= CONTAINERS.keys()  # any picture may stand inside
    names = list(_OF_ALL)
    names += _OF_LOSSLESS if wanted & {Format.PNG, Format.APNG} else ()
    names += _OF_COMPARING if compare else ()
    for format_ in wanted & CONTAINERS.keys():
        CONTAINERS[format_]
        READERS[format_]
        names += [f"PIL.{_PLUGINS[name]}ImagePlugin" for name in DECODERS[format_]]
    for name in names:
        importlib.import_module(name)
    if any(name.startswith("PIL.") for name in names):
        from PIL import Image

        Image.preinit()
        for name in _OF_DECODING:
            importlib.import_module(name)
    if look:
        from bot.images.visible import looking

        looking.make_ready()
    if signed:
        from bot.images import credentials

        credentials.make_ready()
