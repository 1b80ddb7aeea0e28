"""Wrong results in the file, tied to what turned them: from cell to cell, only through other wrong results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workbook.judge.hollow import fails
from workbook.match.match import Spot
from workbook.report.lines import tie_lines
from workbook.report.ties import ERRORS, STALE, Ties

_TURNS = frozenset(
    "F101 F102 F103 F104 F106 F109 F110 F111 M207 M301 M302 M303 M304 M305 M306 M307 M308 M309 M310 R408 R412 R601"
    " R604 J115".split()
)
_HOLLOW = frozenset(("M311",))
UNSEEN = "R416"


def tie_results(ties: Ties, besides: Mapping[Spot, int]) -> None:
    """Also what a missing row, column or sheet leaves behind; what remains is tied among itself. besides: other cells
    that turn results, with the index of the finding.
    """
    lost = tie_lines(ties)
    _tie_unseen(ties)
    wrong = {spot for spot, found in ties.at.items() if any(_follows(ties, i) for i in found)}
    _spread(ties, lost, wrong)
    _spread(ties, {**ties.free(_TURNS), **besides}, wrong)
    _spread_hollow(ties, wrong)
    for codes in (ERRORS, frozenset((STALE,))):
        left = ties.free(codes)
        inner = _inner(ties, left)
        _spread(ties, {spot: i for spot, i in left.items() if spot not in inner}, wrong)
    _share(ties, ties.free(frozenset((STALE,))))


def _tie_unseen(ties: Ties) -> None:
    """Signs that nobody sees (R416), typed once, stand in every result that shows the text; ours are without them."""
    typed = {spot: i for spot, i in ties.free(frozenset((UNSEEN,))).items() if spot in ties.filled.inputs}
    for i, cause in ties.reached(typed):
        if ties.findings[i].code in (UNSEEN, STALE):
            ties.tie(i, cause)


def _follows(ties: Ties, i: int) -> bool:
    """Whether it may hang on another cell's fault; a formula that a missing cell made different already does."""
    return ties.findings[i].code == STALE or ties.findings[i].code in ERRORS or i in ties.causes


def _spread(ties: Ties, sources: dict[Spot, int], wrong: set[Spot]) -> None:
    for i, cause in ties.reached(sources, wrong):
        if _follows(ties, i):
            ties.tie(i, cause)


def _spread_hollow(ties: Ties, wrong: set[Spot]) -> None:
    """A space may turn any result, a text without a letter only into an error."""
    told, sheets = ties.free(_HOLLOW), ties.filled.sheets
    spaces = {spot: i for spot, i in told.items() if sheets[spot[0]].raw.cells[spot[1:]].value}
    _spread(ties, spaces, wrong)
    failed = {s for s in wrong if any(fails(f) or f.code in ERRORS for f in map(ties.findings.__getitem__, ties.at[s]))}
    _spread(ties, {spot: i for spot, i in told.items() if spot not in spaces}, failed)


def _inner(ties: Ties, left: Iterable[Spot]) -> set[Spot]:
    """Those of them that look at another of them."""
    known = set(left)
    return {host for spot in known for host in ties.graph.dependents(spot) if host in known and host != spot}


def _share(ties: Ties, left: dict[Spot, int]) -> None:
    """Stale results that look at one and the same input: it was changed and not computed again."""
    if len(left) < 2:
        return
    lookers = [{left[host] for host in ties.graph.dependents(s) if host in left} for s in ties.filled.inputs]
    for shared in sorted(lookers, key=len, reverse=True):
        free = sorted(i for i in shared if i not in ties.causes)
        for i in free[1:]:
            ties.tie(i, free[0])
