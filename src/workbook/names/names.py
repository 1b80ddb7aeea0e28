"""Every named cell of a book. A row is called what a reader would call it: its label, its code, or its number.

- fixed rows, form fields, checks, paragraphs: their own name;
- rows of growing tables: the code that they show (合计 for the total);
- rows of lists, indicators, points of charts: their number from 1.
A block (表.区块.行.列) is named only where 表.行.列 would mean two cells, and always on scorecards and charts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workbook.book.model import Book, Table

Place3 = tuple[str, str, str]
"""Keys of sheet, row and column."""

Look = Callable[[str, str, str], object]
"""The value of a cell given by its keys; None or "" is blank."""

_SHOWN = frozenset({"label", "line"})
"""Columns that only repeat a row's name or count its 行次."""


@dataclass(frozen=True, slots=True)
class Named:
    """One cell: its name, its table, its place."""

    name: str
    table: Table
    place: Place3


def named_cells(book: Book, look: Look, sheet: str = "") -> tuple[Named, ...]:
    """All cells in use that have a name, table by table from left to right and down.

    Left out: hidden helper tables, code lists, labels, rows without a code, and list rows that are all blank.
    sheet: only those of tables on this one, and of those called like them.
    """
    tables = book.tables
    if sheet:
        names = {table.name for table in tables if table.sheet == sheet}
        tables = tuple(table for table in tables if table.name in names)
    return tuple(_named(tables, lambda table: _rows_in_use(table, look)))


def names_by_place(book: Book) -> dict[Place3, str]:
    """Names of all cells before anything is computed; a growing table's rows are called by their row keys."""
    return {cell.place: cell.name for cell in _named(book.tables, _rows)}


def _named(tables: tuple[Table, ...], rows_of: Callable[[Table], list[tuple[str, str]]]) -> Iterator[Named]:
    found: list[tuple[str, str, Table, Place3]] = []
    for table in tables:
        if table.kind in ("hidden", "codes"):
            continue
        columns = _columns(table)
        for row, row_key in rows_of(table):
            for column, key in columns:
                found.append((row, column, table, (table.sheet, row_key, key)))
    short = Counter((table.name, row, column) for row, column, table, _ in found)
    seen: set[str] = set()
    for row, column, table, place in found:
        always = table.kind == "card" or bool(table.block and not table.rows)
        qualified = always or short[table.name, row, column] > 1
        name = ".".join([table.full_name if qualified else table.name, row, column])
        if name not in seen:
            seen.add(name)
            yield Named(name, table, place)


def _columns(table: Table) -> list[tuple[str, str]]:
    """The first name of each column; it is the shortest that is clear."""
    first: dict[str, str] = {}
    for name, key in table.columns.items():
        if table.kind == "form" and key == "项目":
            continue
        if table.types.get(key) not in _SHOWN:
            first.setdefault(key, name)
    return [(name, key) for key, name in first.items()]


def _rows(table: Table) -> list[tuple[str, str]]:
    """Row names and keys, as far as they are known without values."""
    named = {key: name for name, key in table.rows.items()}
    if table.kind in ("list", "classify", "follow") or not named:
        for number, key in enumerate(table.body_keys, 1):
            named.setdefault(key, key if table.kind == "classify" else str(number))
    if table.kind == "classify":
        return [(name, key) for key, name in named.items()]
    order = {key: i for i, key in enumerate(table.body_keys)}
    return sorted(((name, key) for key, name in named.items()), key=lambda row: order.get(row[1], -1))


def _rows_in_use(table: Table, look: Look) -> list[tuple[str, str]]:
    own = set(table.rows.values())
    rows = []
    for name, key in _rows(table):
        if key in own:
            rows.append((name, key))
        elif table.kind == "classify":
            code = look(table.sheet, key, table.codes)
            if not _blank(code) and code != table.running:
                rows.append((str(code), key))
        elif not _unused(table, key, look):
            rows.append((name, key))
    return rows


def _unused(table: Table, row: str, look: Look) -> bool:
    """Lists: nothing stands in the row; indicators, followed lists, points: what names the row is blank."""
    if table.kind == "list":
        return all(_blank(look(table.sheet, row, key)) for key in table.columns.values())
    key = table.required or next(iter(table.columns.values()))
    return _blank(look(table.sheet, row, key))


def _blank(value: object) -> bool:
    return value is None or value == ""
