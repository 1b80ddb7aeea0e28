"""What stands beside the template's cells (M207): put back where nothing else stands now, so that it is told again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from workbook.finding import Finding
from workbook.grid.model import Grid, GridCell, GridSheet
from workbook.grid.styles import style
from workbook.handback.relaid import Relaid, Spot, numbers
from workbook.match import Filled
from workbook.match.inputs import day_of
from workbook.read.merges import covering
from workbook.read.model import Kind, RawCell
from workbook.read.numbers import parse_number

Told = tuple[str, str]
"""tab and cell of the file"""

_STRAY = "M207"


def with_strays(
    grid: Grid, findings: Iterable[Finding], filled: Filled, made: Relaid
) -> tuple[Grid, Mapping[Told, Spot]]:
    """The grid with these contents as texts, which no formula adds up, and where they stand now. Those whose cell is
    taken, or which would come to stand beside another row or column than before, are in the list of issues alone.
    """
    found: dict[Spot, tuple[Told, str]] = {}
    for finding in findings:
        tab, cell = finding.place.sheet, finding.place.cell
        key = made.tabs.get(tab) if finding.code == _STRAY else None
        if key is None:
            continue
        raw, spot = filled.sheets[key].raw.cells.get(numbers(cell)), made.beside((key, *numbers(cell)))
        if raw is not None and spot is not None:
            found[spot] = (tab, cell), as_text(raw, is_number=False)
    sheets: list[GridSheet] = []
    back: dict[Told, Spot] = {}
    for sheet in grid.sheets:
        own = {spot[1:]: spot for spot in found if spot[0] == sheet.key}
        behind = covering(sheet.merges, own)
        cells = dict(sheet.cells)
        for at, spot in own.items():
            there = cells.get(at, GridCell(style=style("text")))
            if at not in behind and _is_free(there):
                told, text = found[spot]
                cells[at], back[told] = replace(there, value=text), spot
        sheets.append(replace(sheet, cells=cells) if own else sheet)
    return replace(grid, sheets=tuple(sheets)), back


def _is_free(cell: GridCell) -> bool:
    return not cell.formula and cell.value in (None, "") and not cell.style.unlocked


def as_text(cell: RawCell, is_number: bool) -> str:
    """What stood in a cell, as its reader would have typed it. is_number: a number belongs there, so that the one
    behind a date is what was meant.
    """
    if cell.formula is not None:
        return f"={cell.formula}"
    value = cell.value or ""
    if cell.kind is Kind.BOOLEAN:
        return "TRUE" if value == "1" else "FALSE"
    if cell.kind is Kind.DATE:
        number = parse_number(value).value
        return (day_of(cell) if not is_number else "") or (value if number is None else f"{number:f}")
    return value
