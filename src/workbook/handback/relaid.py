"""The template built anew around a filled workbook's inputs, and where each of the file's cells stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from workbook.book.build import build_book
from workbook.book.model import Book, Cell
from workbook.book.side import side_key
from workbook.book.sizes import Sizes
from workbook.data import ScorecardData, UnitData, Value
from workbook.data.rolled import Rolled, RolledRow
from workbook.finding import Place
from workbook.layout import Layout, layout_of
from workbook.layout.layout import KEY_COLUMN, KEY_ROW
from workbook.match import Filled
from workbook.roll.names import ELIMINATIONS

Spot = tuple[str, int, int]
"""sheet key, row and column"""

Rows = Mapping[str, Mapping[int, int]]
"""sheet key → row in the file → its number from 1 among the sheet's rows that count (list rows, indicators)"""

_ROW_KEY = {"row": "{}", "indicator": "指标{}"}


@dataclass(frozen=True)
class Relaid:
    """book and layout: the new workbook. tabs: of the file → key of the sheet."""

    book: Book
    layout: Layout
    tabs: Mapping[str, str] = field(repr=False)
    _rows: Mapping[str, Mapping[int, str]] = field(repr=False)
    _columns: Mapping[str, Mapping[int, str]] = field(repr=False)
    _corners: Mapping[str, tuple[int, int]] = field(repr=False)

    def number(self, tab: str, number: int, axis: int) -> int | None:
        """Where a row (axis 0) or a column (1) of the file stands now, that of the hidden keys included; None where the
        new workbook has none such.
        """
        sheet = self.tabs.get(tab, "")
        where, corner = self.layout.sheets.get(sheet), self._corners.get(sheet)
        if where is None or corner is None:
            return None
        if number == corner[axis]:
            return (KEY_ROW, KEY_COLUMN)[axis]
        key = (self._rows, self._columns)[axis][sheet].get(number)
        return None if key is None else (where.rows, where.columns)[axis].get(key)

    def axis(self, place: Place) -> int:
        """Whether a hidden key, for a place that is its cell, is that of a row (0) or of a column (1)."""
        corner = self._corners.get(self.tabs.get(place.sheet, ""))
        return int(corner is not None and numbers(place.cell)[0] == corner[0])

    def spot(self, spot: Spot) -> Spot | None:
        """Where a cell of the file stands now; None when the template has no such cell."""
        sheet, row, column = spot
        where = self.layout.sheets.get(sheet)
        if where is None or sheet not in self._rows:
            return None
        row_key, column_key = self._rows[sheet].get(row), self._columns[sheet].get(column)
        if row_key is None or column_key is None:
            return None
        if row_key not in where.rows or column_key not in where.columns:
            return None
        return sheet, where.rows[row_key], where.columns[column_key]

    def beside(self, spot: Spot) -> Spot | None:
        """The same for a cell beside those of the template: its row and column are where the template's are, any other
        keeps its number. None where that number is one of the template's now, or that of the hidden keys.
        """
        sheet, row, column = spot
        where = self.layout.sheets.get(sheet)
        if where is None or sheet not in self._rows:
            return None
        row_ = _line(row, self._rows[sheet], where.rows)
        column_ = _line(column, self._columns[sheet], where.columns)
        if row_ is None or column_ is None or row_ <= KEY_ROW or column_ <= KEY_COLUMN:
            return None
        return sheet, row_, column_

    def line(self, place: Place) -> Spot | None:
        """The first cell of a row or column that shows or takes something, for a place that is its hidden key's."""
        sheet = self.tabs.get(place.sheet, "")
        if sheet not in self._rows or not place.cell:
            return None
        own = next(one for one in self.book.sheets if one.key == sheet)
        where = self.layout.sheets[sheet]
        rows, columns = ([line.key for line in lines if not line.hidden] for lines in (own.rows, own.columns))
        number, column = numbers(place.cell)
        spots: Iterable[tuple[str, str]] = ()
        if column == KEY_COLUMN:
            spots = ((self._rows[sheet].get(number, ""), key) for key in columns)
        elif number == KEY_ROW:
            spots = ((key, self._columns[sheet].get(column, "")) for key in rows)
        first = next((spot for spot in spots if _holds(own.cells.get(spot))), None)
        return None if first is None else (sheet, where.rows[first[0]], where.columns[first[1]])

    def place(self, place: Place) -> Spot | None:
        """The same for the place of a finding, which names the file's tab and cell."""
        sheet = self.tabs.get(place.sheet)
        if sheet is None or not place.cell:
            return None
        return self.spot((sheet, *numbers(place.cell)))


