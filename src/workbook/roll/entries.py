"""What an entry sheet has that can be added up, and by what its rows are told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from workbook.data import Value
from workbook.data.rolled import Kind
from workbook.data.sheets import form_fields, typed_columns
from workbook.data.unit import UNIT_FILE
from workbook.spec.model import Column, Entry, Internal, RollUp
from workbook.spec.spec import Spec

ADDED = frozenset(("money", "count"))
"""Value types that add up; rates, numbers, choices and texts do not."""


def entries(spec: Spec) -> Iterator[Entry]:
    """All entry sheets."""
    return (sheet for sheet in spec.sheets if isinstance(sheet, Entry))


def rules(spec: Spec) -> RollUp:
    """What the spec says about roll-ups; nothing particular where it is silent."""
    return spec.book.roll_up or RollUp()


def kind_of(sheet: Entry) -> Kind:
    """The kind of slot that its amounts have."""
    if sheet.fields is not None:
        return "field"
    return "grid" if isinstance(sheet.rows, Mapping) else "row"


def added(sheet: Entry) -> dict[str, str]:
    """The columns or fields of an entry sheet that add up: name → value type. None of 单位.csv."""
    if is_unit_file(sheet):
        return {}
    if sheet.fields is not None:
        types = {name: str(row.type or "money") for name, row in form_fields(sheet).items() if not row.formula}
    else:
        types = {name: str(column.type) for name, column in typed_columns(sheet.columns).items()}
    return {name: kind for name, kind in types.items() if kind in ADDED}


def is_unit_file(sheet: Entry) -> bool:
    """Whether it holds the unit's name, year and so on."""
    return f"{sheet.file or sheet.sheet}.csv" == UNIT_FILE


def identity(sheet: Entry) -> dict[str, Column]:
    """The columns by which rows of a list are the same: codes and choices, else required texts, else the first text."""
    columns = typed_columns(sheet.columns)
    named = {name: column for name, column in columns.items() if column.type in ("code", "choice")}
    named = named or {name: c for name, c in columns.items() if c.required and c.type not in ADDED}
    return named or {name: c for name, c in list(columns.items())[:1] if c.type not in ADDED}


def split(name: str) -> tuple[str, str]:
    """表.列 as its two names."""
    sheet, _, column = name.partition(".")
    return sheet, column


def sides(internal: Internal) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
    """Both sides of a payment between units: the word of its columns in the sheet 抵销, entry sheet, column."""
    return ("支出", *split(str(internal.paid))), ("收入", *split(str(internal.received)))


def as_number(value: Value) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def same(values: list[Value]) -> Value:
    """The one value that all have who have any; None when they differ."""
    given = list(dict.fromkeys(value for value in values if value is not None))
    return given[0] if len(given) == 1 else None
