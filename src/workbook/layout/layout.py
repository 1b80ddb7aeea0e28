"""A layout maps keys to row and column numbers. This one comes from the book; another can come from a filled file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbook.book.model import Book

KEY_ROW = 1
KEY_COLUMN = 1
"""The hidden row and column that hold the keys; everything else begins behind them."""


@dataclass(frozen=True, slots=True)
class SheetLayout:
    tab: str
    rows: Mapping[str, int]
    columns: Mapping[str, int]

    def beside(self, row: int, offset: int) -> int:
        """The row of the key that stands `offset` keys further in the book; somebody may have inserted rows between."""
        if not offset:
            return row
        rows = list(self.rows.values())
        at = rows.index(row) + offset if row in rows else -1
        return rows[at] if 0 <= at < len(rows) else row + offset


@dataclass(frozen=True, slots=True)
class Layout:
    """Sheets by key."""

    sheets: Mapping[str, SheetLayout]


def layout_of(book: Book) -> Layout:
    """The layout of a workbook as generated: keys in the order of the book."""
    return Layout(
        {
            sheet.key: SheetLayout(
                sheet.tab,
                {line.key: i for i, line in enumerate(sheet.rows, KEY_ROW + 1)},
                {line.key: i for i, line in enumerate(sheet.columns, KEY_COLUMN + 1)},
            )
            for sheet in book.sheets
        }
    )
