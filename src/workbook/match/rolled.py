"""A department's filled workbook: the frame of its units and side sheets, and back to each unit's amounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workbook.book.model import Slot
from workbook.book.side import side_key
from workbook.data import Value
from workbook.data.rolled import CARDS, MISSING, Rolled, RolledRow, RolledUnit, parse
from workbook.data.unit import MONEY_UNIT
from workbook.match.identity import Claim
from workbook.match.keys import KeyedSheet
from workbook.roll.entries import added, entries, is_unit_file, kind_of, rules
from workbook.roll.names import ELIMINATIONS, UNIT_COLUMNS, UNITS
from workbook.roll.sums import Target, sums
from workbook.spec.spec import Spec

Spot = tuple[str, int, int]


def rolled_sheets(spec: Spec, claim: Claim) -> frozenset[str]:
    """The corner keys of the sheets that only a department's workbook has."""
    if not claim.units:
        return frozenset()
    sides = {side_key(owner) for owner in (CARDS, *(str(sheet.sheet) for sheet in entries(spec)))}
    return frozenset({*sides, UNITS, *([ELIMINATIONS] if rules(spec).internal else [])})


def frame(spec: Spec, claim: Claim, sheets: Mapping[str, KeyedSheet]) -> Rolled | None:
    """Units and cells without amounts, as the file's own keys tell them; None for a unit's workbook."""
    if not claim.units:
        return None
    owners = (*(str(sheet.sheet) for sheet in entries(spec)), CARDS)
    keyed = {owner: sheets[side_key(owner)].rows for owner in owners if side_key(owner) in sheets}
    rows = {owner: _rows(spec, owner, sorted(keys, key=lambda k: keys[k])) for owner, keys in keyed.items()}
    return Rolled(_units(claim, {}), {owner: those for owner, those in rows.items() if those})


def _rows(spec: Spec, owner: str, keys: Iterable[str]) -> tuple[RolledRow, ...]:
    """The rows with these keys; what is no such key (heads) is left out."""
    sheet = next((sheet for sheet in entries(spec) if str(sheet.sheet) == owner), None)
    kind, types = ("fact", {}) if sheet is None else (kind_of(sheet), added(sheet))
    found = (parse(key, owner, kind, types) for key in keys)
    return tuple(row for row in found if row is not None)


def _units(claim: Claim, facts: Mapping[int, Mapping[str, Value]]) -> tuple[RolledUnit, ...]:
    """The units with what 单位清单 says about them."""
    units = []
    for n, (name, received) in enumerate(claim.units, 1):
        told = {column: str(facts.get(n, {}).get(column) or "") for column in UNIT_COLUMNS}
        shown, code, expected, status, money_unit, remark = (told[column] for column in UNIT_COLUMNS)
        units.append(RolledUnit(shown or name, code, money_unit, status if received else MISSING, expected, remark))
    return tuple(units)


def collect(
    claim: Claim, spec: Spec, inputs: Mapping[Spot, Value], slots: Mapping[Spot, Slot]
) -> tuple[Rolled | None, Mapping[Target, Value]]:
    """What each unit has, and the department's amounts that follow; nothing for a unit's workbook."""
    if not claim.units:
        return None, {}
    lists: dict[str, dict[int, dict[str, Value]]] = {}
    offs: dict[int, dict[str, Value]] = {}
    amounts: dict[str, dict[str, dict[int, Value]]] = {}
    money_unit = ""
    unit_form = next((str(sheet.sheet) for sheet in entries(spec) if is_unit_file(sheet)), "")
    for spot, slot in slots.items():
        value = inputs[spot]
        if slot.kind == "unit":
            held = amounts.setdefault(slot.owner, {}).setdefault(slot.row, {})
            if value is not None:
                held[slot.number] = value
        elif slot.kind == "row" and slot.owner == ELIMINATIONS:
            offs.setdefault(spot[1], {})[slot.name] = value
        elif slot.kind == "row":
            lists.setdefault(slot.owner, {}).setdefault(slot.number, {})[slot.name] = value
        elif slot.kind == "field" and (slot.owner, slot.name) == (unit_form, MONEY_UNIT):
            money_unit = str(value or "")
    rows: dict[str, tuple[RolledRow, ...]] = {}
    for owner, by_key in amounts.items():
        rows[owner] = tuple(
            RolledRow(r.owner, r.kind, r.name, r.row, r.how, r.type, by_key[r.key]) for r in _rows(spec, owner, by_key)
        )
    known = tuple(row for _, row in sorted(offs.items()) if any(value is not None for value in row.values()))
    rolled = Rolled(_units(claim, lists.get(UNITS, {})), rows, known)

    def row_of(sheet: str, number: str) -> Mapping[str, Value]:
        return lists.get(sheet, {}).get(int(number) if number.isdigit() else 0, {})

    return rolled, sums(rolled, money_unit, row_of, spec)
