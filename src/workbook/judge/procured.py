"""Procurement in the other unit as a whole: its own sums come out all the same, and it has no last year."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from workbook.judge import accounts as a
from workbook.judge.corrections import TEN_THOUSAND
from workbook.judge.ledger import Ledger
from workbook.judge.peers import Peer
from workbook.judge.unknown import Unknown
from workbook.match.match import Spot

_MANY = 30
"""In 万元 a part that is so many times the whole was typed in 元."""


@dataclass(frozen=True, slots=True)
class Block:
    """total: the amount that is out of size beside the `whole` it is a part of. spots: all cells that go with it."""

    total: Peer
    whole: Peer
    spots: tuple[Spot, ...]
    factor: Decimal


def misfits(ledger: Ledger, doubted: Collection[Spot]) -> Iterator[Block]:
    """At most one: all of procurement beside all expenditure, else what was awarded beside what was procured. None
    beside expenditure of which a part is not known, or `doubted`.

    In a file in 元 it is less than 10 000, and would be a part of the whole ten thousand times as large; in one in 万元
    it is far more than the whole.
    """
    bought, won = (_total(ledger, names[0], doubted) for names in (a.PROCURED, a.AWARDED))
    for part, names in ((bought, (*a.PROCURED, *a.AWARDED)), (won, a.AWARDED)):
        if part is None or part.value <= 0 or (ledger.unit == "元" and part.value >= TEN_THOUSAND):
            continue
        whole = bought if part is won else _spent(ledger, doubted)
        factor = _factor(part.value, whole.value, ledger.unit) if whole is not None else None
        if whole is not None and factor is not None:
            yield Block(part, whole, tuple(_alike(ledger, names, part, whole, factor)), factor)
            return


def _factor(part: Decimal, whole: Decimal, unit: str) -> Decimal | None:
    """What the part must be multiplied by; None when its size may be right."""
    if unit == "元" and part * TEN_THOUSAND <= whole:
        return TEN_THOUSAND
    if unit == "万元" and 0 < _MANY * whole <= part <= whole * TEN_THOUSAND:
        return 1 / TEN_THOUSAND
    return None


def _alike(ledger: Ledger, names: tuple[str, ...], part: Peer, whole: Peer, factor: Decimal) -> Iterator[Spot]:
    """The cells whose amounts are of the part's size, not of that of the whole."""
    for name in names:
        spot = ledger.fields.get((a.MORE, name))
        value = ledger.value(spot)
        if spot is None or not isinstance(value, Decimal) or not value:
            continue
        if value <= part.value if factor > 1 else value > whole.value:
            yield spot


def _spent(ledger: Ledger, doubted: Collection[Spot]) -> Peer | None:
    """All expenditure; None where a part of it is in doubt or not known."""
    cells = {row.spots[c]: row.number(c) for row in ledger.lists.get(a.SPENT, ()) for c in a.OUTLAYS if c in row.spots}
    unknown = Unknown(ledger)
    lost = a.SPENT in unknown.unread or a.SPENT in unknown.torn or a.SPENT in unknown.short
    if lost or not unknown.gone.isdisjoint(cells) or any(spot in doubted for spot in cells):
        return None
    return Peer("本年支出合计", sum(cells.values(), Decimal(0)))


def _total(ledger: Ledger, name: str, doubted: Collection[Spot]) -> Peer | None:
    spot = ledger.fields.get((a.MORE, name))
    value = ledger.value(spot)
    if spot is None or spot in doubted or not isinstance(value, Decimal):
        return None
    return Peer(name, value, (spot,))
