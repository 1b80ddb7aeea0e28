"""A negative amount where none can be.

What it looks for: amounts and points below 0. Lists by code may have them where expenditure of earlier years is taken
    back, there it is a warning until the row's remark says so; carry-over may be negative and is let be.
Why it matters: a minus before an amount turns the sums around and is easily overlooked among black figures.
Example: 公务接待费 −8 246.00.
How to mend: remove the minus; in lists by code say in the row's remark what was taken back or corrected.
"""

from __future__ import annotations

from decimal import Decimal

from workbook.finding import Finding, Level, found
from workbook.grid.model import Grid
from workbook.judge import accounts as a
from workbook.judge.ledger import ledger_of
from workbook.judge.texts import amount, label_of
from workbook.judge.unknown import is_taken_back, may_be_negative
from workbook.match import Filled

CODE = "J119"

ZH = """不应为负的金额

查什么：小于 0 的金额和分数。按科目填列的表里，冲减以前年度支出时可以是负数，只是警告，
    在该行说明中写明是冲减、收回或更正的，不再提示；结转结余可以为负，不算问题。
为什么：金额前的负号使合计反向，夹在数字中不容易看到。
举例：公务接待费 -8246.00。
怎样改：去掉负号；按科目填列的表里确属冲减的，在该行说明中写明冲减、收回了什么。
"""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    by_code = {owner for owner, rows in ledger.lists.items() if rows and a.CODE in rows[0].spots}
    findings = []
    for spot, value in filled.inputs.items():
        if not isinstance(value, Decimal) or value >= 0:
            continue
        slot = filled.slots[spot]
        points = slot.kind == "indicator" and slot.name in ("权重", "得分")
        if (may_be_negative(slot) and not points) or is_taken_back(ledger, spot):
            continue
        level = Level.WARNING if slot.kind == "row" and slot.owner in by_code else Level.ERROR
        facts = {"what": label_of(ledger, spot), "found": amount(value)}
        findings.append(found(CODE, ledger.place(spot), level, **facts))
    return tuple(findings)
