"""Which finding follows from which, while it is being found out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from workbook.finding import Finding
from workbook.formula.areas import cells_of
from workbook.judge import Judged
from workbook.judge.suspects import Suspects
from workbook.match.match import Filled, Spot
from workbook.report.order import position
from workbook.report.precedents import Graph, graph_of

STALE = "F105"
ERRORS = frozenset(("E001", "E002", "E003"))
COMPARED = frozenset(("J106", "J108", "J109", "J132"))
"""Rules that compare amounts; while one is unknown they cannot be relied on."""


def is_check(finding: Finding) -> bool:
    """A line of the 审核 sheet."""
    return finding.code.startswith("K")


class Ties:
    """findings: in order. tabs: tab → key of its sheet.

    at: cell → indexes of its findings. causes: index → index of what it follows from.

    silent: findings of cells that a missing row or column took along; they have no place of their own any more.

    suspected: of the file as it is, however many trials are judged after it.
    """

    def __init__(self, findings: tuple[Finding, ...], judged: Judged, suspected: Suspects) -> None:
        self.findings, self.judged, self.suspected = findings, judged, suspected
        self.filled: Filled = judged.filled
        self.tabs = {where.tab: key for key, where in self.filled.layout.sheets.items()}
        self.spots = [_spot(finding, self.tabs) for finding in findings]
        self.at: dict[Spot, list[int]] = {}
        for i in range(len(findings)):
            for spot in self.extent(i):
                self.at.setdefault(spot, []).append(i)
        self.causes: dict[int, int] = {}
        self.silent: set[int] = set()
        self._looked_at: dict[str, frozenset[Spot]] = {}

    def extent(self, i: int) -> tuple[Spot, ...]:
        """All cells that a finding is about, the one that it names first."""
        spot = self.spots[i]
        if spot is None:
            return ()
        cells = cells_of(self.findings[i].place.area)
        return (spot, *((spot[0], *cell) for cell in cells if cell != spot[1:]))

    @cached_property
    def graph(self) -> Graph:
        return graph_of(self.filled)

    @cached_property
    def lines(self) -> dict[Spot, str]:
        """The result cells of the checks → ids."""
        cells: dict[Spot, str] = {}
        for sheet in self.filled.book.sheets:
            if sheet.kind == "checks":
                where = self.filled.layout.sheets[sheet.key]
                for (row, column), cell in sheet.cells.items():
                    if column == "结果" and cell.formula is not None:
                        cells[sheet.key, where.rows[row], where.columns[column]] = row
        return cells

    def looked_at(self, line: str) -> frozenset[Spot]:
        """All cells that the result of a check hangs on, itself too; kept, since many findings ask for the same few."""
        known = self._looked_at.get(line)
        if known is None:
            spots = [spot for spot, own in self.lines.items() if own == line]
            known = frozenset(spots).union(*map(self.graph.sources, spots))
            self._looked_at[line] = known
        return known

    def index(self, finding: Finding) -> int:
        """Where this very finding stands."""
        return next(i for i, other in enumerate(self.findings) if other is finding)

    def root(self, i: int) -> int:
        while i in self.causes:
            i = self.causes[i]
        return i

    def tie(self, follower: int, cause: int) -> None:
        """The first cause counts; nothing follows from itself."""
        if follower not in self.causes and self.root(cause) != follower:
            self.causes[follower] = cause

    def free(self, codes: frozenset[str]) -> dict[Spot, int]:
        """Cells with findings of these codes that follow from nothing so far."""
        return {
            spot: i
            for spot, found in self.at.items()
            for i in reversed(found)
            if self.findings[i].code in codes and i not in self.causes
        }

    def reached(self, sources: dict[Spot, int], within: set[Spot] | None = None) -> Iterator[tuple[int, int]]:
        """Findings in cells that hang on the sources, each with the index of the nearest source."""
        if not sources or (within is not None and not within):
            return
        for spot, source in self.graph.reach(sources, within).items():
            if spot not in sources:
                for i in self.at.get(spot, ()):
                    yield i, sources[source]


def _spot(finding: Finding, tabs: dict[str, str]) -> Spot | None:
    at, key = position(finding.place.cell), tabs.get(finding.place.sheet)
    return None if at == (0, 0) or key is None else (key, *at)
