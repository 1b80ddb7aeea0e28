"""Give every formula of a grid its result: load all into the engine, evaluate once, read all back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import formualizer as fz

from workbook.evaluate.result import CYCLE, MALFORMED, Fault, value_of
from workbook.evaluate.runs import runs
from workbook.finding import Finding, Level, Place
from workbook.formula.address import address
from workbook.grid.model import Grid, GridCell, GridSheet, Scalar

_EXPANDED = 8
"""An area of more cells is one dependency, not one for each cell: a tenth less work, and less memory."""

Position = tuple[int, int, int]
"""sheet (index in the grid), row, column"""


def evaluate(grid: Grid) -> tuple[Grid, tuple[Finding, ...]]:
    """The same grid with each formula's result as its value: Decimal, text or bool (a blank result is 0).

    A formula without a result keeps the value None and is told in a finding of level ERROR with its place:
    E001 an error value (facts: value, formula), E002 the engine refused the formula (facts: reason, formula),
    E003 it is part of a cycle or hangs on one (facts: path).
    """
    book, refused = new_engine(grid)
    settle(book, grid, refused)
    return evaluated(book, grid, refused)


def evaluated(book: fz.Workbook, grid: Grid, refused: dict[Position, str]) -> tuple[Grid, tuple[Finding, ...]]:
    """The grid with the results that stand in an engine that has evaluated it; findings as of `evaluate`."""
    sheets: list[GridSheet] = []
    findings: list[Finding] = []
    for index, sheet in enumerate(grid.sheets):
        filled, found = _read(book, index, sheet, refused)
        sheets.append(filled)
        findings += found
    return replace(grid, sheets=tuple(sheets)), tuple(findings)


def new_engine(grid: Grid) -> tuple[fz.Workbook, dict[Position, str]]:
    """An engine that holds the grid, and the formulas that it refused, each with the reason."""
    how = fz.EvaluationConfig()
    how.enable_parallel = False  # one workbook is too small to gain by it; many run in processes of their own
    how.range_expansion_limit = _EXPANDED
    book = fz.Workbook(config=fz.WorkbookConfig(enable_changelog=False, eval_config=how))
    book.set_temporal_egress("serial")
    for sheet in grid.sheets:
        book.add_sheet(sheet.name)
    refused: dict[Position, str] = {}
    for index, sheet in enumerate(grid.sheets):
        refused.update(((index, *at), reason) for at, reason in _load(book.sheet(sheet.name), sheet))
    return book, refused


def _load(target: fz.Sheet, sheet: GridSheet) -> Iterator[tuple[tuple[int, int], str]]:
    """Values and formulas into the engine; yields the cells whose formula it refuses, with the reason."""
    values = ((at, load_value(c.value)) for at, c in sheet.cells.items() if not c.formula and c.value is not None)
    for row, column, items in runs(values):
        target.set_values_batch(row, column, len(items), 1, [[item] for item in items])
    formulas = ((at, cell.formula) for at, cell in sheet.cells.items() if cell.formula)
    for row, column, texts in runs(formulas):
        try:
            target.set_formulas_batch(row, column, len(texts), 1, [[text] for text in texts])
        except (RuntimeError, ValueError):
            yield from _load_singly(target, row, column, texts)


def _load_singly(target: fz.Sheet, row: int, column: int, texts: list[str]) -> Iterator[tuple[tuple[int, int], str]]:
    for offset, text in enumerate(texts):
        try:
            target.set_formula(row + offset, column, text)
        except (RuntimeError, ValueError) as refusal:
            _block(target, row + offset, column)
            yield (row + offset, column), _reason(refusal)


def _block(target: fz.Sheet, row: int, column: int) -> None:
    """A refused formula counts as #N/A, so that nothing is computed from a blank in its place."""
    target.set_formula(row, column, "=NA()")


def settle(book: fz.Workbook, grid: Grid, refused: dict[Position, str]) -> None:
    """Evaluate once; if the engine refuses the book, block the formulas it cannot resolve and repeat."""
    try:
        book.evaluate_all()
        return
    except (fz.ExcelEvaluationError, RuntimeError):
        pass
    for index, sheet in enumerate(grid.sheets):
        for (row, column), cell in sheet.cells.items():
            if (index, row, column) not in refused and (name := _unknown_name(cell.formula)):
                refused[index, row, column] = f"Undefined name: {name}"
                _block(book.sheet(sheet.name), row, column)
    try:
        book.evaluate_all()
    except (fz.ExcelEvaluationError, RuntimeError) as refusal:
        everything = ((i, *at) for i, s in enumerate(grid.sheets) for at, c in s.cells.items() if c.formula)
        for position in everything:
            refused.setdefault(position, _reason(refusal))


def _unknown_name(formula: str) -> str:
    """The first reference that is neither a cell nor a range of this workbook, "" when there is none."""
    if not formula:
        return ""
    try:
        references = list(fz.parse(formula).walk_refs())
    except fz.ParserError:
        return ""  # it stays an error of its own cell
    unknown = (ref for ref in references if not isinstance(ref, fz.CellRef | fz.RangeRef))
    return next((str(getattr(ref, "name", "") or ref) for ref in unknown), "")


def _read(
    book: fz.Workbook, index: int, sheet: GridSheet, refused: dict[Position, str]
) -> tuple[GridSheet, list[Finding]]:
    positions = [at for at, cell in sheet.cells.items() if cell.formula]
    if not positions:
        return sheet, []
    top, bottom = min(r for r, _ in positions), max(r for r, _ in positions)
    left, right = min(c for _, c in positions), max(c for _, c in positions)
    results = book.sheet(sheet.name).get_values(fz.RangeAddress(sheet.name, top, left, bottom, right))
    cells = dict(sheet.cells)
    findings: list[Finding] = []
    for row, column in positions:
        cell = cells[row, column]
        reason = refused.get((index, row, column))
        value: Scalar | Fault = Fault(MALFORMED) if reason else value_of(results[row - top][column - left])
        if isinstance(value, Fault):
            if value.error == MALFORMED and not reason:
                reason = _malformed(cell.formula)
            findings.append(
                _finding(
                    Place(sheet=sheet.name, cell=address(row, column)),
                    cell.formula,
                    value,
                    reason,
                )
            )
            value = None
        cells[row, column] = GridCell(value, cell.formula, cell.style)
    return replace(sheet, cells=cells), findings


def _malformed(formula: str) -> str | None:
    """Why the engine could not read this formula; None when the fault only comes from a cell it refers to."""
    try:
        fz.parse(formula)
    except fz.ParserError as refusal:
        return _reason(refusal)
    return None


def _finding(place: Place, formula: str, fault: Fault, reason: str | None) -> Finding:
    if reason is not None:
        return Finding("E002", Level.ERROR, place, {"reason": reason, "formula": formula})
    if fault.error == CYCLE:
        return Finding("E003", Level.ERROR, place, {"path": f"{place.sheet}!{place.cell} {formula}"})
    return Finding("E001", Level.ERROR, place, {"value": fault.error, "formula": formula})


def _reason(refusal: Exception) -> str:
    return str(refusal).strip().splitlines()[0] if str(refusal).strip() else type(refusal).__name__


def load_value(value: Scalar) -> float | int | str | bool | None:
    """A constant as the engine takes it."""
    return float(value) if isinstance(value, Decimal) else value
