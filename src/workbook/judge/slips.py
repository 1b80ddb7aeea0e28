"""Suspected slips, each tried out: how many sums come out right with it, and how many no longer do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from workbook.judge.evidence import Evidence, Identity
from workbook.judge.ledger import ListRow
from workbook.match.match import Spot

HALF = Decimal("0.5")
SLACK = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Trial:
    """gained, lost: what holds only with the change, or only without it. near: as many near pairs more."""

    gained: tuple[Identity, ...]
    lost: tuple[Identity, ...]
    near: int = 0
    apart: int = 0

    @property
    def gain(self) -> Decimal:
        return _weight(self.gained) + HALF * self.near

    @property
    def loss(self) -> Decimal:
        return _weight(self.lost) + HALF * self.apart


def _weight(identities: tuple[Identity, ...]) -> Decimal:
    return sum((Decimal(1) if i.binding else HALF + HALF / 2 for i in identities), Decimal(0))


def attempt(evidence: Evidence, change: Mapping[Spot, Decimal], *, loose: bool = False) -> Trial:
    """The file as it would be with these amounts. loose: sums may be off by a thousandth (amounts once rounded)."""
    touched = {id(i): i for spot in change for i in evidence.by_spot.get(spot, ())}.values()
    slack = SLACK if loose else Decimal(0)
    gained, lost = [], []
    for identity in touched:
        was, now = evidence.holds(identity), evidence.holds(identity, change, slack)
        if now and not was:
            gained.append(identity)
        elif was and not now:
            lost.append(identity)
    near = apart = 0
    for pair in {id(p): p for spot in change for p in evidence.near_by_spot.get(spot, ())}.values():
        before, then = evidence.is_near(pair), evidence.is_near(pair, change)
        near += then and not before
        apart += before and not then
    return Trial(tuple(gained), tuple(lost), near, apart)


@dataclass(frozen=True, slots=True)
class Shift:
    """Amounts of columns stand `by` rows too low (above 0) or too high, from the row `first` on."""

    owner: str
    columns: tuple[str, ...]
    by: int
    first: ListRow
    moved: Mapping[Spot, Decimal]
    trial: Trial


def shifted(evidence: Evidence, rows: tuple[ListRow, ...], columns: tuple[str, ...], by: int, first: int) -> Shift:
    """The columns' amounts moved back, from rows[first] on; in a row without a successor the amount goes."""
    numbers = evidence.numbers
    change: dict[Spot, Decimal] = {}
    for column in columns:
        for i in range(first, len(rows)):
            source = i + by
            value = Decimal(0)
            if first <= source < len(rows) or (by > 0 and source < len(rows)):
                value = numbers[rows[source].spots[column]]
            elif source < first:
                value = numbers[rows[i].spots[column]] if i == first else Decimal(0)
            if value != numbers[rows[i].spots[column]]:
                change[rows[i].spots[column]] = value
    trial = attempt(evidence, change)
    edges = _edges(rows, change, numbers)
    dropped = _dropped(rows, columns, change, numbers)
    trial = Trial(trial.gained, trial.lost, trial.near + max(edges, 0), trial.apart + max(-edges, 0) + dropped)
    return Shift(rows[first].owner if rows else "", columns, by, rows[first], change, trial)


def _edges(rows: tuple[ListRow, ...], change: Mapping[Spot, Decimal], numbers: Mapping[Spot, Decimal]) -> int:
    """Rows fewer in which an amount has no code beside it, or a code no amount at all."""
    balance = 0
    for row in rows:
        text = any(isinstance(value, str) and value for value in row.values.values())
        spots = [spot for spot in row.spots.values() if spot in numbers]
        was = any(numbers[spot] for spot in spots)
        now = any(change.get(spot, numbers[spot]) for spot in spots)
        balance += (text == now) - (text == was)
    return balance


def _dropped(
    rows: tuple[ListRow, ...], columns: tuple[str, ...], change: Mapping[Spot, Decimal], numbers: Mapping[Spot, Decimal]
) -> int:
    """Amounts that would be nowhere any more: a paste does not make amounts out of nothing."""
    spots = [row.spots[column] for row in rows for column in columns]
    after = {change.get(spot, numbers[spot]) for spot in spots}
    return sum(1 for spot in spots if numbers[spot] and numbers[spot] not in after)
