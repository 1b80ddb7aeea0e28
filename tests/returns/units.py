"""Units made up at random: every entry sheet, form, grid, scorecard and explanation, with texts that programs spoil."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from workbook.data import Explanation, ScorecardData, SheetData, UnitData, Value, empty_unit
from workbook.data.amounts import near_number
from workbook.data.scorecards import COLUMNS, MEASURED, MONEY
from workbook.data.sheets import data_files, form_fields, typed_columns
from workbook.data.unit import MONEY_UNIT, NAME, SPEC, UNIT_FILE, YEAR, with_facts
from workbook.spec.model import Column, Entry, ListRows, Row, Scorecard
from workbook.spec.spec import Spec

ODD = (
    "=1+1", "=SUM(A1:A9)", "@SUM(1)", "+86-27-0000", "-", "'单引号", "'=1+1", "''-甲", "＝全角",
    "“引号”与\"直引号\"", "甲\n乙\r\n丙", "制\t表",
    "😀 emoji 👨‍👩‍👧", "𠮷野家", "TRUE", "1E5", "007", "1,408.78", "１２", "#N/A", "2021-12-31", "50%", "_x0041_",
    "_x000D_",
    " 两端有空格 ", "<b>&amp;</b>", "]]>", "{=A1}", "http://example.org/", "长" * 3000, "\u00a0不间断空格\u3000",
    "a'b''c",
    "0.1+0.2", "（一）", "\ufeff字节序标记", "Ａ", "é与é", "null", "—" * 40,
)  # fmt: skip
CARDS = ("数据平台运维", "项目[一]/甲:乙", "=公式样的名称", "很长的项目名称" * 5, "a'b", "项目1", "部门")
CHECKS = ("A5", "D4.2", "B10.1", "S5.1")

amounts = st.integers(-(10**15) + 1, 10**15 - 1).map(lambda cents: Decimal(cents) / 100)
counts = st.integers(0, 10**9).map(Decimal)
rates = st.integers(0, 10_000).map(lambda parts: Decimal(parts) / 10_000)
_signs = st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\u200e\u200f\ufffe\uffff")
_free = st.text(_signs, min_size=1, max_size=40).filter(lambda text: text.strip() != "" and _fits(text))
texts = st.one_of(st.sampled_from(ODD), _free)


def _fits(text: str) -> bool:
    return not any("\u202a" <= sign <= "\u202e" or "\u2066" <= sign <= "\u2069" for sign in text)


def _value(draw: st.DrawFn, kind: Column | Row, spec: Spec) -> Value:
    wanted = kind.type or "money"
    if draw(st.integers(0, 9)) < 3:
        return None
    if wanted == "code":
        return draw(st.sampled_from([row.code for row in spec.codes[str(kind.list)].rows]))
    if wanted == "choice" and kind.of:
        return draw(st.sampled_from([str(choice) for choice in kind.of]))
    simple: Mapping[str, Any] = {"money": amounts, "number": amounts, "count": counts, "rate": rates}
    return draw(simple.get(wanted, texts))


def _sheet(draw: st.DrawFn, sheet: Entry, spec: Spec) -> SheetData:
    if sheet.fields is not None:
        typed = {n: row for n, row in form_fields(sheet).items() if not row.formula}
        remarks = {n: draw(texts) for n in draw(st.lists(st.sampled_from(list(typed)), max_size=2))}
        return SheetData(fields={n: _value(draw, row, spec) for n, row in typed.items()}, remarks=remarks)
    columns = typed_columns(sheet.columns)
    if isinstance(sheet.rows, Mapping):
        return SheetData(cells={(str(r), c): _value(draw, k, spec) for r in sheet.rows for c, k in columns.items()})
    size = sheet.rows.list if isinstance(sheet.rows, ListRows) else 5
    count = draw(st.sampled_from((0, 1, 2, 3, size, size + 3) if len(columns) < 4 else (0, 1, 2, 3)))
    return SheetData(rows=tuple({c: _value(draw, k, spec) for c, k in columns.items()} for _ in range(count)))


def _card(draw: st.DrawFn, form: Scorecard, name: str, spec: Spec) -> ScorecardData:
    kinds: dict[str, Column] = {name: Column(type="money") for name in MONEY}
    kinds |= {str(n): Column(type=f.type, of=list(f.of)) for n, f in form.head.items() if not f.formula}
    kinds |= {str(n): Column(type="text") for n in form.texts}
    facts = {n: _value(draw, kind, spec) for n, kind in kinds.items()}
    return ScorecardData(name, form.scope == "department", facts, tuple(_rows(draw, form)))


def _rows(draw: st.DrawFn, form: Scorecard) -> list[dict[str, Value]]:
    rows = []
    for _ in range(draw(st.integers(0, 4))):
        direction = draw(st.sampled_from([str(word) for word in form.scoring]))
        row: dict[str, Value] = dict.fromkeys(COLUMNS)
        words = texts.filter(lambda text: near_number(text) is None)  # where a number is asked for, it is one
        measured = st.one_of(amounts, words) if direction in MEASURED else texts
        row |= {"方向": direction, "三级指标": draw(texts), "年初目标值": draw(measured), "实际完成值": draw(measured)}
        row |= {"权重": draw(st.integers(0, 100).map(Decimal)), "评定比例": draw(st.one_of(st.none(), rates))}
        rows.append(row)
    return rows


@st.composite
def units(draw: st.DrawFn, spec: Spec) -> UnitData:
    """Nothing in it need make sense; everything in it must come back."""
    sheets = {str(f.sheet.sheet): _sheet(draw, f.sheet, spec) for f in data_files(spec.sheets)}
    own = next(str(f.sheet.sheet) for f in data_files(spec.sheets) if f.name == UNIT_FILE)
    known: dict[str, Value] = {
        NAME: draw(texts),
        YEAR: str(spec.book.year),
        MONEY_UNIT: draw(st.sampled_from(("元", "万元"))),
        SPEC: spec.name,
    }
    sheets[own] = replace(sheets[own], fields=dict(sheets[own].fields) | known)
    names = draw(st.lists(st.sampled_from(CARDS), max_size=2, unique=True))
    forms = {form.scope: form for form in spec.sheets if isinstance(form, Scorecard)}
    cards = [_card(draw, forms["department"], "部门整体", spec)] if draw(st.booleans()) else []
    cards += [_card(draw, forms["project"], name, spec) for name in names]
    asked = [check for check in CHECKS if check in {str(c.id) for _, c in spec.checks}]
    told = draw(st.lists(st.sampled_from(asked), max_size=2, unique=True))
    notes = {check: Explanation(check, draw(texts), draw(st.one_of(st.none(), amounts))) for check in told}
    unit = replace(empty_unit(spec), sheets=sheets, scorecards=tuple(cards), explanations=notes)
    return with_facts(unit, known, "")
