"""Cells of the template that a file no longer has, each with the finding that tells so."""

from __future__ import annotations

from collections.abc import Sequence

from workbook.book.model import Slot
from workbook.finding import Finding, Level
from workbook.formula import Ref
from workbook.match.match import Filled, Spot

_KINDS = {"M206": "sheet", "M209": "sheet", "M212": "rows", "M204": "rows", "M205": "columns"}
_ROWS = frozenset(("M204", "M212"))


def gap_hosts(filled: Filled, findings: Sequence[Finding]) -> dict[Spot, int]:
    """Formulas over an area that lost a row → index of the finding (M204, M212): their results are no longer the same.

    Unused rows at a list's end (M212 for information) change none.
    """
    told = {f.place.sheet: i for i, f in enumerate(findings) if f.code in _ROWS and f.level > Level.INFO}
    order: dict[str, dict[str, int]] = {}
    for key, where in filled.layout.sheets.items():
        if where.tab in told and where.lost_rows:
            order[key] = {row: i for i, row in enumerate(where.rows)}
    hosts: dict[Spot, int] = {}
    for sheet in filled.book.sheets if order else ():
        where = filled.layout.sheets[sheet.key]
        for (row, column), cell in sheet.cells.items():
            for ref in cell.formula.parts if cell.formula is not None else ():
                if isinstance(ref, Ref) and ref.sheet in order and _has_gap(ref, filled, order[ref.sheet]):
                    cause = told[filled.layout.sheets[ref.sheet].tab]
                    hosts.setdefault((sheet.key, where.rows[row], where.columns[column]), cause)
    return hosts


def _has_gap(ref: Ref, filled: Filled, order: dict[str, int]) -> bool:
    first, last = order.get(ref.row), order.get(ref.to_row or "")
    lost = filled.layout.sheets[ref.sheet].lost_rows
    return first is not None and last is not None and any(first <= order[row] <= last for row in lost)


def missing_cells(filled: Filled, findings: Sequence[Finding], *, typed: bool = False) -> dict[Spot, int]:
    """Cells of sheets that are missing (M206) or cannot be read (M209), of missing rows (M204, M212) and columns (M205)
    → index of the finding; typed: inputs only.
    """
    told = {(_KINDS[f.code], f.place.sheet): i for i, f in enumerate(findings) if f.code in _KINDS}
    lost: dict[Spot, int] = {}
    if not told:
        return lost
    for sheet in filled.book.sheets:
        where, keyed = filled.layout.sheets[sheet.key], filled.sheets.get(sheet.key)
        whole = told.get(("sheet", where.tab)) if keyed is None else None
        row_told, column_told = told.get(("rows", where.tab)), told.get(("columns", where.tab))
        for (row, column), cell in sheet.cells.items():
            if typed and cell.slot is None:
                continue
            spot = sheet.key, where.rows[row], where.columns[column]
            if whole is not None:
                lost[spot] = whole
            elif keyed is not None and row_told is not None and row not in keyed.rows:
                lost[spot] = row_told
            elif keyed is not None and column_told is not None and column not in keyed.columns:
                lost[spot] = column_told
    return lost


def missing_slot(filled: Filled, spot: Spot) -> Slot | None:
    """What an input cell that the file no longer has would hold."""
    where = filled.layout.sheets[spot[0]]
    row = next((key for key, number in where.rows.items() if number == spot[1]), "")
    column = next((key for key, number in where.columns.items() if number == spot[2]), "")
    sheet = next(sheet for sheet in filled.book.sheets if sheet.key == spot[0])
    cell = sheet.cells.get((row, column))
    return cell.slot if cell is not None else None
