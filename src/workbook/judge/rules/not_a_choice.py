"""A value that is not in the cell's drop-down list.

What it looks for: cells with a list of choices whose text is none of them. Pasting evades the rule of the cell, and a
    blank or a half-width bracket too much is enough for the sums by this column to pass the row by. Of 资金来源 the
    choice is told with which income and expenditure come out.
Why it matters: tables pick rows by these words. A row with 一般公共预算拨款 in place of 一般公共预算 is in no table.
Example: 资金来源 is “一般公共预算 ” with a blank at its end.
How to mend: choose from the list.
"""

from __future__ import annotations

import difflib
from decimal import Decimal

from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.judge import accounts as a
from workbook.judge.evidence import Evidence
from workbook.judge.ledger import ledger_of
from workbook.judge.slips import attempt_words
from workbook.judge.typed import ruled
from workbook.match import Filled
from workbook.match.match import Spot

CODE = "J114"

ZH = """不在下拉选项中

查什么：有下拉选项的单元格，文字不是其中任何一项。粘贴会绕过单元格的有效性规则；多一个空格，
    按这一列汇总的表就找不到这一行。资金来源改成哪一项收支就相等的，一并指出。
为什么：各表按这些词取数，“一般公共预算”写成“一般公共预算拨款”，这一行哪张表都进不去。
举例：资金来源是“一般公共预算 ”，末尾多了一个空格。
怎样改：从下拉列表中选择。
"""


_TRIED = 3
"""Of more words than these it is not tried out which choice makes the sums come out."""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    findings: list[Finding] = []
    tried = 0
    for rule_, spot, value in ruled(filled):
        if rule_.kind != "list" or not isinstance(rule_.source, str) or str(value) in rule_.source.split(","):
            continue
        choices = rule_.source.split(",")
        fund = filled.slots[spot].name == a.FUND
        tried += fund
        right = _balancing(filled, spot, choices) if fund and tried <= _TRIED else ""
        near = difflib.get_close_matches(str(value).strip(), choices, 1, 0.3)
        facts = {
            "column": filled.slots[spot].name,
            "text": f"“{value}”",
            "choices": "、".join(choices),
            "nearest": near[0] if near and right in ("", near[0]) else "",
            "would_be": right,
        }
        findings.append(found(CODE, ledger.place(spot), None, **facts))
    return tuple(findings)


def _balancing(filled: Filled, spot: Spot, choices: list[str]) -> str:
    """The only choice with which more sums come out than with any other, one of which must; "" when there is none."""
    evidence = Evidence(ledger_of(filled))
    tried = sorted(
        ((attempt_words(evidence, {spot: choice}), choice) for choice in choices),
        key=lambda each: -each[0].net,
    )
    (best, choice), second = tried[0], tried[1][0].net if len(tried) > 1 else Decimal(0)
    return choice if best.net > max(second, Decimal(0)) and any(i.binding for i in best.gained) else ""
