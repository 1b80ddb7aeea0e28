"""One template, ready to be filled: the book without data, its grid, its engine and its package."""

from __future__ import annotations

from dataclasses import replace

from workbook.book.contents import content_of
from workbook.book.model import Book, Identity, Slot
from workbook.book.sizes import Sizes
from workbook.data import UnitData
from workbook.evaluate.live import Live
from workbook.evaluate.result import Fault
from workbook.grid.heights import fit_sheet
from workbook.grid.identity import footer_of, names_of, properties_of
from workbook.grid.model import Grid, GridCell, GridSheet, Scalar
from workbook.layout import Layout
from workbook.spec.spec import Spec
from workbook.write.plate import Plate, Spot


def sizes_of(book: Book) -> Sizes:
    """The sizes of a book as made, so that one with other data gets the same rows."""
    return Sizes({sheet.key: frozenset(line.key for line in sheet.rows) for sheet in book.sheets})


class Template:
    """book, layout and grid are those of the template without a unit's data; the grid is evaluated and fitted."""

    def __init__(self, spec: Spec, book: Book, layout: Layout, grid: Grid) -> None:
        self.spec, self.book, self.grid = spec, book, grid
        self.sizes = sizes_of(book)
        self._live = Live(grid)
        self._plate = Plate(grid)
        self._slots: dict[Spot, Slot] = {}
        self._identity: dict[str, Spot] = {}
        for index, sheet in enumerate(book.sheets):
            where = layout.sheets[sheet.key]
            for (row, column), cell in sheet.cells.items():
                spot = (index, where.rows[row], where.columns[column])
                if cell.slot is not None:
                    self._slots[spot] = cell.slot
                elif sheet.kind == "identity" and column == "值":
                    self._identity[row] = spot
        self._rooms = {
            owner: max(s.number for s in self._slots.values() if s.kind == "row" and s.owner == owner)
            for owner in {s.owner for s in self._slots.values() if s.kind == "row"}
        }

    def fill(self, data: UnitData) -> bytes | None:
        """The unit's workbook, None where it would differ from the template in more than values."""
        if not self._fits(data):
            return None
        identity = Identity(self.spec.name, self.spec.hash, data.year or str(self.spec.book.year), data.unit)
        inputs = {spot: content_of(data, slot) for spot, slot in self._slots.items()}
        inputs |= {self._identity["年度"]: identity.year, self._identity["单位"]: identity.unit}
        changed: dict[Spot, Scalar] = {s: v for s, v in inputs.items() if not _same(v, self._value(s))}
        for spot, result in self._live.results(changed).items():
            if isinstance(result, Fault):
                return None  # told by the slow way, with its place
            changed[spot] = result
        return self._plate.fill(self._with(changed, identity), changed)

    def _fits(self, data: UnitData) -> bool:
        """No scorecards, explanations or values from last year, and no list longer than the template's."""
        if data.scorecards or data.explanations or data.carried:
            return False
        return all(len(sheet.rows) <= self._rooms.get(name, 0) for name, sheet in data.sheets.items())

    def _value(self, spot: Spot) -> Scalar:
        index, row, column = spot
        return self.grid.sheets[index].cells[row, column].value

    def _with(self, changed: dict[Spot, Scalar], identity: Identity) -> Grid:
        by_sheet: dict[int, dict[tuple[int, int], Scalar]] = {}
        for (index, row, column), value in changed.items():
            by_sheet.setdefault(index, {})[row, column] = value
        footer = footer_of(identity)
        sheets = []
        for index, sheet in enumerate(self.grid.sheets):
            new = replace(sheet, page=replace(sheet.page, footer=footer))
            values = by_sheet.get(index)
            sheets.append(_filled(new, values) if values else new)
        return replace(
            self.grid,
            sheets=tuple(sheets),
            names={**self.grid.names, **names_of(identity)},
            properties=properties_of(identity),
        )


def _filled(sheet: GridSheet, values: dict[tuple[int, int], Scalar]) -> GridSheet:
    cells = dict(sheet.cells)
    for at, value in values.items():
        old = cells[at]
        cells[at] = GridCell(value, old.formula, old.style)
    return fit_sheet(replace(sheet, cells=cells, fitted={}))


def _same(one: Scalar, other: Scalar) -> bool:
    return one == other and isinstance(one, str) == isinstance(other, str)
