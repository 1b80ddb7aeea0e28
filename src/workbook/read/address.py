"""Addresses such as C7 and C7:D9 to numbers; strict, within a sheet's limits."""

from __future__ import annotations

import re
from functools import lru_cache

from workbook.formula.address import number
from workbook.read.limits import COLUMNS, ROWS
from workbook.read.model import Span

_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)


@lru_cache(maxsize=1 << 16)
def parse_cell(text: str) -> tuple[int, int] | None:
    """(row, column) from 1; None for anything that is no address within the limits."""
    match = _CELL.fullmatch(text)
    if match is None:
        return None
    row, column = int(match[2]), number(match[1])
    return (row, column) if row <= ROWS and column <= COLUMNS else None


def parse_span(text: str) -> Span | None:
    """A range such as A1:C3 or A1; None when it is none, or upside down."""
    first, _, last = text.partition(":")
    start, end = parse_cell(first), parse_cell(last or first)
    if start is None or end is None or end[0] < start[0] or end[1] < start[1]:
        return None
    return Span(*start, *end)
