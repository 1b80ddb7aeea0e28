"""Which folder holds a unit's data of a year."""

from __future__ import annotations

import re
from pathlib import Path

from workbook.api.filled import Examined
from workbook.data import UnitData, unit_facts
from workbook.data.filenames import sanitised
from workbook.data.unit import NAME, UNIT_FILE
from workbook.data.whose import same_unit, unit_key
from workbook.disk import clear_abandoned
from workbook.spec.spec import Spec

_NAMELESS = "未命名单位"


def home_of(to: Path, data: UnitData, examined: Examined, spec: Spec) -> Path:
    """<to>/<year>/<unit>, or the folder of that year whose 单位.csv already names the unit.

    Year and unit are what was typed, else what the file was made for; the folder's name is good on every system. Where
    the name was only written otherwise than in the workbook that was handed out (某局本级 for 某局), the folder is that
    of the unit it was made for: else the same unit would have two, and no difference between them would ever be told.
    """
    claim = examined.claim
    year = year_of(data, examined, spec)
    made_for = claim.unit if claim else ""
    unit = data.unit or made_for
    clear_abandoned(to / year)
    known = _named(to / year, unit) or (_named(to / year, made_for) if same_unit(made_for, unit) else None)
    return known or to / year / (sanitised(unit) or sanitised(examined.path.stem) or _NAMELESS)


def _named(year: Path, unit: str) -> Path | None:
    """The folder of a unit: the one with its name, or whose 单位.csv names it."""
    folder = year / sanitised(unit)
    if not unit or (folder / UNIT_FILE).is_file():
        return folder if unit else None
    for other in sorted(year.glob(f"*/{UNIT_FILE}")):
        named = unit_facts(other.parent)[0].get(NAME, "")
        if not other.parent.name.startswith(".") and unit_key(named) == unit_key(unit):
            return other.parent
    return None


def year_of(data: UnitData, examined: Examined, spec: Spec) -> str:
    """The year that was typed, else the one that the file was made for, else the spec's."""
    claim = examined.claim
    given = (data.year, claim.year if claim else "", str(spec.book.year))
    return next((y for y in given if re.fullmatch(r"\d{4}", y, re.ASCII)), "0000")
