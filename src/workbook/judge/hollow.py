"""Input cells that look blank and are not: with a space, or a text without a letter; formulas take it for content."""

from __future__ import annotations

from collections.abc import Iterable

from workbook.finding import Finding, Place, found
from workbook.formula.areas import area
from workbook.layout import address
from workbook.match import Filled
from workbook.match.inputs import seems_blank
from workbook.read.model import Kind

CODE, STALE = "M311", "F105"


def fails(finding: Finding) -> bool:
    """Whether it is about a stored result that is an error, such as #VALUE!: what reckoning with an empty text gives,
    while sums and comparisons take it for nothing.
    """
    return finding.code == STALE and finding.facts.get("found", "").startswith("#")


def hollow(filled: Filled, differing: Iterable[Finding]) -> tuple[Finding, ...]:
    """One M311 for each sheet that has such cells. differing: what comparing the file with ours has told.

    Some programs write an empty text into every blank cell. Those are told only where a stored result is an error and
    ours is none (F105), since they may be the reason for it.
    """
    with_empty = any(fails(finding) for finding in differing)
    cells: dict[str, list[tuple[int, int]]] = {}
    for sheet, row, column in filled.slots:
        cell = filled.sheets[sheet].raw.cells.get((row, column))
        if cell is None or cell.kind is not Kind.TEXT or cell.formula is not None:
            continue
        text = cell.value or ""
        if seems_blank(text) and (text or with_empty):
            cells.setdefault(sheet, []).append((row, column))
    findings = []
    for sheet, spots in cells.items():
        at = sorted(spots)
        place = Place(sheet=filled.sheets[sheet].raw.name, cell=address(*at[0]), area=area(at) if len(at) > 1 else "")
        findings.append(found(CODE, place, None, count=len(at)))
    return tuple(findings)
