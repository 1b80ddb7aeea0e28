"""Which folder of a year each unit's data lie in, and a new one for who has none."""

from __future__ import annotations

import os
from pathlib import Path

from workbook.campaign.units import key_of
from workbook.data import unit_facts
from workbook.data.filenames import sanitised
from workbook.data.unit import NAME, UNIT_FILE
from workbook.disk import clear_abandoned


class Homes:
    """The folders of one year (data/<year>) by the unit that their 单位.csv names, after what a cut left has been
    cleared. They are looked through once; each further unit costs the same, however many there are.
    """

    def __init__(self, year: Path) -> None:
        self.year = year
        self._by_key: dict[str, str] = {}
        self._names: set[str] = set()
        clear_abandoned(year, again=True)
        for folder in _folders(year):
            if not folder.startswith(".") and (year / folder / UNIT_FILE).is_file():
                name = unit_facts(year / folder)[0].get(NAME, "")
                if key_of(name) not in self._by_key:
                    self.keep(name, year / folder)

    def keep(self, unit: str, folder: Path) -> None:
        """The folder is the unit's from now on."""
        self._by_key[key_of(unit)] = folder.name
        self._names.add(folder.name.casefold())

    def folder_for(self, unit: str, before: str, other: str) -> Path:
        """The folder that the unit has, also under another name than it had, else a new one that no other unit has.

        before: its name until now, "" without. other: what it is called where nothing of the unit's name can be.
        """
        known = self.year / before
        if before and (known / UNIT_FILE).is_file():
            return known
        if key_of(unit) in self._by_key:
            return self.year / self._by_key[key_of(unit)]
        if before and before.casefold() not in self._names:
            return known
        name = wanted = sanitised(unit) or sanitised(other)
        number = 2
        while name.casefold() in self._names:
            name = f"{wanted}_{number}"
            number += 1
        return self.year / name


def _folders(year: Path) -> list[str]:
    try:
        with os.scandir(year) as listed:
            return sorted(one.name for one in listed)
    except FileNotFoundError:
        return []
