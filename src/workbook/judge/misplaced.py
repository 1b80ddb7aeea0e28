"""Entries that stand in the wrong place: two sums are off by the same amount, and moving one entry sets both right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from workbook.data import Value
from workbook.judge import accounts as a
from workbook.judge.evidence import CENT, Evidence, Identity
from workbook.judge.ledger import ListRow
from workbook.judge.slips import attempt, attempt_words
from workbook.match.match import Spot

_LEAST = 3
"""An amount that is moved must have so many digits that are not just zeros, or agree with more than two sums."""
_ENOUGH = 3
"""Two round amounts change places only where more sums than this come out with it."""


@dataclass(frozen=True, slots=True)
class Misplaced:
    """changes: what the cells would hold, the cell to look at first. kind: a word of the catalogue; partner: the other
    cell. gained: the sums that come out right, first the two that are off by the same amount. spots: all cells in
    doubt. others: cells that it might be just as well. sure: nothing else explains it.
    """

    kind: str
    changes: Mapping[Spot, Value]
    gained: tuple[Identity, ...]
    spots: frozenset[Spot]
    partner: Spot | None = None
    others: tuple[Spot, ...] = ()
    sure: bool = True

    @property
    def first(self) -> Spot:
        return next(iter(self.changes))


def misplaced(evidence: Evidence, taken: set[Spot]) -> tuple[Misplaced, ...]:
    """At most one for each pair of sums: a wrong fund or code of a row, amounts of a column in each other's place."""
    found: list[Misplaced] = []
    explained: set[int] = set()
    for one, two in _pairs(evidence, taken):
        if id(one) in explained or id(two) in explained:
            continue
        codes = sorted((*_codes(evidence, one, two), *_codes(evidence, two, one)), key=lambda found: found[0])
        every = [
            *(*_funds(evidence, one, two), *_funds(evidence, two, one)),
            *(made for _, made in codes),
            *_amounts(evidence, one, two),
            *_incomes(evidence, one, two),
        ]
        if len(every) > 1:
            every = _least_lost(evidence, every)
        if every:
            best = every[0]
            explained |= {id(one), id(two), *map(id, best.gained)}
            rivals = tuple(dict.fromkeys(m.first for m in every[1:] if m.first != best.first))
            found.append(replace(best, others=rivals[:3]))
    return (*found, *_classes(evidence, taken.union(*(entry.spots for entry in found))))


def _classes(evidence: Evidence, taken: set[Spot]) -> Iterable[Misplaced]:
    """Two economic classes whose amounts are each other's, by the items under which the same money was paid. No sum
    that must come out shows it; the items may have been exchanged as well, unless their balances say otherwise.
    """
    slots = evidence.ledger.filled.slots
    failing = [
        identity
        for identity in evidence.identities
        if identity.what.startswith("@same_money:")
        and evidence.fails(identity)
        and taken.isdisjoint(spot for spot, _ in identity.terms)
        and all(slots[spot].kind == "row" for spot, _ in identity.terms)
    ]
    for one, two in combinations(failing, 2):
        if abs(evidence.rest(one) + evidence.rest(two)) > CENT:
            continue
        every = list(_amounts(evidence, one, two))
        every = _least_lost(evidence, every) if len(every) > 1 else every
        every.sort(key=lambda entry: slots[entry.first].owner != a.ECONOMIC)
        if every and slots[every[0].first].owner == a.ECONOMIC:
            yield replace(every[0], others=tuple(entry.first for entry in every[1:]))


def _pairs(evidence: Evidence, taken: set[Spot]) -> Iterable[tuple[Identity, Identity]]:
    """Failing balances: one has as much too much as the other has too little. Whole funds come first."""
    failing: list[tuple[Identity, Decimal]] = []
    for identity in evidence.identities:
        kind = identity.what.partition(":")[0]
        if kind not in ("@balance", "@balance_code") or any(spot in taken for spot, _ in identity.terms):
            continue
        rest = evidence.rest(identity)
        if evidence.fails(identity) and is_reliable(evidence, identity):
            failing.append((identity, rest))
    failing.sort(key=lambda item: item[0].narrow)
    for i, (one, rest) in enumerate(failing):
        for two, other in failing[i + 1 :]:
            if one.narrow == two.narrow and abs(rest + other) <= CENT:
                yield one, two


def is_reliable(evidence: Evidence, identity: Identity) -> bool:
    """A balance of one code counts where most codes of its fund are in balance; what is no code is told by itself."""
    if not identity.narrow:
        return True
    code, _, fund = identity.what.partition(":")[2].rpartition("|")
    if not any(table.name(code) for table in evidence.ledger.filled.spec.codes.values()):
        return False
    alike = [i for i in evidence.identities if i.what.startswith("@balance_code:") and i.what.endswith(f"|{fund}")]
    return sum(evidence.holds(i) for i in alike) * 2 >= len(alike)


def is_weighty(amount: Decimal) -> bool:
    return len(f"{abs(amount).normalize():f}".replace(".", "").strip("0")) >= _LEAST


