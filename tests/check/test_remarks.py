"""Notes and comments of the accountant are listed; ours are not, but what she wrote under them is."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from made import Made
from workbook import annotate, check
from workbook.api.chain import Specs
from workbook.finding import Level
from workbook.finding.catalogue import Lang
from workbook.grid.model import GridCell, GridSheet
from workbook.layout import address
from workbook.match.remarks import signed, written
from workbook.report import Report, report_dict, report_lines, reports_csv, reports_html
from workbook.write import write_xlsx


def _checked(made: Made, path: Path, specs: Specs, notes: dict[str, dict[tuple[int, int], str]]) -> Report:
    """The example with notes: sheet key → cell → text."""
    sheets = [replace(s, comments=notes[s.key]) if s.key in notes else s for s in made.grid.sheets]
    if "草稿" in notes:
        own = GridSheet(
            "草稿", "草稿", {(1, 1): GridCell("支出明细"), (1, 2): GridCell("已核")}, comments=notes["草稿"]
        )
        sheets.append(own)
    write_xlsx(replace(made.grid, sheets=tuple(sheets)), path)
    return check(path, specs=specs, strict=True)


def test_what_she_wrote_is_told_with_its_place(example: Made, specs: Specs, tmp_path: Path) -> None:
    first = example.layout.sheets["支出明细"]
    at = first.rows["1"], first.columns["基本支出"]
    report = _checked(
        example, tmp_path / "a.xlsx", specs, {"支出明细": {at: "含上年\n结转"}, "草稿": {(1, 1): "我的表"}}
    )
    told = [item for item in report.findings if item.code == "M208"]
    assert [(item.sheet, item.name, item.found) for item in told] == [
        ("支出明细", "支出明细.1.基本支出", "含上年 结转"),
        ("草稿", "", "我的表"),
    ]
    assert "含上年 结转" in told[0].message and told[0].level == Level.INFO and told[0].checks == ()
    assert report.accepted


_THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_OFFICE = "http://schemas.microsoft.com/office/2017/10/relationships"
_TYPE = "application/vnd.ms-excel"


def threaded(source: Path, target: Path, tab: str, cell: str, text: str) -> Path:
    """The file with a thread as newer programs write it: persons, the thread, and how its sheet leads to it."""
    with zipfile.ZipFile(source) as package:
        parts = {name: package.read(name).decode() for name in package.namelist() if name.endswith((".xml", ".rels"))}
    number = 1 + re.findall(r'<sheet name="([^"]+)"', parts["xl/workbook.xml"]).index(tab)
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    parts["xl/persons/person.xml"] = (
        f'{head}<personList xmlns="{_THREADS}"><person displayName="李科长" id="p"/></personList>'
    )
    parts["xl/threadedComments/threadedComment1.xml"] = (
        f'{head}<ThreadedComments xmlns="{_THREADS}"><threadedComment ref="{cell}" personId="p" id="1">'
        f"<text>{text}</text></threadedComment></ThreadedComments>"
    )
    empty = (
        f'{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    )
    links = {
        f"xl/worksheets/_rels/sheet{number}.xml.rels": ("threadedComment", "../threadedComments/threadedComment1.xml"),
        "xl/_rels/workbook.xml.rels": ("person", "persons/person.xml"),
    }
    for name, (kind, to) in links.items():
        link = f'<Relationship Id="rIdT" Type="{_OFFICE}/{kind}" Target="{to}"/>'
        parts[name] = parts.get(name, empty).replace("</Relationships>", f"{link}</Relationships>")
    added = (("/xl/persons/person.xml", "person"), ("/xl/threadedComments/threadedComment1.xml", "threadedcomments"))
    lines = "".join(f'<Override PartName="{name}" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in added)
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("</Types>", f"{lines}</Types>")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_thread_is_told_in_every_format(example: Made, specs: Specs, tmp_path: Path, lang: Lang) -> None:
    where = example.layout.sheets["支出明细"]
    cell = address(where.rows["1"], where.columns["基本支出"])
    text = "=1+1 &lt;b&gt;请核对"
    report = check(
        threaded(example.path, tmp_path / "a.xlsx", "支出明细", cell, text), specs=specs, strict=True, lang=lang
    )
    (item,) = [item for item in report.findings if item.code == "M208"]
    assert (item.sheet, item.cell, item.found) == ("支出明细", cell, "=1+1 <b>请核对") and report.accepted
    assert "李科长" in item.message
    (line,) = [line for line in report_lines(report) if "M208" in line]
    assert "李科长" in line and "=1+1 <b>请核对" in line and f"支出明细!{cell}" in line
    (told,) = [one for one in report_dict(report)["findings"] if one["code"] == "M208"]
    assert told["found"] == "=1+1 <b>请核对" and told["level"] == "info"
    (row,) = [row for row in csv.DictReader(io.StringIO(reports_csv([report]))) if row["code"] == "M208"]
    assert row["found"] == "'=1+1 <b>请核对" and row["cell"] == cell
    page = reports_html([report], lang)
    assert "=1+1 &lt;b&gt;请核对" in page and "<b>请核对" not in page and "李科长" in page


def test_what_she_wrote_is_listed_in_the_workbook_handed_back(example: Made, specs: Specs, tmp_path: Path) -> None:
    cells = {(row, 2): f"批注{row}" for row in range(5, 20)}
    sheets = [replace(s, comments=cells) if s.key == "支出明细" else s for s in example.grid.sheets]
    write_xlsx(replace(example.grid, sheets=tuple(sheets)), tmp_path / "a.xlsx")
    done = annotate(tmp_path / "a.xlsx", tmp_path / "b.xlsx", strict=True)
    listed = [issue.found for issue in done.issues if issue.code == "M208"]
    assert listed == [f"“{text}”" for text in cells.values()]


def test_what_has_no_place_is_listed_cell_by_cell(example: Made, tmp_path: Path) -> None:
    last = max(example.layout.sheets["支出明细"].columns.values())
    scribble = {(row, last + 2): GridCell(f"草稿{row}") for row in range(6, 12)}
    sheets = [replace(s, cells={**s.cells, **scribble}) if s.key == "支出明细" else s for s in example.grid.sheets]
    write_xlsx(replace(example.grid, sheets=tuple(sheets)), tmp_path / "a.xlsx")
    done = annotate(tmp_path / "a.xlsx", tmp_path / "b.xlsx", strict=True)
    listed = [(issue.place, issue.found, issue.problem) for issue in done.issues if issue.code == "M207"]
    assert [found for _, found, _ in listed] == [f"“{cell.value}”" for cell in scribble.values()]
    assert len({place for place, _, _ in listed}) == 6 and all(f[1:-1] in problem for _, f, problem in listed)


def test_many_of_one_sheet_are_put_together(example: Made, specs: Specs, tmp_path: Path) -> None:
    many = {(row, 2): f"批注{row}" for row in range(5, 40)}
    report = _checked(example, tmp_path / "a.xlsx", specs, {"支出明细": many})
    told = [item for item in report.findings if item.code == "M208"]
    assert [item.count for item in told] == [35]
    assert [short.found for short in told[0].members] == list(many.values())


def test_ours_are_not_hers(example: Made, specs: Specs, tmp_path: Path) -> None:
    ours = signed("错误 K101：不符。\n请改正。")
    notes = {(6, 2): ours, (7, 2): ours + "\n已改，见附件", (8, 2): ours.replace("不符", "其实相符")}
    report = _checked(example, tmp_path / "a.xlsx", specs, {"支出明细": notes})
    told = [(item.cell, item.found) for item in report.findings if item.code == "M208"]
    assert told == [("B7", "已改，见附件"), ("B8", "错误 K101：其实相符。 请改正。")]


def test_the_signature_holds_whatever_programs_do_to_blanks() -> None:
    ours = signed("一行\n又一行")
    assert written(ours) == "" and written(ours.replace("\n", "\r\n") + "\n") == ""
    assert written("没有签名") == "没有签名"


def test_a_list_of_sheets_is_no_sheet_of_the_template(example: Made, specs: Specs, tmp_path: Path) -> None:
    """The user's own sheet that names ours, in front of all: it is his own, and ours are found."""
    names = [sheet.key for sheet in example.grid.sheets if sheet.key in ("收入明细", "支出明细", "三公经费")]
    cells = {(i, 1): GridCell(name) for i, name in enumerate(names, 1)}
    cells |= {(i, 2): GridCell(f"已核{i}") for i in range(1, 4)}
    own = GridSheet("核对", "核对", cells)
    write_xlsx(replace(example.grid, sheets=(own, *example.grid.sheets)), tmp_path / "a.xlsx")
    report = check(tmp_path / "a.xlsx", specs=specs, strict=True)
    assert [(item.code, item.sheet) for item in report.findings if item.code.startswith("M")] == [("M203", "核对")]


def test_files_of_several_units_share_a_template(example: Made, specs: Specs, tmp_path: Path) -> None:
    """What is kept from one file to the next says nothing of the other's unit."""
    first = check(example.path, specs=specs, strict=True)
    other = tmp_path / "other.xlsx"
    cells = {}
    for sheet in example.grid.sheets:
        cells[sheet.key] = {
            at: replace(cell, value="另一家单位") if cell.value == first.unit and not cell.formula else cell
            for at, cell in sheet.cells.items()
        }
    grid = replace(example.grid, sheets=tuple(replace(s, cells=cells[s.key]) for s in example.grid.sheets))
    write_xlsx(replace(grid, names={}, properties=replace(grid.properties, keywords="", custom={})), other)
    second = check(other, specs=specs, strict=True)
    assert second.unit == "另一家单位"
    assert not [item for item in second.findings if item.code == "F106"]
    assert check(example.path, specs=specs, strict=True) == first
