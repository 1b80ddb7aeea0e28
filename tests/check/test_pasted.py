"""What was pasted as values is one deed: a sheet is one finding with all its cells, a workbook one with its sheets."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from check import edits
from check.test_check import only
from made import Made
from workbook.api.annotate import annotate
from workbook.api.chain import Specs
from workbook.api.check import check
from workbook.finding import Level
from workbook.formula.areas import cells_of

TABLE = "支出决算表"
TAB = "公开03表"


def formulas(made: Made, sheet: str) -> int:
    """Those that show something: an empty text that was pasted is a blank cell."""
    grid = next(s for s in made.grid.sheets if s.key == sheet)
    return sum(1 for cell in grid.cells.values() if cell.formula and cell.value not in (None, ""))


@pytest.mark.parametrize("sheet", ["审核", TABLE, "支出明细", "收入明细"])
def test_a_sheet(sheet: str, example: Made, specs: Specs, tmp_path: Path) -> None:
    item = only(check(edits.as_values(example, tmp_path / "a.xlsx", {sheet}), specs=specs))
    assert (item.code, item.level, item.sheet) == ("F107", Level.ERROR, example.layout.sheets[sheet].tab)
    assert item.count == len(item.members) == len(cells_of(item.cells)) >= formulas(example, sheet)
    assert item.consequences == () and "其中" not in item.message
    assert all(short.expected.startswith("=") for short in item.members), "what belongs there"


def test_a_value_that_was_changed_in_it_is_told_with_it(example: Made, specs: Specs, tmp_path: Path) -> None:
    file = edits.as_values(example, tmp_path / "a.xlsx", {TABLE})
    book = openpyxl.load_workbook(file)
    book[TAB]["F8"] = 2000
    book.save(file)
    item = only(check(file, specs=specs))
    assert item.code == "F107" and "其中 1 格与重新计算的结果不同，如 F8" in item.message
    assert [(short.code, short.cell, short.found) for short in item.consequences] == [("F101", "F8", "2000")]


def test_the_whole_workbook(example: Made, specs: Specs, tmp_path: Path) -> None:
    every = {sheet.key for sheet in example.grid.sheets}
    report = check(edits.as_values(example, tmp_path / "a.xlsx", every), specs=specs)
    item = only(report)
    assert (item.code, item.level, item.sheet, item.cells) == ("F108", Level.ERROR, "", "")
    told = {short.sheet: short for short in item.consequences}
    assert {short.code for short in told.values()} == {"F107"} and len(told) == len(item.consequences) >= 20
    assert told["审核"].count >= formulas(example, "审核") and told["审核"].cells.startswith("D5")


def test_the_copy_that_goes_back_has_all_formulas(example: Made, specs: Specs, tmp_path: Path) -> None:
    file = edits.as_values(example, tmp_path / "a.xlsx", {TABLE, "审核"})
    result = annotate(file, tmp_path / "back.xlsx", strict=True)
    assert result.path is not None and [issue.code for issue in result.issues] == ["F107", "F107"]
    before, after = (openpyxl.load_workbook(path)[TAB] for path in (example.path, result.path))
    assert [[c.value for c in row] for row in after.iter_rows()] == [
        [c.value for c in row] for row in before.iter_rows()
    ]
    assert after["F8"].fill.fgColor.rgb == "FFDDEBF7" and after["F8"].comment is not None


def test_a_column_of_values_is_no_sheet_of_values(example: Made, specs: Specs, tmp_path: Path) -> None:
    """Two total columns of a table overwritten are a block of cells, each with its formula."""
    where = example.layout.sheets[TABLE]
    grid = next(s for s in example.grid.sheets if s.key == TABLE)
    number = where.columns["本年支出合计"]
    keys = {n: k for k, n in where.rows.items()}
    column = {
        (TABLE, keys[row], "本年支出合计"): cell.value
        for (row, at), cell in grid.cells.items()
        if at == number and cell.formula and cell.value not in (None, "") and row in keys
    }
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", column, computed=False), specs=specs))
    assert item.code == "F101" and item.count == len(column)
