"""The filled workbook's inputs under our own formulas: a grid at the file's own places, evaluated."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from workbook.evaluate import Kept
from workbook.finding import Finding
from workbook.grid.model import Grid, GridCell
from workbook.judge.blank import blank_grid
from workbook.match import Filled

_engine = Kept()
"""Loaded once for all files that have everything at the same places."""


def recompute(filled: Filled) -> tuple[Grid, tuple[Finding, ...]]:
    """Every cell of the template where the file has it, with its true value. Findings E001–E003."""
    grid = blank_grid(filled.book, filled.layout)
    typed: dict[str, dict[tuple[int, int], GridCell]] = defaultdict(dict)
    for spot, value in filled.inputs.items():
        # A year is a text in the data and a number in the workbook.
        number = filled.slots[spot].type == "year" and isinstance(value, str) and value.isdecimal()
        typed[spot[0]][spot[1:]] = GridCell(int(str(value)) if number else value)
    sheets = tuple(replace(s, cells={**s.cells, **typed[s.key]}) if s.key in typed else s for s in grid.sheets)
    return _engine.evaluate(replace(grid, sheets=sheets))
