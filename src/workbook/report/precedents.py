"""Which cell's formula looks at which cells, in the places of one filled workbook.

Formulas of a list are the same in all its rows, so looks are kept for each column of such cells and not for each
cell: a workbook has a few thousand of them however long its lists are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress

from workbook.formula import HERE, Formula, Ref
from workbook.layout import Layout
from workbook.match.match import Filled, Spot

Rectangle = tuple[str, int, int, int, int]
"""sheet key; first row, first column, last row, last column"""


@dataclass(frozen=True, slots=True, eq=False)
class _Column:
    """Cells below each other that hold the same formula."""

    sheet: str
    column: int
    formula: Formula
    rows: list[int]

    def spots(self) -> Iterator[Spot]:
        return ((self.sheet, row, self.column) for row in self.rows)


@dataclass(frozen=True, slots=True)
class _Lookers:
    """Formulas by what they look at: single cells, rows of a column of a sheet, and what goes with their own row."""

    cells: dict[Spot, list[_Column]] = field(default_factory=dict)
    areas: dict[tuple[str, int], dict[tuple[int, int], list[_Column]]] = field(default_factory=dict)
    moving: dict[tuple[str, int], list[tuple[_Column, Ref]]] = field(default_factory=dict)


_FEW = 4
"""In fewer rows a formula is taken as standing in each of them by itself."""


class Graph:
    """Looks of all formulas of the template, at the places where the file has them. Which cells look at a cell is put
    together when it is asked for the first time.
    """

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._all: list[_Column] = []
        self._hosts: dict[tuple[str, int], dict[int, _Column]] = {}
        self._seen: dict[Spot, tuple[Rectangle, ...]] = {}
        self._fixed: dict[tuple[str | None, ...], Rectangle] = {}

    def add(self, formula: Formula, sheet: str, column: int, rows: list[int]) -> None:
        """A formula that stands in these rows of a column."""
        if len(rows) > 1 and len(rows) < _FEW and any(HERE in _ends(ref) for ref in _refs(formula)):
            for row in rows:
                self.add(formula, sheet, column, [row])
            return
        host = _Column(sheet, column, formula, rows)
        self._all.append(host)
        self._hosts.setdefault((sheet, column), {}).update(dict.fromkeys(rows, host))

    @cached_property
    def _lookers(self) -> _Lookers:
        lookers = _Lookers()
        for host in self._all:
            refs, rows = _refs(host.formula), host.rows
            moving = [HERE in _ends(ref) for ref in refs] if len(rows) > 1 else [False] * len(refs)
            for ref in compress(refs, moving):
                left, right = self._columns(ref)
                for number in range(left, right + 1):
                    lookers.moving.setdefault((ref.sheet, number), []).append((host, ref))
            fixed = (ref for ref, moves in zip(refs, moving, strict=True) if not moves)
            for key, top, left, bottom, right in dict.fromkeys(self._area(ref, rows[0]) for ref in fixed):
                if (top, left) == (bottom, right):
                    lookers.cells.setdefault((key, top, left), []).append(host)
                    continue
                for number in range(left, right + 1):
                    lookers.areas.setdefault((key, number), {}).setdefault((top, bottom), []).append(host)
        return lookers

    def dependents(self, spot: Spot) -> Iterator[Spot]:
        """Cells whose formula looks at this one."""
        return self._looking(spot, set())

    def reach(self, sources: Iterable[Spot], within: set[Spot] | None = None) -> dict[Spot, Spot]:
        """Cells that hang on the sources, each with the nearest source; only through cells of `within`, if given."""
        nearest = {spot: spot for spot in sources}
        queue = list(nearest)
        followed: set[tuple[str, int, int, int]] = set()
        for spot in queue:  # grows
            for host in self._looking(spot, followed):
                if host not in nearest and (within is None or host in within):
                    nearest[host] = nearest[spot]
                    queue.append(host)
        return nearest

    def looks_at(self, host: Spot) -> tuple[Rectangle, ...]:
        """The areas in a cell's formula."""
        seen = self._seen.get(host)
        if seen is None:
            sheet, row, column = host
            known = self._hosts.get((sheet, column), {}).get(row)
            areas = (self._area(ref, row) for ref in _refs(known.formula)) if known is not None else ()
            seen = self._seen[host] = tuple(dict.fromkeys(areas))
        return seen

    def sources(self, host: Spot) -> set[Spot]:
        """All cells that a cell hangs on, however long the way."""
        known: set[Spot] = set()
        followed: set[Rectangle] = set()
        queue = [host]
        while queue:
            for area in self.looks_at(queue.pop()):
                if area in followed:
                    continue
                followed.add(area)
                sheet, top, left, bottom, right = area
                every = ((sheet, r, c) for r in range(top, bottom + 1) for c in range(left, right + 1))
                new = [spot for spot in every if spot not in known]
                known.update(new)
                queue += new
        return known

    def _looking(self, spot: Spot, followed: set[tuple[str, int, int, int]]) -> Iterator[Spot]:
        """Cells that look at this one; each area of several rows only for the first of its cells, then `followed`."""
        sheet, row, column = spot
        for host in self._lookers.cells.get(spot, ()):
            yield from host.spots()
        for (top, bottom), hosts in self._lookers.areas.get((sheet, column), {}).items():
            if top <= row <= bottom and (sheet, column, top, bottom) not in followed:
                followed.add((sheet, column, top, bottom))
                for host in hosts:
                    yield from host.spots()
        for host, ref in self._lookers.moving.get((sheet, column), ()):
            for number in self._seeing(host, ref, row):
                yield host.sheet, number, host.column

    def _seeing(self, host: _Column, ref: Ref, row: int) -> Iterable[int]:
        """The rows of a column whose formula sees this row of an area that goes with them."""
        if any(end != HERE for end in _ends(ref)):
            return [number for number in host.rows if _within(row, self._rows(ref, number))]
        back = self._layout.sheets[ref.sheet].beside(row, -ref.offset)
        there = self._hosts[host.sheet, host.column]
        return [n for n in {back, row - ref.offset} if there.get(n) is host and self._rows(ref, n)[0] == row]

    def _area(self, ref: Ref, row: int) -> Rectangle:
        """An area, for a formula in the given row."""
        if HERE in (ref.row, ref.to_row):
            return self._spanned(ref, row)
        key = ref.sheet, ref.row, ref.column, ref.to_row, ref.to_column
        known = self._fixed.get(key)
        if known is None:
            known = self._fixed[key] = self._spanned(ref, row)
        return known

    def _spanned(self, ref: Ref, row: int) -> Rectangle:
        (top, bottom), (left, right) = self._rows(ref, row), self._columns(ref)
        return ref.sheet, top, left, bottom, right

    def _columns(self, ref: Ref) -> tuple[int, int]:
        where = self._layout.sheets[ref.sheet]
        if ref.to_column is None or ref.to_column == ref.column:
            return where.columns[ref.column], where.columns[ref.column]
        left, right = where.across(ref.column, ref.to_column)
        return min(left, right), max(left, right)

    def _rows(self, ref: Ref, row: int) -> tuple[int, int]:
        """First and last row of an area, for a formula in the given row."""
        where = self._layout.sheets[ref.sheet]
        first, last = _ends(ref)
        if first == last != HERE:
            return where.rows[first], where.rows[first]
        if HERE not in (first, last):
            top, bottom = where.down(first, last)
        else:
            top, bottom = (where.beside(row, ref.offset) if key == HERE else where.rows[key] for key in (first, last))
        return min(top, bottom), max(top, bottom)


def graph_of(filled: Filled) -> Graph:
    """Every formula of the template at the places where the file has it."""
    columns: dict[tuple[int, str, int], tuple[Formula, list[int]]] = {}
    for sheet in filled.book.sheets:
        where = filled.layout.sheets[sheet.key]
        for (row, column), cell in sheet.cells.items():
            if cell.formula is not None:
                key = (id(cell.formula), sheet.key, where.columns[column])
                columns.setdefault(key, (cell.formula, []))[1].append(where.rows[row])
    graph = Graph(filled.layout)
    for (_, tab, number), (formula, rows) in columns.items():
        graph.add(formula, tab, number, rows)
    return graph


def _refs(formula: Formula) -> list[Ref]:
    return [part for part in formula.parts if isinstance(part, Ref)]


def _ends(ref: Ref) -> tuple[str, str]:
    return ref.row, ref.row if ref.to_row is None else ref.to_row


def _within(row: int, span: tuple[int, int]) -> bool:
    return span[0] <= row <= span[1]
