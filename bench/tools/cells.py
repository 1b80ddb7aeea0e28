"""A finished grid as plain tuples, which the bare scripts of `bare.py` write."""

from __future__ import annotations

import pickle
from dataclasses import asdict
from pathlib import Path

from tools.bare import PlainSheet
from workbook.grid.model import Grid, Style


def save(grid: Grid, path: Path) -> None:
    """Decimals become floats, as a script of one's own would have them."""
    numbers: dict[Style, int] = {}
    sheets: list[PlainSheet] = []
    for sheet in grid.sheets:
        cells = []
        for (row, column), cell in sheet.cells.items():
            value = cell.value
            if value is not None and not isinstance(value, str | bool | int):
                value = float(value)  # type: ignore[assignment]
            cells.append((row, column, value, cell.formula, numbers.setdefault(cell.style, len(numbers))))
        merges = [m for m in sheet.merges if m[:2] != m[2:]]
        sheets.append((sheet.name, cells, merges, dict(sheet.widths), dict(sheet.heights)))
    path.write_bytes(pickle.dumps(([asdict(style) for style in numbers], sheets)))
