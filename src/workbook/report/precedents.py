"""Which cell's formula looks at which cells, in the places of one filled workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from workbook.formula import HERE, Ref
from workbook.layout import Layout
from workbook.match.match import Filled, Spot

Rectangle = tuple[str, int, int, int, int]
"""sheet key; first row, first column, last row, last column"""


@dataclass(frozen=True, slots=True)
class Graph:
    """looks_at: formula cell → the areas in its formula. The other two are the same the other way round."""

    looks_at: dict[Spot, tuple[Rectangle, ...]] = field(default_factory=dict)
    _cells: dict[Spot, list[Spot]] = field(default_factory=dict)
    _areas: dict[tuple[str, int], dict[tuple[int, int], list[Spot]]] = field(default_factory=dict)

    def dependents(self, spot: Spot) -> Iterator[Spot]:
        """Cells whose formula looks at this one."""
        yield from self._cells.get(spot, ())
        yield from self.spanning(spot)

    def spanning(self, spot: Spot) -> Iterator[Spot]:
        """Cells whose formula looks at an area with this one in it."""
        sheet, row, column = spot
        for (top, bottom), hosts in self._areas.get((sheet, column), {}).items():
            if top <= row <= bottom:
                yield from hosts

    def reach(self, sources: Iterable[Spot], within: set[Spot] | None = None) -> dict[Spot, Spot]:
        """Cells that hang on the sources, each with the nearest source; only through cells of `within`, if given."""
        nearest = {spot: spot for spot in sources}
        queue = list(nearest)
        followed: set[tuple[str, int, int, int]] = set()
        for spot in queue:  # grows
            for host in (*self._cells.get(spot, ()), *self._new(spot, followed)):
                if host not in nearest and (within is None or host in within):
                    nearest[host] = nearest[spot]
                    queue.append(host)
        return nearest

    def sources(self, host: Spot) -> set[Spot]:
        """All cells that a cell hangs on, however long the way."""
        known: set[Spot] = set()
        followed: set[Rectangle] = set()
        queue = [host]
        while queue:
            for area in self.looks_at.get(queue.pop(), ()):
                if area in followed:
                    continue
                followed.add(area)
                sheet, top, left, bottom, right = area
                every = ((sheet, r, c) for r in range(top, bottom + 1) for c in range(left, right + 1))
                new = [spot for spot in every if spot not in known]
                known.update(new)
                queue += new
        return known

    def _new(self, spot: Spot, followed: set[tuple[str, int, int, int]]) -> Iterator[Spot]:
        """Cells whose formula looks at an area with this one in it; each area only for the first of its cells."""
        sheet, row, column = spot
        for (top, bottom), hosts in self._areas.get((sheet, column), {}).items():
            if top <= row <= bottom and (sheet, column, top, bottom) not in followed:
                followed.add((sheet, column, top, bottom))
                yield from hosts

    def add(self, host: Spot, areas: tuple[Rectangle, ...]) -> None:
        self.looks_at[host] = areas
        for sheet, top, left, bottom, right in areas:
            if (top, left) == (bottom, right):
                self._cells.setdefault((sheet, top, left), []).append(host)
                continue
            for column in range(left, right + 1):
                self._areas.setdefault((sheet, column), {}).setdefault((top, bottom), []).append(host)


def graph_of(filled: Filled) -> Graph:
    """Every formula of the template at the places where the file has it."""
    graph = Graph()
    for sheet in filled.book.sheets:
        where = filled.layout.sheets[sheet.key]
        for (row_key, column_key), cell in sheet.cells.items():
            if cell.formula is None:
                continue
            row = where.rows[row_key]
            refs = (part for part in cell.formula.parts if isinstance(part, Ref))
            areas = dict.fromkeys(_rectangle(filled.layout, ref, sheet.key, row) for ref in refs)
            graph.add((sheet.key, row, where.columns[column_key]), tuple(areas))
    return graph


def _rectangle(layout: Layout, ref: Ref, host: str, row: int) -> Rectangle:
    where = layout.sheets[ref.sheet]

    def number(key: str) -> int:
        return where.beside(row, ref.offset) if key == HERE else where.rows[key]

    to_row = ref.row if ref.to_row is None else ref.to_row
    left, right = where.across(ref.column, ref.to_column or ref.column)
    top, bottom = (number(ref.row), number(to_row)) if HERE in (ref.row, to_row) else where.down(ref.row, to_row)
    return ref.sheet, min(top, bottom), min(left, right), max(top, bottom), max(left, right)
