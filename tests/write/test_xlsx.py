"""What stands in the file: cells as they are in the grid, settings as Excel reads them."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from xlsxwriter.exceptions import XlsxWriterException

from judges.samples import sample
from judges.xlsx_cells import read_cells
from workbook.evaluate import evaluate
from workbook.grid.model import Grid, GridCell, GridSheet, Scalar, Style, Validation
from workbook.write import write_xlsx


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    grid, findings = evaluate(sample())
    assert findings == ()
    path = tmp_path_factory.mktemp("write") / "样本.xlsx"
    write_xlsx(grid, path)
    return path


@pytest.fixture(scope="module")
def opened(written: Path) -> Workbook:
    return openpyxl.load_workbook(written)


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read(name).decode()


def write_cell(tmp_path: Path, value: Scalar, formula: str = "") -> Path:
    path = tmp_path / "cell.xlsx"
    write_xlsx(Grid((GridSheet("表", "表", {(1, 1): GridCell(value, formula)}),)), path)
    return path


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("https://example.org","点这里")',
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(1)",
        "{=1}",
        "https://example.org/",
        "mailto:a@example.org",
        "internal:表!A1",
        "external:c:\\x.xlsx",
        "0107",
        "1e5",
        "TRUE",
        "#N/A",
        "<r><t>x</t></r>",
        "<b>&amp;</b>",
        " 前后有空格 ",
        "两\n行",
        "_x0041_",
        "控\x07制",
        "𠮷",
    ],
)
def test_text_stays_text(tmp_path: Path, text: str) -> None:
    path = write_cell(tmp_path, text)
    cell = read_cells(path)["表", "A1"]
    assert (cell.kind, cell.formula, cell.value) == ("s", "", text)
    names = zipfile.ZipFile(path).namelist()
    assert not [name for name in names if "externalLink" in name or "worksheets/_rels" in name]
    assert "<hyperlink" not in part(path, "xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("text", ["", "#N/A", "TRUE", "007", "<&>", " x ", "_x0041_", "两\n行"])
def test_a_cached_text_is_a_text(tmp_path: Path, text: str) -> None:
    cell = read_cells(write_cell(tmp_path, text, '=A2&""'))["表", "A1"]
    assert (cell.kind, cell.raw is not None, cell.value) == ("str", True, text)


@pytest.mark.parametrize(
    ("value", "kind", "raw"),
    [(True, "b", "1"), (False, "b", "0"), (Decimal("0.10"), "n", "0.10"), (7, "n", "7"), (None, "n", None)],
)
def test_cached_values_are_typed(tmp_path: Path, value: Scalar, kind: str, raw: str | None) -> None:
    cell = read_cells(write_cell(tmp_path, value, "=A2"))["表", "A1"]
    assert (cell.kind, cell.raw, cell.formula) == (kind, raw, "=A2")


@pytest.mark.parametrize("digits", ["1234567890123.4567", "0.1", "-0.005", "99999999999999999.99", "1E+3", "100.00"])
def test_decimals_are_written_digit_by_digit(tmp_path: Path, digits: str) -> None:
    path = write_cell(tmp_path, Decimal(digits))
    assert read_cells(path)["表", "A1"].raw == digits


def test_formulas_are_written_as_they_are(tmp_path: Path) -> None:
    formula = '=IF(公开01表!C7>=1,"TAKE("&\'a b\'!A1,SINGLE(1)&"<>")'
    assert read_cells(write_cell(tmp_path, "x", formula))["表", "A1"].formula == formula


def test_the_same_grid_gives_the_same_bytes() -> None:
    program = (
        "import sys, io; sys.path.insert(0, 'tests')\n"
        "from judges.samples import sample\n"
        "from workbook.evaluate import evaluate\nfrom workbook.write import write_xlsx\n"
        "import hashlib; out = io.BytesIO(); write_xlsx(evaluate(sample())[0], out)\n"
        "print(hashlib.sha256(out.getvalue()).hexdigest())"
    )
    root = Path(__file__).parents[2]
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=root,
            env={"PYTHONPATH": str(root / "src"), "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_properties(written: Path, opened: Workbook) -> None:
    properties = opened.properties
    assert (properties.title, properties.creator, properties.language) == ("决算公开", "办公室", "zh-CN")
    assert properties.keywords == "template=hubei/2021"
    assert opened.custom_doc_props["模板"].value == "hubei/2021"
    assert "<Company>区政府办</Company>" in part(written, "docProps/app.xml")
    assert opened.defined_names["单位"].attr_text == "收支!$A$1"
    assert opened.calculation.fullCalcOnLoad


def test_the_creation_date_is_the_caller_s(tmp_path: Path) -> None:
    out = io.BytesIO()
    write_xlsx(evaluate(sample())[0], out, datetime(2022, 9, 30, 8, tzinfo=UTC))
    assert openpyxl.load_workbook(out).properties.created == datetime(2022, 9, 30, 8)


def test_sheets_are_shown_as_told(opened: Workbook) -> None:
    assert [(s.title, s.sheet_state) for s in opened] == [
        ("标识", "hidden"),
        ("收支", "visible"),
        ("3 说明", "visible"),
    ]
    assert opened.active.title == "收支"
    assert opened["收支"].sheet_properties.tabColor.rgb == "FF1F4E79"
    assert opened["收支"].sheet_view.zoomScale == 90


def test_protection_needs_no_password_and_permits_work(opened: Workbook) -> None:
    protection = opened["收支"].protection
    assert protection.sheet
    assert protection.password is None
    forbidden = {
        name
        for name in (
            "formatCells",
            "formatColumns",
            "formatRows",
            "insertRows",
            "sort",
            "autoFilter",
            "selectLockedCells",
        )
        if getattr(protection, name)
    }
    assert forbidden == set()
    assert protection.deleteRows
    assert not opened["3 说明"].protection.sheet
    assert not opened["收支"]["B3"].protection.locked
    assert opened["收支"]["B6"].protection.locked


def test_layout(written: Path, opened: Workbook) -> None:
    xml = part(written, "xl/worksheets/sheet2.xml")
    sheet = opened["收支"]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:C1"], "a merge of one cell is none"
    assert sheet.row_dimensions[1].height == 30
    assert sheet.row_dimensions[9].hidden
    assert sheet.column_dimensions["E"].hidden
    assert sheet.column_dimensions["B"].width == pytest.approx(24, abs=1)
    assert sheet.freeze_panes == "B3"
    assert sheet.auto_filter.ref == "A2:C5"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_area == "'收支'!$A$1:$C$7"
    assert sheet.print_title_rows == "$1:$2"
    assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"
    assert sheet["A1"].font.name == "宋体"
    assert sheet["A1"].fill.fgColor.rgb == "FFD9E1F2"
    first, under = (re.search(f'<c r="{name}" s="([0-9]+)"', xml) for name in ("A1", "B1"))
    assert first and under and first[1] == under[1], "the whole merge has the style of its first cell"
    assert sheet["A3"].number_format == "@"


def test_validations_within_excel_s_limits(opened: Workbook) -> None:
    rules = {str(rule.sqref): rule for rule in opened["收支"].data_validations.dataValidation}
    amount = rules["B3:B5"]
    assert (amount.type, amount.operator, amount.formula1) == ("decimal", "greaterThanOrEqual", "0")
    assert (amount.promptTitle, amount.prompt, amount.errorTitle) == ("金额", "请填金额", "金额")
    assert rules["C3"].formula1 == '"有,无"'
    assert rules["C3"].errorStyle == "warning"
    day = rules["D4"]
    assert (day.type, day.formula1, day.formula2) == ("date", "44197", "44561")
    assert (len(day.errorTitle), len(day.error)) == (32, 255)
    assert (rules["D5"].type, rules["D6"].formula1, rules["D7"].type) == ("textLength", "LEN(D6)<9", None)


def test_conditional_formats_and_links(opened: Workbook) -> None:
    sheet = opened["收支"]
    (rules,) = [rules for area, rules in sheet.conditional_formatting._cf_rules.items() if str(area.sqref) == "B3:B5"]
    assert rules[0].formula == ["$B3<0"]
    assert rules[0].dxf.fill.bgColor.rgb == "FFFFE699"
    link = sheet["A1"].hyperlink
    assert (link.location, link.tooltip, link.target) == ("'3 说明'!B2", "去看说明", None)
    assert sheet["A1"].value == "收支总表"


def test_charts_have_labels_and_alternative_texts(written: Path, opened: Workbook) -> None:
    assert len(opened["收支"]._charts) == 3
    drawing = part(written, "xl/drawings/drawing1.xml")
    assert re.findall('descr="([^"]*)"', drawing) == [
        "各科目金额的柱形图",
        "各科目金额的条形图",
        "各科目占比的饼图",
    ]
    column, bar, pie = (part(written, f"xl/charts/chart{n}.xml") for n in (1, 2, 3))
    assert 'formatCode="0.00;-0.00;"' in column  # no label for 0
    assert '<a:ea typeface="微软雅黑"/>' in column
    assert "<c:v>3051.91</c:v>" in column
    assert '<c:barDir val="bar"/>' in bar
    assert '<c:showCatName val="1"/>' in pie
    assert '<c:showPercent val="1"/>' in pie
    assert "<c:legend>" not in pie


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize(
    "grid",
    [
        Grid((GridSheet("a", "表", {}), GridSheet("b", "表", {}))),
        Grid((GridSheet("a", "字" * 32, {}),)),
        Grid((GridSheet("a", "表", {}, merges=((1, 1, 2, 2), (2, 2, 3, 3))),)),
        Grid((GridSheet("a", "表", {}),), {"A1": "=表!$A$1"}),
        Grid((GridSheet("a", "表", {}, validations=(Validation((1, 1, 1, 1), "list", ",".join("字" * 200)),)),)),
    ],
)
def test_what_excel_could_not_hold_is_not_written(tmp_path: Path, grid: Grid) -> None:
    with pytest.raises((ValueError, XlsxWriterException)):
        write_xlsx(grid, tmp_path / "x.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_equal_styles_share_one_format(tmp_path: Path) -> None:
    cells = {(row, 1): GridCell("x", style=Style(bold=True, size=9)) for row in range(1, 50)}
    path = tmp_path / "x.xlsx"
    write_xlsx(Grid((GridSheet("a", "表", cells),)), path)
    assert part(path, "xl/styles.xml").count("<xf ") <= 4
