"""Vertical runs: neighbouring cells of a column gathered, so that the engine is called once for each run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def runs(cells: Iterable[tuple[tuple[int, int], T]]) -> Iterator[tuple[int, int, list[T]]]:
    """Yield (first row, column, items below each other) for ((row, column), item) given in any order."""
    first = column = 0
    items: list[T] = []
    for (row, col), item in sorted(cells, key=lambda cell: (cell[0][1], cell[0][0])):
        if items and col == column and row == first + len(items):
            items.append(item)
            continue
        if items:
            yield first, column, items
        first, column, items = row, col, [item]
    if items:
        yield first, column, items
