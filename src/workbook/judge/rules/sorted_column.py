"""A column of amounts was sorted by itself.

What it looks for: lists of income and expenditure in which the amounts of one column run from the largest to the
    smallest (or the other way), blanks behind them, while several codes have more or less income than expenditure; and
    economic classes in the order of their codes of which twelve or more amounts are in order too (a warning).
Why it matters: sorting one column leaves every total right and nearly every amount beside another code.
Example: 基本支出 of eight codes runs from 6128435.27 down to 42180, and no code balances.
How to mend: undo the sorting, or type the column again from its source. To sort a list, choose all of its columns.
"""

from __future__ import annotations

from workbook.finding import Finding, Level, found
from workbook.grid.model import Grid
from workbook.judge.ledger import ledger_of
from workbook.judge.suspects import suspects
from workbook.match import Filled

CODE = "J143"

ZH = """有一栏单独排过序

查什么：收入明细、支出明细里，一栏金额由大到小（或由小到大）排列、空白都在后面，同时有几个科目收支不平；
    经济分类支出按编码排列，而十二个以上的金额也依次排列（警告）。
为什么：只给一栏排序，合计都不变，可是差不多每个金额都到了别的科目旁边。
举例：八个科目的基本支出从 6128435.27 依次排到 42180，没有一个科目收支相等。
怎样改：撤销排序，或者对照原始数据重新填写这一栏。要排序的，请选中清单的所有栏。
"""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    findings = []
    for each in suspects(filled).ordered:
        facts = {"column": each.column, "count": len(each.spots), "held": len(each.failing) or ""}
        facts["kind"] = "@falling" if each.falling else "@rising"
        level = None if each.failing else Level.WARNING
        findings.append(found(CODE, ledger.places(each.spots), level, **facts))
    return tuple(findings)
