"""Checks of counts that hold for nearly all units: each with entries that pass and entries that do not."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from check.small import small_unit
from judge.good import good, with_inputs
from made import the_spec
from workbook.data import Value
from workbook.judge.checks import judge_checks
from workbook.judge.recompute import recompute
from workbook.match.match import Spot

PASSED, TO_EXPLAIN, OFF = "通过", "待说明", "不适用"


def results(changes: Mapping[str, Value], *, budget_only: bool = True) -> Mapping[str, str]:
    """What every check says of the example with other entries in 补充资料. budget_only: without its project that other
    money pays for, which is in no list of projects.
    """
    base = good()
    others = [row for row in base.ledger.filled_rows("支出明细") if row.text("资金来源") != "一般公共预算"]
    gone: dict[Spot, Value] = {row.spots["项目支出"]: None for row in others} if budget_only else {}
    filled = with_inputs(base.filled, gone | {base.field(name): value for name, value in changes.items()})
    grid, _ = recompute(filled)
    return judge_checks(filled, grid)[1]


@pytest.fixture(scope="module")
def as_it_is() -> Mapping[str, str]:
    return results({}, budget_only=False)


@pytest.mark.parametrize(("check", "result"), [
    ("M11.13", PASSED), ("M11.14", PASSED), ("M11.15", PASSED), ("S5.5", PASSED), ("S5.6", OFF), ("S5.7", PASSED),
    ("S5.8", PASSED), ("D5.7", PASSED), ("D5.8", OFF),
])  # fmt: skip
def test_the_example_passes(as_it_is: Mapping[str, str], check: str, result: str) -> None:
    assert as_it_is[check] == result


@pytest.mark.parametrize(("wrong", "checks"), [
    ({"因公出国（境）团组数": Decimal(3), "国内公务接待批次": Decimal(59), "公务用车购置数": Decimal(5)},
     {"M11.13", "M11.14", "M11.15"}),
    ({"在职行政人员": Decimal(33), "在职参公事业人员": Decimal(2), "参公事业编制人数": Decimal(1),
      "在职其他事业人员": Decimal(21), "在职机关工勤人员": Decimal(7)},
     {"S5.5", "S5.6", "S5.7", "S5.8"}),
    ({"整体自评单位个数": Decimal(3), "自评范围": "部分项目"}, {"D5.7", "D5.8"}),
])  # fmt: skip
def test_what_cannot_be_is_to_be_explained(wrong: Mapping[str, Value], checks: set[str]) -> None:
    found = results(wrong)
    assert {check: found[check] for check in checks} == dict.fromkeys(checks, TO_EXPLAIN)


def test_what_just_can_be_passes_and_what_is_blank_is_not_compared() -> None:
    some = results({
        "因公出国（境）团组数": Decimal(2), "国内公务接待批次": Decimal(58), "公务用车购置数": Decimal(4),
        "在职行政人员": Decimal(32), "自评范围": "部分项目", "自评项目个数": Decimal(3),
    })  # fmt: skip
    passed = ("M11.13", "M11.14", "M11.15", "S5.5", "D5.8")
    assert {check: some[check] for check in passed} == dict.fromkeys(passed, PASSED)
    blank = results({
        "因公出国（境）人次": None, "国内公务接待人次": None, "公务用车保有量": None, "行政编制人数": None,
        "整体自评单位个数": None, "自评范围": "部分项目", "自评项目个数": None,
    })  # fmt: skip
    unasked = ("M11.13", "M11.14", "M11.15", "S5.5", "D5.7", "D5.8")
    assert {check: blank[check] for check in unasked} == dict.fromkeys(unasked, OFF)


def test_where_other_money_pays_for_projects_the_list_is_not_all_of_them() -> None:
    some = {"自评范围": "部分项目", "自评项目个数": Decimal(9)}
    assert results(some, budget_only=False)["D5.8"] == OFF and results(some)["D5.8"] == TO_EXPLAIN


@pytest.mark.parametrize(("times", "result"), [("2", PASSED), ("5", TO_EXPLAIN), ("", OFF)])
def test_foreign_guests_where_they_are_told(times: str, result: str, tmp_path: Path) -> None:
    more = {"外宾接待批次": times, "外宾接待人次": "4"}
    made = small_unit(the_spec("shanghai/2024"), tmp_path / "unit", ("860000", ""), more)
    assert made.read("审核.M11.16.结果") == result
