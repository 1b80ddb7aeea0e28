"""Scorecards in a workbook that is filled: their names wherever they stand, and what follows from their indicators.

A template is made with marks in place of the projects' names. Each unit's own names go into the texts, keys, tabs,
links and formulas that hold a mark; number formats and merged cells are those that its indicators ask for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from workbook.book.cards import project_tab, projects_of
from workbook.book.front import CARD
from workbook.book.indicatorlooks import SHOWN, equal_neighbours, input_look, shown_numbers
from workbook.book.indicators import MERGED, TARGET, row_of
from workbook.book.inputs import row_content
from workbook.book.model import Book, Slot
from workbook.book.scorecard import PREFIX, group_name
from workbook.book.sizes import LONGEST, SIGNS
from workbook.data import ScorecardData, UnitData
from workbook.evaluate.live import Spot
from workbook.grid.model import Area, Grid, Link, Style
from workbook.grid.styles import style
from workbook.layout import Layout, quoted
from workbook.layout.layout import KEY_COLUMN
from workbook.press.shape import SIZES
from workbook.spec.model import Scorecard
from workbook.spec.spec import Spec

_OPEN, _CLOSE = "\ue0f0", "\ue0f1"
_MARK = re.compile(f"({PREFIX})?{_OPEN}(\\d+)([.．]){_CLOSE}")
"""A project's name as it is, with the dot as keys have it, and both behind the prefix: the tab, and the sheet's key."""
_TAB = re.compile(f"('{PREFIX}{_OPEN}\\d+\\.{_CLOSE}'!)")


def marks(count: int) -> list[str]:
    """Names for a template's projects, which no project has."""
    return [f"{_OPEN}{number:04}.{_CLOSE}" for number in range(count)]


@dataclass(frozen=True, slots=True)
class CardsOwn:
    """What one unit has. tabs: sheet → key and tab. merges: sheet → all of them; covered: cells beneath new ones.

    formulas: as they are written; the engine knows the sheets by the template's names.
    """

    texts: dict[Spot, str] = field(default_factory=dict)
    formulas: dict[Spot, str] = field(default_factory=dict)
    tabs: dict[int, tuple[str, str]] = field(default_factory=dict)
    links: dict[int, dict[tuple[int, int], Link]] = field(default_factory=dict)
    styles: dict[Spot, Style] = field(default_factory=dict)
    merges: dict[int, tuple[Area, ...]] = field(default_factory=dict)
    covered: frozenset[Spot] = frozenset()


@dataclass(frozen=True, slots=True)
class _Place:
    """One scorecard's sheet. rows: of its indicators. dressed: spot, number of the indicator, its input or None for
    what the form shows, whether that is the target. before: merged cells above the indicators.
    """

    index: int
    rows: tuple[int, ...]
    columns: tuple[int, int]
    dressed: tuple[tuple[Spot, int, Slot | None, bool], ...]
    before: int


