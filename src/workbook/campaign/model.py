"""What is told about one file, as plain values that travel between processes and computers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from workbook.finding import Finding, Level, Place
from workbook.finding.catalogue import Lang

Word = Literal["accepted", "explain", "rejected", "unreadable"]
"""accepted: nothing at or above error. explain: nothing but checks that want an explanation. rejected: errors.
unreadable: it could not be judged.
"""

Kind = Literal["number", "text", "true", "blank"]


@dataclass(frozen=True, slots=True)
class Order:
    """How to judge. spec: in place of the file's own. timeout: seconds; memory: megabytes; None: no limit.

    marks: a language in which the annotated workbook is to be made, too.
    """

    spec: str | None = None
    timeout: float | None = None
    memory: int | None = None
    marks: Lang | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One file to be judged: its number in the ledger, its hash, the name that it came under, where it lies. spec: with
    which to judge it in place of its own where the order has none.
    """

    seq: int
    sha256: str
    name: str
    path: Path
    spec: str = ""

    def wanted(self, order: Order) -> Order:
        """The order for this file."""
        return order if order.spec or not self.spec else replace(order, spec=self.spec)


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a report without its words: they are made from code and facts, in any language.

    name: 表.行.列. cells: a range where several cells have the same fault. found and expected: both sides.
    follows: what will go with it, told the same way.
    """

    code: str
    level: Level
    sheet: str = ""
    cell: str = ""
    name: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    cells: str = ""
    count: int = 1
    row_label: str = ""
    column_label: str = ""
    found: str = ""
    expected: str = ""
    difference: str = ""
    follows: tuple[Told, ...] = ()

    @property
    def finding(self) -> Finding:
        """For the message catalogue."""
        return Finding(self.code, self.level, Place(sheet=self.sheet, cell=self.cell, name=self.name), self.facts)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a judged workbook holds, packed by whoever judged it (`packing.py`).

    digest: equal for workbooks with the same inputs, whatever program saved them. files: the data files that its inputs
    make, name → text. cells: name, kind and text of every named cell, recomputed; amounts of entry sheets in the unit's
    own 金额单位, all others in 万元.
    """

    digest: str
    files: bytes
    cells: bytes


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one file's bytes.

    again: why another try may end otherwise (time, memory, spec, crash), "" when it will not; allowed: the seconds
    or megabytes that were not enough. year: for which the workbook was made, else as typed in it. Unit's name
    (made_for: of the workbook; typed: in it) and code. contents: what it holds, None when it could not be judged.
    marked: the annotated workbook, b"" where none was asked for or can be made.
    """

    word: Word
    findings: tuple[Told, ...] = ()
    again: str = ""
    allowed: float = 0
    year: str = ""
    made_for: str = ""
    typed: str = ""
    code: str = ""
    spec: str = ""
    spec_hash: str = ""
    made_with: str = ""
    made_hash: str = ""
    contents: Contents | None = field(default=None, repr=False)
    marked: bytes = field(default=b"", repr=False)

    def count(self, level: Level) -> int:
        """Findings of this level; from error on also all above."""
        return sum(f.level == level or f.level > level >= Level.ERROR for f in self.findings)
