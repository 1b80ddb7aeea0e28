"""What a file no longer has, or has twice, of the template: sheets, rows, columns, each with the finding that tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbook.book.model import Slot
from workbook.finding import Finding, Level
from workbook.formula import Ref
from workbook.match.match import Filled, Spot
from workbook.report.order import position

ROWS, COLUMNS, SHEET, TWICE = "M204", "M205", "M206", "M201"
_AXES = ((0, ROWS), (1, COLUMNS))

Told = Mapping[tuple[str, str], int]
"""code, tab → index of the finding"""

_KINDS = {"M206": SHEET, "M209": SHEET, "M204": ROWS, "M212": ROWS, "M205": COLUMNS}
"""sheets that are missing or cannot be read, missing rows, and columns"""


@dataclass(frozen=True, slots=True)
class Twice:
    """A row (axis 0) or column (axis 1) whose key stands twice: nothing in either line can be relied on."""

    index: int
    sheet: str
    axis: int
    lines: tuple[int, ...]


def told_of(findings: Sequence[Finding], *, changing: bool = False) -> Told:
    """changing: without unused rows at a list's end (M212 for information), whose loss changes no result."""
    return {
        (_KINDS[f.code], f.place.sheet): i
        for i, f in enumerate(findings)
        if f.code in _KINDS and not (changing and f.code == "M212" and f.level <= Level.INFO)
    }


def gap_hosts(filled: Filled, told: Told) -> dict[Spot, int]:
    """Formulas over an area that lost a row or column → index of the finding: they are no longer what they were."""
    order: dict[tuple[str, int], tuple[dict[str, int], frozenset[str], int]] = {}
    for key, where in filled.layout.sheets.items():
        for axis, code in _AXES:
            numbers, lost = _lines(filled, key, axis)
            if lost and (code, where.tab) in told:
                order[key, axis] = {k: i for i, k in enumerate(numbers)}, lost, told[code, where.tab]
    hosts: dict[Spot, int] = {}
    for sheet in filled.book.sheets if order else ():
        where = filled.layout.sheets[sheet.key]
        for (row, column), cell in sheet.cells.items():
            for ref in cell.formula.parts if cell.formula is not None else ():
                if not isinstance(ref, Ref):
                    continue
                for axis, ends in ((0, (ref.row, ref.to_row)), (1, (ref.column, ref.to_column))):
                    known = order.get((ref.sheet, axis))
                    if known is not None and _has_gap(ends, known[0], known[1]):
                        hosts.setdefault((sheet.key, where.rows[row], where.columns[column]), known[2])
    return hosts


def _has_gap(ends: tuple[str, str | None], order: Mapping[str, int], lost: frozenset[str]) -> bool:
    first, last = order.get(ends[0]), order.get(ends[1] or "")
    return first is not None and last is not None and any(first <= order[key] <= last for key in lost)


def missing_cells(filled: Filled, told: Told, *, typed: bool = False) -> dict[Spot, int]:
    """Cells of sheets that are missing or cannot be read, of missing rows and columns → index of the finding; typed:
    inputs only.
    """
    lost: dict[Spot, int] = {}
    if not told:
        return lost
    for sheet in filled.book.sheets:
        where, keyed = filled.layout.sheets[sheet.key], filled.sheets.get(sheet.key)
        whole = told.get((SHEET, where.tab)) if keyed is None else None
        row_told, column_told = told.get((ROWS, where.tab)), told.get((COLUMNS, where.tab))
        for (row, column), cell in sheet.cells.items():
            if typed and cell.slot is None:
                continue
            spot = sheet.key, where.rows[row], where.columns[column]
            if whole is not None:
                lost[spot] = whole
            elif keyed is not None and row_told is not None and row not in keyed.rows:
                lost[spot] = row_told
            elif keyed is not None and column_told is not None and column not in keyed.columns:
                lost[spot] = column_told
    return lost


def strays(filled: Filled, told: Told) -> Iterator[tuple[str, int, int, int, int]]:
    """Where lines stood whose keys are gone: sheet key, axis, the lines before and behind them, index of the finding.

    What stands there without a place in the template is theirs.
    """
    for key, where in filled.layout.sheets.items():
        for axis, code in _AXES:
            cause = told.get((code, where.tab))
            if cause is not None:
                for before, behind in _gaps(*_lines(filled, key, axis)):
                    yield key, axis, before, behind, cause


def is_below_entries(filled: Filled, tab: str) -> bool:
    """Whether rows of a list are gone right below its last entry, while blank ones of it are left."""
    key = next((key for key, where in filled.layout.sheets.items() if where.tab == tab), "")
    rows: dict[int, bool] = {}
    for spot, slot in filled.slots.items():
        if spot[0] == key and slot.kind == "row":
            rows[spot[1]] = rows.get(spot[1], False) or filled.inputs.get(spot) is not None
    gaps = _gaps(*_lines(filled, key, 0)) if key else ()
    return any(rows.get(before, False) and rows.get(behind) is False for before, behind in gaps)


def twice(filled: Filled, findings: Sequence[Finding]) -> tuple[Twice, ...]:
    """Lines whose key another line has too (M201)."""
    keys = {where.tab: key for key, where in filled.layout.sheets.items()}
    found: list[Twice] = []
    for i, finding in enumerate(findings):
        key, at = keys.get(finding.place.sheet), position(finding.place.cell)
        keyed = filled.sheets.get(key) if finding.code == TWICE and key is not None else None
        if keyed is None or key is None:
            continue
        axis = 1 if at[0] == keyed.corner[0] else 0
        first = finding.facts.get("first", "")
        found.append(Twice(i, key, axis, (at[axis], *([int(first)] if first.isdigit() else []))))
    return tuple(found)


def _lines(filled: Filled, key: str, axis: int) -> tuple[Mapping[str, int], frozenset[str]]:
    """Keys → numbers in the book's order, and which of them are gone; none of a sheet that is gone as a whole."""
    where = filled.layout.sheets[key]
    if key not in filled.sheets:
        return {}, frozenset()
    return (where.rows, where.lost_rows) if axis == 0 else (where.columns, where.lost_columns)


def _gaps(numbers: Mapping[str, int], lost: frozenset[str]) -> Iterator[tuple[int, int]]:
    """For each run of keys that are gone the lines before and behind it."""
    before, gap = 0, False
    for key, number in numbers.items():
        if key in lost:
            gap = True
            continue
        if gap:
            yield before, number
        before, gap = number, False
    if gap:
        yield before, max(numbers.values()) + 1


def missing_slot(filled: Filled, spot: Spot) -> Slot | None:
    """What an input cell that the file no longer has would hold."""
    where = filled.layout.sheets[spot[0]]
    row = next((key for key, number in where.rows.items() if number == spot[1]), "")
    column = next((key for key, number in where.columns.items() if number == spot[2]), "")
    sheet = next(sheet for sheet in filled.book.sheets if sheet.key == spot[0])
    cell = sheet.cells.get((row, column))
    return cell.slot if cell is not None else None
