"""Read a workbook's formulas and cached values straight from its XML, and compare two such readings."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree
from openpyxl.formula.translate import Translator

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")

Value = float | str | bool | None


@dataclass(frozen=True, slots=True)
class XmlCell:
    """value: the constant or the cached result; an error value as its text, e.g. #N/A, with kind "e"."""

    value: Value
    formula: str = ""
    kind: str = "n"  # the t attribute
    raw: str | None = None  # the text of <v>, None where there is no <v>


Cells = dict[tuple[str, str], XmlCell]
"""(sheet, cell such as C7) → cell"""


def read_cells(path: Path) -> Cells:
    """Every cell of every sheet that has a value or a formula. Shared formulas are expanded."""
    with zipfile.ZipFile(path) as package:
        texts = _shared_strings(package)
        return {
            (sheet, name): cell
            for sheet, part in _sheets(package)
            for name, cell in _cells(etree.fromstring(package.read(part)), texts)
        }


def formula_values(path: Path) -> dict[tuple[str, str], Value]:
    """The cached results of all formulas."""
    return {at: cell.value for at, cell in read_cells(path).items() if cell.formula}


def compare(
    expected: Mapping[tuple[str, str], Any], actual: Mapping[tuple[str, str], Any], tolerance: float = 1e-9
) -> list[str]:
    """Every difference as "sheet!cell: expected …, found …"; [] when all are equal.

    Numbers may differ by `tolerance`, relative or absolute; texts and truth values not at all. Cells only in
    `actual` are left out. A blank counts as missing.
    """
    differences = []
    for (sheet, cell), wanted in expected.items():
        found = actual.get((sheet, cell))
        if not _same(wanted, found, tolerance):
            differences.append(f"{sheet}!{cell}: expected {wanted!r}, found {found!r}")
    return differences


def _same(wanted: Any, found: Any, tolerance: float) -> bool:
    if isinstance(wanted, str | bool) or isinstance(found, str | bool):
        # an empty text may come back as a cell without a value
        return (wanted, type(wanted)) == (found, type(found)) or {wanted, found} == {"", None}
    if wanted is None or found is None:
        return wanted is found
    left, right = float(wanted), float(found)
    return abs(left - right) <= tolerance * max(1.0, abs(left), abs(right))


def _sheets(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    links = etree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target") for link in links}
    for sheet in etree.fromstring(package.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        target = targets[sheet.get(_LINK)] or ""
        yield sheet.get("name") or "", target[1:] if target.startswith("/") else f"xl/{target}"


def _shared_strings(package: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    root = etree.fromstring(package.read("xl/sharedStrings.xml"))
    return [_text(item) for item in root.iter(f"{_MAIN}si")]


def _text(item: Any) -> str:
    """Plain and rich runs, without phonetic hints."""
    parts = [t.text or "" for t in item.iter(f"{_MAIN}t") if t.getparent().tag != f"{_MAIN}rPh"]
    return _unescape("".join(parts))


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _cells(root: Any, texts: list[str]) -> Iterator[tuple[str, XmlCell]]:
    masters: dict[str, Translator] = {}
    for cell in root.iter(f"{_MAIN}c"):
        name, kind = cell.get("r"), cell.get("t", "n")
        raw = cell.findtext(f"{_MAIN}v")
        formula = _formula(cell.find(f"{_MAIN}f"), name, masters)
        if raw is None and not formula and kind != "inlineStr":
            continue
        inline = cell.find(f"{_MAIN}is")
        yield (
            name,
            XmlCell(_text(inline) if inline is not None else _value(kind, raw, texts), formula, kind, raw),
        )


def _formula(element: Any, name: str, masters: dict[str, Translator]) -> str:
    if element is None:
        return ""
    text = f"={element.text}" if element.text else ""
    if element.get("t") == "shared":
        key = element.get("si")
        if text:
            masters[key] = Translator(text, origin=name)
        else:
            text = masters[key].translate_formula(name)
    return text


def _value(kind: str, raw: str | None, texts: list[str]) -> Value:
    if kind == "s":
        return texts[int(raw or 0)]
    if kind == "str":
        return _unescape(raw or "")
    if raw is None or kind == "e":
        return raw
    return raw == "1" if kind == "b" else float(raw)
