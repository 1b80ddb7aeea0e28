"""Tables whose rows and columns are also found by the names that they had before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import TypeVar

from workbook.book.model import Table
from workbook.spec.former import Olds, olds
from workbook.spec.model import AnySheet, Entry
from workbook.spec.model import Table as TableSpec

T = TypeVar("T")


class Names(Mapping[str, T]):
    """A mapping that lists present names only, and finds former ones too."""

    def __init__(self, present: Mapping[str, T], former: Mapping[str, str]) -> None:
        self._present = dict(present)
        known = self._present
        self._former = {old: new for old, new in former.items() if old not in known and new in known}

    def __getitem__(self, name: str) -> T:
        return self._present[self._former.get(name, name)]

    def __contains__(self, name: object) -> bool:
        return name in self._present or name in self._former

    def __iter__(self) -> Iterator[str]:
        return iter(self._present)

    def __len__(self) -> int:
        return len(self._present)


def with_former(table: Table, sheet: AnySheet) -> Table:
    """The table of a sheet (or of one of its blocks), its former names with it."""
    rows, columns = _declared(table, sheet)
    if not (rows or columns or sheet.was):
        return table
    return replace(
        table,
        rows=Names(table.rows, _former(table.rows, rows)) if rows else table.rows,
        columns=Names(table.columns, _former(table.columns, columns)) if columns else table.columns,
        was=tuple(map(str, sheet.was)),
        renamed=bool(rows or columns),
    )


def _declared(table: Table, sheet: AnySheet) -> tuple[Olds, Olds]:
    """Former names of the rows and of the columns that a table was made of."""
    if isinstance(sheet, Entry):
        if sheet.fields is not None:
            return {n: o for group in sheet.fields.values() for n, o in olds(group).items()}, {}
        return olds(sheet.rows) if isinstance(sheet.rows, Mapping) else {}, olds(sheet.columns)
    if isinstance(sheet, TableSpec):
        block = sheet.blocks.get(next((k for k in sheet.blocks if k == table.block), None))  # type: ignore[arg-type]
        if block is not None:
            return {**olds(block.rows), **olds(block.foot)}, olds(block.columns)
        return olds(sheet.rows) if isinstance(sheet.rows, Mapping) else {}, olds(sheet.columns)
    return {}, {}


def _former(present: Mapping[str, str], declared: Olds) -> dict[str, str]:
    """Every present name with one or more of its pieces as they were before → the present name."""
    found: dict[str, str] = {}
    for name in present:
        pieces = [(piece, *declared.get(piece, ())) for piece in name.split(".")]
        if name in declared:
            pieces = [(name, *declared[name])]
        for spelt in product(*pieces):
            found.setdefault(".".join(spelt), name)
    return found
