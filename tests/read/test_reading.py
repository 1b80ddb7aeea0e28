"""What a sound workbook holds is read as what it is."""

from __future__ import annotations

from read.files import HEAD, MAIN, SHEET_TYPE, only_sheet, parts, read, relations, rows, sheet, workbook
from workbook.finding import render
from workbook.read import Link, RawName, Remark, Span

SHEET_RELS = "xl/worksheets/_rels/sheet1.xml.rels"


def values(content: str) -> list[tuple[str | None, str]]:
    return [(cell.value, cell.kind.value) for cell in only_sheet(content).cells.values()]


def test_values_are_what_they_are() -> None:
    content = rows(
        '<c r="A1"><v>1.50</v></c><c r="B1" t="n"><v> 7\n</v></c><c r="C1" t="b"><v>1</v></c>'
        '<c r="D1" t="b"><v>false</v></c>'
        '<c r="E1" t="e"><v>#N/A</v></c><c r="F1" s="1"><v>44561</v></c><c r="G1" s="2"><v>44561</v></c>'
        '<c r="H1" s="3"/><c r="I1" t="str"><f>""</f><v></v></c><c r="J1"><f>B1</f></c><c r="K1" t="s"><v></v></c>'
        '<c r="L1" t="d"><v>2021-12-31</v></c><c r="M1" s="3"><v>1E3</v></c>'
    )
    assert values(content) == [
        ("1.50", "number"),
        ("7", "number"),
        ("1", "boolean"),
        ("0", "boolean"),
        ("#N/A", "error"),
        ("44561", "date"),
        ("44561", "date"),
        (None, "blank"),
        ("", "text"),
        (None, "blank"),
        (None, "blank"),
        ("2021-12-31", "date"),
        ("1E3", "number"),
    ]


def test_texts_shared_inline_and_rich() -> None:
    strings = (
        f'{HEAD}<sst xmlns="{MAIN}" count="1" uniqueCount="1"><si><t xml:space="preserve"> 甲 </t></si>'
        '<si><r><rPr><b/></rPr><t>一</t></r><r><t>二</t></r><rPh sb="0" eb="1"><t>ヨミ</t></rPh><phoneticPr/></si>'
        "<si><t>a_x000D_b</t></si><si><t>a_x005F_x000D_b</t></si><si/><si><t>&lt;r&gt;&amp;</t></si></sst>"
    )
    inline = (
        '<c r="G1" t="inlineStr"><is><r><t>一</t></r><rPh sb="0" eb="1"><t>ヨミ</t></rPh><r><t>二</t></r></is></c>'
        '<c r="H1" t="inlineStr"><is><t/></is></c><c r="I1" t="str"><v>_x5B57_</v></c>'
    )
    shared = "".join(f'<c r="{"ABCDEF"[n]}1" t="s"><v>{n}</v></c>' for n in range(6))
    book, codes, _ = read(parts(rows(shared + inline), **{"xl/sharedStrings.xml": strings}))
    assert book is not None and codes == []
    assert [cell.value for cell in book.sheets[0].cells.values()] == [
        " 甲 ",
        "一二",
        "a\rb",
        "a_x000D_b",
        "",
        "<r>&",
        "一二",
        "",
        "字",
    ]


def test_shared_formulas_are_expanded() -> None:
    content = rows(
        '<c r="A1"><f t="shared" ref="A1:C1" si="0">A2+$A2+A$2+表!B3</f><v>1</v></c>'
        '<c r="B1"><f t="shared" si="0"/></c>'
        '<c r="C1"><f t="shared" si="0">noise</f></c><c r="D1"><f t="shared" si="1"/></c>'
        '<c r="E1"><f t="shared" ref="D1:E1" si="1">SUM(E2:E9)</f></c><c r="F1"><f>=1+1</f></c><c r="G1"><f/></c>'
    )
    assert [cell.formula for cell in only_sheet(content).cells.values()] == [
        "A2+$A2+A$2+表!B3",
        "B2+$A2+B$2+表!C3",
        "C2+$A2+C$2+表!D3",
        "SUM(D2:D9)",
        "SUM(E2:E9)",
        "1+1",
        None,
    ]


def test_array_formulas_are_marked() -> None:
    cells = only_sheet(rows('<c r="A1"><f t="array" ref="A1:A3">B1:B3*2</f><v>2</v></c>')).cells
    assert cells[1, 1].formula == "B1:B3*2" and cells[1, 1].array == "A1:A3"


def test_what_stands_around_the_cells() -> None:
    content = (
        '<cols><col min="1" max="1" hidden="1"/><col min="3" max="4" hidden="true"/><col min="6" max="6"/></cols>'
        '<sheetData><row r="1" hidden="1"/><row r="3"/><row r="7" hidden="true"/></sheetData>'
        '<sheetProtection sheet="1" objects="1"/><mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="D4"/></mergeCells>'
        '<dataValidations count="9"><dataValidation><formula1>1</formula1></dataValidation><dataValidation/>'
        '</dataValidations><hyperlinks><hyperlink ref="A1" location="表!B2"/></hyperlinks>'
    )
    found = only_sheet(content)
    assert found.hidden_rows == {1, 7} and found.hidden_columns == ((1, 1), (3, 4))
    assert found.protected and found.validations == 2
    assert found.merges == (Span(1, 1, 2, 2), Span(4, 4, 4, 4))
    assert found.links == (Link("A1", location="表!B2"),)


