"""What follows from a fault is told under it: stale results under an overwritten formula, checks under a bad input.

Results in the file go astray from cell to cell, so a wrong one hangs on a cause only through other wrong ones.
Checks are judged on our own results, so they hang on an input that could not be read, however long the way is. If
such an input has a value that it would be, the checks are judged with it once more: those that still fail stay.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from workbook.finding import Finding
from workbook.judge import Judged
from workbook.match.match import Filled, Spot
from workbook.report.missing import missing_cells
from workbook.report.neighbours import Group, groups
from workbook.report.order import position
from workbook.report.precedents import Graph, graph_of
from workbook.report.repair import repaired_results

STALE = "F105"
_TURNS_RESULTS = frozenset(
    "F101 F102 F103 F104 F106 M301 M302 M303 M304 M305 M306 M307 M308 M309 R408 R412 E001 E002 E003".split()
)
_TURNS_CHECKS = frozenset("M301 M303 M304 M305 M306 M302 E001 E002 E003".split())
_ERRORS = frozenset(("E001", "E002", "E003"))
_GONE = frozenset(("F101", "F103", "F106"))


@dataclass(frozen=True, slots=True)
class Node:
    """A cause and what follows from it, both with neighbouring cells put together. checks: ids that hang on it."""

    group: Group
    consequences: tuple[Group, ...] = ()
    checks: tuple[str, ...] = ()


def fold(findings: tuple[Finding, ...], judged: Judged | None) -> tuple[Node, ...]:
    """Findings in order → causes in order. Without a judged workbook nothing hangs on anything."""
    if judged is None:
        return tuple(Node(group) for group in groups(findings))
    return _Folding(findings, judged).nodes()


class _Folding:
    """causes: index of a finding → index of the finding that it follows from."""

    def __init__(self, findings: tuple[Finding, ...], judged: Judged) -> None:
        self.findings, self.judged = findings, judged
        self.filled: Filled = judged.filled
        tabs = {where.tab: key for key, where in self.filled.layout.sheets.items()}
        self.spots = [self._spot(finding, tabs) for finding in findings]
        self.at: dict[Spot, list[int]] = {}
        for i, spot in enumerate(self.spots):
            if spot is not None:
                self.at.setdefault(spot, []).append(i)
        self.causes: dict[int, int] = {}
        self.graph: Graph = graph_of(self.filled) if self.at else Graph()

    def _spot(self, finding: Finding, tabs: dict[str, str]) -> Spot | None:
        at, key = position(finding.place.cell), tabs.get(finding.place.sheet)
        return None if at == (0, 0) or key is None else (key, *at)

    def nodes(self) -> tuple[Node, ...]:
        self._same_cell()
        self._results()
        self._checks()
        under: dict[int, list[Finding]] = {}
        for i, cause in self.causes.items():
            under.setdefault(self._root(cause), []).append(self.findings[i])
        index = {id(finding): i for i, finding in enumerate(self.findings)}
        nodes = []
        for group in groups(f for i, f in enumerate(self.findings) if i not in self.causes):
            members = [index[id(finding)] for finding in group.findings]
            told = sorted((f for i in members for f in under.get(i, ())), key=lambda f: index[id(f)])
            nodes.append(Node(group, groups(told), self._hanging(group, members)))
        return tuple(nodes)

    def _root(self, i: int) -> int:
        while i in self.causes:
            i = self.causes[i]
        return i

    def _take(self, follower: int, cause: int) -> None:
        if follower not in self.causes and self._root(cause) != follower:
            self.causes[follower] = cause

    def _same_cell(self) -> None:
        """A cell that cannot be read truly, or a formula without a result, explains what else its cell shows."""
        for found in self.at.values():
            for cause in found:
                code = self.findings[cause].code
                if code.startswith("R") or code in _ERRORS:
                    for other in found:
                        after = other > cause if code.startswith("R") else self.findings[other].code == STALE
                        if other != cause and after:
                            self._take(other, cause)

    def _results(self) -> None:
        """Stale results and error values under what turned them; then those that are left among themselves."""
        lost = missing_cells(self.filled, self.findings)
        for i, spot in enumerate(self.spots):
            if spot in lost and self.findings[i].code in _GONE:
                self._take(i, lost[spot])
        for spot, source in self.graph.reach(lost).items():
            for i in self.at.get(spot, ()):
                if self.findings[i].code == "F102":
                    self._take(i, lost[source])
        wrong = {spot for spot, found in self.at.items() if any(self._follows(i) for i in found)}
        self._spread(lost, wrong)
        self._spread(self._sources(_TURNS_RESULTS - _ERRORS), wrong)
        for codes in (_ERRORS, frozenset((STALE,))):
            left = self._sources(codes)
            inner = self._inner(left)
            self._spread({spot: i for spot, i in left.items() if spot not in inner}, wrong)
        self._share(self._sources(frozenset((STALE,))))

    def _follows(self, i: int) -> bool:
        """Whether it may hang on another cell's fault; a formula that a missing cell made different already does."""
        return self.findings[i].code == STALE or self.findings[i].code in _ERRORS or i in self.causes

    def _sources(self, codes: frozenset[str]) -> dict[Spot, int]:
        """Findings of these codes that follow from nothing so far."""
        return {
            spot: i
            for spot, found in self.at.items()
            for i in reversed(found)
            if self.findings[i].code in codes and i not in self.causes
        }

    def _spread(self, sources: dict[Spot, int], wrong: set[Spot]) -> None:
        for spot, source in self.graph.reach(sources, wrong).items():
            for i in self.at.get(spot, ()):
                if spot not in sources and self._follows(i):
                    self._take(i, sources[source])

    def _inner(self, left: Iterable[Spot]) -> set[Spot]:
        """Those of them that look at another of them."""
        known = set(left)
        return {host for spot in known for host in self.graph.dependents(spot) if host in known and host != spot}

    def _share(self, left: dict[Spot, int]) -> None:
        """Stale results that look at one and the same input: it was changed and not computed again."""
        if len(left) < 2:
            return
        lookers = [{left[host] for host in self.graph.dependents(s) if host in left} for s in self.filled.inputs]
        for shared in sorted(lookers, key=len, reverse=True):
            free = sorted(i for i in shared if i not in self.causes)
            for i in free[1:]:
                self._take(i, free[0])

    def _checks(self) -> None:
        """Checks that hang on inputs without a usable value."""
        failing = {spot: i for spot, found in self.at.items() for i in found if "check" in self.findings[i].facts}
        sources: dict[Spot, int] = missing_cells(self.filled, self.findings, typed=True)
        for spot, found in self.at.items():
            for i in found:
                if self.findings[i].code in _TURNS_CHECKS and self.filled.inputs.get(spot) is None:
                    sources.setdefault(spot, self._root(i))
        if not failing or not sources:
            return
        after, mended = repaired_results(self.judged, [(s, self.findings[i]) for s, i in sources.items()])
        hopeless = {spot: i for spot, i in sources.items() if spot not in mended}
        for spot, source in self.graph.reach(hopeless).items():
            if spot in failing:
                self._take(failing[spot], hopeless[source])
        for spot, source in self.graph.reach(mended).items():
            if spot in failing:
                check = self.findings[failing[spot]].facts.get("check", "")
                if after.get(check) != self.judged.results.get(check):
                    self._take(failing[spot], sources[source])

    def _hanging(self, group: Group, members: list[int]) -> tuple[str, ...]:
        """Ids of the checks whose result hangs on the group's cells."""
        spots = [spot for i in members if (spot := self.spots[i]) is not None]
        if not spots or "check" in group.first.facts:
            return ()
        return tuple(self._lines[spot] for spot in self.graph.reach(spots) if spot in self._lines)

    @cached_property
    def _lines(self) -> dict[Spot, str]:
        """The result cells of the checks → ids."""
        return result_cells(self.filled)


def result_cells(filled: Filled) -> dict[Spot, str]:
    """Where each check's result stands → its id."""
    cells: dict[Spot, str] = {}
    for sheet in filled.book.sheets:
        if sheet.kind == "checks":
            where = filled.layout.sheets[sheet.key]
            for row, column in sheet.cells:
                if column == "结果" and sheet.cells[row, column].formula is not None:
                    cells[sheet.key, where.rows[row], where.columns[column]] = row
    return cells
