"""The same fault in neighbouring cells is one: a pasted column, an overwritten row, a block."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workbook.finding import Finding, Level
from workbook.layout import address
from workbook.report.order import position

REMARK = "M208"
_MANY = 8
"""So many comments of one sheet are still told one by one."""

Block = tuple[int, int, int, int]
"""first row, first column, last row, last column"""


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one code in one block of cells, row by row; often only one."""

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
        """C9, or D9:D21; "" without a cell."""
        if self.block is None:
            return self.first.place.cell
        top, left, bottom, right = self.block
        start, end = address(top, left), address(bottom, right)
        return start if start == end else f"{start}:{end}"


def groups(findings: Iterable[Finding]) -> tuple[Group, ...]:
    """In the order of their first findings. Checks, comments and findings without a cell stay single; many comments
    of one sheet are put together.
    """
    given = tuple(findings)
    order = {id(finding): i for i, finding in enumerate(given)}
    single: list[Group] = []
    remarks: dict[str, list[Finding]] = {}
    alike: dict[tuple[str, str, Level], dict[tuple[int, int], list[Finding]]] = {}
    for finding in given:
        at = position(finding.place.cell)
        if finding.code == REMARK:
            remarks.setdefault(finding.place.sheet, []).append(finding)
        elif finding.code.startswith("K") or not finding.place.sheet or at == (0, 0):
            single.append(Group((finding,)))
        else:
            key = finding.code, finding.place.sheet, finding.level
            alike.setdefault(key, {}).setdefault(at, []).append(finding)
    made = single
    for told in remarks.values():
        made += [Group(tuple(told))] if len(told) > _MANY else [Group((finding,)) for finding in told]
    for cells in alike.values():
        for block in _blocks(set(cells)):
            inside = [f for at in sorted(cells) if _within(at, block) for f in cells[at]]
            made.append(Group(tuple(inside), block))
    return tuple(sorted(made, key=lambda group: min(order[id(f)] for f in group.findings)))


def _blocks(cells: set[tuple[int, int]]) -> list[Block]:
    """Runs down each column, then runs of the same rows side by side."""
    runs: dict[tuple[int, int], list[int]] = {}
    for row, column in sorted(cells):
        if (row - 1, column) in cells:
            continue
        bottom = row
        while (bottom + 1, column) in cells:
            bottom += 1
        runs.setdefault((row, bottom), []).append(column)
    blocks: list[Block] = []
    for (top, bottom), columns in runs.items():
        left = before = columns[0] if columns else 0
        for column in [*sorted(columns)[1:], 0]:
            if column == before + 1:
                before = column
                continue
            blocks.append((top, left, bottom, before))
            left = before = column
    return blocks


def _within(at: tuple[int, int], block: Block) -> bool:
    top, left, bottom, right = block
    return top <= at[0] <= bottom and left <= at[1] <= right
