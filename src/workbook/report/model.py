"""What a check answers: one report for each file, its findings in the order in which they should be mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from workbook.finding import Finding, Level
from workbook.finding.catalogue import Lang
from workbook.formula.areas import shortened

SCHEMA_VERSION = 1
"""Of the JSON that `check` gives (docs/check-json.md)."""

Status = Literal["accepted", "rejected", "unreadable"]
"""accepted: nothing at or above error. unreadable: it could not be judged, the findings say why."""


@dataclass(frozen=True, slots=True)
class Template:
    """Which template the file says it is: spec's name, hash over the spec's files, year; "" where unknown."""

    id: str = ""
    hash: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class Short:
    """A finding told in a few words under its cause, or one cell of a group. cells: all of them when count > 1."""

    code: str
    level: Level
    title: str
    sheet: str = ""
    cell: str = ""
    cells: str = ""
    count: int = 1
    name: str = ""
    found: str = ""
    expected: str = ""
    difference: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One finding with all that somebody needs to act on it.

    level: the heaviest of its own and its consequences'. cells: all of them (F6:F23,H6) when neighbouring ones have the
    same fault or it is a column's (count > 1, then `members` has each), else the cell itself. name: 表.行.列.
    consequences: what will go with it. links: places to look at (`sheet!cell`). checks: ids of other checks that hang
    on the cells: of a formula all, of an entry those that do not pass. finding: the first cell's, as it was found.
    """

    code: str
    level: Level
    title: str
    message: str
    hint: str
    sheet: str = ""
    cell: str = ""
    cells: str = ""
    count: int = 1
    name: str = ""
    row_label: str = ""
    column_label: str = ""
    found: str = ""
    expected: str = ""
    difference: str = ""
    tolerance: str = ""
    members: tuple[Short, ...] = ()
    consequences: tuple[Short, ...] = ()
    links: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    finding: Finding = field(default_factory=lambda: Finding("", Level.INFO), repr=False)

    @property
    def place(self) -> str:
        """sheet!cells (the first areas of many), sheet, or the name."""
        if self.sheet and self.cells:
            return f"{self.sheet}!{shortened(self.cells)}"
        return self.sheet or self.name


@dataclass(frozen=True, slots=True)
class Report:
    """file: the path as it was given. sha256: of its bytes, "" when they could not be read. unit: its name."""

    file: str
    status: Status
    findings: tuple[Item, ...]
    sha256: str = ""
    template: Template = Template()
    unit: str = ""
    lang: Lang = "zh"
    schema_version: int = SCHEMA_VERSION

    @property
    def accepted(self) -> bool:
        return self.status == "accepted"

    @property
    def counts(self) -> Mapping[Level, int]:
        """Findings of each level, the heaviest first; consequences are not counted."""
        counted = Counter(item.level for item in self.findings)
        return {level: counted[level] for level in sorted(Level, reverse=True)}

    @property
    def worst(self) -> Level | None:
        return max((item.level for item in self.findings), default=None)
