"""Habits: zeros where nothing is to be typed, names moved alone, a sheet's amounts as text, a direction turned."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from mutate.base import Base
from mutate.expect import Expected, Kind, Mutant
from mutate.shift import Unsuitable
from workbook.data import Value
from workbook.data.scorecards import DEPARTMENT, DIRECTION, MEASURED
from workbook.judge.ledger import ledger_of
from workbook.judge.rules.zero_for_blank import optional
from workbook.match.match import Spot

_PROJECTS, _NAME, _SPENT, _EXECUTED = "项目支出", "项目名称", "决算数", "执行数"


def zeros_for_blanks(base: Base, dice: Random) -> Mutant:
    """0 in at least two cells that are filled only to publish another number than the one computed."""
    named = (name for _, check in base.filled.spec.checks if (name := optional(check)))
    cells = [spot for name in named if (spot := ledger_of(base.filled).spot_of(name)) is not None]
    blank = [spot for spot in cells if base.filled.inputs.get(spot, 0) is None]
    if len(blank) < 2:
        raise Unsuitable
    spots = sorted(dice.sample(blank, dice.randint(2, len(blank))))
    package = base.package(bare=True)
    for key, row, column in spots:
        package.number(base.tabs[key], row, column, 0)
    places = frozenset(where.place for where, _, _ in base.inputs if where.spot in spots)
    expected = Expected(
        frozenset({"J144", "K101"}),
        places,
        sources=frozenset(spots),
        changes=dict.fromkeys(spots, Decimal(0)),
        harmless=True,
    )
    return Mutant(package, expected, f"0 in {len(spots)} cells that are to stay blank")


def names_moved(base: Base, dice: Random) -> Mutant:
    """The names of at least two projects, each beside the amount of another; it may look as if all were a row off."""
    ledger = ledger_of(base.filled)
    executed = {
        ledger.value(spot): ledger.value(ledger.facts.get((card, _EXECUTED)))
        for (card, fact), spot in ledger.facts.items()
        if fact == _NAME
    }
    rows = [row for row in ledger.filled_rows(_PROJECTS) if executed.get(row.text(_NAME)) == row.values[_SPENT]]
    amounts = [row.values[_SPENT] for row in rows]
    rows = [row for row in rows if amounts.count(row.values[_SPENT]) == 1]
    if len(rows) < 2:
        raise Unsuitable
    chosen = sorted(dice.sample(rows, dice.randint(2, len(rows))), key=lambda row: row.row)
    names = [row.text(_NAME) for row in chosen]
    moved = dice.sample(names, len(names))
    if any(one == other for one, other in zip(names, moved, strict=True)):
        raise Unsuitable
    changes: dict[Spot, Value] = {row.spots[_NAME]: name for row, name in zip(chosen, moved, strict=True)}
    package = base.package(bare=True)
    for (key, row, column), name in changes.items():
        package.say(base.tabs[key], row, column, str(name))
    beside = {row.spots[_SPENT] for row in chosen}  # amounts, which may by chance be in order
    places = frozenset(where.place for where, _, _ in base.inputs if where.spot in changes or where.spot in beside)
    expected = Expected(frozenset({"J145", "J101"}), places, sources=frozenset(changes), changes=changes)
    return Mutant(package, expected, f"{len(names)} names of projects beside each other's amounts")


def amounts_as_text(base: Base, dice: Random) -> Mutant:
    """All amounts of a list stored as text."""
    owner = dice.choice([name for name, rows in base.lists.items() if len(rows) > 2])
    package = base.package(bare=True)
    spots: list[Spot] = []
    for row in base.lists[owner].values():
        for where, value in row.values():
            if base.filled.slots[where.spot].type == "money" and isinstance(value, Decimal):
                package.say(*where.at, f"{value:.2f}")
                spots.append(where.spot)
    if len(spots) < 3:
        raise Unsuitable
    places = frozenset(where.place for where, _, _ in base.inputs if where.spot in spots)
    expected = Expected(frozenset({"M302"}), places, sources=frozenset(spots), data="")
    return Mutant(package, expected, f"all amounts of {owner} as text")


def direction_turned(base: Base, dice: Random) -> Mutant:
    """≥ for ≤, or the other way round, in an indicator that the department gathers from its projects."""
    indicators = ledger_of(base.filled).indicators
    gathered = {row.text("三级指标") for row in indicators.get(DEPARTMENT, ()) if row.text("汇总")}
    rows = [
        row
        for card, every in indicators.items()
        for row in every
        if card != DEPARTMENT and row.text("三级指标") in gathered and row.text(DIRECTION) in MEASURED
    ]
    if not rows:
        raise Unsuitable
    row = dice.choice(rows)
    spot, turned = row.spots[DIRECTION], "≤" if row.text(DIRECTION) == "≥" else "≥"
    package = base.package(bare=True)
    package.say(base.tabs[spot[0]], spot[1], spot[2], turned)
    places = frozenset(where.place for where, _, _ in base.inputs if where.spot == spot)
    expected = Expected(frozenset({"J137"}), places, sources=frozenset({spot}), changes={spot: turned})
    return Mutant(package, expected, f"{spot} turned to {turned}")


KINDS: dict[str, Kind] = {
    "zeros for blanks": zeros_for_blanks,
    "names beside other amounts": names_moved,
    "all amounts of a list as text": amounts_as_text,
    "direction turned": direction_turned,
}
