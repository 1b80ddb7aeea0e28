"""Columns whose amounts are in the other unit: sums come out once all of them are multiplied or divided by 10,000."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from workbook.judge import accounts as a
from workbook.judge.corrections import TEN_THOUSAND
from workbook.judge.evidence import Evidence, Identity
from workbook.judge.peers import ten_thousand
from workbook.judge.shifts import ENOUGH
from workbook.judge.slips import HALF, Trial, attempt
from workbook.judge.tables import tables
from workbook.match.match import Spot

_BOTH = (TEN_THOUSAND, 1 / TEN_THOUSAND)
_LIKELY = 5
"""So many of the best supported groups are tried together with others."""
_FEW = 5
"""In a longer column no single amount can be all that is wrong."""

Group = tuple[str, tuple[str, ...]]
"""Owner and columns of a list or grid; of a form, and of a scorecard's facts, the items."""


@dataclass(frozen=True, slots=True)
class Scaled:
    """Amounts in another unit. factor: what they must be multiplied by. doubtful: by the file's 金额单位 they are
    right, and what they are held against is in the other unit; it may be either.
    """

    groups: tuple[Group, ...]
    spots: tuple[Spot, ...]
    factor: Decimal
    trial: Trial
    doubtful: bool = False

    @property
    def first(self) -> Spot:
        return self.spots[0]


def likely_factors(unit: str) -> tuple[Decimal, ...]:
    """Where amounts are typed in 元 a figure taken over in 万元 is too small, and the other way round."""
    return {"元": (TEN_THOUSAND,), "万元": (1 / TEN_THOUSAND,)}.get(unit, ())


def scaled(evidence: Evidence, taken: set[Spot], *, doubtful: bool = False) -> Scaled | None:
    """All columns concerned as one. In the direction that the file's 金额单位 makes likely; doubtful: in any."""
    groups = {name: spots for name, spots in _groups(evidence) if len(spots) > 1 and not taken.intersection(spots)}
    lists = {table.owner for table in tables(evidence.ledger)}
    least = {name: 2 if name[0] in lists else 1 for name in groups}
    doubted = {name: spots for name, spots in groups.items() if _out_of_size(evidence, spots, least[name])}
    if not doubted:
        return None
    factors = _BOTH if doubtful else likely_factors(evidence.ledger.unit)
    found = [_made(evidence, (name,), spots, factor) for factor in factors for name, spots in doubted.items()]
    likeliest = sorted((s for s in found if s.trial.gain >= 1), key=_rank, reverse=True)[:_LIKELY]
    good = [s for s in (_widened(evidence, s, groups) for s in likeliest) if _is_good(s)]
    good = [s for s in good if not _is_single(evidence, s)]
    good = [s for s in good if not s.trial.gained or any(_is_open(i, taken) for i in s.trial.gained)]
    return replace(_in_order(max(good, key=_rank), groups), doubtful=doubtful) if good else None


def _is_single(evidence: Evidence, made: Scaled) -> bool:
    """Whether one of a few amounts alone explains more than all of them: it is wrong by itself."""
    if len(made.spots) > _FEW:
        return False
    alone = (_made(evidence, made.groups, (spot,), made.factor) for spot in made.spots)
    return any(each.trial.net > made.trial.net for each in alone)


def _is_open(identity: Identity, taken: set[Spot]) -> bool:
    """Whether no other suspicion explains a sum."""
    return taken.isdisjoint(spot for spot, _ in identity.terms)


def _rank(made: Scaled) -> tuple[Decimal, int]:
    return made.trial.net, -len(made.spots)


def _is_good(made: Scaled) -> bool:
    """As much as three sums are set right, or one that must hold and no other thing is out of place then."""
    trial = made.trial
    if trial.gain >= ENOUGH and trial.loss * 4 <= trial.gain:
        return True
    return not trial.loss and any(identity.binding for identity in trial.gained)


