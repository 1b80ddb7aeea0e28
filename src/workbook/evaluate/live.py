"""A loaded engine that stays: change inputs, read the results that follow, put the inputs back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import formualizer as fz

from workbook.evaluate.engine import evaluated, load_value, new_engine, settle
from workbook.evaluate.result import Fault, value_of
from workbook.grid.model import Grid, GridSheet, Scalar

Spot = tuple[int, int, int]
"""sheet (index in the grid), row, column"""
NOTHING: Mapping[Spot, str] = MappingProxyType({})


class UnfitError(ValueError):
    """A formula has no result, or the engine refuses it."""


class Live:
    """A grid in an engine. grid: the one that was given, evaluated. Raises UnfitError."""

    def __init__(self, grid: Grid) -> None:
        self._engine, refused = new_engine(grid)
        settle(self._engine, grid, refused)
        self.grid, findings = evaluated(self._engine, grid, refused)
        if refused or findings:
            raise UnfitError("a grid with formulas that have no result")
        self._areas = [_area(sheet) for sheet in grid.sheets]
        self._formulas = [tuple(at for at, cell in s.cells.items() if cell.formula) for s in grid.sheets]
        self._plain = dict(self._results())

    def results(
        self, inputs: Mapping[Spot, Scalar], formulas: Mapping[Spot, str] = NOTHING
    ) -> dict[Spot, Scalar | Fault]:
        """The formulas whose results differ from the grid's own once the inputs hold other values, and some cells other
        formulas.

        All are put back afterwards, whatever happens. Raises UnfitError.
        """
        try:
            for spot, value in inputs.items():
                self._put(spot, value)
            for spot, formula in formulas.items():
                self._put_formula(spot, formula)
            self._engine.evaluate_all()
            return {spot: value_of(r) for spot, r in self._results() if not _same(r, self._plain[spot])}
        except RuntimeError as refusal:
            raise UnfitError(str(refusal)) from refusal
        finally:
            for index, row, column in inputs:
                self._put((index, row, column), self.grid.sheets[index].cells[row, column].value)
            for index, row, column in formulas:
                self._put_formula((index, row, column), self.grid.sheets[index].cells[row, column].formula)

    def _put(self, spot: Spot, value: Scalar) -> None:
        index, row, column = spot
        self._engine.sheet(self.grid.sheets[index].name).set_value(row, column, load_value(value))

    def _put_formula(self, spot: Spot, formula: str) -> None:
        index, row, column = spot
        self._engine.sheet(self.grid.sheets[index].name).set_formula(row, column, formula)

    def _results(self) -> Iterator[tuple[Spot, object]]:
        for index, (sheet, area) in enumerate(zip(self.grid.sheets, self._areas, strict=True)):
            if area is None:
                continue
            top, left = area[0], area[1]
            table = self._engine.sheet(sheet.name).get_values(fz.RangeAddress(sheet.name, *area))
            for row, column in self._formulas[index]:
                yield (index, row, column), table[row - top][column - left]


def _same(one: object, other: object) -> bool:
    return one == other and type(one) is type(other)


def _area(sheet: GridSheet) -> tuple[int, int, int, int] | None:
    spots = [at for at, cell in sheet.cells.items() if cell.formula]
    if not spots:
        return None
    rows, columns = [r for r, _ in spots], [c for _, c in spots]
    return min(rows), min(columns), max(rows), max(columns)
