"""Typed input cells → a unit's data, rows in the order in which they stand in the file."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from workbook.book.model import Slot
from workbook.data import Carried, Explanation, ScorecardData, SheetData, UnitData, Value
from workbook.data.carried import CONVERSION, ORIGIN, SOURCE, VALUE
from workbook.data.sheets import data_files
from workbook.data.unit import UNIT_FILE, with_facts
from workbook.match.identity import Claim
from workbook.match.rolled import collect
from workbook.spec.spec import Spec

Spot = tuple[str, int, int]


def gather(claim: Claim, spec: Spec, inputs: Mapping[Spot, Value], slots: Mapping[Spot, Slot]) -> UnitData:
    """All data of the file; a department's amounts are summed anew. Rows of lists that are all blank are left out."""
    rows: dict[str, dict[int, dict[str, Value]]] = {}
    fields: dict[str, dict[str, Value]] = {}
    remarks: dict[str, dict[str, Value]] = {}
    cells: dict[str, dict[tuple[str, str], Value]] = {}
    facts: dict[str, dict[str, Value]] = {}
    indicators: dict[str, dict[int, dict[str, Value]]] = {}
    notes: dict[str, dict[str, Value]] = {}
    record: dict[str, dict[str, Value]] = {}
    for spot, slot in slots.items():
        value = inputs[spot]
        match slot.kind:
            case "row":
                rows.setdefault(slot.owner, {}).setdefault(spot[1], {})[slot.name] = value
            case "field":
                fields.setdefault(slot.owner, {})[slot.name] = value
            case "remark":
                remarks.setdefault(slot.owner, {})[slot.name] = value
            case "grid":
                cells.setdefault(slot.owner, {})[slot.row, slot.name] = value
            case "fact":
                facts.setdefault(slot.owner, {})[slot.name] = value
            case "indicator":
                indicators.setdefault(slot.owner, {}).setdefault(spot[1], {})[slot.name] = value
            case "explanation":
                notes.setdefault(slot.owner, {})[slot.name] = value
            case "carried":
                record.setdefault(slot.owner, {})[slot.name] = value
    rolled, sums = collect(claim, spec, inputs, slots)
    at = {(slot.owner, str(slot.number)): spot[1] for spot, slot in slots.items() if slot.kind in ("row", "indicator")}
    for (kind, owner, row, name), value in sums.items():
        match kind:
            case "row" if (owner, row) in at:
                rows.setdefault(owner, {}).setdefault(at[owner, row], {})[name] = value
            case "indicator" if (owner, row) in at:
                indicators.setdefault(owner, {}).setdefault(at[owner, row], {})[name] = value
            case "field":
                fields.setdefault(owner, {})[name] = value
            case "grid":
                cells.setdefault(owner, {})[row, name] = value
            case "fact":
                facts.setdefault(owner, {})[name] = value
    owners = dict.fromkeys([*rows, *fields, *cells])
    sheets = {
        owner: SheetData(
            _filled(rows.get(owner, {})), fields.get(owner, {}), remarks.get(owner, {}), cells.get(owner, {})
        )
        for owner in owners
    }
    cards = tuple(
        ScorecardData(name, department, facts.get(name, {}), _filled(indicators.get(name, {})))
        for name, department in claim.cards
    )
    explanations = {
        check: Explanation(check, str(told.get("说明")), _decimal(told.get("所说明的差额")))
        for check, told in notes.items()
        if told.get("说明") is not None
    }
    carried = tuple(_carried(name, told) for name, told in record.items() if name)
    unit = UnitData(
        spec=spec.name, sheets=sheets, scorecards=cards, explanations=explanations, rolled=rolled, carried=carried
    )
    unit_sheet = next((str(f.sheet.sheet) for f in data_files(spec.sheets) if f.name == UNIT_FILE), "")
    return with_facts(unit, unit.sheet(unit_sheet).fields, claim.unit)


def _filled(rows: Mapping[int, Mapping[str, Value]]) -> tuple[Mapping[str, Value], ...]:
    return tuple(row for _, row in sorted(rows.items()) if any(v is not None for v in row.values()))


def _carried(name: str, told: Mapping[str, Value]) -> Carried:
    source, conversion, origin = (str(told.get(column) or "") for column in (SOURCE, CONVERSION, ORIGIN))
    return Carried(name, source, _decimal(told.get(VALUE)), conversion, origin)


def _decimal(value: Value) -> Decimal | None:
    return value if isinstance(value, Decimal) else None
