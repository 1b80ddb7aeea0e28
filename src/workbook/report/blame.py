"""Checks and rules, tied to the inputs that make them fail.

They are judged on our own results, so they hang on an input however long the way is. An input that has no usable
value leaves the checks that hang on it open. One of which it is known what it would be is tried out, a row that
stands twice is tried without its second place: what still fails then has another cause.
"""

from __future__ import annotations

import re

from workbook.data import Value
from workbook.finding import Finding, Level
from workbook.formula.areas import cells_of
from workbook.judge.suspects import suspects
from workbook.match.match import Spot
from workbook.report.lines import twice_cells
from workbook.report.missing import gap_hosts, missing_cells, missing_slot, told_of
from workbook.report.order import position
from workbook.report.repair import alternatives, corrected, judged_again, provisional, unnamed, without_doubles
from workbook.report.ties import ERRORS, Ties, is_check

_COMPARED = frozenset(("J106", "J108", "J109"))
"""Rules that compare amounts; while one is unknown they cannot be relied on."""
_ASKED = _COMPARED | {"K102", "K103"}
"""Also checks that ask for an explanation."""
_NO_TEXT = frozenset(("J107", "M306"))
_CELL = re.compile(r"([^!、 ]+)!([A-Z]+\d+)")
_AREA = re.compile(r"([^!]+)!([A-Z]+\d+(?::[A-Z]+\d+)?)(?!\w)")
_UNUSABLE = ERRORS | frozenset("M301 M302 M303 M304 M305 M306 R604 J113".split())
_IMPOSSIBLE = frozenset(("M309", "J114", "J115", "J117", "J119"))
"""There is a value, but it cannot be the right one."""


def tie_checks(ties: Ties) -> None:
    """Ties K… and J… findings."""
    if not any(is_check(finding) or finding.code.startswith("J") for finding in ties.findings):
        return
    _tie_names(ties)
    _tie_sought(ties)
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
    blank = provisional(ties)
    if blank:
        _tried(ties, blank)
    mended = corrected(ties)
    for spot in mended:
        hopeless.pop(spot, None)
    hopeless |= _overwritten(ties)
    for i, cause in ties.reached(hopeless):
        if is_check(ties.findings[i]):
            ties.tie(i, cause)
    unknown = [cause for spot, cause in hopeless.items() if _is_amount(ties, spot)]
    for i, finding in enumerate(ties.findings) if unknown else ():
        if finding.code in _COMPARED:
            ties.tie(i, min(unknown))
    if mended:
        _tried(ties, {**doubled, **mended})
    for instead in alternatives(ties):
        if any(_may_follow(ties, i) for i in range(len(ties.findings))):
            _tried(ties, instead)
    for instead in unnamed(ties):
        if any(_may_follow(ties, i) and ties.findings[i].code in _ASKED for i in range(len(ties.findings))):
            _tried(ties, instead, _ASKED)


def _may_follow(ties: Ties, i: int) -> bool:
    """Whether a finding that follows from nothing so far is one of a check or of a comparison."""
    finding = ties.findings[i]
    return i not in ties.causes and finding.level > Level.INFO and (is_check(finding) or finding.code in _COMPARED)


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
    for shift in suspects(ties.filled).shifts if told else ():
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


def _tie_names(ties: Ties) -> None:
    """A name that does not belong to its code (J104) because its formula was overwritten in the same row."""
    for i, finding in enumerate(ties.findings):
        spot = ties.spots[i]
        if finding.code == "J104" and spot is not None:
            for other, found in ties.at.items():
                if other[:2] == spot[:2]:
                    for j in found:
                        if ties.findings[j].facts.get("value") == finding.facts.get("text"):
                            ties.tie(i, j)


def _tie_sought(ties: Ties) -> None:
    """Checks that hold a text which is none yet (J107, M306) against others, or fail only in rows of other sheets that
    look for it.
    """
    for spot, cause in ties.free(_NO_TEXT).items():
        slot = ties.filled.slots.get(spot)
        if slot is None or slot.type != "text":
            continue
        reached = {host[:2] for host in ties.graph.reach([spot])}
        for i, finding in enumerate(ties.findings):
            if not is_check(finding) or i in ties.causes:
                continue
            named = _rows(ties, finding.facts.get("rows", ""))
            elsewhere = bool(named) and named <= reached and spot[0] not in {sheet for sheet, _ in named}
            if elsewhere or any(spot in _area(ties, finding.facts.get(side, "")) for side in ("left_at", "right_at")):
                ties.tie(i, cause)


def _area(ties: Ties, told: str) -> set[Spot]:
    """The cells that one side of a check is about: 项目支出!B6:B9."""
    match = _AREA.match(told)
    key = ties.tabs.get(match[1]) if match is not None else None
    return {(key, *cell) for cell in cells_of(match[2])} if match is not None and key is not None else set()


def _rows(ties: Ties, told: str) -> set[tuple[str, int]]:
    """The rows of the cells that a check names, with the keys of their sheets."""
    return {(ties.tabs[tab], position(cell)[0]) for tab, cell in _CELL.findall(told) if tab in ties.tabs}


def _tried(ties: Ties, mended: dict[Spot, tuple[int, Value]], codes: frozenset[str] = frozenset()) -> None:
    """What is gone with the mended inputs follows from them. codes: only these, when there are any."""
    again = judged_again(ties.judged, {spot: value for spot, (_, value) in mended.items()})
    sources = {spot: i for spot, (i, _) in mended.items()}
    for i, cause in ties.reached(sources):
        finding = ties.findings[i]
        if is_check(finding) and (not codes or finding.code in codes):
            check = finding.facts.get("check", "")
            if again.results.get(check) != ties.judged.results.get(check):
                ties.tie(i, cause)
    left = {_same(finding) for finding in again.findings}
    first = min(sources.values())
    for i, finding in enumerate(ties.findings):
        wanted = finding.code in codes if codes else finding.code.startswith("J")
        if wanted and not is_check(finding) and i not in sources.values() and _same(finding) not in left:
            ties.tie(i, first)


def _same(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.place.sheet, finding.place.cell
