"""Checks that fail for one and the same reason, where no input has been found at fault: one is told, the others under
it. They follow as the spec says, differ by the same amount and share an amount, or wait for the same blank cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from workbook.judge.sides import WAN
from workbook.match.match import Spot
from workbook.report.order import position
from workbook.report.ties import Ties, is_check

_CELL = re.compile(r"([^!、 ]+)![A-Z]+(\d+)")
_NAMED = re.compile(r"([^!、 ]+)!([A-Z]+\d+)")
_FAILED = ("K101", "K102")
_BLANK = "K104"
_AMOUNTS = frozenset(("money", "number", "count", "rate"))
_CLEAR = 3
"""So many times the tolerance a difference must be for another one of the same size to be the same difference."""


def tie_alike(ties: Ties) -> None:
    """Ties K… to K…, those that are tied to nothing else."""
    _tie_explanations(ties)
    _tie_declared(ties)
    _tie_same_blank(ties)
    _tie_same_difference(ties)


def _free(ties: Ties, *codes: str) -> list[int]:
    return [i for i, finding in enumerate(ties.findings) if finding.code in codes and i not in ties.causes]


def _tie_explanations(ties: Ties) -> None:
    """A check whose explanation is out of date (J109) counts as unexplained for that reason."""
    stale = {f.facts.get("check"): i for i, f in enumerate(ties.findings) if f.code == "J109"}
    for i in _free(ties, "K102") if stale else ():
        cause = stale.get(ties.findings[i].facts.get("check"))
        if cause is not None:
            ties.tie(i, cause)


def _tie_declared(ties: Ties) -> None:
    """`follows` of the spec's checks, for the same scorecard or code, or for any scorecard that a check looks at which
    is of none; where both name rows, for the same rows. Also for another scorecard, if the rows hang on those of that
    one.
    """
    follows = {str(check.id): tuple(map(str, check.follows)) for _, check in ties.filled.spec.checks if check.follows}
    if not follows:
        return
    checks = ((i, f) for i, f in enumerate(ties.findings) if is_check(f))
    failing = {f.facts.get("check", ""): i for i, f in checks if f.code not in ("K105", "K106")}
    for line, i in failing.items():
        name, dash, scope = line.partition("-")
        for other in follows.get(name, ()):
            cause = failing.get(f"{other}{dash}{scope}")
            if cause is None:
                of_others = [k for known, k in failing.items() if known.startswith(f"{other}-")]
                cause = next((k for k in of_others if (_hangs if dash else _looks_at)(ties, i, k)), None)
            elif not _same_rows(ties, i, cause):
                continue
            if cause is not None:
                ties.tie(i, cause)


def _same_rows(ties: Ties, follower: int, cause: int) -> bool:
    """Whether one of two checks names no rows, or the first no other rows than the second."""
    mine, theirs = (_rows(ties.findings[i].facts.get("rows", "")) for i in (follower, cause))
    return not mine or not theirs or mine <= theirs


def _hangs(ties: Ties, follower: int, cause: int) -> bool:
    """Whether all rows that one check names are computed from cells that the other one names."""
    mine, theirs = (_cells(ties, ties.findings[i].facts.get("rows", "")) for i in (follower, cause))
    reached = {spot[:2] for spot in ties.graph.reach(theirs)} if mine and theirs else set()
    return bool(mine) and {spot[:2] for spot in mine} <= reached


def _looks_at(ties: Ties, follower: int, cause: int) -> bool:
    """Whether a check looks at the scorecard that another one is about."""
    card = f"自评_{_scope(ties, cause)}"
    return any(spot[0] == card for spot in ties.looked_at(ties.findings[follower].facts.get("check", "")))


def _cells(ties: Ties, told: str) -> list[Spot]:
    return [(ties.tabs[tab], *position(cell)) for tab, cell in _NAMED.findall(told) if tab in ties.tabs]


def _rows(told: str) -> frozenset[tuple[str, str]]:
    """Tabs and row numbers of the cells that a check names."""
    return frozenset(_CELL.findall(told))


def _tie_same_blank(ties: Ties) -> None:
    """Checks that wait for the same blank inputs; those that name only what is computed from one wait for that one."""
    groups: dict[frozenset[Spot], list[tuple[bool, int]]] = {}
    for i in _free(ties, _BLANK):
        named = [spot for side in ("left", "right") if (spot := _cell(ties, ties.findings[i].facts.get(side, "")))]
        inputs = frozenset(spot for spot in named if spot in ties.filled.slots) or _blank_source(ties, i)
        groups.setdefault(inputs, []).append((len(inputs) < len(named), i))
    waiting = groups.pop(frozenset(), [])
    sources: dict[Spot, int] = {}
    for inputs, members in groups.items():
        (_, cause), *others = sorted(members)
        for _, i in others:
            ties.tie(i, cause)
        sources |= dict.fromkeys(inputs, cause)
        _tie_lacking(ties, inputs, [i for _, i in members], cause)
    if waiting:
        follow = {i for _, i in waiting}
        for i, cause in ties.reached(sources):
            if i in follow:
                ties.tie(i, cause)


def _blank_source(ties: Ties, i: int) -> frozenset[Spot]:
    """The only blank input that a computed amount which is missing hangs on."""
    facts = ties.findings[i].facts
    sides = [side for side, number in (("left", "found"), ("right", "expected")) if not facts.get(number)]
    spots = [spot for side in sides if (spot := _cell(ties, facts.get(side, ""))) is not None]
    inputs = ties.filled.inputs
    blank = {
        source
        for spot in spots
        for source in ties.graph.sources(spot)
        if source in ties.filled.slots and inputs.get(source) is None
    }
    return frozenset(blank) if len(blank) == 1 else frozenset()


def _tie_lacking(ties: Ties, inputs: frozenset[Spot], waiting: list[int], cause: int) -> None:
    """Sums in which a blank amount is a part, and which lack just as much as the checks that wait for it expect."""
    if any(ties.filled.slots[spot].type != "money" for spot in inputs):
        return
    wanted = {_number(ties.findings[i].facts.get(name, "")) for i in waiting for name in ("found", "expected")} - {None}
    for i, _ in ties.reached(dict.fromkeys(inputs, cause)) if wanted else ():
        finding = ties.findings[i]
        gap, allowed = (_number(finding.facts.get(name, "")) for name in ("difference", "tolerance"))
        if finding.code != _FAILED[0] or gap is None:
            continue
        if any(number is not None and abs(abs(gap) - number) <= (allowed or 0) for number in wanted):
            ties.tie(i, cause)


def _cell(ties: Ties, text: str) -> Spot | None:
    """经济分类支出!D6 → its place."""
    tab, _, cell = text.rpartition("!")
    key, at = ties.tabs.get(tab), position(cell)
    return None if key is None or at == (0, 0) else (key, *at)


def _unit(ties: Ties, i: int) -> str:
    """What a check's difference is counted in (-1 个, 0.5 万元)."""
    return ties.findings[i].facts.get("gap_is", "").partition(" ")[2]


