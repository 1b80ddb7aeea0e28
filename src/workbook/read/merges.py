"""Merged ranges must not overlap."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence

from workbook.read.model import Span


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
