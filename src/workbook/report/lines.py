"""Rows, columns and sheets that are gone or stand twice: what they leave behind in other places is told under them."""

from __future__ import annotations

from workbook.book.front import IDENTITY
from workbook.book.scorecard import LEVELS
from workbook.match.match import Spot
from workbook.report.missing import SHEET, gap_hosts, missing_cells, strays, told_of, twice
from workbook.report.ties import STALE, Ties, is_check

_UNPLACED = "M207"
_ALTERED, _BLANK = "F102", "F103"
_TOLD = frozenset(("M201", "M204", "M205", "M206", "M209", "M212"))


def tie_lines(ties: Ties) -> dict[Spot, int]:
    """Ties what lines that are gone or stand twice leave behind; their cells → index of the finding."""
    told = told_of(ties.findings)
    _tie_twice(ties)
    lost = missing_cells(ties.filled, told)
    for spot, cause in lost.items():
        for i in ties.at.get(spot, ()):
            if ties.spots[i] == spot and not is_check(ties.findings[i]) and ties.findings[i].code not in _TOLD:
                ties.tie(i, cause)
                ties.silent.add(i)
    hosts = gap_hosts(ties.filled, told_of(ties.findings, changing=True))
    for host, cause in hosts.items():
        for i in ties.at.get(host, ()):
            if ties.findings[i].code in (_ALTERED, STALE):
                ties.tie(i, cause)
    hidden = _hidden(ties)
    for i, cause in ties.reached({**lost, **hosts}):
        finding = ties.findings[i]
        if finding.code == _ALTERED or (finding.code == _BLANK and finding.place.sheet in hidden):
            ties.tie(i, cause)
    for sheet, axis, before, behind, cause in strays(ties.filled, told):
        for i, finding in enumerate(ties.findings):
            number = _number(ties, i, sheet, axis) if finding.code == _UNPLACED else None
            if number is not None and before < number < behind:
                ties.tie(i, cause)
            if axis == 0 and finding.code == _BLANK and _number(ties, i, sheet, 0) == behind and _is_level(ties, i):
                ties.tie(i, cause)
    _tie_helpers(ties, hidden)
    return {**hosts, **lost}


def _is_level(ties: Ties, i: int) -> bool:
    """Whether it is about a scorecard's level of indicators: rows share it, and only the first of them holds it."""
    spot = ties.spots[i]
    if spot is None or not any(sheet.key == spot[0] and sheet.kind == "card" for sheet in ties.filled.book.sheets):
        return False
    columns = ties.filled.layout.sheets[spot[0]].columns
    return spot[2] in {columns[key] for key in LEVELS if key in columns}


def _hidden(ties: Ties) -> set[str]:
    """The tabs of hidden sheets, except that of the identity."""
    sheets = ties.filled.layout.sheets
    return {sheets[s.key].tab for s in ties.filled.book.sheets if s.hidden and s.key != IDENTITY}


def _tie_twice(ties: Ties) -> None:
    """In lines that share a key nothing can be relied on; a line between whose neighbours one of them stands lost its
    own key to it.
    """
    told = told_of(ties.findings)
    for line in twice(ties.filled, ties.findings):
        for sheet, axis, before, behind, cause in strays(ties.filled, told):
            if (sheet, axis) == (line.sheet, line.axis) and any(before < n < behind for n in line.lines):
                ties.tie(cause, line.index)
        for i, finding in enumerate(ties.findings):
            if _number(ties, i, line.sheet, line.axis) in line.lines and not is_check(finding):
                ties.tie(i, line.index)


def _number(ties: Ties, i: int, sheet: str, axis: int) -> int | None:
    """The row (axis 0) or column that a finding about a cell of this sheet names."""
    spot = ties.spots[i]
    if spot is None or spot[0] != sheet:
        return None
    return spot[2] if axis else spot[1]


def _tie_helpers(ties: Ties, hidden: set[str]) -> None:
    """Hidden sheets of formulas are as long as what they gather from; a list or table that is gone has no length."""
    gone = next((i for i, finding in enumerate(ties.findings) if finding.code in (SHEET, "M209")), None)
    for i, finding in enumerate(ties.findings) if gone is not None else ():
        if finding.code in ("M204", "M207") and finding.place.sheet in hidden and gone is not None:
            ties.tie(i, gone)


def twice_cells(ties: Ties) -> dict[Spot, int]:
    """The inputs of lines that share a key → index of the finding."""
    lines = twice(ties.filled, ties.findings)
    return {
        spot: line.index
        for line in lines
        for spot in ties.filled.inputs
        if spot[0] == line.sheet and (spot[2] if line.axis else spot[1]) in line.lines
    }
