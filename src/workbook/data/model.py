"""A unit's data for one year, as read from its folder: typed, nothing computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from workbook.data.rolled import Rolled

Value = Decimal | str | None
"""An amount or count, a text, or a blank. A blank is a blank, never 0."""


@dataclass(frozen=True, slots=True)
class SheetData:
    """What one entry sheet holds.

    rows: an entry list's rows, column → value. fields and remarks: a form's 值 and 说明 by 项目.
    cells: a grid of fixed rows, (row, column) → value.
    """

    rows: tuple[Mapping[str, Value], ...] = ()
    fields: Mapping[str, Value] = field(default_factory=dict)
    remarks: Mapping[str, Value] = field(default_factory=dict)
    cells: Mapping[tuple[str, str], Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScorecardData:
    """One 自评表: its name (the file's), head facts and texts by 项目, indicator rows."""

    name: str
    department: bool
    facts: Mapping[str, Value] = field(default_factory=dict)
    indicators: tuple[Mapping[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """An explanation of a failing check: which check, why, and the difference it explains (in 万元)."""

    check: str
    text: str
    difference: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """A value of last year's final account that this year begins with.

    name: of this year's cell (表.行.列, see `carried.py`). source: the name in last year's book. value: in this year's
    金额单位. conversion: how it was converted ("" = it was not). origin: year, spec and hash of last year's data.
    """

    name: str
    source: str = ""
    value: Decimal | None = None
    conversion: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class UnitData:
    """unit, code, year, money_unit and spec come from 单位.csv; sheets are keyed by the entry sheet's name.

    rolled: what a department's amounts are made of; None: they are its own.
    """

    folder: str = ""
    unit: str = ""
    year: str = ""
    money_unit: str = ""
    spec: str = ""
    sheets: Mapping[str, SheetData] = field(default_factory=dict)
    scorecards: tuple[ScorecardData, ...] = ()
    explanations: Mapping[str, Explanation] = field(default_factory=dict)
    carried: tuple[Carried, ...] = ()
    rolled: Rolled | None = None
    code: str = ""

    def sheet(self, name: str) -> SheetData:
        return self.sheets.get(name, SheetData())
