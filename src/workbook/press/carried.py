"""Last year's figures in a workbook that is filled: what of them decides how it is built, and what is only written in.

How many values were carried over, into which kinds of cells, and which neighbouring cells of the lists they lock is the
shape: units of one shape share a template. Codes, names, amounts, sources and the formulas that look for a list's codes
are each unit's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from workbook.book.carried import KEY, MARK, NOW, CarriedRow, arranged, stands_now, told_of
from workbook.book.checks import line_of
from workbook.book.locks import hint, runs, source_of
from workbook.book.model import Book, Slot
from workbook.book.scope import Context
from workbook.data import Carried, SheetData, UnitData
from workbook.data.carried import NAME, SOURCE, declared, digest, locate, row_keys
from workbook.data.carried import Spot as Named
from workbook.evaluate.live import Spot
from workbook.formula import Formula
from workbook.grid.model import Grid, Scalar
from workbook.layout import Layout, Renderer
from workbook.layout.layout import KEY_COLUMN
from workbook.spec.model import CarriedSheet, Check, CheckSheet, Entry, ListRows
from workbook.spec.spec import Spec

_NAMED = "【项目】"
"""What a check's formulas call a carried value by; no such check is filled in."""


@dataclass(frozen=True, slots=True)
class CarriedShape:
    """rows: kind, sheet, column, row and blank keys of each value, in the order of the sheet 上年衔接.

    locks: sheet, column, first and last row of neighbours in lists and grids that are locked with the same hint.
    """

    rows: tuple[tuple[str, str, str, str, tuple[str, ...]], ...]
    locks: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Own:
    """What one unit has in its cells. prompts: by sheet and number of the validation."""

    values: dict[Spot, Scalar] = field(default_factory=dict)
    formulas: dict[Spot, str] = field(default_factory=dict)
    prompts: dict[tuple[int, int], str] = field(default_factory=dict)


def carried_shape(spec: Spec, data: UnitData) -> CarriedShape | None:
    """The shape of a unit's carried values; None where they cannot be filled in."""
    items, spots = _arranged(spec, data)
    if any(spot is None for spot in spots.values()) or any(_NAMED in c.model_dump_json() for _, c in _checks(spec)):
        return None
    rows = tuple(_kind(spots[item.name]) for item in items)
    return CarriedShape(rows, tuple(_locks(spec, data)))


def emptied(spec: Spec, data: UnitData) -> dict[str, SheetData]:
    """A unit's lists with as many rows and nothing in them but carried values and what locked rows are known by."""
    kept: dict[str, list[str]] = {}
    for sheet, column, _ in declared(spec) if data.carried else ():
        if isinstance(sheet.rows, ListRows):
            kept.setdefault(str(sheet.sheet), list(row_keys(sheet))).append(column)
    return {
        name: SheetData(rows=tuple({c: row[c] for c in kept.get(name, ()) if c in row} for row in sheet.rows))
        for name, sheet in data.sheets.items()
        if sheet.rows
    }


class CarriedCells:
    """Where the carried values of a template's shape stand. data: the sample that the template was made of."""

    def __init__(self, spec: Spec, book: Book, layout: Layout, grid: Grid, data: UnitData, slots: Mapping[Spot, Slot]):
        self._spec, self._layout, self._renderer = spec, layout, Renderer(layout)
        self._index = {sheet.key: i for i, sheet in enumerate(book.sheets)}
        self._entries = {table.name: table for table in book.tables if table.entry}
        self._sheets = {str(s.sheet): s for s in spec.sheets if isinstance(s, Entry)}
        self._items, _ = _arranged(spec, data)
        self._locked = [
            (index, number, slot)
            for index, sheet in enumerate(grid.sheets)
            for number, rule in enumerate(sheet.validations)
            if (slot := slots.get((index, rule.area[0], rule.area[1]))) is not None
            and self._source(slot, data) is not None
        ]

    def of(self, data: UnitData) -> Own:
        """The same cells for a unit with the same shape."""
        own = Own()
        items, spots = _arranged(self._spec, data)
        pages = [str(s.sheet) for s in self._spec.sheets if isinstance(s, CarriedSheet)]
        for sheet in pages:
            rows = {item.name: f"{KEY}{old.name}" for item, old in zip(items, self._items, strict=True)}
            for item in items:
                row = rows[item.name]
                told = {NAME: item.name, **told_of(item)}
                own.values.update({self._at(sheet, row, column): content for column, content in told.items()})
                own.values[self._at(sheet, row)] = f"{KEY}{item.name}"
                formula = Formula(stands_now(sheet, spots[item.name], spots, rows, self._entries))
                at = self._at(sheet, row, NOW)
                own.formulas[at] = self._renderer.formula(formula, sheet, at[1])
            own.values[self._at(sheet, MARK, SOURCE)] = digest(items)
        for what, check in _checks(self._spec):
            for item, old in zip(items, self._items, strict=True):
                line, before = (line_of(what, check, CarriedRow(c.name, Context(), None)) for c in (item, old))
                for sheet in (str(s.sheet) for s in self._spec.sheets if isinstance(s, CheckSheet)):
                    own.values[self._at(sheet, before.id)] = line.id
                    own.values[self._at(sheet, before.id, "审核内容")] = line.what
        own.prompts.update({(index, number): hint(self._source(s, data) or "") for index, number, s in self._locked})
        return own

    def _at(self, sheet: str, row: str, column: str = "") -> Spot:
        """Without a column: the row's key."""
        where = self._layout.sheets[sheet]
        return self._index[sheet], where.rows[row], where.columns[column] if column else KEY_COLUMN

    def _source(self, slot: Slot, data: UnitData) -> str | None:
        """Where the value of an input cell was carried over from."""
        sheet = self._sheets.get(slot.owner)
        locked = {c.name: c.source for c in data.carried}
        if sheet is None or slot.kind not in ("field", "row", "grid"):
            return None
        if slot.kind == "field":
            return locked.get(f"{slot.owner}.{slot.name}")
        return source_of(sheet, data.sheet(slot.owner), slot.number - 1, slot.row, slot.name, locked)


def _arranged(spec: Spec, data: UnitData) -> tuple[tuple[Carried, ...], dict[str, Named | None]]:
    spots = {item.name: locate(item.name, spec) for item in data.carried}
    return arranged(data.carried, spots), spots


def _kind(spot: Named | None) -> tuple[str, str, str, str, tuple[str, ...]]:
    assert spot is not None
    return spot.kind, spot.sheet, spot.column, spot.row, tuple(k for k, v in spot.keys.items() if v is None)


def _checks(spec: Spec) -> Iterator[tuple[str, Check]]:
    """Those that have a line for each carried value."""
    pages = {str(sheet.sheet) for sheet in spec.sheets if isinstance(sheet, CarriedSheet)}
    return ((str(what), check) for what, check in spec.checks if check.each is not None and str(check.each) in pages)


def _locks(spec: Spec, data: UnitData) -> Iterator[tuple[str, str, str, str]]:
    locked = {item.name: item.source for item in data.carried}
    for sheet, column, _ in declared(spec):
        if sheet.fields is not None:
            continue
        filled = data.sheet(str(sheet.sheet))
        if isinstance(sheet.rows, Mapping):
            rows = [str(name) for name in sheet.rows]
        else:
            rows = [str(i) for i in range(1, len(filled.rows) + 1)]
        sources = [source_of(sheet, filled, i, row, column, locked) for i, row in enumerate(rows)]
        yield from ((str(sheet.sheet), column, a, b) for a, b, source in runs(rows, sources) if source is not None)
