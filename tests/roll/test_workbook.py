"""The department's workbook: live from each unit's amount to every table, sentence and check; and back again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook

from judges.formulon_judge import formulon_values
from judges.libreoffice import recomputed, session
from judges.xlsx_cells import Value, compare, formula_values
from made import Made, make
from roll.units import GENERAL, OTHER, RECEIVED, SUBSIDY, card, indicator, money, off, spec, unit
from workbook.api.filled import Examined, examine
from workbook.data import UnitData
from workbook.data.differ import differences
from workbook.data.settle import settled
from workbook.layout import address
from workbook.roll import Declared, roll

Judge = Callable[[Path], Mapping[tuple[str, str], Value]]

SIDE = "支出明细（各单位）"


@pytest.fixture(scope="module")
def data() -> UnitData:
    """Three units, one of them in 万元, with a payment between two of them and a project of two."""
    rows = (
        indicator("数量", "≥", money(10), money(12), 汇总="累加", 权重=money(40), 计量单位="家"),
        indicator("满意度", "≥", money(90), money(96), 计量单位="%", 权重=money(40)),
    )
    other = (
        indicator("数量", "≥", money(5), money(4), 汇总="累加", 权重=money(40), 计量单位="家"),
        indicator("满意度", "≥", money(90), money(91), 计量单位="%", 权重=money(40)),
    )
    units = (
        unit(
            "本级",
            {("2010301", "一般公共预算财政拨款"): money("1234567.89"), ("2010350", "其他收入"): money("5000.55")},
            {
                ("2010301", GENERAL, "基本支出"): money("1234567.89"),
                ("2010350", OTHER, SUBSIDY): money("5000.55"),
            },
            {"车辆总数": money(3), "燃料费": money("12.34")},
            cards=(card("普查", ("300", "300"), *rows),),
        ),
        unit(
            "信息.中心",
            {("2010350", RECEIVED): money("5000.55"), ("2010301", "一般公共预算财政拨款"): money("0.33")},
            {("2010350", OTHER, "项目支出"): money("5000.55"), ("2010301", GENERAL, "基本支出"): money("0.33")},
            {"车辆总数": money(1)},
            cards=(card("普查", ("100", "100"), *other),),
        ),
        unit(
            "站",
            {("2080505", "一般公共预算财政拨款"): money("12.34")},
            {("2080505", GENERAL, "项目支出"): money("12.34")},
            money_unit="万元",
        ),
    )
    declared = Declared(eliminations=(off("本级", "信息.中心", "5000.55"),), name="某部门")
    whole, findings = roll(units, declared, spec())
    assert whole is not None and [f.code for f in findings] == ["U210"]
    return whole


@pytest.fixture(scope="module")
def made(data: UnitData, tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(spec(), data, tmp_path_factory.mktemp("roll") / "部门.xlsx")


@pytest.fixture(scope="module")
def back(made: Made) -> Examined:
    return examine(made.path, strict=True)


def _spent(made: Made, row: str, column: str) -> object:
    where = made.layout.sheets["支出明细"]
    return made.computed(where.tab, where.rows[row], where.columns[column])


def test_units_stand_beside_each_other_and_are_converted_visibly(made: Made) -> None:
    assert made.get(f"{SIDE}.1.基本支出.本级") == money("1234567.89")
    assert made.get(f"{SIDE}.1.基本支出.信息．中心") == money("0.33")
    assert made.get(f"{SIDE}.1.基本支出.合计") == _spent(made, "1", "基本支出") == money("1234568.22")
    assert made.get(f"{SIDE}.3.项目支出.站") == money("12.34") and _spent(made, "3", "项目支出") == money(123400)
    assert made.get("单位清单.3.换算系数") == 10000 and made.get("单位清单.1.换算系数") == 1
    assert made.get("单位清单.3.本年支出") == money(123400)
    assert made.get("单位清单.各单位相加.本年支出") == money("1367969.32")
    assert made.get("单位清单.抵销数.本年支出") == made.get("单位清单.抵销数.本年收入") == money("-5000.55")
    assert made.get("单位清单.汇总数.本年支出") == made.get("单位清单.录入表.本年支出") == money("1362968.77")
    assert made.get("单位清单.差额.本年支出") == 0


def test_tables_are_those_of_one_unit_and_eliminated_money_is_gone(made: Made) -> None:
    assert made.number("支出决算表.合计.对附属单位补助支出") == 0
    assert made.number("收入决算表.合计.上级补助收入") == 0
    assert made.number("支出决算表.2080505.项目支出") == 12.34
    assert made.number("支出决算表.2010301.基本支出") == 123.46
    assert made.get("补充资料.车辆总数") == 4
    assert made.text("单位信息.决算类型.值") == "部门决算"


def test_scorecards_are_gathered_live(made: Made) -> None:
    assert made.get("自评_普查.预算执行.本年.执行数") == money("0.04")
    cells = made.layout.sheets["自评_普查"]
    row = cells.rows["指标1"]
    assert made.computed(cells.tab, row, cells.columns["实际"]) == 16
    second = cells.rows["指标2"]
    assert made.computed(cells.tab, second, cells.columns["实际"]) == money("94.75")


def test_the_checks_of_a_department_are_there_and_pass(made: Made) -> None:
    results = {key: made.text(f"审核.{key}.结果") for key in ("U3.1", "U3.2", "U4", "U5")}
    assert set(results.values()) == {"通过"}, results
    assert made.text("审核.U1.结果") == "不适用"


@pytest.mark.parametrize("judge", [recomputed, formulon_values], ids=["LibreOffice", "formulon"])
def test_every_cached_value_is_confirmed(made: Made, judge: Judge) -> None:
    expected = formula_values(made.path)
    assert len(expected) > 5000
    found = compare(expected, judge(made.path))
    assert not found, f"{len(found)} differences:\n" + "\n".join(found[:40])


def test_one_amount_of_one_unit_moves_everything(made: Made, tmp_path: Path) -> None:
    """In LibreOffice: the unit's 12.34 万元 becomes 112.34."""
    tab, cell = made.at(f"{SIDE}.3.项目支出.站")
    assert made.read(f"{SIDE}.3.项目支出.站") == 12.34
    places = [
        made.at(name)
        for name in (
            "支出决算表.2080505.项目支出",
            "收入支出决算总表.社会保障和就业支出.决算数",
            "单位清单.3.本年支出",
            "审核.U3.2.结果",
        )
    ]
    steps: list[dict[str, object]] = [{"set": 112.34, "sheet": tab, "cell": cell}, {"recalculate": True}]
    steps += [{"read": True, "sheet": sheet, "cell": at} for sheet, at in places]
    assert session(made.path, steps) == [112.34, 112.34, 1123400, "通过"]


