"""Several cells of a sheet as Excel writes them, E6:E9,C9, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable

from workbook.formula.address import address, number

Cell = tuple[int, int]
"""row, column"""
Block = tuple[int, int, int, int]
"""first row, first column, last row, last column"""

_AREA = re.compile(r"([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?", re.ASCII)


def blocks(cells: Iterable[Cell]) -> tuple[Block, ...]:
    """Runs of neighbouring rows in each column, equal runs of columns side by side together."""
    columns: dict[int, set[int]] = {}
    for row, column in cells:
        columns.setdefault(column, set()).add(row)
    runs: dict[tuple[int, int], list[int]] = {}
    for column in sorted(columns):
        for run in _runs(sorted(columns[column])):
            runs.setdefault(run, []).append(column)
    return tuple((top, left, bottom, right) for (top, bottom), found in runs.items() for left, right in _runs(found))


def area(cells: Iterable[Cell]) -> str:
    """E6:E9,C9, from top to bottom; "" without cells."""
    return ",".join(_written(block) for block in sorted(blocks(cells)))


def shortened(text: str, most: int = 4) -> str:
    """The first areas of a long text, for people: E6:E9,C12,…"""
    parts = text.split(",")
    return text if len(parts) <= most else ",".join([*parts[: most - 1], "…"])


def cells_of(text: str) -> tuple[Cell, ...]:
    """The cells of E6:E9,C9 in its order, row by row; () of what is no area."""
    found: list[Cell] = []
    for part in text.split(","):
        match = _AREA.fullmatch(part)
        if match is None:
            return ()
        left, top, right, bottom = match.groups()
        across = range(number(left), number(right or left) + 1)
        found += [(row, column) for row in range(int(top), int(bottom or top) + 1) for column in across]
    return tuple(found)


def _written(block: Block) -> str:
    start, end = address(*block[:2]), address(*block[2:])
    return start if start == end else f"{start}:{end}"


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    """First and last of each run of neighbours."""
    runs: list[tuple[int, int]] = []
    for one in numbers:
        if runs and one == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], one
        else:
            runs.append((one, one))
    return runs
