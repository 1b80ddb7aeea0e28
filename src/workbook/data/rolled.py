"""A department's data by unit: who was added up, and what each unit has in every cell of the department's sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Value = Decimal | str | None
Kind = Literal["row", "field", "grid", "fact", "indicator"]

MISSING = "未上报"
STATUSES = ("已接受", "强制接受", "未经导入", "有差错", MISSING)
"""已接受 and 强制接受 are the verdicts of the import record; without a record the data were written by hand."""

SIDE = "（各单位）"
"""What the name of a sheet, and of a data file, ends with that has each unit's amounts beside the others'."""

CARDS = ""
"""The owner of the rows that belong to scorecards (`Rolled.rows`)."""


@dataclass(frozen=True, slots=True)
class RolledUnit:
    """A unit of the department. expected: 是, 否, or "" where nobody gave a list of the units."""

    name: str
    code: str = ""
    money_unit: str = ""
    status: str = ""
    expected: str = ""
    remark: str = ""

    @property
    def received(self) -> bool:
        return self.status != MISSING


@dataclass(frozen=True, slots=True)
class RolledRow:
    """One cell of the department's entry sheets or scorecards, and what each unit has there.

    owner: the entry sheet, or the scorecard. name: column, 项目, or data column of an indicator. row: a list row's
    or an indicator's number, a grid row's name. how: add; or funds: weighted by the 执行数 of the same scorecard.
    type: the value type. amounts: number of the unit (from 1) → its amount, in its own 金额单位.
    """

    owner: str
    kind: Kind
    name: str
    row: str = ""
    how: Literal["add", "funds"] = "add"
    type: str = "money"
    amounts: Mapping[int, Value] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The row's key in the workbook; `parse` reads it."""
        if self.kind in ("fact", "indicator"):
            return "|".join((self.owner, self.row, self.name, self.how, self.type))
        return "|".join((self.row, self.name))

    @property
    def target(self) -> tuple[str, str, str, str]:
        """Which cell of the department it is."""
        return self.kind, self.owner, self.row, self.name


def parse(key: str, sheet: str, kind: Kind, type_of: Mapping[str, str]) -> RolledRow | None:
    """The row with this key, without amounts. sheet: the entry sheet, CARDS for scorecards. None: no such key.

    type_of: value types of the sheet's columns or fields.
    """
    parts = key.rsplit("|", 4)
    if sheet == CARDS:
        if len(parts) != 5 or parts[3] not in ("add", "funds"):
            return None
        owner, row, name, how, kind_ = parts
        return RolledRow(owner, "indicator" if row else "fact", name, row, "add" if how == "add" else "funds", kind_)
    if len(parts) != 2 or parts[1] not in type_of:
        return None
    return RolledRow(sheet, kind, parts[1], parts[0], "add", type_of[parts[1]])


@dataclass(frozen=True, slots=True)
class Rolled:
    """units: those that were added up, then the missing ones. rows: entry sheet (or CARDS) → its cells.

    eliminations: rows of the sheet 抵销, amounts in the department's 金额单位.
    """

    units: tuple[RolledUnit, ...] = ()
    rows: Mapping[str, tuple[RolledRow, ...]] = field(default_factory=dict)
    eliminations: tuple[Mapping[str, Value], ...] = ()

    @property
    def received(self) -> tuple[RolledUnit, ...]:
        return tuple(unit for unit in self.units if unit.received)
