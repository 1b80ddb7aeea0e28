"""One template, ready to be filled: its book, its grid, its engine and its package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from workbook.book.classify import requests_of, used_codes
from workbook.book.contents import content_of
from workbook.book.front import CODE
from workbook.book.model import Book, Identity, Slot
from workbook.book.sizes import Sizes
from workbook.data import UnitData
from workbook.evaluate.live import Live, UnfitError
from workbook.evaluate.result import Fault
from workbook.grid.heights import fit_rows, fit_sheet
from workbook.grid.identity import footer_of, names_of, properties_of
from workbook.grid.model import Grid, GridCell, GridSheet, Scalar
from workbook.layout import Layout
from workbook.press.carried import CarriedCells, Own
from workbook.spec.spec import Spec
from workbook.write.plate import Plate, Spot


def sizes_of(book: Book) -> Sizes:
    """The sizes of a book as made, so that one with other data gets the same rows."""
    return Sizes({sheet.key: frozenset(line.key for line in sheet.rows) for sheet in book.sheets})


class Template:
    """book, layout and grid are those of the template without a unit's data.

    carried: the sample of last year's values that it was made of (see `carried.sample`), None: it has none. Raises
    UnfitError where a formula has no result.
    """

    def __init__(self, spec: Spec, book: Book, layout: Layout, grid: Grid, carried: UnitData | None = None) -> None:
        self.spec, self.book = spec, book
        self.sizes = sizes_of(book)
        self._live = Live(grid)
        self.grid = fit_rows(self._live.grid)
        self._plate = Plate(self.grid)
        self._slots: dict[Spot, Slot] = {}
        self._identity: dict[str, Spot] = {}
        for index, sheet in enumerate(book.sheets):
            where = layout.sheets[sheet.key]
            for (row, column), cell in sheet.cells.items():
                spot = (index, where.rows[row], where.columns[column])
                if cell.slot is not None and cell.slot.kind != "carried":
                    self._slots[spot] = cell.slot
                elif sheet.kind == "identity" and column == "值":
                    self._identity[row] = spot
        self._carried: CarriedCells | None = None
        if carried is not None:
            self._carried = CarriedCells(spec, book, layout, self.grid, carried, self._slots)
        self._rooms = {
            owner: max(s.number for s in self._slots.values() if s.kind == "row" and s.owner == owner)
            for owner in {s.owner for s in self._slots.values() if s.kind == "row"}
        }
        tables = {table.name: table for table in book.tables}
        self._growing = {
            name: (wish, tables[name].size) for name, wish in requests_of(spec, tables).items() if name in tables
        }

    def has_room(self, data: UnitData) -> bool:
        """Whether no list is longer than the template's, and no growing table would be."""
        if any(len(sheet.rows) > self._rooms.get(name, 0) for name, sheet in data.sheets.items()):
            return False
        return all(len(used_codes(wish, data)) <= size for wish, size in self._growing.values())

    def fill(self, data: UnitData) -> bytes | None:
        """The unit's workbook, None where it would differ from the template in more than values.

        With values from last year they have the shape of the template's.
        """
        if not self._fits(data):
            return None
        year = data.year or str(self.spec.book.year)
        identity = Identity(self.spec.name, self.spec.hash, year, data.unit, data.code)
        own = self._carried.of(data) if self._carried is not None else Own()
        inputs: dict[Spot, Scalar] = {spot: content_of(data, slot) for spot, slot in self._slots.items()}
        inputs |= own.values
        varying = {"年度": identity.year, "单位": identity.unit, CODE: identity.code}
        inputs |= {self._identity[row]: text for row, text in varying.items()}
        changed: dict[Spot, Scalar] = {s: v for s, v in inputs.items() if not _same(v, self._cell(s).value)}
        formulas = {s: formula for s, formula in own.formulas.items() if formula != self._cell(s).formula}
        try:
            results = self._live.results(changed, formulas)
        except UnfitError:
            return None  # told by the slow way, with its place
        for spot, result in results.items():
            if isinstance(result, Fault):
                return None
            changed[spot] = result
        return self._plate.fill(self._with(changed, formulas, own.prompts, identity), {*changed, *formulas})

    def _fits(self, data: UnitData) -> bool:
        """No scorecards, explanations or units' shares, and nothing that is too long."""
        if data.scorecards or data.explanations or data.rolled is not None:
            return False
        return bool(data.carried) == (self._carried is not None) and self.has_room(data)

    def _cell(self, spot: Spot) -> GridCell:
        index, row, column = spot
        return self.grid.sheets[index].cells[row, column]

    def _with(
        self,
        changed: Mapping[Spot, Scalar],
        formulas: Mapping[Spot, str],
        prompts: Mapping[tuple[int, int], str],
        identity: Identity,
    ) -> Grid:
        by_sheet: dict[int, dict[tuple[int, int], GridCell]] = {}
        for spot in {*changed, *formulas}:
            old = self._cell(spot)
            cell = GridCell(changed.get(spot, old.value), formulas.get(spot, old.formula), old.style)
            by_sheet.setdefault(spot[0], {})[spot[1:]] = cell
        footer = footer_of(identity)
        sheets = []
        for index, sheet in enumerate(self.grid.sheets):
            new = replace(sheet, page=replace(sheet.page, footer=footer))
            if any(at == index for at, _ in prompts):
                rules = enumerate(sheet.validations)
                told = tuple(replace(r, prompt=prompts.get((index, n), r.prompt)) for n, r in rules)
                new = replace(new, validations=told)
            cells = by_sheet.get(index)
            sheets.append(_filled(new, cells) if cells else new)
        return replace(
            self.grid,
            sheets=tuple(sheets),
            names={**self.grid.names, **names_of(identity)},
            properties=properties_of(identity),
        )


def _filled(sheet: GridSheet, cells: Mapping[tuple[int, int], GridCell]) -> GridSheet:
    return fit_sheet(replace(sheet, cells={**sheet.cells, **cells}, fitted={}))


def _same(one: Scalar, other: Scalar) -> bool:
    return one == other and isinstance(one, str) == isinstance(other, str)
