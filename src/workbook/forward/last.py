"""Last year: its spec, its data, and what its own book says under each name; old names stand for new ones."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import islice, product

from workbook.data import SheetData, UnitData, Value
from workbook.data.amounts import round_half_up
from workbook.data.files import files_of
from workbook.data.sheets import typed_columns
from workbook.spec.former import olds
from workbook.spec.model import Block, Column, Entry, Row, SheetBase, Table
from workbook.spec.spec import Spec

WAN = Decimal(10000)
_TRIES = 64


@dataclass(frozen=True, slots=True)
class Seen:
    """What a name shows in a book. unit: 元 or 万元, "" where it is no amount of money."""

    value: Decimal | None
    unit: str = ""


Look = Callable[[str], Seen | None]
"""A name (表.行.列) → what it shows; None when the book has no such cell."""


@dataclass(frozen=True)
class Last:
    """data: settled. look: into the book that last year's spec makes of them."""

    spec: Spec
    data: UnitData
    look: Look

    @cached_property
    def origin(self) -> str:
        """Year, spec and fingerprint of the data."""
        total = hashlib.sha256()
        for name, content in sorted(files_of(self.data, self.spec).items()):
            total.update(f"{name}\0{len(content)}\0".encode() + content)
        return f"{self.data.year} {self.spec.name} sha256:{total.hexdigest()[:16]}"

    def sheet(self, sheet: Entry) -> tuple[Entry | None, SheetData]:
        """Last year's form of an entry sheet and what it held."""
        for name in (str(sheet.sheet), *former(sheet)):
            old = self.spec.sheet(name)
            if isinstance(old, Entry):
                return old, self.data.sheet(name)
        return None, SheetData()

    def seen(self, name: str, spec: Spec) -> tuple[str, Seen | None]:
        """What a name of the new spec shows in last year's book, and what it is called there."""
        renamed = _renamed(spec)
        ways = product(*((part, *renamed.get(part, ())) for part in name.split(".")))
        for parts in islice(ways, _TRIES):
            seen = self.look(".".join(parts))
            if seen is not None:
                return ".".join(parts), seen
        return name, None


def former(item: SheetBase | Row | Column) -> tuple[str, ...]:
    """Former names of a sheet, row or column."""
    return tuple(map(str, item.was))


def old_name(name: str, model: Row | Column, known: Iterable[str]) -> str | None:
    """What a row or column was called last year; None when it was not there."""
    there = set(known)
    return next((n for n in (name, *former(model)) if n in there), None)


def columns_of(sheet: Entry) -> Mapping[str, Column]:
    """The typed columns of a list or grid."""
    return typed_columns(sheet.columns)


def converted(value: Decimal, have: str, want: str) -> tuple[Decimal, str]:
    """An amount in another unit, and how it was converted, "" when it was not. 万元 are rounded half up to cents."""
    if have == want or not have or not want:
        return value, ""
    if want == "元":
        return value * WAN, f"{value:f}万元×10000"
    return round_half_up(value / WAN), f"{value:f}元÷10000"


def number(value: Value) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(0)


def _renamed(spec: Spec) -> dict[str, tuple[str, ...]]:
    """Name → former names, of all sheets, rows and columns."""
    names: dict[str, tuple[str, ...]] = {}
    for sheet in spec.sheets:
        if sheet.was:
            names[str(sheet.sheet)] = former(sheet)
        if isinstance(sheet, Entry):
            for fields in (sheet.fields or {}).values():
                names |= olds(fields)
        if isinstance(sheet, Entry | Table):
            names |= olds(sheet.columns)
            names |= olds(sheet.rows) if isinstance(sheet.rows, Mapping) else {}
        if isinstance(sheet, Table):
            for block in sheet.blocks.values():
                names |= _block(block)
    return names


def _block(block: Block) -> dict[str, tuple[str, ...]]:
    return olds(block.columns) | olds(block.rows) | olds(block.foot)
