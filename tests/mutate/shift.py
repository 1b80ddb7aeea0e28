"""What a spreadsheet program does to all references when rows or columns are inserted, deleted or moved."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape, unescape
from typing import Protocol

from workbook.formula.address import letters

_TOKEN = re.compile(
    r'("(?:[^"]|"")*")|'
    r"((?:'(?:[^']|'')*'|[\w.（）“”]+)!)?(\$?)([A-Z]{1,3})(\$?)(\d+)(?::(\$?)([A-Z]{1,3})(\$?)(\d+))?(?![\w(!.])"
)
_FORMULA = re.compile(r"(<(f|formula|formula1|formula2|definedName)(?: [^>]*)?>)([^<]+)(</\2>)")
_ROW = re.compile(r'<row r="(\d+)"(.*?)(?:/>|>(.*?)</row>)', re.DOTALL)
_CELL = re.compile(r'<c r="([A-Z]+)(\d+)"')
_REF = re.compile(r' (s?q?ref)="([^"]+)"')
_COLS = re.compile(r"<cols>(.*?)</cols>")
_COL = re.compile(r'<col min="(\d+)" max="(\d+)"([^>]*?)/>')
_GONE = "GONE"
_EMPTY = re.compile(
    rf'<(mergeCell|hyperlink|ignoredError)\b[^>]* s?q?ref="{_GONE}"[^>]*/>'
    rf'|<(dataValidation|conditionalFormatting)\b[^>]* sqref="{_GONE}"[^>]*?(?:/>|>.*?</\2>)',
    re.DOTALL,
)
"""A merge, rule or link of which no cell is left."""
_LISTS = re.compile(r"<(mergeCells|dataValidations|hyperlinks|ignoredErrors)\b[^>]*></\1>")


class Unsuitable(Exception):  # noqa: N818 - not a fault: this place cannot be changed like that, try another
    """A spreadsheet program would not do this here, or not in this way."""


class Axis(Protocol):
    """Where a number of a row or column goes; None: it is gone."""

    def one(self, number: int) -> int | None: ...

    def span(self, first: int, last: int) -> tuple[int, int] | None: ...


@dataclass(frozen=True)
class Same:
    def one(self, number: int) -> int | None:
        return number

    def span(self, first: int, last: int) -> tuple[int, int] | None:
        return first, last


@dataclass(frozen=True)
class Inserted:
    """`count` lines are inserted before line `at`."""

    at: int
    count: int = 1

    def one(self, number: int) -> int | None:
        return number + self.count if number >= self.at else number

    def span(self, first: int, last: int) -> tuple[int, int] | None:
        start, end = self.one(first), self.one(last)
        return None if start is None or end is None else (start, end)


@dataclass(frozen=True)
class Deleted:
    """Line `at` is deleted."""

    at: int

    def one(self, number: int) -> int | None:
        return None if number == self.at else number - (number > self.at)

    def span(self, first: int, last: int) -> tuple[int, int] | None:
        start, end = first - (first > self.at), last - (last >= self.at)
        return (start, end) if start <= end else None


@dataclass(frozen=True)
class Permuted:
    """Lines change places; a range that would fall apart cannot be moved."""

    places: Mapping[int, int]

    def one(self, number: int) -> int | None:
        return self.places.get(number, number)

    def span(self, first: int, last: int) -> tuple[int, int] | None:
        now = sorted(self.places.get(n, n) for n in range(first, last + 1))
        if now[-1] - now[0] != last - first:
            raise Unsuitable
        return now[0], now[-1]


def number_of(column: str) -> int:
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - 64
    return number


def shifted(formula: str, host: str, tab: str, rows: Axis, columns: Axis) -> str:
    """The formula of a cell on sheet `host` after lines of sheet `tab` went elsewhere."""

    def replaced(found: re.Match[str]) -> str:
        text, sheet, d1, c1, d2, r1, d3, c2, d4, r2 = found.groups()
        if text is not None:
            return text
        named = sheet[:-1].strip("'").replace("''", "'") if sheet else host
        if named != tab:
            return found.group(0)
        if c2 is None:
            row, column = rows.one(int(r1)), columns.one(number_of(c1))
            if row is None or column is None:
                return "#REF!"
            return f"{sheet or ''}{d1}{letters(column)}{d2}{row}"
        down, across = rows.span(int(r1), int(r2)), columns.span(number_of(c1), number_of(c2))
        if down is None or across is None:
            return "#REF!"
        (top, bottom), (left, right) = down, across
        return f"{sheet or ''}{d1}{letters(left)}{d2}{top}:{d3}{letters(right)}{d4}{bottom}"

    return _TOKEN.sub(replaced, formula)


def followed(formula: str, host: str, tab: str, column: str, rows: Axis) -> str:
    """The same after cells of one column alone went elsewhere: areas of several columns stay as they are."""

    def replaced(found: re.Match[str]) -> str:
        sheet, c1, c2 = found.group(2), found.group(4), found.group(8)
        named = sheet[:-1].strip("'").replace("''", "'") if sheet else host
        if named != tab or c1 != column or c2 not in (None, column):
            return found.group(0)
        return shifted(found.group(0), host, tab, rows, Same())

    return _TOKEN.sub(replaced, formula)


def in_formulas(xml: str, change: Callable[[str], str]) -> str:
    """All formulas of a part changed: of cells, rules, conditional formats and names."""

    def replaced(found: re.Match[str]) -> str:
        before = unescape(found.group(3))
        after = change(before)
        return found.group(0) if after == before else found.group(1) + escape(after, quote=False) + found.group(4)

    return _FORMULA.sub(replaced, xml)


def shift_sheet(xml: str, rows: Axis, columns: Axis) -> str:
    """The sheet's own rows, cells, merges, rules and links at their new places (formulas apart)."""
    head, begin, rest = xml.partition("<sheetData>")
    data, end, tail = rest.partition("</sheetData>")
    made: list[tuple[int, str]] = []
    for found in _ROW.finditer(data):
        row = rows.one(int(found.group(1)))
        if row is not None:
            made.append((row, f'<row r="{row}"{found.group(2)}>{_cells(found.group(3) or "", row, columns)}</row>'))
    made.sort()
    tail = _EMPTY.sub("", _REF.sub(lambda m: _ref(m, rows, columns), tail))
    head = _COLS.sub(lambda m: f"<cols>{_widths(m[1], columns)}</cols>", head)
    return head + begin + "".join(text for _, text in made) + end + _LISTS.sub("", tail)


