"""Finished sheets: what stands in which cell and how it looks. Writers decide nothing.

Rows and columns count from 1. Formulas are in A1 style, begin with "=", and name sheets as Excel stores them
(unquoted when all letters are plain, quoted otherwise).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Scalar = Decimal | int | str | bool | None
"""A cell's value. An entry amount is a Decimal, an empty cell None; the text "" is what a formula may give."""

Area = tuple[int, int, int, int]
"""first row, first column, last row, last column"""


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks. Two equal styles become one format in the file."""

    font: str = "宋体"
    size: float = 11
    bold: bool = False
    italic: bool = False
    underline: bool = False
    color: str = ""  # RRGGBB, "" = automatic
    fill: str = ""
    align: Literal["", "left", "center", "right", "justify"] = ""
    valign: Literal["center", "top"] = "center"
    wrap: bool = False
    shrink: bool = False
    indent: int = 0
    border: Literal["", "thin", "hair", "bottom"] = ""
    number: str = ""  # number format, "" = General; "@" = text
    unlocked: bool = False  # an input cell


@dataclass(frozen=True, slots=True)
class GridCell:
    """value: the constant, or with a formula its cached result (filled in by `evaluate`)."""

    value: Scalar = None
    formula: str = ""
    style: Style = Style()


@dataclass(frozen=True, slots=True)
class Validation:
    """What may be typed into an area, with a prompt and an error text that says what is expected.

    kind list: `source` is a formula such as =$H$2:$H$9, or choices joined by commas (255 characters at most).
    kind custom: `source` is a formula for the top left cell.
    """

    area: Area
    kind: Literal["list", "decimal", "whole", "date", "length", "custom", "any"]
    source: str = ""
    low: str = ""
    high: str = ""
    title: str = ""
    prompt: str = ""
    error: str = ""
    strict: bool = True  # stop; False: warn only


@dataclass(frozen=True, slots=True)
class Conditional:
    """Style the area where the formula (for its top left cell) holds. Only fill, colour, bold, number, border count."""

    area: Area
    formula: str
    style: Style


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside the workbook, from a cell to a sheet's cell (`"支出明细"`, `"C9"`)."""

    sheet: str
    cell: str
    tip: str = ""


@dataclass(frozen=True, slots=True)
class GridSeries:
    """name: a cell; categories and values: areas on the sheet named `sheet`."""

    sheet: str
    name: tuple[int, int]
    categories: Area
    values: Area


@dataclass(frozen=True, slots=True)
class GridChart:
    kind: Literal["column", "bar", "pie"]
    title: str
    series: tuple[GridSeries, ...]
    row: int
    column: int
    width: int  # pixels
    height: int
    label_format: str  # number format of the data labels
    alt: str
    percent_labels: bool = False  # pie: category name and share
    top: int | None = None  # the axis of amounts runs from 0 to this


@dataclass(frozen=True, slots=True)
class Page:
    landscape: bool = False
    area: Area | None = None  # print area
    repeat_rows: tuple[int, int] | None = None
    fit_height: int = 0  # pages high; 0 = as many as it takes (always one wide)
    scale: int = 0  # per cent, instead of fitting; only then programs heed breaks
    breaks: tuple[int, ...] = ()  # rows that begin a page
    footer: str = ""  # &P and &N as Excel writes them
    margins: tuple[float, float, float, float] = (0.5, 0.5, 0.6, 0.6)  # left, right, top, bottom, inches
    center: bool = True
    repeat_columns: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class GridSheet:
    key: str  # the identity in the corner cell
    name: str  # the tab
    cells: Mapping[tuple[int, int], GridCell]
    merges: tuple[Area, ...] = ()
    widths: Mapping[int, float] = field(default_factory=dict)  # column → characters
    heights: Mapping[int, float] = field(default_factory=dict)  # row → points, fixed
    fitted: Mapping[int, float] = field(default_factory=dict)  # row → points now; the program fits it again on edit
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    freeze: tuple[int, int] | None = None  # first row and column that move
    filter: Area | None = None
    page: Page = Page()
    validations: tuple[Validation, ...] = ()
    conditionals: tuple[Conditional, ...] = ()
    links: Mapping[tuple[int, int], Link] = field(default_factory=dict)
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)  # notes that show when the cell is pointed at
    charts: tuple[GridChart, ...] = ()
    visibility: Literal["visible", "hidden"] = "visible"
    protect: bool = True
    tab_color: str = ""
    zoom: int = 100


@dataclass(frozen=True, slots=True)
class Properties:
    """Document properties, the identity carriers among them."""

    title: str = ""
    subject: str = ""
    author: str = ""
    company: str = ""
    keywords: str = ""
    comments: str = ""
    language: str = "zh-CN"
    custom: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Grid:
    sheets: tuple[GridSheet, ...]
    names: Mapping[str, str] = field(default_factory=dict)  # defined name → formula such as =单位信息!$D$5
    properties: Properties = Properties()
    active: str = ""  # the sheet shown first
    varying: frozenset[tuple[str, int, int]] = frozenset()  # locked cells (sheet key, row, column) of one unit only
    dressed: frozenset[tuple[str, int, int]] = frozenset()  # cells whose number format follows from what was typed
