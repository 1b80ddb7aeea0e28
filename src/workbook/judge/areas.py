"""Cells put together for a sentence: E6:E9、C9."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workbook.layout import SheetLayout, address
from workbook.match.match import Spot


def areas(spots: Iterable[Spot], layouts: Mapping[str, SheetLayout]) -> str:
    """Runs of neighbouring rows in each column, columns side by side together; each sheet's tab once."""
    columns: dict[str, dict[int, set[int]]] = {}
    for sheet, row, column in spots:
        columns.setdefault(sheet, {}).setdefault(column, set()).add(row)
    texts = []
    for sheet, cells in columns.items():
        blocks: dict[tuple[int, int], list[int]] = {}
        for column in sorted(cells):
            for run in _runs(sorted(cells[column])):
                blocks.setdefault(run, []).append(column)
        named = [
            address(top, left) if (top, left) == (bottom, right) else f"{address(top, left)}:{address(bottom, right)}"
            for (top, bottom), found in blocks.items()
            for left, right in _runs(found)
        ]
        texts.append(f"{layouts[sheet].tab}!{'、'.join(named)}")
    return "；".join(texts)


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    """First and last of each run of neighbours."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], number
        else:
            runs.append((number, number))
    return runs
