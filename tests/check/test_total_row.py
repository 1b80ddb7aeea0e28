"""Rows that are no entries: a total typed beneath the list, an amount in a row with nothing else."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from check import edits
from check.test_check import LIST, only, told
from check.test_one_cause import amounts, blank_row
from judge.test_slips import INCOMES
from made import Made
from workbook.api.chain import Specs
from workbook.api.check import check
from workbook.finding import Level
from workbook.grid.model import Scalar

INCOME, CARRY = "收入明细", "结转结余"
COLUMNS = {
    INCOME: INCOMES,
    LIST: ("年初预算数", "基本支出", "项目支出", "经营支出"),
    "经济分类支出": ("决算数",),
    "结转结余": ("年初结转和结余", "年末结转和结余"),
}


def total(made: Made, sheet: str, label: str) -> dict[edits.Key, Scalar]:
    """The sums of a list's columns, in its first blank row."""
    row = blank_row(made, sheet)
    sums = {c: [a for a in amounts(made, sheet, c).values() if isinstance(a, Decimal | int)] for c in COLUMNS[sheet]}
    typed: dict[edits.Key, Scalar] = {(sheet, row, column): sum(all_, Decimal(0)) for column, all_ in sums.items()}
    return {**typed, **({(sheet, row, "科目编码"): label} if label else {})}


@pytest.mark.parametrize(
    ("sheet", "label"), [(INCOME, ""), (LIST, "合计"), (LIST, ""), ("经济分类支出", "合 计"), ("结转结余", "合计")]
)
def test_a_total_beneath_the_entries(example: Made, specs: Specs, tmp_path: Path, sheet: str, label: str) -> None:
    """Without a code, without a fund, and nothing balances: all for one reason."""
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", total(example, sheet, label)), specs=specs))
    row = example.layout.sheets[sheet].rows[blank_row(example, sheet)]
    assert (item.code, item.level, item.sheet) == ("J131", Level.ERROR, sheet)
    assert f"第 {row} 行" in item.message and "各栏都等于其余各行之和" in item.message and label in item.message
    assert {short.code for short in item.consequences} & {"J113", "J115"}


def test_a_row_that_is_called_a_total_is_none_of_the_entries(example: Made, specs: Specs, tmp_path: Path) -> None:
    """Also where its amounts are formulas, which are not read."""
    row = blank_row(example, INCOME)
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", {(INCOME, row, "科目编码"): "小计"}), specs=specs))
    assert (item.code, item.sheet) == ("J131", INCOME) and "各栏" not in item.message


def test_an_entry_without_its_code_is_no_total(example: Made, specs: Specs, tmp_path: Path) -> None:
    row = next(r for r, amount in amounts(example, LIST, "基本支出").items() if amount == Decimal("6128435.27"))
    report = check(edits.changed(example, tmp_path / "a.xlsx", {(LIST, row, "科目编码"): None}), specs=specs)
    assert only(report).code == "J113"


@pytest.mark.parametrize(("sheet", "column"), [(INCOME, "一般公共预算财政拨款"), (LIST, "基本支出")])
def test_an_amount_alone_in_a_row(example: Made, specs: Specs, tmp_path: Path, sheet: str, column: str) -> None:
    """It lacks a code and a fund, and is too much in every balance: one finding with all that is missing."""
    row = blank_row(example, sheet)
    typed: dict[edits.Key, Scalar] = {(sheet, row, column): edits.amount("12345.67")}
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", typed), specs=specs))
    assert (item.code, item.sheet) == ("J113", sheet)
    assert ("“科目编码、资金来源”" in item.message) == (sheet == LIST)


def test_another_fault_of_a_row_that_lacks_something_stays_its_own(example: Made, specs: Specs, tmp_path: Path) -> None:
    """An amount with a minus stands in a row without its fund; a row of another list has no code."""
    changes: dict[edits.Key, Scalar] = {
        (INCOME, "4", "科目编码"): None,
        (LIST, "7", "资金来源"): None,
        (LIST, "7", "基本支出"): edits.amount("-5000.25"),
    }
    items = told(check(edits.changed(example, tmp_path / "a.xlsx", changes), specs=specs))
    assert sorted((i.code, i.sheet) for i in items if i.code in ("J113", "J119")) == [
        ("J113", LIST), ("J113", INCOME), ("J119", LIST),
    ]  # fmt: skip
    assert "J119" not in {short.code for item in items for short in item.consequences}


def test_what_a_total_lacks_is_told_with_this_total(example: Made, specs: Specs, tmp_path: Path) -> None:
    changes = {**total(example, INCOME, "合计"), **total(example, CARRY, "")}
    items = told(check(edits.changed(example, tmp_path / "a.xlsx", changes), specs=specs))
    assert sorted((item.code, item.sheet) for item in items) == [("J131", INCOME), ("J131", CARRY)]
    for item in items:
        lacks = {short.sheet for short in item.consequences if short.code in ("J113", "J115")}
        assert lacks == {item.sheet}
