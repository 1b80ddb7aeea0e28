"""What a roll-up starts from: the units as they were read, and what the department declares about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from workbook.data import UnitData, Value
from workbook.data.rolled import RolledUnit
from workbook.finding import Place

YUAN, WAN = "元", "万元"


@dataclass(frozen=True, slots=True)
class Source:
    """A unit that is to be added up. folder: as the user named it. verdict: of its import record, "" without one.

    hash: of the template of its import record. units: the units that it was itself rolled up from. errors: how many
    errors its data files have. rolled: whether it is a department's folder.
    """

    data: UnitData
    code: str = ""
    folder: str = ""
    verdict: str = ""
    hash: str = ""
    errors: int = 0
    units: tuple[str, ...] = ()
    rolled: bool = False

    @property
    def place(self) -> Place:
        return Place(file=self.folder)


@dataclass(frozen=True, slots=True)
class Elimination:
    """A payment between units as it was declared; blank codes are found from the units' data.

    values: column of the sheet 抵销 → value. money_unit: of its 金额, "" = the department's.
    """

    values: Mapping[str, Value]
    place: Place = field(default_factory=Place)
    money_unit: str = ""


@dataclass(frozen=True, slots=True)
class Declared:
    """What the department says. head: its own data, of which the texts count; None: none. expected: the units that
    it has, None when nobody said. name: the department's name, "" where it is head's.
    """

    head: UnitData | None = None
    expected: tuple[RolledUnit, ...] | None = None
    eliminations: tuple[Elimination, ...] = ()
    name: str = ""


def factor(money_unit: str, wanted: str) -> Decimal:
    """How many units of `wanted` one unit of `money_unit` is: 1, 10000 or 1/10000."""
    return (Decimal(10000) if money_unit == WAN else Decimal(1)) / (Decimal(10000) if wanted == WAN else Decimal(1))
