"""In which order findings are told: what blocks reading, structure, inputs, formulas, checks."""

from __future__ import annotations

import re
from collections.abc import Mapping

from workbook.finding import Finding, Level

READING, STRUCTURE, INPUTS, FORMULAS, CHECKS = range(5)

_KINDS = {
    "M1": READING,
    "M2": STRUCTURE,
    "M3": INPUTS,
    "R6": INPUTS,
    "J": INPUTS,
    "F": FORMULAS,
    "E": FORMULAS,
    "K": CHECKS,
}
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d+)")

Rank = tuple[int, bool, int, int, int, str]


def kind(finding: Finding) -> int:
    """Which of the five it belongs to. Cells that cannot be read truly are inputs, unless they have formulas."""
    code = finding.code
    known = _KINDS.get(code[:2], _KINDS.get(code[:1]))
    if known is not None:
        return known
    if code.startswith("R4") and finding.level < Level.FATAL and finding.place.cell:
        return FORMULAS if code in ("R408", "R412") else INPUTS
    return READING


def position(cell: str) -> tuple[int, int]:
    """C9 → (9, 3); (0, 0) when it is no address."""
    match = _ADDRESS.match(cell)
    if match is None:
        return 0, 0
    column = 0
    for letter in match.group(1).upper():
        column = column * 26 + ord(letter) - 64
    return int(match.group(2)), column


def rank(finding: Finding, sheets: Mapping[str, int]) -> Rank:
    """For sorting: kind, what is for information last, sheet in the order of the tabs, row, column, code."""
    place = finding.place
    row, column = position(place.cell)
    told = finding.level == Level.INFO
    return (
        kind(finding),
        told,
        sheets.get(place.sheet, -1 if not place.sheet else len(sheets)),
        row,
        column,
        finding.code,
    )
