"""Merged ranges: they must not overlap, and may be of any size, so that none is gone through cell by cell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import product

from workbook.read.model import Span

Spot = tuple[int, int]
Area = tuple[int, int, int, int]
"""top, left, bottom, right"""
_FEW = 10_000
"""So many cells of ranges are gone through singly."""


_BEGINS, _HERE = 1, 2


def covering(areas: Iterable[Area], spots: Collection[Spot]) -> Mapping[Spot, Area]:
    """Those of the cells that are out of sight behind the first one of a range, each with its range. Ranges do not
    overlap. spots: of which it is quickly known whether a cell is one of them.
    """
    areas = [(top, left, bottom, right) for top, left, bottom, right in areas]
    if sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in areas) > _FEW:
        return _swept(areas, spots)
    return {
        spot: (top, left, bottom, right)
        for top, left, bottom, right in areas
        for spot in product(range(top, bottom + 1), range(left, right + 1))
        if spot != (top, left) and spot in spots
    }


def _swept(areas: Sequence[Area], spots: Iterable[Spot]) -> Mapping[Spot, Area]:
    """The same for ranges of any size, down the rows."""
    events: list[tuple[int, int, Area]] = []
    for area in areas:
        events += [(area[0], _BEGINS, area), (area[2] + 1, 0, area)]
    events += [(row, _HERE, (column, 0, 0, 0)) for row, column in spots]
    events.sort()
    result: dict[Spot, Area] = {}
    open_now: list[tuple[int, int, Area]] = []  # (left, right, range) of those that the sweep stands in, disjoint
    for row, kind, area in events:
        if kind == _BEGINS:
            insort(open_now, (area[1], area[3], area))
        elif kind == _HERE:
            column = area[0]
            at = bisect_right(open_now, column, key=lambda span: span[0]) - 1
            if at >= 0 and open_now[at][1] >= column and open_now[at][2][:2] != (row, column):
                result[row, column] = open_now[at][2]
        else:
            del open_now[bisect_left(open_now, (area[1], area[3], area))]
    return result


def first_overlap(spans: Sequence[Span]) -> Span | None:
    """A range that overlaps one above or left of it, None when there is none. Sweeps down the rows."""
    events = [(span.top, 1, span) for span in spans] + [(span.bottom + 1, 0, span) for span in spans]
    events.sort()
    open_now: list[tuple[int, int]] = []  # (left, right) of the ranges that the sweep stands in, disjoint
    for _, begins, span in events:
        columns = (span.left, span.right)
        at = bisect_left(open_now, columns)
        if not begins:
            del open_now[at]
            continue
        before_touches = at > 0 and open_now[at - 1][1] >= span.left
        after_touches = at < len(open_now) and open_now[at][0] <= span.right
        if before_touches or after_touches:
            return span
        insort(open_now, columns)
    return None
