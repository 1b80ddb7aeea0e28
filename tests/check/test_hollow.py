"""Cells that look blank and are not: a spreadsheet takes a space for content, and so do its formulas."""

from __future__ import annotations

from pathlib import Path

import pytest

from check import edits
from check.test_check import LIST
from check.test_one_cause import blank_row
from made import Made
from mutate.base import base
from mutate.package import Package, packed
from structure.conftest import FORM, at, only, told
from workbook.api.chain import Specs
from workbook.api.check import check
from workbook.finding import Level
from workbook.grid.model import Scalar

COUNT, SENTENCE = "C61", "G49"
"""A count of 补充资料 that is blank, and a cell of 情况说明 that looks at it."""


@pytest.mark.parametrize("blank", [" ", "\u3000", "\u00a0", "\u200b"])
def test_a_space_that_turns_results_is_their_cause(example: Made, specs: Specs, tmp_path: Path, blank: str) -> None:
    """A row was cleared with the space bar: its code is no longer blank for the formulas."""
    row = blank_row(example, LIST)
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", {(LIST, row, "科目编码"): blank}), specs=specs))
    where = example.layout.sheets[LIST]
    assert (item.code, item.level, item.cells) == ("M311", Level.ERROR, f"B{where.rows[row]}")
    assert {short.code for short in item.consequences} == {"F105"}


def test_a_space_that_turns_nothing_is_information(example: Made, specs: Specs, tmp_path: Path) -> None:
    row = blank_row(example, LIST)
    spaces: dict[edits.Key, Scalar] = {(LIST, row, "基本支出"): " ", (LIST, row, "说明"): "  "}
    report = check(edits.changed(example, tmp_path / "a.xlsx", spaces), specs=specs)
    item = only(report)
    assert (item.code, item.level) == ("M311", Level.INFO) and report.accepted and "有 2 个" in item.message


def test_a_space_where_something_is_required_leaves_it_missing(example: Made, specs: Specs, tmp_path: Path) -> None:
    """Whoever only deletes the space has not yet said where the amounts come from."""
    report = check(edits.changed(example, tmp_path / "a.xlsx", {(LIST, "1", "资金来源"): " "}), specs=specs)
    items = {item.code: item for item in told(report)}
    assert items["J113"].level is Level.ERROR and items["M311"].cells == items["J113"].cells
    assert "J113" not in {short.code for short in items["M311"].consequences}


def written(package: Package, path: Path) -> Path:
    path.write_bytes(packed(package.parts))
    return path


def without_a_letter(package: Package) -> Package:
    """A blank text pasted as a value."""
    package.put(FORM, *at(COUNT), "<v></v>", "str")
    return package


def test_an_empty_text_that_turns_results_is_their_cause(specs: Specs, tmp_path: Path) -> None:
    package = without_a_letter(base().package())
    _, cell = package.cell("情况说明", *at(SENTENCE))
    formula = (cell.group(3) or "").partition("</f>")[0]
    package.put("情况说明", *at(SENTENCE), f"{formula}</f><v>#VALUE!</v>", "e")
    item = only(check(written(package, tmp_path / "a.xlsx"), specs=specs))
    assert (item.code, item.cells) == ("M311", COUNT)
    assert [short.code for short in item.consequences] == ["F105"]


def test_empty_texts_that_a_program_writes_into_blank_cells_are_not_told(specs: Specs, tmp_path: Path) -> None:
    assert told(check(written(without_a_letter(base().package()), tmp_path / "a.xlsx"), specs=specs)) == []


def test_empty_texts_are_not_why_a_sum_is_out_of_date(specs: Specs, tmp_path: Path) -> None:
    """An amount was changed and nothing computed again, in a program that writes an empty text into blank cells."""
    findings = []
    for empty in (False, True):
        package = base().package()
        package.number(LIST, *at("F6"), "123456.78")
        for where, _, _ in base().typed("money", filled=False) if empty else ():
            package.put(*where.at, "<v></v>", "str")
        items = told(check(written(package, tmp_path / f"{empty}.xlsx"), specs=specs))
        findings.append([(item.code, item.cells, len(item.consequences)) for item in items])
    assert findings[0] == findings[1] and "F105" in {code for code, _, _ in findings[0]}
