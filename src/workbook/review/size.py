"""Cells as they will stand in the file, against Excel's limits: S206 length of a formula, S217 arguments, S218 depth,
S216 length of a text.
"""

from __future__ import annotations

from workbook.finding import Finding, found
from workbook.formula.model import FORMULA_LIMIT
from workbook.formula.tokens import tokens
from workbook.grid.model import Grid
from workbook.layout import Layout
from workbook.review.origins import Finder

ARGUMENTS, DEPTH = 255, 64
TEXT_LIMIT = 32767
"""Characters of a fixed text; more than that is no cell of a workbook."""
_BEGIN = 40


def size_faults(finder: Finder, layout: Layout, grid: Grid) -> tuple[Finding, ...]:
    """One finding for each formula of the spec that is too big somewhere, however many cells it stands in, and for each
    cell whose text is too long.
    """
    findings: list[Finding] = []
    told: set[int] = set()
    finished = {sheet.key: sheet for sheet in grid.sheets}
    for sheet in finder.book.sheets:
        where = layout.sheets[sheet.key]
        cells = finished[sheet.key].cells
        for (row, column), cell in sheet.cells.items():
            finished_cell = cells.get((where.rows[row], where.columns[column]))
            shown = finished_cell.value if finished_cell is not None else None
            if isinstance(shown, str) and len(shown) > TEXT_LIMIT and cell.slot is None:
                place = finder.place((sheet.key, row, column))
                facts = {"length": len(shown), "limit": TEXT_LIMIT, "found": shown[:_BEGIN]}
                findings.append(found("S216", place, None, **facts))
            if cell.formula is None or id(cell.formula) in told or finished_cell is None:
                continue
            text = finished_cell.formula
            fault = _fault(text)
            if fault is not None:
                told.add(id(cell.formula))
                code, facts = fault
                place = finder.place((sheet.key, row, column))
                findings.append(found(code, place, None, **facts, formula=cell.formula.text or text))
    return tuple(findings)


def _fault(formula: str) -> tuple[str, dict[str, object]] | None:
    if len(formula) > FORMULA_LIMIT:
        return "S206", {"length": len(formula), "limit": FORMULA_LIMIT}
    if formula.count(",") < ARGUMENTS and formula.count("(") <= DEPTH:
        return None
    most, deepest = _shape(formula)
    if most > ARGUMENTS:
        return "S217", {"count": most, "limit": ARGUMENTS}
    if deepest > DEPTH:
        return "S218", {"count": deepest, "limit": DEPTH}
    return None


def _shape(formula: str) -> tuple[int, int]:
    """The most arguments that one function has, and how deep functions stand in functions."""
    open_: list[int] = []
    most = deepest = depth = 0
    functions: list[bool] = []
    for token in tokens(formula):
        if token.kind == "open":
            functions.append(len(token.value) > 1)
            depth += functions[-1]
            deepest = max(deepest, depth)
            open_.append(1)
        elif token.kind == "sep" and open_:
            open_[-1] += 1
        elif token.kind == "close" and open_:
            most = max(most, open_.pop())
            depth -= functions.pop()
    return most, deepest
