"""评级 by the total score: the best grade whose bound is reached, blank while nothing is scored."""

from __future__ import annotations

from decimal import Decimal

import pytest

from book.small import spec_of, unit
from made import make
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
