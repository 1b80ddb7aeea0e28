"""The workbook came back as it was handed out: no amount in its income and expenditure lists.

What it looks for: 收入明细 and 支出明细 without a single amount of this year, also when names, codes and last year's
    figures stand there already. A department's workbook, whose amounts come from its units, is meant by its sums.
Why it matters: nothing contradicts nothing, so a workbook that nobody filled passes nearly every check; as accepted it
    would count as handed in, with an account of zero.
Example: a unit sends back the workbook that was rolled forward for it, before it typed this year's amounts.
How to mend: fill it in and hand it in again; who really had neither income nor expenditure types one 0 in each list.
"""

from __future__ import annotations

from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.judge import accounts as a
from workbook.judge.ledger import Ledger, ledger_of
from workbook.match import Filled
from workbook.match.match import Spot

CODE = "J127"

ZH = """没有填报就交了回来

查什么：收入明细和支出明细里一个本年金额也没有；单位名称、科目编码和上年带来的数已经在表里的也算。
    部门的工作簿金额来自所属单位，看的是汇总后的数。
为什么：什么都没有就什么都不矛盾，没有填的工作簿几乎能通过全部审核；一旦接受，就成了已经上报、全部为零的决算。
举例：为单位结转好的工作簿，本年的金额还没有填就交了回来。
怎样改：填好后再交；确实没有收支的，在两张明细表里各填一个 0。
"""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    started = ledger.computed(grid, a.STARTED)
    if started is None or started != 0:
        return ()
    amounts = [spot for owner in (a.INCOME, a.SPENT) for spot in _amounts(ledger, owner)]
    if not amounts or any(_holds(filled, spot) for spot in amounts):
        return ()
    return (found(CODE, ledger.place(amounts[0]), None, lists=f"{a.INCOME}、{a.SPENT}"),)


def _amounts(ledger: Ledger, owner: str) -> list[Spot]:
    columns = ledger.columns(owner, "money")
    return [row.spots[name] for row in ledger.lists.get(owner, ()) for name in columns if name in row.spots]


def _holds(filled: Filled, spot: Spot) -> bool:
    """Whether something stands in a cell, be it no number: then it is told there, and somebody has been at work."""
    cell = filled.sheets[spot[0]].raw.cells.get(spot[1:]) if spot[0] in filled.sheets else None
    return cell is not None and (cell.formula is not None or bool((cell.value or "").strip()))
