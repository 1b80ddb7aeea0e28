"""The names of projects stand beside each other's amounts.

What it looks for: rows of the list of projects whose amount is not what the project's scorecard has spent, but what
    that of another one of them has. Two were exchanged; where the amounts of more are in order, these were sorted.
Why it matters: sorting, moving or exchanging in one of the two columns alone leaves the total right, and publishes
    each project with the money of another.
Example: 政务数据共享平台运维 stands beside 1480000, its scorecard says 2356800, which stands in the last row.
How to mend: look at the source and correct the side that is wrong: name, amount, or 执行数 of the scorecards. Undo a
    sorting; to sort a list, choose all of its columns.
"""

from __future__ import annotations

from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.judge.ledger import ledger_of
from workbook.judge.misnamed import PAIR, misnamed
from workbook.judge.suspects import suspects
from workbook.match import Filled

CODE = "J145"

ZH = """项目名称与金额错位

查什么：项目支出里有几行的金额不是本项目自评表的执行数，却正是其中另一个项目的执行数。两行的是互换了；
    多行的，金额依次排列时当作金额排过序，否则当作名称移动过。
为什么：只给名称或金额排序、移动、互换，合计不变，公开的却是每个项目配着别的项目的钱。
举例：“政务数据共享平台运维”旁边是 1480000，它的自评表是 2356800，这个数在最后一行。
怎样改：对照原始数据，改正错的一边：名称、金额或者自评表的执行数。排过序的请撤销；要排序的，请选中清单的所有栏。
"""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    moved = misnamed(ledger)
    if moved is None or any(not moved.changes.keys().isdisjoint(shift.moved) for shift in suspects(filled).shifts):
        return ()  # J101 tells of a column that is only a row off
    first, fitting = moved.first
    facts = {"column": moved.column, "count": len(moved.changes), "found": first, "expected": fitting}
    facts["kind"] = "@exchanged_pair" if len(moved.changes) == PAIR else "@moved_alone"
    return (found(CODE, ledger.places(moved.changes), None, **facts),)
