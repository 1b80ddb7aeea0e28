"""One amount that stands in the row above or below its own, beside that row's code or over its amount.

Its own code lacks just this amount, and the balance of the other row's code says what that row must have held.
Between two rows nothing but this tells the amount's place, since the sum of the column is as it was, or lacks only what
was typed over.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from workbook.data import Value
from workbook.judge import accounts as a
from workbook.judge.evidence import Evidence, Identity
from workbook.judge.ledger import ListRow
from workbook.judge.misplaced import Misplaced, is_reliable, is_weighty
from workbook.judge.slips import attempt_words
from workbook.match.match import Spot

_LISTS = (a.INCOME, a.SPENT, a.CARRY)
_FUNDS = {column: fund for fund, columns in a.INCOMES.items() for column in columns}


def one_row_off(evidence: Evidence, taken: set[Spot]) -> tuple[Misplaced, ...]:
    """At most one for each amount."""
    found: list[Misplaced] = []
    known: set[Spot] = set(taken)
    balances = (i for i in evidence.identities if i.what.startswith("@balance"))
    failing = {identity.what: identity for identity in balances if evidence.fails(identity)}
    for owner in _LISTS if len(failing) > 1 else ():
        for made in _of_list(evidence, failing, evidence.ledger.lists.get(owner, ())):
            if known.isdisjoint(made.changes):
                known |= set(made.changes)
                found.append(made)
    return tuple(found)


def _of_list(evidence: Evidence, failing: dict[str, Identity], rows: tuple[ListRow, ...]) -> Iterable[Misplaced]:
    numbers, by_number = evidence.numbers, {row.row: row for row in rows}
    for row in rows:
        for column, spot in row.spots.items():
            lacking = [] if numbers.get(spot) else _balances(failing, row, column)
            beside = [by_number[n] for n in (row.row + 1, row.row - 1) if n in by_number]
            for one, other in product(lacking, beside):
                partner, sign = other.spots[column], 1 if column in (*_FUNDS, a.BEGIN) else -1
                amount = -sign * evidence.rest(one)
                if amount <= 0 or numbers[partner] != amount:
                    continue
                if one.narrow and one.what.endswith(f"|{a.OTHER}") and not is_weighty(amount):
                    continue
                for two in _balances(failing, other, column):
                    lost = amount - sign * evidence.rest(two)
                    changes: dict[Spot, Value] = {partner: lost or None, spot: amount}
                    gained = () if two is one or lost < 0 else _gained(evidence, one, two, changes)
                    if gained:
                        yield Misplaced("@wrong_row", changes, gained, frozenset(changes), spot)


def _gained(evidence: Evidence, one: Identity, two: Identity, changes: dict[Spot, Value]) -> tuple[Identity, ...]:
    """The balances that come out right, those first that must; none where one of the two does not, or anything that
    must comes out no more. Codes that need not balance count where their fund comes to.
    """
    trial = attempt_words(evidence, changes)
    more = tuple(i for i in trial.gained if i is not one and i is not two)
    wanted = 1 if None in changes.values() else 2  # without an amount a code may have no balance any more
    if len(trial.gained) - len(more) < wanted or any(i.binding for i in trial.lost):
        return ()
    funds = {i.what for i in trial.gained if not i.narrow}
    sure = (is_reliable(evidence, i) or f"@balance:{i.what.rpartition('|')[2]}" in funds for i in (one, two))
    return tuple(sorted((one, two, *more), key=lambda i: not i.binding)) if all(sure) else ()


def _balances(failing: dict[str, Identity], row: ListRow, column: str) -> list[Identity]:
    """Those that do not come out and to which an amount in this row and column belongs: of its code, of its fund."""
    of_row = column in (*a.OUTLAYS, a.BEGIN, a.END)
    fund = _FUNDS.get(column, row.text(a.FUND) if of_row else "")
    names = (f"@balance_code:{row.text(a.CODE)}|{fund}", f"@balance:{fund}") if row.text(a.CODE) else ()
    return [failing[name] for name in names if name in failing]
