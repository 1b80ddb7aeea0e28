"""Vertical runs: neighbouring cells of a column gathered, so that the engine is called once for each run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import TypeVar

T = TypeVar("T")
_row = itemgetter(0)


def runs(cells: Iterable[tuple[tuple[int, int], T]]) -> Iterator[tuple[int, int, list[T]]]:
    """Yield (first row, column, items below each other) for ((row, column), item) given in any order."""
    columns: dict[int, list[tuple[int, T]]] = {}
    for (row, column), item in cells:
        columns.setdefault(column, []).append((row, item))
    for column in sorted(columns):
        items: list[T] = []
        first = 0
        for row, item in sorted(columns[column], key=_row):
            if items and row != first + len(items):
                yield first, column, items
                items = []
            if not items:
                first = row
            items.append(item)
        yield first, column, items
