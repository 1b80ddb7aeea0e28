"""What a cell holds and cannot be read is told once, and what follows from it beneath."""

from __future__ import annotations

from mutate.base import base
from mutate.package import Package
from structure.conftest import LIST, Answer, at, only, told
from workbook.layout import address

TABLE, COLUMN = "公开05表", 5


def test_stored_results_follow_from_a_number_that_is_none(answer: Answer) -> None:
    package = base().package()
    package.number(LIST, *at("F6"), "NaN")
    item = only(answer(package))
    assert (item.code, item.cells) == ("R601", "F6")
    assert {short.code for short in item.consequences} >= {"M303", "F105"}


def shared(package: Package, rows: range) -> None:
    """Formulas that share one of a cell that has none."""
    for row in rows:
        package.put(TABLE, row, COLUMN, '<f t="shared" si="0"/><v></v>', "str")


def test_shared_formulas_without_the_first_are_not_told_as_changed_too(package: Package, answer: Answer) -> None:
    rows = range(9, 44)
    shared(package, rows)
    items = [item for item in told(answer(package)) if item.code != "R418"]
    assert [(item.code, item.cell, item.consequences) for item in items] == [("R408", address(9, COLUMN), ())]


def test_a_what_if_table_is_told_once(package: Package, answer: Answer) -> None:
    package.put(TABLE, 9, COLUMN, '<f t="dataTable" ref="E9" r1="A1"/><v>1</v>')
    item = only(answer(package))
    assert (item.code, item.cells, item.consequences) == ("R412", "E9", ())


def test_an_array_formula_without_a_formula_is_a_value(package: Package, answer: Answer) -> None:
    package.put(TABLE, 9, COLUMN, '<f t="array" ref="E9"/><v>1</v>')
    assert only(answer(package)).code == "F101"


def test_what_a_row_lacks_is_told_with_the_errors_that_stand_there(package: Package, answer: Answer) -> None:
    """Neither its code nor its fund can be read; that the row lacks both is no third fault."""
    for cell in ("B6", "D6"):
        package.put(LIST, *at(cell), "<v>#N/A</v>", "e")
    items = told(answer(package))
    assert {item.code[:2] for item in items} == {"M3"}
    assert "J113" in {short.code for item in items for short in item.consequences}
