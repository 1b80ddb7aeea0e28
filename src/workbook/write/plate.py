"""A printing plate: the package of one workbook, from which others that differ only in values are made.

The parts of a package are the same for all workbooks of one template but for the contents of some cells, the
heights of their rows, the texts among the shared strings, what carries the identity, and what follows from scorecards:
names of sheets, links to them, number formats and merged cells. These are replaced in the finished XML; nothing is
assembled anew. The bytes are those that `write_xlsx` gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsxwriter.sharedstrings import SharedStringTable
from xlsxwriter.utility import xl_range
from xlsxwriter.xmlwriter import XMLwriter

from workbook.grid.model import Grid, GridCell, GridSheet, Link, Scalar, Style
from workbook.write.cells import BLANK_TAIL, cached, formula_element, number_tail, row_tag, text_tail
from workbook.write.limits import MESSAGE, clip
from workbook.write.package import PlainStrings
from workbook.write.pieces import Piece, links, merges, pieces, prompts, replaced
from workbook.write.sheet import url_of
from workbook.write.xlsx import cell_styles, fixed_texts, varies, write_outline, write_xlsx

Spot = tuple[int, int, int]
"""sheet (index in the grid), row, column"""

_FITTED = re.compile(r'<row r="\d+"(?: ht="[\d.]+")?>')
_FORMULA = re.compile(r"<f>.*</f>", re.DOTALL)
_COMPANY = re.compile(r"(<Company>).*?(</Company>)", re.DOTALL)
_DATE = (1980, 1, 1, 0, 0, 0)
_SMALL = ("docProps/core.xml", "docProps/custom.xml", "xl/charts/")
_STRINGS, _STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
_OUTLINE = ("docProps/app.xml", "docProps/core.xml", "docProps/custom.xml", "xl/workbook.xml", _STYLES)
_STYLED = re.compile(r' s="\d+"$')
_CHANGING = re.compile(r"<dxfs [^>]*/>|<dxfs .*?</dxfs>", re.DOTALL)
"""The formats of conditional formats, which are numbered by themselves."""
_escape = XMLwriter()._escape_data
_attribute = XMLwriter()._escape_attributes


class Plate:
    """The package of one workbook with the places of its values. grid: fitted and evaluated."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        target = BytesIO()
        write_xlsx(grid, target)
        with ZipFile(target) as package:
            self._parts = {name: package.read(name).decode() for name in package.namelist()}
        self._sheets = [f"xl/worksheets/sheet{i}.xml" for i in range(1, len(grid.sheets) + 1)]
        found = [pieces(self._parts[name]) for name in self._sheets]
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
            prompts(self._parts[name], sheet) for name, sheet in zip(self._sheets, grid.sheets, strict=True)
        ]
        self._links = [links(self._parts[name]) for name in self._sheets]
        self._merges = [merges(self._parts[name]) for name in self._sheets]
        places = {sheet.key: index for index, sheet in enumerate(grid.sheets)}
        self._dressed = frozenset((places[key], row, column) for key, row, column in grid.dressed)
        self._fixed_count = sum(1 for _ in fixed_texts(grid))
        self._drawn = tuple(_drawn(grid))

    def fill(self, grid: Grid, changed: Iterable[Spot]) -> bytes | None:
        """The package of a grid that differs from the plate's in the values and formulas of the changed cells, in the
        prompts of validations, fitted heights, footers, names, properties, sheets' names, links, merged cells and the
        number formats of dressed cells. None where more of the package would differ: then write it anew.
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
        drawn = any(_covers(area, spot) for area in self._drawn for spot in changed)
        touched: dict[int, set[tuple[int, int]]] = {}
        spots = {*changed, *self._texts}
        numbers: Mapping[Style, int] | None = None
        other = self._looks_other(grid)
        if drawn or not other:
            parts |= _small_parts(grid, drawn)
        if other:
            outline, numbers = self._outline(grid)
            parts |= outline
            spots |= self._dressed
        else:
            company = _escape(grid.properties.company)
            parts["docProps/app.xml"] = _COMPANY.sub(lambda m: m[1] + company + m[2], parts["docProps/app.xml"])
            for name, formula in grid.names.items():
                if formula != self.grid.names[name]:
                    parts["xl/workbook.xml"] = _renamed(parts["xl/workbook.xml"], name, formula)
        for index, row, column in spots:
            touched.setdefault(index, set()).add((row, column))
        for index, name in enumerate(self._sheets):
            parts[name] = self._sheet(index, grid.sheets[index], touched.get(index, set()), indices, numbers)
        return _packed(parts)

    def _looks_other(self, grid: Grid) -> bool:
        """Other names of sheets, or other number formats."""
        if any(one.name != other.name for one, other in zip(grid.sheets, self.grid.sheets, strict=True)):
            return True
        return any(_cell(grid, spot).style != _cell(self.grid, spot).style for spot in self._dressed)

    def _outline(self, grid: Grid) -> tuple[dict[str, str], Mapping[Style, int]]:
        """The parts that name sheets and number formats, and these numbers."""
        target = BytesIO()
        numbers = write_outline(grid, target, cell_styles(grid))
        with ZipFile(target) as package:
            parts = {name: package.read(name).decode() for name in _OUTLINE}
        changing = _CHANGING.search(self._parts[_STYLES])
        assert changing is not None
        parts[_STYLES] = _CHANGING.sub(lambda m: changing[0], parts[_STYLES], 1)
        return parts, numbers

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

    def _sheet(
        self,
        index: int,
        sheet: GridSheet,
        touched: set[tuple[int, int]],
        indices: dict[str, int],
        numbers: Mapping[Style, int] | None,
    ) -> str:
        """numbers: of the looks of cells, where they are not the plate's own."""
        text, old = self._parts[self._sheets[index]], self.grid.sheets[index]
        changes: list[tuple[Piece, str]] = []
        for at in touched:
            piece, cell = self._cells[index][at], sheet.cells[at]
            before = text[piece.start : piece.end] if cell.formula == old.cells[at].formula else ""
            head = piece.head
            if numbers is not None and (index, *at) in self._dressed:
                head = _STYLED.sub(f' s="{numbers[cell.style]}"', head)
            changes.append((piece, head + _tail(before, cell, indices)))
        if sheet.merges != old.merges:
            changes.append((self._merged(index), _merge_element(sheet)))
        for at, link in sheet.links.items():
            if link is not old.links[at]:
                changes.append((self._links[index][at], _link_element(text, self._links[index][at], link)))
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
            changes.append((Piece(start, start + len(before)), after))
        return replaced(text, changes)

    def _merged(self, index: int) -> Piece:
        piece = self._merges[index]
        assert piece is not None  # a scorecard has merged cells in any case
        return piece


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


def _cell(grid: Grid, spot: Spot) -> GridCell:
    return grid.sheets[spot[0]].cells[spot[1], spot[2]]


def _value(grid: Grid, spot: Spot) -> Scalar:
    return _cell(grid, spot).value


def _merge_element(sheet: GridSheet) -> str:
    areas = [xl_range(a - 1, b - 1, c - 1, d - 1) for a, b, c, d in sheet.merges if (a, b) != (c, d)]
    inner = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return f'<mergeCells count="{len(areas)}">{inner}</mergeCells>'


def _link_element(text: str, piece: Piece, link: Link) -> str:
    """As XlsxWriter writes it; the place is that of the element before."""
    url = url_of(link)
    place = text[piece.start : piece.end].split('"')[1]
    told = [("ref", place), ("location", url._link), *([("tooltip", url._tip)] if url._tip else [])]
    attributes = "".join(f' {key}="{_attribute(value)}"' for key, value in [*told, ("display", url._text)])
    return f"<hyperlink{attributes}/>"


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
