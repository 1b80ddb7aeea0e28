"""Hidden keys that are gone: read by their places where these tell, and told once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mutate.base import base
from mutate.package import Package, packed
from mutate.shift import Deleted, Inserted
from returns.back import plain
from structure.conftest import FORM, LIST, Answer, at, only, told
from workbook.api.annotate import annotate
from workbook.api.chain import Specs
from workbook.api.filled import examine
from workbook.finding import Level

TABLE = "公开03表"


def emptied(package: Package, tab: str, *cells: str) -> None:
    for cell in cells:
        package.blank(tab, *at(cell))


@pytest.mark.parametrize(
    ("tab", "cell"), [(LIST, "A1"), (LIST, "A8"), (LIST, "A66"), (LIST, "F1"), (FORM, "A30"), (TABLE, "A20")]
)
def test_one_key_that_was_cleared_is_told_from_its_place(package: Package, answer: Answer, tab: str, cell: str) -> None:
    emptied(package, tab, cell)
    report = answer(package)
    item = only(report)
    assert (item.code, item.level, item.sheet) == ("M211", Level.WARNING, tab)
    assert f"（{cell}）" in item.message and report.accepted


@pytest.mark.parametrize(("tab", "key"), [("自评_政务数据共享平台运维", "指标7"), ("部门整体自评", "指标5")])
def test_a_key_of_a_scorecard_whose_levels_are_merged(package: Package, answer: Answer, tab: str, key: str) -> None:
    """The formulas of merged cells are not in the file: they are out of sight."""
    row = next(where for where in base().filled.layout.sheets.values() if where.tab == tab).rows[key]
    package.say(tab, row, 1, "改过的标识")
    report = answer(package)
    assert only(report).code == "M211" and report.accepted


@pytest.mark.parametrize("text", ["201", "2010301", "9" * 5000])
@pytest.mark.parametrize(("tab", "cell"), [(LIST, "A8"), (LIST, "A65"), (TABLE, "A20")])
def test_a_code_pasted_over_a_key_makes_no_rows(
    package: Package, answer: Answer, tab: str, cell: str, text: str
) -> None:
    (package.say if len(text) > 10 else package.number)(tab, *at(cell), text)
    report = answer(package)
    item = only(report)
    assert (item.code, item.sheet) == ("M211", tab) and f"（{cell}）" in item.message and report.accepted


def test_a_key_written_over_another_is_told_from_its_place(package: Package, answer: Answer) -> None:
    package.say(LIST, *at("A8"), "7")
    item = only(answer(package))
    assert item.code == "M211" and "（A8）" in item.message


def test_the_data_are_those_of_the_whole_workbook(package: Package, specs: Specs, tmp_path: Path) -> None:
    emptied(package, LIST, "A1", "A8", "F1")
    emptied(package, FORM, "A30", "C1")
    (tmp_path / "filled.xlsx").write_bytes(packed(package.parts))
    filled = examine(tmp_path / "filled.xlsx", specs=specs, strict=True).filled
    assert filled is not None and plain(filled.data) == base().data


def test_all_keys_of_a_list_may_be_gone_even_beside_an_inserted_row(package: Package, answer: Answer) -> None:
    emptied(package, LIST, *(f"A{row}" for row in range(6, 66)))
    package.shift(LIST, rows=Inserted(10))
    report = answer(package)
    assert only(report).code == "M211" and report.accepted


def test_a_line_that_holds_something_else_is_not_taken_for_the_missing_one(package: Package, answer: Answer) -> None:
    emptied(package, FORM, "A30")
    package.say(FORM, *at("B30"), "另外一项")
    codes = {item.code for item in told(answer(package))}
    assert "M204" in codes and "M211" not in codes


def test_a_row_copied_with_its_key_is_an_inserted_row(package: Package, answer: Answer) -> None:
    """Copied and inserted copied cells are how rows are added; what it repeats is told, not its key."""
    part = package.sheets[LIST]
    row = re.search(r'<row r="8".*?</row>', package.text(part), re.DOTALL)
    assert row is not None
    package.shift(LIST, rows=Inserted(9))
    copy = re.sub(r'r="([A-Z]*)8"', r'r="\g<1>9"', row[0])
    copy = re.sub(r"(\$?[A-Z]+)8(?!\d)", r"\g<1>9", copy)
    package.replace(part, '<row r="10"', copy + '<row r="10"', 1)
    assert only(answer(package)).code == "J112"


@pytest.mark.parametrize(
    ("axis", "gone"), [("columns", "隐藏的 A 列"), ("rows", "隐藏的第 1 行")], ids=["key column", "key row"]
)
@pytest.mark.parametrize("tab", [LIST, "收入明细", "功能分类", "审核", TABLE])
def test_a_sheet_whose_keys_were_deleted_is_one_finding(
    package: Package, answer: Answer, tab: str, axis: str, gone: str
) -> None:
    """Neither a missing sheet nor one of the accountant's own, and whatever hangs on it is told under it."""
    if axis == "columns":
        package.shift(tab, columns=Deleted(1))
    else:
        package.shift(tab, rows=Deleted(1))
    report = answer(package)
    causes = [item for item in told(report) if item.level > Level.INFO]
    assert [(item.code, item.sheet) for item in causes] == [("M209", tab)]
    assert gone in causes[0].message and "M203" not in {item.code for item in report.findings}


