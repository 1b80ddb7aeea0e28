"""The engine's results as values, and its refusals as findings."""

from __future__ import annotations

from decimal import Decimal

import pytest

from workbook.evaluate import evaluate
from workbook.finding import Level
from workbook.grid.model import Grid, GridCell, GridSheet, Scalar


def column(*contents: Scalar) -> Grid:
    """Column A of one sheet; texts that begin with "=" are formulas."""
    cells = {
        (row, 1): GridCell(None, text) if isinstance(text, str) and text.startswith("=") else GridCell(text)
        for row, text in enumerate(contents, 1)
    }
    return Grid((GridSheet("表", "表", cells),))


def value(grid: Grid, row: int) -> Scalar:
    return grid.sheets[0].cells[row, 1].value


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=A1+A2", Decimal("0.3")),
        ("=ROUND(A1*5,2)", Decimal("0.5")),
        ("=A3", "0107"),
        ('=IF(A1>1,"x","")', ""),
        ("=A1<A2", True),
        ("=Z99", Decimal(0)),
        ("=A4", Decimal(0)),
        ("=ISBLANK(A4)", True),
        ("=COUNT(A3)", Decimal(0)),
        ("=DATE(2021,1,1)", Decimal(44197)),
        ("=-A4", Decimal(0)),
    ],
)
def test_results_are_typed(formula: str, expected: Scalar) -> None:
    grid, findings = evaluate(column(Decimal("0.1"), Decimal("0.2"), "0107", None, formula))
    assert findings == ()
    found = value(grid, 5)
    assert (found, type(found)) == (expected, type(expected))
    assert str(found) == str(expected)


def test_text_of_data_never_becomes_a_formula_or_a_number() -> None:
    source = column("x", "=A1")
    cells = {**source.sheets[0].cells, (1, 1): GridCell("=1+1")}
    grid, _ = evaluate(Grid((GridSheet("表", "表", cells),)))
    assert value(grid, 2) == "=1+1"


@pytest.mark.parametrize(
    ("formula", "code", "fact"),
    [
        ("=1/0", "E001", "#DIV/0!"),
        ("=FOO(1)", "E001", "#NAME?"),
        ("=没有!A1", "E001", "#REF!"),
        ("=SUM(A1", "E002", "parenthesis"),
        ("=1+", "E002", "end"),
        ("=[1]x!A1", "E002", "[1]x!A1"),
        ("=无名+1", "E001", "#NAME?"),
        ("=A2+1", "E003", "A2"),
    ],
)
def test_faults_become_findings_with_their_place(formula: str, code: str, fact: str) -> None:
    grid, findings = evaluate(column(Decimal(1), formula, "=A1+1"))
    assert [(f.code, f.level, f.place.sheet, f.place.cell) for f in findings] == [(code, Level.ERROR, "表", "A2")]
    assert fact in " ".join(findings[0].facts.values())
    assert value(grid, 2) is None
    assert value(grid, 3) == Decimal(2), "other cells are computed all the same"


def test_nothing_is_computed_from_a_refused_formula() -> None:
    grid, findings = evaluate(column("=SUM(A9", "=A1+1"))
    assert [f.code for f in findings] == ["E002", "E001"]
    assert value(grid, 2) is None


def test_sheets_refer_to_each_other_whatever_their_order() -> None:
    first = GridSheet("a", "一 表", {(1, 1): GridCell(None, "=二表!B2*2")})
    second = GridSheet("b", "二表", {(2, 2): GridCell(None, "=3+4"), (1, 1): GridCell(None, "='一 表'!A1+1")})
    grid, findings = evaluate(Grid((first, second)))
    assert findings == ()
    assert grid.sheets[0].cells[1, 1].value == Decimal(14)
    assert grid.sheets[1].cells[1, 1].value == Decimal(15)


def test_a_long_list_is_evaluated_in_one_go() -> None:
    """Not a measurement (bench does that): with quadratic loading this takes minutes."""
    cells = {(row, 1): GridCell(Decimal(row)) for row in range(1, 10001)}
    cells |= {(row, 2): GridCell(None, f"=ROUND(A{row}/3,2)") for row in range(1, 10001)}
    grid, findings = evaluate(Grid((GridSheet("表", "表", cells),)))
    assert findings == ()
    assert grid.sheets[0].cells[10000, 2].value == Decimal("3333.33")
