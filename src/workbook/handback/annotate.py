"""Filled workbook + findings → the grid of the workbook that goes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from workbook.evaluate import evaluate
from workbook.finding import Finding, Level
from workbook.finding.catalogue import Lang
from workbook.grid.build import build_grid
from workbook.grid.heights import fit_rows
from workbook.grid.model import Grid, GridCell, GridSheet
from workbook.grid.styles import AMBER, BLUE
from workbook.handback.issues import RESTORED, Issue, issues_of, told
from workbook.handback.places import Places
from workbook.handback.relaid import Relaid, Spot, relaid
from workbook.handback.sheet import issue_sheet
from workbook.match import Filled
from workbook.match.remarks import signed
from workbook.read.model import Kind, RawCell
from workbook.report import LEVEL_WORDS, Item

_WRONG = "FFB3B3"
_EPOCH = date(1899, 12, 30)
_LONGEST = 1500


def annotated(
    filled: Filled, findings: Iterable[Finding], items: Iterable[Item], lang: Lang = "zh"
) -> tuple[Grid, tuple[Issue, ...]]:
    """The template anew with the file's inputs and true results; findings are marked in their cells, items listed.

    What could not be read as a value stands in its cell as the text that was there. The issue sheet comes after the
    contents; the hidden keys and the identity are those of any workbook of the template.
    """
    made = relaid(filled)
    grid, _ = evaluate(_with_inputs(build_grid(made.book, made.layout), filled, made))
    cells_of = {sheet.key: sheet.cells for sheet in grid.sheets}
    issues = tuple(_as_it_is_now(issue, cells_of) for issue in issues_of(items, made, lang))
    by_spot: dict[Spot, list[Finding]] = {}
    for finding in findings:
        spot = made.place(finding.place)
        if spot is not None and finding.level >= Level.WARNING:
            by_spot.setdefault(spot, []).append(finding)
    texts = _untyped(filled, made)
    checks = {sheet.key for sheet in made.book.sheets if sheet.kind == "checks"}
    places = Places(made)
    sheets = [_marked(sheet, by_spot, texts, sheet.key in checks, places, lang) for sheet in grid.sheets]
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
            text = as_text(raw)
            if text.strip():
                texts[now] = text
    return texts


def as_text(cell: RawCell) -> str:
    """What stood in a cell, as its reader would have typed it."""
    if cell.formula is not None:
        return f"={cell.formula}"
    value = cell.value or ""
    if cell.kind is Kind.BOOLEAN:
        return "TRUE" if value == "1" else "FALSE"
    if cell.kind is Kind.DATE:
        try:
            days = Decimal(value)
            return (_EPOCH + timedelta(days=int(days))).isoformat()
        except (ArithmeticError, ValueError):
            return value
    return value


def _marked(
    sheet: GridSheet,
    findings: Mapping[Spot, list[Finding]],
    texts: Mapping[Spot, str],
    is_checks: bool,
    places: Places,
    lang: Lang,
) -> GridSheet:
    cells = dict(sheet.cells)
    comments: dict[tuple[int, int], str] = {}
    for (key, row, column), text in texts.items():
        if key == sheet.key:
            cells[row, column] = replace(cells[row, column], value=text)
    for (key, row, column), here in findings.items():
        if key != sheet.key:
            continue
        comments[row, column] = signed("\n".join(_comment(finding, places, lang) for finding in here)[:_LONGEST])
        cell = cells.get((row, column), GridCell())
        if not is_checks:  # results have their own colours
            cells[row, column] = replace(cell, style=replace(cell.style, fill=_fill(here)))
    return replace(sheet, cells=cells, comments=comments)


def _fill(findings: list[Finding]) -> str:
    if all(finding.code in RESTORED for finding in findings):
        return BLUE
    return _WRONG if max(finding.level for finding in findings) >= Level.ERROR else AMBER


def _comment(finding: Finding, places: Places, lang: Lang) -> str:
    problem, todo = told(finding, places, lang)
    level = LEVEL_WORDS[lang][finding.level]
    if lang == "en":
        return f"{level} {finding.code}: {problem}. {todo}."
    return f"{level} {finding.code}：{problem}。{todo}。"