def test_locks_come_from_the_style() -> None:
    book, _, _ = read(parts(rows('<c r="A1"/><c r="B1" s="3"/>')))
    assert book is not None
    cells = book.sheets[0].cells
    assert book.locked(cells[1, 1]) and not book.locked(cells[1, 2])
    assert [style.is_date for style in book.styles] == [False, True, True, False]


def test_without_styles_and_strings() -> None:
    made = parts(
        rows('<c r="A1"><v>1</v></c>'),
        **{"xl/_rels/workbook.xml.rels": relations(("rId1", "worksheet", "worksheets/sheet1.xml"))},
    )
    book, codes, _ = read(made)
    assert book is not None and codes == [] and book.locked(book.sheets[0].cells[1, 1])


def test_sheets_names_and_settings() -> None:
    content = (
        '<workbookProtection lockStructure="1"/><sheets><sheet name="乙" sheetId="2" state="veryHidden" r:id="rId5"/>'
        '<sheet name="甲" sheetId="1" r:id="rId1"/><sheet name="图" sheetId="9" state="hidden" r:id="rId6"/></sheets>'
        '<definedNames><definedName name="a">甲!$A$1</definedName>'
        '<definedName name="b" localSheetId="1" hidden="1">"x"</definedName></definedNames>'
    )
    kinds = {"xl/worksheets/sheet2.xml": f"{SHEET_TYPE}.worksheet+xml", "xl/c.xml": f"{SHEET_TYPE}.chartsheet+xml"}
    made = parts(
        overrides=kinds,
        **{
            "xl/workbook.xml": workbook(content),
            "xl/worksheets/sheet2.xml": sheet(rows('<c r="A1"><v>2</v></c>')),
            "xl/c.xml": f'<chartsheet xmlns="{MAIN}"/>',
            "xl/_rels/workbook.xml.rels": relations(
                ("rId1", "worksheet", "worksheets/sheet1.xml"),
                ("rId5", "worksheet", "worksheets/sheet2.xml"),
                ("rId6", "chartsheet", "c.xml"),
            ),
        },
    )
    book, codes, _ = read(made)
    assert book is not None and codes == []
    assert [(s.name, s.state, s.is_chart) for s in book.sheets] == [
        ("乙", "veryHidden", False),
        ("甲", "visible", False),
        ("图", "hidden", True),
    ]
    assert book.names == (RawName("a", "甲!$A$1"), RawName("b", '"x"', "甲", True))
    assert book.structure_locked and not (book.date1904 or book.as_displayed or book.iterates)


def test_notes_and_comments() -> None:
    threads = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    office = "http://schemas.microsoft.com/office/2017/10/relationships"
    notes = (
        f'<comments xmlns="{MAIN}"><authors><author>张会计</author><author>tc={{1}}</author></authors><commentList>'
        '<comment ref="B2" authorId="0"><text><r><t>请</t></r><r><t>核对</t></r></text></comment>'
        '<comment ref="C3" authorId="1"><text><t>[线程批注]</t></text></comment></commentList></comments>'
    )
    thread = (
        f'<ThreadedComments xmlns="{threads}"><threadedComment ref="C3" personId="p" id="1"><text>已核</text>'
        "</threadedComment></ThreadedComments>"
    )
    persons = f'<personList xmlns="{threads}"><person displayName="李科长" id="p"/></personList>'
    made = parts(
        **{
            "xl/comments1.xml": notes,
            "xl/threads1.xml": thread,
            "xl/persons1.xml": persons,
            SHEET_RELS: relations(
                ("a", "comments", "../comments1.xml"), ("b", f"{office}/threadedComment", "../threads1.xml")
            ),
            "xl/_rels/workbook.xml.rels": relations(
                ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", f"{office}/person", "persons1.xml")
            ),
        }
    )
    book, codes, _ = read(made)
    assert book is not None and codes == []
    assert book.sheets[0].notes == (Remark("B2", "张会计", "请核对"),)
    assert book.sheets[0].comments == (Remark("C3", "李科长", "已核"),)


def test_properties() -> None:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    made = parts(
        **{
            "docProps/core.xml": (
                '<c:a xmlns:c="urn:c" xmlns:d="urn:d"><d:creator>张会计</d:creator>'
                "<c:keywords>甲 2021</c:keywords></c:a>"
            ),
            "docProps/app.xml": '<Properties xmlns="urn:p"><Application>WPS 表格</Application></Properties>',
            "docProps/custom.xml": (
                '<Properties xmlns="urn:p" xmlns:vt="urn:v"><property name="KSOProductBuildVer">'
                "<vt:lpwstr>2052-12.1</vt:lpwstr></property></Properties>"
            ),
            "_rels/.rels": relations(
                ("a", "officeDocument", "xl/workbook.xml"),
                ("b", core, "docProps/core.xml"),
                ("c", "extended-properties", "docProps/app.xml"),
                ("d", "custom-properties", "docProps/custom.xml"),
            ),
        }
    )
    book, codes, _ = read(made)
    assert book is not None and codes == []
    assert dict(book.properties.core) == {"creator": "张会计", "keywords": "甲 2021"}
    assert dict(book.properties.custom) == {"KSOProductBuildVer": "2052-12.1"}
    assert book.properties.application == "WPS 表格"


def test_relationships_that_should_be_single() -> None:
    links = (("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml"))
    for more in (("rId3", "styles", "workbook.xml"), ("rId3", "sharedStrings", "styles.xml")):
        book, codes, findings = read(parts(**{"xl/_rels/workbook.xml.rels": relations(*links, more)}))
        assert book is None and codes == ["R219"] and render(findings[0], "en")
