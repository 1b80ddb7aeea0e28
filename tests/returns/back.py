"""A workbook that came back: read through the whole chain, and its data brought into a form that can be compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workbook.book.front import IDENTITY
from workbook.data import UnitData, Value
from workbook.finding import Finding, Level
from workbook.judge import Judged, judge
from workbook.match import claim_of, match
from workbook.match.keys import keyed_sheets
from workbook.read import RawBook, inspect, read_workbook
from workbook.spec.spec import Spec


def raw_book(path: Path) -> tuple[RawBook, tuple[Finding, ...]]:
    package, guarded = inspect(path)
    assert package is not None, guarded
    raw, told = read_workbook(package)
    assert raw is not None, told
    return raw, (*guarded, *told)


def judged(path: Path, spec: Spec) -> Judged:
    """Guard, read, match, judge; every finding is in the result."""
    raw, findings = raw_book(path)
    sheets, _ = keyed_sheets(raw, frozenset((IDENTITY,)))
    claim, told = claim_of(raw, sheets)
    assert claim is not None, told
    filled, more = match(raw, claim, spec)
    return judge(filled, (*findings, *told, *more))


def above_information(found: Judged) -> list[tuple[str, str, str]]:
    """(code, sheet, cell) of every finding that weighs more than information."""
    return [(f.code, f.place.sheet, f.place.cell) for f in found.findings if f.level > Level.INFO]


def plain(data: UnitData) -> dict[str, Any]:
    """Everything that a unit's data say, blanks left out: equal when and only when no datum differs.

    Scorecards are told by name: files have no order, a workbook has that of 项目支出.
    """
    sheets = {}
    for name, sheet in data.sheets.items():
        rows = [_filled(row) for row in sheet.rows]
        said = [[row for row in rows if row], _filled(sheet.fields), _filled(sheet.remarks), _filled(sheet.cells)]
        if any(said):
            sheets[name] = said
    cards = {
        card.name: (card.department, _filled(card.facts), [row for i in card.indicators if (row := _filled(i))])
        for card in data.scorecards
    }
    notes = {check: (note.text, note.difference) for check, note in data.explanations.items() if note.text}
    return {
        "unit": (data.unit, data.year, data.money_unit, data.spec),
        "sheets": sheets,
        "cards": cards,
        "notes": notes,
    }


def _filled(values: Any) -> dict[Any, Value]:
    return {key: value for key, value in values.items() if value is not None}
