"""A digit was dropped, doubled, swapped or mistyped in one amount.

What it looks for: sums that must come out and do not (income and carry-over against expenditure, economic classes
    against basic expenditure, projects against their list and scorecards, a total against its parts), and one single
    amount in them that is one slip of the hand away from the amount that would set them right. It is told only where no
    other single amount, changed to whatever, would set more of them right; one wrong digit only where it sets right
    several sums. Cells that explain the same are all named; where they are many, the checks tell the sum.
Why it matters: a sum that is off tells only that something is wrong somewhere. Knowing which cell and which digit
    saves looking through the whole sheet.
Example: 基本支出 of 2010301 is 612843.27; with 6128435.27 the code balances, the fund balances, and the economic
    classes agree: a digit was dropped.
How to mend: compare this cell with the source. Where two cells are named, either can be the wrong one.
"""

from __future__ import annotations

from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.judge.corrections import Correction
from workbook.judge.ledger import Ledger, ledger_of
from workbook.judge.suspects import suspects
from workbook.judge.texts import amount, label_of
from workbook.match import Filled

CODE = "J102"

ZH = """金额少一位、多一位或错位

查什么：应当相等而不相等的合计（收入加年初与支出加年末、经济分类与基本支出、项目与项目清单和自评表、
    总额与各项之和）中，有没有一个金额只要改正一处手误，这些合计就全部吻合。改动任何别的一格都不能使更多的合计吻合时
    才提示；只错一个数字的，要能使几处合计都吻合才提示。几格都说得通的，一并列出；太多的，由审核指出合计不符。
为什么：合计不平只说明有错，不说明错在哪里；指出单元格和数字，就不必逐格查找。
举例：2010301 的基本支出是 612843.27；改成 6128435.27 后，本科目收支平衡、一般公共预算平衡、经济分类也一致，
    可见少录了一位。
怎样改：对照原始凭证核对这一格；列出两处的，错的可能是其中任何一处。
"""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    findings = []
    for slip in suspects(filled).corrections:
        if slip.kind == "@unit":
            continue
        facts = {
            "what": label_of(ledger, slip.spot) if not slip.others else "",
            "found": amount(slip.now),
            "expected": amount(slip.meant),
            "kind": slip.kind,
            "count": len(slip.trial.gained),
            "proof": slip.trial.gained[0].what,
            "cells": "、".join(_named(ledger, each) for each in (slip, *slip.others)) if slip.others else "",
        }
        findings.append(found(CODE, ledger.place(slip.spot), None, **facts))
    return tuple(findings)


def _named(ledger: Ledger, slip: Correction) -> str:
    return f"{ledger.at(slip.spot)}（{label_of(ledger, slip.spot)}：{amount(slip.now)} → {amount(slip.meant)}）"
