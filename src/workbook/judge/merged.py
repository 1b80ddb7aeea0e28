"""Cells that somebody merged: all but the first one of a merged range are out of sight."""

from __future__ import annotations

from collections.abc import Mapping

from workbook.book.scorecard import LEVELS
from workbook.finding import Finding, Level, Place, found
from workbook.formula.address import address
from workbook.grid.model import Area, GridCell, GridSheet
from workbook.match import Filled
from workbook.match.keys import KeyedSheet
from workbook.read.merges import covering
from workbook.read.model import RawCell

Spot = tuple[int, int]


def merged(filled: Filled, sheet: GridSheet, keyed: KeyedSheet) -> tuple[Mapping[Spot, Area], tuple[Finding, ...]]:
    """Cells of a sheet that are out of sight in the file, and F109 for each merge over cells that the template shows.

    A warning where these are blank input cells: a program that merges cells deletes what they held. The form of a
    scorecard comes with merged levels of its own.
    """
    inserted = [spot[1:] for spot in filled.inputs if spot[0] == sheet.key] if sheet.key in filled.inserted else ()
    theirs = covering(keyed.raw.merges, {*sheet.cells, *inserted} if inserted else sheet.cells)
    ours = covering(sheet.merges, theirs)
    columns = filled.layout.sheets[sheet.key].columns
    is_card = any(own.key == sheet.key and own.kind == "card" for own in filled.book.sheets)
    levels = {columns[key] for key in LEVELS} if is_card else set()
    hidden: dict[Area, list[tuple[Spot, str, bool]]] = {}
    for spot, area in theirs.items():
        if spot not in ours and spot[1] not in levels:
            cell, is_input = sheet.cells.get(spot, GridCell()), (sheet.key, *spot) in filled.inputs
            if is_input or cell.formula or cell.value not in (None, ""):
                hidden.setdefault(area, []).append((spot, _text(cell, keyed.raw.cells.get(spot)), is_input))
    findings = []
    for area, cells in hidden.items():
        spot, text, _ = next((cell for cell in cells if cell[1]), cells[0])
        blank = all(is_input and not told for _, told, is_input in cells)
        place = Place(sheet=keyed.raw.name, cell=address(*spot))
        facts = {"range": f"{address(*area[:2])}:{address(*area[2:])}", "count": len(cells), "text": text}
        findings.append(found("F109", place, Level.WARNING if blank else None, **facts))
    return theirs, tuple(findings)


def _text(cell: GridCell, raw: RawCell | None) -> str:
    """What a cell holds that nobody sees; nothing where the program that merged it has deleted it."""
    if raw is None:
        return ""
    value = raw.value if raw.formula is None else cell.value
    return "" if value is None else str(value)
