"""What is particular to each place and year; tests/golden shows the rest."""

from __future__ import annotations

import pytest

from made import EXAMPLE, Made, make, the_spec
from workbook import lint
from workbook.data import load_unit
from workbook.finding import render
from workbook.spec.model import Scorecard, Table
from workbook.spec.spec import Spec


@pytest.fixture(scope="module")
def hubei() -> Spec:
    return the_spec("hubei/2022")


@pytest.fixture(scope="module")
def example(hubei: Spec) -> Made:
    return make(hubei, load_unit(EXAMPLE, hubei)[0])


@pytest.mark.parametrize("name", ["base", "hubei/2022", "national/2021"])
def test_nothing_is_wrong_with_it(name: str) -> None:
    assert [render(finding) for finding in lint(name)] == []


def test_the_order_of_2022(hubei: Spec) -> None:
    forms = [(str(s.form), str(s.sheet)) for s in hubei.sheets if isinstance(s, Table) and s.form]
    assert [form for form, _ in forms] == [f"公开0{n}表" for n in range(1, 10)]
    assert [title for _, title in forms[6:]] == [
        "政府性基金预算财政拨款收入支出决算表",
        "国有资本经营预算财政拨款支出决算表",
        "财政拨款“三公”经费支出决算表",
    ]
    told = [str(section.title)[:2] for section in hubei.sheet("情况说明").sections]  # type: ignore[union-attr]
    assert told == [f"{n}、" for n in "一二三四五六七八九十"] + ["十一", "十二", "十三"]


def test_old_names_of_2021_mean_the_new_rows(example: Made) -> None:
    new = "收入支出决算总表.收入.使用非财政拨款结余（含专用结余）.决算数"
    assert example.get(new) == example.get("收入支出决算总表.收入.使用非财政拨款结余.决算数")
    table = "支出决算表.决算数.合计"
    assert example.get("财政拨款“三公”经费" + table) == example.get("一般公共预算财政拨款“三公”经费" + table)
    assert example.get("财政拨款“三公”经费" + table)


def test_no_check_of_2022_speaks_of_a_table_by_its_number_of_2021(hubei: Spec) -> None:
    """The table that a check names by number is the one that its formula looks at."""
    numbers = {str(s.sheet): str(s.form)[2:5] for s in hubei.sheets if isinstance(s, Table) and s.form}
    numbers["一般公共预算财政拨款“三公”经费支出决算表"] = numbers["财政拨款“三公”经费支出决算表"]
    for name, check in hubei.checks:
        for number in ("07表", "08表", "09表"):
            if number in name and check.that:
                looked = {numbers[t] for t in numbers if f"{t}." in check.that}
                assert number in looked, f"{name}: {check.that}"


def test_the_national_scorecard() -> None:
    spec = the_spec("national/2021")
    for sheet in spec.sheets:
        if isinstance(sheet, Scorecard):
            assert (sheet.execution.weight, sheet.indicators) == (10, 90)
            assert [(t.low, t.high) for r in sheet.scoring.values() for t in r.tiers.values()] == [
                (80, 100), (60, 80), (0, 60),
            ]  # fmt: skip
            assert dict(sheet.grades) == {"优": 90, "良": 80, "中": 60, "差": 0}
    points = [check.that.rpartition("= ")[2] for _, check in spec.checks if check.id.startswith("P8.") and check.that]
    assert points == ["50", "30", "10"]
    made = make(spec, load_unit(EXAMPLE, spec)[0])
    card = "自评_政务数据共享平台运维"
    assert made.get(f"{card}.评级.评级.值") in ("优", "良", "中", "差")
    assert str(made.get(f"{card}.预算执行.本年.得分")) == "9.52"
