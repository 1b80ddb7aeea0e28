"""Amounts that are of one size: where two of them are ten thousand times apart, which one is out of line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from workbook.grid.model import Grid
from workbook.judge import accounts as a
from workbook.judge.comparisons import compared
from workbook.judge.ledger import Ledger, ListRow
from workbook.judge.texts import label_of
from workbook.match.match import Spot

_LOW, _HIGH = Decimal(3000), Decimal(30000)
_LIKE = Decimal(30)
"""Two amounts of one size are at most so many times apart."""


@dataclass(frozen=True, slots=True)
class Peer:
    """what: what the amount is, for people. spots: the cells that it is typed in, one if it is one entry."""

    what: str
    value: Decimal
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class Odd:
    """wrong: the amount that is out of line, with what it is held against. sure: a further amount says so too.

    either: it may be the other one just as well.
    """

    wrong: Peer
    other: Peer
    sure: bool = False
    either: bool = False


def ten_thousand(left: Decimal, right: Decimal) -> bool:
    """Whether one amount is some ten thousand times the other."""
    low, high = sorted((abs(left), abs(right)))
    return low > 0 and _LOW * low <= high <= _HIGH * low


def odd_ones(ledger: Ledger, grid: Grid, unit: str, borne_out: frozenset[Spot]) -> Iterable[Odd]:
    """unit: the file's 金额单位. A figure taken over in 万元 is too small among amounts in 元, one in 元 is too large
    among amounts in 万元; a third amount of the same size must not say otherwise. Of two amounts of which one is borne
    out by a sum, the other one is wrong, whatever its size.
    """
    for peers in _groups(ledger, grid):
        told: set[str] = set()
        for i, one in enumerate(peers):
            for two in peers[i + 1 :]:
                if not ten_thousand(one.value, two.value) or told & {one.what, two.what}:
                    continue
                small, large = (one, two) if abs(one.value) < abs(two.value) else (two, one)
                wrong, other = (large, small) if unit == "万元" else (small, large)
                if not wrong.spots and not other.spots:
                    continue
                if _is_sure(wrong, borne_out) and other.spots and not _is_sure(other, borne_out):
                    told.add(other.what)
                    yield Odd(other, wrong, True)
                    continue
                third = [p for p in peers if p not in (one, two)]
                against = any(_alike(p.value, wrong.value) for p in third)
                odd = Odd(wrong, other, any(_alike(p.value, other.value) for p in third), against or unit == "")
                told.add(wrong.what)
                if odd.either:  # those of the same size are told with it
                    told.update(p.what for p in third if _alike(p.value, wrong.value))
                yield odd


def _is_sure(peer: Peer, borne_out: frozenset[Spot]) -> bool:
    """Whether all that it consists of is borne out."""
    return bool(peer.spots) and borne_out.issuperset(peer.spots)


def _alike(left: Decimal, right: Decimal) -> bool:
    low, high = sorted((abs(left), abs(right)))
    return low > 0 and high <= _LIKE * low


def _groups(ledger: Ledger, grid: Grid) -> Iterable[tuple[Peer, ...]]:
    yield from _last_years(ledger, grid)
    yield from _cars(ledger)
    for row in ledger.filled_rows(a.SPENT):
        paid = tuple(row.spots[c] for c in a.OUTLAYS if row.number(c))
        budget, spent = row.number(a.BUDGET), sum((row.number(c) for c in a.OUTLAYS), Decimal(0))
        if budget and spent:
            name = label_of(ledger, row.spots[a.BUDGET]).removesuffix(a.BUDGET).strip()
            yield Peer(f"{name} {a.BUDGET}", budget, (row.spots[a.BUDGET],)), Peer(f"{name} 支出", spent, paid)
    listed = {row.text("项目名称"): row for row in ledger.filled_rows(a.PROJECTS)}
    for card, _ in ledger.filled.claim.cards:
        peers = [_field(ledger, ledger.facts.get((card, name)), f"{card} {name}") for name in ("预算数", "执行数")]
        project = listed.get(card)
        peers.append(_final(ledger, project, f"{card} {a.FINAL}"))
        yield tuple(peer for peer in peers if peer is not None)


def _last_years(ledger: Ledger, grid: Grid) -> Iterable[tuple[Peer, ...]]:
    """Totals of this year and of last year; of 机关运行经费 also 公用经费, of which it is a part."""
    scale = ledger.scale(grid)
    for pair in compared(ledger, grid):
        if pair.against != "@last_year" or ledger.filled.slots[pair.spot].owner != a.MORE:
            continue
        entered = pair.parts[1:] if pair.parts[1:] and pair.parts[1] in ledger.filled.inputs else ()
        last = Peer(label_of(ledger, pair.spot), pair.base, (pair.spot,))
        now = Peer(label_of(ledger, entered[0]) if entered else f"本年{pair.what}", pair.now, entered)
        public = ledger.computed(grid, a.PUBLIC) if pair.what == a.RUNNING_COST else None
        yield (last, now, *((Peer("公用经费合计", public * scale),) if public else ()))


def _cars(ledger: Ledger) -> Iterable[tuple[Peer, ...]]:
    economic = {row.text(a.CODE): row for row in ledger.filled_rows(a.ECONOMIC)}
    codes = {name: code for code, name in a.SAME_CARS.items()}
    for name in dict.fromkeys(line for _, line, _ in ledger.grids):
        spots = {column: ledger.grids.get((a.CARS, name, column)) for column in (a.BUDGET, a.FINAL, a.LAST)}
        peers = [_field(ledger, spot, f"{name} {column}") for column, spot in spots.items()]
        same = economic.get(codes.get(name, ""))
        peers.append(_final(ledger, same, f"{same.text(a.CODE)} {a.FINAL}" if same is not None else ""))
        yield tuple(peer for peer in peers if peer is not None)


def _final(ledger: Ledger, row: ListRow | None, what: str) -> Peer | None:
    """A row's 决算数; a department's lists, which are added up, have none of their own."""
    return _field(ledger, row.spots.get(a.FINAL), what) if row is not None else None


def _field(ledger: Ledger, spot: Spot | None, what: str) -> Peer | None:
    value = ledger.value(spot)
    return Peer(what, value, (spot,)) if spot is not None and isinstance(value, Decimal) and value else None
