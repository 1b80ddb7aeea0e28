"""The other way to decide about data that lie in the data folder already: they stay, and count as a unit's file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from workbook.api.generate import generate
from workbook.bureau.collecting import Wishes, collect, data_home
from workbook.bureau.decided import Decided
from workbook.bureau.deciding import decide
from workbook.bureau.meant import no_unit, unit_named
from workbook.campaign.ledger import Ledger, LedgerError, open_ledger, trouble
from workbook.campaign.originals import digest
from workbook.campaign.units import key_of
from workbook.data import unit_facts
from workbook.data.unit import NAME, UNIT_FILE, YEAR
from workbook.disk import working_folder
from workbook.finding import Place, found


def keep_data(campaign: str | Path, unit: str, *, year: str = "", reason: str = "") -> Decided:
    """Let what lies in the data folder count in place of the file that would replace it.

    A workbook is made of these data and collected like any that came, so that it is judged, kept in the ledger, and the
    same in the data folder, in a roll-up and in an export; then it is chosen. Cut off, the same call goes on. Findings:
    those of `decide` (L110: it was not accepted), of `generate` and `collect`, L116 (nothing to decide there), L119
    (the folder says that it is another unit's, or of another year), L132 (a collecting was cut off, whose files are not
    judged here: that is for the command which knows their template and limits).
    """
    folder = Path(campaign)
    try:
        with open_ledger(folder) as ledger:
            home, name, year = _disputed(ledger, unit, year)
        if not (home / UNIT_FILE).is_file():
            lacking = found("D117", Place(str(home)), None, file=home / UNIT_FILE, reason="@unit_file")
            return Decided(unit, year, "", (lacking,))
        facts, told = unit_facts(home)
        if (key_of(facts.get(NAME, "")), facts.get(YEAR, "")) != (key_of(name), year):
            there = f"{facts.get(YEAR, '')} {facts.get(NAME, '')}".strip()
            return Decided(unit, year, "", (*told, found("L119", None, None, folder=home, found=there, name=name)))
        with working_folder() as place:
            made = generate(home, output=place)
            if made.path is None:
                return Decided(unit, year, "", made.findings)
            sha256 = digest(made.path.read_bytes())
            _nothing_else_waits(folder, sha256)
            result = collect([made.path], folder, Wishes())
        if not result.complete:
            return Decided(unit, year, "", result.findings)
    except LedgerError as error:
        return Decided(unit, year, "", (error.finding,))
    except (OSError, sqlite3.Error) as error:
        return Decided(unit, year, "", (trouble(error, folder),))
    return decide(folder, sha256, unit=unit, year=year, reason=reason)


def _nothing_else_waits(campaign: Path, sha256: str) -> None:
    """Raises LedgerError: L132."""
    with open_ledger(campaign) as ledger:
        count = ledger.one("SELECT count(*) FROM submissions WHERE verdict='' AND sha256<>?", sha256)
    if count:
        raise LedgerError(found("L132", None, None, count=count))


def _disputed(ledger: Ledger, unit: str, year: str) -> tuple[Path, str, str]:
    """The folder of the unit's data, about which there is an open question; its name and year. Raises LedgerError:
    L108, L116, L117.
    """
    known = unit_named(ledger, unit, year)
    if known is None:
        raise LedgerError(no_unit(ledger, unit, year))
    sql = "SELECT json_extract(facts, '$.folder') FROM conflicts WHERE unit=? AND kind='data' AND state='open'"
    folder = ledger.one(sql, known)
    if folder is None:
        raise LedgerError(found("L116", None, None, name=unit))
    whose = ledger.row("SELECT name, year FROM units WHERE id=?", known)
    return data_home(ledger) / folder, whose["name"], whose["year"]
