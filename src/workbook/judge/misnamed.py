"""Projects whose names stand beside each other's amounts: one of the two columns was moved or sorted by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from workbook.data import Value
from workbook.judge import accounts as a
from workbook.judge.evidence import CENT
from workbook.judge.ledger import Ledger
from workbook.match.match import Spot

NAME, SPENT, EXECUTED = "项目名称", "决算数", "执行数"
_FEWEST, PAIR = 2, 2
"""Of two that are exchanged nobody can say whether names or amounts are: the amounts are named."""


@dataclass(frozen=True, slots=True)
class Misnamed:
    """column: the one that was moved, names, or amounts where these are in order or two. changes: what its cells would
    hold. first: beside the first name stands the amount of the other.
    """

    column: str
    changes: Mapping[Spot, Value]
    first: tuple[str, str]


def misnamed(ledger: Ledger) -> Misnamed | None:
    """Rows of the list of projects whose amount is another one's of them, by their scorecards; None where not all that
    do not fit their amount fit each other's.
    """
    executed: dict[str, Decimal] = {}
    for (card, fact), spot in ledger.facts.items():
        name, money = ledger.value(spot), ledger.value(ledger.facts.get((card, EXECUTED)))
        if fact == NAME and isinstance(name, str) and isinstance(money, Decimal):
            executed[name] = money
    rows = [row for row in ledger.filled_rows(a.PROJECTS) if row.text(NAME) in executed]
    wrong = [row for row in rows if not _fits(executed[row.text(NAME)], row.values.get(SPENT))]
    owners: list[str] = []
    for row in wrong if len(wrong) >= _FEWEST else ():
        fitting = [n for n in (other.text(NAME) for other in wrong) if _fits(executed[n], row.values.get(SPENT))]
        owners += fitting if len(fitting) == 1 else []
    if not wrong or len(wrong) != len(owners) or len(set(owners)) != len(owners):
        return None
    first = wrong[0].text(NAME), owners[0]
    amounts = [row.number(SPENT) for row in rows]
    if len(wrong) == PAIR or amounts in (sorted(amounts), sorted(amounts, reverse=True)):
        return Misnamed(SPENT, {row.spots[SPENT]: executed[row.text(NAME)] for row in wrong}, first)
    return Misnamed(NAME, {row.spots[NAME]: owner for row, owner in zip(wrong, owners, strict=True)}, first)


def _fits(executed: Decimal, listed: object) -> bool:
    return isinstance(listed, Decimal) and abs(executed - listed) <= CENT
