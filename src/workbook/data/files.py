"""A unit's data as the contents of its files, the way back of `load_unit`. Equal data give equal bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from workbook.data.amounts import CENT, decimals
from workbook.data.carried import FILE as CARRIED
from workbook.data.carried import carried_table
from workbook.data.model import Explanation, ScorecardData, SheetData, UnitData, Value
from workbook.data.scorecards import COLUMNS, FOLDER, HEAD, MONEY, fact_kinds
from workbook.data.sheets import ITEM, REMARK, VALUE, data_files, form_fields, label_column, typed_columns
from workbook.data.unit import CHECK, DIFFERENCE, EXPLANATIONS, UNIT_FILE
from workbook.spec.csvtext import csv_text
from workbook.spec.model import Entry, Scorecard
from workbook.spec.spec import Spec

_DIGITS = 15
"""More significant digits than these no data file may have."""

Table = Iterable[Iterable[str]]


def files_of(data: UnitData, spec: Spec) -> dict[str, bytes]:
    """Settled data (see `settle.py`) as file name → content: UTF-8, comma, header, blank = blank.

    Every entry sheet has its file, also a blank one; money has two decimals, other numbers those that they have.
    """
    files: dict[str, bytes] = {}
    for file in data_files(spec.sheets):
        remarks = file.name != UNIT_FILE
        files[file.name] = _bytes(_sheet(data.sheet(str(file.sheet.sheet)), file.sheet, remarks))
    forms = {s.scope: s for s in spec.sheets if isinstance(s, Scorecard)}
    for card in data.scorecards:
        form = forms.get("department" if card.department else "project")
        files[f"{FOLDER}/{card.name}{HEAD}.csv"] = _bytes(_facts(card, form))
        rows = ([_text(row.get(name), "any") for name in COLUMNS] for row in card.indicators)
        files[f"{FOLDER}/{card.name}.csv"] = _bytes([COLUMNS, *rows])
    if data.explanations:
        files[EXPLANATIONS] = _bytes(_explanations(data.explanations))
    if data.carried:
        files[CARRIED] = _bytes(carried_table(data.carried))
    return files


def _bytes(table: Table) -> bytes:
    return csv_text(table).encode()


def _sheet(data: SheetData, sheet: Entry, remarks: bool) -> Table:
    if sheet.fields is not None:
        return _form(data, sheet, remarks or bool(data.remarks))
    columns = typed_columns(sheet.columns)
    if isinstance(sheet.rows, Mapping):
        rows = ([str(r), *(_text(data.cells.get((str(r), n)), c.type) for n, c in columns.items())] for r in sheet.rows)
        return [[label_column(sheet), *columns], *rows]
    return [list(columns), *([_text(row.get(n), c.type) for n, c in columns.items()] for row in data.rows)]


def _form(data: SheetData, sheet: Entry, remarks: bool) -> Table:
    """Every field that is typed, and computed ones with a remark."""
    table = [[ITEM, VALUE, REMARK]]
    for name, row in form_fields(sheet).items():
        remark = _text(data.remarks.get(name), "text")
        if row.formula and not remark:
            continue
        table.append([name, "" if row.formula else _text(data.fields.get(name), row.type or "money"), remark])
    return table if remarks else [line[:2] for line in table]


def _facts(card: ScorecardData, form: Scorecard | None) -> Table:
    """Head facts, amounts, texts: as they stand on the form."""
    kinds = fact_kinds(form)
    head = [name for name in (form.head if form is not None else ()) if name in kinds]
    names = [*head, *MONEY, *(name for name in kinds if name not in head and name not in MONEY)]
    return [[ITEM, VALUE], *([str(name), _text(card.facts.get(name), kinds[name].type or "text")] for name in names)]


def _explanations(explanations: Mapping[str, Explanation]) -> Table:
    rows = ([e.check, e.text, _text(e.difference, "number")] for e in explanations.values())
    return [[CHECK, REMARK, DIFFERENCE], *rows]


def _text(value: Value, kind: str) -> str:
    """A value as a field: a plain decimal, never with an exponent."""
    if not isinstance(value, Decimal):
        return value or ""
    if kind == "money" and decimals(value) <= 2 and value.adjusted() + 3 <= _DIGITS:
        return f"{value.quantize(CENT):f}"
    return f"{value:f}"
