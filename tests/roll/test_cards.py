"""Scorecards of several units: absolute numbers add up, relative and qualitative ones are weighted with the money."""

from __future__ import annotations

from decimal import Decimal

from roll.units import card, indicator, money, rolled, unit
from workbook.data import ScorecardData, UnitData, Value

_TIERS = ("达成预期指标", "部分达成预期指标并具有一定效果")


def _card(data: UnitData, name: str) -> ScorecardData:
    return next(c for c in data.scorecards if c.name == name)


def _rolled(
    first: dict[str, Value], second: dict[str, Value], name: str = "普查"
) -> tuple[dict[str, Value], list[str]]:
    """The indicator of a project of two units, which spent 300 元 and 0.01 万元."""
    one = unit("甲", cards=(card(name, ("400", "300"), first),))
    two = unit("乙", cards=(card(name, ("0.02", "0.01"), second),), money_unit="万元")
    data, told = rolled(one, two)
    found = _card(data, name)
    assert (found.facts["预算数"], found.facts["执行数"]) == (600, 400), "money is converted and added"
    return dict(found.indicators[0]), [code for code in told if code != "U210"]


def test_absolute_numbers_add_up() -> None:
    row, told = _rolled(
        indicator("数量", "≥", money(10), money(12), 汇总="累加", 权重=money(20), 计量单位="家"),
        indicator("数量", "≥", money(5), money(4), 汇总="累加", 权重=money(20), 计量单位="家"),
    )
    assert (row["年初目标值"], row["实际完成值"], row["权重"], told) == (15, 16, 20, [])


def test_relative_numbers_are_weighted_with_money() -> None:
    for more in ({"汇总": "加权", "计量单位": "分"}, {"计量单位": "%"}):
        row, told = _rolled(
            indicator("满意度", "≥", money(90), money(96), **more),
            indicator("满意度", "≥", money(90), money(92), **more),
        )
        assert (row["年初目标值"], row["实际完成值"], told) == (90, 95, [])


def test_qualitative_results_are_weighted_and_get_their_tier() -> None:
    row, told = _rolled(
        indicator("健全", "定性", "健全", "已健全", 评定比例=money("0.7"), 档次=_TIERS[1]),
        indicator("健全", "定性", "健全", "已健全", 评定比例=money(1), 档次=_TIERS[0]),
    )
    assert (row["评定比例"], row["档次"], row["实际完成值"], told) == (money("0.775"), _TIERS[1], "已健全", [])


def test_a_third_has_four_decimals() -> None:
    one = unit("甲", cards=(card("普查", ("1", "1"), indicator("率", "≥", money(1), money(1), 汇总="加权")),))
    two = unit("乙", cards=(card("普查", ("2", "2"), indicator("率", "≥", money(1), money(2), 汇总="加权")),))
    data, _ = rolled(one, two)
    assert _card(data, "普查").indicators[0]["实际完成值"] == Decimal("1.6667")


def test_where_nobody_says_how_nothing_is_guessed() -> None:
    row, told = _rolled(indicator("数量", "≥", money(1), money(1)), indicator("数量", "≥", money(1), money(3)))
    assert row["实际完成值"] is None and told == ["U215"]


def test_different_weights_are_left_to_be_filled() -> None:
    row, _ = _rolled(
        indicator("数量", "≥", money(1), money(1), 汇总="累加", 权重=money(10)),
        indicator("数量", "≥", money(1), money(3), 汇总="累加", 权重=money(12)),
    )
    assert row["权重"] is None


def test_other_units_of_measure_are_other_indicators() -> None:
    one = unit("甲", cards=(card("普查", ("1", "1"), indicator("成本", "≤", money(1), money(1), 计量单位="元")),))
    two = unit("乙", cards=(card("普查", ("2", "2"), indicator("成本", "≤", money(1), money(2), 计量单位="万元")),))
    assert len(_card(rolled(one, two)[0], "普查").indicators) == 2


def test_a_project_of_one_unit_is_taken_as_it_is_and_the_projects_are_counted() -> None:
    mine = card("普查", ("0.05", "0.04"), indicator("数量", "≥", money(10), money(12), 得分=money(9)))
    counted: dict[str, Value] = {"自评项目个数": money(2)}
    both = card("共同", ("1", "1"), indicator("数量", "≥", money(1), money(1)))
    one = unit("甲", cards=(mine, both), money_unit="万元", fields=counted)
    data, _ = rolled(one, unit("乙", cards=(both,), fields=counted))
    assert _card(data, "普查").facts["执行数"] == 400 and _card(data, "普查").indicators == mine.indicators
    assert data.sheet("补充资料").fields["自评项目个数"] == 2, "共同 and 普查; the units' counts do not add up"


def test_the_departments_own_scorecard_says_what_counts() -> None:
    own = card("部门整体", ("1", "1"), indicator("数量", "≥", money(30), None, 汇总="累加", 权重=money(80)))
    head = unit("某局", cards=(own,)).data
    units = [
        unit(
            n,
            cards=(
                card(
                    "部门整体",
                    ("5", "5"),
                    indicator("数量", "≥", money(9), money(8)),
                    indicator("别的", "≥", money(1), money(1)),
                ),
            ),
        )
        for n in "甲乙"
    ]
    found = _card(rolled(*units, head=head)[0], "部门整体")
    assert [row["三级指标"] for row in found.indicators] == ["数量"]
    row = found.indicators[0]
    assert (row["年初目标值"], row["实际完成值"], row["权重"], found.facts["执行数"]) == (30, 16, 80, 10)
