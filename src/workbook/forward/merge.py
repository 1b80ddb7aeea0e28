"""Carried values put into data that are there already; everything else that was typed stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from workbook.data import Carried, SheetData, UnitData, Value
from workbook.data.carried import Spot, locate, value_now
from workbook.spec.spec import Spec


def merged(present: UnitData, fresh: UnitData, spec: Spec) -> UnitData:
    """The present data with the fresh ones' carried values and their record; amounts in the same 金额单位."""
    sheets = dict(present.sheets)
    for item in _gone(present.carried, fresh.carried):
        spot = locate(item.name, spec)
        if spot is not None and spot.kind != "rest" and value_now(replace(present, sheets=sheets), spot):
            sheets[spot.sheet] = _put(sheets.get(spot.sheet, SheetData()), spot, None)
    for item in fresh.carried:
        spot = locate(item.name, spec)
        if spot is None or spot.kind == "rest" or item.value is None:
            continue
        sheet = sheets.get(spot.sheet, SheetData())
        if _blank(sheet, spot) or value_now(replace(present, sheets=sheets), spot) != item.value:
            sheets[spot.sheet] = _put(sheet, spot, item.value)
    return replace(present, sheets=sheets, carried=fresh.carried)


def _gone(before: tuple[Carried, ...], now: tuple[Carried, ...]) -> list[Carried]:
    """Values that were carried once and no longer are."""
    names = {item.name for item in now}
    return [item for item in before if item.name not in names]


def _mine(row: Mapping[str, Value], spot: Spot) -> bool:
    return all(row.get(key) == value for key, value in spot.keys.items())


def _blank(sheet: SheetData, spot: Spot) -> bool:
    if spot.kind == "field":
        return sheet.fields.get(spot.column) is None
    if spot.kind == "grid":
        return sheet.cells.get((spot.row, spot.column)) is None
    return all(row.get(spot.column) is None for row in sheet.rows if _mine(row, spot))


def _put(sheet: SheetData, spot: Spot, value: Decimal | None) -> SheetData:
    """The sheet with the value in the spot; of several equal rows of a list in the first."""
    if spot.kind == "field":
        return replace(sheet, fields={**sheet.fields, spot.column: value})
    if spot.kind == "grid":
        return replace(sheet, cells={**sheet.cells, (spot.row, spot.column): value})
    rows: list[Mapping[str, Value]] = []
    rest: Decimal | None = value
    for row in sheet.rows:
        if _mine(row, spot):
            rows.append({**row, spot.column: rest})
            rest = None
        else:
            rows.append(row)
    if not any(_mine(row, spot) for row in sheet.rows) and value is not None:
        rows.append({**spot.keys, spot.column: value})
    return replace(sheet, rows=tuple(rows))
