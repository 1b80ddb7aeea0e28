"""The department's own record of last year (上年衔接), its amounts in the department's 金额单位."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from workbook.data import Carried, UnitData
from workbook.data.carried import Spot, locate
from workbook.data.sheets import form_fields, typed_columns
from workbook.roll.model import WAN, factor
from workbook.spec.model import Entry
from workbook.spec.spec import Spec

_DIVIDED = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)元÷10000", re.ASCII)
"""How a record in 万元 says that the amount was 元, and which; the amount itself may have been rounded."""


def carried_over(head: UnitData, money_unit: str, spec: Spec) -> tuple[Carried, ...]:
    """What head carried over from last year, exact: 元 are never divided."""
    if head.money_unit == money_unit:
        return head.carried
    return tuple(_converted(item, head.money_unit, money_unit, spec) for item in head.carried)


def _converted(item: Carried, have: str, want: str, spec: Spec) -> Carried:
    spot = locate(item.name, spec)
    if item.value is None or spot is None or have != WAN or not _is_money(spot, spec):
        return item
    before = _DIVIDED.fullmatch(item.conversion)
    if before is not None:
        return replace(item, value=Decimal(before[1]), conversion="")
    return replace(item, value=item.value * factor(have, want), conversion=f"{item.value:f}{WAN}×10000")


def _is_money(spot: Spot, spec: Spec) -> bool:
    sheet = spec.sheet(spot.sheet)
    if not isinstance(sheet, Entry):
        return False
    if sheet.fields is not None:
        return (form_fields(sheet)[spot.column].type or "money") == "money"
    return typed_columns(sheet.columns)[spot.column].type == "money"
