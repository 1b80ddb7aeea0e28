"""Rows, columns and sheets that are gone: said by what stands beside them, and no fault where nothing is lost."""

from __future__ import annotations

import re

import pytest

from mutate.base import base
from mutate.package import Package
from mutate.shift import Deleted, Inserted
from structure.conftest import FORM, LIST, Answer, at, only, told
from workbook.finding import Level
from workbook.formula.address import letters


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


def test_the_last_entry_deleted_is_asked_for_when_the_accounts_do_not_balance(package: Package, answer: Answer) -> None:
    """Nothing stands below it, so it looks unused; but blank ones are left, and a fund has no expenditure."""
    package.shift(LIST, rows=Deleted(23))
    item = only(answer(package))
    assert (item.code, item.finding.level) == ("M212", Level.WARNING) and "第 22 行与第 23 行之间" in item.message
    assert item.hint == "删去的行里填过内容的，请插入行补填；删去的只是空行的，收支不平另有原因，请看下面的审核"
    assert {short.code for short in item.consequences} == {"K101", "K102"}


def test_an_unused_row_below_the_last_entry_is_not_asked_for(package: Package, answer: Answer) -> None:
    package.shift(LIST, rows=Deleted(24))
    item = only(answer(package))
    assert (item.code, item.level) == ("M212", Level.INFO)


def test_nor_is_it_when_a_mandatory_check_fails_that_does_not_look_at_the_list(
    package: Package, answer: Answer
) -> None:
    package.shift(LIST, rows=Deleted(24))
    package.number("补充资料", 86, 3, 77)
    causes = {item.code: item.level for item in answer(package).findings if item.code[0] in "KM"}
    assert causes["M212"] == Level.INFO and "K101" in causes


def test_nor_does_anything_else_follow_from_an_unused_row(package: Package, answer: Answer) -> None:
    package.shift(LIST, rows=Deleted(30))
    package.say("补充资料", 46, 3, "无")
    assert {item.code: item.level for item in told(answer(package))} == {"M212": Level.INFO, "J132": Level.ERROR}


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


CARD = "自评_政务数据共享平台运维"


BESIDE = (
    ("主要职能", "C10"),
    ("主要职能", "C11"),
    ("情况说明", "C20"),
    ("审核", "M5"),
    (CARD, "H20"),
    ("收入明细", "D4"),
)
"""In a row and a column of the template that have no cell in common."""


def new_cell(package: Package, tab: str, cell: str, content: str) -> None:
    """A cell that the file does not have yet, in a row that it has."""
    row, column = at(cell)
    part = package.sheets[tab]
    sheet = package.text(part)
    line = re.search(rf'<row r="{row}"[^>]*?(?:/>|>(.*?)</row>)', sheet, re.DOTALL)
    assert line is not None
    cells = re.findall(r'<c r="([A-Z]+)\d+"[^>]*?(?:/>|>.*?</c>)', line[1] or "", re.DOTALL)
    right = [other for other in cells if at(f"{other}1")[1] > column]
    assert letters(column) not in cells
    where = sheet.index(f'<c r="{right[0]}{row}"', line.start()) if right else line.end() - len("</row>")
    package.write(part, f'{sheet[:where]}<c r="{cell}"{content}</c>{sheet[where:]}')


@pytest.mark.parametrize(("tab", "cell"), BESIDE)
def test_what_stands_beside_the_template_s_cells_is_told(package: Package, answer: Answer, tab: str, cell: str) -> None:
    new_cell(package, tab, cell, ' t="inlineStr"><is><t>负责公共数据的管理</t></is>')
    report = answer(package)
    item = only(report)
    assert (item.code, item.level, item.sheet, item.cell) == ("M207", Level.WARNING, tab, cell)
    assert "负责公共数据的管理" in item.message and report.accepted


