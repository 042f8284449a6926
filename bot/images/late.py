"""Tables by format whose modules are imported when a format is first asked for.

A fresh process that meets one picture then starts in a fraction of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import TypeVar

from bot.images.results import Format

_Row = TypeVar("_Row")


class Late(MutableMapping[Format, _Row]):
    """A table; its rows come from functions that import what they return."""

    def __init__(self, rows: Mapping[Format, Callable[[], _Row]]) -> None:
        self._rows = dict(rows)

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
