"""A loaded engine that stays: change inputs, read the results that follow, put the inputs back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import formualizer as fz

from workbook.evaluate.engine import evaluated, load_value, new_engine, settle
from workbook.evaluate.result import Fault, value_of
from workbook.grid.model import Grid, GridCell, GridSheet, Scalar

Spot = tuple[int, int, int]
"""sheet (index in the grid), row, column"""
_UNKNOWN = object()
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
        self._held: dict[Spot, object] = {}  # what differs from the grid now
        self._areas = [_area(sheet) for sheet in grid.sheets]
        self._formulas = [tuple(at for at, cell in s.cells.items() if cell.formula) for s in grid.sheets]
        self._plain = dict(self._results())

    def results(
        self, inputs: Mapping[Spot, Scalar], formulas: Mapping[Spot, str] = NOTHING
    ) -> dict[Spot, Scalar | Fault]:
        """The formulas whose results differ from the grid's own once the inputs hold other values, and some cells other
        formulas.

        What was put in before and is not asked for now is put back; nothing else remains of one call in the next.
        Raises UnfitError.
        """
        try:
            for spot in [s for s in self._held if s not in inputs and s not in formulas]:
                cell = self._cell(spot)
                self._put(spot, cell.formula, cell.value)
                del self._held[spot]
            for spot, value in inputs.items():
                self._put(spot, "", value)
            for spot, formula in formulas.items():
                self._put(spot, formula, None)
            self._engine.evaluate_all()
        except (RuntimeError, ValueError) as refusal:
            raise UnfitError(str(refusal)) from refusal
        return {spot: value_of(r) for spot, r in self._results() if not _same(r, self._plain[spot])}

    def _put(self, spot: Spot, formula: str, value: Scalar) -> None:
        """A formula, else a value, into the engine, unless it is there."""
        new = formula or load_value(value)
        if spot in self._held and _same(self._held[spot], new):
            return
        index, row, column = spot
        sheet = self._engine.sheet(self.grid.sheets[index].name)
        self._held[spot] = _UNKNOWN
        if formula:
            sheet.set_formula(row, column, formula)
        else:
            sheet.set_value(row, column, load_value(value))
        self._held[spot] = new

    def _cell(self, spot: Spot) -> GridCell:
        return self.grid.sheets[spot[0]].cells[spot[1], spot[2]]

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
