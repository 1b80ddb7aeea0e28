"""All templates of one spec that are in use: the one without data, and one for each shape of units that have some."""

from __future__ import annotations

from collections import OrderedDict

from workbook.book.build import build_book
from workbook.book.classify import requests_of
from workbook.book.model import Book
from workbook.data import UnitData
from workbook.evaluate.live import UnfitError
from workbook.finding import Level
from workbook.grid.build import build_grid
from workbook.grid.model import Grid
from workbook.layout import Layout, layout_of
from workbook.press.cards import marks
from workbook.press.shape import SIZES, Growing, Shape, sample_of, shape_of
from workbook.press.template import Template
from workbook.spec.model import Classify, Table
from workbook.spec.spec import Spec

MOST = 2
"""Shapes that are kept ready, those asked for last. Each takes some 50 MB; units of one shape come together."""


class Press:
    """Fills workbooks of one spec. blank: a unit that has filled in nothing; book, layout and grid: its workbook, made
    with `shape.SIZES` like every other.
    """

    def __init__(self, spec: Spec, blank: UnitData, book: Book, layout: Layout, grid: Grid) -> None:
        self.spec, self.blank = spec, blank
        self.plain = Template(spec, book, layout, grid)
        self._growing = _growing(spec, book)
        self._plain_shape = self.shape(blank)
        self._shapes: OrderedDict[Shape, Template | None] = OrderedDict()

    def shape(self, data: UnitData) -> Shape | None:
        """What the unit has in common with others whose workbooks are filled from the same template."""
        return shape_of(self.spec, data, self._growing)

    def fill(self, data: UnitData) -> bytes | None:
        """The unit's workbook; None where it must be made the long way."""
        template = self.template(data)
        return template.fill(data) if template is not None else None

    def template(self, data: UnitData, *, alone: bool = False) -> Template | None:
        """The template of the unit's shape, None where there is none for it.

        alone: no other unit of its shape will come; a template made for it would cost more than it saves.
        """
        shape = self.shape(data)
        if shape is None:
            return None
        if shape == self._plain_shape:
            return self.plain
        if alone and shape not in self._shapes:
            return None
        if shape not in self._shapes:
            while len(self._shapes) >= MOST:
                self._shapes.popitem(last=False)
            self._shapes[shape] = self._compiled(data)
        self._shapes.move_to_end(shape)
        return self._shapes[shape]

    def _compiled(self, data: UnitData) -> Template | None:
        """The template of a unit's shape."""
        names = marks(sum(not card.department for card in data.scorecards))
        sample = sample_of(self.spec, self.blank, data, names)
        book, findings = build_book(self.spec, sample, SIZES)
        if any(finding.level >= Level.ERROR for finding in findings):
            return None
        layout = layout_of(book)
        carried, cards = (sample if data.carried else None), (names if data.scorecards else None)
        try:
            return Template(self.spec, book, layout, build_grid(book, layout), carried, cards)
        except UnfitError:
            return None


def _growing(spec: Spec, book: Book) -> Growing:
    pages = {str(s.sheet): s.rows for s in spec.sheets if isinstance(s, Table) and isinstance(s.rows, Classify)}
    tables = {table.name: table for table in book.tables}
    return {name: (wish, pages[name]) for name, wish in requests_of(spec, tables).items() if name in tables}
