"""The book: every sheet as keyed rows and columns of cells, every table as names for a region of a sheet.

Entry lists, disclosure tables, scorecards, sentences and checks are all the same here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from workbook.finding import Finding
from workbook.formula import Formula

Content = Decimal | int | str | None


@dataclass(frozen=True, slots=True)
class Slot:
    """Which datum an input cell holds, so that a filled workbook can be read back into data.

    kind row: entry list `owner`, column `name`, row number from 1. field, remark: form `owner`, 项目 `name`.
    grid: `owner`, row `row`, column `name`. fact: scorecard `owner`, 项目 `name`. indicator: scorecard `owner`,
    data column `name`, row number. explanation: check `owner`, `name` 说明 or 所说明的差额.
    carried: what the record of the value carried over from last year into the cell `owner` says in its column `name`.
    unit: side sheet of `owner`, row `row`, column of the unit `number` (see data/rolled.py).
    type: the value type (spec.model.ValueType, or any where text and numbers are both right).
    """

    kind: Literal["row", "field", "remark", "grid", "fact", "indicator", "explanation", "unit", "carried"]
    owner: str
    name: str
    type: str
    number: int = 0
    row: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """slot: set on input cells only. style: a role of grid/styles.py; number: a number format, "" = the role's own.

    own: a text that does not follow from the template, such as a scorecard's name. dressed: the number format follows
    from what was typed.
    """

    content: Content = None
    formula: Formula | None = None
    style: str = "text"
    number: str = ""
    slot: Slot | None = None
    own: bool = False
    dressed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column of a sheet. size: points or characters, 0 = the program's own choice.

    own: the row is about one unit or scorecard only: its key and its constants do not follow from the template.
    """

    key: str
    size: float = 0
    hidden: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """What may be typed into cells, told when the cell is selected, judged when it is left.

    Rows first to last of one column, or of all columns from it to to_column.
    """

    first: str
    last: str
    column: str
    kind: Literal["list", "decimal", "whole", "date", "length", "custom", "any"]
    source: Formula | str = ""
    low: str = ""
    high: str = ""
    title: str = ""
    prompt: str = ""
    error: str = ""
    strict: bool = True
    to_column: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A conditional format: rows first…last of columns column…to_column look like `style` where formula holds."""

    first: str
    last: str
    column: str
    to_column: str
    formula: Formula
    style: str


@dataclass(frozen=True, slots=True)
class Jump:
    """A link to another sheet's cell."""

    sheet: str
    row: str
    column: str
    tip: str = ""


@dataclass(frozen=True, slots=True)
class ChartSeries:
    name: tuple[str, str]
    first: str
    last: str
    labels: str
    values: str


@dataclass(frozen=True, slots=True)
class BookChart:
    kind: Literal["column", "bar", "pie"]
    title: str
    series: tuple[ChartSeries, ...]
    row: str
    column: str
    format: str
    alt: str
    width: int  # pixels, while a character is 7 of them
    height: float  # points
    top: int | None = None  # where the axis of amounts ends


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. cells and spans are keyed by (row key, column key); a span names the last row and column."""

    key: str
    tab: str
    part: str
    kind: str
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: Mapping[tuple[str, str], Cell]
    spans: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    marks: tuple[Mark, ...] = ()
    jumps: Mapping[tuple[str, str], Jump] = field(default_factory=dict)
    charts: tuple[BookChart, ...] = ()
    landscape: bool = False
    repeat: tuple[str, str] | None = None
    repeat_columns: tuple[str, str] | None = None
    freeze: tuple[str, str] | None = None
    print_columns: tuple[str, str] | None = None
    print_last: str = ""
    hidden: bool = False
    one_page: bool = False
    scale: int = 0  # per cent, instead of as wide as the page; then pages begin with the rows in breaks
    breaks: tuple[str, ...] = ()
    filter: tuple[str, str] | None = None  # head row and last row


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Names for a region: 表[.区块].行.列.

    rows and columns map names to keys; types maps column names to value types, row_types those of form rows.
    body: first and last row key of what `表.列` means. entry: amounts are in the unit's own 金额单位.
    computed: rows of a form that nobody types.
    was: the sheet's former titles; renamed: some of its rows or columns are also found by former names.
    codes: the column that holds the code (growing tables, code blocks). size: body rows.
    running: what that column shows in the body row that repeats the total, "" where the total stands apart.
    """

    name: str
    sheet: str
    kind: Literal["list", "form", "grid", "fixed", "classify", "follow", "text", "card", "codes", "hidden"]
    rows: Mapping[str, str]
    columns: Mapping[str, str]
    types: Mapping[str, str]
    body: tuple[str, str]
    block: str = ""
    row_types: Mapping[str, str] = field(default_factory=dict)
    entry: bool = False
    default: str = ""
    computed: frozenset[str] = frozenset()
    codes: str = ""
    size: int = 0
    required: str = ""
    body_keys: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    renamed: bool = False
    running: str = ""

    @property
    def full_name(self) -> str:
        return f"{self.name}.{self.block}" if self.block else self.name


@dataclass(frozen=True, slots=True)
class Identity:
    """What the workbook says it is: spec name, hash over the spec, year, unit, and the unit's code (None: a file that
    was made without it).
    """

    spec: str
    hash: str
    year: str
    unit: str
    code: str | None = ""


@dataclass(frozen=True, slots=True)
class Book:
    sheets: tuple[Sheet, ...]
    tables: tuple[Table, ...]
    identity: Identity
    names: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)  # defined name → sheet, row, column
    findings: tuple[Finding, ...] = ()
