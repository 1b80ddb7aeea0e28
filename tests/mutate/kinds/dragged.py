"""Input cells dragged onto others with the mouse: programs let every formula follow, and break those beneath."""

from __future__ import annotations

import re
from functools import partial
from random import Random

from mutate.base import Base, Where
from mutate.expect import Expected, Kind, Mutant
from mutate.package import Package
from mutate.shift import _TOKEN, Unsuitable, in_formulas
from workbook.book.model import Slot
from workbook.data import Value
from workbook.match.match import Spot

_FORMS, _ROWS = ("field", "grid"), ("row", "indicator", "fact")


def drag(package: Package, cells: dict[Where, Where]) -> None:
    """The cells put onto others of a sheet, styles apart, and every formula as programs leave it."""
    contents = {source: package.cell(*source.at)[1] for source in cells}
    for source in cells:
        package.blank(*source.at)
    for source, target in cells.items():
        package.put(*target.at, contents[source].group(3) or "", contents[source].group(2) or "")
    (tab,) = {where.tab for pair in cells.items() for where in pair}
    now = {target.cell: "" for target in cells.values()} | {source.cell: to.cell for source, to in cells.items()}
    for name, part in package.sheets.items():
        if name == tab or tab in package.text(part):
            package.write(part, in_formulas(package.text(part), partial(_followed, host=name, tab=tab, now=now)))


def _followed(formula: str, host: str, tab: str, now: dict[str, str]) -> str:
    """now: what a cell's references are after it; "" broken."""

    def replaced(found: re.Match[str]) -> str:
        cell = _single(found, host, tab)
        if cell not in now:
            return found.group(0)
        column, row = re.findall(r"[A-Z]+|[0-9]+", now[cell]) or ("", "")
        return f"{found.group(2) or ''}{found.group(3)}{column}{found.group(5)}{row}" if row else "#REF!"

    return _TOKEN.sub(replaced, formula)


def _single(found: re.Match[str], host: str, tab: str) -> str:
    """The cell of a sheet to which a reference refers alone; "" for all others."""
    sheet, column, row = found.group(2), found.group(4), found.group(6)
    named = sheet[:-1].strip("'").replace("''", "'") if sheet else host
    return f"{column}{row}" if found.group(1) is None and found.group(8) is None and named == tab else ""


def _looked_at(base: Base, tab: str) -> dict[str, set[Spot]]:
    """Cell of a sheet → formulas that mean it alone, not in an area."""
    known: dict[str, set[Spot]] = {}
    for where, cell in base.formulas:
        if where.tab == tab or tab in cell.formula:
            for found in _TOKEN.finditer(cell.formula):
                known.setdefault(_single(found, where.tab, tab), set()).add(where.spot)
    return known


def _pick(base: Base, dice: Random, kinds: tuple[str, ...], count: int) -> Mutant:
    """`count` cells below each other, dragged as one."""
    by_spot: dict[Spot, tuple[Where, Slot, Value]] = {i[0].spot: i for i in base.inputs}
    sources = [i for i in base.inputs if i[1].kind in kinds and (i[2] is not None or dice.random() < 0.1)]
    first, slot, _ = dice.choice(sources)
    alike = [w for w, s, _ in base.inputs if (w.key, s.kind, s.type) == (first.key, slot.kind, slot.type)]
    onto = dice.choice(alike)
    cells: dict[Where, Where] = {}
    for i in range(count):
        source, target = ((w.key, w.row + i, w.column) for w in (first, onto))
        if source not in by_spot or target not in by_spot or source == target:
            raise Unsuitable
        if by_spot[source][1].type != by_spot[target][1].type:
            raise Unsuitable
        cells[by_spot[source][0]] = by_spot[target][0]
    looked_at = _looked_at(base, first.tab)
    moved = [looked_at.get(w.cell, set()) for w in cells]
    lost = [looked_at.get(w.cell, set()) for w in cells.values() if w not in cells]
    changed = set[Spot]().union(*moved, *lost)
    if not any(moved) or (len(changed) < 2 and not any(lost)):
        raise Unsuitable  # one formula that refers elsewhere is an altered formula
    package = base.package(bare=True)
    drag(package, cells)
    places = frozenset(w.place for w in cells.values())
    spots = frozenset(w.spot for pair in cells.items() for w in pair)
    expected = Expected(frozenset({"F111"}), places, sources=spots, data="")
    return Mutant(package, expected, f"{first.tab} {count} cells from {first.cell} dragged onto {onto.cell}")


def cell_onto_another(base: Base, dice: Random) -> Mutant:
    """A cell of a form."""
    return _pick(base, dice, _FORMS, 1)


def cells_onto_others(base: Base, dice: Random) -> Mutant:
    """Two or three cells of a form, also onto each other."""
    return _pick(base, dice, _FORMS, dice.choice((2, 3)))


def cell_of_a_list(base: Base, dice: Random) -> Mutant:
    """A cell of a list or a scorecard to which formulas refer one by one."""
    return _pick(base, dice, _ROWS, 1)


KINDS: dict[str, Kind] = {
    "cell dragged onto another": cell_onto_another,
    "cells dragged onto others": cells_onto_others,
    "cell of a list dragged onto another": cell_of_a_list,
}
