"""A fund that was dragged down a list: rows of one fund that have just what their codes lack in others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from workbook.data import Value
from workbook.judge import accounts as a
from workbook.judge.evidence import CENT, Evidence
from workbook.judge.ledger import ListRow
from workbook.judge.misplaced import Misplaced, contributed
from workbook.judge.slips import attempt_words
from workbook.match.match import Spot

_SEVERAL = 3
"""So many rows of a wrong fund are no chance."""
_SUMS = 2
"""So many sums come out with it at least."""


def dragged_funds(evidence: Evidence, taken: set[Spot]) -> tuple[Misplaced, ...]:
    """One for each list and fund; where neither economic classes nor projects bear it out, the income may stand in the
    wrong column.
    """
    found: list[Misplaced] = []
    for fund in a.INCOMES:
        moved: dict[tuple[str, str], dict[Spot, Value]] = {}
        spots: set[Spot] = set()
        for row, other, own in _strangers(evidence, fund):
            moved.setdefault((row.owner, other), {})[row.spots[a.FUND]] = other
            spots |= own.keys()
        every = {spot: value for changes in moved.values() for spot, value in changes.items()}
        if len(every) < _SEVERAL or not taken.isdisjoint(spots):
            continue
        trial = attempt_words(evidence, every)
        gained = tuple(
            sorted(trial.gained, key=lambda i: (not i.what.startswith("@balance:"), i.narrow, not i.binding))
        )
        if any(i.binding for i in trial.lost) or len(gained) < _SUMS or not gained[0].binding:
            continue
        sure = any(i.what in ("@same_basic", "@same_projects") for i in gained)
        for (owner, other), changes in moved.items():
            lists = {spot for spot in spots if spot[0] == next(iter(changes))[0]}
            incomes = () if sure or owner != a.SPENT else tuple(_incomes_of(evidence, changes, other))
            doubted = frozenset(lists.union(changes))
            found.append(Misplaced("@wrong_fund", changes, gained, doubted, None, incomes[:3], sure))
    return tuple(found)


def _strangers(evidence: Evidence, fund: str) -> Iterable[tuple[ListRow, str, dict[Spot, Decimal]]]:
    """Rows of this fund, each with the fund to which it belongs and its amounts: all rows of a code, or one of them."""
    by_code: dict[str, list[tuple[ListRow, dict[Spot, Decimal]]]] = {}
    for row in (row for owner in (a.SPENT, a.CARRY) for row in evidence.ledger.filled_rows(owner)):
        mine = evidence.by_what.get(f"@balance_code:{row.text(a.CODE)}|{fund}")
        if mine is not None and row.text(a.FUND) == fund and (own := contributed(row, mine, evidence)):
            by_code.setdefault(row.text(a.CODE), []).append((row, own))
    for code, rows in by_code.items():
        for other in (name for name in a.INCOMES if name != fund):
            its = evidence.by_what.get(f"@balance_code:{code}|{other}")
            if its is None or not evidence.fails(its):
                continue
            lacking = -evidence.rest(its)
            for some in (rows, *([each] for each in rows)):
                total = sum((amount for _, own in some for amount in own.values()), Decimal(0))
                if abs(total - lacking) <= CENT:
                    yield from ((row, other, own) for row, own in some)
                    break


def _incomes_of(evidence: Evidence, changes: Mapping[Spot, Value], fund: str) -> Iterable[Spot]:
    """Income of the codes of these rows in the columns of the fund to which they would belong."""
    rows = {row.spots[a.FUND]: row.text(a.CODE) for row in evidence.ledger.filled_rows(a.SPENT)}
    codes = {rows[spot] for spot in changes}
    for row in evidence.ledger.filled_rows(a.INCOME):
        for column in a.INCOMES[fund] if row.text(a.CODE) in codes else ():
            if row.number(column):
                yield row.spots[column]
