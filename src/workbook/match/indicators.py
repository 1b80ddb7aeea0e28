"""Indicators in rows that somebody inserted into a scorecard: they are data, like inserted rows of a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from workbook.book.indicators import ROW, row_of
from workbook.book.model import Book, Sheet
from workbook.match.keys import KeyedSheet, marks
from workbook.match.marks import restored

Rows = Mapping[str, frozenset[int]]
"""sheet key → numbers of rows in the file"""
_MOST = 100
"""So many more rows than the form has are taken for indicators, and not more: each makes the book longer."""


def with_inserted(book: Book, by_key: Mapping[str, KeyedSheet]) -> tuple[Mapping[str, KeyedSheet], Rows]:
    """The scorecards with rows between their indicators that have no key of their own, and these rows.

    They get the keys that are missing, and then those that come next, so that they have formulas and count in the
    totals. A row with nothing in the columns of indicators is none, unless it was copied, key and all.
    """
    again: dict[str, KeyedSheet] = {}
    rows: dict[str, frozenset[int]] = {}
    for sheet in book.sheets:
        keyed = by_key.get(sheet.key)
        if sheet.kind != "card" or keyed is None:
            continue
        marked = _marked(keyed)
        if not _unkeyed(sheet, keyed, marked, keyed.rows):
            continue
        known = restored(sheet, keyed)[0].keyed.rows  # a cleared key is told from its place
        new = _unkeyed(sheet, keyed, marked, known)
        own = [line.key for line in sheet.rows if row_of(line.key)]
        if new and len(new) <= _MOST + len(own):
            free = [key for key in own if key not in known]
            keys = [*free, *(f"{ROW}{row_of(own[-1]) + i}" for i in range(1, len(new) + 1))]
            doubled = frozenset(key for key in keyed.doubled if not row_of(key)) | _doubled(keyed, marked, new)
            added = dict(zip(keys, sorted(new), strict=False))
            again[sheet.key] = replace(keyed, rows={**keyed.rows, **added}, doubled=doubled)
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


def _marked(keyed: KeyedSheet) -> Mapping[int, str]:
    """Row → the indicator's key that stands there, also where it stands a second time."""
    left = keyed.corner[1]
    return {row: key for row, column, key in marks(keyed.raw, keyed.corner) if column == left and row_of(key)}


def _doubled(keyed: KeyedSheet, marked: Mapping[int, str], new: Iterable[int]) -> frozenset[str]:
    """Keys of indicators that stand twice for another reason than that their row was copied."""
    known = {*keyed.rows.values(), *new}
    return frozenset(key for row, key in marked.items() if row not in known)


def _unkeyed(sheet: Sheet, keyed: KeyedSheet, marked: Mapping[int, str], rows: Mapping[str, int]) -> frozenset[int]:
    """Rows between the first indicator and the last, or copied directly below it, that have no key of their own."""
    known = set(rows.values())
    numbers = [number for key, number in rows.items() if row_of(key)]
    if not numbers:
        return frozenset()
    first, last = min(numbers), max(numbers)
    columns = _columns(sheet, keyed)
    new = {
        row
        for (row, column), cell in keyed.raw.cells.items()
        if first < row < last and column in columns and cell.formula is None and (cell.value or "").strip()
    }
    new |= {row for row in marked if first < row < last}
    while last + 1 in marked and last + 1 not in known:
        last += 1
        new.add(last)
    return frozenset(new - known)
