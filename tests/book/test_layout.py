"""Areas between keys in a file whose rows or columns are gone or in another order."""

from __future__ import annotations

from workbook.formula import Formula, Ref
from workbook.layout import Layout, Renderer, SheetLayout

ROWS = {"head": 5, "1": 6, "2": 7, "3": 8, "end": 9}
COLUMNS = {"code": 2, "amount": 3, "note": 4}
FAR = 1009


def area(where: SheetLayout, row: str = "1", to_row: str = "end", column: str = "amount", to_column: str = "") -> str:
    ref = Ref("list", row, column, to_row, to_column or column)
    return Renderer(Layout({"list": where})).formula(Formula(("SUM(", ref, ")")), "other", 1)


def test_as_generated() -> None:
    assert area(SheetLayout("list", ROWS, COLUMNS)) == "=SUM(list!$C$6:$C$9)"


def test_an_area_shrinks_to_the_rows_that_are_left() -> None:
    """As in a spreadsheet program when its first or last row, or both, are deleted."""
    first = {"head": 5, "1": FAR, "2": 6, "3": 7, "end": 8}
    assert area(SheetLayout("list", first, COLUMNS, frozenset({"1"}))) == "=SUM(list!$C$6:$C$8)"
    last = {"head": 5, "1": 6, "2": 7, "3": 8, "end": FAR}
    assert area(SheetLayout("list", last, COLUMNS, frozenset({"end"}))) == "=SUM(list!$C$6:$C$8)"
    both = {"head": 5, "1": FAR, "2": 6, "3": 7, "end": FAR + 1}
    assert area(SheetLayout("list", both, COLUMNS, frozenset({"1", "end"}))) == "=SUM(list!$C$6:$C$7)"


def test_an_area_of_which_nothing_is_left_looks_into_the_void() -> None:
    gone = {"head": 5, "1": FAR, "2": FAR + 1, "3": FAR + 2, "end": FAR + 3}
    where = SheetLayout("list", gone, COLUMNS, frozenset({"1", "2", "3", "end"}))
    assert area(where) == "=SUM(list!$C$1009:$C$1012)"


def test_columns_shrink_too() -> None:
    where = SheetLayout("list", ROWS, {"code": FAR, "amount": 2, "note": 3}, frozenset(), frozenset({"code"}))
    assert area(where, column="code", to_column="note") == "=SUM(list!$B$6:$C$9)"


def test_columns_that_changed_places_stay_one_area() -> None:
    columns = {"code": 2, "amount": 5, "note": 3, "sum": 4}
    assert area(SheetLayout("list", ROWS, columns, mixed_columns=True), to_column="sum") == "=SUM(list!$C$6:$E$9)"
    apart = {"code": 3, "amount": 2, "note": 4, "sum": 5}
    assert area(SheetLayout("list", ROWS, apart, mixed_columns=True), to_column="sum") == "=SUM(list!$B$6:$E$9)"


def test_sorted_rows_stay_one_area() -> None:
    """Sorting moves the first row's key down; the area begins where it began."""
    where = SheetLayout("list", {"head": 5, "1": 8, "2": 7, "3": 6, "end": 9}, COLUMNS, mixed=True)
    assert area(where) == "=SUM(list!$C$6:$C$9)"
