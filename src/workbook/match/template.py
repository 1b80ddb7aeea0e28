"""The book that a file was made with: built once for all files of one template that have the same sizes."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

from workbook.book.build import build_book
from workbook.book.front import CODE, IDENTITY
from workbook.book.model import Book, Identity, Sheet
from workbook.book.sizes import Sizes
from workbook.data import UnitData
from workbook.spec.spec import Spec

_KEPT = 4
_NOBODY = ("", "")
_known: deque[tuple[Spec, UnitData, Sizes, dict[tuple[str, str], Book]]] = deque(maxlen=_KEPT)
"""What was built last, for nobody and for the unit that came last. A spec is read once for many files, so it is
the same object.
"""


def template_book(spec: Spec, blank: UnitData, sizes: Sizes) -> Book:
    """`build_book` for data that say nothing but whose they are; sheets are shared with the books of other units."""
    anybody, whose = replace(blank, unit="", code=""), (blank.unit, blank.code)
    kept = (b for known, data, size, b in _known if known is spec and data == anybody and size == sizes)
    books = next(kept, None)
    if books is None:
        books = {_NOBODY: build_book(spec, anybody, sizes)[0]}
        _known.append((spec, anybody, sizes, books))
    book = books.get(whose)
    if book is None:
        book = _for_unit(books[_NOBODY], *whose)
        for unit in [unit for unit in books if unit != _NOBODY]:
            del books[unit]
        books[whose] = book
    return book


def _for_unit(book: Book, unit: str, code: str) -> Book:
    identity = replace(book.identity, unit=unit, code=None if book.identity.code is None else code)
    return replace(book, identity=identity, sheets=tuple(_named(sheet, identity) for sheet in book.sheets))


def _named(sheet: Sheet, identity: Identity) -> Sheet:
    """The sheet that carries the identity with the unit's name and code, others as they are."""
    if sheet.key != IDENTITY:
        return sheet
    cells = dict(sheet.cells)
    for row, text in (("单位", identity.unit), (CODE, identity.code)):
        if text is not None:
            cells[row, "值"] = replace(cells[row, "值"], content=text)
    return replace(sheet, cells=cells)
