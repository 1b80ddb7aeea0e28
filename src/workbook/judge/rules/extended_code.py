"""A code is entered beside another that extends it: a class and its own detail.

What it looks for: two rows of one entry list (of one 资金来源 where there is one) of which one code begins with the
    other, both with amounts. What was spent or received is compared; the budget only where there is nothing else. It is
    an error where the shorter one's amount is the sum of the longer ones. Codes that are malformed (J115) are let be.
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
from workbook.judge.areas import areas
from workbook.judge.ledger import Ledger, ListRow, ledger_of
from workbook.judge.rules.malformed_code import coded, is_malformed
from workbook.judge.texts import amount, row_name
from workbook.match import Filled

CODE = "J105"

ZH = """上级科目与下级科目同时填列

查什么：同一张录入表（有资金来源的，同一来源）里有两行，一行的编码是另一行编码的开头，两行都有金额。
    比较的是决算的金额，没有决算金额的才比较年初预算数。上级的金额恰好等于下级之和的，是错误。
    编码本身不合规的见 J115，不在这里重复。
为什么：公开表的类、款由下级加总得出；两级都填，要么重复计算，要么类里有一笔说不清的钱。
举例：支出明细有 201 一行 5980000.00，又有 2010301 一行 5980000.00，201 类公开的数就大了一倍。
怎样改：只保留最末一级；类级多出来的金额填到它所属的项。
"""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    bad = {spot for spot, code, table in coded(filled) if is_malformed(code, table)}
    findings = []
    for owner in ledger.lists:
        money = ledger.columns(owner, "money")
        rows = [row for row in ledger.filled_rows(owner) if row.text(a.CODE) and any(row.number(c) for c in money)]
        rows = [row for row in rows if row.spots[a.CODE] not in bad]
        groups = {(row.text(a.FUND), row.text(a.CODE)): row for row in reversed(rows)}
        details_of: dict[tuple[str, str], list[ListRow]] = {}
        for row in rows:
            code = row.text(a.CODE)
            for length in range(1, len(code)):
                if (row.text(a.FUND), code[:length]) in groups:
                    details_of.setdefault((row.text(a.FUND), code[:length]), []).append(row)
        findings += [_told(ledger, groups[key], below, money) for key, below in details_of.items()]
    return tuple(findings)


def _told(ledger: Ledger, row: ListRow, below: list[ListRow], money: tuple[str, ...]) -> Finding:
    """row: the shorter code's; below: those that extend it."""
    columns = [c for c in money if c != a.BUDGET and any(r.number(c) for r in (row, *below))] or [a.BUDGET]
    own = sum((row.number(c) for c in columns), Decimal(0))
    details = sum((r.number(c) for r in below for c in columns), Decimal(0))
    twice = own == details
    facts = {
        "row": row_name(ledger, row),
        "other": "、".join(row_name(ledger, r) for r in below[:3]) + ("…" if len(below) > 3 else ""),
        "columns": "、".join(columns),
        "found": amount(own),
        "expected": amount(details),
        "unit": ledger.unit,
        "kind": "@counted_twice" if twice else "@counted_both",
        "cells": areas((r.spots[c] for r in (row, *below) for c in columns), ledger.filled.layout.sheets),
    }
    return found(CODE, ledger.place(row.spots[a.CODE]), Level.ERROR if twice else None, **facts)
