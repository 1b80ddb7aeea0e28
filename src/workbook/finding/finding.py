"""A finding is data: code, level, place, and the facts its message is made of. Rendering is elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum


class Level(IntEnum):
    """How much a finding weighs; the order is the order of weight."""

    INFO = 1
    WARNING = 2
    ERROR = 3
    FATAL = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where: a file with line and column (from 1), or a workbook's sheet and cell, or a name (表.行.列).

    area: all cells, where it is about more than the one that is named first: F6:F23,H6 (see `formula/areas.py`).
    """

    file: str = ""
    line: int = 0
    column: int = 0
    sheet: str = ""
    cell: str = ""
    name: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found.

    code: stable id, looked up in the message catalogue (`catalogue.py`).
    facts: the named pieces that the catalogue's sentence is filled with (all already text).
    """

    code: str
    level: Level
    place: Place = field(default_factory=Place)
    facts: Mapping[str, str] = field(default_factory=dict)


def worst(findings: Iterable[Finding]) -> Level | None:
    """The highest level among findings, None when there are none."""
    return max((f.level for f in findings), default=None)
