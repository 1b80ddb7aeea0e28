"""Faults of sheets: each is refused or told with its cell, none is smoothed over."""

from __future__ import annotations

import pytest

from read.files import MAIN, OVERRIDES, SHEET_TYPE, only_sheet, parts, read, relations, rows, sheet, workbook
from workbook.finding import Level
from workbook.read import Kind, limits
from workbook.read.merges import covering, first_overlap
from workbook.read.model import Span

LONG = "字" * (limits.CELL_TEXT + 1)


def two(names: tuple[str, str], links: tuple[str, str], state: str = "visible") -> str:
    entries = "".join(
        f'<sheet name="{name}" sheetId="{n}" state="{state}" r:id="{link}"/>'
        for n, (name, link) in enumerate(zip(names, links, strict=True), 1)
    )
    return workbook(f"<sheets>{entries}</sheets>")


def data(inner: str) -> str:
    return f"<sheetData>{inner}</sheetData>"


REFUSED: dict[str, list[str]] = {
    "R401": [
        rows('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>'),
        data('<row r="1"/><row r="1"/>'),
        rows('<c r="A1"/><c r="B1"/><c r="A1"/>'),
    ],
    "R402": [
        rows('<c r="B1"/><c r="A1"/>'),
        data('<row r="2"/><row r="1"/>'),
        rows('<c r="A2"/>'),
    ],
    "R403": [
        rows('<c r="XFE1"/>'),
        rows('<c r="A1048577"/>'),
        rows('<c r="a1"/>'),
        rows('<c r="A01"/>'),
        rows('<c r="Ａ1"/>'),
        rows('<c r="$A$1"/>'),
        data('<row r="0"/>'),
        data('<row r="-1"/>'),
        data('<row r="1048577"/>'),
        data('<row r="９"/>'),
        '<cols><col min="a" max="2" hidden="1"/></cols><sheetData/>',
    ],
    "R404": [
        rows('<c r="A1" t="s"><v>2</v></c>'),
        rows('<c r="A1" t="s"><v>-1</v></c>'),
        rows('<c r="A1" t="s"><v>1.0</v></c>'),
    ],
    "R405": [rows('<c r="A1" s="4"/>'), rows('<c r="A1" s="-1"/>'), rows('<c r="A1" s="x"><v>1</v></c>')],
    "R406": [
        rows(f'<c r="A1" t="inlineStr"><is><t>{LONG}</t></is></c>'),
        rows(f'<c r="A1" t="str"><f>B1</f><v>{LONG}</v></c>'),
    ],
    "R407": [
        rows('<c r="A1" t="b"><v>2</v></c>'),
        rows('<c r="A1" t="b"><v>yes</v></c>'),
        rows('<c r="A1" t="x"><v>1</v></c>'),
    ],
    "R411": [
        '<sheetData/><mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/></mergeCells>',
        '<sheetData/><mergeCells><mergeCell ref="B2:A1"/></mergeCells>',
        '<sheetData/><mergeCells><mergeCell ref="A:B"/></mergeCells>',
        "<sheetData/><mergeCells><mergeCell/></mergeCells>",
    ],
    "R417": [rows(f'<c r="A1"><f>{"1+" * 4096}1</f></c>')],
}


@pytest.mark.parametrize(("code", "content"), [(c, text) for c, many in REFUSED.items() for text in many])
def test_a_damaged_sheet_is_refused(code: str, content: str) -> None:
    book, codes, findings = read(parts(content))
    assert book is None and codes == [code]
    assert findings[0].place.sheet == "表"


def test_every_damaged_sheet_is_told() -> None:
    bad = sheet(rows('<c r="A1" s="9"/>'))
    made = parts(
        overrides={"xl/worksheets/sheet2.xml": f"{SHEET_TYPE}.worksheet+xml"},
        **{
            "xl/workbook.xml": two(("甲", "乙"), ("rId1", "rId2")),
            "xl/_rels/workbook.xml.rels": relations(
                ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "worksheet", "worksheets/sheet2.xml")
            ),
            "xl/worksheets/sheet1.xml": bad,
            "xl/worksheets/sheet2.xml": bad,
        },
    )
    book, codes, findings = read(made)
    assert book is None and codes == ["R405", "R405"]
    assert [finding.place.sheet for finding in findings] == ["甲", "乙"]


