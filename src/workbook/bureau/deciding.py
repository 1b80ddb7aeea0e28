"""What a person decides: which file counts for a unit, and what a contradictory file is taken for."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from workbook.api.chain import Specs
from workbook.bureau.collecting import data_home
from workbook.bureau.decided import Decided
from workbook.bureau.disputes import Dispute
from workbook.bureau.meant import file_meant, owner_meant, units_named
from workbook.bureau.publishing import data_there, files_of_unit, publish_chosen
from workbook.bureau.settling import belongs, changed_files, changed_values, count_for, supersede
from workbook.bureau.withdrawing import not_of_another, set_aside, take_away
from workbook.campaign.ledger import Ledger, LedgerError, locked, now, open_ledger, trouble
from workbook.campaign.units import key_of, unit_for
from workbook.finding import Finding, found

Changed = tuple[str, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may be chosen. changed: named values in which it differs from the first candidate; where other data
    lie in the data folder, from these.
    """

    sha256: str
    names: tuple[str, ...]
    verdict: str
    errors: int
    current: bool = False
    changed: tuple[Changed, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """What waits for a decision. kind: values (accepted files of one run differ), identity (made for one unit, filled
    as another: unit is "", the facts made_for and typed tell both; or with the code of another, the facts code and
    owner), data (other data lie in the fact folder).
    """

    kind: str
    year: str
    unit: str
    candidates: tuple[Candidate, ...]
    facts: Mapping[str, str]


def conflicts(campaign: str | Path, unit: str = "", year: str = "") -> tuple[tuple[Conflict, ...], tuple[Finding, ...]]:
    """Everything that waits for a decision. unit: only what concerns this one (name or code; also one that nobody
    has, but a file). year: only of this one. Findings: L101–L104.
    """
    try:
        with open_ledger(Path(campaign)) as ledger:
            rows = [row for row in _open(ledger) if not year or row["year"] == year]
            if unit:
                known = units_named(ledger, unit, year)
                ids, keys = {one["id"] for one in known}, {key_of(unit), *(one["key"] for one in known)}
                rows = [row for row in rows if row["unit"] in ids or keys & set(_parties(row))]
            return tuple(_conflict(ledger, row, Specs()) for row in rows), ()
    except LedgerError as error:
        return (), (error.finding,)


def candidates(ledger: Ledger, unit: int, specs: Specs) -> tuple[Candidate, ...]:
    """The files of a unit that were judged to the end, the oldest first."""
    sql = (
        "SELECT s.* FROM submissions s JOIN contents c ON c.submission=s.seq WHERE s.unit=?"
        " AND s.same_as IS NULL ORDER BY s.seq"
    )
    current = ledger.one("SELECT current FROM units WHERE id=?", unit)
    return _candidates(ledger, ledger.rows(sql, unit), current, specs)


def decide(
    campaign: str | Path,
    choose: str,
    *,
    unit: str = "",
    year: str = "",
    reason: str = "",
    data: str | Path | None = None,
    aside: bool = False,
    to: str = "",
) -> Decided:
    """Let one file count for its unit, whatever counted before, and put its data into the data folder. A file of
    nobody that holds no data only becomes the unit's.

    choose: a fingerprint or a name, its beginning is enough. unit: whose files are meant; for a file of two minds,
    whose it is. A file that was not accepted takes a reason, which goes into the record beside the data. data: a folder
    beside the one that `collect` was given, which follows with the next `collect`. aside: the file of two minds is
    nobody's, and nobody is asked for it any more; with a unit, its file is no longer its (`withdrawing.py`), which
    takes a reason; it is that of the unit `to` from now on, where there is one. Findings: L101–L105, L108 (no such
    unit), L109 (no such file, or several), L110 (no reason), L113 (not judged to the end), L115 (nobody knows whose it
    is), L117 (several units), L118 (nothing to set aside), L130 (data were left), L134 (it holds last year's figures of
    another unit; a choice may give a reason for that), L135 (it is given to the unit that has it).
    """
    folder = Path(campaign)
    try:
        with locked(folder), open_ledger(folder) as ledger:
            if aside and unit:
                return take_away(ledger, choose, unit, year, reason.strip(), to)
            if aside:
                return set_aside(ledger, choose, year, reason.strip())
            return _decide(ledger, choose, unit, year, reason.strip(), Path(data) if data is not None else None)
    except LedgerError as error:
        return Decided(unit, year, "", (error.finding,))
    except (OSError, sqlite3.Error) as error:
        return Decided(unit, year, "", (trouble(error, folder),))


def _decide(ledger: Ledger, choose: str, name: str, year: str, reason: str, data: Path | None) -> Decided:
    row = file_meant(ledger, choose, name, year)
    own = row["unit"] if row["unit"] is not None else owner_meant(ledger, row, name, year, choose)
    if ledger.one("SELECT 1 FROM contents WHERE submission=?", row["seq"]) is None:
        return _assigned(ledger, row, own, choose)
    if row["verdict"] != "accepted" and not reason:
        raise LedgerError(found("L110"))
    if row["unit"] is None and not reason:
        not_of_another(ledger, row, ledger.one("SELECT name FROM units WHERE id=?", own) or name)
    specs = Specs()
    older = ledger.one("SELECT current FROM units WHERE id=?", own) if own is not None else None
    changed = None
    if older is not None and older != row["seq"]:
        changed = changed_values(ledger, older, row["seq"], specs)
    run = ledger.one("SELECT coalesce(max(id), 0) FROM runs")
    with ledger.transaction():
        if own is None:
            own = unit_for(ledger, row["year"], name)
        if row["unit"] is None:
            belongs(ledger, row["seq"], own, "decision")
        count_for(ledger, own, row["seq"])
        if changed is not None and older is not None:
            supersede(ledger, row["seq"], older, changed)
        closed = _close(ledger, own, row["seq"])
        if closed is not None or not _decided(ledger, own, row["seq"], reason):
            ledger.write(
                "INSERT INTO decisions (unit, submission, conflict, reason, time) VALUES (?, ?, ?, ?, ?)",
                own, row["seq"], closed, reason, now(),
            )  # fmt: skip
        ledger.write("UPDATE units SET published=NULL WHERE id=? AND published=?", own, row["seq"])
    home = data_home(ledger)
    beside = data is not None and data.resolve() != home.resolve()
    publish_chosen(ledger, run, own, data or home, specs, beside=beside)
    unit = ledger.row("SELECT name, year FROM units WHERE id=?", own)
    return Decided(unit["name"], unit["year"], row["sha256"])


def _assigned(ledger: Ledger, row: Any, unit: int | None, choose: str) -> Decided:
    """Nobody's file without data in it cannot count, but it may be somebody's. Raises LedgerError: L113."""
    if row["unit"] is not None or unit is None:
        raise LedgerError(found("L113", None, None, text=choose))
    with ledger.transaction():
        belongs(ledger, row["seq"], unit, "decision")
    whose = ledger.row("SELECT name, year FROM units WHERE id=?", unit)
    return Decided(whose["name"], whose["year"], "", assigned=row["sha256"])


def _decided(ledger: Ledger, unit: int, seq: int, reason: str) -> bool:
    """Whether the same was decided last, such as by a run that was cut off, and nothing has come of the unit since."""
    last = ledger.row("SELECT submission, reason, time FROM decisions WHERE unit=? ORDER BY seq DESC", unit)
    if last is None or (last["submission"], last["reason"]) != (seq, reason):
        return False
    return ledger.one("SELECT 1 FROM submissions WHERE unit=? AND first_seen>?", unit, last["time"]) is None


def _close(ledger: Ledger, unit: int, seq: int) -> int | None:
    """Close what the choice decides: the unit's conflicts, and those about the file itself."""
    sql = (
        "SELECT id FROM conflicts WHERE state='open' AND (unit=? OR id IN"
        " (SELECT conflict FROM conflict_members WHERE submission=?)) ORDER BY id"
    )
    closed = [row["id"] for row in ledger.rows(sql, unit, seq)]
    for conflict in closed:
        ledger.write("UPDATE conflicts SET state='decided' WHERE id=?", conflict)
    return closed[0] if closed else None


def _open(ledger: Ledger) -> list[Any]:
    sql = (
        "SELECT c.*, u.name, u.current FROM conflicts c LEFT JOIN units u ON u.id=c.unit"
        " WHERE c.state='open' ORDER BY c.id"
    )
    return ledger.rows(sql)


def _parties(row: Any) -> tuple[str, ...]:
    return Dispute(row["kind"], row["year"], row["name"] or "", (), json.loads(row["facts"])).parties


def _conflict(ledger: Ledger, row: Any, specs: Specs) -> Conflict:
    members = ledger.rows(
        "SELECT s.* FROM conflict_members m JOIN submissions s ON s.seq=m.submission WHERE m.conflict=? ORDER BY s.seq",
        row["id"],
    )
    told = _candidates(ledger, members, row["current"], specs)
    if row["kind"] == "data":
        told = tuple(_beside(ledger, row, one, seq["seq"], specs) for one, seq in zip(told, members, strict=True))
    return Conflict(row["kind"], row["year"], row["name"] or "", told, json.loads(row["facts"]))


def _beside(ledger: Ledger, row: Any, candidate: Candidate, seq: int, specs: Specs) -> Candidate:
    """With the values in which the file differs from what lies in the data folder."""
    unit = ledger.row("SELECT * FROM units WHERE id=?", row["unit"])
    spec, _ = specs.get(ledger.one("SELECT spec FROM submissions WHERE seq=?", seq) or "")
    if spec is None:
        return candidate
    files = files_of_unit(ledger, seq, unit)
    there = data_there(data_home(ledger) / json.loads(row["facts"])["folder"], files)
    return replace(candidate, changed=tuple(changed_files(there, files, spec)))


def _candidates(ledger: Ledger, rows: list[Any], current: int | None, specs: Specs) -> tuple[Candidate, ...]:
    told = []
    for row in rows:
        names = ledger.rows("SELECT name FROM names WHERE submission=? ORDER BY rowid", row["seq"])
        changed = changed_values(ledger, rows[0]["seq"], row["seq"], specs) if row["seq"] != rows[0]["seq"] else []
        told.append(
            Candidate(
                row["sha256"], tuple(n["name"] for n in names), row["verdict"], row["errors"], row["seq"] == current,
                tuple(changed),
            )
        )  # fmt: skip
    return tuple(told)