def _widths(content: str, columns: Axis) -> str:
    """What columns look like and whether they are hidden goes with them."""
    made: list[tuple[int, str]] = []
    for first, last, rest in _COL.findall(content):
        there = (columns.one(number) for number in range(int(first), int(last) + 1))
        made += [(number, f'<col min="{number}" max="{number}"{rest}/>') for number in there if number is not None]
    return "".join(text for _, text in sorted(made))


def _cells(content: str, row: int, columns: Axis) -> str:
    pieces = re.findall(r'<c r="[A-Z]+\d+"[^>]*?(?:/>|>.*?</c>)', content, re.DOTALL)
    made: list[tuple[int, str]] = []
    for piece in pieces:
        found = _CELL.match(piece)
        assert found is not None
        column = columns.one(number_of(found.group(1)))
        if column is not None:
            made.append((column, f'<c r="{letters(column)}{row}"' + piece[found.end() :]))
    made.sort()
    return "".join(text for _, text in made)


def _ref(found: re.Match[str], rows: Axis, columns: Axis) -> str:
    areas = []
    for area in found.group(2).split():
        first, _, last = area.partition(":")
        a, b = re.fullmatch(r"([A-Z]+)(\d+)", first), re.fullmatch(r"([A-Z]+)(\d+)", last or first)
        if a is None or b is None:
            return found.group(0)
        down, across = rows.span(int(a[2]), int(b[2])), columns.span(number_of(a[1]), number_of(b[1]))
        if down is not None and across is not None:
            end = f":{letters(across[1])}{down[1]}" if last else ""
            areas.append(f"{letters(across[0])}{down[0]}{end}")
    return f' {found.group(1)}="{" ".join(areas) or _GONE}"'
