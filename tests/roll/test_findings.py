"""What is wrong with a set of units."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roll.units import INCOME, amount, codes, money, rolled, spec, unit
from workbook.data.rolled import RolledUnit
from workbook.roll import Declared, Source, roll

CELL = ("2010301", "其他收入")


def _some(name: str, value: str = "1.00", **facts: str) -> Source:
    return unit(name, {CELL: money(value), ("2010302", "事业收入"): money(value) * 3}, **facts)


@pytest.mark.parametrize(
    ("units", "code"),
    [
        ((_some("甲"), _some("甲", "2.00")), "U201"),
        ((_some("甲", 单位编码="105001"), _some("乙", "2.00", 单位编码="105001")), "U201"),
        ((_some("甲"), replace(_some("部", "9"), units=("甲", "丙"), rolled=True)), "U204"),
        ((_some("甲"), _some("乙", "2.00", 模板="hubei/2022")), "U207"),
        ((_some("甲"), _some("乙", "2.00", 年度="2020")), "U209"),
    ],
)
def test_such_units_are_not_added(units: tuple[Source, ...], code: str) -> None:
    data, findings = roll(units, Declared(), spec())
    assert data is None and code in [f.code for f in findings]
    assert all(f.level.name == "ERROR" for f in findings if f.code == code)


@pytest.mark.parametrize(("facts", "code"), [({"模板": "hubei/2022"}, "U207"), ({"年度": "2022"}, "U209")])
def test_the_departments_own_data_are_of_the_same_template_and_year(facts: dict[str, str], code: str) -> None:
    head = replace(unit("某局", **facts).data, folder="data/2021/某局")
    data, findings = roll((_some("甲"),), Declared(head), spec())
    assert data is None and [(f.code, f.place.file) for f in findings] == [(code, "data/2021/某局")]


def test_units_that_differ_have_no_finding() -> None:
    assert codes(_some("甲", 单位编码="000000"), _some("乙", "2.00", 单位编码="000000"), _some("丙", "5.00")) == []


def test_equal_data_under_two_names() -> None:
    assert codes(_some("甲"), _some("乙")) == ["U202"]
    wan = unit("乙", {CELL: money("0.01"), ("2010302", "事业收入"): money("0.03")}, money_unit="万元")
    assert codes(_some("甲", "100"), wan) == ["U202", "U210"], "the same money in another 金额单位"


def test_a_unit_that_is_the_sum_of_the_others() -> None:
    assert codes(_some("甲"), _some("乙", "2.00"), _some("部", "3.00")) == ["U203"]
    assert codes(_some("甲"), _some("乙", "2.00"), _some("部", "3.01")) == []


def test_missing_and_further_units_and_the_list() -> None:
    expected = (RolledUnit("甲"), RolledUnit("换名前", "105002"), RolledUnit("丁", "105004"))
    data, told = rolled(_some("甲"), _some("乙", "2.00", 单位编码="105002"), _some("丙", "7.00"), expected=expected)
    assert told == ["U205", "U206"]
    assert data.rolled is not None
    listed = [(u.name, u.expected, u.received) for u in data.rolled.units]
    assert listed == [("甲", "是", True), ("乙", "是", True), ("丙", "否", True), ("丁", "是", False)]
    assert amount(data, INCOME, "其他收入", "2010301") == money("10.00"), "a unit that is not on the list is added"


def test_another_version_of_the_template() -> None:
    old, new = replace(_some("甲"), hash="0" * 64), replace(_some("乙", "2.00"), hash=spec().hash)
    assert codes(old, new) == ["U208"]
    assert codes(replace(old, hash=spec().hash[:16]), new) == []


def test_the_status_of_a_unit() -> None:
    units = (
        replace(_some("甲"), verdict="accepted"),
        replace(_some("乙", "2"), verdict="forced"),
        _some("丙", "4"),
        replace(_some("丁", "8"), verdict="accepted", errors=3),
    )
    data, _ = rolled(*units)
    assert data.rolled is not None
    assert [unit_.status for unit_ in data.rolled.units] == ["已接受", "强制接受", "未经导入", "有差错"]
