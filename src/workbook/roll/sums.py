"""The department's amounts: the units' amounts in one 金额单位, added up, less what passed between units. Exact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from workbook.data import Value
from workbook.data.amounts import round_half_up
from workbook.data.rolled import CARDS, Rolled, RolledRow
from workbook.data.scorecards import MONEY
from workbook.roll.entries import entries, identity, rules, sides
from workbook.roll.model import factor
from workbook.roll.names import AMOUNT, CASE
from workbook.spec.spec import Spec

Target = tuple[str, str, str, str]
RowOf = Callable[[str, str], Mapping[str, Value]]
"""(entry list, row number) → the department's row, for its codes."""

SHARE = Decimal("0.0001")
"""Weighted results have four decimals."""
FUNDS = MONEY[1]
"""What weighted results are weighted with."""


def sums(rolled: Rolled, money_unit: str, row_of: RowOf, spec: Spec) -> dict[Target, Value]:
    """The value of every cell of the department that comes from its units; a blank where no unit has anything."""
    factors = [factor(unit.money_unit, money_unit) for unit in rolled.received]
    result: dict[Target, Value] = {}
    offs = _offs(rolled, spec)
    for sheet, rows in rolled.rows.items():
        if sheet == CARDS:
            funds = {row.owner: row for row in rows if row.kind == "fact" and row.name == FUNDS}
            for row in rows:
                result[row.target] = (
                    weighted(row, funds.get(row.owner), factors) if row.how == "funds" else total(row, factors)
                )
            continue
        for row in rows:
            amount = total(row, factors)
            off = taken_off(offs.get((sheet, row.name), ()), row_of(sheet, row.row))
            result[row.target] = amount if not off else (amount or Decimal(0)) - off
    return result


def total(row: RolledRow, factors: list[Decimal]) -> Decimal | None:
    """The units' amounts added up; only money is converted."""
    given = [(n, a) for n, a in row.amounts.items() if isinstance(a, Decimal)]
    if not given:
        return None
    return sum((a * factors[n - 1] if row.type == "money" else a for n, a in given), Decimal(0))


def weighted(row: RolledRow, funds: RolledRow | None, factors: list[Decimal]) -> Decimal | None:
    """The units' values weighted with their money; None where those that have a value have no money."""
    weights = Decimal(0)
    above = Decimal(0)
    for n, value in row.amounts.items():
        fund = funds.amounts.get(n) if funds is not None else None
        if isinstance(value, Decimal) and isinstance(fund, Decimal):
            weights += fund * factors[n - 1]
            above += fund * factors[n - 1] * value
    return round_half_up(above / weights, SHARE) if weights else None


Conditions = tuple[tuple[tuple[tuple[str, str], ...], Mapping[str, Value]], ...]


def _offs(rolled: Rolled, spec: Spec) -> dict[tuple[str, str], Conditions]:
    """(sheet, column) → the eliminations that reduce it, each with (column of the list, column of 抵销) pairs."""
    sheets = {str(sheet.sheet): sheet for sheet in entries(spec)}
    result: dict[tuple[str, str], Conditions] = {}
    for case, internal in rules(spec).internal.items():
        for word, sheet, column in sides(internal):
            pairs = tuple((name, f"{word}{name}") for name in identity(sheets[sheet])) if sheet in sheets else ()
            mine = tuple((pairs, row) for row in rolled.eliminations if row.get(CASE) == str(case))
            result[sheet, column] = (*result.get((sheet, column), ()), *mine)
    return result


def taken_off(conditions: Conditions, row: Mapping[str, Value]) -> Decimal:
    """What is taken off an amount of this row of a list."""
    off = Decimal(0)
    for pairs, elimination in conditions:
        amount = elimination.get(AMOUNT)
        if isinstance(amount, Decimal) and all(elimination.get(there) == row.get(here) for here, there in pairs):
            off += amount
    return off
