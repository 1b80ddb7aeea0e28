"""Lists: rows with the same codes and choices as last year, amounts emptied or carried, codes brought up to date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from workbook.data import Carried, Value
from workbook.data.carried import REST, row_keys, row_name
from workbook.finding import Finding, Place, found
from workbook.forward.codes import moved
from workbook.forward.last import Last, columns_of, converted, number, old_name
from workbook.spec.model import Column, Entry
from workbook.spec.spec import Spec

_CODES = {"renamed": "Y104", "replaced": "Y105", "retired": "Y106"}


@dataclass(slots=True)
class _Group:
    """Last year's rows that become one row. amounts: column → sum in last year's 金额单位; rows: as they were."""

    row: dict[str, Value]
    amounts: dict[str, Decimal] = field(default_factory=dict)
    rows: list[Mapping[str, Value]] = field(default_factory=list)


def next_rows(
    sheet: Entry, last: Last, spec: Spec, unit: str
) -> tuple[tuple[Mapping[str, Value], ...], tuple[Carried, ...], tuple[Finding, ...]]:
    """A list's rows for next year and what of them was carried. Findings: Y104 renamed, Y105 replaced, Y106 retired.

    A row whose code is retired goes, unless it carries an amount: money is never lost on the way.
    """
    old, data = last.sheet(sheet)
    if old is None:
        return (), (), ()
    columns, before = columns_of(sheet), columns_of(old)
    sources = {n: _source(str(c.last_year), columns, before) for n, c in columns.items() if c.last_year is not None}
    kept = {n: old_name(n, c, before) or "" for n, c in columns.items() if _kept(c)}
    by = row_keys(sheet) if sources else tuple(kept)
    groups: dict[tuple[Value, ...], _Group] = {}
    findings: list[Finding] = []
    for number_, given in enumerate(data.rows, 1):
        row: dict[str, Value] = {name: given.get(kept.get(name, "")) for name in columns}
        amounts = {name: number(given.get(source)) for name, source in sources.items()}
        changes = [
            _told(sheet, name, number_, Moving(spec, last.spec, columns[name], before[kept[name]]), row)
            for name in kept
            if columns[name].type == "code" and kept[name] in before
        ]
        findings += (told for told in changes if told is not None)
        lost = any(told is not None and told.code == "Y106" for told in changes)
        if not any(amounts.values()) and (sources or lost or all(value is None for value in row.values())):
            continue
        group = groups.setdefault(tuple(row[name] for name in by), _Group(row))
        group.rows.append(given)
        for name, amount in amounts.items():
            group.amounts[name] = group.amounts.get(name, Decimal(0)) + amount
    carried: list[Carried] = []
    for name, source in sources.items():
        have = last.data.money_unit if columns[name].type == "money" else ""
        for group in groups.values():
            value, how = converted(group.amounts[name], have, unit)
            group.row[name] = value
            where = "、".join(dict.fromkeys(row_name(old, given, source) for given in group.rows))
            carried.append(Carried(row_name(sheet, group.row, name), where, value, how, last.origin))
        beside = f"{old.sheet}.{REST}.{source}"
        carried.append(Carried(f"{sheet.sheet}.{REST}.{name}", beside, Decimal(0), "", last.origin))
    return tuple(group.row for group in groups.values()), tuple(carried), tuple(findings)


def _kept(column: Column) -> bool:
    return column.type in ("code", "choice") if column.carry is None else column.carry


def _source(source: str, columns: Mapping[str, Column], before: Mapping[str, Column]) -> str:
    """What the column that `last_year` names was called last year."""
    column = columns.get(source)
    return (old_name(source, column, before) if column is not None else None) or source


@dataclass(frozen=True, slots=True)
class Moving:
    """A code column then and now."""

    spec: Spec
    old_spec: Spec
    column: Column
    old_column: Column


def _told(sheet: Entry, name: str, number_: int, moving: Moving, row: dict[str, Value]) -> Finding | None:
    """Bring the row's code up to date; tell what became of it, unless it is the same."""
    code = row[name]
    if not isinstance(code, str):
        return None
    now = moving.spec.codes.get(str(moving.column.list or ""))
    result = moved(code, now, moving.old_spec.codes.get(str(moving.old_column.list or "")))
    row[name] = result.code
    if result.change == "same":
        return None
    place = Place(name=f"{sheet.sheet}.{number_}.{name}")
    facts = {"code": code, "old_name": result.old, "new_name": result.new}
    if result.change == "replaced":
        facts["new"] = result.code
    return found(_CODES[result.change], place, None, **facts)
