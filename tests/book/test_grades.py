"""评级 by the total score: the best grade whose bound is reached, blank while nothing is scored."""

from __future__ import annotations

from decimal import Decimal

import pytest

from book.small import spec_of, unit
from made import Made, make
from workbook.data import ScorecardData, UnitData

CARD = """
    sheet: 项目自评表
    kind: scorecard
    scope: project
    head: {项目名称: text}
    execution: {weight: 10, rate: =执行数/预算数, score: =权重*执行率}
    indicators: 90
    scoring: {"≥": '=IF(COUNT(权重,实际完成值)<2,"",MIN(权重,权重*实际完成值/年初目标值))'}
    grades: {优: 90, 良: 80, 合格: 60, 不合格: 0}
"""


@pytest.mark.parametrize(
    ("actual", "total", "grade"),
    [
        ("100", "100", "优"),
        ("88.88", "89.99", "良"),
        ("88.89", "90", "优"),
        ("60", "64", "合格"),
        ("1", "10.9", "不合格"),
    ],
)
def test_grade(actual: str, total: str, grade: str) -> None:
    row = {"三级指标": "甲", "方向": "≥", "计量单位": "个", "权重": Decimal(90), "年初目标值": Decimal(100)}
    card = ScorecardData(
        "甲",
        False,
        {"项目名称": "甲", "预算数": Decimal(5), "执行数": Decimal(5)},
        ({**row, "实际完成值": Decimal(actual)},),
    )
    base = unit()
    made = make(spec_of({"20": CARD}), UnitData("", "某局", "2021", "万元", "small", base.sheets, (card,)))
    assert made.get("自评_甲.合计.总分.总分") == Decimal(total)
    assert made.get("自评_甲.评级") == grade


def test_no_grade_while_nothing_is_scored() -> None:
    made = make(spec_of({"20": CARD}), unit(), clean=False)
    table = next(t for t in made.book.tables if t.block == "评级")
    where = made.layout.sheets[table.sheet]
    assert made.computed(where.tab, where.rows[table.rows["评级"]], where.columns[table.default]) == ""


SHEET = "sheet: 审核\nkind: checks\n"
CHECKS = """
    checks:
      个数: {id: Z1, unit: 个, tolerance: "0", that: 'COUNTIF(项目自评.评级,"优") = 2'}
      条件:
        id: Z2
        unit: 个
        tolerance: "0"
        that: 1+COUNTIF( 项目自评.合计.总分 , ">="&(80+10) )*10+COUNTIF(项目自评.评级,"良") = 22
"""


def cards(*actual: str, checks: str = CHECKS) -> Made:
    """One scorecard for each result."""
    row = {"三级指标": "甲", "方向": "≥", "计量单位": "个", "权重": Decimal(90), "年初目标值": Decimal(100)}
    facts = {"预算数": Decimal(5), "执行数": Decimal(5)}
    every = tuple(
        ScorecardData(name, False, {"项目名称": name, **facts}, ({**row, "实际完成值": Decimal(number)},))
        for name, number in zip("甲乙丙", actual, strict=False)
    )
    data = UnitData("", "某局", "2021", "万元", "small", unit().sheets, every)
    return make(spec_of({"20": CARD, "90": SHEET, "91": checks}), data, clean=False)


def test_scorecards_of_a_grade_are_counted_whatever_stands_around_the_count() -> None:
    three, one = cards("100", "88.88", "95"), cards("100")
    assert three.findings == one.findings == ()
    assert [three.get(f"审核.Z{n}.左边") for n in (1, 2)] == [2, 22]
    assert [one.get(f"审核.Z{n}.左边") for n in (1, 2)] == [1, 11]


@pytest.mark.parametrize(
    "call",
    [
        'COUNTIFS(项目自评.评级,"优")',
        "N(项目自评.合计.总分)",
        "1+项目自评.合计.总分",
        "SUM(项目自评.合计.总分*2)",
        "项目自评.合计.总分",
    ],
)
def test_a_cell_of_all_scorecards_is_no_area_for_other_functions(call: str) -> None:
    made = cards("100", "95", checks=CHECKS.replace('COUNTIF(项目自评.评级,"优")', call, 1))
    name = "项目自评.评级" if "评级" in call else "项目自评.合计.总分"
    assert {f.facts["construct"] for f in made.findings if f.code == "S211"} == {name}


@pytest.mark.parametrize("call", ["SUM(项目自评.合计.总分,项目自评.合计.总分)", "MAX(1,项目自评.合计.总分)"])
def test_functions_that_take_many_cells_take_those_of_all_scorecards(call: str) -> None:
    assert cards("100", "95", checks=CHECKS.replace('COUNTIF(项目自评.评级,"优")', call, 1)).findings == ()


def test_what_is_wrong_in_a_condition_is_told_once_with_its_place() -> None:
    made = cards("100", "95", checks=CHECKS.replace('"优"', '">="&不存在.某格', 1))
    (finding,) = made.findings
    assert finding.code == "S201" and finding.place.line and "COUNTIF(" in finding.facts["formula"]
