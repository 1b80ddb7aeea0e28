"""What is wrong with a column is said of all its cells: in the report, in its files, and in the workbook that goes
back; and no format shows a word that only the program knows.
"""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from check import edits
from check.test_check import LIST, told
from made import Made
from workbook.api.annotate import annotate
from workbook.api.chain import Specs
from workbook.api.check import check
from workbook.finding.catalogue import Lang
from workbook.grid.model import Scalar
from workbook.report import Item, Report, report_dict, report_lines, reports_csv, reports_html

TOKEN = re.compile(r"@[a-z_]{3,}")
RED, PALE_RED = "FFFFB3B3", "FFFBE3E4"


def values_of(made: Made, column: str) -> dict[str, Scalar]:
    where = made.layout.sheets[LIST]
    rows = [row for row in where.rows if row.isdigit()]
    return {row: made.computed(where.tab, where.rows[row], where.columns[column]) for row in rows[:20]}


@pytest.fixture(scope="module")
def low(example: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """基本支出 pasted one row too low."""
    amounts = values_of(example, "基本支出")
    rows = list(amounts)
    moved: dict[edits.Key, Scalar] = {(LIST, rows[0], "基本支出"): None}
    moved |= {(LIST, row, "基本支出"): amounts[above] for above, row in pairwise(rows)}
    return edits.changed(example, tmp_path_factory.mktemp("low") / "low.xlsx", moved)


@pytest.fixture(scope="module")
def wan(example: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """基本支出 in 万元, to the last digit."""
    amounts = {row: v for row, v in values_of(example, "基本支出").items() if isinstance(v, Decimal)}
    divided: dict[edits.Key, Scalar] = {(LIST, row, "基本支出"): v / 10000 for row, v in amounts.items()}
    return edits.changed(example, tmp_path_factory.mktemp("wan") / "wan.xlsx", divided)


def column_of(report: Report, code: str) -> Item:
    (item,) = [item for item in told(report) if item.code == code]
    return item


@pytest.mark.parametrize(("name", "code"), [("low", "J101"), ("wan", "J103")])
def test_a_column_is_told_with_all_its_cells(
    name: str, code: str, specs: Specs, request: pytest.FixtureRequest
) -> None:
    report = check(request.getfixturevalue(name), specs=specs)
    item = column_of(report, code)
    assert item.cell == "F6" and item.cells.startswith("F6") and item.count == len(item.members) >= 10
    assert not item.message.startswith("共"), "the sentence speaks of the column as it is"
    assert {short.cell for short in item.members} >= {"F6", "F8"}
    assert item.members[1].name.startswith("支出明细.") and item.members[1].found
    (told_,) = [f for f in report_dict(report)["findings"] if f["code"] == code]  # type: ignore[attr-defined]
    assert told_["cells"] == item.cells and len(told_["members"]) == item.count
    (line,) = [row for row in csv.DictReader(io.StringIO(reports_csv([report]))) if row["code"] == code]
    assert (line["cells"], line["count"]) == (item.cells, str(item.count))
    assert f"支出明细!{item.cells}" in reports_html([report]) and "支出明细!F8</span>" in reports_html([report])


def test_decimals_of_a_column_in_the_wrong_unit_follow_from_the_unit(wan: Path, specs: Specs) -> None:
    item = column_of(check(wan, specs=specs), "J103")
    assert "M307" in {short.code for short in item.consequences}
    assert [i.code for i in told(check(wan, specs=specs))] == ["J103"]


@pytest.mark.parametrize("name", ["low", "wan"])
def test_the_workbook_that_goes_back_marks_every_cell(
    name: str, specs: Specs, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    file = request.getfixturevalue(name)
    item = column_of(check(file, specs=specs), "J101" if name == "low" else "J103")
    result = annotate(file, tmp_path / "back.xlsx", strict=True)
    assert result.path is not None
    book = openpyxl.load_workbook(result.path)
    for short in item.members:
        assert (fill_of(book[LIST], short.cell), has_comment(book[LIST], short.cell)) == (RED, True), short.cell
    (line,) = [row for row in book["问题清单"].iter_rows(min_row=4, values_only=True) if row[9] == item.code]
    assert line[2] == f"支出明细!{item.cells}"


def test_what_follows_is_marked_more_weakly_but_with_a_fill(low: Path, specs: Specs, tmp_path: Path) -> None:
    item = column_of(check(low, specs=specs), "J101")
    result = annotate(low, tmp_path / "back.xlsx", strict=True)
    assert result.path is not None
    book = openpyxl.load_workbook(result.path)
    lines = [short.cell for short in item.consequences if short.code in ("K101", "K102")]
    assert lines
    for cell in lines:
        assert fill_of(book["审核"], cell) == PALE_RED
        assert f"由 支出明细!{item.cells} 引起" in book["审核"][cell].comment.text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_format_shows_a_word_of_the_program(
    lang: Lang, low: Path, wan: Path, example: Made, specs: Specs, tmp_path: Path
) -> None:
    rate = edits.changed(
        example, tmp_path / "rate.xlsx", {("补充资料", "公布的货物采购中小企业占比", "值"): Decimal(598)}
    )
    reports = [check(file, specs=specs, lang=lang) for file in (low, wan, rate)]
    assert {"J101", "J103", "J117"} <= {item.code for report in reports for item in report.findings}
    said = [reports_csv(reports), reports_html(reports, lang), str([report_dict(report) for report in reports])]
    said += [line for report in reports for line in report_lines(report)]
    for file in (low, wan, rate):
        result = annotate(file, tmp_path / "back" / f"{file.stem}.xlsx", lang=lang, strict=True)
        assert result.path is not None
        for sheet in openpyxl.load_workbook(result.path):
            said += [str(cell.value) for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
            said += [cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment]
    assert [text for text in said if TOKEN.search(text.replace("@media", "").replace("@page", ""))] == []


def fill_of(sheet: Worksheet, cell: str) -> str:
    return str(sheet[cell].fill.fgColor.rgb)


def has_comment(sheet: Worksheet, cell: str) -> bool:
    return sheet[cell].comment is not None
