"""Cells put together for a sentence: E6:E9、C9."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workbook.formula.areas import Cell, area
from workbook.layout import SheetLayout
from workbook.match.match import Spot


def areas(spots: Iterable[Spot], layouts: Mapping[str, SheetLayout]) -> str:
    """Runs of neighbouring rows in each column, columns side by side together; each sheet's tab once."""
    cells: dict[str, list[Cell]] = {}
    for sheet, row, column in spots:
        cells.setdefault(sheet, []).append((row, column))
    return "；".join(f"{layouts[sheet].tab}!{'、'.join(area(own).split(','))}" for sheet, own in cells.items())
