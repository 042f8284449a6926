"""The grid over a preview, by which a person names a place: columns are letters, rows numbers."""

from __future__ import annotations

from collections.abc import Iterator

from bot.images.results import Box

SHORT, LONG = 6, 8  # cells along the shorter and the longer side


def shape(width: int, height: int) -> tuple[int, int]:
    """Return columns and rows of the grid over a picture of this size."""
    return (SHORT, LONG) if width <= height else (LONG, SHORT)


def names(width: int, height: int) -> list[list[str]]:
    """Return the names of the cells, row by row: A1, B1, …"""
    columns, rows = shape(width, height)
    return [[f"{chr(ord('A') + column)}{row + 1}" for column in range(columns)]
            for row in range(rows)]  # fmt: skip


def cell(name: str, width: int, height: int) -> Box | None:
    """Return the box of a cell in a picture of this size, None where there is no such cell."""
    columns, rows = shape(width, height)
    column = ord(name[:1] or " ") - ord("A")
    row = int(name[1:]) - 1 if name.isascii() and name[1:].isdecimal() else -1
    if not (0 <= column < columns and 0 <= row < rows):
        return None
    return _box(column, row, width, height)


def cells(width: int, height: int) -> Iterator[tuple[str, Box]]:
    """Yield the name and the box of every cell, row by row."""
    for row, across in enumerate(names(width, height)):
        for column, name in enumerate(across):
            yield name, _box(column, row, width, height)


def _box(column: int, row: int, width: int, height: int) -> Box:
    columns, rows = shape(width, height)
    return (
        column * width // columns,
        row * height // rows,
        (column + 1) * width // columns,
        (row + 1) * height // rows,
    )
