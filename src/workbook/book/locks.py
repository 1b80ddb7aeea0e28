"""Cells of entry sheets that were carried over from last year: locked, and saying where their value comes from."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workbook.data import SheetData
from workbook.data.carried import row_name
from workbook.spec.model import Entry, ListRows

LOCKED = "carried"
"""The look of a cell that was carried over: an input that is locked."""
NOTHING: Mapping[str, str] = MappingProxyType({})
"""Nothing was carried over."""


def source_of(spec: Entry, data: SheetData, i: int, row: str, column: str, locked: Mapping[str, str]) -> str | None:
    """Where the value of a list's or grid's cell was carried over from; None when it was not."""
    if not locked:
        return None
    if not isinstance(spec.rows, ListRows):
        return locked.get(f"{spec.sheet}.{row}.{column}")
    if i >= len(data.rows) or data.rows[i].get(column) is None:
        return None
    return locked.get(row_name(spec, data.rows[i], column))


def runs(rows: list[str], sources: list[str | None]) -> list[tuple[str, str, str | None]]:
    """First row, last row and source of neighbours with the same source."""
    runs: list[tuple[str, str, str | None]] = []
    for row, source in zip(rows, sources, strict=True):
        if runs and runs[-1][2] == source:
            runs[-1] = (runs[-1][0], row, source)
        else:
            runs.append((row, row, source))
    return runs


def hint(source: str) -> str:
    """What a locked cell says when it is selected."""
    return f"来自上年决算（{source}），已经锁定；确需调整的，在审核表写明原因。"
