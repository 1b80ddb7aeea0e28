"""Units' data → the department's data, exact in 元, with every unit's share of every amount."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from workbook.data import SheetData, UnitData, Value
from workbook.data.amounts import decimals
from workbook.data.rolled import CARDS, MISSING, Rolled, RolledRow, RolledUnit
from workbook.data.sheets import data_files, form_fields
from workbook.data.unit import MONEY_UNIT, NAME, SPEC, UNIT_FILE, YEAR
from workbook.finding import Finding
from workbook.roll.cards import merge_cards
from workbook.roll.carried import carried_over
from workbook.roll.eliminate import Eliminations
from workbook.roll.entries import as_number, entries, is_unit_file, rules, same, split
from workbook.roll.fill import filled
from workbook.roll.judge import REFUSING, after, before
from workbook.roll.lists import merge
from workbook.roll.model import WAN, YUAN, Declared, Source, factor
from workbook.roll.names import AMOUNT
from workbook.spec.spec import Spec

_CENTS = 2
"""Decimals of an amount."""


def roll(units: Sequence[Source], declared: Declared, spec: Spec) -> tuple[UnitData | None, tuple[Finding, ...]]:
    """The department's data; None when the units cannot be one department's (`REFUSING`). Findings U2xx.

    Its 金额单位 is 元 as soon as one unit has 元, or what it carried over from last year itself, or a payment between
    units is declared to the yuan, so that no amount is ever divided: the sums are exact. Texts come from the
    department's own data, or are left to be written; counts add up, rates and choices do not.
    """
    head, rule = declared.head, rules(spec)
    findings = list(before(units, spec, head))
    if any(finding.code in REFUSING for finding in findings):
        return None, tuple(findings)
    money_unit = _money_unit(units, declared)
    sheets: dict[str, SheetData] = {}
    rows: dict[str, tuple[RolledRow, ...]] = {}
    for sheet in entries(spec):
        name = str(sheet.sheet)
        if is_unit_file(sheet):
            continue
        own = head.sheet(name) if head is not None else None
        join = sheet.sheet in rule.join
        sheets[name], rows[name] = merge(sheet, [unit.data.sheet(name) for unit in units], own, join=join)
    cards, rows[CARDS], told = merge_cards(units, head.scorecards if head is not None else (), money_unit, spec)
    findings += told
    sheets, rows = _counted(sheets, rows, sum(not card.department for card in cards), str(rule.cards or ""))
    eliminations = Eliminations(units, money_unit, spec)
    rolled = Rolled(
        _listed(units, declared), {name: those for name, those in rows.items() if those},
        eliminations.resolve(declared.eliminations),
    )  # fmt: skip
    findings += [*after(rolled, units, money_unit), *eliminations.findings]
    data = UnitData(
        year=units[0].data.year, money_unit=money_unit, spec=spec.name, sheets=sheets, scorecards=cards, rolled=rolled,
        explanations=head.explanations if head is not None else {},
        carried=carried_over(head, money_unit, spec) if head is not None else (),
    )  # fmt: skip
    return filled(_with_unit(data, units, declared, spec), spec), tuple(findings)


def _money_unit(units: Sequence[Source], declared: Declared) -> str:
    """万元 where every amount has its two decimals in 万元."""
    head = declared.head
    amounts = [unit.data.money_unit for unit in units]
    amounts += [head.money_unit] if head is not None and head.carried else []
    paid = ((as_number(one.values.get(AMOUNT)), one.money_unit) for one in declared.eliminations if one.money_unit)
    exact = all(amount is None or decimals(amount * factor(unit, WAN)) <= _CENTS for amount, unit in paid)
    return WAN if exact and YUAN not in amounts else YUAN


def _counted(
    sheets: dict[str, SheetData], rows: dict[str, tuple[RolledRow, ...]], cards: int, target: str
) -> tuple[dict[str, SheetData], dict[str, tuple[RolledRow, ...]]]:
    """The field that counts project scorecards does not add up: a project of two units has one scorecard."""
    form, field = split(target)
    if form not in sheets:
        return sheets, rows
    known = {**sheets, form: _set(sheets[form], field, Decimal(cards) if cards else None)}
    return known, {**rows, form: tuple(row for row in rows[form] if row.name != field)}


def _listed(units: Sequence[Source], declared: Declared) -> tuple[RolledUnit, ...]:
    """The units that were received, then those that are missing."""
    expected = declared.expected
    left = list(expected or ())
    listed = []
    for unit in units:
        match = next((e for e in left if (e.code and e.code == unit.code) or e.name == unit.data.unit), None)
        if match is not None:
            left.remove(match)
        known = "" if expected is None else ("否" if match is None else "是")
        status = {"accepted": "已接受", "forced": "强制接受"}.get(unit.verdict, "未经导入")
        status, remark = ("有差错", f"数据文件有 {unit.errors} 处差错") if unit.errors else (status, "")
        listed.append(RolledUnit(unit.data.unit, unit.code, unit.data.money_unit, status, known, remark))
    missing = (replace(unit, status=MISSING, expected="是", money_unit="") for unit in left)
    return (*listed, *missing)


def _with_unit(data: UnitData, units: Sequence[Source], declared: Declared, spec: Spec) -> UnitData:
    """单位.csv of the department: its own, else what all units say alike; name, year, 金额单位 and more."""
    sheet = next((f.sheet for f in data_files(spec.sheets) if f.name == UNIT_FILE), None)
    head, rule = declared.head, rules(spec)
    name = declared.name or (head.unit if head is not None else "")
    if sheet is None:
        return replace(data, unit=name)
    own: Mapping[str, Value] = head.sheet(str(sheet.sheet)).fields if head is not None else {}
    given = [unit.data.sheet(str(sheet.sheet)).fields for unit in units]
    fields: dict[str, Value] = {}
    for field, row in form_fields(sheet).items():
        if not row.formula:
            alike = same([facts.get(field) for facts in given]) if row.type == "choice" or len(units) == 1 else None
            fields[field] = own[field] if own.get(field) is not None else alike
    fields |= {NAME: name or None, YEAR: data.year, MONEY_UNIT: data.money_unit, SPEC: spec.name}
    fields = {field: value for field, value in fields.items() if field in form_fields(sheet)}
    sheets = {**data.sheets, str(sheet.sheet): SheetData(fields=fields)}
    for target, value in rule.any.items():
        form, field = split(str(target))
        if any(unit.data.sheet(form).fields.get(field) == str(value) for unit in units):
            sheets[form] = _set(sheets[form], field, str(value))
    for target, value in rule.facts.items():
        form, field = split(str(target))
        sheets[form] = _set(sheets[form], field, str(value))
    return replace(data, unit=name, sheets=sheets)


def _set(sheet: SheetData, field: str, value: Value) -> SheetData:
    return replace(sheet, fields={**sheet.fields, field: value})
