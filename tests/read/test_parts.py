"""Content types and relationships say the same as the parts."""

from __future__ import annotations

import pytest

from read.files import OVERRIDES, guarded, parts, relations, types
from workbook.finding import Level

TYPES = "[Content_Types].xml"
RELS = "_rels/.rels"
BOOK = "xl/_rels/workbook.xml.rels"


def without(name: str) -> dict[str, bytes]:
    return {part: data for part, data in parts().items() if part != name}


BAD = {
    "no types": ("R217", without(TYPES)),
    "type twice": ("R217", parts(**{TYPES: types(OVERRIDES, '<Default Extension="XML" ContentType="a/b"/>')})),
    "type without name": ("R217", parts(**{TYPES: types({"": "a/b"})})),
    "foreign element": ("R217", parts(**{TYPES: types(OVERRIDES, "<x/>")})),
    "foreign types": ("R307", parts(**{TYPES: "<Types/>"})),
    "undeclared part": ("R218", parts(**{"xl/payload.bin": b"x"})),
    "relation without id": ("R219", parts(**{RELS: relations(("", "officeDocument", "xl/workbook.xml"))})),
    "relation of a mode": ("R219", parts(**{RELS: relations(("a", "officeDocument", "xl/workbook.xml", "Both"))})),
    "relation twice": (
        "R219",
        parts(**{RELS: relations(("a", "x", "xl/workbook.xml"), ("a", "y", "xl/workbook.xml"))}),
    ),
    "foreign relations": ("R307", parts(**{RELS: "<a/>"})),
    "part missing": ("R220", without("xl/sharedStrings.xml")),
    "way out": ("R220", parts(**{RELS: relations(("a", "officeDocument", "../xl/workbook.xml"))})),
    "coded way out": ("R220", parts(**{RELS: relations(("a", "officeDocument", "%2e%2e/xl/workbook.xml"))})),
    "no relations": ("R221", without(RELS)),
    "two workbooks": (
        "R221",
        parts(
            **{RELS: relations(("a", "officeDocument", "xl/workbook.xml"), ("b", "officeDocument", "xl/styles.xml"))}
        ),
    ),
    "something else": ("R221", parts(**{RELS: relations(("a", "officeDocument", "xl/styles.xml"))})),
}


@pytest.mark.parametrize("name", list(BAD))
def test_contradictions_are_refused(name: str) -> None:
    code, made = BAD[name]
    package, codes, _ = guarded(made)
    assert package is None and code in codes and set(codes) <= {code, "R222"}


def test_harmless_leftovers_are_told() -> None:
    extra = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations(("a", "image", "NULL")),
        "xl/worksheets/_rels/sheet9.xml.rels": relations(("a", "image", "../styles.xml")),
    }
    package, codes, findings = guarded(parts(overrides={"docProps/custom.xml": "a/b"}, **extra))
    assert package is not None
    assert sorted(codes) == ["R222", "R223", "R224"]
    assert {finding.level for finding in findings} == {Level.WARNING}


def test_names_and_targets_are_found_whatever_their_case() -> None:
    made = parts()
    made["XL/SharedStrings.XML"] = made.pop("xl/sharedStrings.xml")
    package, codes, _ = guarded(made)
    assert package is not None and codes == []
    assert package.related("xl/workbook.xml", "sharedStrings")[0].target == "XL/SharedStrings.XML"
