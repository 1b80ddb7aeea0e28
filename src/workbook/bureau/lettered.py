"""Which folder below that of all letters is a unit's."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from workbook.bureau.standing import Standing
from workbook.campaign.ledger import Ledger
from workbook.campaign.own import LETTER_HEADS, LETTERS
from workbook.data.filenames import sanitised
from workbook.spec.csvtext import unshielded


def own_year(ledger: Ledger) -> str:
    """The campaign's own year: the first that a register was for, else the first of which anything came."""
    return ledger.one("SELECT year FROM units ORDER BY registered=0, id LIMIT 1") or ""


def folders(units: Sequence[Standing], target: Path, year: str) -> Iterator[tuple[Standing, Path]]:
    """The folder that each unit has by the list that lies there. A new one begins with the year where that is not
    the campaign's own: what comes later renames none.
    """
    before = _listed(target)
    kept = {(unit.year, unit.unit): before.get((unit.year, unit.unit), "") for unit in units}
    taken = {name.casefold() for name in kept.values() if name}
    for unit in units:
        name = kept[unit.year, unit.unit]
        if not name:
            name = wanted = sanitised(unit.unit if unit.year == year else f"{unit.year}_{unit.unit}") or "_"
            number = 2
            while name.casefold() in taken:
                name = f"{wanted}_{number}"
                number += 1
            taken.add(name.casefold())
        yield unit, target / name


def _listed(target: Path) -> dict[tuple[str, str], str]:
    """Year and unit → the folder that has its letter, by the list of letters that lies there; no folder twice."""
    found: dict[str, tuple[str, str]] = {}
    for lang, name in LETTERS.items():
        heads = LETTER_HEADS[lang]
        try:
            with (target / name).open(encoding="utf-8-sig", newline="") as file:
                rows = [row for row in csv.reader(file) if len(row) == len(heads)]
        except (OSError, ValueError, csv.Error):
            continue
        for row in rows[1:] if rows and tuple(rows[0]) == heads else ():
            year, unit, letter = (unshielded(row[n]) for n in (0, 1, 5))
            folder = letter.partition("/")[0]
            if folder == sanitised(folder) and (target / letter).is_file():
                found.setdefault(folder, (year, unit))
    return {unit: folder for folder, unit in found.items()}
