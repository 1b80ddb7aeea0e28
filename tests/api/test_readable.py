"""A workbook that could not be read back is told when it is made."""

from __future__ import annotations

from workbook.api.readable import beyond_reading
from workbook.grid.model import Grid, GridCell, GridSheet
from workbook.read import limits


def _grid(rows: int, formula: str = "") -> Grid:
    cell = GridCell(1, formula)
    return Grid((GridSheet("a", "a", {(row, 1): cell for row in range(1, rows + 1)}),))


def test_what_can_be_read_back_is_not_told() -> None:
    assert beyond_reading(_grid(limits.CELLS // 2)) == ()


def test_too_many_cells_and_too_long_formulas_are_told() -> None:
    (told,) = beyond_reading(_grid(limits.CELLS + 1, ""))[:1]
    assert (told.code, told.facts["what"], told.facts["limit"]) == ("G115", "@cells", str(limits.CELLS))
    long = "=" + "1+" * 4000 + "1"
    found = beyond_reading(_grid(limits.FORMULAS // len(long) + 1, long))
    assert [finding.facts["what"] for finding in found] == ["@characters"]
