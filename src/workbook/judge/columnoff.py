"""Amounts of one row that stand in each other's column: 基本支出 and 项目支出, the budget and what was spent, both
ends of the year.

What they add up to along the row is often as it was; the sums down the columns tell.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby

from workbook.data import Value
from workbook.judge import accounts as a
from workbook.judge.corrections import is_one_digit, relation
from workbook.judge.evidence import Evidence, Identity
from workbook.judge.misplaced import Misplaced, is_weighty
from workbook.judge.slips import Trial, attempt
from workbook.match.match import Spot

_PAIRS = (
    (a.SPENT, a.BASIC, a.PROJECT),
    *((a.SPENT, a.BUDGET, column) for column in a.OUTLAYS),
    (a.CARRY, a.BEGIN, a.END),
    *((a.CARS, column, a.FINAL) for column in (a.BUDGET, a.LAST)),
)
"""Columns of one sheet whose amounts are easily taken for each other"""

_SUMS = 2
"""So many sums come out with an exchange; of both ends of the year, which are in one balance, one is enough."""

_Pair = tuple[Spot, Spot]


def other_column(evidence: Evidence, taken: set[Spot]) -> tuple[Misplaced, ...]:
    """At most one for each pair of columns, with all its rows; rows that explain the same are named as others."""
    found: list[Misplaced] = []
    known = set(taken)
    if all(evidence.holds(identity) for identity in evidence.identities):
        return ()
    for owner, one, two in _PAIRS:
        pairs = [pair for pair in _cells(evidence, owner, one, two) if known.isdisjoint(pair)]
        if a.BUDGET in (one, two):  # a blank one is no exchange: a budget is like what was spent
            pairs = [pair for pair in pairs if all(evidence.numbers[spot] for spot in pair)]
        tried = [(pair, trial) for pair in pairs if (trial := _trial(evidence, pair, known)) is not None]
        made = _made(evidence, tried, 1 if owner == a.CARRY else _SUMS)
        if made is not None:
            known |= made.spots
            found.append(made)
    return tuple(found)


def _cells(evidence: Evidence, owner: str, one: str, two: str) -> Iterable[_Pair]:
    for row in evidence.ledger.filled_rows(owner):
        if one in row.spots and two in row.spots:
            yield row.spots[one], row.spots[two]
    for (sheet, name, column), spot in evidence.ledger.grids.items():
        other = evidence.ledger.grids.get((sheet, name, two))
        if sheet == owner and column == one and other is not None:
            yield spot, other


def _exchanged(evidence: Evidence, pairs: Iterable[_Pair]) -> dict[Spot, Decimal]:
    numbers = evidence.numbers
    return {spot: numbers[other] for one, two in pairs for spot, other in ((one, two), (two, one))}


def _trial(evidence: Evidence, pair: _Pair, taken: set[Spot]) -> Trial | None:
    """None where the exchange sets nothing right, anything wrong, or what other suspected cells explain."""
    if evidence.numbers[pair[0]] == evidence.numbers[pair[1]]:
        return None
    trial = attempt(evidence, _exchanged(evidence, [pair]))
    failed = any(evidence.fails(identity) for identity in trial.gained)
    explained = any(spot in taken for identity in trial.gained for spot, _ in identity.terms)
    return trial if failed and not explained and not trial.lost else None


def _made(evidence: Evidence, tried: list[tuple[_Pair, Trial]], least: int) -> Misplaced | None:
    """The rows that explain most; a single one only where so many sums come out with it, one of which must, and no slip
    of the hand makes one amount out of the other: a budget is often just what was spent, and only one of them wrong.
    """
    tried.sort(key=lambda item: -len(item[1].gained))
    groups = [list(group) for _, group in groupby(tried, key=lambda item: {id(i) for i in item[1].gained})]
    rows: list[_Pair] = []
    rivals: list[_Pair] = []
    gained: list[Identity] = []
    for group in groups:
        (pair, trial), *alike = group
        if not any(identity is other for identity in trial.gained for other in gained):
            rows.append(pair)
            gained += trial.gained
            rivals += [other for other, _ in alike]
    if len(rows) == 1 and _is_slip(*(evidence.numbers[spot] for spot in rows[0])):
        return None
    change = _exchanged(evidence, rows)
    whole = attempt(evidence, change)
    gained += [i for i in whole.gained if not any(i is other for other in gained)]
    gained.sort(key=lambda identity: not identity.binding)
    told = [is_weighty(evidence.numbers[spot]) for spot in change]
    both_ends = least < _SUMS and len(rows) == 1 and all(evidence.numbers[spot] for spot in change)
    # By one sum alone an exchange is seen, not an amount in the other column: that would be any.
    weighty = any(told) or both_ends if len(gained) >= _SUMS else all(told)
    if not weighty or len(gained) < least or any(i.binding for i in whole.lost):
        return None
    if not (len(rows) > 1 or gained[0].binding):
        return None
    ordered = sorted(rows, key=lambda pair: pair[0][1])
    # Of a budget nothing but what was spent tells; should that alone be wrong, it is the one to look at first.
    shown = [pair[::-1] if evidence.numbers[pair[1]] else pair for pair in ordered]
    first, partner = shown[0]
    kind = "@swapped_with" if evidence.numbers[partner] else "@wrong_column"
    kind = "@swapped_columns" if len(rows) > 1 else kind
    spots = (first, partner, *(spot for pair in ordered for spot in pair))
    changes: dict[Spot, Value] = {spot: change[spot] or None for spot in spots}
    others = tuple(one if evidence.numbers[one] else two for one, two in rivals)
    if both_ends and not any(is_weighty(evidence.numbers[spot]) for spot in change):
        others = (*_by_a_digit(evidence, gained, frozenset(change)), *others)
    return Misplaced(kind, changes, tuple(gained), frozenset(changes), partner, others[:3])


def _by_a_digit(evidence: Evidence, gained: list[Identity], spots: frozenset[Spot]) -> Iterable[Spot]:
    """Amounts of which another digit would set the narrowest sum right just as well: what round amounts differ by."""
    narrow = next((identity for identity in gained if identity.narrow), gained[0])
    rest = evidence.rest(narrow)
    for spot, sign in narrow.terms:
        now = evidence.numbers[spot]
        if spot not in spots and now and is_one_digit(now, now - sign * rest):
            yield spot


def _is_slip(one: Decimal, two: Decimal) -> bool:
    return bool(one and two) and bool(relation(one, two) or relation(two, one) or is_one_digit(one, two))