class CardCells:
    """Where the scorecards of a template stand. names: the projects' marks."""

    def __init__(self, spec: Spec, book: Book, layout: Layout, grid: Grid, names: Sequence[str]) -> None:
        self._forms = {sheet.scope: sheet for sheet in spec.sheets if isinstance(sheet, Scorecard)}
        self._names = tuple(names)
        self._grid = grid
        self._places = {sheet.key: _place(i, book, layout) for i, sheet in enumerate(book.sheets) if sheet.kind == CARD}
        cards = {sheet.key for sheet in book.sheets if sheet.kind == CARD}
        self._tabs = {sheet.name for sheet in grid.sheets if sheet.key not in cards}
        every = [((i, *at), cell) for i, sheet in enumerate(grid.sheets) for at, cell in sheet.cells.items()]
        self._formulas = [(s, _TAB.split(c.formula)) for s, c in every if _OPEN in c.formula]
        self._texts = [
            (s, c.value) for s, c in every if not c.formula and isinstance(c.value, str) and _OPEN in c.value
        ]
        self._links = [
            (i, at, link)
            for i, sheet in enumerate(grid.sheets)
            for at, link in sheet.links.items()
            if _OPEN in link.sheet
        ]

    def of(self, data: UnitData) -> tuple[CardsOwn, UnitData] | None:
        """A unit's scorecards, as many as the template has; and the unit with the template's names for them. None where
        a name would change more than texts.
        """
        form = self._forms.get("project")
        projects = projects_of(form, data, SIZES) if form is not None else []
        names = [card.name for card in projects]
        if not self._plain(names):
            return None
        taken = set(self._tabs)
        tabs = [project_tab(name, taken) for name in names]
        own = CardsOwn()
        for mark, name, tab in zip(self._names, names, tabs, strict=True):
            own.tabs[self._places[group_name(mark)].index] = group_name(name), tab
        own.texts.update({spot: _named(text, names, tabs) for spot, text in self._texts})
        shown = {f"'{PREFIX}{mark}'!": f"{quoted(tab)}!" for mark, tab in zip(self._names, tabs, strict=True)}
        own.formulas.update({s: "".join([shown.get(p, p) for p in pieces]) for s, pieces in self._formulas})
        for index, at, link in self._links:
            named = Link(_named(link.sheet, names, tabs), link.cell, _named(link.tip, names, tabs))
            own.links.setdefault(index, {})[at] = named
        if not self._kept_apart(own):
            return None
        department = [card for card in data.scorecards if card.department]
        keys = [*(card.name for card in department), *self._names]
        covered: set[Spot] = set()
        for key, card in zip(keys, [*department, *projects], strict=True):
            covered.update(self._dress(own, self._places[group_name(key)], card))
        renamed = tuple(replace(card, name=mark) for card, mark in zip(projects, self._names, strict=True))
        return replace(own, covered=frozenset(covered)), replace(data, scorecards=(*department, *renamed))

    def _plain(self, names: list[str]) -> bool:
        """Names that stand in the workbook as they are, each its own."""
        if len({group_name(name) for name in names}) < len(names) or len(names) != len(self._names):
            return False
        return not any(set(SIGNS) & set(name) or name.isdigit() or _OPEN in name for name in names)

    def _kept_apart(self, own: CardsOwn) -> bool:
        """No key that another row or sheet has, no text that is too long, no tab that the department's would give way
        to.
        """
        sheets = {sheet.key for sheet in self._grid.sheets}
        if any(key in sheets for key, _ in own.tabs.values()) or any(len(t) > LONGEST for t in own.texts.values()):
            return False
        fixed = {self._grid.sheets[p.index].name.casefold() for p in self._places.values() if p.index not in own.tabs}
        if any(tab.casefold() in fixed for _, tab in own.tabs.values()):
            return False
        keys = {spot: text for spot, text in own.texts.items() if spot[2] == KEY_COLUMN}
        for index in {spot[0] for spot in keys}:
            cells = self._grid.sheets[index].cells
            mine = [text for spot, text in keys.items() if spot[0] == index]
            others = {c.value for (r, k), c in cells.items() if k == KEY_COLUMN and (index, r, k) not in keys}
            if len(set(mine)) < len(mine) or others & set(mine):
                return False
        return True

    def _dress(self, own: CardsOwn, place: _Place, card: ScorecardData) -> Iterator[Spot]:
        """Number formats and merged cells; yields the cells beneath these."""
        form = self._forms["department" if card.department else "project"]
        given = card.indicators
        looks = [shown_numbers(form, row) for row in given]
        for spot, number, slot, target in place.dressed:
            row: Mapping[str, object] = given[number - 1] if number <= len(given) else {}
            if slot is not None:
                value = row_content(given[number - 1], slot.name) if number <= len(given) else None
                own.styles[spot] = style(*input_look(slot.type, value))
            else:
                shown = looks[number - 1] if row else ("", "")
                own.styles[spot] = style(SHOWN, shown[0] if target else shown[1])
        merges = [(place.columns[c], place.rows[a], place.rows[b]) for c, a, b in equal_neighbours(given)]
        old = self._grid.sheets[place.index].merges
        new = [(top, column, bottom, column) for column, top, bottom in merges]
        own.merges[place.index] = (*old[: place.before], *new, *old[place.before :])
        for column, top, bottom in merges:
            yield from ((place.index, row, column) for row in range(top + 1, bottom + 1))


def _place(index: int, book: Book, layout: Layout) -> _Place:
    sheet = book.sheets[index]
    where = layout.sheets[sheet.key]
    numbers = {key: number for key in where.rows if (number := row_of(key))}
    dressed = tuple(
        ((index, where.rows[row], where.columns[column]), numbers[row], cell.slot, column == TARGET)
        for (row, column), cell in sheet.cells.items()
        if cell.dressed
    )
    first = min(where.rows[key] for key in numbers)
    before = sum(where.rows[row] < first for row, _ in sheet.spans)
    columns = where.columns[MERGED[0]], where.columns[MERGED[1]]
    return _Place(index, tuple(where.rows[key] for key in numbers), columns, dressed, before)


def _named(text: str, names: list[str], tabs: list[str]) -> str:
    """A text with the unit's names in place of the marks."""

    def own(found: re.Match[str]) -> str:
        name = names[int(found[2])]
        if found[3] == ".":
            return tabs[int(found[2])] if found[1] else name
        return group_name(name) if found[1] else group_name(name).removeprefix(PREFIX)

    return _MARK.sub(own, text)
