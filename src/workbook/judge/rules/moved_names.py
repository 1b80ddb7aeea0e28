"""The names of projects stand beside each other's amounts.

What it looks for: at least three rows of the list of projects whose amount is not what the project's scorecard has
    spent, but what that of another one of them has.
Why it matters: sorting or moving the names alone leaves the total right, and publishes each project with the money of
    another.
Example: 政务数据共享平台运维 stands beside 1480000, its scorecard says 2356800, which stands in the last row.
How to mend: undo the sorting, or type the names again from their source. To sort a list, choose all of its columns.
"""

from __future__ import annotations

from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.judge.ledger import ledger_of
from workbook.judge.misnamed import NAME, misnamed
from workbook.judge.suspects import suspects
from workbook.match import Filled

CODE = "J145"

ZH = """项目名称与金额错位

查什么：项目支出里至少三行的金额不是本项目自评表的执行数，却正是其中另一个项目的执行数。
为什么：只给名称排序或移动，合计不变，公开的却是每个项目配着别的项目的钱。
举例：“政务数据共享平台运维”旁边是 1480000，它的自评表是 2356800，这个数在最后一行。
怎样改：撤销排序，或者对照原始数据重新填写这一栏。要排序的，请选中清单的所有栏。
"""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    change = misnamed(ledger)
    if not change or any(not change.keys().isdisjoint(shift.moved) for shift in suspects(filled).shifts):
        return ()  # J101 tells of names that are only a row off
    first, fitting = next(iter(change.items()))
    facts = {"column": NAME, "count": len(change), "found": ledger.value(first), "expected": fitting}
    return (found(CODE, ledger.places(change), None, **facts),)
