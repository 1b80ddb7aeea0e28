"""Suspected slips, each tried out: how many sums come out right with it, and how many no longer do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from workbook.data import Value
from workbook.judge import accounts as a
from workbook.judge.evidence import Evidence, Identity
from workbook.match.match import Spot

HALF = Decimal("0.5")
SLACK = Decimal("0.001")
_NONE: Mapping[Spot, Decimal] = {}


@dataclass(frozen=True, slots=True)
class Trial:
    """gained, lost: what holds only with the change, or only without it. near: as many near pairs more. left: so many
    sums about one code or project still do not come out; -1: not counted.
    """

    gained: tuple[Identity, ...]
    lost: tuple[Identity, ...]
    near: int = 0
    apart: int = 0
    left: int = -1

    @property
    def gain(self) -> Decimal:
        return _weight(self.gained) + HALF * self.near

    @property
    def loss(self) -> Decimal:
        return _weight(self.lost) + HALF * self.apart

    @property
    def net(self) -> Decimal:
        return self.gain - self.loss


def _weight(identities: Iterable[Identity]) -> Decimal:
    return sum((Decimal(1) if i.binding else HALF + HALF / 2 for i in identities), Decimal(0))


def attempt(evidence: Evidence, change: Mapping[Spot, Decimal], *, loose: bool = False) -> Trial:
    """The file as it would be with these amounts. loose: sums may be off by a thousandth (amounts once rounded)."""
    touched = {id(i): i for spot in change for i in evidence.by_spot.get(spot, ())}.values()
    slack = SLACK if loose else Decimal(0)
    gained, lost = [], []
    for identity in touched:
        was, now = evidence.holds(identity), evidence.holds(identity, change, slack)
        # What is off by less than a thousandth comes out in another unit too: the unit is not why it is off.
        # Nor is it where as much is missing as before, beside amounts that are larger now.
        closer = not slack or 2 * abs(evidence.rest(identity, change)) <= abs(evidence.rest(identity))
        if now and closer and not (was or evidence.holds(identity, slack=slack)):
            gained.append(identity)
        elif was and not now:
            lost.append(identity)
    near = apart = 0
    for pair in {id(p): p for spot in change for p in evidence.near_by_spot.get(spot, ())}.values():
        before, then = evidence.is_near(pair), evidence.is_near(pair, change)
        near += then and not before
        apart += before and not then
    return Trial(tuple(gained), tuple(lost), near, apart)


def open_ones(evidence: Evidence, change: Mapping[Spot, Decimal] = _NONE) -> int:
    """Sums about one code or project that do not come out; codes of 其他资金 need not."""
    bound = (i for i in evidence.identities if i.narrow and not i.what.endswith(f"|{a.OTHER}"))
    return sum(not evidence.holds(identity, change) for identity in bound)


def attempt_words(evidence: Evidence, change: Mapping[Spot, Value]) -> Trial:
    """The same where codes, choices and names change too: which amounts add up with which then changes with them."""
    other = evidence.changed(change)
    mine = evidence.by_what
    gained, lost = [], []
    for identity in other.identities:
        known = mine.get(identity.what)
        if known is identity:
            continue  # the same amounts as before
        was, now = known is None or evidence.holds(known), other.holds(identity)
        if now and not was:
            gained.append(known or identity)
        elif was and not now:
            lost.append(known or identity)
    before = evidence.near_now
    near = apart = 0
    for pair in other.near if other.numbers is not evidence.numbers else ():
        then, seen = other.is_near(pair), before.get((*pair.left, *pair.right))
        near += then and seen is False
        apart += seen is True and not then
    return Trial(tuple(gained), tuple(lost), near, apart, open_ones(other))
