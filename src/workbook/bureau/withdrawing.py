"""A file that is taken away from a unit: it came in the wrong name, or was put down to the wrong unit by its own."""

from __future__ import annotations

from workbook.api.chain import Specs
from workbook.bureau.settling import settle_unit
from workbook.campaign.ledger import Ledger, now


def withdraw(ledger: Ledger, run: int, seq: int, unit: int, reason: str, specs: Specs) -> None:
    """The file, and those with the same values, are nobody's from now on, and nobody is asked for them.

    If it counted, what counted before does so again, else the latest of the unit's accepted files, as if it had not
    come. The data folder follows with `publish`. A question among files stays for those that are left.
    """
    first = ledger.one("SELECT coalesce(same_as, seq) FROM submissions WHERE seq=?", seq)
    sql = "SELECT seq FROM submissions WHERE unit=? AND (seq=? OR same_as=?) ORDER BY seq"
    gone = [row["seq"] for row in ledger.rows(sql, unit, first, first)]
    current = ledger.one("SELECT current FROM units WHERE id=?", unit)
    before = None
    with ledger.transaction():
        for one in gone:
            _nobodys(ledger, run, one, unit, reason)
        if current in gone:
            before = _before(ledger, current, unit)
            ledger.write("UPDATE units SET current=? WHERE id=?", before, unit)
            ledger.write("UPDATE conflicts SET state='decided' WHERE unit=? AND kind='data' AND state='open'", unit)
            if before is None:
                ledger.write("UPDATE submissions SET settled=0, same_as=NULL WHERE unit=? AND verdict='accepted'", unit)
        ledger.write(
            "UPDATE conflicts SET state='decided' WHERE unit=? AND state='open'"
            " AND NOT EXISTS (SELECT 1 FROM conflict_members WHERE conflict=conflicts.id)", unit,
        )  # fmt: skip
    if current in gone and before is None:
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
