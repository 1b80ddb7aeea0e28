"""Merged ranges that the template does not have."""

from __future__ import annotations

import re

import pytest

from mutate.package import Package
from structure.conftest import FORM, LIST, Answer, at, only
from workbook.finding import Level

TABLE = "公开03表"


def merge(package: Package, tab: str, area: str) -> None:
    part = package.sheets[tab]
    package.write(
        part, re.sub(r'<mergeCells count="\d+">', rf'<mergeCells><mergeCell ref="{area}"/>', package.text(part))
    )


@pytest.mark.parametrize(
    ("tab", "area", "hidden", "shown"),
    [
        (LIST, "F7:F8", "F8", "1024318.66"),
        (TABLE, "F9:F10", "F10", "1071.66"),
        (FORM, "B8:B9", "B9", "上年机关运行经费"),
    ],
)
def test_a_merge_that_hides_something(
    package: Package, answer: Answer, tab: str, area: str, hidden: str, shown: str
) -> None:
    merge(package, tab, area)
    item = only(answer(package))
    assert (item.code, item.level, item.sheet, item.cells) == ("F109", Level.ERROR, tab, hidden)
    assert area in item.message and shown in item.message


def test_a_formula_deleted_by_merging_is_told_as_merged(package: Package, answer: Answer) -> None:
    """A program deletes what the other cells of a merge held, their formulas with it."""
    merge(package, TABLE, "F9:G9")
    package.blank(TABLE, *at("G9"))
    item = only(answer(package))
    assert (item.code, item.cells) == ("F109", "G9")


def test_merging_blank_entries_is_a_warning(package: Package, answer: Answer) -> None:
    merge(package, LIST, "F30:F31")
    report = answer(package)
    assert (only(report).code, only(report).level) == ("F109", Level.WARNING) and report.accepted


def test_several_cells_of_one_merge_are_one_finding(package: Package, answer: Answer) -> None:
    merge(package, LIST, "F6:G8")
    item = only(answer(package))
    assert item.code == "F109" and item.cell == "G7" and "被盖住 5 格" in item.message


def test_merging_what_is_blank_anyway_is_no_fault(package: Package, answer: Answer) -> None:
    merge(package, LIST, "N6:P9")
    assert answer(package).accepted


@pytest.mark.parametrize("area", ["B100:XFD1048576", "AA1:XFD1048576"])
def test_a_merge_of_any_size_takes_no_time(package: Package, answer: Answer, area: str) -> None:
    """Also where keys have to be told from their places."""
    merge(package, LIST, area)
    package.blank(LIST, *at("A8"))
    assert only(answer(package)).code == "M211"


def test_a_merge_over_everything_below_is_told(package: Package, answer: Answer) -> None:
    merge(package, LIST, "F20:XFD1048576")
    item = only(answer(package))
    assert (item.code, item.level, item.sheet) == ("F109", Level.ERROR, LIST)