def test_what_comes_back_is_what_went_out(data: UnitData, made: Made, back: Examined) -> None:
    assert back.filled is not None
    told = [f for f in back.findings if not f.code.startswith("K")]
    assert not told, told
    assert differences(settled(data, spec()), settled(back.filled.data, spec()), spec()) == ()
    rolled = back.filled.data.rolled
    assert rolled is not None and data.rolled is not None
    assert rolled.rows == data.rolled.rows
    assert rolled.units == data.rolled.units
    assert [row["金额"] for row in rolled.eliminations] == [money("5000.55")]


def _changed(made: Made, path: Path, *changes: tuple[str, str, object]) -> Examined:
    """The workbook with other contents of some cells, examined."""
    book = load_workbook(made.path)
    for tab, cell, value in changes:
        book[tab][cell].value = value
    book.save(path)
    return examine(path, strict=True)


def test_a_units_amount_typed_into_the_side_sheet_is_in_the_sums(made: Made, tmp_path: Path) -> None:
    tab, cell = made.at(f"{SIDE}.3.项目支出.站")
    found = _changed(made, tmp_path / "a.xlsx", (tab, cell, 0.5))
    assert found.filled is not None and not [f for f in found.findings if f.code in ("F101", "F104", "M301")]
    row = next(r for r in found.filled.data.sheet("支出明细").rows if r["科目编码"] == "2080505")
    assert row["项目支出"] == 5000


def test_an_amount_typed_over_a_sum_or_beside_it_is_told(made: Made, tmp_path: Path) -> None:
    where = made.layout.sheets["支出明细"]
    over = f"{_letter(where.columns['基本支出'])}{where.rows['1']}"
    beside = f"{_letter(where.columns['基本支出'])}{where.rows['7']}"
    found = _changed(made, tmp_path / "b.xlsx", (where.tab, over, 5), (where.tab, beside, 6))
    told = {f.place.cell: f.code for f in found.findings}
    assert told[over] == "F101" and told[beside] == "M207"


def test_text_where_a_units_amount_belongs_is_told(made: Made, tmp_path: Path) -> None:
    tab, cell = made.at(f"{SIDE}.1.基本支出.本级")
    found = _changed(made, tmp_path / "c.xlsx", (tab, cell, "约12万"))
    assert "M303" in [f.code for f in found.findings if f.place.cell == cell]


def test_more_taken_off_than_there_is_fails_a_check(made: Made, tmp_path: Path) -> None:
    where = made.layout.sheets["抵销"]
    cell = f"{_letter(where.columns['金额'])}{where.rows['1']}"
    found = _changed(made, tmp_path / "d.xlsx", (where.tab, cell, 6000))
    assert found.judged is not None and found.judged.results["U5"] == "待说明"


def _letter(column: int) -> str:
    return address(1, column).rstrip("1")
