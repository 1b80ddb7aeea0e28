"""Filled workbook + findings → the grid of the workbook that goes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from workbook.evaluate import evaluate
from workbook.finding import Finding
from workbook.finding.catalogue import Lang
from workbook.grid.build import build_grid
from workbook.grid.heights import fit_rows
from workbook.grid.model import Grid, GridCell, GridSheet
from workbook.handback.issues import RESTORED, Issue, issues_of
from workbook.handback.marks import marked, marks_of
from workbook.handback.places import Places
from workbook.handback.relaid import Relaid, Spot, relaid
from workbook.handback.sheet import issue_sheet
from workbook.match import Filled
from workbook.match.inputs import NUMERIC, day_of, percent_of
from workbook.read.model import Kind, RawCell
from workbook.read.numbers import parse_number
from workbook.report import Item


def annotated(
    filled: Filled, findings: Iterable[Finding], items: Iterable[Item], lang: Lang = "zh"
) -> tuple[Grid, tuple[Issue, ...]]:
    """The template anew with the file's inputs and true results; findings are marked in their cells, items listed.

    What could not be read as a value stands in its cell as the text that was there. The issue sheet comes after the
    contents; the hidden keys and the identity are those of any workbook of the template.
    """
    made = relaid(filled)
    grid, _ = evaluate(_with_inputs(build_grid(made.book, made.layout), filled, made))
    items = tuple(items)
    cells_of = {sheet.key: sheet.cells for sheet in grid.sheets}
    issues = tuple(_as_it_is_now(issue, cells_of) for issue in issues_of(items, made, lang))
    texts, places = _untyped(filled, made), Places(made)
    marks = marks_of(findings, items, places)
    sheets = [marked(_with_texts(sheet, texts), marks, places, lang) for sheet in grid.sheets]
    listed = issue_sheet(issues, {sheet.name for sheet in sheets}, lang)
    front = next((i for i, sheet in enumerate(made.book.sheets, 1) if sheet.kind == "contents"), 0)
    sheets.insert(front, listed)
    return fit_rows(replace(grid, sheets=tuple(sheets), active=listed.name)), issues


def _as_it_is_now(issue: Issue, cells: Mapping[str, Mapping[tuple[int, int], GridCell]]) -> Issue:
    """A restored formula as the new workbook has it."""
    if issue.spot is None or issue.code not in RESTORED:
        return issue
    cell = cells[issue.spot[0]].get(issue.spot[1:])
    return replace(issue, expected=f"“{cell.formula}”") if cell is not None and cell.formula else issue


def _with_inputs(grid: Grid, filled: Filled, made: Relaid) -> Grid:
    """Every typed value in its cell, also where the data would leave it out."""
    by_sheet = {sheet.key: dict(sheet.cells) for sheet in grid.sheets}
    for spot, value in filled.inputs.items():
        now = made.spot(spot)
        if now is None:
            continue
        cells = by_sheet[now[0]]
        year = filled.slots[spot].type == "year" and isinstance(value, str) and value.isdecimal()
        look = cells[now[1:]].style if now[1:] in cells else GridCell().style
        cells[now[1:]] = GridCell(int(str(value)) if year else value, "", look)
    return replace(grid, sheets=tuple(replace(sheet, cells=by_sheet[sheet.key]) for sheet in grid.sheets))


def _untyped(filled: Filled, made: Relaid) -> Mapping[Spot, str]:
    """The texts of input cells that hold something which is no value: nothing that was typed is lost."""
    texts: dict[Spot, str] = {}
    for spot, value in filled.inputs.items():
        raw = filled.sheets[spot[0]].raw.cells.get(spot[1:])
        now = made.spot(spot)
        if raw is not None and now is not None and (value is None or raw.kind is Kind.DATE):
            text = percent_of(raw) if filled.raw.styles[raw.style].is_percent else ""
            text = text or as_text(raw, filled.slots[spot].type in NUMERIC)
            if text.strip():
                texts[now] = text
    return texts


def as_text(cell: RawCell, is_number: bool) -> str:
    """What stood in a cell, as its reader would have typed it. is_number: a number belongs there, so that the one
    behind a date is what was meant.
    """
    if cell.formula is not None:
        return f"={cell.formula}"
    value = cell.value or ""
    if cell.kind is Kind.BOOLEAN:
        return "TRUE" if value == "1" else "FALSE"
    if cell.kind is Kind.DATE:
        number = parse_number(value).value
        return (day_of(cell) if not is_number else "") or (value if number is None else f"{number:f}")
    return value


def _with_texts(sheet: GridSheet, texts: Mapping[Spot, str]) -> GridSheet:
    cells = dict(sheet.cells)
    for (key, row, column), text in texts.items():
        if key == sheet.key:
            cells[row, column] = replace(cells[row, column], value=text)
    return replace(sheet, cells=cells)
