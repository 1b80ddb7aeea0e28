"""How many rows a sheet has: by its own keys, and by what the file says that it was made with."""

from __future__ import annotations

import pytest

from made import the_spec
from workbook.book.build import build_book
from workbook.book.front import IDENTITY
from workbook.book.sizes import ROWS, Sizes, made_with, told
from workbook.data import UnitData

KEYS = frozenset(("标题", "栏目1", "1", "2", "3", "末行"))


def test_what_is_told_is_read_again() -> None:
    text = told([("支出明细", KEYS), ("甲|乙", ["1"]), ("表", ["行1", "行12", "段·a", "2010301"])])
    assert set(text.split("|")) == {"支出明细:栏目=1", "支出明细:=3", "表:行=12"}
    assert made_with(text) == {("支出明细", "栏目"): 1, ("支出明细", ""): 3, ("表", "行"): 12}


@pytest.mark.parametrize("text", ["", "x", "a:b", "a:b=", "a:b=-1", "a:b=1.5", "a:b=１", "a:b=99999999", "|||", "=:"])
def test_other_texts_tell_nothing(text: str) -> None:
    assert made_with(text) == {}


@pytest.mark.parametrize(
    ("rows", "made", "expected"),
    [
        ({}, 0, 40),  # a new workbook
        ({"表": KEYS}, 0, 3),  # a file that does not tell
        ({"表": KEYS}, 3, 3),
        ({"表": KEYS}, 5, 5),  # the last two are gone
        ({"表": KEYS}, 2, 3),  # a row of a key that was not there
        ({"表": KEYS}, 900_000, 3),  # not to be believed
        ({"别的": KEYS}, 35, 35),  # the sheet is gone
        ({"表": frozenset(("标题",))}, 35, 35),
        ({"表": KEYS | {"201"}}, 4, 4),  # a code in the place of the last key
        ({"表": KEYS | {"4", "5", "9"}}, 3, 5),
        ({"表": KEYS | {"2010301"}}, 0, 3),
        ({"表": KEYS | {"999999", "9" * 5000, "0"}}, 0, 3),
        ({"表": KEYS | {"999999"}}, 999_999, 3),
    ],
)
def test_the_last_rows_are_missed(rows: dict[str, frozenset[str]], made: int, expected: int) -> None:
    assert Sizes(rows, (), {("表", ""): made}).count("表", "", 40) == expected


def test_a_file_that_was_made_without_this_line_goes_without_it() -> None:
    unit = UnitData(unit="某局", year="2021")
    for sizes, there in ((Sizes(), True), (Sizes({IDENTITY: frozenset(("模板",))}), False)):
        book, _ = build_book(the_spec(), unit, sizes)
        identity = next(sheet for sheet in book.sheets if sheet.key == IDENTITY)
        assert ((ROWS, "值") in identity.cells) == there
