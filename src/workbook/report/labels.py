"""What a cell of a filled workbook is called, and what stands at the head of its row and column."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from workbook.book.model import Table
from workbook.finding import Place
from workbook.judge import Judged
from workbook.judge.formulas import shown
from workbook.match.match import Spot
from workbook.names import Named, Place3, named_cells, names_by_place
from workbook.report.order import position

_AMOUNTS = frozenset(("money", "count", "percent", "number"))
"""Columns that tell nothing about which row it is, even where they are the first to be filled."""


class Label(NamedTuple):
    """name: 表.行.列; row and column as a reader would say them."""

    name: str = ""
    row: str = ""
    column: str = ""


@dataclass(frozen=True)
class _Keys:
    """Numbers in the file → keys, for one sheet."""

    sheet: str
    rows: dict[int, str]
    columns: dict[int, str]


class Labels:
    """Labels of one judged workbook."""

    def __init__(self, judged: Judged) -> None:
        self._judged = judged
        self._by_sheet: dict[str, dict[Place3, Named]] = {}
        self._values = {sheet.key: sheet.cells for sheet in judged.grid.sheets}
        layout = judged.filled.layout
        self._keys = {
            where.tab: _Keys(key, {n: k for k, n in where.rows.items()}, {n: k for k, n in where.columns.items()})
            for key, where in layout.sheets.items()
        }

    def _named(self, at: Place3) -> Named | None:
        known = self._by_sheet.get(at[0])
        if known is None:
            named = named_cells(self._judged.filled.book, self._look, at[0])
            known = self._by_sheet[at[0]] = {cell.place: cell for cell in named}
        return known.get(at)

    @cached_property
    def _others(self) -> dict[Place3, str]:
        return names_by_place(self._judged.filled.book)

    def _look(self, sheet: str, row: str, column: str) -> object:
        where = self._judged.filled.layout.sheets[sheet]
        cell = self._values[sheet].get((where.rows[row], where.columns[column]))
        return None if cell is None else cell.value

    def of(self, place: Place) -> Label:
        """The label of a cell; as much as is known when the template has no such cell."""
        keys, (row, column) = self._keys.get(place.sheet), position(place.cell)
        if keys is None or (row, column) == (0, 0):
            return Label(place.name)
        if row not in keys.rows or column not in keys.columns:
            return self._inserted((keys.sheet, row, column), place)
        at = keys.sheet, keys.rows[row], keys.columns[column]
        cell = self._named(at)
        if cell is None:
            return Label(self._others.get(at) or place.name, "", "")
        head = next((name for name, key in cell.table.columns.items() if key == at[2]), at[2])
        start = cell.table.full_name if cell.name.startswith(cell.table.full_name + ".") else cell.table.name
        line = cell.name[len(start) + 1 : len(cell.name) - len(head) - 1]
        return Label(cell.name, self._row(cell.table, at, line), head)

    def stands(self, place: Place) -> str:
        """What stands in a cell of the file: its value, or its formula; "" where it has none."""
        keys = self._keys.get(place.sheet)
        keyed = self._judged.filled.sheets.get(keys.sheet) if keys is not None else None
        raw = keyed.raw.cells.get(position(place.cell)) if keyed is not None else None
        if raw is None:
            return ""
        return f"={raw.formula}" if raw.formula is not None else raw.value or ""

    def belongs(self, place: Place) -> str:
        """The formula that belongs in a cell; "" where none does."""
        keys = self._keys.get(place.sheet)
        cell = self._values[keys.sheet].get(position(place.cell)) if keys is not None else None
        return cell.formula if cell is not None else ""

    def _row(self, table: Table, at: Place3, line: str) -> str:
        """The row's name with what it is about: a code's name, a list row's first entry, a check's sentence."""
        about = [key for key in (table.codes or table.required,) if table.types.get(key) not in _AMOUNTS]
        about += [key for name, key in table.columns.items() if table.types.get(key) in ("name", "label")]
        about += [key for name, key in table.columns.items() if name in ("科目名称", "审核内容")]
        told = [line]
        for key in dict.fromkeys(about):
            text = shown(self._plain(at[0], at[1], key)) if key and key != at[2] else ""
            if text and text not in told:
                told.append(text)
        return " ".join(told)

    def _plain(self, sheet: str, row: str, column: str) -> str | None:
        value = self._look(sheet, row, column)
        return None if value is None else str(value).strip()

    def _inserted(self, spot: Spot, place: Place) -> Label:
        """A cell of a row that somebody inserted into a list: 表.+row.列."""
        slot = self._judged.filled.slots.get(spot)
        if slot is None:
            return Label(place.name)
        return Label(f"{slot.owner}.+{spot[1]}.{slot.name}", f"+{spot[1]}", slot.name)
