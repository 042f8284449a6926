"""What a person has chosen to cover in one picture: numbers, areas, and how to look for them.

States are held in memory only, for an hour, with the file id of the picture: see `memory.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from bot.images.results import Box, Options, Report, Subject, Visible
from bot.images.visible.areas import face, other
from bot.images.visible.grid import cell


@dataclass(frozen=True, slots=True)
class Covering:
    """One picture on its way to a covered copy.

    `visible` is what was found; its boxes are numbered from 1, and the numbers in `kept` stay to
    be seen. `cells` are names of grid cells ("B3") that are covered too.
    """

    file_id: str
    width: int
    height: int
    visible: Visible = Visible()  # noqa: RUF009 - frozen
    kept: frozenset[int] = frozenset()
    cells: tuple[str, ...] = ()
    harder: bool = False
    text: bool = False
    fill: Literal["solid", "tiles"] = "solid"
    gridded: bool = False

    @classmethod
    def of(cls, file_id: str, report: Report) -> Covering:
        """Begin with everything that was found to be covered."""
        return cls(file_id, report.width, report.height, report.visible or Visible())

    @property
    def count(self) -> int:
        """How many numbers there are."""
        return len(self.visible.boxes)

    @property
    def covered(self) -> int:
        """How many places are to be covered."""
        return self.count - len(self.kept) + len(self.cells)

    def toggled(self, number: int) -> Covering:
        """Cover a number, or keep it."""
        known = 1 <= number <= self.count
        return replace(self, kept=self.kept ^ {number}) if known else self

    def with_cell(self, name: str) -> Covering:
        """Cover a cell of the grid, or no longer."""
        if cell(name, self.width, self.height) is None:
            return self
        others = tuple(each for each in self.cells if each != name)
        return replace(self, cells=others if name in self.cells else (*others, name))

    def with_found(self, visible: Visible | None) -> Covering:
        """Take what a new look has found; what was kept to be seen stays where it is the same."""
        found = visible or Visible()
        stays = {self.visible.boxes[number - 1] for number in self.kept}
        kept = frozenset(number for number, box in enumerate(found.boxes, 1) if box in stays)
        return replace(self, visible=found, kept=kept)

    def look(self) -> Options:
        """Return how to look at the picture and draw the preview."""
        subjects = (Subject.FACES, Subject.CODES, *((Subject.TEXT,) if self.text else ()))
        return Options(
            clean=False,
            compare=False,
            look=subjects,
            harder=self.harder,
            areas=self._areas(),
            preview="grid" if self.gridded else "outlines",
        )

    def cover(self) -> Options:
        """Return how to clean the picture with everything chosen covered."""
        size = self.width, self.height
        faces = len(self.visible.faces or ())
        chosen = tuple(
            (face if number <= faces else other)(box, size)
            for number, box in enumerate(self.visible.boxes, 1)
            if number not in self.kept
        )
        return Options(compare=False, areas=(*chosen, *self._areas()), fill=self.fill)

    def _areas(self) -> tuple[Box, ...]:
        found = (cell(name, self.width, self.height) for name in self.cells)
        return tuple(box for box in found if box is not None)
