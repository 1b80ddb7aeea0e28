"""J104, J120–J123, J126: what is wrong with a file beside its entries. And every rule has its page and its message."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from judge.good import Level, codes, good, with_inputs, with_sheet
from workbook.book.model import Slot
from workbook.data import Carried
from workbook.data.carried import digest
from workbook.finding.catalogue import LEVELS
from workbook.judge.recompute import recompute
from workbook.judge.rules import RULES, apply_rules
from workbook.match import Filled
from workbook.read.model import Kind, RawCell, Style


def _told(filled: Filled) -> list[str]:
    return codes(apply_rules(filled, good().grid))


def test_hidden_rows_columns_and_sheets() -> None:
    filled = good().filled
    findings = apply_rules(with_sheet(filled, "支出明细", hidden_rows=frozenset({1, 8, 9, 60})), good().grid)
    assert codes(findings) == ["J120"] and findings[0].facts["text"] == "8、9"
    assert _told(with_sheet(filled, "支出明细", hidden_columns=((1, 1), (6, 6)))) == ["J120"]
    assert _told(with_sheet(filled, "支出明细", hidden_columns=((1, 1),))) == []
    assert _told(with_sheet(filled, "支出明细", state="hidden")) == ["J120"]


def styled(style: Style, cell: RawCell | None = None) -> Filled:
    """The good workbook with 支出明细!F6, or what stands there instead, in a style of its own."""
    filled = good().filled
    raw, sheet = filled.raw, filled.sheets["支出明细"].raw
    cells = {**sheet.cells, (6, 6): (cell or sheet.cells[6, 6])._replace(style=len(raw.styles))}
    return with_sheet(replace(filled, raw=replace(raw, styles=(*raw.styles, style))), "支出明细", cells=cells)


@pytest.mark.parametrize("style", [Style(white=True), Style(number_format=";;;"), Style(number_format=" ; ; ")])
def test_what_cannot_be_seen(style: Style) -> None:
    findings = apply_rules(styled(style), good().grid)
    assert codes(findings) == ["J121"] and findings[0].place.cell == "F6"


NEGATIVE = RawCell("-120.5", Kind.NUMBER)


@pytest.mark.parametrize("code", ["0.00;0.00", "#,##0;#,##0", "0.00_ ;0.00_ ", "0.00;;", "-0.00", '"-"0.00', "\\-0.00"])
def test_a_sign_that_is_not_the_number_s(code: str) -> None:
    """A minus that a format leaves out or puts before a positive number."""
    typed = NEGATIVE if ";" in code else None
    findings = apply_rules(styled(Style(number_format=code), typed), good().grid)
    assert codes(findings) == ["J121"] and findings[0].facts["kind"] == "@looks_other"


@pytest.mark.parametrize(
    "code",
    ["0.00;-0.00", "0.00;[Red]0.00", "0.00_);(0.00)", '0.00;"负"0.00', "_-* #,##0.00_-;-* #,##0.00_-", "[>=9]0.0;0.00"],
)
def test_a_minus_that_is_shown_in_another_way(code: str) -> None:
    assert _told(styled(Style(number_format=code), NEGATIVE)) == []


@pytest.mark.parametrize("code", ['[=0]"";0.00', '[=0]"";General', "[=0]-;#,##0.00"])
def test_a_format_that_leaves_out_zeros_shows_every_other_number(code: str) -> None:
    assert _told(styled(Style(number_format=code))) == []


@pytest.mark.parametrize(
    "code",
    [
        "[<0]-#,##0.00;#,##0.00",
        "[Red][<0]-0.00;0.00",
        "[<0]-0.00;[=0]-;0.00",
        "[White][=0]0;0.00",
        '[Red][=0]"";[Blue]General',
        "[<=0]-0.00;0.00",
    ],
)
def test_a_part_of_a_format_that_is_for_other_numbers_shows_no_amount(code: str) -> None:
    assert _told(styled(Style(number_format=code))) == []


def test_a_part_of_a_format_that_is_for_amounts_shows_them() -> None:
    for code in ("[>0]-0.00;0.00", "[=0]0;-0.00", '[<0]-0.00;"999"'):
        assert _told(styled(Style(number_format=code))) == ["J121"]


def test_a_negative_number_in_white_cannot_be_seen() -> None:
    white = Style(number_format="0.00;[White]-0.00", white_below=True)
    finding = apply_rules(styled(white, NEGATIVE), good().grid)[0]
    assert (finding.code, finding.place.cell, finding.facts["kind"]) == ("J121", "F6", "@unseen")
    assert _told(styled(white)) == []


def test_protection() -> None:
    findings = apply_rules(with_sheet(good().filled, "审核", protected=False), good().grid)
    assert codes(findings) == ["J122"] and findings[0].facts["text"] == "审核"


def test_a_record_of_last_year_that_is_not_the_one_handed_out() -> None:
    base = good().filled
    (mark,) = [spot for spot, slot in base.slots.items() if slot.kind == "carried"]
    typed = replace(base, inputs={**base.inputs, mark: "0123456789abcdef"})
    assert _told(typed) == ["J126"]
    kept = replace(base.data, carried=(Carried("补充资料.上年机关运行经费", value=Decimal(1)),))
    assert _told(replace(base, data=kept)) == ["J126"]
    told = replace(base, data=kept, inputs={**base.inputs, mark: digest(kept.carried)})
    assert _told(told) == []


def test_a_name_typed_over_its_formula() -> None:
    sheet = good().filled.sheets["支出明细"].raw
    column = good().filled.layout.sheets["支出明细"].columns["科目名称"]
    cells = {**sheet.cells, (6, column): RawCell("一般行政管理事务", Kind.TEXT)}
    findings = apply_rules(with_sheet(good().filled, "支出明细", cells=cells), good().grid)
    assert codes(findings) == ["J104"] and findings[0].level is Level.ERROR
    assert findings[0].facts["other"].startswith("2010102")
    right = {**sheet.cells, (6, column): RawCell("行政运行", Kind.TEXT)}
    assert _told(with_sheet(good().filled, "支出明细", cells=right)) == []


def test_an_inserted_row_without_formulas() -> None:
    base = good()
    spots = base.blank_row("支出明细", 1)
    number = next(iter(spots.values()))[1]
    first = {s: replace(slot, number=-number) for s, slot in base.filled.slots.items() if s in spots.values()}
    entered = {spots["科目编码"]: "2010304", spots["资金来源"]: "一般公共预算"}
    layout = base.filled.layout.sheets["支出明细"]
    sheet = base.filled.sheets["支出明细"].raw
    bare = {k: v for k, v in sheet.cells.items() if k not in [(number, layout.columns[c]) for c in ("科目名称",)]}
    changed = replace(
        with_sheet(base.filled, "支出明细", cells=bare),
        inputs={**base.filled.inputs, **entered},
        slots={**base.filled.slots, **first},
        inserted={"支出明细": (number,)},
    )
    findings = apply_rules(changed, base.grid)
    assert codes(findings) == ["J123"] and findings[0].level is Level.INFO
    assert findings[0].facts["column"] == "科目名称"
    assert all(isinstance(slot, Slot) for slot in first.values())


def test_lists_without_an_amount_of_this_year() -> None:
    """J127 goes by what stands in the cells: with texts that are no numbers somebody has been at work."""
    base = good()
    lists = ("收入明细", "支出明细")
    amounts = [
        row.spots[name]
        for owner in lists
        for row in base.ledger.lists[owner]
        for name in base.ledger.columns(owner, "money")
    ]
    filled = with_inputs(base.filled, dict.fromkeys(amounts))
    bare = filled
    for owner in lists:
        cells = {at: c for at, c in filled.sheets[owner].raw.cells.items() if (owner, *at) not in set(amounts)}
        bare = with_sheet(bare, owner, cells=cells)
    grid, _ = recompute(bare)
    (found,) = [f for f in apply_rules(bare, grid) if f.code == "J127"]
    assert found.level is Level.ERROR and found.place.sheet == "收入明细"
    assert "J127" not in codes(apply_rules(with_inputs(bare, {amounts[0]: Decimal(0)}), base.grid))
    assert "J127" not in codes(apply_rules(filled, grid)), "the cells hold something"


HEADINGS = (
    ("What it looks for", "Why it matters", "Example", "How to mend"),
    ("查什么", "为什么", "举例", "怎样改"),
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.name}")
def test_every_rule_has_its_page_its_message_and_its_test(rule: object) -> None:
    code, en, zh = rule.code, rule.en, rule.zh  # type: ignore[attr-defined]
    assert code in LEVELS and code.startswith("J")
    for text, headings, mark in ((en, HEADINGS[0], ":"), (zh, HEADINGS[1], "：")):
        assert re.findall(rf"^({'|'.join(headings)}){mark}", text, re.MULTILINE) == list(headings)
    tests = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert f'"{code}"' in tests


def test_codes_are_given_once_and_all_are_used() -> None:
    given = [rule.code for rule in RULES]
    assert len(set(given)) == len(given)
    assert {code for code in LEVELS if code.startswith("J")} == set(given)
