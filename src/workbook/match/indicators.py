"""Indicators in rows that somebody inserted into a scorecard: they are data, like inserted rows of a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from workbook.book.indicators import ROW, row_of
from workbook.book.model import Book, Sheet
from workbook.match.keys import KeyedSheet, marks

Rows = Mapping[str, frozenset[int]]
"""sheet key → numbers of rows in the file"""


def with_inserted(book: Book, by_key: Mapping[str, KeyedSheet]) -> tuple[Mapping[str, KeyedSheet], Rows]:
    """The scorecards with rows between their indicators that have no key of their own, and these rows.

    They get the keys that come next, so that they have formulas and count in the totals. A row with nothing in the
    columns of indicators is none, unless it was copied, key and all.
    """
    again: dict[str, KeyedSheet] = {}
    rows: dict[str, frozenset[int]] = {}
    for sheet in book.sheets:
        keyed = by_key.get(sheet.key)
        if sheet.kind != "card" or keyed is None:
            continue
        new = _inserted(sheet, keyed)
        if new:
            last = max(row_of(line.key) for line in sheet.rows)
            keys = {f"{ROW}{last + i}": number for i, number in enumerate(new, 1)}
            own = frozenset(key for key in keyed.doubled if not row_of(key))
            again[sheet.key] = replace(keyed, rows={**keyed.rows, **keys}, doubled=own)
            rows[sheet.key] = frozenset(new)
    return again, rows


def below_last(sheet: Sheet, keyed: KeyedSheet) -> tuple[range, frozenset[int | None]]:
    """Rows between a scorecard's last indicator and what follows, and the columns of indicators: what is typed there is
    meant as one, and no total reaches to it.
    """
    marked = [number for key, number in keyed.rows.items() if row_of(key)]
    if sheet.kind != "card" or not marked:
        return range(0), frozenset()
    last = max(marked)
    return range(last + 1, min((n for n in keyed.rows.values() if n > last), default=last + 1)), _columns(sheet, keyed)


def _columns(sheet: Sheet, keyed: KeyedSheet) -> frozenset[int | None]:
    return frozenset(
        keyed.columns.get(column)
        for (_, column), cell in sheet.cells.items()
        if cell.slot is not None and cell.slot.kind == "indicator"
    )


def _inserted(sheet: Sheet, keyed: KeyedSheet) -> list[int]:
    left = keyed.corner[1]
    marked = {row for row, column, key in marks(keyed.raw, keyed.corner) if column == left and row_of(key)}
    if not marked:
        return []
    known = set(keyed.rows.values())
    columns = _columns(sheet, keyed)
    first, last = min(marked), max(marked)
    typed = {
        row
        for (row, column), cell in keyed.raw.cells.items()
        if first < row < last and column in columns and cell.formula is None and (cell.value or "").strip()
    }
    return sorted((typed | marked) - known)