def _funds(evidence: Evidence, one: Identity, two: Identity) -> Iterable[Misplaced]:
    """A row of the first fund that belongs to the second."""
    if one.narrow:
        return
    mine, other = (i.what.partition(":")[2] for i in (one, two))
    found: list[tuple[int, Misplaced]] = []
    rest = evidence.rest(one)
    for row in (*evidence.ledger.filled_rows(a.SPENT), *evidence.ledger.filled_rows(a.CARRY)):
        own = contributed(row, one, evidence)
        if row.text(a.FUND) != mine or not own or abs(sum(own.values()) - rest) > CENT:
            continue
        codes = {f"@balance_code:{row.text(a.CODE)}|{fund}" for fund in (mine, other)}
        agreeing = [i for i in evidence.identities if i.what in codes and not evidence.holds(i)]
        if agreeing or is_weighty(rest):
            spots = frozenset((*own, row.spots[a.FUND]))
            made = Misplaced("@wrong_fund", {row.spots[a.FUND]: other}, (one, two), spots)
            found.append((-len(agreeing), made))
    yield from (made for _, made in sorted(found, key=lambda item: item[0]))


def _incomes(evidence: Evidence, one: Identity, two: Identity) -> Iterable[Misplaced]:
    """An amount of income under the first fund that belongs to the second, in a blank column of the same row; or two of
    a row that are each other's.
    """
    if one.narrow:
        return
    mine, other = (a.INCOMES[i.what.partition(":")[2]] for i in (one, two))
    numbers = evidence.numbers
    for start, end, rest in ((mine, other, evidence.rest(one)), (other, mine, evidence.rest(two))):
        if rest <= 0:
            continue
        for row in evidence.ledger.filled_rows(a.INCOME):
            free = [row.spots[c] for c in end if c in row.spots]
            for spot in (row.spots[c] for c in start if c in row.spots):
                for partner in free:
                    now, then = numbers[spot], numbers[partner]
                    if abs(now - then - rest) > CENT or not (is_weighty(rest) if then else len(end) == 1):
                        continue
                    kind = "@swapped_with" if then else "@wrong_column"
                    changes: dict[Spot, Value] = {spot: then or None, partner: now}
                    yield Misplaced(kind, changes, (one, two), frozenset(changes), partner)


def _least_lost(evidence: Evidence, every: list[Misplaced]) -> list[Misplaced]:
    """Without those with which more sums that must come out no longer do than with others."""
    lost = [sum(i.binding for i in attempt_words(evidence, made.changes).lost) for made in every]
    return [made for made, count in zip(every, lost, strict=True) if count == min(lost)]


def _codes(evidence: Evidence, one: Identity, two: Identity) -> Iterable[tuple[int, Misplaced]]:
    """A row of the first code that belongs to the second, which has no row of its own in that list; each with the
    place of its list, since a slip in expenditure is likelier than one in income.
    """
    if not one.narrow or one.what.rpartition("|")[2] != two.what.rpartition("|")[2]:
        return
    (mine, _, fund), (other, _, _) = (i.what.partition(":")[2].rpartition("|") for i in (one, two))
    rest = evidence.rest(one)
    for place, owner in enumerate((a.SPENT, a.INCOME, a.CARRY)):
        rows = evidence.ledger.filled_rows(owner)
        if any(row.text(a.CODE) == other and row.text(a.FUND) in ("", fund) for row in rows):
            continue
        for row in rows:
            own = contributed(row, one, evidence)
            if row.text(a.CODE) != mine or not own or abs(sum(own.values()) - rest) > CENT or not is_weighty(rest):
                continue
            spots = frozenset((*own, row.spots[a.CODE]))
            yield place, Misplaced("@wrong_code", {row.spots[a.CODE]: other}, (one, two), spots)


def _amounts(evidence: Evidence, one: Identity, two: Identity) -> Iterable[Misplaced]:
    """Two amounts of a column that belong in each other's place; of two codes of one fund one may be blank. What agrees
    best with budgets and with the other places of the same money comes first.
    """
    same_fund = one.narrow and one.what.rpartition("|")[2] == two.what.rpartition("|")[2]
    slots, numbers = evidence.ledger.filled.slots, evidence.numbers
    rest = evidence.rest(one)
    partners: dict[tuple[str, int], list[Spot]] = {}
    for partner, _ in two.terms:
        if slots[partner].kind == "row":
            partners.setdefault((slots[partner].owner, partner[2]), []).append(partner)
    found: list[tuple[Decimal, Misplaced]] = []
    for spot, sign in one.terms:
        for partner in partners.get((slots[spot].owner, spot[2]), ()):
            now, then = numbers[spot], numbers[partner]
            both = now and then
            if abs(sign * (now - then) - rest) > CENT or not (same_fund or both):
                continue
            first, second = (spot, partner) if now else (partner, spot)
            changes = {first: numbers[second] if both else None, second: numbers[first]}
            kind = "@swapped_with" if both else "@wrong_row"
            trial = attempt(evidence, {first: numbers[second], second: numbers[first]})
            if not (is_weighty(now) or is_weighty(then) or len(trial.gained) > _ENOUGH):
                continue
            gained = (one, two, *(i for i in trial.gained if i is not one and i is not two))
            found.append((trial.loss - trial.gain, Misplaced(kind, changes, gained, frozenset(changes), second)))
    yield from (made for _, made in sorted(found, key=lambda item: item[0]))


def contributed(row: ListRow, identity: Identity, evidence: Evidence) -> dict[Spot, Decimal]:
    """What a row contributes to a sum, amounts that are not 0."""
    mine = set(row.spots.values())
    return {s: sign * evidence.numbers[s] for s, sign in identity.terms if s in mine and evidence.numbers[s]}
