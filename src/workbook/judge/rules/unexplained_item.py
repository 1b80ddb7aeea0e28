"""An item that differs from its budget has no reason, while others of its class have theirs.

What it looks for: 预算差异原因 that asks for the use of each item (a column 用途) and is filled by items only: items of
    一般公共预算 whose expenditure is not the budget, in classes of which other items have a reason. A class without any
    reason is told by the check M11.1.
Why it matters: the narrative gives a reason behind each item; where there is none, the sentence ends at the numbers.
Example: 2010301 and 2010302 both differ from their budgets, and only 2010301 has a reason.
How to mend: add a row to 预算差异原因, or the reason in the item's row.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.judge import accounts as a
from workbook.judge.ledger import Ledger, ListRow, ledger_of
from workbook.judge.texts import amount, row_name
from workbook.match import Filled

CODE = "J146"

ZH = """有的科目没有写预算差异的原因

查什么：预算差异原因要求按项填写（有“用途”一栏）、也都是按项填写的，一般公共预算中决算与年初预算不同的项，同类的其他项写了原因，它没有写。
    整类都没有写的，见审核 M11.1。
为什么：情况说明在每个项的金额之后写原因；没有原因，这一句就只有金额。
举例：2010301 和 2010302 的决算都与预算不同，只有 2010301 写了原因。
怎样改：在预算差异原因里补一行，或者在这一项的那行补上原因。
"""

_REASON, _CLASS = "原因", 3
_CENT = Decimal("0.01")


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    reasons = {row.text(a.CODE): row for row in ledger.filled_rows(a.REASONS)}
    given = {code for code, row in reasons.items() if row.text(_REASON).strip()}
    spent_on = ledger.filled_rows(a.SPENT)
    if not ledger.reasons_by_item or not reasons.keys() <= {row.text(a.CODE) for row in spent_on}:
        return ()  # by classes, or with codes that are told by themselves
    explained = {code[:_CLASS] for code in given}
    scale = ledger.scale(grid)
    findings = []
    for row in spent_on:
        code = row.text(a.CODE)
        if row.text(a.FUND) != a.GENERAL or code[:_CLASS] not in explained or code in given:
            continue
        spent = sum((row.number(c) for c in a.OUTLAYS), Decimal(0))
        if row.values.get(a.BUDGET) is None or _rounded(spent / scale) == _rounded(row.number(a.BUDGET) / scale):
            continue
        findings.append(_told(ledger, row, reasons.get(code), spent))
    return tuple(findings)


def _told(ledger: Ledger, row: ListRow, reason: ListRow | None, spent: Decimal) -> Finding:
    """At the blank reason where there is a row for it, else at the item's own budget."""
    spot = reason.spots[_REASON] if reason is not None else row.spots[a.BUDGET]
    facts = {"row": row_name(ledger, row), "found": amount(spent), "expected": amount(row.number(a.BUDGET))}
    return found(CODE, ledger.place(spot), None, **facts, at=ledger.at(row.spots[a.BUDGET]))


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(_CENT, ROUND_HALF_UP)
