"""Input cells that were cut and put elsewhere, as dragging them with the mouse does: every formula that meant them
follows, and what meant the cells beneath is broken (in LibreOffice it means what stands there now). One deed, however
many formulas a program changed for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from workbook.finding import Finding, Place, found
from workbook.formula.areas import area
from workbook.formula.canonical import pieces
from workbook.judge import Judged
from workbook.judge.areas import areas
from workbook.layout import address
from workbook.match.match import Spot
from workbook.report.order import position
from workbook.report.stretched import Stretched

CODE, ALTERED = "F111", "F102"
_LEAST = 2
"""So many formulas must have been changed alike; or one in which one cell was followed and another one is lost."""
_FEW = 12
"""Where more cells of a sheet are lost, and none is known that took their place, the sheet itself was replaced."""
_DEEDS = 50
"""Nobody drags more often than that; formulas that go more ways than these were changed in another way."""
_LOST = "#REF!"
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
_OTHER_TEMPLATE = frozenset(("M104", "M108"))
_LINES = frozenset(("M201", "M204", "M205", "M206", "M209", "M212"))
"""Where rows, columns or a sheet are gone or stand twice, references are lost for that reason."""


class _At(NamedTuple):
    """A cell by its tab."""

    tab: str
    row: int
    column: int


class _Step(NamedTuple):
    """From a sheet to a sheet, so many rows down and columns to the right; all cells of one deed share it."""

    tab: str
    onto: str
    down: int
    across: int

    def back(self, at: _At) -> _At:
        return _At(self.tab, at.row - self.down, at.column - self.across)


_Pair = tuple[_At, _At | None]
"""Which cell a formula means and which it refers to; None: to none any more."""


@dataclass(frozen=True, slots=True)
class Dragged:
    """source: cells that were cut, () where they are not known; target: cells onto which they were put, in the same
    order, "" for a sheet that is not ours. formulas: (tab, cell) of those that differ in nothing else.
    """

    finding: Finding
    source: tuple[Spot, ...]
    target: tuple[Spot, ...]
    formulas: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Formula:
    """An altered formula that differs from what belongs there in single cells only. kept: those that do not differ."""

    finding: Finding
    pairs: frozenset[_Pair]
    kept: frozenset[_At]


def with_dragged(
    findings: tuple[Finding, ...], judged: Judged, stretched: tuple[Stretched, ...]
) -> tuple[tuple[Finding, ...], tuple[Dragged, ...]]:
    """The findings, with F111 before the first F102 that it explains: one for all cells that went the same way."""
    told = frozenset[tuple[str, str]]().union(*(each.formulas for each in stretched))
    altered = [f for f in findings if f.code == ALTERED and (f.place.sheet, f.place.cell) not in told]
    if not altered or any(finding.code in _OTHER_TEMPLATE for finding in findings):
        return findings, ()
    inputs = _inputs(findings, judged)
    formulas = [read for finding in altered if (read := _read(finding, inputs)) is not None]
    deeds = _deeds(formulas, judged, inputs, _still(formulas, altered, judged)) if formulas else []
    explained = {pair for _, pairs in deeds for pair in pairs}
    own = [formula for formula in formulas if formula.pairs <= explained]
    all_, made = list(findings), list[Dragged]()
    for step, pairs in deeds:
        theirs = [formula for formula in own if not formula.pairs.isdisjoint(pairs)]
        if not theirs:
            continue
        made.append(_told(judged, inputs, step, pairs, theirs))
        first = next(i for i, finding in enumerate(all_) if finding is theirs[0].finding)
        all_.insert(first, made[-1].finding)
    return tuple(all_), tuple(made)


def _inputs(findings: Iterable[Finding], judged: Judged) -> dict[_At, Spot]:
    """All input cells of sheets that have their rows and columns."""
    sheets = judged.filled.layout.sheets
    doubted = {finding.place.sheet for finding in findings if finding.code in _LINES}
    whole = {
        key: where.tab
        for key, where in sheets.items()
        if key in judged.filled.sheets and where.tab not in doubted and not (where.lost_rows or where.lost_columns)
    }
    return {_At(whole[spot[0]], *spot[1:]): spot for spot in judged.filled.slots if spot[0] in whole}


def _read(finding: Finding, inputs: Mapping[_At, Spot]) -> _Formula | None:
    """How an altered formula differs, if only in single cells, all of which should be inputs."""
    host, pairs, kept = finding.place.sheet, set[_Pair](), set[_At]()
    now, meant = (pieces(finding.facts.get(name, ""), host) for name in ("found", "formula"))
    if len(now) != len(meant):
        return None
    for one, other in zip(now, meant, strict=True):
        at, belongs = _cell(one, host), _cell(other, host)
        if one == other:
            kept |= {at} if at is not None else set()
        elif belongs in inputs and belongs is not None and (at is not None or one == _LOST):
            pairs.add((belongs, at))
        else:
            return None
    return _Formula(finding, frozenset(pairs), frozenset(kept)) if pairs else None


def _cell(piece: str, host: str) -> _At | None:
    """The single cell to which a piece of a formula refers."""
    tab, _, cell = piece.rpartition("!")
    match = None if piece.startswith('"') else _CELL.fullmatch(cell)
    return None if match is None else _At(tab or host, *position(match[0]))


def _still(formulas: Iterable[_Formula], altered: Iterable[Finding], judged: Judged) -> frozenset[_At]:
    """Of the cells in question those to which a formula refers as it should: nobody moved them, or put others there."""
    asked = {at for formula in formulas for pair in formula.pairs for at in pair if at is not None}
    names = {address(at.row, at.column) for at in asked}
    others = {(finding.place.sheet, position(finding.place.cell)) for finding in altered}
    still = {at for formula in formulas for at in formula.kept}
    for sheet in judged.grid.sheets:
        keyed = judged.filled.sheets.get(sheet.key)
        for at, cell in sheet.cells.items() if keyed is not None else ():
            raw = keyed.raw.cells.get(at) if keyed is not None and cell.formula else None
            if keyed is None or raw is None or not raw.formula or (keyed.raw.name, at) in others:
                continue
            plain = raw.formula.replace("$", "")
            if any(match[0] in names for match in _CELL.finditer(plain)):
                still.update(_cells(raw.formula, keyed.raw.name))
    return frozenset(still & asked)


def _cells(formula: str, host: str) -> Iterator[_At]:
    return (at for piece in pieces(formula, host) if (at := _cell(piece, host)) is not None)


def _deeds(
    formulas: list[_Formula], judged: Judged, inputs: Mapping[_At, Spot], still: frozenset[_At]
) -> list[tuple[_Step | None, frozenset[_Pair]]]:
    """What cells went the same way, with the cells that were lost beneath them; and cells that were lost alone."""
    where: dict[_At, set[_At]] = {}
    lost: dict[_At, int] = {}
    for formula in formulas:
        for meant, now in formula.pairs:
            if now is not None:
                where.setdefault(meant, set()).add(now)
            else:
                lost[meant] = lost.get(meant, 0) + 1
    steps: dict[_Step, dict[_At, _At]] = {}
    for meant, there in where.items():
        now = min(there)
        step = _Step(meant.tab, now.tab, now.row - meant.row, now.column - meant.column)
        steps.setdefault(step, {})[meant] = now
    deeds: list[tuple[_Step | None, frozenset[_Pair]]] = []
    for step, moves in sorted(steps.items()) if len(steps) <= _DEEDS else ():
        targets = set(moves.values())
        clear = all(len(where[at]) == 1 for at in moves) and still.isdisjoint(moves.keys() - targets)
        covered = not still.isdisjoint(targets)  # LibreOffice keeps what meant the cells beneath
        beneath = _beneath(step, targets, lost.keys() - still, inputs) if clear and not covered else set()
        pairs = frozenset[_Pair]((*moves.items(), *((at, None) for at in beneath)))
        emptied = (inputs[at] for at in moves.keys() - targets)
        blank = all(judged.filled.inputs.get(spot) is None for spot in emptied)
        if clear and (beneath or blank) and (beneath or _many(formulas, pairs)):
            deeds.append((step, pairs))
            lost = {at: count for at, count in lost.items() if at not in beneath}
    doubted = still.union(*where.values())
    alone: dict[str, list[_At]] = {}
    for at, count in sorted(lost.items()):
        if count >= _LEAST and at not in doubted:
            alone.setdefault(at.tab, []).append(at)
    few = (own for own in alone.values() if len(own) <= _FEW)
    return [*deeds, *((None, frozenset[_Pair]((at, None) for at in own)) for own in few)]


def _many(formulas: Iterable[_Formula], pairs: frozenset[_Pair]) -> bool:
    return sum(not formula.pairs.isdisjoint(pairs) for formula in formulas) >= _LEAST


def _beneath(step: _Step, targets: set[_At], lost: set[_At], inputs: Mapping[_At, Spot]) -> set[_At]:
    """Lost cells on which the moved ones stand now, and those beside these onto which a cell that no formula means went
    with them.
    """
    beneath = targets & lost
    queue = list(targets)
    for at in queue:  # grows
        for down, across in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            beside = _At(at.tab, at.row + down, at.column + across)
            if beside in lost and beside not in beneath and beside.tab == step.onto and step.back(beside) in inputs:
                beneath.add(beside)
                queue.append(beside)
    return beneath


def _told(
    judged: Judged, inputs: Mapping[_At, Spot], step: _Step | None, pairs: frozenset[_Pair], altered: list[_Formula]
) -> Dragged:
    """Finding F111."""
    onto = sorted({meant if now is None else now for meant, now in pairs})
    place = Place(sheet=onto[0].tab, cell=address(*onto[0][1:]), area=area(at[1:] for at in onto))
    layouts = judged.filled.layout.sheets
    cut = sorted(step.back(at) for at in onto) if step is not None else []
    source = tuple(inputs[at] for at in cut)
    keys = {where.tab: key for key, where in layouts.items()}
    target = tuple((keys.get(at.tab, ""), at.row, at.column) for at in onto)
    count = sum(any(now is not None for _, now in formula.pairs & pairs) for formula in altered)
    broken = sum(any(now is None for _, now in formula.pairs & pairs) for formula in altered)
    named = f"{place.sheet}!{'、'.join(place.area.split(','))}"
    facts = {"cells": areas(source, layouts), "other": named, "count": count or "", "lost": broken or ""}
    formulas = frozenset((each.finding.place.sheet, each.finding.place.cell) for each in altered)
    return Dragged(found(CODE, place, None, **facts), source, target, formulas)
