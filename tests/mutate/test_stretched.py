"""Cells inserted into a column of a list: one deed, however many formulas a program changed for it."""

from __future__ import annotations

from mutate.base import base
from mutate.chain import short_way
from mutate.package import Package
from mutate.shift import Inserted
from workbook.finding import Level
from workbook.report.fold import Node, fold
from workbook.report.stretched import _CELL, CODE, _areas

LIST, COLUMN, ROW = "支出明细", "F", 12
"""基本支出, from the seventh row on."""


def _inserted() -> Package:
    package = base().package(bare=True)
    end = base().filled.layout.sheets[LIST].rows["末行"]
    for number in range(end - 1, ROW, -1):
        package.swap(LIST, 6, number, number - 1)
    package.follow(LIST, COLUMN, Inserted(ROW))
    return package


def _told(package: Package) -> list[Node]:
    examined = short_way(package.parts)
    nodes = fold(examined.findings, examined.judged)
    return [node for node in nodes if node.group.level > Level.INFO]


def test_it_is_one_finding_at_the_column() -> None:
    (node,) = _told(_inserted())
    finding, end = node.group.first, base().filled.layout.sheets[LIST].rows["末行"]
    assert (finding.code, finding.level, finding.place.sheet) == (CODE, Level.ERROR, LIST)
    assert (node.group.cells, finding.facts["columns"]) == (f"F6:F{end}", "基本支出")
    assert (finding.facts["found"], finding.facts["kind"]) == (f"F6:F{end + 1}", "@cells_inserted")
    assert int(finding.facts["count"]) > 500
    beneath = {group.first.code for group in node.consequences}
    assert "J101" in beneath, "which amounts stand too low"
    assert "F102" not in beneath, "they are counted, and listed nowhere"


def test_where_one_formula_still_reaches_as_it_should_nobody_inserted_anything() -> None:
    package = _inserted()
    end = base().filled.layout.sheets[LIST].rows["末行"]
    where, cell = next((w, c) for w, c in base().formulas if f"{LIST}!$F$6:$F${end}" in c.formula)
    package.formula(*where.at, cell.formula.removeprefix("="))
    codes = [node.group.first.code for node in _told(package)]
    assert CODE not in codes and "F102" in codes


def test_one_area_that_is_too_long_is_a_formula_altered() -> None:
    end = base().filled.layout.sheets[LIST].rows["末行"]
    area = f"{LIST}!$F$6:$F${end}"
    where, cell = next((w, c) for w, c in base().formulas if area in c.formula)
    package = base().package(bare=True)
    package.formula(*where.at, cell.formula.removeprefix("=").replace(area, area[:-2] + str(end + 1)))
    assert {node.group.first.code for node in _told(package)} == {"F102"}


def test_without_the_key_of_its_last_row_a_list_ends_elsewhere_and_nobody_moved_its_cells() -> None:
    end = base().filled.layout.sheets[LIST].rows["末行"]
    package = base().package(bare=True)
    package.blank(LIST, end, 1)
    note = f'<row r="{end + 4}"><c r="B{end + 4}" t="inlineStr"><is><t>制表人</t></is></c></row></sheetData>'
    package.replace(package.sheets[LIST], "</sheetData>", note)
    assert CODE not in {node.group.first.code for node in _told(package)}


def test_what_stands_off_in_another_list_is_told_apart() -> None:
    package = _inserted()
    rows = base().lists["收入明细"]
    column = rows[min(rows)]["一般公共预算财政拨款"][0].column
    for number in range(max(rows) + 1, min(rows), -1):
        package.swap("收入明细", column, number, number - 1)
    told = {(node.group.first.code, node.group.first.place.sheet) for node in _told(package)}
    assert (CODE, LIST) in told


def test_letters_without_end_take_no_time() -> None:
    """A formula may be of 8 000 letters, and of any."""
    for letter in ("a", ".", "'"):
        formula = letter * 8_000
        assert not list(_areas(formula, LIST)) and _CELL.sub("", formula) == formula