def _in_order(made: Scaled, groups: dict[Group, tuple[Spot, ...]]) -> Scaled:
    """The groups in the order of the workbook."""
    names = tuple(name for name in groups if name in made.groups)
    return replace(made, groups=names, spots=tuple(spot for name in names for spot in groups[name]))


def _widened(evidence: Evidence, best: Scaled, groups: dict[Group, tuple[Spot, ...]]) -> Scaled:
    """With every further column that must be in the other unit too."""
    while True:
        known = set(best.spots)
        wider = [
            _made(evidence, (*best.groups, name), (*best.spots, *spots), best.factor)
            for name, spots in groups.items()
            if not known.intersection(spots)
        ]
        better = max(wider, key=lambda s: s.trial.net, default=best)
        if better.trial.net < best.trial.net + HALF:
            return best
        best = better


def _made(evidence: Evidence, names: tuple[Group, ...], spots: tuple[Spot, ...], factor: Decimal) -> Scaled:
    trial = attempt(evidence, {spot: evidence.numbers[spot] * factor for spot in spots}, loose=True)
    # A sum all of which is made smaller is off by less, and is no nearer to coming out.
    own = set(spots)
    gained = tuple(i for i in trial.gained if any(evidence.numbers[s] and s not in own for s, _ in i.terms))
    return Scaled(names, spots, factor, replace(trial, gained=gained))


def _groups(evidence: Evidence) -> Iterable[tuple[Group, tuple[Spot, ...]]]:
    """Each column of amounts, all of a table, all but the budget; each block of a form, each scorecard's money."""
    ledger, slots = evidence.ledger, evidence.ledger.filled.slots
    for table in tables(ledger):
        money = tuple(c for c in table.columns if slots[table.rows[0].spots[c]].type == "money")
        wide = [money, tuple(c for c in money if c != a.BUDGET)]
        for columns in dict.fromkeys([*((c,) for c in money), *(g for g in wide if len(g) > 1)]):
            spots = (row.spots[c] for c in columns for row in table.rows)
            yield (table.owner, columns), tuple(spot for spot in spots if evidence.numbers[spot])
    for total, parts in (*a.SUMS, ("", a.RUNNING)):
        names = tuple(name for name in (total, *parts) if (a.MORE, name) in ledger.fields)
        spots = (ledger.fields[a.MORE, name] for name in names)
        yield (a.MORE, names), tuple(spot for spot in spots if evidence.numbers.get(spot))
    for card, _ in ledger.filled.claim.cards:
        names = tuple(name for name in ("预算数", "执行数") if (card, name) in ledger.facts)
        spots = (ledger.facts[card, name] for name in names)
        yield (card, names), tuple(spot for spot in spots if evidence.numbers.get(spot))


def _out_of_size(evidence: Evidence, spots: tuple[Spot, ...], least: int) -> bool:
    """Whether anything says that amounts are of the wrong size, so that trying another unit is worth the while.

    least: so many sums that do not come out are enough.
    """
    own = set(spots)
    apart = sum(1 for pair in evidence.near if own.intersection((*pair.left, *pair.right)) and evidence.apart(pair))
    touched = {id(i): i for spot in spots for i in evidence.by_spot.get(spot, ())}.values()
    failing = [identity for identity in touched if not evidence.holds(identity)]
    return apart >= ENOUGH or len(failing) >= least or any(_is_of_other_unit(evidence, i, own) for i in failing)


def _is_of_other_unit(evidence: Evidence, identity: Identity, own: set[Spot]) -> bool:
    """Whether the amounts are on one side of a sum, and all others are some ten thousand times as much or as little."""
    if not identity.binding or len({sign for spot, sign in identity.terms if spot in own}) != 1:
        return False
    mine = sum(sign * evidence.numbers[spot] for spot, sign in identity.terms if spot in own)
    return ten_thousand(Decimal(mine), Decimal(evidence.rest(identity) - mine))
