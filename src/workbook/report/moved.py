"""Entries of a form that stand some rows off: pasted as a block, one row too low or too high.

A form's rows have little in common, so no sums tell it as they do in a list (J101 of `judge/shifts.py`). The block is
moved back and the workbook judged again: what was wrong at several places is gone, and every entry suits its row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from workbook.book.model import Slot
from workbook.data import Value
from workbook.finding import Finding, Level, found
from workbook.judge import Judged
from workbook.judge.areas import areas
from workbook.judge.evidence import Evidence
from workbook.judge.ledger import ledger_of
from workbook.judge.slips import attempt
from workbook.judge.texts import shown_value
from workbook.layout import address
from workbook.match.inputs import NUMERIC
from workbook.match.match import Filled, Spot
from workbook.report.order import position
from workbook.report.precedents import graph_of
from workbook.report.repair import judged_again
from workbook.report.ties import STALE, Ties, is_check

CODE = "J101"
_LEAST = 3
"""So many findings must go away with the move, and so many entries must have moved."""
_FAR = (1, -1, 2, -2)
_LACKS = frozenset(("K104", "J113"))
"""The entry that fell off the end is asked for after the move; that speaks neither for nor against it."""
_SUMS = frozenset(("K101", "K102", "K104"))
_UNFIT = frozenset(("M105", "M303", "J114", "J130"))
"""An entry that cannot belong where it stands."""
Told = tuple[str, str, str]
"""code, sheet, cell"""


@dataclass(frozen=True, slots=True)
class Moved:
    """gone: findings that are no more when the block is moved back. lost: cells whose entry is not known even then.
    unread: cells that hold something that cannot be used there; the program that stored results has used it.
    """

    gone: frozenset[Told]
    lost: tuple[Spot, ...]
    unread: tuple[Spot, ...]
    finding: Finding


def with_moved(findings: tuple[Finding, ...], judged: Judged) -> tuple[tuple[Finding, ...], tuple[Moved, ...]]:
    """The findings, with J101 before the first of those that a moved block of a form explains."""
    filled, made, all_ = judged.filled, [], list(findings)
    if filled.claim.units or any(f.code == CODE for f in findings):
        return findings, ()  # nobody types a department's amounts
    told = {_told(f): f for f in findings if f.level > Level.INFO}
    touched = {block: _touched(filled, block, told.values()) for block in _blocks(filled)}
    blocks = [block for block, found_ in touched.items() if len(found_) > 1]
    evidence = Evidence(ledger_of(filled)) if blocks else None
    likely: list[Moved | None] = []
    for block in blocks if evidence is not None else ():
        torn = any(sum(f.code in codes for f in touched[block]) >= _LEAST for codes in (_SUMS, _UNFIT))
        likely += [_tried(judged, None if torn else evidence, block, by, told) for by in _FAR]
    explained: set[Told] = set()
    for each in sorted((each for each in likely if each is not None), key=lambda each: -len(each.gone)):
        if len(each.gone - explained) >= _LEAST:
            explained |= each.gone
            made.append(each)
            first = next(i for i, f in enumerate(all_) if _told(f) in each.gone)
            all_.insert(first, each.finding)
    return tuple(all_), tuple(made)


def _told(finding: Finding) -> Told:
    return finding.code, finding.place.sheet, finding.place.cell


def _blocks(filled: Filled) -> Iterator[tuple[Spot, ...]]:
    """Single fields below each other without a gap, which somebody has filled."""
    columns: dict[tuple[str, int], list[int]] = {}
    for (sheet, row, column), slot in filled.slots.items():
        if slot.kind == "field":
            columns.setdefault((sheet, column), []).append(row)
    for (sheet, column), rows in columns.items():
        block: list[Spot] = []
        for row in sorted(rows):
            if block and block[-1][1] != row - 1:
                yield from [tuple(block)] if len(block) > _LEAST else []
                block = []
            block.append((sheet, row, column))
        yield from [tuple(block)] if len(block) > _LEAST else []


def _touched(filled: Filled, block: tuple[Spot, ...], findings: Iterable[Finding]) -> list[Finding]:
    """Findings of the block's cells, and checks both sides of which are in it."""
    tab, own = filled.layout.sheets[block[0][0]].tab, {spot[1:] for spot in block}

    def names(finding: Finding) -> bool:
        if finding.place.sheet == tab:
            return position(finding.place.cell) in own
        sides = [side for name in ("left", "right") if (side := finding.facts.get(name, ""))]
        cells = [position(side.removeprefix(f"{tab}!")) for side in sides if side.startswith(f"{tab}!")]
        return is_check(finding) and bool(cells) and len(cells) == len(sides) and own.issuperset(cells)

    return [finding for finding in findings if names(finding)]


