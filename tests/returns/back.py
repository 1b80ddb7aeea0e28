"""A workbook that came back: read through the whole chain, and its data brought into a form that can be compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workbook.api.chain import Specs
from workbook.api.filled import Examined, examine
from workbook.data import UnitData, Value
from workbook.finding import Level

SPECS = Specs()


def examined(path: Path) -> Examined:
    """Guard, read, identity, match, judge; nothing may be refused."""
    found = examine(path, specs=SPECS, strict=True)
    assert found.filled is not None, found.findings
    return found


def above_information(found: Examined) -> list[tuple[str, str, str]]:
    """(code, sheet, cell) of every finding that weighs more than information."""
    return [(f.code, f.place.sheet, f.place.cell) for f in found.findings if f.level > Level.INFO]


def data_of(found: Examined) -> UnitData:
    assert found.filled is not None
    return found.filled.data


def plain(data: UnitData) -> dict[str, Any]:
    """Everything that a unit's data say, blanks left out: equal when and only when no datum differs.

    Scorecards are told by name, since files have no order; a workbook without any has blank ones.
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
    cards = {name: said for name, said in cards.items() if any(said[1:])}
    notes = {check: (note.text, note.difference) for check, note in data.explanations.items() if note.text}
    return {
        "unit": (data.unit, data.year, data.money_unit, data.spec),
        "sheets": sheets,
        "cards": cards,
        "notes": notes,
    }


def _filled(values: Any) -> dict[Any, Value]:
    return {key: value for key, value in values.items() if value is not None}
