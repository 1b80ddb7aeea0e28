"""Sheets that were pasted as values: one deed, which overwrote every formula of a sheet, or of the whole workbook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workbook.finding import Finding, Level, Place, found
from workbook.formula.areas import Cell, area
from workbook.grid.model import GridSheet
from workbook.judge import Judged
from workbook.judge.formulas import same
from workbook.layout import address
from workbook.read.model import RawSheet
from workbook.report.order import position
from workbook.report.ties import Ties

SHEET, BOOK = "F107", "F108"
OVERWRITTEN, DELETED = "F101", "F103"
_LEAST = 3
"""So many formulas of a sheet, or sheets of a workbook, must have become values for it to be one deed."""
_LEFT = 10
"""At most one in so many formulas is still there."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """constants: cells with a value in place of their formula; blank: cells that are blank. left: formulas still there.

    emptied: so many of the blank cells would show something; the others are what pasting values leaves of them.
    differ: constants that are not the true result.
    """

    tab: str
    hidden: bool
    constants: tuple[Cell, ...]
    blank: tuple[Cell, ...]
    emptied: int
    left: int
    differ: tuple[Cell, ...]

    @property
    def is_pasted(self) -> bool:
        gone = len(self.constants) + len(self.blank)
        return len(self.constants) >= max(_LEAST, self.emptied) and self.left * _LEFT <= gone


def with_pasted(findings: tuple[Finding, ...], judged: Judged) -> tuple[Finding, ...]:
    """The findings, with F107 before those of a sheet that was pasted as values, and F108 before all of these."""
    if sum(finding.code == OVERWRITTEN for finding in findings) < _LEAST:
        return findings
    sheets = tuple(_sheets(findings, judged))
    pasted = {sheet.tab: _told(sheet) for sheet in sheets if sheet.is_pasted}
    made: list[Finding] = []
    for finding in findings:
        if finding.code in (OVERWRITTEN, DELETED) and finding.place.sheet in pasted:
            if not any(told.code == BOOK for told in made) and _is_whole(sheets, pasted):
                made.append(_book(sheets, pasted))
            made.append(pasted.pop(finding.place.sheet))
        made.append(finding)
    return tuple(made)


def tie_pasted(ties: Ties) -> None:
    """Ties F101 and F103 to the sheet's F107, and these to F108. Those that hold the true result are told by it."""
    sheets = {f.place.sheet: i for i, f in enumerate(ties.findings) if f.code == SHEET}
    book = next((i for i, f in enumerate(ties.findings) if f.code == BOOK), None)
    for i, finding in enumerate(ties.findings):
        if finding.code == SHEET and book is not None:
            ties.tie(i, book)
        if finding.code not in (OVERWRITTEN, DELETED):
            continue
        cause = sheets.get(finding.place.sheet, book)
        if cause is not None and i not in ties.causes:
            ties.tie(i, cause)
            if finding.level == Level.ERROR and _is_true(ties.judged, finding):
                ties.silent.add(i)


def _sheets(findings: tuple[Finding, ...], judged: Judged) -> Iterable[_Sheet]:
    told: dict[str, dict[str, list[Cell]]] = {OVERWRITTEN: {}, DELETED: {}}
    for finding in findings:
        if finding.code in told:
            cells = told[finding.code].setdefault(finding.place.sheet, [])
            cells.append(position(finding.place.cell))
    hidden = {sheet.key for sheet in judged.filled.book.sheets if sheet.hidden}
    for sheet in judged.grid.sheets:
        keyed = judged.filled.sheets.get(sheet.key)
        if keyed is None:
            continue
        raw = keyed.raw
        constants, blank = (tuple(told[code].get(raw.name, ())) for code in (OVERWRITTEN, DELETED))
        left = sum(1 for at, cell in sheet.cells.items() if cell.formula and _has_formula(raw, at))
        differ = tuple(cell for cell in constants if not _holds(sheet, raw, cell))
        emptied = sum(1 for at in blank if at in sheet.cells and sheet.cells[at].value not in (None, ""))
        yield _Sheet(raw.name, sheet.key in hidden, constants, blank, emptied, left, differ)


def _has_formula(raw: RawSheet, at: Cell) -> bool:
    cell = raw.cells.get(at)
    return cell is not None and cell.formula is not None


def _holds(sheet: GridSheet, raw: RawSheet, at: Cell) -> bool:
    stored = raw.cells.get(at)
    return stored is not None and at in sheet.cells and same(sheet.cells[at].value, stored)


def _is_true(judged: Judged, finding: Finding) -> bool:
    """Whether an overwritten formula's cell shows what it would show."""
    for sheet in judged.grid.sheets:
        keyed = judged.filled.sheets.get(sheet.key)
        if keyed is not None and keyed.raw.name == finding.place.sheet:
            at = position(finding.place.cell)
            return finding.code == DELETED or _holds(sheet, keyed.raw, at)
    return False


def _told(sheet: _Sheet) -> Finding:
    """Finding F107."""
    cells = sorted((*sheet.constants, *sheet.blank))
    place = Place(sheet=sheet.tab, cell=address(*cells[0]), area=area(cells))
    differ = {"differ": len(sheet.differ), "cells": address(*min(sheet.differ))} if sheet.differ else {}
    return found(SHEET, place, None, count=len(cells), **differ)


def _is_whole(sheets: tuple[_Sheet, ...], pasted: dict[str, Finding]) -> bool:
    """Whether hardly a formula is left on the sheets that people see, and several sheets were pasted over."""
    shown = [sheet for sheet in sheets if not sheet.hidden]
    gone = sum(len(sheet.constants) + len(sheet.blank) for sheet in shown)
    return len(pasted) >= _LEAST and sum(sheet.left for sheet in shown) * _LEFT <= gone


def _book(sheets: tuple[_Sheet, ...], pasted: dict[str, Finding]) -> Finding:
    """Finding F108."""
    cells = sum(len(sheet.constants) + len(sheet.blank) for sheet in sheets)
    differ = [f"{sheet.tab}!{address(*min(sheet.differ))}" for sheet in sheets if sheet.differ]
    count = sum(len(sheet.differ) for sheet in sheets)
    facts = {"differ": count, "first": differ[0]} if differ else {}
    return found(BOOK, None, None, count=len(pasted), cells=cells, **facts)
