"""A workbook as it stands in its file: nothing trusted, nothing interpreted, nothing lost that an accountant typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a cell's value is."""

    BLANK = "blank"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    BOOLEAN = "boolean"
    ERROR = "error"


class RawCell(NamedTuple):
    """value: text of the file (None: no value); numbers, and dates as serial numbers, as written there; ISO dates as
    such; booleans "0" or "1"; errors such as "#N/A". formula: without "=", None when there is none, "" when the
    file has one that cannot be told (a what-if table). array: the range of an array formula. A tuple, not a
    dataclass: there are many.
    """

    value: str | None
    kind: Kind
    formula: str | None = None
    style: int = 0
    array: str | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """locked, hidden: protection. number_format: the format code. white: letters that nobody can see: white on
    white, of any colour on the like, or of no size to speak of; white_below: of numbers below zero.
    is_percent: a number is shown as so many hundredths.
    """

    locked: bool = True
    hidden: bool = False
    number_format: str = "General"
    is_date: bool = False
    white: bool = False
    is_percent: bool = False
    white_below: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment (threaded) or note. cell: its address."""

    cell: str
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink. target: an address outside, location: a place inside the workbook; cells: its range."""

    cells: str
    target: str = ""
    location: str = ""


class Span(NamedTuple):
    """A range of cells, all ends included, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class RawSheet:
    """name, state as in the workbook (visible, hidden, veryHidden). part: its part; is_chart: it has no cells.

    cells: (row, column) from 1 → cell, blank ones with a style included. styles of the workbook tell the lock.
    validations: how many rules for typing. hidden rows and columns: also those without height or width.
    """

    name: str
    state: str
    part: str
    cells: Mapping[tuple[int, int], RawCell] = field(repr=False)
    merges: tuple[Span, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    protected: bool = False
    links: tuple[Link, ...] = ()
    comments: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()
    validations: int = 0
    is_chart: bool = False


@dataclass(frozen=True, slots=True)
class RawName:
    """A defined name. sheet: the sheet it belongs to, "" for the whole workbook; text: without "="."""

    name: str
    text: str
    sheet: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Properties:
    """core, custom: name → text (`keywords`, `creator`, `KSOProductBuildVer`). application: what wrote the file."""

    core: Mapping[str, str] = field(default_factory=dict)
    custom: Mapping[str, str] = field(default_factory=dict)
    application: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class RawBook:
    """sheets in the order of their tabs. The flags are the workbook's settings that change what numbers mean."""

    file: str
    sha256: str
    sheets: tuple[RawSheet, ...]
    styles: tuple[Style, ...] = field(repr=False)
    names: tuple[RawName, ...] = field(repr=False)
    properties: Properties
    date1904: bool = False
    as_displayed: bool = False
    iterates: bool = False
    structure_locked: bool = False

    def locked(self, cell: RawCell) -> bool:
        """Whether a cell is locked once its sheet is protected."""
        return self.styles[cell.style].locked
