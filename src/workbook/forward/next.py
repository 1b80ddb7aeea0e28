"""This year's data → next year's: carried values, codes and targets; everything that was done or said is emptied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from workbook.data import Carried, ScorecardData, SheetData, UnitData, Value
from workbook.data.scorecards import COLUMNS, fact_kinds
from workbook.data.settle import settled
from workbook.data.sheets import blank_sheet, data_files, form_fields
from workbook.data.unit import MONEY_UNIT, SPEC, UNIT_FILE, YEAR, with_facts
from workbook.finding import Finding, Place, Text, found, place_of
from workbook.forward.last import Last, columns_of, converted, old_name
from workbook.forward.lists import next_rows
from workbook.spec.model import Entry, Scorecard
from workbook.spec.spec import Spec

TARGETS = ("一级指标", "二级指标", "三级指标", "方向", "年初目标值", "计量单位", "权重", "汇总")
"""What of an indicator was set at the beginning of the year; the rest is what came of it."""


_Made = tuple[SheetData, tuple[Carried, ...], tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class Forward:
    """data: next year's, settled. emptied: how many texts of last year are not in it."""

    data: UnitData
    emptied: int


def next_year(last: Last, spec: Spec, unit: str) -> tuple[Forward, tuple[Finding, ...]]:
    """The data that the year of `spec` begins with. unit: its 金额单位.

    Findings: Y104–Y106 codes, Y107 texts emptied, Y108 targets to review, Y109 no value last year, Y110 no such name
    in last year's book, Y111 amounts converted.
    """
    year = str(spec.book.year)
    sheets: dict[str, SheetData] = {}
    carried: list[Carried] = []
    findings: list[Finding] = []
    facts: Mapping[str, Value] = {}
    for file in data_files(spec.sheets):
        title = str(file.sheet.sheet)
        if file.sheet.fields is not None:
            sheets[title], own, told = _form(file.sheet, last, spec, unit)
            if file.name == UNIT_FILE:
                known = {YEAR: year, SPEC: spec.name, MONEY_UNIT: unit}
                facts = {n: known.get(n, v) for n, v in sheets[title].fields.items()}
                sheets[title] = replace(sheets[title], fields=facts)
        elif isinstance(file.sheet.rows, Mapping):
            sheets[title], own, told = _grid(file.sheet, last, unit)
        else:
            rows, own, told = next_rows(file.sheet, last, spec, unit)
            sheets[title] = SheetData(rows=rows)
        carried += own
        findings += told
    cards = tuple(_card(card, spec) for card in last.data.scorecards if _form_of(card, spec) is not None)
    findings += [
        found("Y108", Place(name=card.name), None, card=card.name, count=len(card.indicators))
        for card in cards
        if card.indicators
    ]
    data = UnitData(sheets=sheets, scorecards=cards, carried=tuple(carried))
    data = settled(with_facts(data, facts, last.data.unit), spec)
    how_many = sum(bool(item.conversion) for item in carried)
    if how_many:
        findings.append(found("Y111", None, None, count=how_many, expected=unit))
    emptied = _texts(last.data) - _texts(data)
    if emptied > 0:
        findings.append(found("Y107", None, None, count=emptied))
    return Forward(data, emptied), tuple(findings)


def _form(sheet: Entry, last: Last, spec: Spec, unit: str) -> _Made:
    """A form: carried values by name from last year's book, kept fields, all else blank."""
    old, data = last.sheet(sheet)
    before = form_fields(old) if old is not None else {}
    values = dict(blank_sheet(sheet).fields)
    carried: list[Carried] = []
    findings: list[Finding] = []
    for name, field in form_fields(sheet).items():
        if field.formula:
            continue
        if field.last_year is not None:
            item, told = _seen(f"{sheet.sheet}.{name}", field.last_year, last, spec, unit)
            findings += told
            if item is not None:
                carried.append(item)
                values[name] = item.value
        elif field.carry:
            values[name] = data.fields.get(old_name(name, field, before) or "")
    return SheetData(fields=values), tuple(carried), tuple(findings)


def _seen(name: str, source: Text, last: Last, spec: Spec, unit: str) -> tuple[Carried | None, list[Finding]]:
    called, seen = last.seen(str(source), spec)
    if seen is None:
        facts = {"name": source, "item": name, "spec": last.spec.name}
        return None, [found("Y110", place_of(source), None, **facts)]
    if seen.value is None:
        return None, [found("Y109", Place(name=name), None, item=name, name=called)]
    value, how = converted(seen.value, seen.unit, unit)
    return Carried(name, called, value, how, last.origin), []


def _grid(sheet: Entry, last: Last, unit: str) -> _Made:
    """A grid: its rows' carried columns from another column of the same row."""
    old, data = last.sheet(sheet)
    values = dict(blank_sheet(sheet).cells)
    carried: list[Carried] = []
    findings: list[Finding] = []
    assert isinstance(sheet.rows, Mapping)
    before = columns_of(old) if old is not None else {}
    old_rows = [str(r) for r in old.rows] if old is not None and isinstance(old.rows, Mapping) else []
    columns = columns_of(sheet)
    for row_text, row in sheet.rows.items():
        there = old_name(str(row_text), row, old_rows) or ""
        for name, column in columns.items():
            wanted = str(column.last_year) if column.last_year is not None else name if column.carry else ""
            source = (old_name(wanted, columns[wanted], before) if wanted in columns else wanted) or ""
            value = data.cells.get((there, source))
            here = f"{sheet.sheet}.{row_text}.{name}"
            if column.last_year is None:
                values[str(row_text), name] = value if column.carry else None
            elif isinstance(value, Decimal):
                amount, how = converted(value, last.data.money_unit if column.type == "money" else "", unit)
                values[str(row_text), name] = amount
                carried.append(Carried(here, f"{old and old.sheet}.{there}.{source}", amount, how, last.origin))
            else:
                facts = {"item": here, "name": f"{sheet.sheet}.{there or row_text}.{source or wanted}"}
                findings.append(found("Y109", Place(name=here), None, **facts))
    return SheetData(cells=values), tuple(carried), tuple(findings)


def _form_of(card: ScorecardData, spec: Spec) -> Scorecard | None:
    scope = "department" if card.department else "project"
    return next((s for s in spec.sheets if isinstance(s, Scorecard) and s.scope == scope), None)


def _card(card: ScorecardData, spec: Spec) -> ScorecardData:
    """The targets without what came of them."""
    form = _form_of(card, spec)
    assert form is not None
    kept = {str(name) for name, field in form.head.items() if field.carry and not field.formula}
    facts = {name: card.facts.get(name) if name in kept else None for name in fact_kinds(form)}
    rows = tuple({c: row.get(c) if c in TARGETS else None for c in COLUMNS} for row in card.indicators)
    return replace(card, facts=facts, indicators=rows)


def _texts(data: UnitData) -> int:
    """How many texts somebody wrote."""
    values: list[Value] = []
    for sheet in data.sheets.values():
        values += [*sheet.fields.values(), *sheet.remarks.values(), *sheet.cells.values()]
        values += [value for row in sheet.rows for value in row.values()]
    for card in data.scorecards:
        values += [*card.facts.values(), *(value for row in card.indicators for value in row.values())]
    return sum(isinstance(value, str) for value in values) + len(data.explanations)


__all__ = ["TARGETS", "Forward", "next_year"]
