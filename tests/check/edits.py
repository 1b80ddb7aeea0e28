"""One good workbook, single changes: made in the finished cells, computed again, written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from made import Made
from workbook.evaluate import evaluate
from workbook.grid.build import build_grid
from workbook.grid.model import Grid, GridCell, Scalar
from workbook.layout import Layout, SheetLayout
from workbook.write import write_xlsx

Key = tuple[str, str, str]
"""Keys of sheet, row and column."""


def changed(made: Made, path: Path, values: Mapping[Key, Scalar], *, computed: bool = True) -> Path:
    """The workbook with constants in some cells, whatever stood there; computed: the results follow from them."""
    grid = _put(made.grid, made.layout, values)
    return _write(evaluate(grid)[0] if computed else grid, path)


def forged(made: Made, path: Path, values: Mapping[Key, Scalar]) -> Path:
    """The workbook with its formulas, but other results beside some of them."""
    return _write(_put(made.grid, made.layout, values, keep=True), path)


def without_row(made: Made, path: Path, sheet: str, row: str) -> Path:
    """The workbook with a row deleted, those below moved up; formulas that named it look into the void."""
    where = made.layout.sheets[sheet]
    gone = where.rows[row]
    rows = {key: 5000 if key == row else n - (n > gone) for key, n in where.rows.items()}
    return _relaid(made, path, sheet, rows, lambda cells: {at: c for at, c in cells.items() if at[0] != 5000})


def with_row(made: Made, path: Path, sheet: str, before: str, values: Mapping[str, Scalar]) -> Path:
    """The workbook with a row inserted into a list. values: by column key."""
    where = made.layout.sheets[sheet]
    new = where.rows[before]
    rows = {key: n + (n >= new) for key, n in where.rows.items()}

    def fill(cells: Mapping[tuple[int, int], GridCell]) -> Mapping[tuple[int, int], GridCell]:
        return {**cells, **{(new, where.columns[c]): GridCell(v) for c, v in values.items()}}

    return _relaid(made, path, sheet, rows, fill)


def renamed(made: Made, path: Path, tabs: Mapping[str, str]) -> Path:
    """The workbook with other names on tabs, and its sheets the other way round."""
    sheets = {key: replace(where, tab=tabs.get(key, where.tab)) for key, where in made.layout.sheets.items()}
    grid, _ = evaluate(build_grid(made.book, Layout(sheets)))
    return _write(replace(grid, sheets=grid.sheets[::-1]), path)


def as_values(made: Made, path: Path, sheets: Collection[str]) -> Path:
    """The workbook with the results of these sheets pasted over their formulas."""

    def pasted(cell: GridCell) -> GridCell:
        return GridCell(cell.value, "", cell.style)

    grid = replace(
        made.grid,
        sheets=tuple(
            replace(s, cells={at: pasted(c) for at, c in s.cells.items()}) if s.key in sheets else s
            for s in made.grid.sheets
        ),
    )
    return _write(grid, path)


def without_sheet(made: Made, path: Path, sheet: str) -> Path:
    return _write(replace(made.grid, sheets=tuple(s for s in made.grid.sheets if s.key != sheet)), path)


def amount(text: str) -> Decimal:
    return Decimal(text)


Change = Callable[[Mapping[tuple[int, int], GridCell]], Mapping[tuple[int, int], GridCell]]


def _relaid(made: Made, path: Path, sheet: str, rows: Mapping[str, int], change: Change) -> Path:
    where = made.layout.sheets[sheet]
    layout = Layout({**made.layout.sheets, sheet: SheetLayout(where.tab, rows, where.columns)})
    grid = build_grid(made.book, layout)
    sheets = tuple(replace(s, cells=change(s.cells)) if s.key == sheet else s for s in grid.sheets)
    return _write(evaluate(replace(grid, sheets=sheets))[0], path)


def _put(grid: Grid, layout: Layout, values: Mapping[Key, Scalar], *, keep: bool = False) -> Grid:
    cells = {sheet.key: dict(sheet.cells) for sheet in grid.sheets}
    for (sheet, row, column), value in values.items():
        where = layout.sheets[sheet]
        at = where.rows[row], where.columns[column]
        before = cells[sheet][at]
        cells[sheet][at] = GridCell(value, before.formula if keep else "", before.style)
    return replace(grid, sheets=tuple(replace(s, cells=cells[s.key]) for s in grid.sheets))


def _write(grid: Grid, path: Path) -> Path:
    write_xlsx(grid, path)
    return path
