"""The judges agree with the engine on a small workbook, and notice what is wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from judges.formulon_judge import formulon_values
from judges.libreoffice import pictures, recomputed, session
from judges.samples import sample
from judges.xlsx_cells import compare, formula_values, read_cells
from workbook.evaluate import evaluate
from workbook.grid.model import Grid, GridCell, GridSheet
from workbook.write import write_xlsx


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("judges") / "样本.xlsx"
    write_xlsx(evaluate(sample())[0], path)
    return path


def test_formulon_agrees(written: Path) -> None:
    assert compare(formula_values(written), formulon_values(written)) == []


def test_libreoffice_agrees(written: Path) -> None:
    assert compare(formula_values(written), recomputed(written)) == []


def test_libreoffice_recomputes_and_does_not_trust_caches(tmp_path: Path) -> None:
    path = tmp_path / "wrong.xlsx"
    cells = {(1, 1): GridCell(2), (1, 2): GridCell(99, "=A1+1")}
    write_xlsx(Grid((GridSheet("表", "表", cells),)), path)
    assert formula_values(path) == {("表", "B1"): 99}
    assert recomputed(path) == {("表", "B1"): 3}
    assert compare(formula_values(path), recomputed(path)) == ["表!B1: expected 99.0, found 3.0"]


def test_an_office_session_types_reads_and_stores(written: Path, tmp_path: Path) -> None:
    copy = tmp_path / "filled.xlsx"
    at = {"sheet": "收支"}
    found = session(
        written,
        [
            at | {"cell": "B6", "read": True},
            at | {"cell": "B4", "set": None},
            at | {"cell": "B5", "set": 8.09},
            at | {"cell": "A4", "set": "0209"},
            {"recalculate": True},
            at | {"cell": "B6", "read": True},
            at | {"cell": "C7", "read": True},
            at | {"cell": "C4", "read": True},
            at | {"cell": "B4", "read": True},
            at | {"cell": "D9", "formula": "=1/0"},
            at | {"cell": "D9", "read": True},
            {"sheet": "收支", "row": 4, "insert_rows": 1},
            at | {"cell": "B7", "read": True},
            {"store": str(copy)},
        ],
    )
    assert found[0] == pytest.approx(1234567893175.3667)
    assert found[1:5] == [3060.0, "02<&>", "无", None]
    assert found[5] == "#DIV/0!"
    assert found[6] == 3060.0
    assert read_cells(copy)["收支", "A5"].value == "0209", "the code stays a text"


def test_pictures_show_every_printed_page(written: Path, tmp_path: Path) -> None:
    pages = pictures(written, tmp_path)
    assert len(pages) >= 2
    assert all(page.stat().st_size > 1000 for page in pages)


def test_compare_lists_every_difference() -> None:
    expected = {
        ("表", "A1"): 1.0,
        ("表", "A2"): "x",
        ("表", "A3"): "",
        ("表", "A4"): True,
        ("表", "A5"): 0.1 + 0.2,
    }
    actual = {("表", "A1"): 1.1, ("表", "A2"): "y", ("表", "A3"): None, ("表", "A4"): 1.0, ("表", "A5"): 0.3}
    assert [text.split(":")[0] for text in compare(expected, actual)] == ["表!A1", "表!A2", "表!A4"]
    assert compare(expected, expected) == []
    assert compare({("表", "A1"): 0.0}, {}) == ["表!A1: expected 0.0, found None"]


def test_a_hidden_first_sheet_does_not_hide_the_workbook(written: Path) -> None:
    grid = replace(sample(), active="")
    again = written.with_name("again.xlsx")
    write_xlsx(evaluate(grid)[0], again)
    assert {sheet for sheet, _ in read_cells(again)} == {"标识", "收支", "3 说明"}
