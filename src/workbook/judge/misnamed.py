"""Projects whose names stand beside each other's amounts: the column of names was moved or sorted by itself."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from workbook.judge import accounts as a
from workbook.judge.evidence import CENT
from workbook.judge.ledger import Ledger
from workbook.match.match import Spot

NAME, SPENT, EXECUTED = "项目名称", "决算数", "执行数"
_FEWEST = 3
"""Of two that are exchanged nobody can say whether names or amounts are."""


def misnamed(ledger: Ledger) -> Mapping[Spot, str]:
    """Cells of names in the list of projects → the name whose scorecard has the row's amount, where all names that do
    not fit their amount fit those of each other; {} where not.
    """
    executed: dict[str, Decimal] = {}
    for (card, fact), spot in ledger.facts.items():
        name, money = ledger.value(spot), ledger.value(ledger.facts.get((card, EXECUTED)))
        if fact == NAME and isinstance(name, str) and isinstance(money, Decimal):
            executed[name] = money
    rows = [row for row in ledger.filled_rows(a.PROJECTS) if row.text(NAME) in executed]
    wrong = [row for row in rows if not _fits(executed[row.text(NAME)], row.values.get(SPENT))]
    change: dict[Spot, str] = {}
    for row in wrong if len(wrong) >= _FEWEST else ():
        fitting = [n for n in (other.text(NAME) for other in wrong) if _fits(executed[n], row.values.get(SPENT))]
        if len(fitting) == 1:
            change[row.spots[NAME]] = fitting[0]
    return change if len(wrong) == len(change) == len(set(change.values())) else {}


def _fits(executed: Decimal, listed: object) -> bool:
    return isinstance(listed, Decimal) and abs(executed - listed) <= CENT
