"""Entry sheets of many units into the department's: rows that are the same become one, amounts stay by unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from workbook.data import SheetData, Value
from workbook.data.rolled import RolledRow
from workbook.data.sheets import form_fields, typed_columns
from workbook.roll.entries import added, identity, kind_of, same
from workbook.spec.model import Entry

Row = Mapping[str, Value]
Merged = tuple[SheetData, tuple[RolledRow, ...]]


def merge(sheet: Entry, units: Sequence[SheetData], head: SheetData | None, *, join: bool) -> Merged:
    """The department's sheet without its amounts, and the cells that have amounts, unit by unit.

    Texts and choices are the department's own (head); where it has none, what all units say alike. join: rows of a
    list without amounts are the units' rows one after the other, equal ones once.
    """
    if sheet.fields is not None:
        return _form(sheet, units, head or SheetData())
    if isinstance(sheet.rows, Mapping):
        return _grid(sheet, units, head or SheetData())
    if added(sheet):
        return _list(sheet, units, head or SheetData())
    own = head.rows if head is not None else ()
    if own or not join:
        return SheetData(rows=own), ()
    rows = {tuple(row.values()): row for unit in units for row in unit.rows}
    return SheetData(rows=tuple(rows.values())), ()


def _alike(kind: str, values: Sequence[Value]) -> Value:
    """A choice or text that every single unit has; a rate or another number never carries over."""
    carried = kind in ("choice", "text", "code", "date") and None not in values
    return same(list(values)) if carried else None


def _own(own: Value, alike: Value) -> Value:
    """What the department itself has, also where that is 0."""
    return own if own is not None else alike


def _amounts(name: str, rows: Sequence[Row | None]) -> dict[int, Value]:
    """Unit number → what it has in this column."""
    return {n: row[name] for n, row in enumerate(rows, 1) if row is not None and row.get(name) is not None}


def _form(sheet: Entry, units: Sequence[SheetData], head: SheetData) -> Merged:
    kinds = added(sheet)
    fields: dict[str, Value] = {}
    cells: list[RolledRow] = []
    for name, row in form_fields(sheet).items():
        if row.formula:
            continue
        if name not in kinds:
            fields[name] = _own(
                head.fields.get(name), _alike(row.type or "money", [unit.fields.get(name) for unit in units])
            )
            continue
        fields[name] = None
        amounts = _amounts(name, [unit.fields for unit in units])
        if amounts:
            cells.append(RolledRow(str(sheet.sheet), "field", name, type=kinds[name], amounts=amounts))
    return SheetData(fields=fields, remarks=dict(head.remarks)), tuple(cells)


def _grid(sheet: Entry, units: Sequence[SheetData], head: SheetData) -> Merged:
    assert isinstance(sheet.rows, Mapping)
    kinds, owner = added(sheet), str(sheet.sheet)
    values: dict[tuple[str, str], Value] = {}
    cells: list[RolledRow] = []
    for row in map(str, sheet.rows):
        for column in typed_columns(sheet.columns):
            at = (row, column)
            if column not in kinds:
                kind = typed_columns(sheet.columns)[column].type
                values[at] = _own(head.cells.get(at), _alike(kind, [unit.cells.get(at) for unit in units]))
                continue
            values[at] = None
            amounts: dict[int, Value] = {
                n: unit.cells[at] for n, unit in enumerate(units, 1) if unit.cells.get(at) is not None
            }
            if amounts:
                cells.append(RolledRow(owner, "grid", column, row, type=kinds[column], amounts=amounts))
    return SheetData(cells=values), tuple(cells)


def _list(sheet: Entry, units: Sequence[SheetData], head: SheetData) -> Merged:
    by, kinds, owner = identity(sheet), added(sheet), str(sheet.sheet)
    texts = {name: c for name, c in typed_columns(sheet.columns).items() if name not in by and name not in kinds}
    groups: dict[tuple[Value, ...], dict[int, list[Row]]] = {}
    for n, unit in enumerate(units, 1):
        for row in unit.rows:
            groups.setdefault(tuple(row.get(name) for name in by), {}).setdefault(n, []).append(row)
    keys = sorted(groups, key=lambda key: _order(sheet, key)) if _ordered(sheet) else list(groups)
    own = {tuple(row.get(name) for name in by): row for row in reversed(head.rows)}
    rows: list[Row] = []
    cells: list[RolledRow] = []
    for number, key in enumerate(keys, 1):
        given = groups[key]
        merged: dict[str, Value] = dict(zip(by, key, strict=True))
        for name, column in texts.items():
            all_of_it = [one.get(name) for those in given.values() for one in those]
            merged[name] = _own(own.get(key, {}).get(name), _alike(column.type, all_of_it))
        rows.append({name: merged.get(name) for name in typed_columns(sheet.columns)})
        for name, kind in kinds.items():
            amounts: dict[int, Value] = {}
            for n, those in given.items():
                known = [a for one in those if isinstance(a := one.get(name), Decimal)]
                if known:
                    amounts[n] = sum(known, Decimal(0))
            if amounts:
                cells.append(RolledRow(owner, "row", name, str(number), type=kind, amounts=amounts))
    assert kind_of(sheet) == "row"
    return SheetData(rows=tuple(rows)), tuple(cells)


def _ordered(sheet: Entry) -> bool:
    return any(column.type == "code" for column in identity(sheet).values())


def _order(sheet: Entry, key: tuple[Value, ...]) -> tuple[tuple[bool, int, str], ...]:
    """By code, then by the order of the choices; blanks last."""
    result = []
    for value, column in zip(key, identity(sheet).values(), strict=True):
        choices = [str(choice) for choice in column.of]
        at = choices.index(str(value)) if str(value) in choices else len(choices)
        result.append((value is None, at, str(value or "")))
    return tuple(result)
