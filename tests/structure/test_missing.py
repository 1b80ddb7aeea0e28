"""Rows, columns and sheets that are gone: said by what stands beside them, and no fault where nothing is lost."""

from __future__ import annotations

import pytest

from mutate.package import Package
from mutate.shift import Deleted
from structure.conftest import FORM, LIST, Answer, only
from workbook.finding import Level


def test_an_unused_row_of_a_list_may_be_deleted(package: Package, answer: Answer) -> None:
    package.shift(LIST, rows=Deleted(30))
    report = answer(package)
    item = only(report)
    assert (item.code, item.level) == ("M212", Level.INFO) and report.accepted
    assert "第 29 行与第 30 行之间" in item.message and item.finding.facts["count"] == "1"
    assert item.hint.startswith("不必处理")


def test_unused_rows_in_several_places_are_counted(package: Package, answer: Answer) -> None:
    for row in (30, 40, 40):
        package.shift(LIST, rows=Deleted(row))
    item = only(answer(package))
    assert (item.code, item.finding.facts["count"]) == ("M212", "3") and "另外 1 处" in item.message


def test_a_row_deleted_among_entries_has_its_checks_under_it(package: Package, answer: Answer) -> None:
    """It held an amount; the accounts no longer balance."""
    package.shift(LIST, rows=Deleted(8))
    report = answer(package)
    item = only(report)
    assert item.code == "M212" and "第 7 行与第 8 行之间" in item.message
    assert item.hint == "删去的行里填过内容的，请插入行补填；删去的只是空行的，不必处理"
    assert {short.code for short in item.consequences} >= {"K101"} and not report.accepted


def test_a_check_that_fails_anyway_is_not_blamed_on_an_unused_row(package: Package, answer: Answer) -> None:
    package.shift(LIST, rows=Deleted(30))
    package.number("项目支出", 7, 3, 1_234_567)
    causes = [item for item in answer(package).findings if item.level > Level.INFO]
    assert [(item.code, item.row_label.split()[0]) for item in causes] == [("K102", "S6")]


@pytest.mark.parametrize(("row", "above", "below", "name"), [(30, 29, 30, "公务用车保有量"), (5, 4, 5, "上年数")])
def test_a_row_of_a_form_is_called_by_its_name_and_place(
    package: Package, answer: Answer, row: int, above: int, below: int, name: str
) -> None:
    package.shift(FORM, rows=Deleted(row))
    item = only(answer(package))
    assert (item.code, item.level) == ("M204", Level.ERROR)
    assert f"第 {above} 行与第 {below} 行之间" in item.message and name in item.message


def test_the_last_row_of_a_list_is_needed(package: Package, answer: Answer) -> None:
    package.shift(LIST, rows=Deleted(66))
    item = only(answer(package))
    assert item.code == "M204" and "第 65 行之后" in item.message and "末行" in item.message


def test_a_column_is_called_by_its_name_and_place(package: Package, answer: Answer) -> None:
    package.shift(LIST, columns=Deleted(8))
    item = only(answer(package))
    assert item.code == "M205" and "G 列与 H 列之间" in item.message and "上缴上级支出" in item.message


@pytest.mark.parametrize("tab", [LIST, "收入明细", "补充资料"])
def test_what_says_that_an_amount_is_0_hangs_on_the_sheet_that_is_missing(
    package: Package, answer: Answer, tab: str
) -> None:
    """Nor is an amount of another list suspected: without this one no account balances."""
    package.drop_sheet(tab)
    assert only(answer(package)).code == "M206"


@pytest.mark.parametrize(("tab", "column"), [("支出明细", 4), ("收入明细", 2), ("收入明细", 5), ("补充资料", 3)])
def test_while_a_column_is_gone_nothing_else_is_suspected(
    package: Package, answer: Answer, tab: str, column: int
) -> None:
    package.shift(tab, columns=Deleted(column))
    assert only(answer(package)).code == "M205"


def test_the_only_row_of_a_code_is_gone(package: Package, answer: Answer) -> None:
    """What was carried over for this code is right; its expenditure was deleted."""
    package.shift(LIST, rows=Deleted(19))
    assert only(answer(package)).code == "M212"


@pytest.mark.parametrize(("tab", "cell"), [("收入明细", (18, 5)), ("经济分类支出", (40, 4))])
def test_an_error_value_makes_no_other_amount_suspect(
    package: Package, answer: Answer, tab: str, cell: tuple[int, int]
) -> None:
    package.put(tab, *cell, "<v>#REF!</v>", "e")
    assert only(answer(package)).code == "M304"


@pytest.mark.parametrize(("column", "name"), [(2, "科目编码"), (12, "说明")])
def test_a_column_is_called_by_its_heading_not_by_the_sheet_s_title(
    package: Package, answer: Answer, column: int, name: str
) -> None:
    """The title stands above the first column, the unit of amounts above the last."""
    package.shift(LIST, columns=Deleted(column))
    assert f"1 列（{name}）" in only(answer(package)).message
