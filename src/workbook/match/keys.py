"""Hidden keys: the corner names the sheet, the first row its columns, the first column its rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from workbook.finding import Finding, Place, found
from workbook.layout import address
from workbook.read.model import Kind, RawBook, RawSheet

_COPY = re.compile(r"(.+?) ?(?:\([0-9]+\)|_[0-9]+)")
TITLE = "标题"
"""The key of the row with a sheet's title."""
SEARCH = 12
"""How far a corner may have moved from A1 by inserted rows and columns."""


@dataclass(frozen=True, slots=True)
class KeyedSheet:
    """A sheet of the file whose corner is known. rows and columns: key → number in the file."""

    key: str
    raw: RawSheet = field(repr=False)
    corner: tuple[int, int] = (1, 1)
    rows: Mapping[str, int] = field(default_factory=dict, repr=False)
    columns: Mapping[str, int] = field(default_factory=dict, repr=False)

    def text(self, row: int, column: int) -> str:
        cell = self.raw.cells.get((row, column))
        return "" if cell is None or cell.value is None else cell.value


def keyed_sheets(raw: RawBook, known: frozenset[str]) -> tuple[tuple[KeyedSheet, ...], tuple[Finding, ...]]:
    """All sheets with a known corner. Findings M201 (key twice), M202 (sheet twice), M203 (the user's own)."""
    sheets: list[KeyedSheet] = []
    findings: list[Finding] = []
    corners = [(sheet, _corner(sheet, known)) for sheet in raw.sheets]
    names = frozenset(sheet.name for sheet in raw.sheets)
    originals: dict[str, RawSheet] = {}
    for sheet, corner in sorted(corners, key=lambda item: _is_copy(item[0].name, names)):
        if corner is not None:
            originals.setdefault(sheet.cells[corner].value or "", sheet)
    for sheet, corner in corners:
        if corner is None:
            if not sheet.is_chart:
                findings.append(found("M203", Place(sheet=sheet.name)))
            continue
        key = sheet.cells[corner].value or ""
        if originals[key] is not sheet:
            findings.append(found("M202", Place(sheet=sheet.name), key=key, first=originals[key].name))
            continue
        keyed, told = _read(sheet, corner)
        sheets.append(keyed)
        findings += told
    return tuple(sheets), tuple(findings)


def _is_copy(name: str, names: frozenset[str]) -> bool:
    """Whether a tab has the name that programs give to a copy of another: 表 (2), 表_2; long names are cut short."""
    match = _COPY.fullmatch(name)
    return match is not None and any(other != name and other.startswith(match[1]) for other in names)


def _corner(sheet: RawSheet, known: frozenset[str]) -> tuple[int, int] | None:
    """Where the sheet's own key stands, with keys of columns beside it and of rows below."""
    for row in range(1, SEARCH + 1):
        for column in range(1, SEARCH + 1):
            cell = sheet.cells.get((row, column))
            if cell is None or cell.kind is not Kind.TEXT or cell.value not in known or cell.formula is not None:
                continue
            if _has_keys(sheet, row, column):
                return row, column
        if row == 1 and not known:
            return None
    return None


def _has_keys(sheet: RawSheet, top: int, left: int) -> bool:
    """Whether keys stand around a corner. Somebody's own list of sheets' names looks much the same; but keys are
    hidden, or name the title's row.
    """
    beside = below = titled = False
    for (row, column), cell in sheet.cells.items():
        if cell.value and cell.formula is None:
            beside = beside or (row == top and column > left)
            if column == left and row > top:
                below = True
                titled = titled or cell.value == TITLE
    hidden = top in sheet.hidden_rows or any(first <= left <= last for first, last in sheet.hidden_columns)
    return beside and below and (hidden or titled)


def _read(sheet: RawSheet, corner: tuple[int, int]) -> tuple[KeyedSheet, list[Finding]]:
    top, left = corner
    rows: dict[str, int] = {}
    columns: dict[str, int] = {}
    findings: list[Finding] = []
    for (row, column), cell in sheet.cells.items():
        if cell.value is None or cell.formula is not None:
            continue
        if column == left and row > top:
            target, number = rows, row
        elif row == top and column > left:
            target, number = columns, column
        else:
            continue
        key = _key(cell.value, cell.kind)
        if key in target:
            place = Place(sheet=sheet.name, cell=address(row, column))
            findings.append(found("M201", place, key=key, first=str(target[key])))
        else:
            target[key] = number
    key = sheet.cells[corner].value or ""
    return KeyedSheet(key, sheet, corner, rows, columns), findings


def _key(value: str, kind: Kind) -> str:
    """Keys are texts; some programs turn those of digits into numbers."""
    return value.removesuffix(".0") if kind is Kind.NUMBER else value
