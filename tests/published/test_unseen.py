"""Departments made up at random: entered from what they would print, their tables come out within rounding tails.

A unit's exact amounts in 元 make its printed tables. Its leaf rows, each rounded to 万元 by itself, are then entered
as the only data: every figure must be the printed one but for its tail, and no check may take a tail for a fault.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from made import Made, make, the_spec
from proof.test_identities import GOOD, results, units
from workbook.data import SheetData, UnitData, Value
from workbook.names.names import named_cells

LISTS = ("支出明细", "收入明细", "结转结余", "经济分类支出")
TABLES = ("收入支出决算总表", "收入决算表", "支出决算表", "财政拨款收入支出决算总表", "一般公共预算财政拨款支出决算表",
          "一般公共预算财政拨款基本支出决算表")  # fmt: skip
CENT = Decimal("0.01")


def entered(data: UnitData) -> UnitData:
    """The same unit with every amount in 万元, rounded as it would be printed."""

    def rounded(row: dict[str, Value]) -> dict[str, Value]:
        return {k: (v / 10000).quantize(CENT, ROUND_HALF_UP) if isinstance(v, Decimal) else v for k, v in row.items()}

    facts = SheetData(fields=dict(data.sheet("单位信息").fields) | {"金额单位": "万元"})
    lists = {name: SheetData(rows=tuple(rounded(dict(row)) for row in data.sheet(name).rows)) for name in LISTS}
    return replace(data, money_unit="万元", sheets={**data.sheets, "单位信息": facts, **lists})


def amounts(made: Made) -> dict[str, Decimal]:
    def look(sheet: str, row: str, column: str) -> object:
        where = made.layout.sheets[sheet]
        return made.computed(where.tab, where.rows[row], where.columns[column])

    found = ((cell.name, look(*cell.place)) for cell in named_cells(made.book, look) if cell.table.name in TABLES)
    return {name: Decimal(value) for name, value in found if isinstance(value, Decimal | int)}


def only_common(data: UnitData) -> UnitData:
    """With economic codes that the forms of all places add up."""
    rows = tuple(
        {**r, "科目编码": "30299" if r["科目编码"] == "39906" else r["科目编码"]}
        for r in data.sheet("经济分类支出").rows
    )
    return replace(data, sheets={**data.sheets, "经济分类支出": SheetData(rows=rows)})


@pytest.mark.parametrize("name", ["shanghai/2024", "hubei/2021"])
@settings(
    max_examples=6, deadline=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck), derandomize=True
)
@given(data=units())
def test_every_figure_is_within_its_tail(name: str, data: UnitData) -> None:
    spec, exact = the_spec(name), only_common(data)
    rounded = entered(exact)
    printed, made = amounts(make(spec, exact)), make(spec, rounded)
    again = amounts(made)
    count = sum(isinstance(v, Decimal) for sheet in LISTS for row in rounded.sheet(sheet).rows for v in row.values())
    tolerance = Decimal("0.005") * (count + 1)
    told = {
        n: (v, again.get(n, Decimal(0))) for n, v in printed.items() if abs(v - again.get(n, Decimal(0))) > tolerance
    }
    assert told == {}
    assert {row: said for row, said in results(made).items() if said[0] not in GOOD} == {}
