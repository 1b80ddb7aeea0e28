"""Amounts that were dragged down.

What it looks for: in lists by code, three or more amounts below each other that rise by exactly 1; or three or more odd
    amounts below each other that are the same.
Why it matters: dragging a cell by its corner counts up or repeats. Amounts of different codes do not do that.
Example: 600000, 600001, 600002, 600003 in four rows of 基本支出.
How to mend: type each amount from its source.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.judge import accounts as a
from workbook.judge.ledger import Ledger, ListRow, ledger_of
from workbook.judge.texts import amount
from workbook.match import Filled

CODE = "J142"

ZH = """金额像是拖动填充出来的

查什么：按科目填的清单里，上下相邻三个以上的金额依次恰好多 1，或者三个以上不是整数的金额完全相同。
为什么：拖动单元格的右下角会递增或重复。不同科目的金额不会这样相邻。
举例：基本支出四行依次是 600000、600001、600002、600003。
怎样改：按各自的来源逐行填写。
"""

_LEAST, _ONE, _ROUND, _SMALL, _WAN = 3, Decimal(1), Decimal(1000), Decimal(100), Decimal(10_000)
"""Small amounts (in 元) may well follow each other; round ones may well be the same."""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    return tuple(finding for owner in ledger.lists for finding in _of_list(ledger, owner))


def _of_list(ledger: Ledger, owner: str) -> Iterator[Finding]:
    rows = [row for row in ledger.lists[owner] if not row.is_blank]
    if not rows or a.CODE not in rows[0].spots:
        return
    yuan = _WAN if ledger.unit == "万元" else Decimal(1)
    for column in ledger.columns(owner, "money"):
        for step in (_ONE, Decimal(0)):
            run: list[ListRow] = []
            for row in [*rows, None]:
                if row is not None and run and _follows(run[-1], row, column, step, yuan):
                    run.append(row)
                    continue
                if len(run) >= _LEAST:
                    numbers = "、".join(amount(each.number(column)) for each in run[:4])
                    facts = {"column": column, "text": numbers, "count": len(run)}
                    place = ledger.places(dict.fromkeys(each.spots[column] for each in run))
                    yield found(CODE, place, None, **facts, kind="@dragged_up" if step else "@dragged_same")
                run = [row] if row is not None and _counts(row, column, step, yuan) else []


def _counts(row: ListRow, column: str, step: Decimal, yuan: Decimal) -> bool:
    number = row.number(column) * yuan
    return number >= _SMALL and (bool(step) or number % _ROUND != 0)


def _follows(before: ListRow, row: ListRow, column: str, step: Decimal, yuan: Decimal) -> bool:
    one, other = before.number(column), row.number(column)
    return row.row == before.row + 1 and _counts(row, column, step, yuan) and other - one == step
