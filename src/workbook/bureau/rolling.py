"""The department's workbook of what a campaign has accepted: of everything, or of one unit and those below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from workbook.api.roll_up import RolledUp, roll_up
from workbook.bureau.collecting import data_home
from workbook.bureau.meant import no_unit
from workbook.bureau.publishing import is_changed
from workbook.bureau.standing import Overview, Standing, overview
from workbook.bureau.tree import below
from workbook.campaign.ledger import LedgerError, open_ledger
from workbook.campaign.units import CODE, NAME
from workbook.data import unit_facts
from workbook.data.unit import UNIT_FILE
from workbook.disk import working_folder
from workbook.finding import Finding, found
from workbook.spec.csvtext import csv_text

EVERY = "全部单位"
"""What the workbook of everything is called where no single unit stands above all others."""

_FEW = 10


def roll_up_years(campaign: str | Path, output: str | Path, unit: str = "", year: str = "") -> tuple[RolledUp, ...]:
    """`roll_up_campaign` for each year of which units have been accepted, or for one."""
    state = overview(campaign, findings=0)
    meant = below(state.units, unit) if unit else state.units
    years = [year] if year else sorted({u.year for u in meant if u.state == "accepted"})
    return tuple(_rolled(state, Path(campaign), output, unit, one) for one in years or [""])


def roll_up_campaign(campaign: str | Path, output: str | Path, unit: str = "", year: str = "") -> RolledUp:
    """`roll_up` over the accepted data of all units, or of one and those below it by the register's 上级单位.

    output: a folder; the workbook is called as `roll_up` calls it. unit: its name or code. year: needed where units of
    several have been accepted. The register is the list of units that there should be. Findings: L101–L104, L108 (no
    such unit), L121, L126 (units that are missing), L127 (nothing accepted), L128 (their data do not lie there), L129
    (changed by hand since), those of `roll_up`.
    """
    return _rolled(overview(campaign, findings=0), Path(campaign), output, unit, year)


def _rolled(state: Overview, campaign: Path, output: str | Path, unit: str, year: str) -> RolledUp:
    if state.findings:
        return RolledUp(None, findings=state.findings)
    every = [one for one in state.units if year in ("", one.year)]
    meant = below(every, unit) if unit else every
    wanted = {(u.year, u.unit) for u in meant if u.state == "accepted"}
    try:
        with open_ledger(campaign) as ledger:
            if not meant and unit:
                return RolledUp(None, findings=(no_unit(ledger, unit, year),))
            if not wanted:
                return RolledUp(None, findings=(found("L127", None, None, name=unit, count=len(meant)),))
            home = data_home(ledger)
            rows = ledger.rows("SELECT * FROM units WHERE published IS current AND current IS NOT NULL ORDER BY id")
            rows = [row for row in rows if (row["year"], row["name"]) in wanted]
            changed = [row["name"] for row in rows if is_changed(ledger, row, home / row["year"] / row["folder"])]
    except LedgerError as error:
        return RolledUp(None, findings=(error.finding,))
    homes = {(row["year"], row["name"]): home / row["year"] / row["folder"] for row in rows}
    folders = list(homes.values())
    there = {unit_ for unit_, folder in homes.items() if (folder / UNIT_FILE).is_file()}
    gone = [u.unit for u in meant if (u.year, u.unit) in wanted - there]
    if gone:
        return RolledUp(None, findings=(*state.unfinished, found("L128", None, None, folder=home, **_listed(gone))))
    expected = [u for u in meant if u.registered]
    written = {unit_: unit_facts(homes[unit_])[0].get(NAME, "") for unit_ in wanted if unit_ in homes}
    called = next((u.unit for u in meant if unit == u.code), unit) if unit else _top(meant)
    with working_folder() as place:
        listed = place / "units.csv"
        lines = [(written.get((u.year, u.unit)) or u.unit, u.code) for u in expected]
        listed.write_text(csv_text([(NAME, CODE), *lines]), "utf-8")
        rolled = roll_up(folders, output=output, name=called, units=listed if expected else None)
    told = tuple(f for f in rolled.findings if f.code != "U205")
    by_hand = (found("L129", None, None, **_listed(changed)),) if changed else ()
    return replace(rolled, findings=(*state.unfinished, *_missing(expected), *by_hand, *told))


def _missing(expected: Sequence[Standing]) -> tuple[Finding, ...]:
    """L126: all of them in one, with the state of each in `status`."""
    names = [unit.unit for unit in expected if unit.state != "accepted"]
    return (found("L126", None, None, **_listed(names)),) if names else ()


def _listed(names: Sequence[str]) -> dict[str, object]:
    """How many, the first of them, and how many more."""
    more = len(names) - _FEW if len(names) > _FEW else ""
    return {"count": len(names), "item": "、".join(names[:_FEW]), "more": more}


def _top(units: Sequence[Standing]) -> str:
    """The one that stands above all others, by the register."""
    parents = {unit.parent for unit in units if unit.parent}
    tops = {unit.unit for unit in units if not unit.parent and parents & {unit.unit, unit.code}}
    lone = any(not unit.parent and unit.unit not in tops for unit in units)
    known = {name for unit in units for name in (unit.unit, unit.code)}
    named = tops | {parent for parent in parents if parent not in known}
    return next(iter(named)) if len(named) == 1 and not lone else EVERY
