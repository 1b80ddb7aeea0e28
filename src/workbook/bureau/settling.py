"""The second half of collecting: of each unit's accepted files, which one counts. Nothing is guessed.

One accepted file that is newer than the one that counted takes its place, and what it changes is recorded. Two
accepted files of one unit that came in the same run and differ in their values are a conflict, as is a workbook made
for one unit that names another, and one whose name is one unit's, or nobody's in the register, and whose code another
one's. The number of the run in which a file came first tells what is newer; times do not, and neither does the run in
which it could be judged at last.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from workbook.api.chain import Specs
from workbook.campaign.entering import fact_in, files_in
from workbook.campaign.ledger import Ledger
from workbook.campaign.units import key_of, owner_of_code, unit_for, unit_in_name
from workbook.data import Value, load_unit
from workbook.data.differ import differences
from workbook.data.save import write_files
from workbook.data.settle import settled
from workbook.data.unit import YEAR
from workbook.disk import working_folder
from workbook.spec.spec import Spec

Changed = tuple[str, str | None, str | None]
"""name, old, new; None is a blank"""


def settle(ledger: Ledger, run: int, specs: Specs) -> None:
    """Draw the conclusions from the verdicts of a run in the order in which the files came, each in a transaction.

    The order in which they were judged has no influence. An open question whose a file is, that the register of today
    answers, or that its parties have made moot, is closed.
    """
    _answered(ledger)
    sql = (
        "SELECT seq, made_for, typed, year, code FROM submissions"
        " WHERE run=? AND settled=0 AND verdict<>'' AND unit IS NULL ORDER BY seq"
    )
    for row in ledger.rows(sql, run):
        name = row["typed"] or row["made_for"]
        if contradicts(row["made_for"], row["typed"]):
            _open(ledger, run, None, "identity", [row["seq"]], {"made_for": row["made_for"], "typed": row["typed"]})
        elif row["year"] and name:
            year = _year(ledger, row["seq"], row["year"], name)
            owner = owner_of_code(ledger, year, name, row["code"])
            if owner:
                facts = {"made_for": row["made_for"], "typed": name, "code": row["code"], "owner": owner}
                _open(ledger, run, None, "identity", [row["seq"]], facts)
                continue
            with ledger.transaction():
                belongs(ledger, row["seq"], unit_for(ledger, year, name, row["code"]), "identity")
    _guess(ledger)
    sql = (
        "SELECT DISTINCT unit FROM submissions"
        " WHERE settled=0 AND verdict='accepted' AND unit IS NOT NULL ORDER BY unit"
    )
    for row in ledger.rows(sql):
        settle_unit(ledger, run, row["unit"], specs)
    with ledger.transaction():
        ledger.write("UPDATE submissions SET settled=1 WHERE settled=0 AND verdict<>''")
    _moot(ledger)


def _year(ledger: Ledger, seq: int, made: str, name: str) -> str:
    """The year for which a file is handed in: that which its workbook was made for, whatever was typed in it; but what
    was typed where only that year's register, or what was handed out for it, has the unit: last year's workbook was
    filled once more. The file is of that year from now on.
    """
    sql = (
        "SELECT 1 FROM units u WHERE year=? AND key=?"
        " AND (registered=1 OR EXISTS (SELECT 1 FROM issued WHERE unit=u.id))"
    )
    if ledger.one(sql, made, key_of(name)) is not None:
        return made
    typed = fact_in(files_in(ledger, seq), YEAR)
    if typed == made or ledger.one(sql, typed, key_of(name)) is None:
        return made
    with ledger.transaction():
        ledger.write("UPDATE submissions SET year=? WHERE seq=?", typed, seq)
    return typed


def _answered(ledger: Ledger) -> None:
    """Files whose code was another unit's when they came, and is not by the register of today: as if they came now."""
    for row in _identities(ledger):
        facts = json.loads(row["facts"])
        if "owner" in facts and not owner_of_code(ledger, row["year"], facts["typed"], facts["code"]):
            with ledger.transaction():
                ledger.write("UPDATE conflicts SET state='decided' WHERE id=?", row["id"])
                belongs(ledger, row["submission"], unit_for(ledger, row["year"], facts["typed"]), "identity")
                ledger.write("UPDATE submissions SET settled=0 WHERE seq=?", row["submission"])


