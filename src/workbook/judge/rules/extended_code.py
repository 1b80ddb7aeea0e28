"""A code is entered beside another that extends it: a class and its own detail.

What it looks for: two rows of one entry list (of one 资金来源 where there is one) of which one code begins with the
    other, both with amounts. It is an error where the shorter one's amount is the sum of the longer ones.
Why it matters: the disclosure tables make the classes themselves, by adding up the details. An entry on both levels
    is counted twice, or leaves the class with money that no detail explains.
Example: 支出明细 has 201 with 5 980 000.00 and 2010301 with 5 980 000.00: class 201 is published with twice the sum.
How to mend: keep only the lowest level; what is left over at the class goes to the item to which it belongs.
"""

from __future__ import annotations

from decimal import Decimal

from workbook.finding import Finding, Level, found
from workbook.grid.model import Grid
from workbook.judge import accounts as a
from workbook.judge.ledger import ListRow, ledger_of
from workbook.judge.texts import amount, row_name
from workbook.match import Filled

CODE = "J105"

ZH = """上级科目与下级科目同时填列

查什么：同一张录入表（有资金来源的，同一来源）里有两行，一行的编码是另一行编码的开头，两行都有金额。
    上级的金额恰好等于下级之和的，是错误。
为什么：公开表的类、款由下级加总得出；两级都填，要么重复计算，要么类里有一笔说不清的钱。
举例：支出明细有 201 一行 5980000.00，又有 2010301 一行 5980000.00，201 类公开的数就大了一倍。
怎样改：只保留最末一级；类级多出来的金额填到它所属的项。
"""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    findings = []
    for owner in ledger.lists:
        money = ledger.columns(owner, "money")
        rows = [row for row in ledger.filled_rows(owner) if row.text(a.CODE) and any(row.number(c) for c in money)]
        groups = {(row.text(a.FUND), row.text(a.CODE)): row for row in reversed(rows)}
        details_of: dict[tuple[str, str], list[ListRow]] = {}
        for row in rows:
            code = row.text(a.CODE)
            for length in range(1, len(code)):
                if (row.text(a.FUND), code[:length]) in groups:
                    details_of.setdefault((row.text(a.FUND), code[:length]), []).append(row)
        for key, below in details_of.items():
            row = groups[key]
            own = sum((row.number(c) for c in money), Decimal(0))
            details = sum((r.number(c) for r in below for c in money), Decimal(0))
            facts = {
                "row": row_name(ledger, row),
                "other": "、".join(row_name(ledger, r) for r in below[:3]),
                "found": amount(own),
                "expected": amount(details),
                "kind": "@counted_twice" if own == details else "@counted_both",
            }
            level = Level.ERROR if own == details else None
            findings.append(found(CODE, ledger.place(row.spots[a.CODE]), level, **facts))
    return tuple(findings)
