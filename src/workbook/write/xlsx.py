"""Write a grid as an Excel workbook. The same grid gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from workbook.grid.model import Grid, GridSheet, Properties, Style
from workbook.write.atomic import write_atomically
from workbook.write.cells import CellSheet
from workbook.write.formats import DEFAULT, Formats
from workbook.write.limits import CELL
from workbook.write.package import GridWorkbook
from workbook.write.sheet import fill_outline, fill_sheet

CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""The creation date where none is given: a fixed one, so that equal grids give equal files."""

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_format_properties": DEFAULT,
}


def write_xlsx(grid: Grid, target: BinaryIO | Path, created: datetime = CREATED) -> None:
    """Write an evaluated grid to a file (replaced all at once) or an open binary stream.

    A formula whose value is None is written without a cached result. A grid that Excel could not hold (a
    sheet name taken or too long, merges that overlap …) raises an exception, nothing is dropped silently.
    """
    if isinstance(target, Path):
        write_atomically(target, lambda file: write_xlsx(grid, file, created))
        return
    workbook, formats, targets = _begun(grid, target, created, cell_styles(grid))
    for text in fixed_texts(grid):
        workbook.str_table._get_shared_string_index(text)
    workbook.str_table.count = 0  # counted again as the cells are written
    for worksheet, sheet in zip(targets, grid.sheets, strict=True):
        fill_sheet(workbook, worksheet, sheet, formats)
    workbook.close()


def write_outline(grid: Grid, target: BinaryIO, styles: Iterable[Style]) -> Mapping[Style, int]:
    """Only what concerns the workbook as a whole: its sheets' names and areas, defined names, properties, formats.

    styles: the looks of its cells, as of `cell_styles`. Returns their numbers.
    """
    styles = tuple(dict.fromkeys(styles))
    workbook, formats, targets = _begun(grid, target, CREATED, styles)
    for worksheet, sheet in zip(targets, grid.sheets, strict=True):
        fill_outline(worksheet, sheet)
    workbook.close()
    return {style: formats.number(style) for style in styles}


def _begun(
    grid: Grid, target: BinaryIO, created: datetime, styles: Iterable[Style]
) -> tuple[GridWorkbook, Formats, list[CellSheet]]:
    """A workbook with all its sheets, still empty."""
    workbook = GridWorkbook(target, _OPTIONS)
    workbook.language = grid.properties.language
    _properties(workbook, grid.properties, created)
    formats = Formats(workbook)
    formats.begin(styles)
    targets = [workbook.add_worksheet(sheet.name, worksheet_class=CellSheet) for sheet in grid.sheets]
    _show(targets, grid)
    for name, formula in grid.names.items():
        if workbook.define_name(name, formula):
            raise ValueError(f"not a name that Excel takes: {name}")
    return workbook, formats, targets


def fixed_texts(grid: Grid) -> Iterator[str]:
    """The texts that a template brings with it: they lead the table of strings, whatever is typed into cells."""
    for sheet in grid.sheets:
        for (row, column), cell in sheet.cells.items():
            if isinstance(cell.value, str) and not cell.formula and not varies(grid, sheet, row, column):
                yield cell.value[:CELL]


def varies(grid: Grid, sheet: GridSheet, row: int, column: int) -> bool:
    """Whether a cell's constant is the unit's: typed, or part of its identity."""
    return sheet.cells[row, column].style.unlocked or (sheet.key, row, column) in grid.varying


def cell_styles(grid: Grid) -> Iterator[Style]:
    """The looks of cells: the template's own lead, those that follow from what was typed come last."""
    dressed: list[Style] = []
    for sheet in grid.sheets:
        own = {(row, column) for key, row, column in grid.dressed if key == sheet.key}
        seen = set[int]()  # most cells of a look share it
        for at, cell in sheet.cells.items():
            if at in own:
                dressed.append(cell.style)
            elif id(cell.style) not in seen:
                seen.add(id(cell.style))
                yield cell.style
    yield from dressed


def _properties(workbook: GridWorkbook, properties: Properties, created: datetime) -> None:
    texts = {
        "title": properties.title,
        "subject": properties.subject,
        "author": properties.author,
        "company": properties.company,
        "keywords": properties.keywords,
        "comments": properties.comments,
    }
    workbook.set_properties({key: text for key, text in texts.items() if text} | {"created": created})
    for name, value in properties.custom.items():
        workbook.set_custom_property(name, value, "text")


def _show(targets: list[CellSheet], grid: Grid) -> None:
    """Hide what is hidden, and open the workbook on its active sheet, else on the first visible one."""
    visible = [t for t, s in zip(targets, grid.sheets, strict=True) if s.visibility == "visible"]
    for target in targets:
        if target not in visible:
            target.hide()
    first = next((target for target in visible if target.name == grid.active), next(iter(visible), None))
    if first is not None:
        first.activate()