def test_texts_of_the_table_are_limited_too() -> None:
    strings = f'<sst xmlns="{MAIN}"><si><r><t>{LONG[1:]}</t></r><r><t>字</t></r></si></sst>'
    assert read(parts(**{"xl/sharedStrings.xml": strings}))[1] == ["R406"]
    strings = strings.replace("<t>字</t>", "<t/>")
    assert read(parts(**{"xl/sharedStrings.xml": strings}))[1] == []


TOLD = {
    "R408": rows('<c r="A1"><f t="shared" si="7"/><v>1</v></c>'),
    "R412": rows('<c r="A1"><f t="dataTable" ref="A1:A2" r1="B1"/><v>1</v></c>'),
    "R416": rows('<c r="A1" t="inlineStr"><is><t>a\u202eb</t></is></c>'),
    "R601": rows('<c r="A1"><v>1,5</v></c>'),
}


@pytest.mark.parametrize("code", list(TOLD))
def test_a_fault_of_one_cell_does_not_lose_the_workbook(code: str) -> None:
    book, codes, findings = read(parts(TOLD[code]))
    assert book is not None and codes == [code]
    assert (findings[0].place.sheet, findings[0].place.cell) == ("表", "A1")
    assert findings[0].level == Level.ERROR


def test_a_formula_that_cannot_be_told_is_still_a_formula() -> None:
    for code in ("R408", "R412"):
        book, _, _ = read(parts(TOLD[code]))
        assert book is not None and book.sheets[0].cells[1, 1][:3] == ("1", Kind.NUMBER, "")


@pytest.mark.parametrize(
    "text",
    ["a_x0000_b", "a_xD800_b", "a\u2066b", "_x0007_", "a\u200fb"],
    ids=["nul", "half", "isolate", "bell", "mark"],
)
def test_characters_that_must_not_flow_on(text: str) -> None:
    assert read(parts(rows(f'<c r="A1" t="inlineStr"><is><t>{text}</t></is></c>')))[1] == ["R416"]


def test_many_of_the_same_are_told_once_more_and_counted() -> None:
    cells = "".join(f'<row r="{n}"><c r="A{n}"><v>x</v></c></row>' for n in range(1, limits.REPEATS + 6))
    book, codes, findings = read(parts(data(cells)))
    assert book is not None
    assert codes == ["R601"] * limits.REPEATS + ["R418"]
    assert findings[-1].facts["count"] == "5" and findings[-1].level == Level.INFO


def test_cells_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CELLS", 2)
    assert read(parts(rows('<c r="A1"/><c r="B1"/>')))[1] == []
    assert read(parts(rows('<c r="A1"/><c r="B1"/><c r="C1"/>')))[1] == ["R410"]


def test_formulas_are_counted_shared_ones_for_each_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FORMULAS", 30)
    assert read(parts(rows('<c r="A1"><f>A2</f></c><c r="B1"><f>B2</f></c>')))[1] == []
    assert read(parts(rows('<c r="A1"><f>A2+A3+A4+A5+A6+A7+A8+A9+A10+A11</f></c>')))[1] == ["R419"]
    monkeypatch.setattr(limits, "FORMULAS", 60)  # expanding a character counts as much as ten
    shared = '<c r="A1"><f t="shared" si="0" ref="A1:C1">A2+1</f></c>'
    assert read(parts(rows(shared + '<c r="B1"><f t="shared" si="0"/></c>')))[1] == []
    follower = '<f t="shared" si="0"/>'
    assert read(parts(rows(f'{shared}<c r="B1">{follower}</c><c r="C1">{follower}</c>')))[1] == ["R419"]


def test_merged_ranges_and_styles_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MERGES", 1)
    merged = '<sheetData/><mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A2:B2"/></mergeCells>'
    assert read(parts(merged))[1] == ["R306"]
    monkeypatch.setattr("workbook.read.styles.STYLES", 3)
    assert read(parts())[1] == ["R306"]


