"""All templates of one spec that are in use: the one without data, and one for each shape of last year's figures."""

from __future__ import annotations

from collections import OrderedDict

from workbook.book.build import build_book
from workbook.book.model import Book
from workbook.data import UnitData
from workbook.evaluate.live import UnfitError
from workbook.finding import Level
from workbook.grid.build import build_grid
from workbook.grid.model import Grid
from workbook.layout import Layout, layout_of
from workbook.press.carried import Shape, sample, shape_of
from workbook.press.template import Template
from workbook.spec.spec import Spec

MOST = 2
"""Shapes that are kept ready, those asked for last. Each takes some 50 MB; units of one shape come together."""


class Press:
    """Fills workbooks of one spec. blank: a unit that has filled in nothing; book, layout and grid: its workbook."""

    def __init__(self, spec: Spec, blank: UnitData, book: Book, layout: Layout, grid: Grid) -> None:
        self.spec, self.blank = spec, blank
        self.plain = Template(spec, book, layout, grid)
        self._shapes: OrderedDict[Shape, Template | None] = OrderedDict()

    def fill(self, data: UnitData) -> bytes | None:
        """The unit's workbook with the rows of the blank one; None where it must be made the long way."""
        if not self.plain.has_room(data):
            return None
        template = self._with_carried(data) if data.carried else self.plain
        return template.fill(data) if template is not None else None

    def _with_carried(self, data: UnitData) -> Template | None:
        shape = shape_of(self.spec, data)
        if shape is None:
            return None
        if shape not in self._shapes:
            while len(self._shapes) >= MOST:
                self._shapes.popitem(last=False)
            self._shapes[shape] = self._compiled(sample(self.blank, self.spec, data))
        self._shapes.move_to_end(shape)
        return self._shapes[shape]

    def _compiled(self, data: UnitData) -> Template | None:
        book, findings = build_book(self.spec, data, self.plain.sizes)
        if any(finding.level >= Level.ERROR for finding in findings):
            return None
        layout = layout_of(book)
        try:
            return Template(self.spec, book, layout, build_grid(book, layout), data)
        except UnfitError:
            return None