def _moot(ledger: Ledger) -> None:
    """Nobody has to say any more whose a file is, when each unit that it may be of has handed in another one since."""
    for row in _identities(ledger):
        facts = json.loads(row["facts"])
        parties = dict.fromkeys(key_of(facts[n]) for n in ("made_for", "typed", "owner") if facts.get(n))
        since = (
            "SELECT count(*) FROM units u JOIN submissions s ON s.seq=u.current"
            " WHERE u.year=? AND u.key IN (SELECT value FROM json_each(?)) AND s.first_run>?"
        )
        if ledger.one(since, row["year"], json.dumps(list(parties)), row["first_run"]) == len(parties):
            with ledger.transaction():
                ledger.write("UPDATE conflicts SET state='decided' WHERE id=?", row["id"])


def _identities(ledger: Ledger) -> list[Any]:
    """Open questions whose a file is."""
    sql = (
        "SELECT c.id, c.year, c.facts, m.submission, s.first_run"
        " FROM conflicts c JOIN conflict_members m ON m.conflict=c.id JOIN submissions s ON s.seq=m.submission"
        " WHERE c.kind='identity' AND c.state='open' ORDER BY c.id"
    )
    return ledger.rows(sql)


def _guess(ledger: Ledger) -> None:
    """Files that do not say whose they are belong to the unit that their name names, the first of their names that
    names one; also those that came before anybody knew that unit.
    """
    sql = (
        "SELECT seq, year FROM submissions WHERE unit IS NULL AND verdict<>''"
        " AND unit_by<>'aside' AND (year='' OR (typed='' AND made_for='')) ORDER BY seq"
    )
    for row in ledger.rows(sql):
        names = ledger.rows("SELECT name FROM names WHERE submission=? ORDER BY rowid", row["seq"])
        every = (unit_in_name(ledger, name["name"], row["year"]) for name in names)
        guessed = next((unit for unit in every if unit is not None), None)
        if guessed is not None:
            with ledger.transaction():
                belongs(ledger, row["seq"], guessed, "file name")


def settle_unit(ledger: Ledger, run: int, unit: int, specs: Specs) -> None:
    """Of the unit's files those that came in the latest run contend, also with the one that counts; a file of an
    earlier one has only now become the unit's, or could only now be judged.
    """
    current = ledger.one("SELECT current FROM units WHERE id=?", unit)
    rows = ledger.rows(
        "SELECT s.seq, s.first_run, c.digest FROM submissions s JOIN contents c ON c.submission=s.seq"
        " WHERE s.unit=? AND s.settled=0 AND s.verdict='accepted' ORDER BY s.seq", unit,
    )  # fmt: skip
    counts = ledger.row(
        "SELECT s.first_run, s.verdict, c.digest FROM submissions s"
        " LEFT JOIN contents c ON c.submission=s.seq WHERE s.seq=?", current,
    )  # fmt: skip
    counted_run, counted = (counts["first_run"], counts["digest"]) if counts is not None else (0, None)
    latest = max([counted_run, *(row["first_run"] for row in rows)])
    rows = [row for row in rows if row["first_run"] == latest]
    if counts is not None and counts["verdict"] != "accepted" and counted_run < latest:
        counted = None  # in place of what counts in spite of its errors also the same values without them
    first: dict[str, int] = {}
    for row in rows:
        first.setdefault(row["digest"], row["seq"])
    open_one = ledger.one("SELECT id FROM conflicts WHERE unit=? AND state='open' AND kind='values'", unit)
    newer = [seq for digest, seq in first.items() if digest != counted]
    beside = [current] if newer and counted_run == latest else []  # what counts is no older than what came
    if open_one is not None or len(first) > 1 or beside:
        members = [*beside, *(newer if beside else first.values())]
        _open(ledger, run, unit, "values", members, {}, [row["seq"] for row in rows])
        return
    changed = changed_values(ledger, current, newer[0], specs) if newer and current is not None else None
    with ledger.transaction():
        for row in rows:
            same = current if row["digest"] == counted else first[row["digest"]]
            ledger.write(
                "UPDATE submissions SET settled=1, same_as=? WHERE seq=?",
                same if same != row["seq"] else None, row["seq"],
            )  # fmt: skip
        if newer:
            count_for(ledger, unit, newer[0])
        if changed is not None:
            supersede(ledger, newer[0], current, changed)


