"""One wrong word or number on which many checks and texts hang is one finding: a fund, the unit, a count."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from check import edits
from check.test_check import LIST, told
from check.test_one_cause import amounts, under
from made import Made
from workbook.api.chain import Specs
from workbook.api.check import check
from workbook.finding import Level
from workbook.grid.model import Scalar
from workbook.report import Item

MORE, FUND = "补充资料", "资金来源"


def the(made: Made, changes: dict[edits.Key, Scalar], specs: Specs, path: Path) -> Item:
    """The only finding that is no information."""
    (item,) = told(check(edits.changed(made, path / "a.xlsx", changes), specs=specs))
    return item


@pytest.mark.parametrize("word", ["政府性基金预算", "财政"])
def test_a_fund_that_is_no_choice_is_the_one_with_which_sums_come_out(
    word: str, example: Made, specs: Specs, tmp_path: Path
) -> None:
    row = next(row for row, code in amounts(example, LIST, "科目编码").items() if code == "2010302")
    item = the(example, {(LIST, row, FUND): word}, specs, tmp_path)
    assert (item.code, item.level, item.expected) == ("J114", Level.ERROR, "一般公共预算")
    assert under(item) >= {"A9.1", "A9.2"} and "收支相等的是“一般公共预算”" in item.hint


def test_all_amounts_in_the_other_unit(seed: Made, specs: Specs, tmp_path: Path) -> None:
    """The seed's own findings stay; what the unit brings about is under it."""
    own = {item.name for item in check(seed.path, specs=specs).findings}
    report = check(edits.changed(seed, tmp_path / "a.xlsx", {("单位信息", "金额单位", "值"): "元"}), specs=specs)
    unit = next(item for item in report.findings if item.code == "J124")
    assert unit.level == Level.ERROR and unit.expected == "万元" and len(unit.consequences) == 5
    assert {item.name for item in told(report)} - own == {unit.name}


def test_last_years_total_with_its_point_moved(example: Made, specs: Specs, tmp_path: Path) -> None:
    """What the reason says no longer agrees with it either."""
    held = Decimal(str(example.read(f"{MORE}.上年收入支出总计")))
    changes: dict[edits.Key, Scalar] = {
        (MORE, "上年收入支出总计", "值"): held * 9,
        (MORE, "收支总计变动原因", "值"): "项目支出增加",
    }
    item = the(example, changes, specs, tmp_path)
    assert (item.code, item.finding.facts["check"]) == ("K103", "C1.3")
    assert [short.code for short in item.consequences] == ["J108"]


def test_a_reason_that_contradicts_an_amount_that_may_well_be_stands_alone(
    example: Made, specs: Specs, tmp_path: Path
) -> None:
    """Four tenths more than last year: this may be, and the reason speaks of less."""
    changes: dict[edits.Key, Scalar] = {
        (MORE, "上年收入支出总计", "值"): Decimal(14200000),
        (MORE, "上年财政拨款收入支出总计", "值"): Decimal(14000000),
        (MORE, "收支总计变动原因", "值"): "项目支出减少",
    }
    report = check(edits.changed(example, tmp_path / "a.xlsx", changes), specs=specs)
    assert (f"{MORE}.收支总计变动原因.值", "J108") in {(item.name, item.code) for item in told(report)}


@pytest.mark.parametrize(
    ("column", "check_", "card"), [("实际完成值", "P5.1", "部门整体"), ("年初目标值", "P5.2", "公共数据开放创新应用")]
)
def test_a_count_with_its_unit(
    column: str, check_: str, card: str, example: Made, specs: Specs, tmp_path: Path
) -> None:
    """The department's scorecard, which gathers it, has no score for it either."""
    sheet, row, key = _of_indicator(example, "开放数据集数量", column)
    where = example.layout.sheets[sheet]
    typed = example.computed(where.tab, where.rows[row], where.columns[key])
    item = the(example, {(sheet, row, key): f"{typed:.0f}个"}, specs, tmp_path)
    assert item.finding.facts["check"] == f"{check_}-公共数据开放创新应用" and f"P7-{card}" in under(item)


def _of_indicator(made: Made, name: str, column: str) -> edits.Key:
    """A cell of a project's indicator."""
    for sheet in (sheet for sheet in made.book.sheets if sheet.kind == "card" and "部门" not in sheet.key):
        cells = [(at, cell) for at, cell in sheet.cells.items() if cell.slot and cell.slot.kind == "indicator"]
        row = next((at[0] for at, cell in cells if cell.content == name), None)
        if row is not None:
            return next((sheet.key, *at) for at, c in cells if at[0] == row and c.slot and c.slot.name == column)
    raise AssertionError(name)
