"""How scorecards score: each rule with its cap, tiers, published scores, and values gathered from projects."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from book.small import spec_of, unit
from flat import flat
from made import ROOT, Made, make
from workbook.data import ScorecardData, UnitData
from workbook.spec.spec import Spec

SPEC = ROOT / "specs/hubei/2021"


def _page(path: Path) -> str:
    """The published rules, without the parts that refer to other sheets."""
    text = path.read_text("utf-8")
    for line in text.splitlines():
        if "支出决算表" in line or line.startswith("order:"):
            text = text.replace(line, "")
    return text


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> Spec:
    names = sorted((flat(SPEC, tmp_path_factory.mktemp("cards")) / "6-自评").glob("*.yaml"))
    return spec_of({f"2{i}": _page(path) for i, path in enumerate(names)})


Indicator = dict[str, Decimal | str | None]


def indicator(sign: str, target: str, actual: str, weight: str = "10", **more: str) -> Indicator:
    row: Indicator = {"三级指标": "甲", "方向": sign, "计量单位": "次"}
    for name, text in {"年初目标值": target, "实际完成值": actual, "权重": weight, **more}.items():
        number = text.replace(".", "").isdigit()
        row[name] = Decimal(text) if number else (text or None)
    return row


def card(
    name: str, rows: tuple[Indicator, ...], money: tuple[str, str] = ("", ""), department: bool = False
) -> ScorecardData:
    facts: dict[str, Decimal | str | None] = {} if department else {"项目名称": name}
    for item, text in zip(("预算数", "执行数"), money, strict=True):
        facts[item] = Decimal(text) if text else None
    return ScorecardData(name, department, facts, rows)


def scored(spec: Spec, *found: ScorecardData, money: str = "万元") -> Made:
    base = unit(money=money)
    return make(spec, UnitData("", "某局", "2021", money, "small", base.sheets, found))


def cell(made: Made, name: str, number: int, column: str) -> object:
    table = next(t for t in made.book.tables if t.full_name == f"自评_{name}.指标")
    where = made.layout.sheets[table.sheet]
    return made.computed(where.tab, where.rows[table.body_keys[number - 1]], where.columns[table.columns[column]])


@pytest.mark.parametrize(
    ("row", "score"),
    [
        (indicator("≥", "55", "60"), 10),  # capped at the weight
        (indicator("≥", "50", "40"), 8),
        (indicator("≥", "3", "1"), Decimal("3.33")),
        (indicator("≥", "8", "5", "0.5"), Decimal("0.31")),  # 0.3125
        (indicator("≥", "50", "0"), 0),
        (indicator("≥", "0", "5"), 10),
        (indicator("≤", "300", "400"), Decimal("7.5")),
        (indicator("≤", "300", "200"), 10),
        (indicator("≤", "300", "0"), 10),
        (indicator("=", "8", "8"), 10),
        (indicator("=", "8", "9"), 0),
        (indicator("定性", "完成", "完成", 档次="达成预期指标", 评定比例="0.95"), Decimal("9.5")),
        (indicator("定性", "完成", "未完成", 评定比例="0"), 0),
        (indicator("定性", "完成", "完成"), ""),  # not yet rated
        (indicator("≥", "55", "完成"), ""),  # a number is asked for
        (indicator("≥", "55", ""), ""),
        (indicator("≥", "55", "60", "", 得分="4"), 4),  # no weight: the published score
        (indicator("定性", "满意", "满意", "", 得分="15"), 15),
        (indicator("≥", "50", "40", "10", 得分="9"), 8),  # with a weight the rule counts
        (indicator("≥", "55", "60", ""), ""),
    ],
)
def test_rules(cards: Spec, row: Indicator, score: object) -> None:
    assert cell(scored(cards, card("项目", (row,))), "项目", 1, "得分") == score


@pytest.mark.parametrize(
    ("money", "rate", "score"),
    [
        (("40", "40"), 1, 20),
        (("40", "30"), Decimal("0.75"), 15),
        (("3", "1"), Decimal("0.333333333333333"), Decimal("6.67")),
        (("40", "44"), Decimal("1.1"), 20),  # capped
        (("0", "0"), 0, 0),
        (("", "40"), "", ""),
        (("40", ""), "", ""),
    ],
)
def test_execution(cards: Spec, money: tuple[str, str], rate: object, score: object) -> None:
    made = scored(cards, card("项目", (), money))
    assert made.get("自评_项目.预算执行.执行率") == rate
    assert made.get("自评_项目.预算执行.得分") == score


def test_the_total_adds_execution_and_indicators(cards: Spec) -> None:
    rows = (indicator("≥", "50", "40", "30"), indicator("=", "8", "8", "50"))
    made = scored(cards, card("项目", rows, ("40", "30")))
    assert made.get("自评_项目.合计.指标得分合计") == 74
    assert made.get("自评_项目.合计.总分") == 89
    assert scored(cards, card("项目", ())).get("自评_项目.合计.总分") == "", "blank while nothing is scored"


def test_amounts_of_execution_are_shown_in_wan_yuan(cards: Spec) -> None:
    made = scored(cards, card("项目", (), ("123450", "123450")), money="元")
    assert made.get("自评_项目.预算执行.预算数") == Decimal("12.35")
    assert made.get("自评_项目.预算执行.执行率") == 1


def test_the_department_gathers_from_projects(cards: Spec) -> None:
    """累加 adds, 加权 weighs by the money of the projects that have the indicator."""
    one = card("一", (indicator("≥", "5", "4"), indicator("≥", "90", "80", 三级指标="乙")), ("30", "30"))
    two = card("二", (indicator("≥", "5", "3"), indicator("≥", "90", "100", 三级指标="乙")), ("10", "10"))
    three = card("三", (indicator("≥", "9", "9", 三级指标="别的"),), ("100", "100"))
    whole = card(
        "部门整体",
        (
            indicator("≥", "10", "1", 汇总="累加"),
            indicator("≥", "90", "", 三级指标="乙", 汇总="加权"),
            indicator("≥", "10", "6", 三级指标="丙"),
        ),
        ("140", "140"),
        department=True,
    )
    made = scored(cards, whole, one, two, three)
    assert [cell(made, "部门整体", n, "实际完成值") for n in (1, 2, 3)] == [7, 85, 6]
    assert [cell(made, "部门整体", n, "得分") for n in (1, 2, 3)] == [7, Decimal("9.44"), 6]


def test_a_qualitative_share_is_weighed_too(cards: Spec) -> None:
    one = card("一", (indicator("定性", "好", "好", 评定比例="0.9"),), ("30", "30"))
    two = card("二", (indicator("定性", "好", "好", 评定比例="0.5"),), ("10", "10"))
    whole = card("部门整体", (indicator("定性", "好", "好", 汇总="加权"),), ("40", "40"), department=True)
    made = scored(cards, whole, one, two)
    assert cell(made, "部门整体", 1, "评定比例") == Decimal("0.8")
    assert cell(made, "部门整体", 1, "得分") == 8


def test_a_target_is_a_number_that_reads_like_the_form(cards: Spec) -> None:
    made = scored(cards, card("项目", (indicator("≥", "55", "60"), indicator("≤", "325", "300.5", 计量单位="kgce/p"))))
    table = next(t for t in made.book.tables if t.full_name == "自评_项目.指标")
    where = made.layout.sheets[table.sheet]
    sheet = next(s for s in made.grid.sheets if s.name == where.tab)
    formats = {
        cell.style.number
        for (row, _), cell in sheet.cells.items()
        if row in {where.rows[k] for k in table.body_keys[:2]} and cell.formula
    }
    assert {'"≥"0"次"', '"≤"0"kgce/p"', '0.0"kgce/p"'} <= formats
