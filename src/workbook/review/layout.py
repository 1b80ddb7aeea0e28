"""Merged areas that take the same cells, or hide a cell that says something (S207)."""

from __future__ import annotations

from workbook.book.model import Sheet
from workbook.finding import Finding, found
from workbook.review.origins import Finder

Spot = tuple[int, int]


def layout_faults(finder: Finder) -> tuple[Finding, ...]:
    """One finding for each pair that cannot both be shown."""
    return tuple(finding for sheet in finder.book.sheets for finding in _sheet(sheet, finder))


def _sheet(sheet: Sheet, finder: Finder) -> list[Finding]:
    rows = [line.key for line in sheet.rows]
    columns = [line.key for line in sheet.columns]
    row_at = {key: i for i, key in enumerate(rows)}
    column_at = {key: i for i, key in enumerate(columns)}
    taken: dict[Spot, tuple[str, str]] = {}
    findings = []
    for first, last in sheet.spans.items():
        clashes: dict[tuple[str, str], None] = {}
        for row in range(row_at[first[0]], row_at[last[0]] + 1):
            for column in range(column_at[first[1]], column_at[last[1]] + 1):
                here = (rows[row], columns[column])
                owner = taken.setdefault((row, column), first)
                hidden = sheet.cells.get(here)
                if owner != first:
                    clashes[owner] = None
                elif here != first and hidden is not None and (hidden.formula or hidden.content is not None):
                    clashes[here] = None
        for other in clashes:
            place = finder.place((sheet.key, *first))
            facts = {"name": _said(sheet, first), "other": _said(sheet, other)}
            findings.append(
                found("S207", place, None, **facts, area=f"{sheet.tab}: {first[0]}/{first[1]}–{last[0]}/{last[1]}")
            )
    return findings


def _said(sheet: Sheet, place: tuple[str, str]) -> str:
    """What stands in a cell, else its keys."""
    cell = sheet.cells.get(place)
    if cell is None:
        return "/".join(place)
    return str(cell.formula.text if cell.formula else cell.content or "") or "/".join(place)