def test_a_workbook_whose_keys_were_all_deleted_is_one_finding(package: Package, answer: Answer) -> None:
    for part in package.sheets.values():
        text = re.sub(r'(<c r="[A-Z]+1" [^>]*?)(/>|>.*?</c>)', "", package.text(part))
        package.write(part, re.sub(r'<c r="A\d+"[^>]*?(?:/>|>.*?</c>)', "", text))
    report = answer(package)
    item = only(report)
    assert (item.code, item.level, report.status) == ("M210", Level.FATAL, "unreadable")


def test_another_sheet_s_title_as_a_column_s_name_makes_no_corner(package: Package, answer: Answer) -> None:
    """项目支出 is a sheet, and a column of 支出明细: without its corner this list was once taken for that sheet."""
    emptied(package, LIST, "A1")
    emptied(package, LIST, *(f"A{row}" for row in range(2, 67)))
    item = only(answer(package))
    assert (item.code, item.sheet) == ("M209", LIST)


def test_the_annotated_workbook_has_its_keys_again(
    package: Package, answer: Answer, specs: Specs, tmp_path: Path
) -> None:
    emptied(package, LIST, "A1", "A8", "F1")
    (tmp_path / "filled.xlsx").write_bytes(packed(package.parts))
    result = annotate(tmp_path / "filled.xlsx", strict=True)
    assert result.path is not None
    again = examine(result.path, specs=specs, strict=True)
    assert again.filled is not None and plain(again.filled.data) == base().data
    assert "M211" not in {finding.code for finding in again.findings}


def test_a_row_copied_over_another_is_a_key_that_stands_twice(package: Package, answer: Answer) -> None:
    """Its label was copied too, so that nothing tells which of the two it is; the row below it is gone with that."""
    for column, text in (("A", "公务用车保有量"), ("B", "公务用车保有量")):
        package.say(FORM, *at(f"{column}31"), text)
    item = only(answer(package))
    assert (item.code, item.level, item.cell) == ("M201", Level.ERROR, "A31") and "第 30 行" in item.message
    assert "M204" in {short.code for short in item.consequences}


def test_the_annotated_workbook_names_its_own_rows(package: Package, tmp_path: Path) -> None:
    """With a row inserted under each title, what is told of row 31 of the file is told of row 30 there."""
    package.shift(LIST, rows=Inserted(3))
    package.shift(LIST, rows=Deleted(9))
    package.shift(FORM, rows=Inserted(3))
    for column in "AB":
        package.say(FORM, *at(f"{column}32"), "公务用车保有量")
    (tmp_path / "filled.xlsx").write_bytes(packed(package.parts))
    result = annotate(tmp_path / "filled.xlsx", strict=True)
    rows = {item.code: item.message for item in result.report().findings if item.code in ("M201", "M212")}
    assert "第 8 行与第 9 行之间" in rows["M212"] and "第 31 行或列" in rows["M201"]
    rows = {issue.code: issue.problem for issue in result.issues if issue.code in ("M201", "M212")}
    assert "第 7 行与第 8 行之间" in rows["M212"] and "第 30 行或列" in rows["M201"]
