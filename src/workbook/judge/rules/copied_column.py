"""Amounts of last year, or of the budget, that are this year's.

What it looks for: three or more amounts of “三公”经费 of last year that are, to the cent, those of this year; and lists
    of expenditure with six rows or more in which every 年初预算数 is the row's expenditure.
Why it matters: columns are pasted beside each other. Then nothing has changed since last year, and every budget was
    met to the cent.
Example: 上年决算数 of all four items is 46280, 178600, 61874.36 and 8246, and so is 决算数.
How to mend: paste the column from last year's account or from the budget as it was approved.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.judge import accounts as a
from workbook.judge.ledger import ZERO, Ledger, ledger_of
from workbook.match import Filled
from workbook.match.match import Spot

CODE = "J141"

ZH = """上年数或预算数照抄了本年决算数

查什么：“三公”经费有三个以上的上年决算数与本年决算数分毫不差；支出明细有六行以上，每一行的年初预算数都等于本行支出。
为什么：相邻的栏容易贴错。照抄以后，与上年相比全无变化，或者每一项预算都执行得分毫不差。
举例：四项的上年决算数是 46280、178600、61874.36、8246，决算数也是这四个数。
怎样改：上年数照上年的决算、预算数照批复的年初预算重新填写。
"""

_GRID, _NOW, _LEAST, _ROWS = "三公经费", "决算数", 3, 6


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    return (*_last_year(ledger), *_budget(ledger))


def _last_year(ledger: Ledger) -> Iterator[Finding]:
    rows = dict.fromkeys(row for owner, row, _ in ledger.grids if owner == _GRID)
    alike: list[Spot] = []
    others = 0
    for row in rows:
        last, now = (ledger.grids.get((_GRID, row, column)) for column in (a.LAST, _NOW))
        before, after = ledger.value(last), ledger.value(now)
        if last is None or not isinstance(before, Decimal) or not isinstance(after, Decimal) or not (before or after):
            continue
        alike += [last] if before == after else []
        others += before != after
    if len(alike) >= _LEAST and not others:
        yield found(CODE, ledger.places(alike), None, column=a.LAST, count=len(alike), kind="@copied_last")


def _budget(ledger: Ledger) -> Iterator[Finding]:
    rows = [row for row in ledger.filled_rows(a.SPENT) if a.BUDGET in row.spots]
    spent = [sum((row.number(column) for column in a.OUTLAYS), ZERO) for row in rows]
    pairs = [(row, amount) for row, amount in zip(rows, spent, strict=True) if amount or row.number(a.BUDGET)]
    if len(pairs) >= _ROWS and all(row.number(a.BUDGET) == amount for row, amount in pairs):
        spots = dict.fromkeys(row.spots[a.BUDGET] for row, _ in pairs)
        yield found(CODE, ledger.places(spots), None, column=a.BUDGET, count=len(pairs), kind="@copied_budget")
