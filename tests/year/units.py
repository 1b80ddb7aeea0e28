"""Units for whole-year tests: the example's data in other sizes, under other names, in either unit of amounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from workbook.data import ScorecardData, SheetData, UnitData, Value
from workbook.data.scorecards import MONEY
from workbook.data.sheets import data_files, form_fields, typed_columns
from workbook.data.unit import MONEY_UNIT, NAME, UNIT_FILE, with_facts
from workbook.spec.model import Entry
from workbook.spec.spec import Spec

CODE = "单位编码"


_MORE = "补充资料"
MANY = 200
"""So many times the staff of a unit whose amounts stand in 万元 as they stood in 元: no smaller one spends as much."""


def sized(data: UnitData, spec: Spec, factor: int, name: str, code: str, money_unit: str) -> UnitData:
    """All amounts times a whole number, so that every identity goes on to hold; staff in keeping with the unit."""
    sheets = {
        str(f.sheet.sheet): _sized(data.sheet(str(f.sheet.sheet)), f.sheet, factor) for f in data_files(spec.sheets)
    }
    own = next(str(f.sheet.sheet) for f in data_files(spec.sheets) if f.name == UNIT_FILE)
    facts = {NAME: name, CODE: code, MONEY_UNIT: money_unit, "决算类型": "单位决算"}
    sheets[own] = replace(sheets[own], fields={**sheets[own].fields, **facts})
    if money_unit == "万元":
        sheets[_MORE] = replace(sheets[_MORE], fields=_staffed(sheets[_MORE].fields))
    cards = tuple(_card(card, factor) for card in data.scorecards)
    return with_facts(replace(data, sheets=sheets, scorecards=cards), sheets[own].fields, name)


def _staffed(fields: Mapping[str, Value]) -> dict[str, Value]:
    return {n: v * MANY if n.endswith(("人数", "人员")) and isinstance(v, Decimal) else v for n, v in fields.items()}


def _sized(data: SheetData, sheet: Entry, factor: int) -> SheetData:
    if sheet.fields is not None:
        kinds = {name: row.type or "money" for name, row in form_fields(sheet).items()}
        return replace(data, fields=_times(data.fields, kinds, factor))
    kinds = {name: column.type for name, column in typed_columns(sheet.columns).items()}
    cells = {
        (r, c): v * factor if kinds[c] == "money" and isinstance(v, Decimal) else v for (r, c), v in data.cells.items()
    }
    return replace(data, rows=tuple(_times(row, kinds, factor) for row in data.rows), cells=cells)


def _times(row: Mapping[str, Value], kinds: Mapping[str, str], factor: int) -> dict[str, Value]:
    return {n: v * factor if kinds.get(n) == "money" and isinstance(v, Decimal) else v for n, v in row.items()}


def _card(card: ScorecardData, factor: int) -> ScorecardData:
    return replace(card, facts=_times(card.facts, dict.fromkeys(MONEY, "money"), factor))
