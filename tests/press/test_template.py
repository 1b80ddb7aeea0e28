"""A filled template is, byte for byte, the workbook that a hand-out makes of the same data the long way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from press.pressing import assert_same, named, the_press
from workbook.data import Explanation, SheetData, UnitData, Value, empty_unit
from workbook.press import Press


@pytest.fixture(scope="module")
def press() -> Press:
    return the_press("hubei/2021")


def unit(press: Press, name: str, money_unit: str = "万元", **facts: Value) -> UnitData:
    """A unit that has filled in nothing but facts about itself."""
    return named(press.spec, empty_unit(press.spec), name, money_unit, **facts)


def with_fields(data: UnitData, sheet: str, **facts: Value) -> UnitData:
    filled = replace(data.sheet(sheet), fields={**data.sheet(sheet).fields, **facts})
    return replace(data, sheets={**data.sheets, sheet: filled})


def with_rows(data: UnitData, sheet: str, *rows: Mapping[str, Value]) -> UnitData:
    return replace(data, sheets={**data.sheets, sheet: SheetData(rows=tuple(rows))})


@pytest.mark.parametrize(
    "name",
    [
        "甲局",
        "合计",  # a text that the template has too
        "2010301",  # digits only
        'A&B <c> "d" 局',
        " 两端空格 ",
        "一个名称特别长的单位" * 12,  # rows grow higher
    ],
)
def test_names(press: Press, name: str) -> None:
    assert_same(press, unit(press, name, 单位编码="420107001", 主管部门="合计", 咨询电话="027-1"))


def test_amounts_in_yuan(press: Press) -> None:
    assert_same(press, unit(press, "乙局", "元"))


def test_last_years_figures_that_nobody_rolled_forward(press: Press) -> None:
    """Forms, and the copies of numbers that charts keep."""
    said = {"上年收入支出总计": Decimal("123.45"), "收支总计变动原因": "合计\n第二行"}
    assert_same(press, with_fields(unit(press, "丙局"), "补充资料", **said))


@pytest.mark.parametrize("rows", [1, 19, 21, 45])
def test_lists_of_any_length(press: Press, rows: int) -> None:
    """As many free rows as the long way gives; a few rows more or less are no other template."""
    codes = [f"2{i:02}{i:02}01" for i in range(1, rows + 1)]
    data = unit(press, "丁局")
    for name in ("主要职能", "决算单位"):
        column = {"主要职能": "职能", "决算单位": "单位名称"}[name]
        data = with_rows(data, name, *({column: f"第{i}项"} for i in range(rows)))
    assert_same(press, with_rows(data, "支出明细", *({"科目编码": code} for code in codes)))


def test_one_unit_leaves_nothing_to_the_next(press: Press) -> None:
    first = press.fill(unit(press, "甲局"))
    press.fill(with_fields(unit(press, "乙局", "元"), "补充资料", 上年收入支出总计=Decimal("9.99")))
    assert press.fill(unit(press, "甲局")) == first


def test_what_differs_in_more_than_values_is_left_to_the_long_way(press: Press) -> None:
    data = unit(press, "丁局")
    assert press.fill(replace(data, explanations={"A1": Explanation("A1", "原因")})) is None
    assert press.fill(with_rows(data, "支出明细", {"科目编码": "2010301", "基本支出": Decimal(1)})) is None
    assert press.fill(unit(press, "")) is None
    assert press.fill(unit(press, "甲!局")) is None


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text(
        st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn")), min_size=1, max_size=40
    ).filter(lambda text: "!" not in text),
    rows=st.integers(0, 30),
)
def test_any_unit(press: Press, name: str, rows: int) -> None:
    assert_same(press, with_rows(unit(press, name), "收入明细", *({"科目编码": f"20103{i:02}"} for i in range(rows))))
