"""Formulas of the file against those compiled for its layout; cached values against the recomputed ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Set
from decimal import Decimal

from workbook.book.entry import END
from workbook.finding import Finding, Level, Place, found
from workbook.formula.canonical import canonical
from workbook.grid.model import Grid, GridCell, GridSheet, Scalar
from workbook.judge.excerpt import parting
from workbook.judge.merged import merged
from workbook.layout import address
from workbook.match import Filled
from workbook.match.keys import KeyedSheet
from workbook.read.merges import covering
from workbook.read.model import Kind, RawCell
from workbook.read.numbers import is_number

Wrong = tuple[str, dict[str, object]]
"""A finding's code and facts."""

NOISE, BITS = Decimal("1e-6"), Decimal("1e-13")
"""Results nearer than this are the same: programs differ in the last bits. Of large numbers the share counts."""


_COUNTED_THERE = {"counted": "@counted_all_the_same", "instead": "@row_above_the_end"}
_COUNTED = frozenset(("code", "choice", "money", "count"))


def compare(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    """F101 overwritten by a constant, F102 altered, F103 deleted, F104 a formula where none belongs, F105 a cached
    value that does not follow, F106 a fixed text changed, F109 a cell merged out of sight.

    A cell with a foreign formula is not judged by its value too, and cells of rows and columns that are gone (M204,
    M205, M212) are not judged at all.
    """
    findings: list[Finding] = []
    counted_there = _counted_columns(filled)
    for sheet in grid.sheets:
        keyed = filled.sheets.get(sheet.key)
        if keyed is None:
            continue
        names = _names(filled, sheet.key)
        where = filled.layout.sheets[sheet.key]
        gone_rows = {where.rows[key] for key in where.lost_rows}
        gone_columns = {where.columns[key] for key in where.lost_columns}
        ends = frozenset((where.rows[END], c) for c in counted_there[sheet.key] if END in where.rows)
        covered, told = merged(filled, sheet, keyed)
        findings += told
        for (row, column), cell in sheet.cells.items():
            if row <= keyed.corner[0] or column <= keyed.corner[1] or (sheet.key, row, column) in filled.inputs:
                continue
            if (row, column) in covered or row in gone_rows or column in gone_columns:
                continue
            raw = keyed.raw.cells.get((row, column))
            wrong = _formula(cell, raw, keyed.raw.name) if cell.formula else _constant(cell, raw)
            if wrong is not None:
                code, facts = wrong
                counted = code == "M207" and (row, column) in ends
                if counted:
                    facts |= _COUNTED_THERE
                place = Place(sheet=keyed.raw.name, cell=address(row, column), name=names(row, column))
                findings.append(found(code, place, Level.ERROR if counted else None, **facts))
        findings += _beside(filled, sheet, keyed, ends)
    return tuple(findings)


def _beside(filled: Filled, sheet: GridSheet, keyed: KeyedSheet, ends: frozenset[tuple[int, int]]) -> Iterator[Finding]:
    """M207: what stands in a row and a column of the template where these have no cell."""
    where, names = filled.layout.sheets[sheet.key], _names(filled, sheet.key)
    rows = set(where.rows.values()) - {keyed.corner[0]}
    columns = set(where.columns.values()) - {keyed.corner[1]}
    said = {
        at: cell
        for at, cell in keyed.raw.cells.items()
        if at not in sheet.cells
        and at[0] in rows
        and at[1] in columns
        and (sheet.key, *at) not in filled.inputs
        and (cell.formula is not None or (cell.kind is not Kind.BLANK and (cell.value or "").strip()))
    }
    behind = covering(sheet.merges, said) if said else {}
    for at, cell in said.items():
        if at not in behind:
            facts = {"text": cell.value or f"={cell.formula}"}
            if at in ends:
                facts |= _COUNTED_THERE
            place = Place(sheet=keyed.raw.name, cell=address(*at), name=names(*at))
            yield found("M207", place, Level.ERROR if at in ends else None, **facts)


def _counted_columns(filled: Filled) -> Mapping[str, Set[int]]:
    """By sheet the columns of lists under whose codes, choices and amounts the formulas' areas reach to the grey last
    row.
    """
    found: dict[str, set[int]] = defaultdict(set)
    for (sheet, _, column), slot in filled.slots.items():
        if slot.kind == "row" and slot.type in _COUNTED:
            found[sheet].add(column)
    return found


def _names(filled: Filled, sheet: str) -> Callable[[int, int], str]:
    layout = filled.layout.sheets[sheet]
    rows = {n: k for k, n in layout.rows.items()}
    columns = {n: k for k, n in layout.columns.items()}
    return lambda row, column: f"{sheet}.{rows.get(row, row)}.{columns.get(column, column)}"


def _formula(cell: GridCell, raw: RawCell | None, host: str) -> Wrong | None:
    belongs = cell.formula
    if raw is None or (raw.value in (None, "") and raw.formula is None):
        return "F103", {"formula": belongs}
    if raw.formula is None:
        return "F101", {"value": raw.value, "formula": belongs}
    if not raw.formula:
        return None  # one that cannot be told: reading has said so (R408, R412)
    if not _same_text(raw.formula, belongs) and canonical(raw.formula, host) != canonical(belongs, host):
        return "F102", {"found": f"={raw.formula}", "formula": belongs, **parting(f"={raw.formula}", belongs)}
    if raw.value is None or same(cell.value, raw):
        return None
    return "F105", {"found": raw.value, "expected": shown(cell.value)}


def _same_text(formula: str, belongs: str) -> bool:
    """Whether a formula without "=" is letter by letter the one with it."""
    return len(formula) + 1 == len(belongs) and belongs.endswith(formula)


def _constant(cell: GridCell, raw: RawCell | None) -> Wrong | None:
    if raw is not None and raw.formula is not None:
        return "F104", {"formula": f"={raw.formula}"}
    if cell.value in (None, ""):
        if raw is not None and raw.value not in (None, ""):
            return "M207", {"text": raw.value}
        return None
    if raw is None or raw.value is None or not same(cell.value, raw):
        text = raw.value if raw is not None else ""
        return "F106", {"found": text, "state": "" if text else "@now_blank", "expected": shown(cell.value)}
    return None


def same(value: Scalar, raw: RawCell) -> bool:
    """Whether a stored value is the recomputed one."""
    stored = raw.value or ""
    if isinstance(value, bool):
        return raw.kind is Kind.BOOLEAN and stored in ("1" if value else "0",)
    if isinstance(value, Decimal | int):
        if raw.kind not in (Kind.NUMBER, Kind.DATE):
            return False
        if stored == str(value):
            return True
        if not is_number(stored):
            return False
        other, number = Decimal(stored), Decimal(value)
        return abs(other - number) <= max(NOISE, BITS * abs(number))
    if value is None:
        return stored in ("", "0")
    if value == stored and (raw.kind is Kind.TEXT or not value):
        return True
    return raw.kind is Kind.TEXT and _lines(stored) == _lines(value)


def _lines(text: str) -> str:
    """Programs differ in how they keep line breaks and blanks at the ends of a stored text."""
    return " ".join(text.replace("_x000D_", "").split())


def shown(value: Scalar) -> str:
    return "" if value is None else (f"{value:f}" if isinstance(value, Decimal) else str(value))
