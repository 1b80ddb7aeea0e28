"""The resolved book of each place and year, so that a change of a shared page shows what it moves.

`books/<place>-<year>.txt` is renewed with UPDATE_GOLDEN=1 (`make golden`); then read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from golden.bookpage import book_page
from made import ROOT, the_spec
from workbook.spec.folders import is_abstract

BOOKS = Path(__file__).parent / "books"
NAMES = [
    book.parent.relative_to(ROOT / "specs").as_posix()
    for book in sorted((ROOT / "specs").glob("*/*/book.yaml"))
    if not is_abstract(book)
]


@pytest.mark.parametrize("name", NAMES)
def test_the_book_is_the_one_on_its_page(name: str) -> None:
    page = BOOKS / f"{name.replace('/', '-')}.txt"
    told = book_page(the_spec(name))
    if os.environ.get("UPDATE_GOLDEN"):
        page.write_text(told, encoding="utf-8")
    assert told == page.read_text(encoding="utf-8"), "renew it with UPDATE_GOLDEN=1 and read what moved"


def test_every_page_has_its_spec() -> None:
    assert {page.stem for page in BOOKS.glob("*.txt")} == {name.replace("/", "-") for name in NAMES}
