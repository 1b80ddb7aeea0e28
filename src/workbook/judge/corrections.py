"""Single amounts that set sums right when one slip of the hand is undone: a digit lost or swapped, a wrong unit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from workbook.judge.evidence import CENT, Evidence, Identity
from workbook.judge.slips import Trial, attempt
from workbook.match.match import Spot

TEN_THOUSAND = Decimal(10000)


@dataclass(frozen=True, slots=True)
class Correction:
    """One amount that would set sums right. kind: a word of the catalogue for what seems to have happened."""

    spot: Spot
    now: Decimal
    meant: Decimal
    kind: str
    trial: Trial
    others: tuple[Spot, ...] = ()


def corrections(evidence: Evidence, taken: set[Spot]) -> tuple[Correction, ...]:
    """One amount for each group of failing sums; the same support elsewhere is told with it."""
    found: list[Correction] = []
    for identity in evidence.identities:
        explained = any(spot in taken for spot, _ in identity.terms)
        if identity.binding and not explained and not evidence.holds(identity):
            found += _candidates(evidence, identity)
    found.sort(key=lambda c: (c.trial.loss - c.trial.gain, c.kind != "@digit_dropped"))
    result: list[Correction] = []
    mended: set[int] = set()
    for correction in found:
        own = {id(i) for i in correction.trial.gained}
        if own & mended:
            continue
        mended |= own
        rivals = [
            c.spot
            for c in found
            if c.spot != correction.spot
            and {id(i) for i in c.trial.gained} == own
            and c.trial.loss == correction.trial.loss
        ]
        result.append(replace(correction, others=tuple(dict.fromkeys(rivals))[:3]))
    return tuple(result)


def _candidates(evidence: Evidence, identity: Identity) -> list[Correction]:
    rest = evidence.rest(identity)
    found = []
    off = (Decimal(0), CENT, -CENT) if evidence.tail else (Decimal(0),)
    for spot, sign in identity.terms:
        now = evidence.numbers[spot]
        exact = now - sign * rest
        if not now or exact <= 0:
            continue
        meant = next((exact + tail for tail in off if relation(now, exact + tail)), exact)
        kind = relation(now, meant)
        if not kind:
            continue
        trial = attempt(evidence, {spot: meant})
        if any(i.binding for i in trial.lost) or trial.loss >= trial.gain:
            continue
        strong = sum(i.binding for i in trial.gained) > 1 or kind == "@unit"
        if strong or (_weighty(now) and _weighty(meant)):
            found.append(Correction(spot, now, meant, kind, trial))
    return found


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
        return ""
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
    return ""


def _without_one(longer: str, shorter: str) -> bool:
    """Whether the shorter text is the longer one without one of its digits."""
    return any(longer[i].isdigit() and longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
