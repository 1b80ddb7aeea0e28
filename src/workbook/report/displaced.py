"""What follows from cells that were dragged onto others (F111) is told under it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbook.data import Value
from workbook.finding import Finding, Level
from workbook.formula.areas import cells_of
from workbook.match.match import Spot
from workbook.report.dragged import Dragged
from workbook.report.repair import judged_again
from workbook.report.ties import COMPARED, Ties, is_check

_LACKS = "J113"
_ROWS = frozenset(("row", "indicator"))
"""Cells of a row that is an entry."""
_AREAS = re.compile(
    r"[A-Z]{1,3}[0-9]{1,7}(?::[A-Z]{1,3}[0-9]{1,7})?(?:、[A-Z]{1,3}[0-9]{1,7}(?::[A-Z]{1,3}[0-9]{1,7})?)*"
)


def dragged_cells(ties: Ties, dragged: tuple[Dragged, ...]) -> dict[Spot, int]:
    """The cells that were cut and those onto which they were put → index of their F111."""
    indexed = ((ties.index(each.finding), each) for each in dragged)
    return {spot: i for i, each in indexed for spot in (*each.source, *each.target)}


def tie_displaced(ties: Ties, dragged: tuple[Dragged, ...]) -> None:
    """Ties what is told of these cells, what their rows of a list lack (J113), the checks that hang on them and the
    comparisons of what does; and what is told no more where they are put back. What stands there is not what is meant.
    """
    cells = dragged_cells(ties, dragged)
    if not cells:
        return
    rows = {spot[:2]: i for spot, i in cells.items() if _kind(ties, spot) in _ROWS}
    reached = {spot: cells[source] for spot, source in ties.graph.reach(cells).items()}
    checks = {line: reached[spot] for spot, line in ties.lines.items() if spot in reached}
    for i, finding in enumerate(ties.findings):
        spot, cause = ties.spots[i], None
        if is_check(finding):
            cause = checks.get(finding.facts.get("check", ""))
        elif finding.code[0] in "JM":
            told = [*ties.extent(i), *_named(ties, finding)]
            near = reached if finding.code in COMPARED else cells
            cause = next((near[at] for at in told if at in near), checks.get(finding.facts.get("check", "")))
        if cause is None and finding.code == _LACKS and spot is not None:
            cause = rows.get(spot[:2])
        if cause is not None:
            ties.tie(i, cause)
    _tie_tried(ties, dragged)


def _tie_tried(ties: Ties, dragged: tuple[Dragged, ...]) -> None:
    """Ties rules that say nothing where the cells stand where they were, and nothing in those they were put upon."""
    judged = {_same(finding) for finding in ties.judged.findings}
    open_ = [
        i
        for i, f in enumerate(ties.findings)
        if f.code[0] == "J" and f.level > Level.INFO and i not in ties.causes and _same(f) in judged
    ]
    back: dict[Spot, Value] = {spot: None for each in dragged for spot in each.target if spot in ties.filled.slots}
    for each in dragged:
        back |= {spot: ties.filled.inputs.get(onto) for spot, onto in zip(each.source, each.target, strict=False)}
    again = judged_again(ties.judged, back, {ties.findings[i].code for i in open_}).findings if open_ else ()
    left = {_same(finding) for finding in again}
    for i in open_:
        if _same(ties.findings[i]) not in left:
            ties.tie(i, ties.index(dragged[0].finding))


def _kind(ties: Ties, spot: Spot) -> str:
    slot = ties.filled.slots.get(spot)
    return slot.kind if slot is not None else ""


def _same(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.place.sheet, finding.place.cell


def _named(ties: Ties, finding: Finding) -> Iterator[Spot]:
    """The cells that a finding names besides its own: 补充资料!C6、C8；公开01表!D38."""
    for fact in ("cells", "at", "other"):
        before, *rest = finding.facts.get(fact, "").split("!")
        for after in rest:
            tab = max((tab for tab in ties.tabs if before.endswith(tab)), key=len, default="")
            match = _AREAS.match(after)
            if tab and match is not None:
                yield from ((ties.tabs[tab], *at) for at in cells_of(match[0].replace("、", ",")))
            before = after
