"""A file that is taken away from a unit: it came in the wrong name, or was put down to the wrong unit by its own. It is
nobody's then, or at once another unit's.
"""

from __future__ import annotations

from typing import Any

from workbook.api.chain import Specs
from workbook.bureau.collecting import data_home
from workbook.bureau.decided import Decided
from workbook.bureau.meant import file_meant, no_unit, units_named
from workbook.bureau.publishing import publish
from workbook.bureau.settling import belongs, settle_unit
from workbook.campaign.entering import files_in
from workbook.campaign.ledger import Ledger, LedgerError, now
from workbook.campaign.units import key_of
from workbook.data.carried import FILE as CARRIED
from workbook.finding import found


def set_aside(ledger: Ledger, choose: str, year: str, reason: str) -> Decided:
    """Nobody is asked whose the file is any more. Raises LedgerError: L109, L118."""
    row = file_meant(ledger, choose, "", year)
    sql = (
        "SELECT c.id FROM conflicts c JOIN conflict_members m ON m.conflict=c.id"
        " WHERE m.submission=? AND c.kind='identity' AND c.state='open' ORDER BY c.id"
    )
    asked = ledger.rows(sql, row["seq"])
    before = ledger.one("SELECT 1 FROM decisions d JOIN conflict_members m ON m.conflict=d.conflict"
                        " WHERE m.submission=? AND d.submission IS NULL", row["seq"])  # fmt: skip
    if not asked and (not before or row["unit"] is not None):
        raise LedgerError(found("L118", None, None, text=choose))
    with ledger.transaction():
        for one in asked:
            ledger.write("UPDATE conflicts SET state='decided' WHERE id=?", one["id"])
            ledger.write("INSERT INTO decisions (conflict, reason, time) VALUES (?, ?, ?)", one["id"], reason, now())
    return Decided("", row["year"], "", aside=row["sha256"])


def take_away(ledger: Ledger, choose: str, name: str, year: str, reason: str, to: str = "") -> Decided:
    """A file is no longer the unit's. Once more, when that was cut off.

    to: whose it is from now on, as if it had come as this one's: what counts there follows from when the file came and
    from what is wrong with it. Raises LedgerError: L108–L110, L117, L134, L135.
    """
    row = _taken(ledger, choose, name, year, to)
    if row["unit"] is None and row["unit_by"] != "aside":
        raise LedgerError(found("L109", None, None, name=name, text=choose))
    if not reason:
        raise LedgerError(found("L110"))
    run, specs, unit = ledger.one("SELECT coalesce(max(id), 0) FROM runs"), Specs(), row["unit"]
    whose = ledger.row("SELECT name, year FROM units WHERE id=?", unit)
    called, of = (whose["name"], whose["year"]) if whose is not None else (name, row["year"])
    target = _target(ledger, row, name, to, of or year) if to else None
    if target is None or unit != target["id"]:
        withdraw(ledger, run, row["seq"], unit, reason, specs, target["id"] if target is not None else None)
    if target is not None:
        settle_unit(ledger, run, target["id"], specs)
    told = publish(ledger, run, data_home(ledger), specs)
    given, given_chosen = ("", "") if target is None else (target["name"], _counting(ledger, target["id"]))
    if target is not None and unit == target["id"]:
        called, unit = name, next((one["id"] for one in units_named(ledger, name, of)), None)
    return Decided(called, of, _counting(ledger, unit), told, "", row["sha256"], given, given_chosen)


def _taken(ledger: Ledger, choose: str, name: str, year: str, to: str) -> Any:
    """The file that is meant; also where a run that was cut off has given it to `to` already."""
    try:
        return file_meant(ledger, choose, name, year)
    except LedgerError as error:
        given = _given_before(ledger, choose, name, year, to) if to else None
        if given is None:
            raise error from None
        return given


def _given_before(ledger: Ledger, choose: str, name: str, year: str, to: str) -> Any:
    """None where no such file was taken away from the one and given to the other."""
    try:
        row = file_meant(ledger, choose, to, year)
    except LedgerError:
        return None
    sql = (
        "SELECT json_extract(c.facts, '$.typed') FROM conflicts c JOIN conflict_members m ON m.conflict=c.id"
        " WHERE m.submission=? AND c.kind='identity' AND c.state='decided' ORDER BY c.id DESC"
    )
    taken = row["unit_by"] == "decision" and key_of(ledger.one(sql, row["seq"]) or "") == key_of(name)
    return row if taken else None


def _target(ledger: Ledger, row: Any, name: str, to: str, year: str) -> Any:
    """The unit of the file's year that is called so, another than the one from which the file is taken. Raises
    LedgerError: L108, L117, L134, L135 (it is the same).
    """
    known = units_named(ledger, to, row["year"] or year)
    if len(known) != 1:
        raise LedgerError(no_unit(ledger, to, row["year"] or year))
    target = known[0]
    meant = [one["id"] for one in units_named(ledger, name, target["year"])]
    if meant == [target["id"]] or (target["id"] in meant and row["unit"] == target["id"]):
        raise LedgerError(found("L135", None, None, text=to, name=target["name"]))
    not_of_another(ledger, row, target["name"])
    return target


