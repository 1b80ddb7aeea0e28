"""Accepted data into the data folder: data/<year>/<unit>/, each unit's all at once, as an import writes them.

What is recorded comes first, the folder follows: a run that was cut off between the two goes on where it stopped.
Data that somebody else put there, or changed by hand, are never replaced unasked.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from workbook.api.chain import Specs
from workbook.api.record import record_of
from workbook.bureau.homes import Homes
from workbook.bureau.settling import changed_files, open_conflict
from workbook.campaign.entering import fact_in, files_in, findings_in
from workbook.campaign.ledger import Ledger
from workbook.campaign.units import key_of, registered_with
from workbook.data.save import RECORD, data_in, is_ours, save_files
from workbook.data.unit import CODE, NAME, UNIT_FILE, YEAR
from workbook.data.untouched import is_untouched
from workbook.disk import temporary_folder
from workbook.finding import Finding, Level, found
from workbook.spec.csvtext import csv_text, unshielded
from workbook.write import put_atomically

_OUT_OF_DATE = " FROM units u JOIN submissions s ON s.seq=u.current WHERE u.current IS NOT u.published"
_DUE = f"SELECT u.*, s.sha256, s.first_seen, s.spec, s.spec_hash, s.made_with, s.made_hash, s.verdict{_OUT_OF_DATE}"
_ASKED = "SELECT CASE WHEN done THEN NULL ELSE submission END FROM decisions WHERE unit=? ORDER BY seq DESC"
_UNASKED = " AND NOT EXISTS (SELECT 1 FROM conflicts c WHERE c.unit=u.id AND c.state='open' AND c.kind<>'data')"


def publish(ledger: Ledger, run: int, data: Path, specs: Specs) -> tuple[Finding, ...]:
    """Bring the data folder up to what counts, for every unit without an open conflict of files. Raises OSError.

    What a person decided in a run that was cut off before the folder followed stays decided: other data are replaced.
    Data that somebody took away are put back; those that somebody changed stay. Where other data wait for a decision,
    it is about the file that counts now and about what lies there now; when that contradicts no more, nobody is asked.
    Data of a unit for which no file counts any more are removed. Findings: L130 (not so, as somebody changed them).
    """
    _put_back(ledger, data)
    _renew_questions(ledger)
    homes: dict[str, Homes] = {}
    for due in ledger.rows(f"SELECT u.id{_OUT_OF_DATE}{_UNASKED} ORDER BY u.id"):
        unit = ledger.row(f"{_DUE} AND u.id=?", due["id"])  # each by itself: thousands together take their memory
        if unit["year"] not in homes:
            homes[unit["year"]] = Homes(data / unit["year"])
        asked = ledger.one(_ASKED, unit["id"]) == unit["current"]
        publish_unit(ledger, run, unit, homes[unit["year"]], specs, asked=asked)
    return tuple(_take_away(ledger, data))


def _put_back(ledger: Ledger, data: Path) -> None:
    """What is gone was not published."""
    for unit in ledger.rows("SELECT id, year, folder FROM units WHERE published IS NOT NULL AND published IS current"):
        if not (data / unit["year"] / str(unit["folder"]) / UNIT_FILE).is_file():
            with ledger.transaction():
                ledger.write("UPDATE units SET published=NULL WHERE id=?", unit["id"])


def _take_away(ledger: Ledger, data: Path) -> Iterator[Finding]:
    """What a person has withdrawn, and units of which nothing is known but that. Who stood in a register is known."""
    for unit in ledger.rows("SELECT * FROM units WHERE current IS NULL AND published IS NOT NULL ORDER BY id"):
        folder = data / unit["year"] / unit["folder"]
        if (folder / UNIT_FILE).is_file():
            files = files_in(ledger, unit["published"])
            below = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
            if _is_written(data_there(folder, files), unit) and all(is_ours(name, files) for name in below):
                aside = temporary_folder(folder.parent, folder.name)
                folder.rename(aside / folder.name)
                shutil.rmtree(aside)
            else:
                yield found("L130", None, None, folder=folder, name=unit["name"])
        with ledger.transaction():
            ledger.write("UPDATE units SET published=NULL, folder='', written='' WHERE id=?", unit["id"])
    known = "".join(
        f" AND NOT EXISTS (SELECT 1 FROM {table} WHERE unit=units.id)"
        for table in ("submissions", "issued", "conflicts", "decisions")
    )
    with ledger.transaction():
        ledger.write(f"DELETE FROM units WHERE registered=0 AND current IS NULL AND published IS NULL{known}")


def _renew_questions(ledger: Ledger) -> None:
    sql = (
        "SELECT c.id, u.current FROM conflicts c JOIN units u ON u.id=c.unit WHERE c.kind='data' AND c.state='open'"
        " AND NOT EXISTS (SELECT 1 FROM conflict_members m WHERE m.conflict=c.id AND m.submission=u.current)"
    )
    for row in ledger.rows(sql):
        with ledger.transaction():
            ledger.write("DELETE FROM conflict_members WHERE conflict=?", row["id"])
            ledger.write("INSERT INTO conflict_members (conflict, submission) VALUES (?, ?)", row["id"], row["current"])


def publish_chosen(ledger: Ledger, run: int, unit: int, data: Path, specs: Specs, *, beside: bool = False) -> None:
    """The same for one unit, and other data that are there are replaced: a person said so. beside: it is not the
    campaign's own folder, which follows with the next collecting. Raises OSError.
    """
    row = ledger.row(f"{_DUE} AND u.id=?", unit)
    if row is not None:
        publish_unit(ledger, run, row, Homes(data / row["year"]), specs, asked=True, beside=beside)


def publish_unit(
    ledger: Ledger,
    run: int,
    unit: Any,
    homes: Homes,
    specs: Specs,
    *,
    asked: bool = False,
    beside: bool = False,
) -> None:
    """Opens a conflict where other data are in the folder, unless asked to replace them."""
    files = files_of_unit(ledger, unit["current"], unit)
    folder = homes.folder_for(unit["name"], str(unit["folder"]), unit["sha256"])
    there = data_there(folder, files)
    left = _is_left(there, files)
    if there and there != files and not left and not asked and not _is_written(there, unit):
        before = files_of_unit(ledger, unit["published"], unit) if unit["published"] is not None else {}
        if there != before and not _is_left(there, before) and not _same(there, before, unit["spec"], specs):
            if _same(there, files, unit["spec"], specs):
                files = there
            else:
                with ledger.transaction():
                    facts = {"folder": f"{homes.year.name}/{folder.name}"}
                    known = open_conflict(ledger, run, unit["id"], "data", [unit["current"]], facts)
                    told = json.dumps(facts, ensure_ascii=False)
                    ledger.write("UPDATE conflicts SET facts=? WHERE id=?", told, known)
                return
    note = _record(ledger, unit)
    if there != files:
        if not beside:
            # cut off between writing and recording it, what lies there is known as ours
            with ledger.transaction():
                written = f"{unit['written']} {_hash(files)}".strip()
                ledger.write("UPDATE units SET written=? WHERE id=?", written, unit["id"])
        save_files(folder, {**files, RECORD: note})
    elif not _holds(folder / RECORD, note):
        put_atomically(folder / RECORD, note)  # the same data of another file, or typed by hand
    homes.keep(unit["name"], folder)
    if beside:
        return
    with ledger.transaction():
        ledger.write(
            "UPDATE units SET published=?, folder=?, written=? WHERE id=?",
            unit["current"], folder.name, _hash(files), unit["id"],
        )  # fmt: skip
        ledger.write("UPDATE decisions SET done=1 WHERE unit=?", unit["id"])
        ledger.write("UPDATE conflicts SET state='decided' WHERE unit=? AND kind='data' AND state='open'", unit["id"])


def is_changed(ledger: Ledger, unit: Any, folder: Path) -> bool:
    """Whether somebody has changed the data since they were written; where that is not known, no."""
    files = dict.fromkeys(files_in(ledger, unit["published"]), b"")
    return bool(unit["written"]) and not _is_written(data_there(folder, files), unit)


def _is_written(files: Mapping[str, bytes], unit: Any) -> bool:
    """Whether we have written these files for the unit, or were about to when a run was cut off."""
    return _hash(files) in unit["written"].split()


def _hash(files: Mapping[str, bytes]) -> str:
    """Over data files as they lie in a folder."""
    every = hashlib.sha256()
    for name in sorted(files):
        every.update(f"{name}\0{hashlib.sha256(files[name]).hexdigest()}\n".encode())
    return every.hexdigest()


def files_of_unit(ledger: Ledger, seq: int, unit: Any) -> dict[str, bytes]:
    """A submission's data files as those of the unit for which it counts: a file with the name or the code of another
    unit, of which a person has said that it is this one's, gets this one's, and a file with another year than the one
    for which it was made, this one. Other verbs add up by them.
    """
    files, own = files_in(ledger, seq), {}
    if fact_in(files, YEAR) not in ("", unit["year"]):
        own[YEAR] = unit["year"]
    if ledger.one("SELECT unit_by FROM submissions WHERE seq=?", seq) == "decision":
        named, code = key_of(fact_in(files, NAME)) in ("", key_of(unit["name"])), fact_in(files, CODE)
        if not named or (code != unit["code"] and registered_with(ledger, unit["year"], code, unit["name"])):
            own |= {NAME: unit["name"], CODE: unit["code"]}
    if not own:
        return files
    rows = csv.reader(io.StringIO(files[UNIT_FILE].decode("utf-8-sig")))
    table = [[unshielded(field) for field in row] for row in rows]
    table = [[row[0], own[row[0]], *row[2:]] if row[0] in own else row for row in table if row]
    return {**files, UNIT_FILE: csv_text(table).encode()}


def data_there(folder: Path, files: dict[str, bytes]) -> dict[str, bytes]:
    """The data files that are there now, {} where there are none or nobody has typed into them yet."""
    if is_untouched(folder):
        return {}
    return {name: path.read_bytes() for name, path in data_in(folder, files).items()}


def _is_left(there: dict[str, bytes], files: dict[str, bytes]) -> bool:
    """Whether this is what is left of the files since 单位.csv was taken away: nothing is lost by putting it back."""
    return UNIT_FILE not in there and there.items() <= files.items()


def _same(one: dict[str, bytes], other: dict[str, bytes], name: str, specs: Specs) -> bool:
    """Whether two sets of files hold the same values, however they are written."""
    spec, _ = specs.get(name)
    return bool(other) and spec is not None and not changed_files(one, other, spec)


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def _record(ledger: Ledger, unit: Any) -> bytes:
    """导入记录.json: from which file, and what was let pass by whose decision."""
    name = ledger.one("SELECT name FROM names WHERE submission=? ORDER BY rowid", unit["current"]) or ""
    reason, forced = "", list[Finding]()
    if unit["verdict"] != "accepted":
        told = "SELECT reason FROM decisions WHERE submission=? ORDER BY seq DESC"
        reason = ledger.one(told, unit["current"]) or ""
        forced = [t.finding for t in findings_in(ledger, unit["current"]) if t.level >= Level.ERROR]
    return record_of(
        name, unit["sha256"], unit["first_seen"],
        {"name": unit["spec"], "hash": unit["spec_hash"]}, {"name": unit["made_with"], "hash": unit["made_hash"]},
        reason, forced,
    )  # fmt: skip
