"""A column that was sorted by itself: its amounts are all there, each beside another row's code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from workbook.judge import accounts as a
from workbook.judge.evidence import CENT, Evidence, Identity
from workbook.match.match import Spot

_ENTRIES, _FAILING, _ALONE, _HEADS = 5, 3, 12, 2
"""So many amounts must follow each other in order, and so many codes balance with another one's amount; so many amounts
of so many classes without anything that fails: small units have few, and the larger ones first.
"""


@dataclass(frozen=True, slots=True)
class Ordered:
    """falling: the largest amount stands first. failing: balances of codes that come out with another amount of it."""

    owner: str
    column: str
    falling: bool
    spots: tuple[Spot, ...]
    failing: tuple[Identity, ...]


def ordered(evidence: Evidence) -> tuple[Ordered, ...]:
    """Columns of amounts that run from the largest to the smallest or the other way, blanks behind them, in lists in
    which several codes would balance with each other's amounts. Chance does not bring both, nor does another fault.
    Economic classes have no balances: there many amounts must be in order.
    """
    failing = tuple(i for i in evidence.identities if i.what.startswith("@balance_code:") and evidence.fails(i))
    return (*(_found(evidence, failing) if len(failing) >= _FAILING else ()), *_classes(evidence))


def _classes(evidence: Evidence) -> Iterator[Ordered]:
    """The amounts of the economic classes, which nothing balances: so many in order beneath codes in order as chance
    does not bring.
    """
    rows = [row for row in evidence.ledger.filled_rows(a.ECONOMIC) if row.text(a.CODE)]
    codes, amounts = [row.text(a.CODE) for row in rows], [row.values.get(a.FINAL) for row in rows]
    numbers = [value for value in amounts if isinstance(value, Decimal)]
    heads = {code[:3] for code in codes}
    if len(numbers) < _ALONE or len(numbers) != len(rows) or codes != sorted(set(codes)) or len(heads) < _HEADS:
        return
    if any(identity.what == "@same_basic" and evidence.fails(identity) for identity in evidence.identities):
        return  # sorting leaves the total as it is
    for falling, pairs in ((True, pairwise(numbers)), (False, pairwise(reversed(numbers)))):
        if all(one > other for one, other in pairs):
            yield Ordered(a.ECONOMIC, a.FINAL, falling, tuple(row.spots[a.FINAL] for row in rows), ())


def _found(evidence: Evidence, failing: tuple[Identity, ...]) -> Iterator[Ordered]:
    ledger = evidence.ledger
    for owner in (a.INCOME, a.SPENT):
        rows = [row for row in ledger.filled_rows(owner) if row.text(a.CODE)]
        for column in ledger.columns(owner, "money"):
            values = [row.values.get(column) for row in rows]
            amounts = [value for value in values if isinstance(value, Decimal)]
            if len(amounts) < _ENTRIES or len(set(amounts)) < _ENTRIES or values[: len(amounts)] != amounts:
                continue
            falling = all(one >= other for one, other in pairwise(amounts))
            if not falling and not all(one <= other for one, other in pairwise(amounts)):
                continue
            spots = tuple(row.spots[column] for row in rows[: len(amounts)])
            own = tuple(_mended(evidence, failing, dict(zip(spots, amounts, strict=True))))
            if len(own) >= _FAILING:
                yield Ordered(owner, column, falling, spots, own)


def _mended(evidence: Evidence, failing: tuple[Identity, ...], column: Mapping[Spot, Decimal]) -> Iterator[Identity]:
    """Failing balances that come out with another amount of the same column in place of theirs."""
    amounts = {*column.values(), Decimal(0)}
    for identity in failing:
        own = [(spot, sign) for spot, sign in identity.terms if spot in column]
        if len(own) == 1:
            spot, sign = own[0]
            wanted = column[spot] - evidence.rest(identity) / sign
            if any(abs(wanted - other) <= CENT for other in amounts if other != column[spot]):
                yield identity
