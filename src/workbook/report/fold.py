"""What follows from a fault is told under it: stale results under an overwritten formula, checks under a bad input."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workbook.book import judge as words
from workbook.book.front import IDENTITY
from workbook.finding import Finding, Level
from workbook.judge import Judged
from workbook.judge.suspects import suspects
from workbook.report.alike import tie_alike
from workbook.report.blame import tie_checks
from workbook.report.displaced import dragged_cells, tie_displaced
from workbook.report.dragged import with_dragged
from workbook.report.edge import tie_edge
from workbook.report.moved import tie_moved, with_moved
from workbook.report.neighbours import REMARK, Group, groups
from workbook.report.pasted import SHEET as PASTED
from workbook.report.pasted import tie_pasted, with_pasted
from workbook.report.stale import tie_results
from workbook.report.stretched import tie_altered, tie_shifted, with_stretched
from workbook.report.ties import ERRORS, STALE, Ties, is_check
from workbook.report.unbalanced import tie_unbalanced
from workbook.report.unreliable import tie_unreliable
from workbook.report.version import VERSION, tie_version

_TOLD_ONLY = frozenset(("R602", "R603"))
"""The number is read all the same; what else is wrong with it has another reason."""
_IDENTITY = "M105"
"""What is typed as unit, year or template is not what the file says elsewhere."""
_PLACEHOLDER, _OTHER_UNIT, _NO_REASON = "J107", "J111", "J132"
_LACKS, _HOLLOW = "J113", "M311"
"""A cell that looks blank is read as blank; once it is emptied it lacks what it lacked before."""
_TOTAL, _OF_AN_ENTRY = "J131", frozenset(("J113", "J115"))
"""A row with a total is no entry, and lacks nothing."""
_FORMULAS = frozenset(("F101", "F102", "F103"))
_OPEN = frozenset((words.FAILED, words.TO_EXPLAIN, words.HINT, words.BLANK))


@dataclass(frozen=True, slots=True)
class Node:
    """A cause and what follows from it, both with neighbouring cells put together. checks: ids of other checks that
    hang on it (see `_hanging`).
    """

    group: Group
    consequences: tuple[Group, ...] = ()
    checks: tuple[str, ...] = ()


def fold(findings: tuple[Finding, ...], judged: Judged | None) -> tuple[Node, ...]:
    """Findings in order → causes in order. Without a judged workbook nothing hangs on anything."""
    if judged is None:
        return tuple(Node(group) for group in groups(findings))
    suspected = suspects(judged.filled)
    findings = with_pasted(findings, judged)
    findings, stretched = with_stretched(findings, judged)
    findings, dragged = with_dragged(findings, judged, stretched)
    findings, moved = with_moved(findings, judged)
    ties = Ties(findings, judged, suspected)
    deeds = [(each.finding, each.formulas) for each in stretched] + [(each.finding, each.formulas) for each in dragged]
    for cause, formulas in deeds:
        tie_altered(ties, cause, formulas)
    tie_moved(ties, moved)
    _tie_identity(ties)
    _tie_unit(ties)
    _tie_cells(ties)
    _tie_rows(ties)
    tie_results(ties, dragged_cells(ties, dragged))
    tie_checks(ties)
    tie_unbalanced(ties)
    tie_edge(ties)
    tie_alike(ties)
    tie_pasted(ties)
    tie_version(ties)
    tie_shifted(ties, stretched)
    tie_unreliable(ties)
    tie_displaced(ties, dragged)
    findings = ties.findings
    under: dict[int, list[int]] = {}
    for i in sorted(ties.causes.keys() - ties.silent):
        under.setdefault(ties.root(i), []).append(i)
    index = {id(finding): i for i, finding in enumerate(findings)}
    nodes = []
    for group in groups(f for i, f in enumerate(findings) if i not in ties.causes):
        members = [index[id(finding)] for finding in group.findings]
        told = sorted(i for member in members for i in under.get(member, ()))
        nodes.append(Node(group, groups(findings[i] for i in told), _hanging(ties, group, members, told)))
    return tuple(nodes)


def _tie_identity(ties: Ties) -> None:
    """The sheet with the template's identity differs when the template does; where the file names two units (M106),
    what is typed as the unit's name can be that of one of them only (J111).
    """
    doubted = next((i for i, finding in enumerate(ties.findings) if finding.code == "M106"), None)
    for i, finding in enumerate(ties.findings if doubted is not None else ()):
        if finding.code == "J111" and doubted is not None:
            ties.tie(i, doubted)
    changed = next((i for i, finding in enumerate(ties.findings) if finding.code == VERSION), None)
    for spot, found in ties.at.items() if changed is not None else ():
        if spot[0] == IDENTITY and changed is not None:
            for i in found:
                ties.tie(i, changed)


def _tie_unit(ties: Ties) -> None:
    """Amounts that are in the other unit (J103) have too many decimals (M307) for that reason."""
    told = {spot: i for spot, found in ties.at.items() for i in found if ties.findings[i].code == "J103"}
    suspected = ties.suspected.scaled if told else None
    if suspected is not None and suspected.first in told:
        told |= {spot: told[suspected.first] for spot in suspected.spots if spot not in told}
    for spot, cause in told.items():
        for i in ties.at.get(spot, ()):
            if ties.findings[i].code == "M307":
                ties.tie(i, cause)


def _tie_cells(ties: Ties) -> None:
    """What is told of a cell already explains more that is told of it, but nothing that is told of a whole area."""
    for found in ties.at.values():
        for cause in found:
            for other in found:
                if other != cause and _explains(ties.findings[cause], ties.findings[other], later=other > cause):
                    ties.tie(other, cause)


def _tie_rows(ties: Ties) -> None:
    """All that a row lacks (J113) is explained where each of its cells is."""
    for i, finding in enumerate(ties.findings):
        if finding.code != _LACKS or not finding.place.area:
            continue
        alone = replace(finding, place=replace(finding.place, area=""))
        causes = [
            next((c for c in ties.at[spot] if c != i and _explains(ties.findings[c], alone, later=i > c)), None)
            for spot in ties.extent(i)
        ]
        if None not in causes and causes[0] is not None:
            ties.tie(i, causes[0])


def _explains(cause: Finding, other: Finding, *, later: bool) -> bool:
    if cause.code == _TOTAL:
        return other.code in _OF_AN_ENTRY or other.code.startswith("M3")
    if other.place.area:
        return False
    if cause.code.startswith("R") and cause.code not in _TOLD_ONLY:
        return later or (cause.level >= Level.ERROR and not other.code.startswith("R"))
    if cause.code.startswith("M3") and cause.code != _HOLLOW:
        return other.code.startswith("J") or other.code == _IDENTITY
    if cause.code == _PLACEHOLDER:
        return other.code in (_IDENTITY, _OTHER_UNIT, _NO_REASON)
    return cause.code in ERRORS and other.code == STALE


def _hanging(ties: Ties, group: Group, members: list[int], told: list[int]) -> tuple[str, ...]:
    """Ids of checks that hang on the group's cells. Of a formula that is not what it should be all: in the file they
    hold it against something. Of other cells those that do not pass, without those that are told under it: nearly all
    checks hang on nearly every amount, and those that pass ask for nothing.
    """
    spots = [spot for i in members for spot in ties.extent(i)]
    if not spots or is_check(group.first) or group.first.code in (REMARK, PASTED):
        return ()
    formula = group.first.code in _FORMULAS
    wanted = {line for line, result in ties.judged.results.items() if formula or result in _OPEN}
    wanted -= {ties.findings[i].facts.get("check", "") for i in told}
    if not wanted:
        return ()
    if formula:
        return tuple(line for spot in ties.graph.reach(spots) if (line := ties.lines.get(spot, "")) in wanted)
    return tuple(line for line in ties.lines.values() if line in wanted and not ties.looked_at(line).isdisjoint(spots))
