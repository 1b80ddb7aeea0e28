"""Balances that are off although no slip is seen in any single amount: what one of them, whichever, would have to be.

It accuses nothing. It tells apart what else is only wrong because these balances are.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from workbook.data import Value
from workbook.judge.evidence import Evidence, Identity
from workbook.judge.ledger import ledger_of
from workbook.judge.slips import Trial, attempt
from workbook.judge.unknown import may_be_negative
from workbook.match import Filled
from workbook.match.match import Spot

_MANY = 12
"""Of more failing sums than this there is more than one cause."""


def unnamed_changes(filled: Filled, doubted: frozenset[Spot]) -> tuple[tuple[Spot, Value], ...]:
    """For each group of balances that one amount would set right: the cell in which it would be least, and what the
    cell would then hold; a cell that would be blank or is blank comes before one that is neither.
    doubted: cells in which a slip is suspected (`Suspects.spots`); their balances need no other explanation.
    """
    if filled.claim.units:
        return ()
    evidence = Evidence(ledger_of(filled))
    failing = [
        identity
        for identity in evidence.identities
        if identity.what.startswith("@balance")
        and identity.binding
        and evidence.fails(identity)
        and not any(spot in doubted for spot, _ in identity.terms)
    ]
    if len(failing) > _MANY:
        return ()
    tried = sorted(_tried(evidence, failing), key=lambda each: _rank(evidence, each))
    chosen: list[tuple[Spot, Value]] = []
    explained: set[int] = set()
    for spot, exact, trial in tried:
        own = {id(identity) for identity in trial.gained}
        if not own & explained:
            explained |= own
            chosen.append((spot, exact or None))
    return tuple(chosen)


def _tried(evidence: Evidence, failing: list[Identity]) -> Iterable[tuple[Spot, Decimal, Trial]]:
    seen: set[tuple[Spot, Decimal]] = set()
    slots = evidence.ledger.filled.slots
    for identity in failing:
        rest = evidence.rest(identity)
        for spot, sign in identity.terms:
            exact = evidence.numbers[spot] - sign * rest
            if (spot, exact) in seen or (exact < 0 and not may_be_negative(slots[spot])):
                continue
            seen.add((spot, exact))
            trial = attempt(evidence, {spot: exact})
            if trial.net > 0:
                yield spot, exact, trial


def _rank(evidence: Evidence, tried: tuple[Spot, Decimal, Trial]) -> tuple[Decimal, bool, bool]:
    spot, exact, trial = tried
    return -trial.net, exact != 0, evidence.numbers[spot] != 0
