"""XML: no document type, sound UTF-8 or UTF-16, bounded depth, attributes and elements."""

from __future__ import annotations

from xml.parsers import expat

import pytest

from read.files import HEAD, MAIN, STRINGS, guarded, only_sheet, parts, read, rows, sheet
from workbook.read import Kind, limits

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    f'<sst xmlns="{MAIN}"><si><t>&b;</t></si></sst>'
)
FETCH = f'<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet xmlns="{MAIN}"/>'
VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"


def sound(part: str, data: str | bytes) -> list[str]:
    return guarded(parts(**{part: data}))[1]


BAD: dict[str, list[tuple[str, str | bytes]]] = {
    "R301": [
        ("xl/worksheets/sheet1.xml", sheet("<sheetData>")),
        ("xl/styles.xml", b""),
        ("xl/styles.xml", HEAD + "<a></b>"),
        ("xl/styles.xml", HEAD + "<a/><b/>"),
        ("xl/styles.xml", HEAD + "<x:a/>"),
        ("xl/styles.xml", HEAD + '<a b="1" b="2"/>'),
        ("xl/styles.xml", HEAD + "<a>&b;</a>"),
        ("xl/styles.xml", HEAD + "<a>\x01</a>"),
        ("xl/styles.xml", HEAD.encode() + b"<a>\xb1\xed</a>"),
        ("xl/theme/theme1.xml", HEAD + "<a>"),
    ],
    "R302": [
        ("xl/sharedStrings.xml", BOMB),
        ("xl/worksheets/sheet1.xml", FETCH),
        ("xl/theme/theme1.xml", "<!DOCTYPE a><a/>"),
        ("xl/sharedStrings.xml", BOMB.encode("utf-16")),
    ],
    "R303": [
        ("xl/styles.xml", b'<?xml version="1.0" encoding="gb2312"?><a>\xb1\xed</a>'),
        ("xl/styles.xml", '<?xml version="1.0" encoding="UTF-7"?><a/>'),
        ("xl/styles.xml", b"\xff\xfe<\x00a\x00/\x00>\x00\x00\xd8"),
    ],
    "R304": [("xl/theme/theme1.xml", "<a>" * (limits.DEPTH + 1) + "</a>" * (limits.DEPTH + 1))],
    "R305": [("xl/theme/theme1.xml", "<a " + " ".join(f'b{n}=""' for n in range(limits.ATTRIBUTES + 1)) + "/>")],
}


@pytest.mark.parametrize(("code", "part", "data"), [(c, *pair) for c, pairs in BAD.items() for pair in pairs])
def test_unsound_markup_is_refused(code: str, part: str, data: str | bytes) -> None:
    assert sound(part, data) == [code]


def test_as_deep_and_as_wide_as_allowed() -> None:
    assert sound("xl/theme/theme1.xml", "<a>" * limits.DEPTH + "</a>" * limits.DEPTH) == []
    assert sound("xl/theme/theme1.xml", "<a " + " ".join(f'b{n}=""' for n in range(limits.ATTRIBUTES)) + "/>") == []


def test_element_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbook.read.guard.soundness.Budget", lambda: _Small())
    assert guarded(parts())[1] == ["R306"]


class _Small:
    elements = 10


def test_old_drawings_may_be_no_xml_but_have_no_doctype() -> None:
    name = "xl/drawings/vmlDrawing1.vml"
    assert guarded(parts(overrides={name: VML}, **{name: "<xml><br></xml>"}))[1] == []
    assert guarded(parts(overrides={name: VML}, **{name: "<!doctype x><xml/>"}))[1] == ["R302"]


def test_utf_16_is_transcoded() -> None:
    content = sheet(rows('<c r="A1" t="inlineStr"><is><t>预算</t></is></c>')).replace("UTF-8", "UTF-16")
    for encoding in ("utf-16-le", "utf-16-be"):
        mark = b"\xff\xfe" if encoding.endswith("le") else b"\xfe\xff"
        book, codes, _ = read(parts(**{"xl/worksheets/sheet1.xml": mark + content.encode(encoding)}))
        assert book is not None and codes == []
        assert book.sheets[0].cells[1, 1].value == "预算"


