"""How high rows must be for their texts, told beforehand: programs fit a row only when somebody edits it."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from functools import lru_cache

from workbook.grid.model import Grid, GridSheet

STANDARD = 15.0
"""Points of a row with one line of small text."""

EMPTY = 3.0
"""Points of a row whose only text is a sentence that is empty now."""

MOST = 409.0
"""Excel's highest row."""


@lru_cache(maxsize=8192)
def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WFA"


def text_width(text: str) -> float:
    """Width at 10.5 points, in the characters of 8 pixels that Excel counts column widths in."""
    wide = sum(map(_is_wide, text))
    return 1.75 * wide + 0.9 * (len(text) - wide)


def lines(text: str, width: float) -> int:
    """Lines that a text takes in a column of this width; each loses some space to its last sign and the margin."""
    usable = max(width - 2, 2)
    return sum(max(1, -int(-text_width(part) // usable)) for part in text.split("\n"))


@lru_cache(maxsize=16384)
def height(text: str, width: float, size: float) -> float:
    """Points for a wrapped text of this font size in a column of this width (in characters)."""
    return min(MOST, round(lines(text, width * 10.5 / size) * size * 1.4 + 4, 1))


def fit_rows(grid: Grid) -> Grid:
    """Heights for all rows that have none, now that all values are known."""
    return replace(grid, sheets=tuple(fit_sheet(sheet) for sheet in grid.sheets))


def fit_sheet(sheet: GridSheet) -> GridSheet:
    """A merged text spreads its height over its rows; single cells need theirs in one row."""
    heights: dict[int, float] = {}
    merged = {(r, c) for a, b, d, e in sheet.merges for r in range(a, d + 1) for c in range(b, e + 1)}
    for (row, column), cell in sheet.cells.items():
        if row in sheet.heights or column in sheet.hidden_columns or not isinstance(cell.value, str):
            continue
        if (row, column) in merged:
            continue
        if not cell.value:
            if cell.formula and cell.style.wrap and not cell.style.border:
                heights.setdefault(row, EMPTY)
            continue
        width = sheet.widths.get(column, 8.43) if cell.style.wrap else 1000
        needed = height(cell.value, width, cell.style.size)
        if needed > heights.get(row, 0.0) and (needed > STANDARD or row in heights):
            heights[row] = max(needed, STANDARD)
    for top, left, bottom, right in sheet.merges:
        first = sheet.cells.get((top, left))
        if first is None or not first.style.wrap or not isinstance(first.value, str):
            continue
        width = sum(sheet.widths.get(c, 8.43) for c in range(left, right + 1) if c not in sheet.hidden_columns)
        needed = height(first.value, width, first.style.size)
        rows = range(top, bottom + 1)
        have = sum(sheet.heights.get(r, heights.get(r, STANDARD)) for r in rows)
        free = [r for r in rows if r not in sheet.heights]
        for r in free:
            heights[r] = min(MOST, heights.get(r, STANDARD) + max(0.0, needed - have) / len(free))
    return replace(sheet, fitted=heights)
