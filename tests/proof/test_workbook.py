"""What every written workbook is made of: formulas, locks, keys, identity, print set-up, validations, charts."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from openpyxl.cell import MergedCell
from openpyxl.utils import coordinate_to_tuple

from made import EXAMPLE, SEED, Made
from workbook.book.front import IDENTITY
from workbook.formula.portable import FUNCTIONS
from workbook.formula.tokens import tokens

A4 = 9
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"


@cache
def opened(path: Path) -> Any:
    return openpyxl.load_workbook(path)


def cells(made: Made) -> Iterator[tuple[str, Any]]:
    for sheet in opened(made.path):
        for row in sheet.iter_rows():
            for cell in row:
                yield sheet.title, cell


def test_no_cell_holds_an_error(made: Made) -> None:
    wrong = [f"{tab}!{name} {c.value}" for (tab, name), c in made.cells.items() if c.kind == "e"]
    shown = [
        f"{tab}!{name} {c.value}"
        for (tab, name), c in made.cells.items()
        if isinstance(c.value, str) and re.search(r"#(N/A|DIV/0!|VALUE!|REF!|NAME\?|NUM!|NULL!)|Err:", c.value)
    ]
    assert wrong == [] and shown == []


def test_formulas_use_portable_functions_only(made: Made) -> None:
    used = {
        token.value[:-1].upper()
        for cell in made.cells.values()
        for token in (tokens(cell.formula) if cell.formula else ())
        if token.kind == "open" and len(token.value) > 1
    }
    assert "SUMIFS" in used and "TEXT" in used
    assert used <= FUNCTIONS, used - FUNCTIONS


def test_formulas_keep_to_the_limits_and_constructs_that_all_programs_have(made: Made) -> None:
    for (tab, name), cell in made.cells.items():
        if not cell.formula:
            continue
        where = f"{tab}!{name}"
        assert len(cell.formula) <= 8192, where
        for token in tokens(cell.formula):
            assert token.kind not in ("array", "error"), where
            assert not (token.kind == "number" and "." in token.value), f"{where}: {token.value}"
            assert not (token.kind == "text" and len(token.value) > 257), where
            assert "[" not in token.value or token.kind == "text", where


def test_sheets_are_protected_without_a_password(made: Made) -> None:
    for sheet in opened(made.path):
        assert sheet.protection.sheet, sheet.title
        assert not sheet.protection.password, sheet.title
        # False means: allowed although the sheet is protected
        assert sheet.protection.formatColumns is False, f"{sheet.title}: columns may be widened"
        assert sheet.protection.selectUnlockedCells is False, sheet.title


def test_exactly_the_input_cells_are_unlocked(made: Made) -> None:
    """Unlocked: yellow, without a formula, on entry sheets, scorecards and the explanations of 审核."""
    kinds = {made.layout.sheets[s.key].tab: s for s in made.book.sheets}
    inputs = {
        (made.layout.sheets[s.key].tab, made.layout.sheets[s.key].rows[r], made.layout.sheets[s.key].columns[c])
        for s in made.book.sheets
        for (r, c), cell in s.cells.items()
        if cell.style.startswith("input")
    }
    unlocked = set()
    for tab, cell in cells(made):
        if not cell.protection.locked:
            unlocked.add((tab, cell.row, cell.column))
            assert kinds[tab].kind in ("entry", "card", "checks"), f"{tab}!{cell.coordinate}"
            assert cell.data_type != "f", f"{tab}!{cell.coordinate} is a formula"
            if not isinstance(cell, MergedCell):
                assert cell.fill.fill_type == "solid", f"{tab}!{cell.coordinate} has the colour of input"
    assert unlocked == inputs
    assert len(unlocked) > 500


def test_every_sheet_has_its_hidden_unique_keys(made: Made) -> None:
    for sheet in made.book.sheets:
        where = made.layout.sheets[sheet.key]
        page = opened(made.path)[where.tab]
        assert page["A1"].value == sheet.key
        assert page.row_dimensions[1].hidden and page.column_dimensions["A"].hidden, where.tab
        columns = [page.cell(1, n).value for n in range(2, len(sheet.columns) + 2)]
        rows = [page.cell(n, 1).value for n in range(2, len(sheet.rows) + 2)]
        assert columns == [line.key for line in sheet.columns]
        assert rows == [line.key for line in sheet.rows]
        assert [k for k, n in Counter(columns + rows).items() if n > 2] == []
        assert len(set(columns)) == len(columns) and len(set(rows)) == len(rows), where.tab
        assert all(not page.cell(n, 1).value for n in range(len(rows) + 2, page.max_row + 1)), where.tab
    keys = [sheet.key for sheet in made.book.sheets]
    assert len(set(keys)) == len(keys)


def test_the_identity_is_in_every_carrier(made: Made) -> None:
    identity = made.book.identity
    book = opened(made.path)
    page = book[IDENTITY]
    assert page.sheet_state == "hidden"
    told = {page.cell(n, 2).value: page.cell(n, 3).value or "" for n in range(2, 8)}
    assert told == {
        "模板": identity.spec,
        "指纹": identity.hash,
        "年度": identity.year,
        "单位": identity.unit,
        "单位编码": identity.code,
        "格式": "1",
    }
    short = f"{identity.spec}|{identity.hash[:16]}|{identity.year}|{identity.unit}"
    assert book.defined_names["模板标识码"].value == f'"{short}"'
    assert book.properties.keywords == f"workbook:{short}"
    custom = {p.name: p.value for p in book.custom_doc_props.props}
    assert custom["模板"] == identity.spec
    assert custom["模板指纹"] == identity.hash
    assert custom["年度"] == identity.year
    assert identity.spec == made.spec.name and identity.year in ("2021", "2022", "2024")
    assert re.fullmatch("[0-9a-f]{64}", identity.hash)


def test_the_document_has_a_title_and_a_language(made: Made) -> None:
    properties = opened(made.path).properties
    assert properties.title == f"{made.book.identity.year}年度部门决算"
    assert properties.language == "zh-CN"


def test_every_sheet_is_ready_to_print(made: Made) -> None:
    with zipfile.ZipFile(made.path) as package:  # openpyxl loses a footer whose left part is empty
        footers = {
            tab: etree.fromstring(package.read(f"xl/worksheets/sheet{n}.xml")).findtext(f".//{_MAIN}oddFooter")
            for n, tab in enumerate(opened(made.path).sheetnames, 1)
        }
    for sheet in made.book.sheets:
        page = opened(made.path)[made.layout.sheets[sheet.key].tab]
        if page.sheet_state != "visible":
            continue
        assert int(page.page_setup.paperSize) == A4, page.title
        # charts are broken page by page instead
        assert page.sheet_properties.pageSetUpPr.fitToPage or page.row_breaks.brk, page.title
        assert int(page.page_setup.fitToWidth or 1) == 1, page.title
        assert page.print_area, page.title
        assert "第 &P 页，共 &N 页" in footers[page.title]
        assert (page.page_setup.orientation == "landscape") == sheet.landscape, page.title
        if sheet.kind in ("entry", "table", "checks", "codes") and sheet.repeat:
            assert page.print_title_rows, page.title
        if sheet.freeze:
            assert page.freeze_panes, page.title
    for name in ("支出决算表", "支出明细", "审核", "功能分类"):
        assert opened(made.path)[made.layout.sheets[name].tab].print_title_rows, name


def test_every_validation_prompts_and_explains(made: Made) -> None:
    count = 0
    for sheet in opened(made.path):
        for rule in sheet.data_validations.dataValidation:
            where = f"{sheet.title}!{rule.sqref}"
            count += 1
            assert rule.showInputMessage and rule.prompt and rule.promptTitle, where
            if rule.type not in (None, "none"):
                assert rule.showErrorMessage and rule.error, where
                assert len(rule.error) <= 255 and len(rule.prompt) <= 255, where
            if rule.type == "list" and rule.formula1.startswith('"'):
                assert len(rule.formula1) <= 257, where
    assert count > 80


@pytest.mark.parametrize("name", ["支出明细", "收入明细", "三公经费", "经济分类支出", "补充资料"])
def test_amounts_take_two_decimals_and_codes_come_from_the_list(seed: Made, name: str) -> None:
    rules = opened(seed.path)[name].data_validations.dataValidation
    amounts = [rule for rule in rules if rule.type == "custom"]
    assert amounts and all("ROUND(" in rule.formula1 and "两位小数" in rule.error for rule in amounts)
    if name in ("支出明细", "收入明细", "经济分类支出"):
        codes = [rule for rule in rules if rule.type == "list" and not rule.formula1.startswith('"')]
        assert codes and all("分类!" in rule.formula1 for rule in codes)


def test_charts_are_native_and_described(seed: Made, example: Made) -> None:
    for made in (seed, example):
        with zipfile.ZipFile(made.path) as package:
            drawings = [n for n in package.namelist() if re.fullmatch(r"xl/drawings/drawing\d+\.xml", n)]
            texts = [
                frame.get("descr")
                for name in drawings
                for frame in etree.fromstring(package.read(name)).iter(f"{_DRAWING}cNvPr")
            ]
            charts = [n for n in package.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", n)]
            roots = [etree.fromstring(package.read(name)) for name in charts]
        assert len(charts) == 6
        assert len(texts) == 6 and all(text and "图" in text for text in texts)
        for root in roots:
            assert root.find(f".//{_CHART}title") is not None
            assert root.find(f".//{_CHART}dLbls") is not None, "data labels"
            references = [f.text for f in root.iter(f"{_CHART}f")]
            assert references and all(text.startswith("图表!") for text in references), "live, not literal"


def test_meaning_is_never_by_colour_alone(made: Made) -> None:
    """Each result of 审核 has a word; the conditional formats only add colour to that word."""
    page = opened(made.path)["审核"]
    formulas = [str(f) for group in page.conditional_formatting for r in group.rules for f in r.formula]
    for word in ("通过", "尾差", "不符", "待说明", "已说明", "提示", "未填", "不适用"):
        assert any(f'"{word}"' in f for f in formulas), word


def test_checks_link_to_the_cells_they_compare(seed: Made) -> None:
    page = opened(seed.path)["审核"]
    rows = next(t for t in seed.book.tables if t.name == "审核").rows
    tabs = set(opened(seed.path).sheetnames)
    links = {cell.coordinate: cell.hyperlink.location for row in page.iter_rows() for cell in row if cell.hyperlink}
    for location in links.values():
        tab, _, cell = location.rpartition("!")
        assert tab.strip("'") in tabs and coordinate_to_tuple(cell.replace("$", "")), location
    sides = {row: [seed.at(f"审核.{row}.{side}") for side in ("左边", "右边")] for row in rows}
    compared = {row: pair for row, pair in sides.items() if pair[0] in seed.cells}
    assert [row for row, pair in compared.items() if not any(cell in links for _, cell in pair)] == []
    assert sum(all(cell in links for _, cell in pair) for pair in compared.values()) > len(compared) / 2


def test_text_from_data_never_becomes_a_formula_or_a_link(seed: Made, example: Made) -> None:
    for made, folder in ((seed, SEED), (example, EXAMPLE)):
        book = {(made.layout.sheets[s.key].tab): s for s in made.book.sheets}
        assert folder.exists()
        for tab, cell in cells(made):
            place = book[tab]
            rows = {v: k for k, v in made.layout.sheets[place.key].rows.items()}
            columns = {v: k for k, v in made.layout.sheets[place.key].columns.items()}
            ours = place.cells.get((rows.get(cell.row, ""), columns.get(cell.column, "")))
            if ours is not None and isinstance(ours.content, str):
                assert cell.data_type != "f", f"{tab}!{cell.coordinate}"
                if (rows[cell.row], columns[cell.column]) not in place.jumps:
                    assert cell.hyperlink is None, f"{tab}!{cell.coordinate}"


def test_hidden_helpers_stay_hidden(made: Made) -> None:
    states = {sheet.title: sheet.sheet_state for sheet in opened(made.path)}
    hidden = {tab for tab, state in states.items() if state != "visible"}
    assert hidden == {made.layout.sheets[s.key].tab for s in made.book.sheets if s.hidden}
    assert IDENTITY in hidden
    assert opened(made.path).active.title == "封面"
