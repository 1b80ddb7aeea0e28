"""A total that is off by as much as single codes are names these codes."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from check import edits
from check.test_one_cause import amounts
from made import Made
from workbook.api.chain import Specs
from workbook.api.check import check
from workbook.grid.model import Scalar
from workbook.report.model import Item

GRANT = "一般公共预算财政拨款"


def first(path: Path, specs: Specs) -> Item:
    return next(item for item in check(path, specs=specs).findings if item.code == "K101")


def rows(made: Made) -> dict[str, str]:
    """Code of income → the key of its row."""
    return {str(code): row for row, code in amounts(made, "收入明细", "科目编码").items() if code}


def test_income_that_was_cleared(example: Made, specs: Specs, tmp_path: Path) -> None:
    row = rows(example)["2210203"]
    path = edits.changed(
        example, tmp_path / "a.xlsx", {("收入明细", row, column): None for column in ("科目编码", GRANT)}
    )
    item = first(path, specs)
    assert item.finding.facts["check"] == "A5" and item.difference == "-12.84"
    assert item.message.endswith("收支不等、合计恰差此数的科目：2210203 购房补贴（一般公共预算） -128400 元")
    assert {short.code for short in item.consequences} == {"K101"}


def test_two_codes_together(example: Made, specs: Specs, tmp_path: Path) -> None:
    of = rows(example)
    changed: dict[edits.Key, Scalar] = {
        ("收入明细", of[code], GRANT): Decimal(n) for code, n in (("2210203", "91270.5"), ("2080502", "80000"))
    }
    message = first(edits.changed(example, tmp_path / "a.xlsx", changed), specs).message
    both = "2080502 事业单位离退休（一般公共预算） 37820 元、2210203 购房补贴（一般公共预算） -37129.5 元"
    assert message.endswith(both)


@pytest.mark.parametrize("amount", [Decimal(13376), None])
def test_a_check_that_is_off_by_something_else_names_none(
    amount: Decimal | None, example: Made, specs: Specs, tmp_path: Path
) -> None:
    """A project's amount is in no balance."""
    path = edits.changed(example, tmp_path / "a.xlsx", {("补充资料", "政府采购货物支出", "值"): amount})
    assert all("收支不等" not in item.message for item in check(path, specs=specs).findings)


def test_counts_are_no_amounts(example: Made, specs: Specs, tmp_path: Path) -> None:
    """Income lacks 10 000 元, and the number of reviewed projects is one too low: -1 is not -1 万元."""
    of, income = rows(example), amounts(example, "收入明细", GRANT)
    less = {of[code]: Decimal(n) for code, n in (("2080502", 3700), ("2210203", 6300))}
    changes: dict[edits.Key, Scalar] = {
        ("收入明细", row, GRANT): Decimal(str(income[row])) - amount for row, amount in less.items()
    }
    changes |= {("补充资料", "自评项目个数", "值"): Decimal(3)}
    items = check(edits.changed(example, tmp_path / "a.xlsx", changes), specs=specs).findings
    told = {item.finding.facts.get("check", ""): item.message for item in items}
    assert "收支不等" in told["A5"] and "收支不等" not in told["D5.1"]
