"""Formulas that lead back to themselves (S203), told as a path of names."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import pairwise

from workbook.book.model import Book, Cell
from workbook.finding import Finding, found
from workbook.formula import HERE, Ref
from workbook.names import Place3
from workbook.review.origins import Finder

_ARROW = " → "


def cycles(finder: Finder) -> tuple[Finding, ...]:
    """One finding for each ring of formulas; the same column formulas in many rows count as one ring."""
    graph = _Graph(finder.book)
    told: set[frozenset[int]] = set()
    findings = []
    for ring in graph.rings():
        path = graph.path(ring)
        formulas = frozenset(id(graph.cells[place].formula) for place in path)
        if formulas in told:
            continue
        told.add(formulas)
        named = [place for place in path if finder.name(place)]
        if not named:  # helper cells alone: another fault has left them without anything to count
            continue
        names = list(map(finder.name, [*named, named[0]]))
        findings.append(found("S203", finder.place(named[0]), None, path=_ARROW.join(_shortened(names))))
    return tuple(findings)


def _shortened(names: list[str]) -> list[str]:
    """Names of one table, and of one row of it, need not be told in full again."""
    result = names[:1]
    for before, name in pairwise(names):
        old, new = before.split("."), name.split(".")
        same = 0
        while same < 2 and same < len(new) - 1 and new[same] == old[same]:
            same += 1
        result.append(".".join(new[same:]))
    return result


class _Graph:
    """Which formula cell looks at which. Areas are nodes of their own, so that many sums share their edges."""

    def __init__(self, book: Book) -> None:
        self.cells: dict[Place3, Cell] = {}
        self.row_at: dict[str, dict[str, int]] = {}
        self.row_keys: dict[str, list[str]] = {}
        self.column_at: dict[str, dict[str, int]] = {}
        self.by_column: dict[tuple[str, int], list[tuple[int, Place3]]] = {}
        for sheet in book.sheets:
            rows = {line.key: i for i, line in enumerate(sheet.rows)}
            columns = {line.key: i for i, line in enumerate(sheet.columns)}
            self.row_at[sheet.key], self.column_at[sheet.key] = rows, columns
            self.row_keys[sheet.key] = list(rows)
            for (row, column), cell in sheet.cells.items():
                if cell.formula is not None:
                    place = (sheet.key, row, column)
                    self.cells[place] = cell
                    self.by_column.setdefault((sheet.key, columns[column]), []).append((rows[row], place))
        self._areas: dict[tuple[str, int, int, int, int], tuple[Place3, ...]] = {}
        self._next: dict[Place3, tuple[Place3, ...]] = {}

    def after(self, place: Place3) -> tuple[Place3, ...]:
        """The formula cells that a formula cell looks at."""
        known = self._next.get(place)
        if known is None:
            formula = self.cells[place].formula
            refs = [part for part in formula.parts if isinstance(part, Ref)] if formula else []
            known = tuple(dict.fromkeys(target for ref in refs for target in self._targets(ref, place)))
            self._next[place] = known
        return known

    def _targets(self, ref: Ref, host: Place3) -> tuple[Place3, ...]:
        top = self._row(ref, ref.row, host)
        left = self.column_at[ref.sheet][ref.column]
        if not ref.is_area:
            if not 0 <= top < len(self.row_keys[ref.sheet]):
                return ()
            place = (ref.sheet, self.row_keys[ref.sheet][top], ref.column)
            return (place,) if place in self.cells else ()
        bottom = self._row(ref, ref.to_row or "", host)
        right = self.column_at[ref.sheet][ref.to_column or ref.column]
        key = (ref.sheet, min(top, bottom), left, max(top, bottom), right)
        if key not in self._areas:
            self._areas[key] = tuple(
                place
                for column in range(left, right + 1)
                for row, place in self.by_column.get((ref.sheet, column), ())
                if key[1] <= row <= key[3]
            )
        return self._areas[key]

    def _row(self, ref: Ref, row: str, host: Place3) -> int:
        if row == HERE:
            return self.row_at[host[0]][host[1]] + ref.offset
        return self.row_at[ref.sheet][row]

    def rings(self) -> Iterator[frozenset[Place3]]:
        """Strongly connected cells (Tarjan, without recursion), single cells only where they look at themselves."""
        index: dict[Place3, int] = {}
        low: dict[Place3, int] = {}
        stack: list[Place3] = []
        waiting: set[Place3] = set()
        for root in self.cells:
            if root in index:
                continue
            work: list[tuple[Place3, Iterator[Place3]]] = []

            def enter(place: Place3, work: list[tuple[Place3, Iterator[Place3]]] = work) -> None:
                index[place] = low[place] = len(index)
                stack.append(place)
                waiting.add(place)
                work.append((place, iter(self.after(place))))

            enter(root)
            while work:
                place, rest = work[-1]
                following = next(rest, None)
                if following is not None:
                    if following not in index:
                        enter(following)
                    elif following in waiting:
                        low[place] = min(low[place], index[following])
                    continue
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[place])
                if low[place] == index[place]:
                    ring: set[Place3] = set()
                    while not ring or place not in ring:
                        member = stack.pop()
                        waiting.discard(member)
                        ring.add(member)
                    if len(ring) > 1 or place in self.after(place):
                        yield frozenset(ring)

    def path(self, ring: frozenset[Place3]) -> list[Place3]:
        """A shortest way from one cell of the ring back to it."""
        start = min(ring, key=lambda p: (p[0], self.row_at[p[0]][p[1]], self.column_at[p[0]][p[2]]))
        before: dict[Place3, Place3] = {}
        queue = deque([start])
        while queue:
            place = queue.popleft()
            for following in self.after(place):
                if following == start:
                    path = [place]
                    while path[-1] != start:
                        path.append(before[path[-1]])
                    return path[::-1]
                if following in ring and following not in before:
                    before[following] = place
                    queue.append(following)
        return [start]
