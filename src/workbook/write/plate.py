"""A printing plate: the package of one workbook, from which others that differ only in values are made.

The parts of a package are the same for all workbooks of one template but for the contents of some cells, the
heights of their rows, the texts among the shared strings and what carries the identity. These are replaced in
the finished XML; nothing is assembled anew. The bytes are those that `write_xlsx` gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsxwriter.sharedstrings import SharedStringTable
from xlsxwriter.xmlwriter import XMLwriter

from workbook.grid.model import Grid, GridCell, GridSheet, Scalar
from workbook.write.cells import BLANK_TAIL, cached, formula_element, number_tail, row_tag, text_tail
from workbook.write.limits import MESSAGE, clip
from workbook.write.package import PlainStrings
from workbook.write.xlsx import fixed_texts, varies, write_xlsx

Spot = tuple[int, int, int]
"""sheet (index in the grid), row, column"""

_CELL = re.compile(r'<c r="([A-Z]+)(\d+)"(?: s="\d+")?')
_ROW = re.compile(r'<row r="(\d+)"[^>]*>')
_FITTED = re.compile(r'<row r="\d+"(?: ht="[\d.]+")?>')
_VALIDATION = re.compile(r"<dataValidation [^>]*>")
_PROMPT = re.compile(r' prompt="[^"]*"')
_FORMULA = re.compile(r"<f>.*</f>", re.DOTALL)
_COMPANY = re.compile(r"(<Company>).*?(</Company>)", re.DOTALL)
_DATE = (1980, 1, 1, 0, 0, 0)
_SMALL = ("docProps/core.xml", "docProps/custom.xml", "xl/charts/")
_STRINGS = "xl/sharedStrings.xml"
_escape = XMLwriter()._escape_data
_attribute = XMLwriter()._escape_attributes


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a sheet's XML that may be replaced. start to end; head: what of a cell stays."""

    start: int
    end: int
    head: str = ""


class Plate:
    """The package of one workbook with the places of its values. grid: fitted and evaluated."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        target = BytesIO()
        write_xlsx(grid, target)
        with ZipFile(target) as package:
            self._parts = {name: package.read(name).decode() for name in package.namelist()}
        self._sheets = [f"xl/worksheets/sheet{i}.xml" for i in range(1, len(grid.sheets) + 1)]
        found = [_pieces(self._parts[name]) for name in self._sheets]
        self._cells = [cells for cells, _ in found]
        self._rows = [rows for _, rows in found]
        self._fixed = {text: i for i, text in enumerate(dict.fromkeys(fixed_texts(grid)))}
        self._texts = tuple(
            (index, *at)
            for index, sheet in enumerate(grid.sheets)
            for at, cell in sheet.cells.items()
            if not cell.formula and varies(grid, sheet, *at)
        )
        self._formulas = frozenset(
            (index, *at) for index, sheet in enumerate(grid.sheets) for at, cell in sheet.cells.items() if cell.formula
        )
        self._prompts = [
            _prompts(self._parts[name], sheet) for name, sheet in zip(self._sheets, grid.sheets, strict=True)
        ]
        self._fixed_count = sum(1 for _ in fixed_texts(grid))
        self._drawn = tuple(_drawn(grid))

    def fill(self, grid: Grid, changed: Iterable[Spot]) -> bytes | None:
        """The package of a grid that differs from the plate's in the values and formulas of the changed cells, in the
        prompts of validations, in fitted heights, footers, names and properties. None where more of the package would
        differ: then write it anew.
        """
        changed = frozenset(changed)
        if any(isinstance(_value(grid, spot), str) for spot in changed - self._formulas - frozenset(self._texts)):
            return None  # a text that is told as the template's own
        if not grid.properties.company or not self.grid.properties.company:
            return None
        if any(("!" in f) != ("!" in self.grid.names[name]) for name, f in grid.names.items()):
            return None  # taken for a reference, such a name is listed among the document's parts
        indices, strings = self._strings(grid)
        parts = dict(self._parts)
        parts[_STRINGS] = strings
        parts |= _small_parts(grid, any(_covers(area, spot) for area in self._drawn for spot in changed))
        company = _escape(grid.properties.company)
        parts["docProps/app.xml"] = _COMPANY.sub(lambda m: m[1] + company + m[2], parts["docProps/app.xml"])
        for name, formula in grid.names.items():
            if formula != self.grid.names[name]:
                parts["xl/workbook.xml"] = _renamed(parts["xl/workbook.xml"], name, formula)
        touched: dict[int, set[tuple[int, int]]] = {}
        for index, row, column in {*changed, *self._texts}:
            touched.setdefault(index, set()).add((row, column))
        for index, name in enumerate(self._sheets):
            parts[name] = self._sheet(index, grid.sheets[index], touched.get(index, set()), indices)
        return _packed(parts)

    def _strings(self, grid: Grid) -> tuple[dict[str, int], str]:
        """Every text's place among the shared strings, and their part: the template's texts, then the unit's."""
        indices = dict(self._fixed)
        count = self._fixed_count
        for index, row, column in self._texts:
            value = grid.sheets[index].cells[row, column].value
            if isinstance(value, str):
                indices.setdefault(value, len(indices))
                count += 1
        table = SharedStringTable()
        table.count, table.unique_count, table.string_array = count, len(indices), list(indices)
        strings = PlainStrings()
        strings.string_table = table
        out = StringIO()
        strings._set_xml_writer(out)
        strings._assemble_xml_file()
        return indices, out.getvalue()

    def _sheet(self, index: int, sheet: GridSheet, touched: set[tuple[int, int]], indices: dict[str, int]) -> str:
        text, old = self._parts[self._sheets[index]], self.grid.sheets[index]
        changes: list[tuple[_Piece, str]] = []
        for at in touched:
            piece, cell = self._cells[index][at], sheet.cells[at]
            before = text[piece.start : piece.end] if cell.formula == old.cells[at].formula else ""
            changes.append((piece, piece.head + _tail(before, cell, indices)))
        for number, piece in self._prompts[index].items():
            if sheet.validations[number].prompt != old.validations[number].prompt:
                changes.append((piece, f' prompt="{_attribute(clip(sheet.validations[number].prompt, MESSAGE))}"'))
        for row in {row for row, height in {*sheet.fitted.items()} ^ {*old.fitted.items()}}:
            piece = self._rows[index][row]
            if _FITTED.fullmatch(text, piece.start, piece.end):
                changes.append((piece, row_tag(row, sheet.fitted.get(row, 0.0))))
        if sheet.page.footer != old.page.footer:
            before, after = (f"<oddFooter>{_escape(p.footer)}</oddFooter>" for p in (old.page, sheet.page))
            start = text.rindex(before)
            changes.append((_Piece(start, start + len(before)), after))
        return _replaced(text, changes)