def not_of_another(ledger: Ledger, row: Any, name: str) -> None:
    """Last year's figures are put into a workbook when it is made for a unit, and cannot be typed over: whoever else
    fills it in would hand in the other's. Raises LedgerError: L134.
    """
    made_for = row["made_for"]
    if made_for and key_of(made_for) != key_of(name) and CARRIED in files_in(ledger, row["seq"]):
        raise LedgerError(found("L134", None, None, text=row["sha256"][:12], found=made_for, name=name))


def _counting(ledger: Ledger, unit: int | None) -> str:
    """The hash of the file that counts for a unit."""
    return ledger.one("SELECT s.sha256 FROM units u JOIN submissions s ON s.seq=u.current WHERE u.id=?", unit) or ""


def withdraw(
    ledger: Ledger, run: int, seq: int, unit: int | None, reason: str, specs: Specs, to: int | None = None
) -> None:
    """The file, and those with the same values, are nobody's from now on, and nobody is asked for them; or they are
    those of the unit `to`. unit: None where it is nobody's already.

    If it counted, what counted before does so again, else the latest of the unit's accepted files, as if it had not
    come. The data folder follows with `publish`. A question among files stays for those that are left.
    """
    first = ledger.one("SELECT coalesce(same_as, seq) FROM submissions WHERE seq=?", seq)
    sql = "SELECT seq FROM submissions WHERE unit=? AND (seq=? OR same_as=?) ORDER BY seq"
    gone = [row["seq"] for row in ledger.rows(sql, unit, first, first)] if unit is not None else [seq]
    current = ledger.one("SELECT current FROM units WHERE id=?", unit)
    before = None
    with ledger.transaction():
        for one in gone:
            if unit is not None:
                _nobodys(ledger, run, one, unit, reason)
            if to is not None:
                belongs(ledger, one, to, "decision")
                given = "INSERT INTO decisions (submission, reason, time) VALUES (?, ?, ?)"
                ledger.write(given, one, reason, now())  # of no unit: no decision about what counts there
                ledger.write("UPDATE submissions SET settled=0 WHERE seq=? AND verdict='accepted'", one)
        if unit is not None and current in gone:
            before = _before(ledger, current, unit)
            ledger.write("UPDATE units SET current=? WHERE id=?", before, unit)
            ledger.write("UPDATE conflicts SET state='decided' WHERE unit=? AND kind='data' AND state='open'", unit)
            if before is None:
                ledger.write("UPDATE submissions SET settled=0, same_as=NULL WHERE unit=? AND verdict='accepted'", unit)
        ledger.write(
            "UPDATE conflicts SET state='decided' WHERE unit=? AND state='open'"
            " AND NOT EXISTS (SELECT 1 FROM conflict_members WHERE conflict=conflicts.id)", unit,
        )  # fmt: skip
    if unit is not None and current in gone and before is None:
        settle_unit(ledger, run, unit, specs)


def _nobodys(ledger: Ledger, run: int, seq: int, unit: int, reason: str) -> None:
    """The same as a question whose the file is, that a person has answered with nobody's."""
    open_ones = "SELECT id FROM conflicts WHERE unit=? AND state='open'"
    ledger.write(f"DELETE FROM conflict_members WHERE submission=? AND conflict IN ({open_ones})", seq, unit)
    ledger.write("UPDATE submissions SET unit=NULL, unit_by='aside', same_as=NULL, settled=1 WHERE seq=?", seq)
    asked = ledger.write(
        "INSERT INTO conflicts (year, kind, run, state, facts)"
        " SELECT year, 'identity', ?, 'decided', json_object('made_for', made_for, 'typed', name)"
        " FROM (SELECT u.year, s.made_for, u.name FROM submissions s, units u WHERE s.seq=? AND u.id=?)",
        run, seq, unit,
    )  # fmt: skip
    ledger.write("INSERT INTO conflict_members (conflict, submission) VALUES (?, ?)", asked, seq)
    ledger.write("INSERT INTO decisions (conflict, reason, time) VALUES (?, ?, ?)", asked, reason, now())


def _before(ledger: Ledger, seq: int, unit: int) -> int | None:
    """Whose place the file took, as far as that is still the unit's."""
    known = {seq}
    sql = "SELECT older FROM supersedes WHERE newer=? ORDER BY rowid DESC"
    older = ledger.one(sql, seq)
    while older is not None and older not in known:
        if ledger.one("SELECT unit FROM submissions WHERE seq=?", older) == unit:
            return int(older)
        known.add(older)
        older = ledger.one(sql, older)
    return None
