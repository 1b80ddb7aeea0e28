"""A unit's data in the one form in which they are stored: what a filled workbook gives and what files give agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from workbook.data.cleaning import clean, clean_rows
from workbook.data.model import Explanation, SheetData, UnitData, Value
from workbook.data.settle_cards import settled_cards
from workbook.data.sheets import data_files, form_fields, typed_columns
from workbook.data.unit import SPEC, UNIT_FILE
from workbook.spec.model import Entry
from workbook.spec.spec import Spec


def settled(data: UnitData, spec: Spec) -> UnitData:
    """The data as their files would give them back.

    Blanks around texts go; rows that are blank throughout go; scorecards stand by name, those of a workbook handed
    out blank under the name of their project, or not at all when nothing is filled in; 模板 is the spec's name.
    """
    sheets: dict[str, SheetData] = {}
    for file in data_files(spec.sheets):
        name = str(file.sheet.sheet)
        sheet = _sheet(data.sheet(name), file.sheet)
        if file.name == UNIT_FILE and SPEC in sheet.fields:
            sheet = replace(sheet, fields={**sheet.fields, SPEC: spec.name})
        sheets[name] = sheet
    cards, renamed = settled_cards(data.scorecards, spec)
    told = _explanations(data.explanations, renamed)
    return replace(data, spec=spec.name, sheets=sheets, scorecards=cards, explanations=told)


def _explanations(told: Mapping[str, Explanation], renamed: Mapping[str, str]) -> dict[str, Explanation]:
    """Those with a text, in the order of their checks; a scorecard's checks go by the scorecard's name."""
    result: dict[str, Explanation] = {}
    for check, explanation in sorted(told.items()):
        text = clean(explanation.text)
        if text is None:
            continue
        id_, _, card = check.partition("-")
        name = f"{id_}-{renamed[card]}" if card in renamed else check
        result[name] = Explanation(name, str(text), explanation.difference)
    return result


def _sheet(data: SheetData, sheet: Entry) -> SheetData:
    if sheet.fields is not None:
        fields = form_fields(sheet)
        typed = {n: row.type for n, row in fields.items() if not row.formula}
        remarks = {n: clean(data.remarks.get(n)) for n in fields}
        return SheetData(
            fields={
                n: _year(data.fields.get(n)) if t == "year" else clean(data.fields.get(n)) for n, t in typed.items()
            },
            remarks={n: text for n, text in remarks.items() if text is not None},
        )
    columns = {n: column.type for n, column in typed_columns(sheet.columns).items()}
    if isinstance(sheet.rows, Mapping):
        return SheetData(cells={(str(r), n): clean(data.cells.get((str(r), n))) for r in sheet.rows for n in columns})
    return SheetData(rows=clean_rows(data.rows, columns))


def _year(value: Value) -> Value:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else clean(value)