def _tail(old: str, cell: GridCell, indices: dict[str, int]) -> str:
    """A cell's XML behind its address and style. old: as it was, "" where its formula is another now."""
    value = cell.value
    if cell.formula:
        formula = _FORMULA.search(old)
        kind, result = cached(value)
        return f"{kind}>{formula[0] if formula else formula_element(cell.formula)}{result}</c>"
    if value is None:
        return BLANK_TAIL
    if isinstance(value, bool):
        raise TypeError("no input is true or false")
    return text_tail(indices[value]) if isinstance(value, str) else number_tail(value)


def _value(grid: Grid, spot: Spot) -> Scalar:
    return grid.sheets[spot[0]].cells[spot[1], spot[2]].value


def _prompts(text: str, sheet: GridSheet) -> dict[int, _Piece]:
    """The prompts in a worksheet's XML, by the numbers of their validations."""
    written = [i for i, v in enumerate(sheet.validations) if v.kind != "any" or v.prompt]
    elements = list(_VALIDATION.finditer(text))
    if len(elements) != len(written):
        raise ValueError("validations that are not as they were written")
    found = ((number, _PROMPT.search(text, e.start(), e.end())) for number, e in zip(written, elements, strict=True))
    return {number: _Piece(prompt.start(), prompt.end()) for number, prompt in found if prompt}


def _replaced(text: str, changes: list[tuple[_Piece, str]]) -> str:
    out, at = [], 0
    for piece, new in sorted(changes, key=lambda change: change[0].start):
        out += [text[at : piece.start], new]
        at = piece.end
    return "".join([*out, text[at:]])


def _pieces(text: str) -> tuple[dict[tuple[int, int], _Piece], dict[int, _Piece]]:
    """The cells and the row starts of a worksheet's XML, as this package's writer lays them out."""
    rows = {int(m[1]): _Piece(m.start(), m.end()) for m in _ROW.finditer(text)}
    cells: dict[tuple[int, int], _Piece] = {}
    for found in _CELL.finditer(text):
        closed = text.startswith("/>", found.end())
        end = found.end() + 2 if closed else text.index("</c>", found.end()) + 4
        cells[int(found[2]), _number(found[1])] = _Piece(found.start(), end, found[0])
    return cells, rows


def _number(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column


def _drawn(grid: Grid) -> Iterator[tuple[int, int, int, int, int]]:
    """The areas that charts show: sheet index, then the area."""
    places = {sheet.name: index for index, sheet in enumerate(grid.sheets)}
    for sheet in grid.sheets:
        for chart in sheet.charts:
            for series in chart.series:
                index = places[series.sheet]
                yield (index, *series.name, *series.name)
                yield (index, *series.categories)
                yield (index, *series.values)


def _covers(area: tuple[int, int, int, int, int], spot: Spot) -> bool:
    index, top, left, bottom, right = area
    return spot[0] == index and top <= spot[1] <= bottom and left <= spot[2] <= right


def _renamed(part: str, name: str, formula: str) -> str:
    found = re.compile(f'(<definedName name="{re.escape(name)}"[^>]*>).*?(</definedName>)', re.DOTALL)
    text = _escape(formula.removeprefix("="))
    return found.sub(lambda m: m[1] + text + m[2], part)


def _small_parts(grid: Grid, charts: bool) -> dict[str, str]:
    """The document's properties and, on demand, the charts, which hold copies of their numbers: from a workbook that
    has nothing else.
    """
    sheets = tuple(sheet for sheet in grid.sheets if sheet.charts) if charts else ()
    target = BytesIO()
    write_xlsx(replace(grid, sheets=sheets or (GridSheet("", "1", {}),), names={}, active=""), target)
    with ZipFile(target) as package:
        return {name: package.read(name).decode() for name in package.namelist() if name.startswith(_SMALL)}


def _packed(parts: dict[str, str]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as package:
        for name, text in parts.items():
            entry = ZipInfo(name, _DATE)
            entry.compress_type = ZIP_DEFLATED
            package.writestr(entry, text.encode())
    return target.getvalue()