def _tried(
    judged: Judged, evidence: Evidence | None, block: tuple[Spot, ...], by: int, told: Mapping[Told, Finding]
) -> Moved | None:
    """The block's entries moved back by so many rows, if that explains enough. evidence: what must speak for it before
    the workbook is judged again; None: enough does.
    """
    filled = judged.filled
    typed = [_typed(filled, spot) for spot in block]
    moved: dict[Spot, Value] = {}
    for i, spot in enumerate(block):
        before = typed[i + by] if 0 <= i + by < len(block) else None
        if not _suits(before, filled.slots[spot]):
            return None
        moved[spot] = _as_typed(before, filled.slots[spot])
    changed = {spot: value for spot, value in moved.items() if value != filled.inputs.get(spot)}
    if sum(value is not None for value in changed.values()) < _LEAST:
        return None
    if evidence is not None and not _likely(evidence, typed, block, moved):
        return None
    tab = filled.layout.sheets[block[0][0]].tab
    own = {(tab, address(*spot[1:])) for spot in block}
    judged_so = (f for f in judged_again(judged, moved).findings if f.level > Level.INFO and f.code[0] in "JK")
    again = {_told(f) for f in judged_so}
    # What the typed values themselves are wrong in, and formulas with their stored results, is not judged again.
    again |= {t for t in told if t[0][0] not in "JK" and (t[1:] not in own or t[0][0] == "F")}
    gone, new = told.keys() - again, {t for t in again - told.keys() if t[0] not in _LACKS}
    if len(gone) < _LEAST or len(new) * 2 >= len(gone) or _hang_on_one(filled, block, gone):
        return None
    lost = block[-by:] if by > 0 else block[:-by]
    finding = _finding(filled, block, changed, by, [f for t, f in told.items() if t in gone])
    return Moved(frozenset(gone), lost, tuple(spot for spot in block if spot in filled.unusable), finding)


def _likely(evidence: Evidence, typed: Sequence[Value], block: tuple[Spot, ...], moved: Mapping[Spot, Value]) -> bool:
    """Whether it is worth the time: entries that suit their fields only then, or a sum that comes out."""
    slots = evidence.ledger.filled.slots
    if sum(not _suits(value, slots[spot]) for value, spot in zip(typed, block, strict=True)) > 1:
        return True
    amounts = {spot: value for spot, value in moved.items() if spot in evidence.numbers}
    trial = attempt(evidence, {s: v if isinstance(v, Decimal) else Decimal(0) for s, v in amounts.items()})
    return bool(trial.gained) and not trial.lost


def _hang_on_one(filled: Filled, block: tuple[Spot, ...], gone: Iterable[Told]) -> bool:
    """Whether one cell of the block is behind all of them: then it is this one that is wrong."""
    graph, tabs = graph_of(filled), {where.tab: key for key, where in filled.layout.sheets.items()}
    common = set(block)
    for _, tab, cell in gone:
        spot = (tabs[tab], *position(cell)) if tab in tabs else None
        if spot is not None:
            common &= {spot} if spot in filled.slots else graph.sources(spot)
    return bool(common)


def _typed(filled: Filled, spot: Spot) -> Value:
    """What stands in a cell, also where it gave no value."""
    value = filled.inputs.get(spot)
    if value is not None or spot not in filled.unusable:
        return value
    cell = filled.sheets[spot[0]].raw.cells.get(spot[1:])
    return str(cell.value) if cell is not None and cell.value is not None else None


def _suits(value: Value, slot: Slot) -> bool:
    """Whether a cell may hold it."""
    if value is None:
        return True
    number = value if isinstance(value, Decimal) else _number(str(value))
    if slot.type in ("count", "year"):
        return number is not None and number == number.to_integral_value()
    return number is not None if slot.type in NUMERIC else not isinstance(value, Decimal)


def _as_typed(value: Value, slot: Slot) -> Value:
    if value is None:
        return None
    return _number(str(value)) if slot.type in NUMERIC else str(value)


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _finding(
    filled: Filled, block: tuple[Spot, ...], moved: Mapping[Spot, Value], by: int, gone: Sequence[Finding]
) -> Finding:
    """Finding J101, as grave as the worst that follows from it."""
    ledger = ledger_of(filled)
    spot = next(spot for spot, value in moved.items() if value is not None)
    facts = {
        "columns": _heading(filled, block[0]),
        "count": abs(by),
        "direction": "@too_low" if by > 0 else "@too_high",
        "row": filled.slots[spot].name,
        "found": shown_value(_typed(filled, spot)) or "@blank",
        "expected": shown_value(moved[spot]) or "@blank",
        "held": len(gone),
        "proof": next((f.facts["what"] for f in gone if is_check(f) and "what" in f.facts), "@whole_rows"),
        "cells": areas(moved, filled.layout.sheets),
    }
    level = max(finding.level for finding in gone)  # what keeps a file from being accepted is not changed by it
    return found(CODE, ledger.places(dict.fromkeys((spot, *moved))), level, **facts)


def _heading(filled: Filled, first: Spot) -> str:
    """What stands above the block, else the form's name."""
    where = filled.layout.sheets[first[0]]
    above = next((key for key, row in where.rows.items() if row == first[1] - 1), "")
    return above.partition(":")[2] or filled.slots[first].owner


def tie_moved(ties: Ties, moved: tuple[Moved, ...]) -> None:
    """Ties what goes away with the move to its J101, and checks that do not come out because it lost an entry."""
    for each in moved:
        cause = next(i for i, finding in enumerate(ties.findings) if finding is each.finding)
        follow = {i for i, finding in enumerate(ties.findings) if _told(finding) in each.gone}
        follow |= {i for i, _ in ties.reached(dict.fromkeys(each.lost, cause)) if is_check(ties.findings[i])}
        follow |= {i for i, _ in ties.reached(dict.fromkeys(each.unread, cause)) if ties.findings[i].code == STALE}
        for i in sorted(follow - {cause}):
            ties.tie(i, cause)
