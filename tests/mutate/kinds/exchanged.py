"""Two amounts in each other's place that no sum of their own column shows."""

from __future__ import annotations

from random import Random

from mutate.base import Base
from mutate.expect import Expected, Kind, Mutant
from mutate.kinds.entries import FOLLOW, SLIP
from mutate.shift import Unsuitable
from workbook.judge import accounts as a
from workbook.judge.ledger import ledger_of
from workbook.match.match import Spot


def ends_exchanged(base: Base, dice: Random) -> Mutant:
    """The carry-over of both ends of the year in each other's column, in one row."""
    rows = [row for row in ledger_of(base.filled).filled_rows(a.CARRY) if row.number(a.BEGIN) and row.number(a.END)]
    rows = [row for row in rows if row.number(a.BEGIN) != row.number(a.END)]
    if not rows:
        raise Unsuitable
    row = dice.choice(rows)
    return _exchanged(base, row.spots[a.BEGIN], row.spots[a.END], frozenset({"J125", "K101"}))


def income_exchanged(base: Base, dice: Random) -> Mutant:
    """Two amounts of one row of income in each other's column, of two funds; one may be blank."""
    pairs = [
        (row.spots[one], row.spots[two])
        for row in ledger_of(base.filled).filled_rows(a.INCOME)
        for fund, columns in a.INCOMES.items()
        for one in columns
        for other, others in a.INCOMES.items()
        for two in others
        if fund < other and {one, two} <= row.spots.keys() and row.number(one) != row.number(two)
    ]
    if not pairs:
        raise Unsuitable
    one, two = dice.choice(pairs)
    return _exchanged(base, one, two, SLIP | {"J"})


def classes_exchanged(base: Base, dice: Random) -> Mutant:
    """The amounts of two economic classes that are paid under items of their own."""
    known = {code for code, _ in a.SAME_MONEY}
    rows = [row for row in ledger_of(base.filled).filled_rows(a.ECONOMIC) if row.text(a.CODE) in known]
    if len(rows) < 2:
        raise Unsuitable
    one, two = dice.sample(rows, 2)
    return _exchanged(base, one.spots[a.FINAL], two.spots[a.FINAL], frozenset({"J125"}))


def _exchanged(base: Base, one: Spot, two: Spot, codes: frozenset[str]) -> Mutant:
    held = base.filled.inputs
    changes = {one: held[two], two: held[one]}
    package = base.package(bare=True)
    for (key, row, column), value in changes.items():
        if value is None:
            package.blank(base.tabs[key], row, column)
        else:
            package.number(base.tabs[key], row, column, value)
    places = frozenset(where.place for where, _, _ in base.inputs if where.spot in changes)
    return Mutant(
        package, Expected(codes, places, sources=frozenset(changes), follows=FOLLOW, changes=changes), f"{one} ↔ {two}"
    )


KINDS: dict[str, Kind] = {
    "ends of the year exchanged": ends_exchanged,
    "two funds' income exchanged": income_exchanged,
    "economic classes exchanged": classes_exchanged,
}
