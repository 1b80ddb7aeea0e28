"""What was wrong in the file is wrong in the workbook that goes back, and what was typed is there whole."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest

from annotate.test_annotate import SPEC, SPENDING, of, typed
from check.edits import renamed, with_row, without_row
from cli.run import workbook
from import_.test_import import bring
from made import EXAMPLE, Made, from_folder
from workbook.api.annotate import Annotated, annotate
from workbook.api.check import check
from workbook.api.filled import examine
from workbook.finding import Level
from workbook.grid.model import Link
from workbook.handback.issues import Issue
from workbook.handback.sheet import issue_sheet

UNIT, ABOUT, FORM = "单位信息", "部门概况", "补充资料"
Cells = list[tuple[str, str, object]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return from_folder(SPEC, EXAMPLE, tmp_path_factory.mktemp("kept") / "example.xlsx")


def back_of(source: Path, cells: Iterable[tuple[str, str, object]]) -> Annotated:
    return annotate(typed(source, source.with_name("filled.xlsx"), cells), source.with_name("back.xlsx"), strict=True)


def wrong(path: Path, code: str = "") -> set[tuple[str, str]]:
    """Places of the errors, or of the findings of a code."""
    found = examine(path, strict=True).findings
    return {(f.place.sheet, f.place.cell) for f in found if (f.code == code if code else f.level >= Level.ERROR)}


def test_what_is_no_text_does_not_become_one(made: Made, tmp_path: Path) -> None:
    """Formulas, error values and TRUE where words, choices, codes and dates belong."""
    cells: Cells = [
        (UNIT, "C8", '="示例"&"局"'), (UNIT, "C16", "#N/A"), (UNIT, "C14", True), (UNIT, "C13", "=TODAY()"),
        (SPENDING, "B6", '="2010301"'), (SPENDING, "L7", '=REPT("公用经费支出，",9)'),
    ]  # fmt: skip
    back = back_of(made.path, cells)
    assert back.path is not None
    places = {(tab, cell) for tab, cell, _ in cells}
    assert places <= wrong(made.path.with_name("filled.xlsx")) and places <= wrong(back.path)
    assert wrong(back.path, "F105") == set() and bring(back.path, tmp_path).status == "rejected"
    book = of(back)
    for tab, cell, value in cells:
        assert str(book[tab][cell].value).endswith(str(value).upper() if value is True else str(value))
    right: Cells = [
        (UNIT, "C8", "示例市数据局"), (UNIT, "C16", "000-00000000"), (UNIT, "C14", "部门决算"),
        (UNIT, "C13", "2022-08-31"), (SPENDING, "B6", "2010301"), (SPENDING, "L7", None),
    ]  # fmt: skip
    assert wrong(typed(back.path, tmp_path / "mended.xlsx", right)) == set()


def test_what_stands_beside_the_cells_is_put_back(made: Made) -> None:
    end = made.layout.sheets[SPENDING].rows["末行"]
    cells: Cells = [
        (SPENDING, "P7", "还要核对"), (SPENDING, f"F{end}", 12345.67), (FORM, "Z9", 0.5), (FORM, "C400", "另附"),
    ]  # fmt: skip
    back = back_of(made.path, cells)
    assert back.path is not None
    places = {(tab, cell) for tab, cell, _ in cells}
    assert wrong(made.path.with_name("filled.xlsx"), "M207") == places == wrong(back.path, "M207")
    assert wrong(back.path, "F105") == set()
    book = of(back)
    assert [book[tab][cell].value for tab, cell, _ in cells] == ["还要核对", "12345.67", "0.5", "另附"]
    assert all(book[tab][cell].comment is not None for tab, cell in places)
    assert {issue.place for issue in back.issues if issue.code == "M207"} == {f"{tab}!{cell}" for tab, cell in places}


def test_what_has_no_cell_of_its_own_is_listed_whole(made: Made) -> None:
    """A row inserted into a form is not there any more; what stood in it must not come to stand beside another row."""
    long = "说明" * 300
    path = made.path.with_name("inserted.xlsx")
    with_row(made, path, FORM, list(made.layout.sheets[FORM].rows)[9], {"说明": long})
    back = annotate(path, path.with_name("back.xlsx"), strict=True)
    assert back.path is not None and wrong(back.path, "M207") == set()
    assert [issue.found for issue in back.issues if issue.code == "M207"] == [f"“{long}”"]


def test_what_stands_among_the_hidden_keys_is_listed_and_hidden_no_more(made: Made) -> None:
    back = back_of(made.path, [(FORM, "Z1", "另附")])
    assert [issue.found for issue in back.issues if issue.code == "M207"] == ["“另附”"]
    assert of(back)[FORM]["Z1"].value is None


def test_what_is_missing_is_told_where_it_stands_again(made: Made) -> None:
    """The rows beside it in the file are the rows on either side of it in the new workbook."""
    rows = made.layout.sheets[FORM].rows
    key = list(rows)[20]
    path = without_row(made, made.path.with_name("deleted.xlsx"), FORM, key)
    back = annotate(path, path.with_name("back.xlsx"), strict=True)
    (told,) = (issue.problem for issue in back.issues if issue.code == "M204")
    assert f"第 {rows[key] - 1} 行与第 {rows[key] + 1} 行之间" in told


def test_every_text_over_a_formula_is_whole(made: Made) -> None:
    texts = {f"B{row}": f"第{row}条，" + "贯彻执行国家数据工作的方针政策，" * 20 for row in (4, 5, 6)}
    back = back_of(made.path, [(ABOUT, cell, text) for cell, text in texts.items()])
    assert {i.place: i.found for i in back.issues if i.code == "F101"} == {
        f"{ABOUT}!{cell}": f"“{text}”" for cell, text in texts.items()
    }
    assert all("文字" in issue.todo for issue in back.issues if issue.code == "F101")


def test_texts_in_a_sheet_that_was_pasted_as_values_are_whole(made: Made) -> None:
    sheet = openpyxl.load_workbook(made.path, data_only=True)[ABOUT]
    cells: Cells = [(ABOUT, c.coordinate, c.value) for row in sheet.iter_rows(min_row=2) for c in row[1:]]
    texts = {"B5": "第二条，" + "统筹公共数据开放，" * 30, "B6": "第三条，" + "管理信息化项目，" * 30}
    back = back_of(made.path, [*cells, *((ABOUT, cell, text) for cell, text in texts.items())])
    assert {i.place: i.found for i in back.issues if i.code in ("F101", "F107")} == {
        issue.place: issue.found for issue in back.issues if issue.code == "F107"
    } | {f"{ABOUT}!{cell}": f"“{text}”" for cell, text in texts.items()}


def test_a_link_leads_to_its_cell_whatever_the_place_is_called() -> None:
    issue = Issue(Level.ERROR, "F101", ("支出决算表", 8, 6), "（公开03表!F8:F9）", "", "", "", "", "", "")
    sheet = issue_sheet([issue], {"支出决算表": "公开03表"}, "zh")
    assert list(sheet.links.values()) == [Link("公开03表", "F8", "")]


def test_cells_are_called_by_their_new_names(made: Made) -> None:
    """A renamed tab, and a row inserted above: what is said of the file's cells is said of the new workbook's."""
    path = made.path.with_name("moved.xlsx")
    renamed(made, path, {SPENDING: "我的支出", FORM: "我的资料"})
    back = back_of(path, [("我的支出", "B8", "2010301"), ("我的支出", "F7", 1234567)])
    assert back.path is not None and "K101" in {issue.code for issue in back.issues}
    told = "\n".join(text for issue in back.issues for text in (issue.place, issue.problem, issue.todo, issue.hangs))
    assert "我的支出" not in told and "我的资料" not in told and f"{SPENDING}!" in told
    comments = [c.comment.text for s in of(back) for row in s.iter_rows() for c in row if c.comment is not None]
    assert not any("我的支出" in text for text in comments)


def test_rows_inserted_above_do_not_lead_astray(made: Made) -> None:
    path = made.path.with_name("inserted.xlsx")
    with_row(made, path, FORM, list(made.layout.sheets[FORM].rows)[9], {})
    back = back_of(path, [(FORM, "C72", 1), (FORM, "C74", None)])
    assert back.path is not None
    again = {(item.code, item.message) for item in check(back.path, strict=True).findings if item.code.startswith("K")}
    told = {(issue.code, issue.problem) for issue in back.issues if issue.code.startswith("K")}
    assert told and told <= again and any(f"{FORM}!C" in problem for _, problem in told)


def test_hidden_rows_and_columns_are_marked_where_they_are_shown(made: Made) -> None:
    book = openpyxl.load_workbook(made.path)
    book[SPENDING].row_dimensions[8].hidden = book[SPENDING].column_dimensions["G"].hidden = True
    book.save(path := made.path.with_name("hidden.xlsx"))
    back = annotate(path, path.with_name("back.xlsx"), strict=True)
    told = [issue for issue in back.issues if issue.code == "J120"]
    assert {issue.place for issue in told} == {f"{SPENDING}!B8", f"{SPENDING}!G5"}
    assert all("已经全部显示" in issue.todo for issue in told)
    sheet = of(back)[SPENDING]
    assert all("J120" in str(sheet[cell].comment) for cell in ("B8", "G5"))


def test_a_folder_that_is_not_there_yet_is_made(made: Made, tmp_path: Path) -> None:
    assert annotate(made.path, f"{tmp_path}/批注/").path == tmp_path / "批注" / "example_批注.xlsx"
    done = workbook("annotate", made.path, "-o", f"{tmp_path}/再批注/")
    assert done.returncode == 0 and (tmp_path / "再批注" / "example_批注.xlsx").is_file(), done.stderr
