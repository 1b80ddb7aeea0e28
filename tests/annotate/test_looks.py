"""The workbook that goes back looks like one that is made of the same data, and has room where the file had it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from annotate.test_annotate import SPEC, of, typed
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
