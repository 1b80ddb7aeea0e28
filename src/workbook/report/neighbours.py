"""The same fault in neighbouring cells is one: a pasted column, an overwritten row, a block."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from workbook.finding import Finding, Level
from workbook.formula.areas import Block, area, blocks, cells_of
from workbook.report.order import position

REMARK = "M208"
_OF_A_ROW = "J113"
"""All that one row lacks is one finding; the next row may lack the same."""
_AS_TEXT, _PLAIN, _BLOCKS = "M302", re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?"), 3
"""Plain numbers stored as text: in so many blocks of a sheet the whole was pasted so."""
_NO_NUMBER, _DASHES = "M303", frozenset("- -- — —— – － ― / ／ 无".split())
"""Typed where there is nothing: one habit, wherever the cells of a sheet are."""
_MANY = 8
"""So many comments of one sheet are still told one by one."""


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one code in one block of cells, row by row; often only one. block: of several findings."""

    findings: tuple[Finding, ...]
    block: Block | None = None

    @property
    def first(self) -> Finding:
        return self.findings[0]

    @property
    def level(self) -> Level:
        return max(f.level for f in self.findings)

    @property
    def cells(self) -> str:
        """C9, D9:D21, or F6:F23,H6:H23; "" without a cell."""
        if len(self.findings) == 1 or (self.block is None and self.first.code == REMARK):
            return self.first.place.area or self.first.place.cell
        if self.block is None:
            return area(position(finding.place.cell) for finding in self.findings)
        if self.first.place.area:
            return area(cell for finding in self.findings for cell in cells_of(finding.place.area))
        top, left, bottom, right = self.block
        return area((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))

    @property
    def count(self) -> int:
        """How many cells it is about; remarks are counted one by one."""
        return sum(max(1, len(cells_of(finding.place.area))) for finding in self.findings)


def groups(findings: Iterable[Finding]) -> tuple[Group, ...]:
    """In the order of their first findings. Checks, comments, findings without a cell and those about a whole area stay
    single; many comments of one sheet are put together, and so are dashes, plain numbers stored as text, and rows below
    each other that lack the same columns.
    """
    given = tuple(findings)
    order = {id(finding): i for i, finding in enumerate(given)}
    single: list[Group] = []
    remarks: dict[str, list[Finding]] = {}
    dashes: dict[str, list[Finding]] = {}
    alike: dict[tuple[str, str, Level, frozenset[int]], dict[tuple[int, int], list[Finding]]] = {}
    for finding in given:
        at = position(finding.place.cell)
        if finding.code == _NO_NUMBER and finding.facts.get("text", "").strip() in _DASHES:
            dashes.setdefault(finding.place.sheet, []).append(finding)
        elif finding.code == REMARK:
            remarks.setdefault(finding.place.sheet, []).append(finding)
        elif finding.code.startswith("K") or not finding.place.sheet or at == (0, 0) or _is_whole(finding):
            single.append(Group((finding,)))
        else:
            columns = frozenset(column for _, column in cells_of(finding.place.area))
            key = finding.code, finding.place.sheet, finding.level, columns
            alike.setdefault(key, {}).setdefault(at, []).append(finding)
    made = single + [Group(tuple(told)) for told in dashes.values()]
    for told in remarks.values():
        made += [Group(tuple(told))] if len(told) > _MANY else [Group((finding,)) for finding in told]
    for (code, *_), cells in alike.items():
        each = [Group(tuple(f for at in sorted(cells) if _within(at, b) for f in cells[at]), b) for b in blocks(cells)]
        told = [finding for at in sorted(cells) for finding in cells[at]]
        as_text = code == _AS_TEXT and all(_PLAIN.fullmatch(finding.facts.get("text", "").strip()) for finding in told)
        made += [Group(tuple(told))] if as_text and len(each) >= _BLOCKS else each
    return tuple(sorted(made, key=lambda group: min(order[id(f)] for f in group.findings)))


def _is_whole(finding: Finding) -> bool:
    return bool(finding.place.area) and finding.code != _OF_A_ROW


def _within(at: tuple[int, int], block: Block) -> bool:
    top, left, bottom, right = block
    return top <= at[0] <= bottom and left <= at[1] <= right
