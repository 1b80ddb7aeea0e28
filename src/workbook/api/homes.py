"""Which folder holds a unit's data of a year."""

from __future__ import annotations

import re
from pathlib import Path

from workbook.api.filled import Examined
from workbook.data import UnitData, unit_facts
from workbook.data.filenames import sanitised
from workbook.data.unit import NAME, UNIT_FILE
from workbook.disk import clear_abandoned
from workbook.spec.spec import Spec

_NAMELESS = "未命名单位"


def home_of(to: Path, data: UnitData, examined: Examined, spec: Spec) -> Path:
    """<to>/<year>/<unit>, or the folder of that year whose 单位.csv already names the unit.

    Year and unit are what was typed, else what the file was made for; the folder's name is good on every system.
    """
    claim = examined.claim
    year = year_of(data, examined, spec)
    unit = data.unit or (claim.unit if claim else "")
    clear_abandoned(to / year)
    folder = to / year / (sanitised(unit) or sanitised(examined.path.stem) or _NAMELESS)
    if not (folder / UNIT_FILE).is_file() and unit:
        for other in sorted((to / year).glob(f"*/{UNIT_FILE}")):
            if not other.parent.name.startswith(".") and unit_facts(other.parent)[0].get(NAME) == unit:
                return other.parent
    return folder


def year_of(data: UnitData, examined: Examined, spec: Spec) -> str:
    """The year that was typed, else the one that the file was made for, else the spec's."""
    claim = examined.claim
    given = (data.year, claim.year if claim else "", str(spec.book.year))
    return next((y for y in given if re.fullmatch(r"\d{4}", y, re.ASCII)), "0000")
