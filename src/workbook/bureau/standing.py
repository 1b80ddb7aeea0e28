"""How a campaign stands: each unit's state, its reasons, the counts, what is in nobody's name and what is to decide."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from workbook.bureau.disputes import Dispute, by_party, open_disputes
from workbook.bureau.settling import contradicts
from workbook.bureau.states import STATES, State, state_of
from workbook.campaign.entering import findings_in
from workbook.campaign.ledger import Ledger, LedgerError, open_ledger
from workbook.campaign.model import Told
from workbook.campaign.units import DROPPED, LISTED
from workbook.finding import Finding, Level, found

FILES = ("accepted", "explain", "rejected", "unreadable", "waiting")
"""What became of a file; waiting: a collecting was cut off before it was judged."""

_MOST = 50
"""Findings of one unit that are kept here; the ledger has all."""

_LINES, _FEWEST = 100_000, 3
"""Findings of all units together, and how many of each are given in any case."""

_BESIDE = ("R113", "R115", "R116", "R117")
"""A text, picture, PDF or letter, such as the stamped page that comes beside the workbook: whenever it came, it is the
newest file of a unit only when nothing else did.
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit. files: how many different ones came. latest: the newest one's name, sha256, verdict, and when it came
    (UTC, ISO 8601); "" without. file, sha256, came: the same of the one that counts.

    dropped: an earlier register had it, and the present one has not. made_for: the other unit for which the newest
    file was made, where a person has said that it is this one's. newer: a file counts, and a newer one came that
    was not accepted, and nobody has decided since. findings: of the
    file that the unit must mend, else of the one that counts; more: how many there are beyond. reasons: codes of all
    errors of a file to mend, in the order in which to mend them; first: the first of these. disputes: what a person
    must decide and the unit is concerned in; not a file of two minds that came before the one which counts.
    """

    year: str
    unit: str
    state: State
    code: str = ""
    parent: str = ""
    contact: str = ""
    registered: bool = False
    dropped: bool = False
    files: int = 0
    latest: str = ""
    latest_sha256: str = ""
    latest_came: str = ""
    verdict: str = ""
    file: str = ""
    sha256: str = ""
    came: str = ""
    newer: bool = False
    guessed: bool = False
    made_for: str = ""
    errors: int = 0
    warnings: int = 0
    findings: tuple[Told, ...] = field(default=(), repr=False)
    more: int = 0
    reasons: tuple[str, ...] = ()
    first: Told | None = field(default=None, repr=False)
    disputes: tuple[Dispute, ...] = field(default=(), repr=False)

    @property
    def mends(self) -> bool:
        """Whether the newest file is to be mended, or sent again."""
        return self.state in ("explain", "rejected", "unreadable") or self.newer


@dataclass(frozen=True, slots=True)
class Stray:
    """A file that is nobody's: its names, verdict, findings."""

    sha256: str
    names: tuple[str, ...]
    verdict: str
    findings: tuple[Told, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Reason:
    """A code that keeps files from being accepted: at how many units, how often in all."""

    code: str
    units: int
    times: int


@dataclass(frozen=True, slots=True)
class Overview:
    """units in the order of year, code and name. strays: files of nobody. runs: collectings that were finished.
    reasons: why files are sent back, what concerns most units first. disputes: all that a person must decide.

    open_run: a collecting was cut off, or is going on. files: how many contents ever came, by verdict ("waiting" for
    those without one yet). seen: what the last finished collecting counted, as `Collected.counts`. findings: L101–L104.
    """

    folder: Path
    units: tuple[Standing, ...] = ()
    strays: tuple[Stray, ...] = ()
    reasons: tuple[Reason, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    runs: int = 0
    open_run: bool = False
    findings: tuple[Finding, ...] = ()
    files: Mapping[str, int] = field(default_factory=dict)
    seen: Mapping[str, int] = field(default_factory=dict)

    @property
    def conflicts(self) -> int:
        return len(self.disputes)

    @property
    def registers(self) -> frozenset[str]:
        """Years for which there is a register."""
        return frozenset(unit.year for unit in self.units if unit.registered)

    @property
    def unfinished(self) -> tuple[Finding, ...]:
        """L121 while a collecting is not finished: all that is told is what is known until now."""
        return (found("L121"),) if self.open_run else ()

    @property
    def states(self) -> tuple[State, ...]:
        """The states that are told of: that units are no longer in the register, only where there are such."""
        return tuple(state for state in STATES if state != "dropped" or self.counts[state])

    @property
    def counts(self) -> Mapping[State, int]:
        """Units in each state; they add up to all units."""
        counted = Counter(unit.state for unit in self.units)
        return {state: counted[state] for state in STATES}


def overview(campaign: str | Path, *, findings: int = _MOST, lines: int = _LINES) -> Overview:
    """How a campaign stands. findings: so many of each unit are given; lines: about so many of all units together, but
    some of each.
    """
    folder = Path(campaign)
    try:
        with open_ledger(folder) as ledger:
            return _overview(ledger, findings, lines)
    except LedgerError as error:
        return Overview(folder, findings=(error.finding,))


def is_unfinished(ledger: Ledger) -> bool:
    """Whether a collecting goes on, or was cut off."""
    return bool(ledger.one("SELECT count(*) FROM runs WHERE state='open'"))


def _overview(ledger: Ledger, most: int, lines: int) -> Overview:
    done = ledger.one("SELECT coalesce(max(id), 0) FROM runs WHERE state='done'")
    issued = {
        row["unit"]: row["after_run"]
        for row in ledger.rows("SELECT unit, max(after_run) AS after_run FROM issued GROUP BY unit")
    }
    disputes = open_disputes(ledger)
    concerned = by_party(disputes)
    latest = {row["unit"]: row for row in ledger.rows(_LATEST, json.dumps(_BESIDE))}
    decided = {row["unit"]: row for row in ledger.rows(_DECIDED)}
    units, sent_back = [], []
    every = ledger.rows(_UNITS)
    most = min(most, max(_FEWEST, lines // max(1, len(every))))
    for row in every:
        last = latest.get(row["id"])
        own = tuple(d for d in concerned.get((row["year"], row["key"]), ()) if d.unit or row["run"] <= d.run)
        dropped = row["registered"] == DROPPED
        state = state_of(row["current"], own, last, issued.get(row["id"]), done, dropped=dropped)
        unit = _standing(ledger, row, last, decided.get(row["id"]), replace(_bare(row, state), disputes=own), most)
        units.append(unit)
        if unit.mends and last is not None:
            sent_back.append(last["seq"])
    strays = tuple(_stray(ledger, row["seq"], row["sha256"], row["verdict"]) for row in ledger.rows(_STRAYS))
    runs = ledger.one("SELECT count(*) FROM runs WHERE state='done'")
    files = Counter({row["verdict"]: row["n"] for row in ledger.rows(_FILES)})
    last_run = ledger.one("SELECT summary FROM runs WHERE state='done' ORDER BY id DESC")
    return Overview(
        ledger.folder, tuple(units), strays, _reasons(ledger, sent_back), disputes, runs, is_unfinished(ledger),
        files={word: files["" if word == "waiting" else word] for word in FILES},
        seen=json.loads(last_run) if last_run else {},
    )  # fmt: skip


_UNITS = """SELECT u.*, s.sha256, s.first_seen, s.errors, s.warnings, coalesce(s.first_run, 0) AS run,
  (SELECT name FROM names WHERE submission=s.seq ORDER BY rowid) AS file
FROM units u LEFT JOIN submissions s ON s.seq=u.current ORDER BY u.year, u.code='', u.code, u.key"""
_LATEST = """SELECT *, (SELECT count(*) FROM submissions o WHERE o.unit=s.unit AND o.verdict<>'') AS files,
  (SELECT name FROM names WHERE submission=s.seq ORDER BY rowid) AS name
FROM (
  SELECT *, row_number() OVER (
    PARTITION BY unit
    ORDER BY beside, first_run DESC, verdict='accepted', verdict='unreadable', seq DESC
  ) AS place FROM (
    SELECT *, verdict='unreadable' AND EXISTS (
      SELECT 1 FROM findings f WHERE f.submission=o.seq AND f.number=1 AND f.code IN (SELECT value FROM json_each(?))
    ) AS beside FROM submissions o WHERE unit IS NOT NULL AND verdict<>''
  )
) s WHERE place=1"""
_DECIDED = "SELECT unit, submission, time FROM decisions d WHERE seq=(SELECT max(seq) FROM decisions WHERE unit=d.unit)"
_FILES = "SELECT verdict, count(*) AS n FROM submissions GROUP BY verdict"
_STRAYS = """SELECT seq, sha256, verdict FROM submissions s WHERE unit IS NULL AND verdict<>'' AND NOT EXISTS (
  SELECT 1 FROM conflict_members m JOIN conflicts c ON c.id=m.conflict WHERE m.submission=s.seq AND c.state='decided'
) ORDER BY seq"""


def _reasons(ledger: Ledger, submissions: list[int]) -> tuple[Reason, ...]:
    """The codes of errors, over all findings of these files."""
    sql = (
        "SELECT code, count(DISTINCT submission) AS units, sum(coalesce(json_extract(told, '$.count'), 1)) AS times"
        " FROM findings WHERE level>=? AND submission IN (SELECT value FROM json_each(?))"
        " GROUP BY code ORDER BY units DESC, times DESC, code"
    )
    rows = ledger.rows(sql, int(Level.ERROR), json.dumps(submissions))
    return tuple(Reason(row["code"], row["units"], row["times"]) for row in rows)


def _bare(row: Any, state: State) -> Standing:
    return Standing(
        row["year"], row["name"], state, row["code"], row["parent"], row["contact"], row["registered"] == LISTED,
        row["registered"] == DROPPED, file=row["file"] or "", sha256=row["sha256"] or "", came=row["first_seen"] or "",
    )  # fmt: skip


def _standing(ledger: Ledger, row: Any, last: Any, decided: Any, unit: Standing, most: int) -> Standing:
    if last is not None:
        unit = replace(
            unit, files=last["files"], latest=last["name"] or "", latest_sha256=last["sha256"],
            latest_came=last["first_seen"], verdict=last["verdict"], guessed=last["unit_by"] == "file name",
            made_for=last["made_for"] if contradicts(last["made_for"], unit.unit) else "",
            newer=_newer(row, last, decided, unit.state),
        )  # fmt: skip
    shown = last if unit.mends else row if row["current"] is not None else None
    if shown is None:
        return unit
    seq = shown["seq"] if unit.mends else row["current"]
    unit = replace(unit, errors=shown["errors"], warnings=shown["warnings"])
    if unit.mends:
        codes = ledger.rows(_CODES, seq, int(Level.ERROR))
        first = next(iter(_told(ledger, seq, 1, Level.ERROR)), None)
        unit = replace(unit, reasons=tuple(row["code"] for row in codes), first=first)
    told = _told(ledger, seq, most)
    more = ledger.one("SELECT count(*) FROM findings WHERE submission=?", seq) - len(told)
    return replace(unit, findings=told, more=more)


def _told(ledger: Ledger, seq: int, most: int, least: Level = Level.INFO) -> tuple[Told, ...]:
    """Without what will go with them, which nobody is told here and takes the most room."""
    return tuple(replace(one, follows=()) for one in findings_in(ledger, seq, most, least)) if most else ()


_CODES = "SELECT code FROM findings WHERE submission=? AND level>=? GROUP BY code ORDER BY min(number)"


def _newer(row: Any, last: Any, decided: Any, state: State) -> bool:
    """Whether a file that was not accepted may be meant to take the place of the one that counts, or of those among
    which a person must choose. Who decided for the present one had seen what had come until then.
    """
    if last["verdict"] == "accepted" or last["seq"] == row["current"] or last["beside"]:
        return False
    if row["current"] is None:
        return state == "conflict"
    chosen = decided is not None and decided["submission"] == row["current"]
    return not (chosen and last["first_seen"] <= decided["time"])


def with_findings(ledger: Ledger, unit: Standing, most: int) -> Standing:
    """The unit with the first findings of the file that it must mend, or of the one that counts."""
    shown = unit.latest_sha256 if unit.mends else unit.sha256
    seq = ledger.one("SELECT seq FROM submissions WHERE sha256=?", shown)
    if seq is None:
        return unit
    told = tuple(findings_in(ledger, seq, most))
    return replace(unit, findings=told, more=len(unit.findings) + unit.more - len(told))


def _stray(ledger: Ledger, seq: int, sha256: str, verdict: str) -> Stray:
    names = ledger.rows("SELECT name FROM names WHERE submission=? ORDER BY rowid", seq)
    return Stray(sha256, tuple(row["name"] for row in names), verdict, _told(ledger, seq, 5))