@pytest.mark.parametrize(("tab", "cell"), [(LIST, "P7"), (FORM, "Z9"), (LIST, "P1"), ("主要职能", "C10")])
def test_a_formula_beside_the_template_s_cells_is_quoted(package: Package, answer: Answer, tab: str, cell: str) -> None:
    """Programs that do not compute store no result beside it."""
    new_cell(package, tab, cell, "><f>SUM(F6:F9)*2</f>")
    report = answer(package)
    item = only(report)
    assert (item.code, item.level, item.sheet, item.cell) == ("M207", Level.WARNING, tab, cell)
    assert "“=SUM(F6:F9)*2”" in item.message and report.accepted


def test_what_stands_above_the_hidden_keys_is_told(package: Package, answer: Answer) -> None:
    package.shift(LIST, rows=Inserted(1))
    package.new_row(LIST, 1, {3: "交财政局"})
    item = only(answer(package))
    assert (item.code, item.sheet, item.cell) == ("M207", LIST, "C1") and "“交财政局”" in item.message


@pytest.mark.parametrize("content", [">", ' t="str"><v></v>', ' t="inlineStr"><is><t> </t></is>'])
def test_blanks_beside_the_template_s_cells_are_nothing(package: Package, answer: Answer, content: str) -> None:
    """Programs write cells that only have a style, or an empty text."""
    for tab, cell in BESIDE:
        new_cell(package, tab, cell, content)
    assert told(answer(package)) == []


@pytest.mark.parametrize("row", [20_000, 1_048_576])
@pytest.mark.parametrize("tab", [LIST, "其他名词"])
def test_a_last_row_far_below_takes_no_time(package: Package, answer: Answer, tab: str, row: int) -> None:
    part = package.sheets[tab]
    text = package.text(part)
    last = re.findall(r'<row r="(\d+)"', text)[-1]
    line = re.search(rf'<row r="{last}".*?</row>', text, re.DOTALL)
    assert line is not None
    moved = line[0].replace(f'r="{last}"', f'r="{row}"').replace(f'{last}"', f'{row}"')
    package.write(part, text.replace(line[0], moved))
    codes = [item.code for item in told(answer(package)) if item.level > Level.INFO]
    assert codes == ["M204"]


def test_passing_checks_may_be_filtered_away(package: Package, answer: Answer) -> None:
    part = package.sheets["审核"]
    for row in (6, 7, 8, 13, 16):
        package.replace(part, f'<row r="{row}"', f'<row r="{row}" hidden="1"', 1)
    assert told(answer(package)) == []


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1" t="inlineStr"><is><t>\u200e2022/\u200e8/\u200e31 草稿</t></is></c>',
        '<c r="A1"><v>NaN</v></c>',
        '<c r="A1"><f t="shared" si="7"/><v>1</v></c>',
        '<c r="A1"><f t="dataTable" ref="A1:A2" dt2D="0" dtr="0" r1="B1"/><v>1</v></c>',
    ],
    ids=["R416", "R601", "R408", "R412"],
)
def test_what_is_wrong_with_cells_of_her_own_sheet_does_not_matter(package: Package, answer: Answer, cell: str) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{main}"><sheetData><row r="1">{cell}</row></sheetData></worksheet>'
    package.add_sheet("草稿", sheet.encode())
    report = answer(package)
    items = told(report)
    assert report.accepted and {item.level for item in items} == {Level.INFO}
    assert "M203" in {item.code for item in items} and len(items) == 2


@pytest.mark.parametrize("value", ["NaN", "1e9999999", "1e999", "-1E+998"])
def test_a_stored_result_that_is_no_number_does_not_follow(answer: Answer, value: str) -> None:
    package = base().package()
    part = package.sheets["公开03表"]
    found = re.search(r'(<c r="[A-Z]+\d+"(?: s="\d+")?><f>[^<]*</f>)<v>[\d.]+</v>', package.text(part))
    assert found is not None
    package.replace(part, found[0], f"{found[1]}<v>{value}</v>", 1)
    codes = {item.code for item in told(answer(package)) if item.level > Level.INFO}
    codes |= {short.code for item in told(answer(package)) for short in item.consequences}
    assert codes == ({"F105"} if value.startswith(("1e999", "-")) and len(value) < 8 else {"R601", "F105"})
