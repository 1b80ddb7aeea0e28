"""Formulas that are missing in an indicator's row that somebody inserted: one finding for the row."""

from __future__ import annotations

from dataclasses import replace

from workbook.book.scorecard import LEVELS, POINTS
from workbook.finding import Finding, Level
from workbook.formula.address import number
from workbook.formula.areas import area
from workbook.match import Filled

_MISSING = "F103"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def by_row(filled: Filled, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Of each such row one finding about all its cells, at that of the points, on which the totals hang (else at the
    first). Of rows that have all but a level, merged with the row above when they were copied, it is for information.
    """
    if not filled.inserted:
        return findings
    inserted = {key: frozenset(rows) for key, rows in filled.inserted.items()}
    cards = {filled.layout.sheets[s.key].tab: s.key for s in filled.book.sheets if s.kind == "card"}
    rows: dict[tuple[str, int], list[Finding]] = {}
    rest: list[Finding] = []
    for finding in findings:
        key = cards.get(finding.place.sheet)
        row = _row(finding) if finding.code == _MISSING and key is not None else 0
        if key is not None and row in inserted.get(key, frozenset()):
            rows.setdefault((key, row), []).append(finding)
        else:
            rest.append(finding)
    return (*rest, *(_one(filled, key, members) for (key, _), members in rows.items()))


def _one(filled: Filled, key: str, members: list[Finding]) -> Finding:
    columns = filled.layout.sheets[key].columns
    first = next((f for f in members if _column(f) == columns[POINTS]), members[0])
    levels = {columns[level] for level in LEVELS}
    if all(_column(f) in levels for f in members):
        return replace(first, level=Level.INFO)
    place = replace(first.place, area=area((_row(f), _column(f)) for f in members))
    return replace(first, place=place, facts={**first.facts, "copied": "@copy_row_above", "lacking": str(len(members))})


def _column(finding: Finding) -> int:
    return number(finding.place.cell.rstrip("0123456789"))


def _row(finding: Finding) -> int:
    return int(finding.place.cell.lstrip(_LETTERS) or 0)
