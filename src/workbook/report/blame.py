"""Checks and rules, tied to the inputs that make them fail.

They are judged on our own results, so they hang on an input however long the way is. An input that has no usable
value leaves the checks that hang on it open. One of which it is known what it would be is tried out, a row that
stands twice is tried without its second place: what still fails then has another cause.
"""

from __future__ import annotations

from workbook.book import judge as words
from workbook.data import Value
from workbook.finding import Finding, Level
from workbook.match.match import Spot
from workbook.report.lines import twice_cells
from workbook.report.missing import gap_hosts, missing_cells, missing_slot, told_of
from workbook.report.repair import (
    alternatives,
    corrected,
    judged_again,
    provisional,
    unnamed,
    without_doubles,
    without_incomplete,
    without_zeros,
)
from workbook.report.sought import tie_texts
from workbook.report.ties import COMPARED, ERRORS, Ties, is_check

_PASSED = frozenset((words.PASSED, words.TAIL))
_BESIDE = COMPARED | {"K101", "K102", "K103"}
"""What may be wrong only because a balance is."""
_UNUSABLE = ERRORS | frozenset("M301 M302 M303 M304 M305 M306 M310 R604 J113".split())
_GUESSED = frozenset(("J101", "J102", "J125", "J128"))
"""Slips that nothing in the cell itself shows, but balances that do not come out."""
_IMPOSSIBLE = frozenset(("M309", "J114", "J115", "J117", "J119"))
"""There is a value, but it cannot be the right one."""


def tie_checks(ties: Ties) -> None:
    """Ties K… and J… findings."""
    if not any(is_check(finding) or finding.code.startswith("J") for finding in ties.findings):
        return
    tie_texts(ties)
    hopeless: dict[Spot, int] = missing_cells(ties.filled, told_of(ties.findings), typed=True) | twice_cells(ties)
    for spot, found in ties.at.items():
        for i in found:
            code = ties.findings[i].code
            if code in _IMPOSSIBLE or (code in _UNUSABLE and ties.filled.inputs.get(spot) is None):
                hopeless.setdefault(spot, ties.root(i))
    _tie_blank(ties)
    _tie_gaps(ties)
    doubled = without_doubles(ties)
    if doubled:
        _tried(ties, doubled)
    for blank, stays in ((provisional(ties), False), (without_zeros(ties), False), (without_incomplete(ties), True)):
        if blank:
            _tried(ties, blank, stays=stays)
    mended = corrected(ties)
    for spot in mended:
        hopeless.pop(spot, None)
    hopeless |= _overwritten(ties)
    for i, cause in ties.reached(hopeless):
        if is_check(ties.findings[i]):
            ties.tie(i, cause)
    unknown = [c for spot, c in hopeless.items() if ties.findings[c].level > Level.INFO and _is_amount(ties, spot)]
    for i, finding in enumerate(ties.findings) if unknown else ():
        if finding.code in COMPARED:
            ties.tie(i, min(unknown))
    if mended:
        _tried(ties, {**doubled, **mended})
    for instead in alternatives(ties):
        if any(_may_follow(ties, i) for i in range(len(ties.findings))):
            _tried(ties, instead)
    for instead in unnamed(ties):
        followers = {i for i in range(len(ties.findings)) if _may_follow(ties, i) and ties.findings[i].code in _BESIDE}
        if len(followers) > 1:
            _tried(ties, instead, _BESIDE)


def _may_follow(ties: Ties, i: int) -> bool:
    """Whether a finding that follows from nothing so far is one of a check or of a comparison."""
    finding = ties.findings[i]
    return i not in ties.causes and finding.level > Level.INFO and (is_check(finding) or finding.code in COMPARED)


def _tie_blank(ties: Ties) -> None:
    """In a workbook that nobody has filled (J127) whatever lacks its numbers lacks them for this reason."""
    cause = next((i for i, finding in enumerate(ties.findings) if finding.code == "J127"), None)
    for i, finding in enumerate(ties.findings if cause is not None else ()):
        if finding.code == "K104" and cause is not None:
            ties.tie(i, cause)


