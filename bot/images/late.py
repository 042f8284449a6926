"""The formats, and the module of each in a package, imported when a format is first asked for.

A fresh process that meets one picture then starts in a fraction of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from functools import partial
from importlib import import_module
from typing import Any, Final, TypeVar

from bot.images.results import Format

MODULES: Final = {
    Format.JPEG: "jpeg",
    Format.PNG: "png",
    Format.APNG: "png",
    Format.WEBP: "webp",
    Format.GIF: "gif",
    Format.BMP: "bmp",
    Format.TIFF: "tiff",
    Format.SVG: "svg",
    Format.HEIC: "isobmff",
    Format.AVIF: "isobmff",
    Format.JXL: "jxl",
}
"""A format is supported when it has a row here: the name of its module in `bot.images.formats`
and in `bot.images.verify`."""

_Row = TypeVar("_Row")


class Late(MutableMapping[Format, _Row]):
    """What the modules of a package hold under one name, by format."""

    def __init__(self, package: str, named: Callable[[str], str]) -> None:
        """`named` gives the name of a row from that of its module."""
        self._rows: dict[Format, Callable[[], _Row]] = {
            format_: partial(_held, f"{package}.{module}", named(module))
            for format_, module in MODULES.items()
        }

    def __getitem__(self, format_: Format) -> _Row:
        return self._rows[format_]()

    def __setitem__(self, format_: Format, row: _Row) -> None:
        self._rows[format_] = lambda: row

    def __delitem__(self, format_: Format) -> None:
        del self._rows[format_]

    def __contains__(self, format_: object) -> bool:
        return format_ in self._rows

    def __iter__(self) -> Iterator[Format]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _held(module: str, name: str) -> Any:
    return getattr(import_module(module), name)
