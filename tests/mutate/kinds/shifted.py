"""Columns that were pasted one row too low or too high."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from mutate.base import Base, Where
from mutate.expect import Expected, Kind, Mutant
from mutate.kinds.entries import BALANCED
from mutate.shift import Unsuitable
from workbook.data import Value
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


KINDS: dict[str, Kind] = {
    "block of a form one row off": form_one_row_off,
    "column one row off": column_one_row_off,
    "all amounts one row off": columns_one_row_off,
    "codes one row off": _of_type("code"),
    "choices one row off": _of_type("choice"),
    "texts one row off": _of_type("text"),
}
