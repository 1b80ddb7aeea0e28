"""No carry-over was entered, and income and expenditure differ by it.

What it looks for: in 结转结余, 年初结转和结余 (or 年末结转和结余) has no amount at all, while for some fund income and
    what was carried over is not what was spent and what is left; amounts in that column would set all of these right.
    Not told when one slip of the hand explains the difference, or when more than half a year's amounts are missing.
Why it matters: 收入总计 and 支出总计 then differ in several tables at once, and none of these differences says why.
Example: 年初结转和结余 is blank from top to bottom; 一般公共预算 lacks 412 700.00 of income, 政府性基金 500 000.00.
How to mend: enter what last year's accounts carried over. Where nothing was carried over, the fault is in income or in
    expenditure.
"""

from __future__ import annotations

from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.judge import accounts as a
from workbook.judge.ledger import ledger_of
from workbook.judge.suspects import suspects
from workbook.judge.texts import amount
from workbook.match import Filled

CODE = "J128"

ZH = """结转结余漏填

查什么：“结转结余”表的“年初结转和结余”（或“年末结转和结余”）一个金额也没有，而某项资金的收入加年初不等于支出加年末，
    在这一列补上金额就都平衡。有一处手误就能解释差额的，或者缺的数超过全年收支一半的，不在此列。
为什么：几张表的收入总计与支出总计会同时不相等，单看哪一个差额都看不出原因。
举例：“年初结转和结余”整列空白，一般公共预算的收入一方少 412700.00，政府性基金少 500000.00。
怎样改：按上年决算补填结转数；确实没有结转的，错在收入或者支出。
"""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    lost = suspects(filled).left_out
    if lost is None:
        return ()
    facts = {
        "list": a.CARRY,
        "column": lost.column,
        "amounts": "、".join(f"{fund} {amount(lacking)}" for fund, lacking in lost.lacking.items()),
    }
    return (found(CODE, ledger_of(filled).places(lost.changes), None, **facts),)
