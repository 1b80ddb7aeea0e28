"""What the narrative says of all scorecards, and reasons by item, held against what the workbook has (Shanghai)."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from check import edits
from made import EXAMPLE, Made, from_folder, the_spec
from workbook.api.chain import Specs
from workbook.api.check import check
from workbook.finding import Level
from workbook.grid.model import Scalar
from workbook.report.model import Item

PASSED, TO_EXPLAIN, OFF = "通过", "待说明", "不适用"
MORE, REASONS = "补充资料", "预算差异原因"
ITEMS = ("2010301", "2010302", "2010350", "2010399", "2060503", "2080501", "2080505", "2080506")
COLUMNS = ("科目编码", "用途", "原因")
OTHERS = ("2101101", "2101102", "2101103", "2150899")


def unit(folder: Path, told: Mapping[str, str], items: Sequence[str]) -> Made:
    """The example in Shanghai's form, with more told of its scorecards and reasons for these codes."""
    shutil.copytree(EXAMPLE, folder)
    for path in (path for path in (folder / "自评").glob("*.csv") if "概况" not in path.name):
        head, first, *others = _rows(path)
        first[head.index("权重")] = str(Decimal(first[head.index("权重")]) + 10)  # 90 for indicators, not 80
        _write(path, [head, first, *others])
    rows = [row[:2] for row in _rows(folder / f"{MORE}.csv") if row[0] not in told]
    _write(folder / f"{MORE}.csv", [*rows, *told.items()])
    _write(folder / f"{REASONS}.csv", [COLUMNS, *((code, "日常工作", "据实结算") for code in items)])
    return from_folder(the_spec("shanghai/2024"), folder, folder / "a.xlsx")


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _write(path: Path, rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


GRADES = ("优", "良", "合格", "不合格")
TOLD = {"自评平均得分": "98.01", "评级为优的项目个数": "4"}


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return unit(tmp_path_factory.mktemp("told") / "unit", TOLD, (*ITEMS, *OTHERS))


def cards(made: Made) -> list[tuple[Decimal, str]]:
    """Score and grade of each project's scorecard."""
    keys = [sheet.key for sheet in made.book.sheets if sheet.key.startswith("自评_") and "部门" not in sheet.key]
    return [(Decimal(str(made.read(f"{key}.合计.总分"))), str(made.read(f"{key}.评级"))) for key in keys]


def of_scorecards(path: Path, specs: Specs) -> list[Item]:
    return [item for item in check(path, specs=specs).findings if item.finding.facts.get("check", "").startswith("S7")]


def test_what_is_told_of_all_scorecards_agrees_with_them(right: Made) -> None:
    scored = cards(right)
    average = sum(score for score, _ in scored) / len(scored)
    assert abs(average - Decimal(TOLD["自评平均得分"])) <= Decimal("0.05")
    assert [right.read(f"审核.S7.{n}.结果") for n in range(4, 9)] == [PASSED] * 5
    counted = [sum(grade == name for _, grade in scored) for name in GRADES]
    assert [right.read(f"审核.S7.{n}.右边") for n in range(5, 9)] == counted == [4, 0, 0, 0]


def test_another_average_is_to_be_explained(right: Made, specs: Specs, tmp_path: Path) -> None:
    path = edits.changed(right, tmp_path / "a.xlsx", {(MORE, "自评平均得分", "值"): Decimal("83.3")})
    (item,) = of_scorecards(path, specs)
    assert (item.code, item.finding.facts["check"]) == ("K102", "S7.4") and "98.01 分" in item.message


def test_projects_under_another_grade_are_one_finding(right: Made, specs: Specs, tmp_path: Path) -> None:
    wrong = {(MORE, f"评级为{grade}的项目个数", "值"): Decimal(n) for grade, n in (("优", 3), ("良", 1))}
    (item,) = of_scorecards(edits.changed(right, tmp_path / "a.xlsx", wrong), specs)
    assert item.finding.facts["check"] == "S7.5" and ["S7.6" in c.name for c in item.consequences] == [True]


@pytest.mark.parametrize("told", [{}, {"自评项目个数": "3", **TOLD}])
def test_where_nothing_is_told_or_scorecards_are_missing_nothing_is_compared(
    told: Mapping[str, str], tmp_path: Path
) -> None:
    made = unit(tmp_path / "unit", told, ITEMS)
    assert [made.read(f"审核.S7.{n}.结果") for n in range(4, 9)] == [OFF] * 5


def test_a_reason_by_class_where_the_text_takes_them_by_item(tmp_path: Path) -> None:
    made = unit(tmp_path / "unit", {}, ("201", "206", "2080501", "2101101", "2150899"))
    found = {code: made.read(f"审核.M11.1-{code}.结果") for code in ("201", "206", "208", "210", "215", "221")}
    assert found == {"201": TO_EXPLAIN, "206": TO_EXPLAIN, "208": PASSED, "210": PASSED, "215": PASSED, "221": OFF}


def test_an_item_without_a_reason_beside_others(right: Made, specs: Specs, tmp_path: Path) -> None:
    path = edits.changed(right, tmp_path / "a.xlsx", {(REASONS, "3", name): None for name in COLUMNS})
    (item,) = [i for i in check(path, specs=specs).findings if i.code == "J146"]
    assert (item.level, item.name) == (Level.WARNING, "支出明细.3.年初预算数") and "2010350" in item.message


def test_the_department_s_scorecard_explains_nothing_of_the_projects(right: Made, specs: Specs, tmp_path: Path) -> None:
    """Its weights are wrong, and the average is: two findings."""
    card = next(sheet for sheet in right.book.sheets if sheet.key == "自评_部门整体")
    weight = next(
        (card.key, *at) for at, cell in card.cells.items() if cell.slot and cell.slot.name == "权重" and cell.content
    )
    changes: dict[edits.Key, Scalar] = {weight: Decimal(3), (MORE, "自评平均得分", "值"): Decimal(70)}
    items = check(edits.changed(right, tmp_path / "a.xlsx", changes), specs=specs).findings
    assert {item.finding.facts.get("check") for item in items} >= {"S7.4", "P3.2-部门整体"}


def test_one_score_less_and_one_grade_less_are_two_things(right: Made, specs: Specs, tmp_path: Path) -> None:
    """A reason that is missing, and a count that is typed wrong."""
    card = next(sheet for sheet in right.book.sheets if sheet.key == "自评_公共数据开放创新应用")
    reason = next(
        (card.key, *at)
        for at, cell in card.cells.items()
        if cell.slot and cell.slot.name == "偏差原因" and cell.content
    )
    wrong: dict[edits.Key, Scalar] = {reason: None}
    wrong |= {(MORE, f"评级为{grade}的项目个数", "值"): Decimal(n) for grade, n in (("优", 3), ("良", 1))}
    items = check(edits.changed(right, tmp_path / "a.xlsx", wrong), specs=specs).findings
    assert {item.finding.facts.get("check") for item in items} >= {"S7.5", "P4.2-公共数据开放创新应用"}


def test_a_row_without_a_reason_is_where_to_write_it(tmp_path: Path, specs: Specs) -> None:
    made = unit(tmp_path / "unit", {}, (*ITEMS, *OTHERS))
    path = edits.changed(made, tmp_path / "a.xlsx", {(REASONS, "5", "原因"): None})  # 2060503, alone in its class
    (item,) = [i for i in check(path, specs=specs).findings if i.finding.facts.get("check") == "M11.1-206"]
    assert "2060503" in item.message and "没有" not in item.message.partition("出在")[2]
