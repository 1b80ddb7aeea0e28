"""Settings of the workbook and its sheets that change what numbers mean, or what a reader sees."""

from __future__ import annotations

import re
from random import Random

from mutate.base import Base
from mutate.expect import Expected, Kind, Mutant
from mutate.kinds.looks import styled
from mutate.package import BOOK
from mutate.shift import Unsuitable

FILE = frozenset({("", ""), ("filled.xlsx", "")})


def date1904(base: Base, dice: Random) -> Mutant:
    package = base.package()
    package.replace(BOOK, "<workbookPr ", '<workbookPr date1904="1" ')
    return Mutant(package, Expected(frozenset({"R413"}), FILE), "dates begin in 1904")


def as_displayed(base: Base, dice: Random) -> Mutant:
    package = base.package()
    package.write(BOOK, re.sub(r"<calcPr ", '<calcPr fullPrecision="0" ', package.text(BOOK)))
    return Mutant(package, Expected(frozenset({"R414"}), FILE), "precision as displayed")


def iterating(base: Base, dice: Random) -> Mutant:
    package = base.package()
    package.write(BOOK, re.sub(r"<calcPr ", '<calcPr iterate="1" ', package.text(BOOK)))
    return Mutant(package, Expected(frozenset({"R415"}), FILE), "iteration")


def unprotected(base: Base, dice: Random) -> Mutant:
    tab = dice.choice(list(base.tabs.values()))
    package = base.package()
    part = package.sheets[tab]
    text = re.sub(r"<sheetProtection[^>]*/>", "", package.text(part))
    if text == package.text(part):
        raise Unsuitable
    package.write(part, text)
    return Mutant(package, Expected(frozenset({"J122"}), frozenset({(tab, "")})), f"{tab} not protected")


def hidden_row(base: Base, dice: Random) -> Mutant:
    """A row with entries, or (harmless) a blank one."""
    where, _, value = dice.choice([i for i in base.inputs if base.kinds[i[0].key] == "entry"])
    used = any(w.row == where.row and w.key == where.key and v is not None for w, _, v in base.inputs)
    package = base.package()
    package.replace(package.sheets[where.tab], f'<row r="{where.row}"', f'<row r="{where.row}" hidden="1"', 1)
    if not used:
        return Mutant(package, Expected(harmless=True), f"{where.tab} blank row {where.row} hidden")
    places = frozenset({(where.tab, f"A{where.row}"), where.place})
    return Mutant(package, Expected(frozenset({"J120"}), places), f"{where.tab} row {where.row} hidden {value!r}")


def hidden_column(base: Base, dice: Random) -> Mutant:
    where, _, _ = dice.choice([i for i in base.inputs if i[2] is not None and base.kinds[i[0].key] == "entry"])
    package = base.package()
    part = package.sheets[where.tab]
    text = package.text(part)
    for found in re.finditer(r'<col min="(\d+)" max="(\d+)"', text):
        if int(found[1]) <= where.column <= int(found[2]):
            package.write(part, f'{text[: found.end()]} hidden="1"{text[found.end() :]}')
            places = frozenset((where.tab, f"{_letter(n)}1") for n in range(int(found[1]), int(found[2]) + 1))
            return Mutant(package, Expected(frozenset({"J120"}), places), f"{where.tab} column {where.column} hidden")
    raise Unsuitable


def _letter(number: int) -> str:
    return chr(64 + number)


def hidden_sheet(base: Base, dice: Random) -> Mutant:
    shown = [s for s in base.filled.book.sheets if not s.hidden]
    sheet = dice.choice(shown)
    tab = base.tabs[sheet.key]
    package = base.package()
    state = dice.choice(("hidden", "veryHidden"))
    package.write(
        BOOK, re.sub(f'(<sheet name="{re.escape(tab)}" sheetId="\\d+")', rf'\1 state="{state}"', package.text(BOOK))
    )
    return Mutant(package, Expected(frozenset({"J120"}), frozenset({(tab, "")})), f"{tab} {state}")


def white(base: Base, dice: Random) -> Mutant:
    """White letters in an input cell."""
    where, slot, value = dice.choice([i for i in base.inputs if i[2] is not None])
    package = base.package()
    styled(package, where, font='<font><sz val="11"/><color rgb="FFFFFFFF"/><name val="宋体"/></font>')
    places = frozenset({where.place, (where.tab, "")})
    return Mutant(package, Expected(frozenset({"J121"}), places), f"{where.place} {slot.name} {value!r} in white")


def other_look(base: Base, dice: Random) -> Mutant:
    """Widths, heights, zoom: no business of ours."""
    tab = dice.choice(list(base.tabs.values()))
    package = base.package()
    part = package.sheets[tab]
    text = re.sub(r' ht="[\d.]+"', f' ht="{dice.randint(10, 60)}"', package.text(part))
    text = re.sub(r' width="[\d.]+"', f' width="{dice.randint(5, 60)}.5"', text)
    package.write(part, text)
    return Mutant(package, Expected(harmless=True), f"{tab} looks otherwise")


KINDS: dict[str, Kind] = {
    "dates begin in 1904": date1904,
    "precision as displayed": as_displayed,
    "iteration": iterating,
    "protection removed": unprotected,
    "row hidden": hidden_row,
    "column hidden": hidden_column,
    "sheet hidden": hidden_sheet,
    "white letters": white,
    "widths and heights": other_look,
}
