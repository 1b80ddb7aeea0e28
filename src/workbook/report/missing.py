"""Cells of the template that a file no longer has, each with the finding that tells so."""

from __future__ import annotations

from collections.abc import Sequence

from workbook.finding import Finding
from workbook.match.match import Filled, Spot


def beside_gaps(filled: Filled, findings: Sequence[Finding]) -> dict[Spot, int]:
    """Cells of the rows above missing rows → index of the finding (M204): areas over them have lost something."""
    told = {f.place.sheet: i for i, f in enumerate(findings) if f.code == "M204"}
    gaps: dict[Spot, int] = {}
    for sheet in filled.book.sheets:
        where, keyed = filled.layout.sheets[sheet.key], filled.sheets.get(sheet.key)
        if keyed is None or where.tab not in told:
            continue
        above = 0
        for line in sheet.rows:
            if line.key in keyed.rows:
                above = keyed.rows[line.key]
            elif above:
                gaps |= {(sheet.key, above, column): told[where.tab] for column in where.columns.values()}
    return gaps


def missing_cells(filled: Filled, findings: Sequence[Finding], *, typed: bool = False) -> dict[Spot, int]:
    """Cells of missing sheets (M206), rows (M204) and columns (M205) → index of the finding; typed: inputs only."""
    told = {(f.code, f.place.sheet): i for i, f in enumerate(findings) if f.code in ("M204", "M205", "M206")}
    lost: dict[Spot, int] = {}
    if not told:
        return lost
    for sheet in filled.book.sheets:
        where, keyed = filled.layout.sheets[sheet.key], filled.sheets.get(sheet.key)
        whole = told.get(("M206", where.tab)) if keyed is None else None
        row_told, column_told = told.get(("M204", where.tab)), told.get(("M205", where.tab))
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
