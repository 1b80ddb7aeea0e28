"""One template, ready to be filled: its book, its grid, its engine and its package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from workbook.book.contents import content_of
from workbook.book.front import CODE
from workbook.book.model import Book, Identity, Slot
from workbook.data import UnitData
from workbook.evaluate.live import Live, UnfitError
from workbook.evaluate.result import Fault
from workbook.grid.heights import fit_rows, fit_sheet
from workbook.grid.identity import footer_of, names_of, properties_of
from workbook.grid.model import Grid, GridCell, GridSheet, Scalar
from workbook.layout import Layout
from workbook.press.cards import CardCells, CardsOwn
from workbook.press.carried import CarriedCells, Own
from workbook.spec.spec import Spec
from workbook.write.plate import Plate, Spot


@dataclass(frozen=True, slots=True)
class _Filled:
    """What one unit's workbook has in place of the template's. prompts: by sheet and number of the validation."""

    values: Mapping[Spot, Scalar]
    formulas: Mapping[Spot, str]
    prompts: Mapping[tuple[int, int], str] = field(default_factory=dict)
    cards: CardsOwn = field(default_factory=CardsOwn)


class Template:
    """book, layout and grid are those of a unit of its shape that has filled in nothing (`shape.sample_of`).

    carried: that unit, where it has values from last year. names: its projects, where it has scorecards. Raises
    UnfitError where a formula has no result.
    """

    def __init__(
        self,
        spec: Spec,
        book: Book,
        layout: Layout,
        grid: Grid,
        carried: UnitData | None = None,
        names: Sequence[str] | None = None,
    ) -> None:
        self.spec, self.book = spec, book
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
        self._cards = CardCells(spec, book, layout, self.grid, names) if names is not None else None

    def fill(self, data: UnitData) -> bytes | None:
        """The workbook of a unit of the template's shape; None where it would differ in more than what can be filled
        in.
        """
        year = data.year or str(self.spec.book.year)
        identity = Identity(self.spec.name, self.spec.hash, year, data.unit, data.code)
        own = self._carried.of(data) if self._carried is not None else Own()
        cards = CardsOwn()
        if self._cards is not None:
            named = self._cards.of(data)
            if named is None:
                return None
            cards, data = named
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
            if spot not in cards.covered:
                changed[spot] = result
        changed |= cards.texts
        formulas |= cards.formulas
        touched = {*changed, *formulas, *cards.covered}
        return self._plate.fill(self._with(_Filled(changed, formulas, own.prompts, cards), identity), touched)

    def _cell(self, spot: Spot) -> GridCell:
        index, row, column = spot
        return self.grid.sheets[index].cells[row, column]

    def _with(self, filled: _Filled, identity: Identity) -> Grid:
        by_sheet: dict[int, dict[tuple[int, int], GridCell]] = {}
        cards = filled.cards
        for spot in {*filled.values, *filled.formulas, *cards.styles, *cards.covered}:
            old = self._cell(spot)
            look = cards.styles.get(spot, old.style)
            if spot in cards.covered:
                cell = GridCell(None, "", look)
            else:
                cell = GridCell(filled.values.get(spot, old.value), filled.formulas.get(spot, old.formula), look)
            by_sheet.setdefault(spot[0], {})[spot[1:]] = cell
        footer = footer_of(identity)
        sheets = []
        for index, sheet in enumerate(self.grid.sheets):
            key, name = cards.tabs.get(index, (sheet.key, sheet.name))
            new = replace(sheet, key=key, name=name, page=replace(sheet.page, footer=footer))
            if index in cards.links:
                new = replace(new, links={**sheet.links, **cards.links[index]})
            if index in cards.merges:
                new = replace(new, merges=cards.merges[index])
            if any(at == index for at, _ in filled.prompts):
                rules = enumerate(sheet.validations)
                told = tuple(replace(r, prompt=filled.prompts.get((index, n), r.prompt)) for n, r in rules)
                new = replace(new, validations=told)
            cells = by_sheet.get(index)
            sheets.append(_filled(new, cells) if cells else new)
        return replace(
            self.grid,
            sheets=tuple(sheets),
            names={**self.grid.names, **names_of(identity)},
            properties=properties_of(identity),
            dressed=frozenset((cards.tabs.get(i, (key,))[0], r, c) for i, key, r, c in self._dressed),
        )

    @property
    def _dressed(self) -> list[tuple[int, str, int, int]]:
        places = {sheet.key: index for index, sheet in enumerate(self.grid.sheets)}
        return [(places[key], key, row, column) for key, row, column in self.grid.dressed]


def _filled(sheet: GridSheet, cells: Mapping[tuple[int, int], GridCell]) -> GridSheet:
    return fit_sheet(replace(sheet, cells={**sheet.cells, **cells}, fitted={}))


def _same(one: Scalar, other: Scalar) -> bool:
    return one == other and isinstance(one, str) == isinstance(other, str)
