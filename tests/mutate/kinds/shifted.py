"""Columns that were pasted one row too low or too high."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from mutate.base import Base, Where
from mutate.expect import Expected, Kind, Mutant
from mutate.kinds.entries import BALANCED
from mutate.shift import Deleted, Inserted, Unsuitable
from workbook.book.entry import END
from workbook.data import Value
from workbook.formula.address import letters
from workbook.layout import address
from workbook.match.match import Spot

MUTE = "a text does not say to which row it belongs, and one that is missing at the end may not have been written yet"
WORDS = "where a text is missing, and where one contradicts the amounts beside it, are two questions to answer"
LISTS = ("收入明细", "支出明细", "结转结余", "经济分类支出")


def _moved(base: Base, owner: str, columns: list[str], step: int) -> Mutant:
    """All entries of columns one row further down or up; what stood in the first row is lost on the way up.

    Taken: texts on the way up. Nothing in the workbook says what belongs beside which row, unless a reason contradicts
    its amounts; the last row has none, which is how an unfinished list looks too.
    """
    rows = base.lists[owner]
    numbers = sorted(rows)
    package = base.package(bare=True)
    changes: dict[tuple[str, int, int], Value] = {}
    places = set()
    first = next(iter(rows[numbers[0]].values()))[0]
    for column in columns:
        number = rows[numbers[0]][column][0].column
        values = {n: rows[n][column][1] for n in rows}
        for n in range(numbers[0], numbers[-1] + 2):
            where, after = Where(first.key, first.tab, n, number), values.get(n - step)
            places.add(where.place)
            if after == values.get(n):
                continue
            changes[where.spot] = after
            if after is None:
                package.blank(*where.at)
            elif isinstance(after, Decimal):
                package.number(*where.at, after)
            else:
                package.say(*where.at, str(after))
    expected = Expected(frozenset(("J101",)), frozenset(places), changes=changes)
    if base.filled.slots[rows[numbers[0]][columns[0]][0].spot].type == "text" and step < 0:
        codes = frozenset(("J101", "J108", "J113", "K"))
        expected = Expected(codes, frozenset(places), 2, WORDS, changes=changes, taken=MUTE)
    return Mutant(package, expected, f"{owner}.{'、'.join(columns)} {step} row off")


def _entries(base: Base, owner: str, column: str) -> list[Value]:
    return [row[column][1] for row in base.lists[owner].values() if row[column][1] is not None]


def column_one_row_off(base: Base, dice: Random) -> Mutant:
    """All amounts of a column one row further down or up."""
    owner = dice.choice(list(BALANCED))
    column = dice.choice(sorted(BALANCED[owner]))
    if len(_entries(base, owner, column)) < 4:
        raise Unsuitable
    return _moved(base, owner, [column], dice.choice((1, -1)))


def columns_one_row_off(base: Base, dice: Random) -> Mutant:
    """All columns of amounts of a list together, beside codes that stayed where they were."""
    owner = dice.choice(LISTS)
    row = next(iter(base.lists[owner].values()))
    money = [name for name, (where, _) in row.items() if base.filled.slots[where.spot].type == "money"]
    used = [name for name in money if _entries(base, owner, name)]
    if len(used) < 2:
        raise Unsuitable
    return _moved(base, owner, used, dice.choice((1, -1)))


def _of_type(kind: str) -> Kind:
    def moved(base: Base, dice: Random) -> Mutant:
        owner = dice.choice(LISTS if kind != "text" else sorted(base.lists))
        row = next(iter(base.lists[owner].values()))
        found = [name for name, (where, _) in row.items() if base.filled.slots[where.spot].type == kind]
        used = [name for name in found if len(_entries(base, owner, name)) >= 4]
        if not used or len(row) < 2:
            raise Unsuitable
        name = dice.choice(used)
        values = [r[name][1] for r in base.lists[owner].values()]
        if len(set(values)) < 3:
            raise Unsuitable  # nearly all are alike: hardly anything changes
        return _moved(base, owner, [name], dice.choice((1, -1)))

    return moved


def form_one_row_off(base: Base, dice: Random) -> Mutant:
    """A block of a form's fields one row further down or up; the last or first entry is lost. Only blocks that are long
    and hardly anywhere blank: about others too little can be said.
    """
    blocks: list[list[Spot]] = []
    for spot in sorted(s for s, slot in base.filled.slots.items() if slot.kind == "field"):
        if blocks and blocks[-1][-1] == (spot[0], spot[1] - 1, spot[2]):
            blocks[-1].append(spot)
        else:
            blocks.append([spot])
    filled = {spot for spot, value in base.filled.inputs.items() if value is not None}
    block = dice.choice([b for b in blocks if len(b) >= 8 and sum(s in filled for s in b) > 0.6 * len(b)])
    step, tab = dice.choice((1, -1)), base.tabs[block[0][0]]
    package = base.package(bare=True)
    for i, spot in enumerate(block):
        value = base.filled.inputs[block[i - step]] if 0 <= i - step < len(block) else None
        if value is None:
            package.blank(tab, *spot[1:])
        elif isinstance(value, Decimal):
            package.number(tab, *spot[1:], value)
        else:
            package.say(tab, *spot[1:], str(value))
    places = frozenset((tab, address(*spot[1:])) for spot in block)
    expected = Expected(frozenset({"J101"}), places, data="")
    return Mutant(package, expected, f"{tab} rows {block[0][1]} to {block[-1][1]} moved by {step}")


def cells_of_a_column(base: Base, dice: Random) -> Mutant:
    """A cell inserted into a column of a list that is not protected, or deleted from it: what is below moves with all
    formulas that reach over it.
    """
    owner = dice.choice(LISTS)
    rows, layout, tab = base.lists[owner], base.filled.layout.sheets[owner], base.tabs[owner]
    slots = base.filled.slots
    typed = {n: w.column for row in rows.values() for n, (w, v) in row.items() if v is not None}
    counted = {slot.name for spot, slot in slots.items() if spot[0] == owner and slot.type != "text"}
    name = dice.choice(sorted(typed.keys() & counted))
    column, end = typed[name], layout.rows[END]
    at = dice.choice(sorted(rows))
    package = base.package(bare=True)
    inserted = dice.random() < 0.5
    for number in range(end - 1, at, -1) if inserted else range(at + 1, end):
        package.swap(tab, column, number, number - 1)
    if not inserted:
        package.blank(tab, end - 1, column)
    package.follow(tab, letters(column), Inserted(at) if inserted else Deleted(at))
    first = Where(owner, tab, layout.rows["1"], column)
    sources = frozenset((owner, number, column) for number in range(first.row, end + 1))
    expected = Expected(frozenset({"F110"}), frozenset({first.place}), sources=sources, data="")
    deed = "inserted into" if inserted else "deleted from"
    return Mutant(package, expected, f"{tab} a cell {deed} {name} at row {at}")


def column_sorted(base: Base, dice: Random) -> Mutant:
    """The amounts of one column sorted by themselves, blanks at the end."""
    owner = dice.choice(("收入明细", "支出明细"))
    rows = base.lists[owner]
    numbers = sorted(rows)
    money = [name for name, (where, _) in rows[numbers[0]].items() if base.filled.slots[where.spot].type == "money"]
    column = dice.choice(money)
    amounts = [value for n in numbers if isinstance(value := rows[n][column][1], Decimal)]
    wanted: list[Value] = [*sorted(amounts, reverse=dice.random() < 0.5), *[None] * (len(numbers) - len(amounts))]
    changes = {
        where.spot: value
        for n, value in zip(numbers, wanted, strict=True)
        if value != (was := rows[n][column])[1] and (where := was[0])
    }
    if len(amounts) < 5 or len(changes) < 6 or column == "年初预算数":
        raise Unsuitable
    package = base.package(bare=True)
    for (_, row, number), value in changes.items():
        if value is None:
            package.blank(base.tabs[owner], row, number)
        else:
            package.number(base.tabs[owner], row, number, value)
    first = rows[numbers[0]][column][0]
    expected = Expected(frozenset({"J143"}), frozenset({first.place}), sources=frozenset(changes), changes=changes)
    return Mutant(package, expected, f"{owner}.{column} sorted by itself")


KINDS: dict[str, Kind] = {
    "block of a form one row off": form_one_row_off,
    "column one row off": column_one_row_off,
    "all amounts one row off": columns_one_row_off,
    "codes one row off": _of_type("code"),
    "choices one row off": _of_type("choice"),
    "texts one row off": _of_type("text"),
    "cells of a column inserted or deleted": cells_of_a_column,
    "column sorted by itself": column_sorted,
}
