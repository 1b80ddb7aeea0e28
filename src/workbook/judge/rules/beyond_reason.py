"""An amount is many times last year's, or a small part of it.

What it looks for: 收支总计, 财政拨款收支总计, 一般公共预算支出, 机关运行经费 and each “三公” item, when it is more than
    10 times last year's or less than a tenth of it, and the difference is more than 1 万元. A factor near 10 000 is
    told as J103 instead.
Why it matters: public money seldom changes like that. Mostly a digit is missing, last year's amount stands in the
    wrong row, or it is the amount of another level (the department's, not the unit's).
Example: 公务接待费 93 000.00 against 9 300.00 last year.
How to mend: look both amounts up; if they are right, give the reason for the change in 补充资料.
"""

from __future__ import annotations

from decimal import Decimal

from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.judge.areas import areas
from workbook.judge.comparisons import compared
from workbook.judge.ledger import ledger_of
from workbook.judge.peers import ten_thousand
from workbook.judge.suspects import suspects
from workbook.judge.texts import amount
from workbook.match import Filled

CODE = "J106"

ZH = """与上年相差悬殊

查什么：收支总计、财政拨款收支总计、一般公共预算支出、机关运行经费和“三公”经费各项，
    是上年的十倍以上或不到十分之一，且相差一万元以上。接近一万倍的按 J103 提示。
为什么：财政资金很少这样变动，多半是少录一位、上年数填错了行，或者上年数的口径不同（部门数与单位数）。
举例：公务接待费 93000.00，上年 9300.00。
怎样改：两个数都核对；确实无误的，在补充资料中写明变动原因。
"""

TIMES = 10
"""How many times as large, or as small, is beyond reason."""
LEAST = Decimal(1)
"""Differences up to this many 万元 are not told."""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    scale = ledger.scale(grid)
    in_doubt = suspects(filled).spots
    findings = []
    for pair in compared(ledger, grid):
        low, high = sorted((abs(pair.now), abs(pair.base)))
        if pair.against != "@last_year" or not low or high <= TIMES * low or high - low <= LEAST * scale:
            continue
        if not ten_thousand(low, high) and not in_doubt.intersection(pair.parts):
            facts: dict[str, object] = {
                "what": pair.what,
                "found": amount(pair.now),
                "expected": amount(pair.base),
                "times": TIMES,
            }
            facts["cells"] = areas(pair.parts, filled.layout.sheets)
            findings.append(found(CODE, ledger.place(pair.spot), None, **facts))
    return tuple(findings)
