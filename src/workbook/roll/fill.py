"""The department's data with the sums in them, as a unit's data have amounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from workbook.data import ScorecardData, SheetData, UnitData, Value
from workbook.roll.cards import SHARE, TIER, tier_of
from workbook.roll.sums import Target, sums
from workbook.spec.model import Scorecard
from workbook.spec.spec import Spec


def filled(data: UnitData, spec: Spec) -> UnitData:
    """The sums of `data.rolled` at their places in sheets and scorecards."""
    if data.rolled is None:
        return data

    def row_of(sheet: str, number: str) -> Mapping[str, Value]:
        rows = data.sheet(sheet).rows
        return rows[int(number) - 1] if number.isdigit() and int(number) <= len(rows) else {}

    values = sums(data.rolled, data.money_unit, row_of, spec)
    sheets = {name: _sheet(name, sheet, values) for name, sheet in data.sheets.items()}
    forms = {str(s.scope): s for s in spec.sheets if isinstance(s, Scorecard)}
    scorecards = tuple(
        _card(card, values, forms.get("department" if card.department else "project")) for card in data.scorecards
    )
    return replace(data, sheets=sheets, scorecards=scorecards)


def _sheet(name: str, sheet: SheetData, values: Mapping[Target, Value]) -> SheetData:
    return replace(
        sheet,
        fields={field: values.get(("field", name, "", field), value) for field, value in sheet.fields.items()},
        cells={(r, c): values.get(("grid", name, r, c), value) for (r, c), value in sheet.cells.items()},
        rows=tuple(
            {column: values.get(("row", name, str(n), column), value) for column, value in row.items()}
            for n, row in enumerate(sheet.rows, 1)
        ),
    )


def _card(card: ScorecardData, values: Mapping[Target, Value], form: Scorecard | None) -> ScorecardData:
    facts = {name: values.get(("fact", card.name, "", name), value) for name, value in card.facts.items()}
    indicators = []
    for n, row in enumerate(card.indicators, 1):
        new = {column: values.get(("indicator", card.name, str(n), column), value) for column, value in row.items()}
        if form is not None and ("indicator", card.name, str(n), SHARE) in values:
            new[TIER] = tier_of(new.get(SHARE), form) or new.get(TIER)
        indicators.append(new)
    return replace(card, facts=facts, indicators=tuple(indicators))
