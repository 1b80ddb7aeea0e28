"""One engine that stays loaded: the next grid of the same formulas only changes constants in it.

Reading formulas and finding what hangs on what is two thirds of an evaluation, and the same for all files of a
template. What comes out equals `evaluate` of the grid alone.
"""

from __future__ import annotations

import threading

import formualizer as fz

from workbook.evaluate.engine import evaluated, load_value, new_engine, settle
from workbook.evaluate.runs import runs
from workbook.finding import Finding
from workbook.grid.model import Grid, GridSheet, Scalar

_Values = list[tuple[tuple[int, int], Scalar]]


class Kept(threading.local):
    """The engine of the grid that came last; each thread has its own."""

    def __init__(self) -> None:
        self._grid: Grid | None = None
        self._book: fz.Workbook | None = None

    def evaluate(self, grid: Grid) -> tuple[Grid, tuple[Finding, ...]]:
        """As `workbook.evaluate.evaluate`; a grid whose formulas all stand in the last one too takes a third of it."""
        before, book = self._grid, self._book
        self._grid = self._book = None  # an engine whose work was cut short is not used again
        changes = None if before is None else _changes(before, grid)
        if book is None or changes is None or not _changed(book, changes):
            del book, before, changes  # before another one takes as much memory
            book, refused = new_engine(grid)
            settle(book, grid, refused)
            if refused:
                return evaluated(book, grid, refused)
        result = evaluated(book, grid, {})
        self._grid, self._book = grid, book
        return result


def _changed(book: fz.Workbook, changes: dict[str, _Values]) -> bool:
    """Put other constants into the engine and evaluate; False when it will not."""
    try:
        for name, values in changes.items():
            sheet = book.sheet(name)
            for row, column, items in runs(values):
                sheet.set_values_batch(row, column, len(items), 1, [[load_value(item)] for item in items])
        book.evaluate_all()
    except (fz.ExcelEvaluationError, RuntimeError, ValueError):
        return False
    return True


def _changes(before: Grid, grid: Grid) -> dict[str, _Values] | None:
    """Constants that differ, by tab; None when anything else that the engine sees differs."""
    if len(before.sheets) != len(grid.sheets):
        return None
    result: dict[str, _Values] = {}
    for one, other in zip(before.sheets, grid.sheets, strict=True):
        values = _other_values(one, other)
        if values is None:
            return None
        if values:
            result[other.name] = values
    return result


def _other_values(before: GridSheet, sheet: GridSheet) -> _Values | None:
    if before.name != sheet.name or before.cells.keys() != sheet.cells.keys():
        return None
    values: _Values = []
    known = before.cells
    for at, cell in sheet.cells.items():
        old = known[at]
        if old is cell:
            continue
        if old.formula != cell.formula:
            return None
        if not cell.formula and (old.value != cell.value or type(old.value) is not type(cell.value)):
            values.append((at, cell.value))
    return values