def test_a_part_has_one_owner() -> None:
    """Two sheets of the same content, or of the same notes, would be read as often as they are named."""
    links = (("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "worksheet", "worksheets/sheet1.xml"))
    made = {"xl/_rels/workbook.xml.rels": relations(*links), "xl/workbook.xml": two(("甲", "乙"), ("rId1", "rId2"))}
    book, codes, _ = read(parts(**made))
    assert book is None and codes == ["R219"]
    notes = relations(("a", "comments", "../styles.xml"))
    assert read(parts(**{"xl/worksheets/_rels/sheet1.xml.rels": notes}))[1] == ["R219"]


SHEETS = {
    "no sheets": workbook("<sheets/>"),
    "no name": two(("", "乙"), ("rId1", "rId2")),
    "unknown state": two(("甲", "乙"), ("rId1", "rId2"), "gone"),
    "same name": two(("Ab", "aB"), ("rId1", "rId2")),
    "same part": two(("甲", "乙"), ("rId1", "rId1")),
    "no link": workbook('<sheets><sheet name="表" sheetId="1"/></sheets>'),
    "link to nothing": two(("甲", "乙"), ("rId1", "rId9")),
    "link to strings": two(("甲", "乙"), ("rId1", "rId2")),
    "name of no sheet": workbook(
        names='<definedNames><definedName name="a" localSheetId="3">1</definedName></definedNames>'
    ),
}


@pytest.mark.parametrize("name", list(SHEETS))
def test_a_list_of_sheets_that_cannot_be_right(name: str) -> None:
    book, codes, _ = read(parts(**{"xl/workbook.xml": SHEETS[name]}))
    assert book is None and codes == ["R409"]


def test_a_sheet_declared_as_something_else() -> None:
    book, codes, _ = read(parts(overrides={"xl/worksheets/sheet1.xml": OVERRIDES["xl/styles.xml"]}))
    assert book is None and codes == ["R409"]


@pytest.mark.parametrize(
    ("code", "settings", "level"),
    [
        ("R413", '<workbookPr date1904="1"/>', Level.ERROR),
        ("R414", '<calcPr fullPrecision="0"/>', Level.ERROR),
        ("R415", '<calcPr iterate="true"/>', Level.WARNING),
    ],
)
def test_settings_that_change_numbers(code: str, settings: str, level: Level) -> None:
    book, codes, findings = read(parts(**{"xl/workbook.xml": workbook(settings=settings)}))
    assert book is not None and codes == [code]
    assert findings[0].level == level and findings[0].place.file == "报表.xlsx"
    assert (book.date1904, book.as_displayed, book.iterates).count(True) == 1


def test_dimension_and_counts_are_ignored() -> None:
    lying = '<dimension ref="A1:XFD1048576"/>' + rows('<c r="A1" t="s"><v>1</v></c>')
    assert only_sheet(lying).cells[1, 1].value == "乙"
    assert only_sheet('<dimension ref="B9"/>' + rows('<c r="A1"><v>1</v></c>')).cells[1, 1].value == "1"


def test_positions_that_are_left_out_are_counted() -> None:
    cells = data('<row><c><v>1</v></c><c><v>2</v></c></row><row r="5"><c r="C5"/><c><v>3</v></c></row><row><c/></row>')
    assert sorted(only_sheet(cells).cells) == [(1, 1), (1, 2), (5, 3), (5, 4), (6, 1)]


def test_overlaps_of_merged_ranges() -> None:
    assert first_overlap([]) is None
    assert first_overlap([Span(1, 1, 2, 2), Span(3, 1, 4, 2), Span(1, 3, 4, 3), Span(5, 1, 5, 3)]) is None
    assert first_overlap([Span(1, 1, 9, 1), Span(2, 2, 3, 2), Span(4, 2, 5, 2), Span(5, 1, 5, 3)]) is not None
    assert first_overlap([Span(1, 1, 1, 1), Span(1, 1, 1, 1)]) is not None


def test_cells_behind_ranges_of_any_size() -> None:
    """Large ranges and small ones are gone through in different ways, with the same answer."""
    spots = {(row, column) for row in range(1, 40) for column in range(1, 12)}
    few = [(2, 2, 3, 4), (2, 5, 30, 5), (4, 1, 9, 4), (12, 1, 12, 4), (31, 5, 39, 11), (10, 7, 20, 9)]
    expected = {
        (row, column): area
        for area in few
        for row, column in spots
        if area[0] <= row <= area[2] and area[1] <= column <= area[3] and (row, column) != area[:2]
    }
    assert covering(few, spots) == expected
    large = [*few, (50, 1, 1_048_576, 16_384), (1, 12, 49, 16_384)]
    assert covering(large, spots) == expected
    assert covering(large, {(50, 1), (1_048_576, 9)}) == {(1_048_576, 9): (50, 1, 1_048_576, 16_384)}
