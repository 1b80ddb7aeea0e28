"""A layout maps keys to row and column numbers. This one comes from the book; another can come from a filled file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbook.book.model import Book

KEY_ROW = 1
KEY_COLUMN = 1
"""The hidden row and column that hold the keys; everything else begins behind them."""


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """rows, columns: key → number, in the book's order. lost_rows, lost_columns: keys that a file no longer has (their
    numbers are far away). mixed, mixed_columns: its rows or columns stand in another order than the book's.
    """

    tab: str
    rows: Mapping[str, int]
    columns: Mapping[str, int]
    lost_rows: frozenset[str] = frozenset()
    lost_columns: frozenset[str] = frozenset()
    mixed: bool = False
    mixed_columns: bool = False
    _order: list[tuple[list[int], dict[int, int]]] = field(default_factory=list, init=False, repr=False, compare=False)
    """Made when it is first asked for: the rows in the book's order, and where each is among them."""

    def down(self, first: str, last: str) -> tuple[int, int]:
        """First and last row of an area between two keys. One that lost its first or last row has shrunk to what is
        left, and one that was sorted begins where it began, as in every spreadsheet program.
        """
        return _span(first, last, self.rows, self.lost_rows, self.mixed)

    def across(self, first: str, last: str) -> tuple[int, int]:
        """The same of its columns."""
        return _span(first, last, self.columns, self.lost_columns, self.mixed_columns)

    def beside(self, row: int, offset: int) -> int:
        """The row of the key that stands `offset` keys further in the book; somebody may have inserted rows between."""
        if not offset:
            return row
        if not self._order:
            rows = list(self.rows.values())
            self._order.append((rows, {number: i for i, number in enumerate(rows)}))
        rows, places = self._order[0]
        at = places.get(row, -1 - abs(offset)) + offset
        return rows[at] if 0 <= at < len(rows) else row + offset


def _span(first: str, last: str, numbers: Mapping[str, int], lost: frozenset[str], mixed: bool) -> tuple[int, int]:
    if first == last or not (mixed or first in lost or last in lost):
        return numbers[first], numbers[last]
    keys = list(numbers)
    between = keys[keys.index(first) : keys.index(last) + 1]
    left = {numbers[key] for key in between if key not in lost}
    strange = {number for key, number in numbers.items() if key not in lost} - left
    if not left or any(min(left) < number < max(left) for number in strange):
        return numbers[first], numbers[last]
    return min(left), max(left)


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
