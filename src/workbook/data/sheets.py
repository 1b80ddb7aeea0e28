"""Entry sheets' data files: lists, forms and grids of fixed rows."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbook.data.csvtext import Columns, Line, in_order, read_lines
from workbook.data.model import SheetData, Value
from workbook.data.values import plain_text, read_value
from workbook.finding import Finding, Level, Text, found
from workbook.spec.former import olds
from workbook.spec.model import Column, Entry, ListRows, Row
from workbook.spec.spec import CodeTable

ITEM, VALUE, REMARK = "项目", "值", "说明"
_SHOWN = frozenset(("label", "line", "name", "index"))

Read = tuple[SheetData, tuple[Finding, ...]]


def typed_columns(columns: Mapping[Text, Column]) -> dict[str, Column]:
    """The columns that are typed in, nested heads unfolded: name → column."""
    return {n: c for n, c in _leaves(columns) if not _computed(c) and c.type not in _SHOWN}


def computed_columns(columns: Mapping[Text, Column]) -> frozenset[str]:
    """The columns that the workbook fills by itself."""
    return frozenset(n for n, c in _leaves(columns) if _computed(c) or c.type in _SHOWN)


def label_column(sheet: Entry) -> str:
    """The column of a grid that holds the names of its rows."""
    return next((n for n, c in _leaves(sheet.columns) if c.type == "label"), ITEM)


def form_fields(sheet: Entry) -> dict[str, Row]:
    """All fields of a form, groups unfolded: 项目 → field."""
    groups = (sheet.fields or {}).values()
    return {str(name): row for group in groups for name, row in group.items()}


def blank_sheet(sheet: Entry) -> SheetData:
    """A sheet that has not been filled: every field and cell is there, and blank."""
    if sheet.fields is not None:
        typed = [n for n, row in form_fields(sheet).items() if not row.formula]
        return SheetData(fields=dict.fromkeys(typed))
    if isinstance(sheet.rows, Mapping):
        names = [(str(row), column) for row in sheet.rows for column in typed_columns(sheet.columns)]
        return SheetData(cells=dict.fromkeys(names))
    return SheetData()


def read_sheet(path: Path, shown: str, sheet: Entry, codes: Mapping[str, CodeTable], money_unit: str = "") -> Read:
    """A sheet's data file. money_unit: that of its amounts. Findings: D102–D111, D113–D116."""
    if sheet.fields is not None:
        return _form(path, shown, sheet, codes, money_unit)
    if isinstance(sheet.rows, ListRows) or sheet.rows is None:
        return _list(path, shown, sheet, codes, money_unit)
    return _grid(path, shown, sheet, codes, money_unit)


def _list(path: Path, shown: str, sheet: Entry, codes: Mapping[str, CodeTable], money_unit: str) -> Read:
    typed = typed_columns(sheet.columns)
    columns = Columns(
        str(sheet.sheet),
        tuple(typed),
        required=[n for n, c in typed.items() if c.required],
        optional=[n for n, c in typed.items() if c.type == "text" and not c.required],
        ignored=computed_columns(sheet.columns),
        former=_former(sheet.columns),
    )
    lines, told = read_lines(path, shown, columns)
    findings = list(told)
    rows: list[Mapping[str, Value]] = []
    for line in lines:
        row: dict[str, Value] = {}
        for name, column in typed.items():
            row[name], said = read_value(line[name], name, column, codes, money_unit)
            findings += said
            if column.required and line[name] == "" and name in line.fields:
                findings.append(found("D116", line[name].place, None, column=name))
        rows.append(row)
    return SheetData(rows=tuple(rows)), in_order(findings)


def _form(path: Path, shown: str, sheet: Entry, codes: Mapping[str, CodeTable], money_unit: str) -> Read:
    fields = form_fields(sheet)
    columns = Columns(str(sheet.sheet), (ITEM, VALUE, REMARK), (ITEM, VALUE), (REMARK,), ("单位",))
    lines, told = read_lines(path, shown, columns)
    findings = list(told)
    blank = blank_sheet(sheet)
    values = dict(blank.fields)
    remarks: dict[str, Value] = {}
    for name, line in _items(lines, ITEM, fields, str(sheet.sheet), findings):
        row = fields[name]
        if not row.formula:
            values[name], said = read_value(line[VALUE], name, row, codes, money_unit)
            findings += said
        elif line[VALUE]:
            facts = {"item": name, "sheet": sheet.sheet, "reason": "@computed"}
            findings.append(found("D108", line.place, Level.INFO, **facts))
        if line[REMARK]:
            remarks[name], said = plain_text(line[REMARK], REMARK)
            findings += said
    return SheetData(fields=values, remarks=remarks), in_order(findings)


def _grid(path: Path, shown: str, sheet: Entry, codes: Mapping[str, CodeTable], money_unit: str) -> Read:
    assert isinstance(sheet.rows, Mapping)
    rows = {str(name): row for name, row in sheet.rows.items()}
    typed = typed_columns(sheet.columns)
    label = label_column(sheet)
    columns = Columns(
        str(sheet.sheet),
        (label, *typed),
        required=(label,),
        optional=[n for n, c in typed.items() if c.type == "text"],
        ignored=computed_columns(sheet.columns) - {label},
        former=_former(sheet.columns),
    )
    lines, told = read_lines(path, shown, columns)
    findings = list(told)
    cells = dict(blank_sheet(sheet).cells)
    for name, line in _items(lines, label, rows, str(sheet.sheet), findings):
        for column, kind in typed.items():
            cells[name, column], said = read_value(line[column], column, kind, codes, money_unit)
            findings += said
    return SheetData(cells=cells), in_order(findings)


def _items(
    lines: Iterable[Line], column: str, known: Mapping[str, Row], sheet: str, findings: list[Finding]
) -> Iterable[tuple[str, Line]]:
    """The lines whose item is known and new; the others become D107 or D108."""
    first: dict[str, int] = {}
    labels = {str(row.label): name for name, row in known.items() if row.label}
    labels |= {old: name for name, row in known.items() for old in map(str, row.was)}
    for line in lines:
        item = line[column]
        name = item if item in known else labels.get(item, "")
        if not name:
            near = difflib.get_close_matches(item, known, 1, 0.5)
            facts = {"item": item or "@blank", "sheet": sheet, "nearest": near[0] if near else ""}
            findings.append(found("D108", item.place, None, **facts))
        elif name in first:
            findings.append(found("D107", item.place, None, item=item, first=first[name]))
        else:
            first[str(name)] = line.place.line
            yield str(name), line


def _former(columns: Mapping[Text, Column]) -> dict[str, str]:
    """Names that columns had before → their names."""
    return {old: name for name, before in olds(columns).items() for old in before}


def _computed(column: Column) -> bool:
    return bool(column.formula or column.lookup or column.sum)


def _leaves(columns: Mapping[Text, Column]) -> Iterable[tuple[str, Column]]:
    for name, column in columns.items():
        if column.columns:
            yield from _leaves(column.columns)
        else:
            yield str(name), column


@dataclass(frozen=True)
class DataFile:
    """An entry sheet and the name of its data file. former: the file's names before the sheet was renamed."""

    name: str
    sheet: Entry
    former: tuple[str, ...] = ()


def data_files(sheets: Iterable[object]) -> tuple[DataFile, ...]:
    """The data files that a spec's entry sheets are kept in, in the order of the sheets."""
    entries = [s for s in sheets if isinstance(s, Entry)]
    return tuple(DataFile(f"{s.file or s.sheet}.csv", s, tuple(f"{old}.csv" for old in s.was)) for s in entries)