def contradicts(made_for: str, typed: str) -> bool:
    """Whether a workbook made for one unit says that it is another's."""
    return bool(made_for and typed) and key_of(made_for) != key_of(typed)


def belongs(ledger: Ledger, seq: int, unit: int, by: str) -> None:
    """Whose file it is, and how that is known. Inside a transaction."""
    ledger.write("UPDATE submissions SET unit=?, unit_by=? WHERE seq=?", unit, by, seq)


def count_for(ledger: Ledger, unit: int, seq: int) -> None:
    """From now on this submission counts for its unit. Inside a transaction."""
    ledger.write("UPDATE units SET current=? WHERE id=?", seq, unit)
    ledger.write(
        "UPDATE campaigns SET spec=(SELECT spec FROM submissions WHERE seq=?)"
        " WHERE spec='' AND year=(SELECT year FROM units WHERE id=?)", seq, unit,
    )  # fmt: skip


def supersede(ledger: Ledger, newer: int, older: int, changed: Sequence[Changed]) -> None:
    """Record what a submission changed. Inside a transaction."""
    ledger.write(
        "INSERT OR REPLACE INTO supersedes (newer, older, differences) VALUES (?, ?, ?)",
        newer, older, json.dumps(changed, ensure_ascii=False),
    )  # fmt: skip


def _open(
    ledger: Ledger,
    run: int,
    unit: int | None,
    kind: str,
    members: Sequence[int],
    facts: dict[str, str],
    done: Sequence[int] = (),
) -> None:
    """A conflict, or more members of the one that is open for the unit."""
    with ledger.transaction():
        open_conflict(ledger, run, unit, kind, members, facts)
        for seq in done or members:
            ledger.write("UPDATE submissions SET settled=1 WHERE seq=?", seq)


def open_conflict(
    ledger: Ledger, run: int, unit: int | None, kind: str, members: Sequence[int], facts: dict[str, str]
) -> int:
    """The number of the conflict. Inside a transaction."""
    known = None
    if unit is not None:
        known = ledger.one("SELECT id FROM conflicts WHERE unit=? AND kind=? AND state='open'", unit, kind)
    if known is None:
        year = ledger.one("SELECT year FROM submissions WHERE seq=?", members[0]) or ""
        known = ledger.write(
            "INSERT INTO conflicts (year, unit, kind, run, facts) VALUES (?, ?, ?, ?, ?)",
            year, unit, kind, run, json.dumps(facts, ensure_ascii=False, sort_keys=True),
        )  # fmt: skip
    for seq in members:
        ledger.write("INSERT OR IGNORE INTO conflict_members (conflict, submission) VALUES (?, ?)", known, seq)
    return int(known)


def changed_values(ledger: Ledger, older: int, newer: int, specs: Specs) -> list[Changed]:
    """Named values in which two submissions differ. Without their template, by name from their recomputed cells."""
    name = ledger.one("SELECT spec FROM submissions WHERE seq=?", newer)
    spec, _ = specs.get(name) if name else (None, ())
    one, other = files_in(ledger, older), files_in(ledger, newer)
    if spec is not None:
        return changed_files(one, other, spec)
    return [(f, "…" if f in one else None, "…" if f in other else None) for f in sorted({*one, *other})
            if one.get(f) != other.get(f)]  # fmt: skip


def changed_files(old: dict[str, bytes], new: dict[str, bytes], spec: Spec) -> list[Changed]:
    """The differences of two sets of data files, value by value."""
    with working_folder() as one, working_folder() as other:
        write_files(one, old)
        write_files(other, new)
        read = [settled(load_unit(folder, spec)[0], spec) for folder in (one, other)]
    return [(d.name, _text(d.old), _text(d.new)) for d in differences(read[0], read[1], spec)]


def _text(value: Value) -> str | None:
    return f"{value:f}" if isinstance(value, Decimal) else value
