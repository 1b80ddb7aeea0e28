"""Overlapping merges are told before the writer refuses them."""

from __future__ import annotations

from dataclasses import replace

from made import the_spec
from workbook.book.build import build_book
from workbook.book.model import Book, Cell
from workbook.data import empty_unit
from workbook.finding import render
from workbook.review import Finder, layout_faults

SHEET = "三公经费"


def _book() -> Book:
    spec = the_spec()
    return build_book(spec, empty_unit(spec))[0]


def test_the_2021_layout_does_not_overlap() -> None:
    assert layout_faults(Finder(the_spec(), _book())) == ()


def test_overlapping_merges_and_hidden_contents() -> None:
    book = _book()
    sheet = next(s for s in book.sheets if s.key == SHEET)
    rows, columns = [r.key for r in sheet.rows], [c.key for c in sheet.columns]
    first, last = (rows[-2], columns[0]), (rows[-1], columns[1])
    spans = {**sheet.spans, first: last, (rows[-1], columns[1]): (rows[-1], columns[2])}
    cells = {**sheet.cells, (rows[-1], columns[0]): Cell("藏")}
    changed = replace(sheet, spans=spans, cells=cells)
    broken = replace(book, sheets=tuple(changed if s is sheet else s for s in book.sheets))
    findings = layout_faults(Finder(the_spec(), broken))
    assert {f.code for f in findings} == {"S207"}
    assert any(f.facts["other"] == "藏" for f in findings) and len(findings) >= 2
    assert all(f.place.file.endswith("2-录入/06-三公经费.yaml") for f in findings), [render(f) for f in findings]
