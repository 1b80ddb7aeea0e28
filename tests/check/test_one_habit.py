"""One habit in many cells is one item: zeros for blanks, names sorted alone, numbers stored as text, two spellings."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from check import edits
from check.test_check import LIST, only, told
from check.test_one_cause import amounts
from made import Made
from workbook.api.chain import Specs
from workbook.api.check import check
from workbook.finding import Level
from workbook.grid.model import Scalar

MORE, PROJECTS, NAME = "补充资料", "项目支出", "项目名称"
PUBLISHED = ("一般公共预算年初预算合计", "人员经费合计", "公用经费合计", "公布的自评资金占比")
"""Typed only where what is published is not what the workbook computes."""


def test_zeros_in_cells_that_are_to_stay_blank(example: Made, specs: Specs, tmp_path: Path) -> None:
    zeros: dict[edits.Key, Scalar] = {(MORE, name, "值"): 0 for name in PUBLISHED}
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", zeros), specs=specs))
    assert (item.code, item.level, item.count) == ("J144", Level.ERROR, len(PUBLISHED))
    assert {short.code for short in item.consequences} == {"K101"} and len(item.consequences) == len(PUBLISHED)
    assert "1441.94 万元" in item.message


def test_one_zero_is_told_by_its_check(example: Made, specs: Specs, tmp_path: Path) -> None:
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", {(MORE, PUBLISHED[0], "值"): 0}), specs=specs))
    assert item.code == "K101"


def test_names_of_projects_sorted_alone(example: Made, specs: Specs, tmp_path: Path) -> None:
    names = {row: name for row, name in amounts(example, PROJECTS, NAME).items() if name}
    ordered = dict(zip(names, sorted(map(str, names.values())), strict=True))
    assert all(ordered[row] != name for row, name in names.items())
    values: dict[edits.Key, Scalar] = {(PROJECTS, row, NAME): name for row, name in ordered.items()}
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", values), specs=specs))
    assert (item.code, item.cells, item.level) == ("J145", "B6:B9", Level.ERROR)
    assert {short.code for short in item.consequences} == {"K102"}
    assert f"“{ordered['1']}”旁边是“{names['1']}”的金额" in item.message


def test_zeros_in_cells_that_must_be_filled_are_other_errors(example: Made, specs: Specs, tmp_path: Path) -> None:
    zeros: dict[edits.Key, Scalar] = {(MORE, name, "值"): 0 for name in ("自评项目个数", "自评项目资金")}
    items = told(check(edits.changed(example, tmp_path / "a.xlsx", zeros), specs=specs))
    assert items and "J144" not in {item.code for item in items}


def test_amounts_of_projects_sorted_alone(example: Made, specs: Specs, tmp_path: Path) -> None:
    typed = amounts(example, PROJECTS, "决算数").items()
    listed = {row: amount for row, amount in typed if isinstance(amount, Decimal | int)}
    ordered = dict(zip(listed, sorted(listed.values()), strict=True))
    values: dict[edits.Key, Scalar] = {(PROJECTS, row, "决算数"): amount for row, amount in ordered.items()}
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", values), specs=specs))
    assert item.code == "J145" and item.cells.startswith("C") and "“决算数”" in item.message
    assert {short.code for short in item.consequences} == {"K102"}


def test_two_names_exchanged_may_as_well_be_two_amounts(example: Made, specs: Specs, tmp_path: Path) -> None:
    names = amounts(example, PROJECTS, NAME)
    values = {(PROJECTS, "1", NAME): names["2"], (PROJECTS, "2", NAME): names["1"]}
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", values), specs=specs))
    assert (item.code, item.cells) == ("J145", "C6:C7") and "金额（或名称）" in item.message


def test_amounts_of_a_sheet_stored_as_text(example: Made, specs: Specs, tmp_path: Path) -> None:
    columns = ("年初预算数", "基本支出", "项目支出", "经营支出")
    typed: dict[edits.Key, Scalar] = {
        (LIST, row, column): f"{amount:.2f}"
        for column in columns
        for row, amount in amounts(example, LIST, column).items()
        if isinstance(amount, Decimal | int) and amount
    }
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", typed), specs=specs))
    assert (item.code, item.count, item.sheet) == ("M302", len(typed), LIST)
    assert len(item.members) == len(typed) and all(short.expected for short in item.members)


def test_a_project_listed_twice_under_two_spellings(example: Made, specs: Specs, tmp_path: Path) -> None:
    """Its second row adds to the first; and it is the one that has no scorecard."""
    part: dict[edits.Key, Scalar] = {
        (PROJECTS, "2", "决算数"): 800000,
        (PROJECTS, "5", NAME): "数据资源普查和目录编制",
        (PROJECTS, "5", "决算数"): edits.amount("65420.50"),
        (PROJECTS, "5", "用途"): "编目",
    }
    twice = only(check(edits.changed(example, tmp_path / "a.xlsx", part), specs=specs))
    assert (twice.code, twice.sheet, twice.cell) == ("J129", PROJECTS, "B10")
    assert "数据资源普查与目录编制" in twice.message and {short.code for short in twice.consequences} == {"K102"}
