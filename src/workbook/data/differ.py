"""Two versions of a unit's data, value by value, under the names that cells have (表.行.列)."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workbook.data.carried import CONVERSION, ORIGIN, SOURCE
from workbook.data.carried import TITLE as CARRIED
from workbook.data.carried import VALUE as LAST
from workbook.data.model import Carried, ScorecardData, SheetData, UnitData, Value
from workbook.data.scorecards import COLUMNS, MONEY, fact_kinds
from workbook.data.sheets import REMARK, VALUE, data_files, form_fields, typed_columns
from workbook.data.unit import DIFFERENCE
from workbook.spec.model import CheckSheet, Entry, Scorecard
from workbook.spec.spec import Spec

Row = Mapping[str, Value]

_SHOWN = {"实际完成值": "填报完成值", "评定比例": "填报比例", "得分": "公布得分"}
"""What an indicator's typed columns are called in the workbook, where it differs from the data."""


@dataclass(frozen=True, slots=True)
class Difference:
    """name: such as 支出明细.3.基本支出; None is a blank, or a row that the other version does not have."""

    name: str
    old: Value
    new: Value


def differences(old: UnitData, new: UnitData, spec: Spec) -> tuple[Difference, ...]:
    """All values that differ, in the order of the spec. Both are settled (`settle.py`).

    Rows of lists are held against each other by what names them; a row's number is that of the new version, of the
    old one where the row has gone.
    """
    return tuple(Difference(*told) for told in _all(old, new, spec))


Told = tuple[str, Value, Value]


def _all(old: UnitData, new: UnitData, spec: Spec) -> Iterator[Told]:
    for file in data_files(spec.sheets):
        name = str(file.sheet.sheet)
        yield from _sheet(name, old.sheet(name), new.sheet(name), file.sheet)
    forms = {s.scope: s for s in spec.sheets if isinstance(s, Scorecard)}
    before = {c.name: c for c in old.scorecards}
    after = {c.name: c for c in new.scorecards}
    for card in sorted(before | after, key=lambda name: (name not in after, name)):
        some = after.get(card) or before[card]
        blank = ScorecardData(card, some.department)
        form = forms.get("department" if some.department else "project")
        yield from _card(before.get(card, blank), after.get(card, blank), form)
        if (card in before) is not (card in after):
            yield f"自评_{card}", *(("有", None) if card in before else (None, "有"))
    checks = next((str(s.sheet) for s in spec.sheets if isinstance(s, CheckSheet)), "审核")
    for check in sorted({*old.explanations, *new.explanations}):
        one, other = old.explanations.get(check), new.explanations.get(check)
        texts = (one.text if one else None, other.text if other else None)
        amounts = (one.difference if one else None, other.difference if other else None)
        yield from _value(f"{checks}.{check}.{REMARK}", *texts)
        yield from _value(f"{checks}.{check}.{DIFFERENCE}", *amounts)
    yield from _carried({c.name: c for c in old.carried}, {c.name: c for c in new.carried})


def _carried(old: Mapping[str, Carried], new: Mapping[str, Carried]) -> Iterator[Told]:
    for name in dict.fromkeys([*new, *old]):
        one, other = old.get(name), new.get(name)
        if (one is None) is not (other is None):
            yield f"{CARRIED}.{name}", *(("有", None) if other is None else (None, "有"))
        for column, field in ((LAST, "value"), (SOURCE, "source"), (CONVERSION, "conversion"), (ORIGIN, "origin")):
            texts = (getattr(c, field) if c is not None and getattr(c, field) != "" else None for c in (one, other))
            yield from _value(f"{CARRIED}.{name}.{column}", *texts)


def _value(name: str, old: Value, new: Value) -> Iterator[Told]:
    if old != new:
        yield name, old, new


def _sheet(name: str, old: SheetData, new: SheetData, sheet: Entry) -> Iterator[Told]:
    if sheet.fields is not None:
        for field in form_fields(sheet):
            yield from _value(f"{name}.{field}.{VALUE}", old.fields.get(field), new.fields.get(field))
            yield from _value(f"{name}.{field}.{REMARK}", old.remarks.get(field), new.remarks.get(field))
        return
    columns = typed_columns(sheet.columns)
    if isinstance(sheet.rows, Mapping):
        for row, column in ((str(r), c) for r in sheet.rows for c in columns):
            yield from _value(f"{name}.{row}.{column}", old.cells.get((row, column)), new.cells.get((row, column)))
        return
    by = [n for n, c in columns.items() if c.type in ("code", "choice") or c.required]
    yield from row_differences(name, old.rows, new.rows, by or list(columns)[:1], dict.fromkeys(columns))


def _card(old: ScorecardData, new: ScorecardData, form: Scorecard | None) -> Iterator[Told]:
    name = f"自评_{new.name}"
    for fact in fact_kinds(form):
        if fact in MONEY:
            shown = f"{name}.预算执行.本年.{fact}"
        else:
            shown = f"{name}.{'概况' if form is None or fact in form.head else '文字'}.{fact}.{VALUE}"
        yield from _value(shown, old.facts.get(fact), new.facts.get(fact))
    columns = {column: _SHOWN.get(column, column) for column in COLUMNS}
    yield from row_differences(f"{name}.指标", old.indicators, new.indicators, ["三级指标"], columns)


def row_differences(
    name: str, old: tuple[Row, ...], new: tuple[Row, ...], by: list[str], columns: Mapping[str, str | None]
) -> Iterator[Told]:
    """Values that differ in the rows of a list. Those with the same names (columns `by`) pair up in their order; of the
    others, each in turn as far as they go. columns: with what they are called where it is something else.
    """
    keys = [[tuple(row.get(n) for n in by) for row in rows] for rows in (old, new)]
    for _, a, b, c, d in difflib.SequenceMatcher(a=keys[0], b=keys[1], autojunk=False).get_opcodes():
        for i in range(max(b - a, d - c)):
            one = old[a + i] if a + i < b else {}
            other = new[c + i] if c + i < d else {}
            number = (c if c + i < d else a) + i + 1
            for column, shown in columns.items():
                yield from _value(f"{name}.{number}.{shown or column}", one.get(column), other.get(column))