def test_utf_8_with_a_mark() -> None:
    book, codes, _ = read(parts(**{"xl/sharedStrings.xml": b"\xef\xbb\xbf" + STRINGS.encode()}))
    assert book is not None and codes == []


STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def test_the_strict_edition_is_read_as_the_usual_one() -> None:
    made = {
        name: data.replace(MAIN.encode(), STRICT.encode()).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, data in parts(rows('<c r="A1" t="s"><v>1</v></c><c r="B1" t="d"><v>2021-12-31</v></c>')).items()
    }
    book, codes, _ = read(made)
    assert book is not None and codes == []
    assert book.sheets[0].cells[1, 1].value == "乙"
    assert book.sheets[0].cells[1, 2][:2] == ("2021-12-31", Kind.DATE)


def test_prefixes_do_not_matter() -> None:
    content = (
        f'<?xml version="1.0"?><x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v>'
        "</x:c></x:row></x:sheetData></x:worksheet>"
    )
    assert only_sheet(content).cells[1, 1].value == "7"


FOREIGN = {
    "another root": ("R307", "xl/worksheets/sheet1.xml", sheet().replace(MAIN, "urn:other")),
    "no namespace": ("R307", "xl/worksheets/sheet1.xml", "<worksheet><sheetData/></worksheet>"),
    "another workbook": ("R307", "xl/workbook.xml", "<workbook/>"),
    "other strings": ("R307", "xl/sharedStrings.xml", f'<styleSheet xmlns="{MAIN}"/>'),
    "other styles": ("R307", "xl/styles.xml", f'<sst xmlns="{MAIN}"/>'),
    "foreign row": ("R308", "xl/worksheets/sheet1.xml", sheet('<sheetData><x xmlns="urn:a"/></sheetData>')),
    "foreign cell": ("R308", "xl/worksheets/sheet1.xml", sheet(rows('<x:c xmlns:x="urn:a" r="A1"/>'))),
    "foreign value": ("R308", "xl/worksheets/sheet1.xml", sheet(rows('<c r="A1"><x:v xmlns:x="urn:a">1</x:v></c>'))),
    "two values": ("R308", "xl/worksheets/sheet1.xml", sheet(rows('<c r="A1"><v>1</v><v>2</v></c>'))),
    "value in value": ("R308", "xl/worksheets/sheet1.xml", sheet(rows('<c r="A1"><v>1<b>2</b></v></c>'))),
    "two sets of data": ("R308", "xl/worksheets/sheet1.xml", sheet("<sheetData/><sheetData/>")),
    "data in a choice": ("R308", "xl/worksheets/sheet1.xml", sheet("<a><sheetData/></a>")),
    "foreign string": ("R308", "xl/sharedStrings.xml", f'<sst xmlns="{MAIN}"><x xmlns="urn:a"/></sst>'),
    "sheet elsewhere": ("R308", "xl/workbook.xml", f'<workbook xmlns="{MAIN}"><a><sheet name="x"/></a></workbook>'),
    "no data": ("R309", "xl/worksheets/sheet1.xml", sheet("")),
}


@pytest.mark.parametrize("name", list(FOREIGN))
def test_nothing_foreign_is_read_as_empty(name: str) -> None:
    code, part, data = FOREIGN[name]
    book, codes, _ = read(parts(**{part: data}))
    assert book is None and codes == [code]


def test_a_parser_without_memory_is_no_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a process has a limit, the parser may be what runs into it; the file is judged again with more."""
    monkeypatch.setattr("workbook.read.xml._NO_MEMORY", expat.errors.codes[expat.errors.XML_ERROR_TAG_MISMATCH])
    with pytest.raises(MemoryError):
        sound("xl/styles.xml", HEAD + "<a></b>")
