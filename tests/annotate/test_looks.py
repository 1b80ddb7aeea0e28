"""The workbook that goes back looks like one that is made of the same data, and has room where the file had it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill

from annotate.test_annotate import SPEC, SPENDING, of, typed
from made import EXAMPLE, from_folder
from workbook.api.annotate import annotate

CARD, WORK, SHOWN = "自评_中小企业上云补助", "重点工作", "重点工作完成情况"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return from_folder(SPEC, EXAMPLE, tmp_path_factory.mktemp("looks") / "example.xlsx").path


def merged(book: openpyxl.Workbook, tab: str) -> set[str]:
    return {str(area) for area in book[tab].merged_cells.ranges}


def test_spare_rows_of_a_scorecard_are_not_merged(example: Path, tmp_path: Path) -> None:
    """What is typed into the second one would not be seen in the form."""
    book, back = openpyxl.load_workbook(example), of(annotate(example, tmp_path, strict=True))
    cards = [tab for tab in book.sheetnames if "自评" in tab]
    assert len(cards) > 1
    assert {tab: merged(back, tab) for tab in cards} == {tab: merged(book, tab) for tab in cards}


def test_indicators_that_are_still_to_be_typed_are_not_merged(example: Path, tmp_path: Path) -> None:
    """Two blank rows between others, and two that have a first level only."""
    sheet = openpyxl.load_workbook(example)[CARD]
    rows = [row for row in range(1, sheet.max_row) if str(sheet.cell(row, 1).value).startswith("指标")]
    emptied = [(CARD, f"{column}{row}", None) for row in rows[1:3] for column in "IJKLMNOPQRSTU"]
    half = [(CARD, f"J{row}", None) for row in rows[4:6]]
    back = of(annotate(typed(example, tmp_path / "a.xlsx", [*emptied, *half]), strict=True))
    formulas = [back[CARD].cell(row, column).value for row in rows[1:3] for column in (2, 3)]
    formulas += [back[CARD].cell(row, 3).value for row in rows[4:6]]
    assert all(str(formula).startswith("=IF(") for formula in formulas)


def test_forms_are_as_long_as_those_of_a_new_workbook(example: Path, tmp_path: Path) -> None:
    """The rows that a list keeps ready are no entries, wherever the list is shown."""
    book, back = openpyxl.load_workbook(example), of(annotate(example, tmp_path, strict=True))
    assert back[WORK].max_row == book[WORK].max_row
    assert {s.title: s.print_area for s in back if s.title in book.sheetnames} == {s.title: s.print_area for s in book}
    assert back[SHOWN].max_row == book[SHOWN].max_row


def test_a_text_stands_in_one_pair_of_quotation_marks(example: Path, tmp_path: Path) -> None:
    """A code with a full-width digit, and what it should be; a choice with a blank too much."""
    wrong = [(SPENDING, "B10", "201039９"), (SPENDING, "D9", "其他资金 ")]
    back = annotate(typed(example, tmp_path / "a.xlsx", wrong), strict=True)
    told = {issue.code: (issue.found, issue.expected) for issue in back.issues if issue.code in ("J114", "J115")}
    assert told == {"J115": ("“201039９”", "2010399"), "J114": ("“其他资金 ”", "“其他资金”")}


def test_what_the_new_workbook_has_not_any_more_needs_no_undoing(example: Path, tmp_path: Path) -> None:
    """Merged cells, and letters that cannot be seen: there is nothing to unmerge or to colour, but much to look at."""
    book = openpyxl.load_workbook(example)
    book[SPENDING].merge_cells("L8:L9")
    book[SPENDING]["F6"].font = Font(color="FFFFFFFF")
    book[SPENDING]["F6"].fill = PatternFill("solid", "FFFFFFFF")
    book.save(tmp_path / "a.xlsx")
    back = annotate(tmp_path / "a.xlsx", strict=True)
    todo = {issue.code: issue.todo for issue in back.issues}
    assert set(todo) == {"F109", "J121"} and all(text.startswith("本工作簿里") for text in todo.values())
    assert "没有合并，请逐格核对" in str(of(back)[SPENDING]["L9"].comment)
