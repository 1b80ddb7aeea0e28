"""How much a file may still bring: cells, formulas, and each part only once."""

from __future__ import annotations

from workbook.finding import Place
from workbook.read import limits
from workbook.read.fault import refusal, shown
from workbook.read.package import Package


class Room:
    """Counts down the cells, and the characters of formulas, of a whole file; hands out each part once."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._taken: set[str] = set()
        self._cells = limits.CELLS
        self._formulas = limits.FORMULAS

    def cell(self, sheet: str) -> None:
        """One cell more. Raises RefusedError: R410."""
        self._cells -= 1
        if self._cells < 0:
            raise refusal("R410", Place(sheet=sheet), limit=limits.CELLS)

    def formula(self, characters: int, sheet: str = "") -> None:
        """A formula or rule more. Raises RefusedError: R419."""
        self._formulas -= characters
        if self._formulas < 0:
            raise refusal("R419", Place(sheet=sheet), limit=limits.FORMULAS)

    def part(self, name: str) -> bytes:
        """A part's content. Raises RefusedError (R219) when it was handed out before: no part has two owners."""
        if name in self._taken:
            raise refusal("R219", part=shown(name), reason="@relation_shared")
        self._taken.add(name)
        return self._package.parts[name].content()
