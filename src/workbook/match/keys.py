"""Hidden keys: the corner names the sheet, the first row its columns, the first column its rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from workbook.finding import Finding, Place, found
from workbook.layout import address
from workbook.read.model import Kind, RawBook, RawSheet

_COPY = re.compile(r"(.+?) ?(?:\([0-9]+\)|_[0-9]+)")
_TAB = re.compile(r"(?:'((?:[^']|'')+)'|([^\s'$(),;:=<>+*/^&\"{}-]+))$")
_TAIL = 70
"""A tab and its quotes are not longer."""
TITLE = "标题"
"""The key of the row with a sheet's title."""
SEARCH = 12
"""How far a corner may have moved from A1 by inserted rows and columns."""
_FAR_ROWS, _FAR_COLUMNS = 10_000, 1_000
"""So many blank rows and columns may have been inserted."""


@dataclass(frozen=True, slots=True)
class KeyedSheet:
    """A sheet of the file whose corner is known. rows and columns: key → number in the file; doubled: keys that stand
    there more than once.
    """

    key: str
    raw: RawSheet = field(repr=False)
    corner: tuple[int, int] = (1, 1)
    rows: Mapping[str, int] = field(default_factory=dict, repr=False)
    columns: Mapping[str, int] = field(default_factory=dict, repr=False)
    doubled: frozenset[str] = frozenset()

    def text(self, row: int, column: int) -> str:
        cell = self.raw.cells.get((row, column))
        return "" if cell is None or cell.value is None else cell.value


def keyed_sheets(raw: RawBook, known: frozenset[str]) -> tuple[tuple[KeyedSheet, ...], tuple[Finding, ...]]:
    """All sheets with a known corner. Findings M201 (key twice), M202 (sheet twice), M203 (the user's own)."""
    sheets: list[KeyedSheet] = []
    findings: list[Finding] = []
    corners = [(sheet, _corner(sheet, known)) for sheet in raw.sheets]
    names = frozenset(sheet.name for sheet in raw.sheets)
    there: dict[str, list[RawSheet]] = {}
    for sheet, corner in corners:
        if corner is not None:
            there.setdefault(sheet.cells[corner].value or "", []).append(sheet)
    looked_at = _looked_at(raw) if any(len(same) > 1 for same in there.values()) else frozenset()
    originals = {
        key: min(same, key=lambda one: (one.name not in looked_at, _is_copy(one.name, names)))
        for key, same in there.items()
    }
    for sheet, corner in corners:
        if corner is None:
            if not sheet.is_chart:
                findings.append(found("M203", Place(sheet=sheet.name)))
            continue
        key = sheet.cells[corner].value or ""
        if originals[key] is not sheet:
            findings.append(found("M202", Place(sheet=sheet.name), first=originals[key].name))
            continue
        keyed, told = read_keys(sheet, corner, key)
        sheets.append(keyed)
        findings += told
    return tuple(sheets), tuple(findings)


def _looked_at(raw: RawBook) -> frozenset[str]:
    """Tabs to which formulas of other sheets refer. None refers to a copy, wherever it stands and whatever it is
    called: programs put copies in front, and people rename them.
    """
    found_: set[str] = set()
    for sheet in raw.sheets:
        before = {part[-_TAIL:] for cell in sheet.cells.values() for part in (cell.formula or "").split("!")[:-1]}
        matches = (_TAB.search(part) for part in before)
        tabs = {(m[1] or m[2]).replace("''", "'") for m in matches if m is not None}
        found_ |= tabs - {sheet.name}
    return frozenset(found_)


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
            if _is_first(sheet, row, column) and _has_keys(sheet, row, column):
                return row, column
        if row == 1 and not known:
            return None
    return None


def _is_first(sheet: RawSheet, top: int, left: int) -> bool:
    """Whether nothing stands left of a corner or above it: the title of another sheet may well be a column's key."""
    beside = any(_holds(sheet, top, column) for column in range(1, left))
    return not beside and not any(_holds(sheet, row, left) for row in range(1, top))


def _holds(sheet: RawSheet, row: int, column: int) -> bool:
    cell = sheet.cells.get((row, column))
    return cell is not None and cell.value not in (None, "")


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


def read_keys(sheet: RawSheet, corner: tuple[int, int], key: str) -> tuple[KeyedSheet, tuple[Finding, ...]]:
    """The sheet's keys, each where it stands first. Finding M201 (a key twice)."""
    left = corner[1]
    rows: dict[str, int] = {}
    columns: dict[str, int] = {}
    findings: list[Finding] = []
    for row, column, mark in marks(sheet, corner):
        target, number = (rows, row) if column == left else (columns, column)
        if mark in target:
            place = Place(sheet=sheet.name, cell=address(row, column))
            findings.append(found("M201", place, key=mark, first=str(target[mark])))
        else:
            target[mark] = number
    doubled = frozenset(finding.facts["key"] for finding in findings)
    return KeyedSheet(key, sheet, corner, rows, columns, doubled), tuple(findings)


def marks(sheet: RawSheet, corner: tuple[int, int]) -> Iterator[tuple[int, int, str]]:
    """Row, column and text of everything that stands where keys belong; what stands far from all else is no key:
    the formulas that reach to it would go through every row between.
    """
    top, left = corner
    last_row, last_column = _FAR_ROWS, _FAR_COLUMNS
    if any(row > last_row or column > last_column for row, column in sheet.cells):
        last_row += 2 * len({row for row, _ in sheet.cells})
        last_column += 2 * len({column for _, column in sheet.cells})
    for (row, column), cell in sheet.cells.items():
        if (column == left and row > top) or (row == top and column > left):
            if cell.value is None or cell.formula is not None or row > last_row or column > last_column:
                continue
            yield row, column, as_key(cell.value, cell.kind)


def as_key(value: str, kind: Kind) -> str:
    """Keys are texts; some programs turn those of digits into numbers."""
    return value.removesuffix(".0") if kind is Kind.NUMBER else value
