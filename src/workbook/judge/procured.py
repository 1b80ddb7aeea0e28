"""Procurement in the other unit as a whole: its own sums come out all the same, and it has no last year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from workbook.judge import accounts as a
from workbook.judge.corrections import TEN_THOUSAND
from workbook.judge.ledger import Ledger
from workbook.judge.peers import Peer
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


def misfits(ledger: Ledger) -> Iterator[Block]:
    """At most one: all of procurement beside all expenditure, else what was awarded beside what was procured.

    In a file in 元 it is less than 10 000, and would be a part of the whole ten thousand times as
    large; in one in 万元 it is far more than the whole.
    """
    outlays = [(row.spots[c], row.number(c)) for row in ledger.filled_rows(a.SPENT) for c in a.OUTLAYS if row.number(c)]
    spent = Peer("本年支出合计", sum((amount for _, amount in outlays), Decimal(0)))
    procured, awarded = (_spots(ledger, names) for names in (a.PROCURED, a.AWARDED))
    bought, won = _total(ledger, a.PROCURED[0]), _total(ledger, a.AWARDED[0])
    for part, whole, spots in ((bought, spent, (*procured, *awarded)), (won, bought, awarded)):
        if part is None or whole is None:
            continue
        factor = _factor(part.value, whole.value, ledger.unit)
        if factor is not None:
            beside = won is None or part is won or won.value <= part.value
            yield Block(part, whole, spots if beside else procured, factor)
            return


def _factor(part: Decimal, whole: Decimal, unit: str) -> Decimal | None:
    """What the part must be multiplied by; None when its size may be right."""
    if unit == "元" and 0 < part < TEN_THOUSAND and part * TEN_THOUSAND <= whole:
        return TEN_THOUSAND
    if unit == "万元" and 0 < _MANY * whole <= part and part <= whole * TEN_THOUSAND:
        return 1 / TEN_THOUSAND
    return None


def _spots(ledger: Ledger, names: tuple[str, ...]) -> tuple[Spot, ...]:
    spots = (ledger.fields.get((a.MORE, name)) for name in names)
    return tuple(spot for spot in spots if spot is not None and ledger.value(spot))


def _total(ledger: Ledger, name: str) -> Peer | None:
    spot = ledger.fields.get((a.MORE, name))
    value = ledger.value(spot)
    return Peer(name, value, (spot,)) if spot is not None and isinstance(value, Decimal) else None
