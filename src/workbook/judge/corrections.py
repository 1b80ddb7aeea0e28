"""Single amounts that set sums right when one slip of the hand is undone: a digit lost, wrong or swapped, a wrong unit.

A slip is suspected only where undoing it explains more than changing any other single amount would, to whatever; where
several explain the same, all of them are named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from workbook.judge import accounts as a
from workbook.judge.evidence import CENT, Evidence, Identity
from workbook.judge.slips import Trial, attempt
from workbook.match.match import Spot

TEN_THOUSAND = Decimal(10000)
WRONG = "@digit_wrong"
_KINDS = ("@unit", "@sign_turned", "@digit_dropped", "@digit_doubled", "@digits_swapped", "@point_moved", WRONG)
"""The likelier first."""
_MOST = 4
"""Of more cells that may be wrong none is named; the checks tell the sum."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One amount that would set sums right. kind: a word of the catalogue for what seems to have happened.

    others: further ones that explain the same. sure: it may be told by itself, not only beside others.
    """

    spot: Spot
    now: Decimal
    meant: Decimal
    kind: str
    trial: Trial
    others: tuple[Correction, ...] = ()
    sure: bool = True


def corrections(evidence: Evidence, taken: set[Spot], explained: Collection[str] = ()) -> tuple[Correction, ...]:
    """One for each group of failing sums. explained: what the sums are called that fail for another reason."""
    failing = [
        identity
        for identity in evidence.identities
        if identity.what not in explained
        and evidence.fails(identity)
        and not any(spot in taken for spot, _ in identity.terms)
    ]
    changes = {(spot, exact): trial for spot, exact, trial in _changes(evidence, failing)}
    found = [made for identity in failing if identity.binding for made in _candidates(evidence, identity)]
    found = [made for made in dict.fromkeys(found) if not _is_outdone(made, changes)]
    found.sort(key=lambda c: (-c.trial.net, _KINDS.index(c.kind)))
    result: list[Correction] = []
    mended: set[int] = set()
    for correction in (made for made in found if made.sure):
        own = {id(i) for i in correction.trial.gained}
        if own & mended:
            continue
        mended |= own
        alike = [c for c in found if {id(i) for i in c.trial.gained} == own and c.trial.loss <= correction.trial.loss]
        others = tuple(
            {
                c.spot: c for c in reversed(alike) if c.spot != correction.spot and (c.now or correction.kind == WRONG)
            }.values()
        )
        if len(others) < _MOST:
            result.append(replace(correction, others=others[::-1]))
    return tuple(result)


def _changes(evidence: Evidence, failing: list[Identity]) -> Iterable[tuple[Spot, Decimal, Trial]]:
    """Amounts of which one change, to whatever it may be, sets more than one sum right."""
    touched: dict[Spot, set[Decimal]] = {}
    several: set[Spot] = set()
    for identity in failing:
        rest = evidence.rest(identity)
        for spot, sign in identity.terms:
            if spot in touched:
                several.add(spot)
            touched.setdefault(spot, set()).add(evidence.numbers[spot] - sign * rest)
    for spot in several:
        for exact in touched[spot]:
            trial = attempt(evidence, {spot: exact})
            if len(trial.gained) > 1:
                yield spot, exact, trial


def _is_outdone(made: Correction, changes: dict[tuple[Spot, Decimal], Trial]) -> bool:
    """Whether another single amount, changed, explains more of the same."""
    own = {id(i) for i in made.trial.gained}
    return any(
        spot != made.spot and trial.net > made.trial.net and own & {id(i) for i in trial.gained}
        for (spot, _), trial in changes.items()
    )


def _candidates(evidence: Evidence, identity: Identity) -> list[Correction]:
    rest = evidence.rest(identity)
    found: list[Correction] = []
    if _asks(evidence, identity, rest) or _lacks_award(evidence, identity, rest):
        return found
    off = (Decimal(0), CENT, -CENT) if evidence.tail else (Decimal(0),)
    for spot, sign in identity.terms:
        now = evidence.numbers[spot]
        exact = now - sign * rest
        if exact <= 0:
            continue
        if not now:
            if _is_left_blank(evidence, spot):
                trial = attempt(evidence, {spot: exact})
                found.append(Correction(spot, now, exact, WRONG, trial, sure=False))
            continue
        meant = next((exact + tail for tail in off if relation(now, exact + tail)), exact)
        clear = relation(now, meant)
        kind = clear or (WRONG if is_one_digit(now, meant) else "")
        if not kind:
            continue
        trial = attempt(evidence, {spot: meant})
        if any(i.binding for i in trial.lost) or trial.loss >= trial.gain:
            continue
        agreed = sum(i.binding for i in trial.gained) > 1 or kind == "@unit"
        sure = agreed or len(trial.gained) > 1 or (kind != WRONG and _weighty(now) and _weighty(meant))
        sure = sure and bool(clear)  # one digit of a round amount differs from many a number; it may be it all the same
        found.append(Correction(spot, now, meant, kind, trial, sure=sure))
    return found


def _asks(evidence: Evidence, identity: Identity, rest: Decimal) -> bool:
    """Whether just one row has a code or a name and no amount, and what is missing may be it. A check asks for that
    amount; that another one could be it with some digit changed is chance.
    """
    signs: dict[tuple[str, str, int], int] = {}
    for spot, sign in identity.terms:
        slot = evidence.ledger.filled.slots[spot]
        signs[slot.kind, slot.owner, spot[1]] = sign
    by_row, numbers = evidence.ledger.by_row, evidence.numbers
    rows = {key: by_row[key] for key in signs if key in by_row}
    told = {key: row.spots.values() for key, row in rows.items() if not row.is_blank}
    blank = [key for key, spots in told.items() if not any(numbers.get(spot) for spot in spots)]
    return len(blank) == 1 and signs[blank[0]] * rest < 0


def _lacks_award(evidence: Evidence, identity: Identity, rest: Decimal) -> bool:
    """The same of what was awarded to small enterprises: of just one kind of procurement nothing stands there, and what
    is missing may be it.
    """
    (_, kinds), (total, parts) = a.SUMS
    if identity.what != f"@sum_of:{total}":
        return False
    fields, numbers = evidence.ledger.fields, evidence.numbers
    spots = ((fields.get((a.MORE, part)), fields.get((a.MORE, kind))) for part, kind in zip(parts, kinds, strict=True))
    bought = [numbers[kind] for part, kind in spots if part is not None and kind in numbers and not numbers.get(part)]
    bought = [amount for amount in bought if amount]
    return len(bought) == 1 and 0 < rest <= bought[0]


def _is_left_blank(evidence: Evidence, spot: Spot) -> bool:
    """Whether it is the carry-over of one end of the year in a row that has the other: that may be wrong too."""
    slot = evidence.ledger.filled.slots[spot]
    row = evidence.ledger.by_row.get((slot.kind, slot.owner, spot[1]))
    return slot.owner == a.CARRY and row is not None and any(row.number(name) for name in (a.BEGIN, a.END))


def _weighty(number: Decimal) -> bool:
    """Three digits at least that are not just zeros."""
    return len(f"{number.normalize():f}".replace(".", "").strip("0")) >= 3


def relation(now: Decimal, meant: Decimal) -> str:
    """How one slip of the hand makes `now` out of `meant`; "" when none does."""
    for factor in (TEN_THOUSAND, 1 / TEN_THOUSAND):
        off = abs(meant - now * factor)
        if off <= (Decimal(50) if factor > 1 else Decimal("0.005")) and off * 100 <= meant:
            return "@unit"
    if now < 0:
        return "@sign_turned" if meant == -now else ""
    left, right = f"{now:.2f}", f"{meant:.2f}"
    if len(left) == len(right) - 1 and _without_one(right, left):
        return "@digit_dropped"
    if len(right) == len(left) - 1 and _without_one(left, right):
        return "@digit_doubled"
    if any(meant == now * 10**n or now == meant * 10**n for n in (1, 2, 3)):
        return "@point_moved"
    if len(left) == len(right):
        differ = [i for i, (x, y) in enumerate(zip(left, right, strict=True)) if x != y]
        if len(differ) == 2 and differ[1] == differ[0] + 1 and left[differ[0]] == right[differ[1]]:
            return "@digits_swapped" if left[differ[1]] == right[differ[0]] else ""
        if len(differ) == 1 and _weighty(now) and _weighty(meant) and meant == meant.quantize(CENT):
            return WRONG
    return ""


def is_one_digit(now: Decimal, meant: Decimal) -> bool:
    """Whether the two differ in a single digit, however round they are."""
    left, right = f"{now:.2f}", f"{meant:.2f}"
    same = len(left) == len(right) and meant == meant.quantize(CENT)
    return same and sum(x != y for x, y in zip(left, right, strict=True)) == 1


def _without_one(longer: str, shorter: str) -> bool:
    """Whether the shorter text is the longer one without one of its digits."""
    return any(longer[i].isdigit() and longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
