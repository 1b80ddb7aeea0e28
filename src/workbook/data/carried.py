"""What this year begins with from last year: 上年衔接.csv, and what the names in it mean.

A name is 表.项目 on a form, 表.行.列 on a grid. A row of a list is named by its codes and choices, 表.编码·来源.列, and
表.其他.列 is all that stands in the column beside the rows that are named: nothing, when it is last year's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Literal

from workbook.data.csvtext import Columns, read_lines
from workbook.data.model import Carried, UnitData, Value
from workbook.data.sheets import data_files, form_fields, typed_columns
from workbook.data.values import plain_text, read_value
from workbook.finding import Finding, Text, found
from workbook.spec.model import Column, Entry
from workbook.spec.spec import Spec

TITLE = "上年衔接"
FILE = f"{TITLE}.csv"
NAME, SOURCE, VALUE, CONVERSION, ORIGIN = "名称", "上年名称", "上年数", "换算", "来源"
REST = "其他"
BETWEEN, NONE = "·", "无"


@dataclass(frozen=True, slots=True)
class Spot:
    """The cell, or the cells of a list, that a carried name means.

    sheet: the entry sheet. column: its column, or a form's 项目. row: a grid's row.
    keys: what a list's row is known by.
    """

    kind: Literal["field", "grid", "row", "rest"]
    sheet: str
    column: str
    row: str = ""
    keys: Mapping[str, str | None] = field(default_factory=dict)


def row_keys(sheet: Entry) -> tuple[str, ...]:
    """The columns that say which row of a list is which: codes and choices, else the required ones, else the first."""
    columns = typed_columns(sheet.columns)
    kinds = [n for n, c in columns.items() if c.type in ("code", "choice")]
    needed = [n for n, c in columns.items() if c.required]
    return tuple(kinds or needed or list(columns)[:1])


def row_name(sheet: Entry, row: Mapping[str, Value], column: str) -> str:
    """The name of a list's cell: 结转结余.2010302·一般公共预算.年初结转和结余; a blank code is 无科目编码."""
    parts = (f"{NONE}{key}" if row.get(key) is None else str(row[key]) for key in row_keys(sheet))
    return f"{sheet.sheet}.{BETWEEN.join(parts)}.{column}"


def declared(spec: Spec) -> tuple[tuple[Entry, str, Text], ...]:
    """Every `last_year` of a spec: the entry sheet, the column (or a form's 项目), and where its value comes from."""
    result: list[tuple[Entry, str, Text]] = []
    for file in data_files(spec.sheets):
        sheet = file.sheet
        items = form_fields(sheet) if sheet.fields is not None else typed_columns(sheet.columns)
        result += [(sheet, name, item.last_year) for name, item in items.items() if item.last_year is not None]
    return tuple(result)


def locate(name: str, spec: Spec) -> Spot | None:
    """What a carried name means in this spec; None when it has no such cell."""
    for sheet, column, _ in declared(spec):
        title = str(sheet.sheet)
        if sheet.fields is not None:
            if name == f"{title}.{column}":
                return Spot("field", title, column)
            continue
        if not (name.startswith(f"{title}.") and name.endswith(f".{column}")):
            continue
        middle = name[len(title) + 1 : -len(column) - 1]
        if isinstance(sheet.rows, Mapping):
            if middle in map(str, sheet.rows):
                return Spot("grid", title, column, middle)
        elif middle == REST:
            return Spot("rest", title, column)
        else:
            keys = row_keys(sheet)
            parts = middle.split(BETWEEN) if len(keys) > 1 else [middle]
            if len(parts) == len(keys):
                named = zip(keys, parts, strict=True)
                return Spot("row", title, column, "", {k: None if p == f"{NONE}{k}" else p for k, p in named})
    return None


def value_now(data: UnitData, spot: Spot, others: Iterable[Spot] = ()) -> Decimal:
    """What stands in the cell now; a blank counts as 0, equal rows of a list together. others: the named rows."""
    sheet = data.sheet(spot.sheet)
    if spot.kind == "field":
        return _number(sheet.fields.get(spot.column))
    if spot.kind == "grid":
        return _number(sheet.cells.get((spot.row, spot.column)))
    if spot.kind == "row":
        rows = (r for r in sheet.rows if all(r.get(k) == v for k, v in spot.keys.items()))
        return sum((_number(r.get(spot.column)) for r in rows), Decimal(0))
    total = sum((_number(r.get(spot.column)) for r in sheet.rows), Decimal(0))
    mine = (o for o in others if o.kind == "row" and (o.sheet, o.column) == (spot.sheet, spot.column))
    return total - sum((value_now(data, other) for other in mine), Decimal(0))


def _number(value: Value) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(0)


def digest(carried: Iterable[Carried]) -> str:
    """A fingerprint of the record, the same after its way through a workbook."""
    lines = (f"{c.name}\0{c.source}\0{_plain(c.value)}\0{c.conversion}\0{c.origin}\n" for c in carried)
    return hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()[:32]


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize() + 0:f}"


def read_carried(path: Path, spec: Spec) -> tuple[tuple[Carried, ...], tuple[Finding, ...]]:
    """上年衔接.csv. Findings: D102–D105, D107 (a name twice), D108 (no such cell), D113, D115, D118."""
    columns = Columns(TITLE, (NAME, SOURCE, VALUE, CONVERSION, ORIGIN), (NAME, VALUE), (SOURCE, CONVERSION, ORIGIN))
    lines, told = read_lines(path, FILE, columns)
    findings = list(told)
    carried: dict[str, Carried] = {}
    for line in lines:
        name = str(line[NAME])
        if name in carried:
            findings.append(found("D107", line[NAME].place, None, item=name))
            continue
        if locate(name, spec) is None:
            findings.append(found("D108", line[NAME].place, None, item=name or "@blank", sheet=TITLE))
            continue
        value, said = read_value(line[VALUE], VALUE, Column(type="number"), {})
        findings += said
        texts = []
        for column in (SOURCE, CONVERSION, ORIGIN):
            text, said = plain_text(line[column], column)
            findings += said
            texts.append(str(text or ""))
        carried[name] = Carried(name, texts[0], value if isinstance(value, Decimal) else None, texts[1], texts[2])
    return tuple(carried.values()), tuple(findings)


def carried_table(carried: Iterable[Carried]) -> Iterable[Iterable[str]]:
    """The record as the lines of its file."""
    rows = ([c.name, c.source, _plain(c.value), c.conversion, c.origin] for c in carried)
    return [[NAME, SOURCE, VALUE, CONVERSION, ORIGIN], *rows]