def _overwritten(ties: Ties) -> dict[Spot, int]:
    """The first cells of columns that stand too high: what belongs there was pasted over the head, or not at all."""
    told = ties.free(frozenset(("J101",)))
    lost: dict[Spot, int] = {}
    for shift in ties.suspected.shifts if told else ():
        cause = next((told[spot] for spot in shift.moved if spot in told), None)
        if cause is not None:
            for column in shift.columns:
                sheet, row, number = shift.first.spots[column]
                lost |= {(sheet, row + i, number): cause for i in range(-shift.by)}
    return lost


def _is_amount(ties: Ties, spot: Spot) -> bool:
    """Whether it holds an amount, or says where the amounts of its row belong; also of a sheet that is missing."""
    slots, inputs = ties.filled.slots, ties.filled.inputs
    slot = slots.get(spot) or missing_slot(ties.filled, spot)
    if slot is None or slot.type not in ("choice", "code") or slot.kind != "row":
        return slot is not None and slot.type in ("money", "count")
    return any(s[:2] == spot[:2] and own.type == "money" and inputs[s] is not None for s, own in slots.items())


def _tie_gaps(ties: Ties) -> None:
    """Checks that add up an area out of which a row or column was deleted."""
    hosts = gap_hosts(ties.filled, told_of(ties.findings, changing=True))
    own = [(i, cause) for host, cause in hosts.items() for i in ties.at.get(host, ())]
    for i, cause in (*own, *ties.reached(hosts)):
        if is_check(ties.findings[i]):
            ties.tie(i, cause)


def _tried(
    ties: Ties,
    mended: dict[Spot, tuple[int, Value]],
    codes: frozenset[str] = frozenset(),
    *,
    stays: bool = False,
) -> None:
    """What is gone with the mended inputs follows from them. codes: only these, when there are any, and only if the
    check that is named as the cause passes with it. stays: the inputs are only tried without; what is told of their own
    cells is another fault of theirs, unless it is guessed from what does not come out.
    """
    sources = {spot: i for spot, (i, _) in mended.items()}
    apart = set(sources.values())
    if stays:
        apart |= {i for i, f in enumerate(ties.findings) if ties.spots[i] in sources and f.code not in _GUESSED}
    open_ = [i for i in range(len(ties.findings)) if _is_open(ties, i, codes) and i not in apart]
    rules = {ties.findings[i].code for i in open_}
    again = judged_again(ties.judged, {spot: value for spot, (_, value) in mended.items()}, rules)
    named = {ties.findings[i].facts.get("check", "") for i, _ in mended.values()} if codes else set()
    if any(again.results.get(check) not in _PASSED for check in named):
        return
    for i, cause in ties.reached(sources):
        finding = ties.findings[i]
        if is_check(finding) and (not codes or finding.code in codes):
            check = finding.facts.get("check", "")
            if again.results.get(check) != ties.judged.results.get(check):
                ties.tie(i, cause)
    left = {_same(finding) for finding in again.findings}
    for i in open_:
        if _same(ties.findings[i]) not in left:
            ties.tie(i, _nearest(ties.spots[i], sources))


def _nearest(spot: Spot | None, sources: dict[Spot, int]) -> int:
    """The source in the same cell, else in the nearest row of the same sheet, else the first that is told."""
    there = [source for source in sources if spot is not None and source[0] == spot[0]]
    if spot is None or not there:
        return min(sources.values())
    return sources[min(there, key=lambda source: (source != spot, abs(source[1] - spot[1]), sources[source]))]


def _is_open(ties: Ties, i: int, codes: frozenset[str]) -> bool:
    """Whether a finding of a rule follows from nothing so far; codes: only of these, when there are any."""
    code = ties.findings[i].code
    return code.startswith("J") and (not codes or code in codes) and i not in ties.causes


def _same(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.place.sheet, finding.place.cell
