"""The book that a file was made with: built once for all files of one template that have the same sizes."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

from workbook.book.build import build_book
from workbook.book.front import IDENTITY
from workbook.book.model import Book, Cell, Identity, Sheet
from workbook.book.sizes import Sizes
from workbook.data import UnitData
from workbook.spec.spec import Spec

_KEPT = 4
_known: deque[tuple[Spec, UnitData, Sizes, dict[str, Book]]] = deque(maxlen=_KEPT)
"""What was built last, for nobody ("") and for the unit that came last. A spec is read once for many files, so it is
the same object.
"""


def template_book(spec: Spec, blank: UnitData, sizes: Sizes) -> Book:
    """`build_book` for data that say nothing but whose they are; sheets are shared with the books of other units."""
    anybody = replace(blank, unit="")
    kept = (b for known, data, size, b in _known if known is spec and data == anybody and size == sizes)
    books = next(kept, None)
    if books is None:
        books = {"": build_book(spec, anybody, sizes)[0]}
        _known.append((spec, anybody, sizes, books))
    book = books.get(blank.unit)
    if book is None:
        book = _for_unit(books[""], blank.unit)
        for unit in [unit for unit in books if unit]:
            del books[unit]
        books[blank.unit] = book
    return book


def _for_unit(book: Book, unit: str) -> Book:
    identity = replace(book.identity, unit=unit)
    return replace(book, identity=identity, sheets=tuple(_named(sheet, identity) for sheet in book.sheets))


def _named(sheet: Sheet, identity: Identity) -> Sheet:
    """The sheet that carries the identity with the unit's name, others as they are."""
    if sheet.key != IDENTITY:
        return sheet
    cell = sheet.cells["单位", "值"]
    named = Cell(identity.unit, None, cell.style, cell.number, cell.slot)
    return replace(sheet, cells={**sheet.cells, ("单位", "值"): named})
