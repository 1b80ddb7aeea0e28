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
from workbook.handback.identity import with_doubts
from workbook.handback.issues import RESTORED, Issue, issues_of
from workbook.handback.marks import marked, marks_of
from workbook.handback.places import Places
from workbook.handback.relaid import Relaid, Spot, relaid
from workbook.handback.sheet import issue_sheet
from workbook.handback.strays import as_text, with_strays
from workbook.match import Filled
from workbook.match.inputs import NUMERIC, percent_of
from workbook.read.model import Kind
from workbook.report import Item

_REPLACE = {"zh": "【请改正】", "en": "【please correct】"}


def annotated(
    filled: Filled, findings: Iterable[Finding], items: Iterable[Item], lang: Lang = "zh"
) -> tuple[Grid, tuple[Issue, ...]]:
    """The template anew with the file's inputs and true results; findings are marked in their cells, items listed.

    What could not be read as a value stands in its cell as the text that was there. The issue sheet comes after the
    contents; the hidden keys and the identity are those of any workbook of the template.
    """
    made = relaid(filled)
    words, texts = _untyped(filled, made, lang)
    typed = _with_inputs(build_grid(made.book, made.layout), filled, made)
    grid, _ = evaluate(replace(typed, sheets=tuple(_with_texts(sheet, words) for sheet in typed.sheets)))
    items, findings = tuple(items), tuple(findings)
    grid, back = with_strays(with_doubts(grid, made.book.identity, findings), findings, filled, made)
    places = Places(made, back)
    cells_of = {sheet.key: sheet.cells for sheet in grid.sheets}
    issues = tuple(_as_it_is_now(issue, cells_of) for issue in issues_of(items, findings, places, lang))
    marks = marks_of(findings, items, places)
    sheets = [marked(_with_texts(sheet, texts), marks, places, lang) for sheet in grid.sheets]
    listed = issue_sheet(issues, {sheet.key: sheet.name for sheet in sheets}, lang)
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


def _untyped(filled: Filled, made: Relaid, lang: Lang) -> tuple[Mapping[Spot, str], Mapping[Spot, str]]:
    """The texts of input cells that hold something which is no value: nothing that was typed is lost. First those of
    cells for words. There they would be taken for what was meant; a placeholder before them (J107) keeps them from
    that, and results follow from them as from any words. From a text in place of a number follows nothing.
    """
    words: dict[Spot, str] = {}
    texts: dict[Spot, str] = {}
    for spot, value in filled.inputs.items():
        raw = filled.sheets[spot[0]].raw.cells.get(spot[1:])
        now = made.spot(spot)
        if raw is not None and now is not None and (value is None or raw.kind is Kind.DATE):
            text = percent_of(raw) if filled.raw.styles[raw.style].is_percent else ""
            text = text or as_text(raw, filled.slots[spot].type in NUMERIC)
            if not text.strip():
                continue
            if filled.slots[spot].type in NUMERIC:
                texts[now] = text
            else:
                words[now] = f"{_REPLACE[lang]}{text}" if spot in filled.unusable else text
    return words, texts


def _with_texts(sheet: GridSheet, texts: Mapping[Spot, str]) -> GridSheet:
    cells = dict(sheet.cells)
    for (key, row, column), text in texts.items():
        if key == sheet.key:
            cells[row, column] = replace(cells[row, column], value=text)
    return replace(sheet, cells=cells)
