"""Indicators: rows inserted into a scorecard, and rates a hundred times too small."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from mutate.base import Base, Where
from mutate.expect import Expected, Kind, Mutant
from mutate.shift import Inserted, Unsuitable
from workbook.book.indicators import ROW, row_of
from workbook.book.model import Sheet
from workbook.book.scorecard import POINTS
from workbook.data import Value
from workbook.data.scorecards import ACTUAL, DIRECTION, TARGET


def _cards(base: Base) -> list[Sheet]:
    return [sheet for sheet in base.filled.book.sheets if sheet.kind == "card"]


def _rows(base: Base, sheet: Sheet) -> dict[int, dict[str, Where]]:
    """Row → column's name → its cell, those of indicators that are filled."""
    found: dict[int, dict[str, Where]] = {}
    filled = set()
    for where, slot, value in base.inputs:
        if where.key == sheet.key and slot.kind == "indicator":
            found.setdefault(where.row, {})[slot.name] = where
            if value is not None:
                filled.add(where.row)
    return {row: cells for row, cells in found.items() if row in filled}


def indicator_in_a_new_row(base: Base, dice: Random) -> Mutant:
    """An indicator moved into a row that was inserted between two others, where no formulas are."""
    sheet = dice.choice(_cards(base))
    rows, layout, tab = _rows(base, sheet), base.filled.layout.sheets[sheet.key], base.tabs[sheet.key]
    first = layout.rows[f"{ROW}1"]
    last = max(number for key, number in layout.rows.items() if row_of(key))
    at, source = dice.randint(first + 1, last), dice.choice(list(rows))
    package = base.package(bare=True)
    package.shift(tab, rows=Inserted(at))
    package.new_row(tab, at, {where.column: "x" for where in rows[source].values()})
    for where in rows[source].values():
        package.swap(tab, where.column, source + (source >= at), at)
        package.blank(tab, source + (source >= at), where.column)
    place = Where(sheet.key, tab, at, layout.columns[POINTS]).place
    expected = Expected(frozenset({"F103"}), frozenset({place}), data="")
    return Mutant(package, expected, f"{tab} indicator of row {source} moved into a new row {at}")


def indicator_row_copied(base: Base, dice: Random) -> Mutant:
    """An indicator's row copied and inserted whole, its hidden key with it."""
    sheet = dice.choice(_cards(base))
    rows, tab = _rows(base, sheet), base.tabs[sheet.key]
    source = dice.choice(list(rows))
    package = base.package(bare=True)
    package.copy_row(tab, source)
    lines = frozenset(
        Where(sheet.key, tab, n, w.column).place for n in (source, source + 1) for w in rows[source].values()
    )
    lost = frozenset({(sheet.key, f"{ROW}{number}", "") for number in range(1, 100)})
    expected = Expected(frozenset({"J112"}), lines, lost=lost, data="")
    return Mutant(package, expected, f"{tab} indicator of row {source} copied and inserted")


def percentage_as_a_fraction(base: Base, dice: Random) -> Mutant:
    """The target or the actual of an indicator in %, a hundredth of what it was."""
    rows: dict[tuple[str, int], dict[str, tuple[Where, Value]]] = {}
    for where, slot, value in base.inputs:
        if slot.kind == "indicator":
            rows.setdefault((where.key, where.row), {})[slot.name] = where, value
    rates = [row for row in rows.values() if row["计量单位"][1] == "%" and row[DIRECTION][1] in ("≥", "=")]
    where, value = dice.choice(rates)[dice.choice((TARGET, ACTUAL))]
    if not isinstance(value, Decimal) or value > 100:
        raise Unsuitable
    package = base.package(bare=True)
    package.number(*where.at, value / 100)
    expected = Expected(frozenset({"J133"}), frozenset({where.place}), changes={where.spot: value / 100})
    return Mutant(package, expected, f"{where.place} {value} % as a fraction")


KINDS: dict[str, Kind] = {
    "indicator in a new row": indicator_in_a_new_row,
    "indicator's row copied": indicator_row_copied,
    "percentage as a fraction": percentage_as_a_fraction,
}