def _tie_same_difference(ties: Ties) -> None:
    """Those that must hold come before those that may be explained. Two scorecards or codes are two things, and so are
    an amount and a count.
    """
    told: list[tuple[int, Decimal, Decimal]] = []
    shared: dict[int, frozenset[Spot]] = {}
    for i in sorted(_free(ties, *_FAILED), key=lambda i: (ties.findings[i].code, i)):
        gap, allowed = (_number(ties.findings[i].facts.get(name, "")) for name in ("difference", "tolerance"))
        if gap is None:
            continue
        gap, allowed = abs(gap), allowed or Decimal(0)
        for cause, other, other_allowed in told:
            slack = max(allowed, other_allowed)
            if _scope(ties, i) and _scope(ties, cause) and _scope(ties, i) != _scope(ties, cause):
                continue
            if _unit(ties, i) != _unit(ties, cause):
                continue
            if _unit(ties, i) != WAN and _scope(ties, i) != _scope(ties, cause):
                continue  # one more or one less is nothing by which to know each other
            if abs(gap - other) <= slack and min(gap, other) > _CLEAR * slack:
                for each in (i, cause):
                    if each not in shared:
                        shared[each] = frozenset(_amounts(ties, each))
                if shared[i] & shared[cause]:
                    ties.tie(i, cause)
                    break
        else:
            told.append((i, gap, allowed))


def _scope(ties: Ties, i: int) -> str:
    """The scorecard or code of a check; "" when it is about the whole workbook."""
    return ties.findings[i].facts.get("check", "").partition("-")[2]


def _amounts(ties: Ties, i: int) -> Iterable[Spot]:
    """The amounts, counts and rates that a check hangs on."""
    spot, slots = ties.spots[i], ties.filled.slots
    if spot is not None:
        for source in ties.graph.sources(spot):
            slot = slots.get(source)
            if slot is not None and slot.type in _AMOUNTS:
                yield source


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
