"""An engine that stays loaded gives what a new one gives, whatever came before."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made import blank, from_folder, the_spec
from workbook.evaluate import Kept, evaluate, kept
from workbook.evaluate.engine import new_engine
from workbook.grid.model import Grid, GridCell, GridSheet, Scalar

ROOT = Path(__file__).parents[2]
FORMULAS = (
    "=SUM($A$1:$A$4)",
    "=IF($A$1=0,0,ROUND($A$2/$A$1,4))",
    '=IF(ISBLANK($A$3),"",TEXT($A$3,"0.00")&$A$4)',
    "=COUNT($A$1:$A$4)&$B$2",
    "=IF(ISTEXT($A$1),1,$A$1*1)",
    "=$A$4/$A$2",
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.decimals(-1000, 1000, places=2, allow_nan=False),
    st.sampled_from(["", "0", "1", "甲", "=1+1"]),
)
COLUMNS = st.lists(SCALARS, min_size=4, max_size=4)


def sheet(column: list[Scalar], formulas: tuple[str, ...] = FORMULAS) -> Grid:
    """Constants in A, formulas in B."""
    cells = {(row, 1): GridCell(value) for row, value in enumerate(column, 1)}
    cells |= {(row, 2): GridCell(None, formula) for row, formula in enumerate(formulas, 1)}
    return Grid((GridSheet("表", "表", cells),))


@given(st.lists(COLUMNS, min_size=2, max_size=5))
@settings(max_examples=150, deadline=None)
def test_any_constants_after_any_others(columns: list[list[Scalar]]) -> None:
    engine = Kept()
    for column in columns:
        assert engine.evaluate(sheet(column)) == evaluate(sheet(column))


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Grid]]:
    """The grids for which an engine was loaded."""
    grids: list[Grid] = []
    monkeypatch.setattr(kept, "new_engine", lambda grid: (grids.append(grid), new_engine(grid))[1])
    yield grids


def test_other_constants_load_no_engine(built: list[Grid]) -> None:
    engine = Kept()
    for value in (Decimal(1), Decimal(2), None, "甲"):
        engine.evaluate(sheet([value] * 4))
    assert len(built) == 1


@pytest.mark.parametrize(
    "other",
    [
        sheet([Decimal(1)] * 4, ("=$A$1", *FORMULAS[1:])),
        sheet([Decimal(1)] * 4, FORMULAS[:-1]),
        sheet([Decimal(1)] * 5),
        Grid((GridSheet("表", "别的", sheet([Decimal(1)] * 4).sheets[0].cells),)),
        Grid((*sheet([Decimal(1)] * 4).sheets, GridSheet("二", "二", {}))),
    ],
    ids=["formula", "formula gone", "cell more", "tab", "sheet more"],
)
def test_other_formulas_places_or_tabs_load_another(built: list[Grid], other: Grid) -> None:
    engine = Kept()
    engine.evaluate(sheet([Decimal(1)] * 4))
    assert engine.evaluate(other) == evaluate(other)
    assert len(built) == 2


def test_refused_formulas_are_told_every_time() -> None:
    engine = Kept()
    bad = sheet([Decimal(1)] * 4, ("=SUM(", "=$B$1+1"))
    expected = evaluate(bad)
    assert [finding.code for finding in expected[1]] == ["E002", "E001"]
    assert [engine.evaluate(bad) for _ in range(3)] == [expected] * 3


def test_units_of_one_template_one_after_the_other(tmp_path: Path, built: list[Grid]) -> None:
    """The whole workbook: published, blank, and blank of another unit; formulas alone, as judging has them."""
    spec = the_spec()
    folder = next(path for path in sorted((ROOT / "data" / "2021").iterdir()) if path.is_dir())
    one = from_folder(spec, folder, tmp_path / "one.xlsx").grid
    other = blank(spec, tmp_path / "other.xlsx", clean=False).grid
    engine = Kept()
    for grid in (one, other, one, emptied(one), one):
        assert engine.evaluate(grid) == evaluate(grid)
    assert len(built) == 3


def emptied(grid: Grid) -> Grid:
    """Without its numbers."""
    cells = [
        {
            at: cell if cell.formula or not isinstance(cell.value, Decimal) else GridCell()
            for at, cell in s.cells.items()
        }
        for s in grid.sheets
    ]
    return Grid(tuple(GridSheet(s.key, s.name, c) for s, c in zip(grid.sheets, cells, strict=True)), grid.names)