def _holds(cell: Cell | None) -> bool:
    return cell is not None and (cell.formula is not None or cell.slot is not None or cell.content not in (None, ""))


def _line(number: int, keys: Mapping[int, str], now: Mapping[str, int]) -> int | None:
    key = keys.get(number)
    return now.get(key) if key is not None else None if number in now.values() else number


def relaid(filled: Filled) -> Relaid:
    """Lists and indicators keep the order and the gaps of the file and are long enough for all; everything else is as
    a new workbook with these data would have it.
    """
    numbered = _numbered(filled)
    kinds = {spot[0]: _ROW_KEY[slot.kind] for spot, slot in filled.slots.items() if slot.kind in _ROW_KEY}
    counted = {key: {row: kinds[key].format(n) for row, n in rows.items()} for key, rows in numbered.items()}
    sizes = Sizes({k: frozenset(rows.values()) for k, rows in counted.items()}, tuple(n for n, _ in filled.claim.cards))
    rolled, renamed = _renumbered(filled, numbered)
    data = _positional(filled, numbered)
    if rolled is not None:
        data = replace(data, rolled=replace(rolled, eliminations=data.sheet(ELIMINATIONS).rows))
    book, _ = build_book(filled.spec, data, sizes)
    keys = {
        key: {n: renamed.get((key, k), k) for k, n in filled.layout.sheets[key].rows.items()} | counted.get(key, {})
        for key in filled.sheets
    }
    return Relaid(
        book,
        layout_of(book),
        {keyed.raw.name: key for key, keyed in filled.sheets.items()},
        keys,
        {key: {n: k for k, n in filled.layout.sheets[key].columns.items()} for key in keys},
        {key: keyed.corner for key, keyed in filled.sheets.items()},
    )


def numbers(cell: str) -> tuple[int, int]:
    """Row and column of an address such as C7."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :]), column


def _numbered(filled: Filled) -> Rows:
    rows: dict[str, set[int]] = {}
    for (sheet, row, _), slot in filled.slots.items():
        if slot.kind in _ROW_KEY:
            rows.setdefault(sheet, set()).add(row)
    return {sheet: {row: n for n, row in enumerate(sorted(found), 1)} for sheet, found in rows.items()}


def _renumbered(filled: Filled, numbered: Rows) -> tuple[Rolled | None, dict[tuple[str, str], str]]:
    """A department's cells by unit, with the new numbers of their rows; (side sheet, old key) → new key."""
    rolled = filled.data.rolled
    if rolled is None:
        return None, {}
    new = {
        (slot.owner, str(slot.number)): str(numbered[spot[0]][spot[1]])
        for spot, slot in filled.slots.items()
        if slot.kind in _ROW_KEY and slot.number > 0
    }
    rows: dict[str, tuple[RolledRow, ...]] = {}
    renamed: dict[tuple[str, str], str] = {}
    for owner, old in rolled.rows.items():
        rows[owner] = tuple(replace(row, row=new.get((row.owner, row.row), row.row)) for row in old)
        renamed |= {(side_key(owner), one.key): two.key for one, two in zip(old, rows[owner], strict=True)}
    return replace(rolled, rows=rows), renamed


def _positional(filled: Filled, numbered: Rows) -> UnitData:
    """The file's data with the blank rows of lists left in, so that every row stays where it was; those behind the last
    entry are not needed for that, and forms that show a list would be as long as all of them. It is the workbook of the
    unit that it was made for: what was typed as unit, code or year stands in its cells alone.
    """
    lists: dict[str, list[dict[str, Value]]] = {}
    for spot, slot in filled.slots.items():
        if slot.kind in _ROW_KEY:
            rows = lists.setdefault(f"{slot.kind} {slot.owner}", [{} for _ in numbered[spot[0]]])
            rows[numbered[spot[0]][spot[1]] - 1][slot.name] = filled.inputs[spot]
    for rows in lists.values():
        while rows and all(value in (None, "") for value in rows[-1].values()):
            rows.pop()
    data = filled.data
    sheets = {name: replace(sheet, rows=tuple(lists.get(f"row {name}", ()))) for name, sheet in data.sheets.items()}
    cards = {card.name: card for card in data.scorecards}
    scorecards = tuple(
        replace(cards.get(name, ScorecardData(name, department)), indicators=tuple(lists.get(f"indicator {name}", ())))
        for name, department in filled.claim.cards
    )
    claim = filled.claim
    data = replace(data, unit=claim.unit, code=claim.code, year=claim.year or data.year)
    return replace(data, sheets=sheets, scorecards=scorecards)
