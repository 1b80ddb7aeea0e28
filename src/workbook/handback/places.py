"""Places of the file, as findings name them, in the words of the new workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from workbook.finding import Place
from workbook.formula.areas import cells_of
from workbook.handback.relaid import Relaid, Spot
from workbook.layout import address

_CELL = re.compile(r"[A-Z]{1,3}[0-9]{1,7}")


@dataclass(frozen=True, slots=True)
class Places:
    """made: the new workbook. back: cells of the file (tab, address) beside the template's, which it has again."""

    made: Relaid
    back: Mapping[tuple[str, str], Spot] = field(default_factory=dict)

    def shown(self, spot: Spot) -> str:
        """支出明细!C9"""
        return f"{self.made.layout.sheets[spot[0]].tab}!{address(spot[1], spot[2])}"

    def spot(self, sheet: str, cell: str) -> Spot | None:
        """A cell of the file in the new workbook, None when it has no such cell. The cell of a hidden key stands for
        its row or column, the first cell of which that is shown is the place.
        """
        if not _CELL.fullmatch(cell):
            return None
        place = Place(sheet=sheet, cell=cell)
        return self.made.place(place) or self.back.get((sheet, cell)) or self.made.line(place)

    def visible(self, sheet: str, cell: str) -> Spot | None:
        """The same where somebody can go."""
        spot = self.spot(sheet, cell)
        hidden = {s.key for s in self.made.book.sheets if s.hidden}
        return None if spot is None or spot[0] in hidden else spot

    def spots(self, place: Place) -> tuple[Spot, ...]:
        """All cells that a finding is about, the one that it names first; those that the new workbook has."""
        cells = (place.cell, *(address(*cell) for cell in cells_of(place.area)))
        found = (self.spot(place.sheet, cell) for cell in dict.fromkeys(cells))
        return tuple(spot for spot in found if spot is not None)

    def range(self, sheet: str, cells: str) -> str:
        """Cells of the file as they are called now. What the new workbook does not have stands in brackets.

        Never the bare name of a sheet: on the way back that would look like the sheet's own key.
        """
        parts = [self._range(sheet, part) for part in cells.split(",")]
        if not all(parts):
            told = f"{sheet}!{cells}" if cells else sheet
            return f"（{told}）" if told else ""
        return f"{parts[0]}" + "".join(f",{str(part).rpartition('!')[2]}" for part in parts[1:])

    def _range(self, sheet: str, cells: str) -> str | None:
        first, _, last = cells.partition(":")
        start, end = self.spot(sheet, first), self.spot(sheet, last or first)
        if start is None or end is None:
            return None
        return self.shown(start) + (f":{address(end[1], end[2])}" if end != start else "")
