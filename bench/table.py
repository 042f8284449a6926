"""Markdown tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """A title, one sentence that explains it, column names and rows of texts."""

    title: str
    explanation: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]

    def __str__(self) -> str:
        """Write it in Markdown; numbers stand to the right."""
        lines = [_line(self.columns), _line(["---", *["---:"] * (len(self.columns) - 1)])]
        lines += map(_line, self.rows)
        return f"## {self.title}\n\n{self.explanation}\n\n" + "\n".join(lines) + "\n"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def times(value: float, of: float) -> str:
    """Word a ratio."""
    return f"{value / of:.2f} x"


def milliseconds(value: float) -> str:
    """Word a time."""
    return f"{value:.1f} ms"
