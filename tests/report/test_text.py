"""The text and csv of reports made up here: widths, colours, languages, values that look like formulas."""

from __future__ import annotations

import csv
import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from workbook.finding import Finding, Place, found
from workbook.finding.catalogue import Lang
from workbook.report import Report, build_report, report_dict, report_lines, report_table, reports_csv, reports_html
from workbook.report.neighbours import groups


def overwritten(cell: str, value: str = "1") -> Finding:
    place = Place(sheet="公开03表", cell=cell, name="支出决算表.合计.基本支出")
    return found("F101", place, None, value=value, formula="=SUM(A1:A9)")


def report(lang: Lang = "zh", *findings: Finding) -> Report:
    told = findings or (
        overwritten("G9", "[red]=cmd|' /C calc'!A0[/red]"),
        found("R501", Place(file="a.xlsx"), None, part="xl/vbaProject.bin"),
        found("M302", Place(sheet="支出明细", cell="F7"), None, column="基本支出", text="1,0", would_be="10"),
    )
    return build_report("某 局.xlsx", told, tabs=("支出明细", "公开03表"), lang=lang)


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_fits_the_terminal(width: int, lang: Lang) -> None:
    console = Console(file=io.StringIO(), width=width, force_terminal=True, color_system="standard")
    console.print(report_table(report(lang)))
    assert isinstance(console.file, io.StringIO)
    shown = console.file.getvalue()
    assert "\x1b[" in shown
    plain = Console(file=io.StringIO(), width=width, force_terminal=False)
    plain.print(report_table(report(lang)))
    assert isinstance(plain.file, io.StringIO)
    text = plain.file.getvalue()
    assert "\x1b" not in text and max(map(cell_len, text.splitlines())) <= width
    assert "[red]" in text.replace("\n", "")  # a file's text is no markup


def test_order_is_the_order_of_mending() -> None:
    assert [item.code for item in report().findings] == ["R501", "M302", "F101"]
    lines = list(report_lines(report()))
    assert lines[0] == "某 局.xlsx：不能核对，严重 1 条，错误 2 条"
    assert lines[2].startswith("错误 M302 支出明细!F7：“基本支出”的“1,0”是文本")
    assert next(iter(report_lines(report("en")))) == "某 局.xlsx: unreadable, 1 fatal, 2 error"


def test_neighbours() -> None:
    column = [overwritten(f"D{n}") for n in (9, 10, 11)]
    block = [overwritten(f"{c}{n}") for c in "FG" for n in (9, 10)]
    row = [overwritten(f"{c}30") for c in "XYZ"] + [overwritten("AA30")]
    other = [found("F103", Place(sheet="公开03表", cell="D12"), None, formula="=1")]
    elsewhere = [found("F101", Place(sheet="公开04表", cell="D12"), None, value="1", formula="=1")]
    made = groups([*column, *block, *row, *other, *elsewhere])
    assert [(g.cells, len(g.findings)) for g in made] == [
        ("D9:D11", 3), ("F9:G10", 4), ("X30:AA30", 4), ("D12", 1), ("D12", 1),
    ]  # fmt: skip
    grouped = report("zh", *column)
    assert grouped.findings[0].message.startswith("共 3 格") and len(grouped.findings[0].members) == 3


def test_dashes_where_there_is_nothing_are_one_habit() -> None:
    def typed(cell: str, text: str, sheet: str = "支出明细") -> Finding:
        return found("M303", Place(sheet=sheet, cell=cell), None, column="基本支出", text=text)

    dashes = [typed("F6", "—"), typed("F7", "—"), typed("H6", "-"), typed("G9", "／")]
    made = groups([*dashes, typed("F8", "见附表"), typed("F6", "—", "收入明细")])
    assert [(g.first.place.sheet, g.cells, len(g.findings)) for g in made] == [
        ("支出明细", "F6:F7,H6,G9", 4), ("支出明细", "F8", 1), ("收入明细", "F6", 1),
    ]  # fmt: skip


def test_csv_can_be_read_back() -> None:
    lines = list(csv.DictReader(io.StringIO(reports_csv([report(), build_report("空.xlsx", ())]))))
    assert [line["code"] for line in lines] == ["R501", "M302", "F101", ""]
    assert lines[2]["expected"] == "'=SUM(A1:A9)" and lines[1]["found"] == "1,0"


def test_csv_has_what_json_has() -> None:
    """All but the members of a finding, whose places stand in `cells`; what came later stands at the end."""
    reported = report()
    lines = list(csv.DictReader(io.StringIO(reports_csv([reported]))))
    findings = report_dict(reported)["findings"]
    assert isinstance(findings, list)
    keys = {key for finding in findings for key in finding}
    assert keys - lines[0].keys() == {"members"}
    assert list(lines[0])[:3] == ["file", "unit", "status"] and list(lines[0])[-3:] == ["title", "checks", "links"]
    assert lines[2]["title"] == "公式被数值覆盖"


def test_a_page_is_filtered_by_names_as_they_are_written() -> None:
    """Without a value of its own a browser takes an option's text with its blanks put together."""
    told = found("F101", Place(sheet="公开  03表", cell="D9"), None, value="1", formula="=1")
    page = reports_html([build_report("某  局.xlsx", [told], tabs=("公开  03表",))])
    assert 'data-sheet="公开  03表"' in page and '<option value="公开  03表">' in page
    assert 'data-unit="某  局.xlsx"' in page and '<option value="某  局.xlsx">' in page
