"""How a campaign stands: each unit's state, its reasons, the counts, what is in nobody's name and what is to decide."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from workbook.campaign.entering import findings_in
from workbook.campaign.ledger import Ledger, LedgerError, open_ledger
from workbook.campaign.model import Told
from workbook.finding import Finding, Level

State = Literal["not issued", "issued", "not returned", "rejected", "explain", "conflict", "accepted"]
STATES: tuple[State, ...] = ("accepted", "explain", "rejected", "conflict", "not returned", "issued", "not issued")
"""accepted: a file counts. explain, rejected: so the newest file. conflict: a person must decide. not returned: handed
out before the last collecting, and nothing has come; issued: handed out, and nothing was collected since. not issued:
in the register only.
"""

FILES = ("accepted", "explain", "rejected", "unreadable", "waiting")
"""What became of a file; waiting: a collecting was cut off before it was judged."""

_MOST = 50
"""Findings of one unit that are kept here; the ledger has all."""

_LINES, _FEWEST = 100_000, 5
"""Findings of all units together, and how many of each are given in any case."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit. files: how many different ones came. latest: the newest one's name, sha256, verdict; "" without.

    sha256: of the file that counts. newer: a newer file than that one came and was not accepted. findings: of the file
    that the unit must mend, else of the one that counts; more: how many there are beyond.
    """

    year: str
    unit: str
    state: State
    code: str = ""
    parent: str = ""
    contact: str = ""
    registered: bool = False
    files: int = 0
    latest: str = ""
    latest_sha256: str = ""
    verdict: str = ""
    sha256: str = ""
    newer: bool = False
    guessed: bool = False
    errors: int = 0
    warnings: int = 0
    findings: tuple[Told, ...] = field(default=(), repr=False)
    more: int = 0


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
    reasons: why files of units that are not accepted are sent back, what concerns most units first.

    open_run: a collecting was cut off, or is going on. files: how many contents ever came, by verdict ("waiting" for
    those without one yet). seen: what the last finished collecting counted, as `Collected.counts`. findings: L101–L104.
    """

    folder: Path
    units: tuple[Standing, ...] = ()
    strays: tuple[Stray, ...] = ()
    reasons: tuple[Reason, ...] = ()
    conflicts: int = 0
    runs: int = 0
    open_run: bool = False
    findings: tuple[Finding, ...] = ()
    files: Mapping[str, int] = field(default_factory=dict)
    seen: Mapping[str, int] = field(default_factory=dict)

    @property
    def counts(self) -> Mapping[State, int]:
        """Units in each state; they add up to all units."""
        counted = Counter(unit.state for unit in self.units)
        return {state: counted[state] for state in STATES}


def overview(campaign: str | Path, *, findings: int = _MOST) -> Overview:
    """How a campaign stands. findings: so many of each unit are given."""
    folder = Path(campaign)
    try:
        with open_ledger(folder) as ledger:
            return _overview(ledger, findings)
    except LedgerError as error:
        return Overview(folder, findings=(error.finding,))


def _overview(ledger: Ledger, most: int) -> Overview:
    done = ledger.one("SELECT coalesce(max(id), 0) FROM runs WHERE state='done'")
    issued = {
        row["unit"]: row["after_run"]
        for row in ledger.rows("SELECT unit, max(after_run) AS after_run FROM issued GROUP BY unit")
    }
    waiting = {row["unit"] for row in ledger.rows("SELECT unit FROM conflicts WHERE state='open'")}
    latest = {row["unit"]: row for row in ledger.rows(_LATEST)}
    units, sent_back = [], []
    every = ledger.rows("SELECT * FROM units ORDER BY year, code='', code, key")
    most = min(most, max(_FEWEST, _LINES // max(1, len(every))))
    for row in every:
        last = latest.get(row["id"])
        state = _state(row["current"], row["id"] in waiting, last, issued.get(row["id"]), done)
        units.append(_standing(ledger, row, last, state, most))
        if last is not None and state in ("rejected", "explain"):
            sent_back.append(last["seq"])
    strays = tuple(_stray(ledger, row["seq"], row["sha256"], row["verdict"]) for row in ledger.rows(_STRAYS))
    open_ones = ledger.one("SELECT count(*) FROM conflicts WHERE state='open'")
    runs = ledger.one("SELECT count(*) FROM runs WHERE state='done'")
    cut = ledger.one("SELECT count(*) FROM runs WHERE state='open'") > 0
    files = Counter({row["verdict"]: row["n"] for row in ledger.rows(_FILES)})
    last_run = ledger.one("SELECT summary FROM runs WHERE state='done' ORDER BY id DESC")
    return Overview(
        ledger.folder, tuple(units), strays, _reasons(ledger, sent_back), open_ones, runs, cut,
        files={word: files["" if word == "waiting" else word] for word in FILES},
        seen=json.loads(last_run) if last_run else {},
    )  # fmt: skip


_LATEST = """SELECT s.unit, s.seq, s.sha256, s.verdict, s.errors, s.warnings, s.unit_by, n.files,
  (SELECT name FROM names WHERE submission=s.seq ORDER BY rowid) AS name
FROM submissions s JOIN (
  SELECT unit, max(seq) AS seq, count(*) AS files FROM submissions WHERE unit IS NOT NULL AND verdict<>'' GROUP BY unit
) n ON n.seq=s.seq"""
_FILES = "SELECT verdict, count(*) AS n FROM submissions GROUP BY verdict"
_STRAYS = "SELECT seq, sha256, verdict FROM submissions WHERE unit IS NULL AND verdict<>'' ORDER BY seq"


def _reasons(ledger: Ledger, submissions: list[int]) -> tuple[Reason, ...]:
    """The codes of errors, over all findings of these files."""
    sql = (
        "SELECT code, count(DISTINCT submission) AS units, sum(coalesce(json_extract(told, '$.count'), 1)) AS times"
        " FROM findings WHERE level>=? AND submission IN (SELECT value FROM json_each(?))"
        " GROUP BY code ORDER BY units DESC, times DESC, code"
    )
    rows = ledger.rows(sql, int(Level.ERROR), json.dumps(submissions))
    return tuple(Reason(row["code"], row["units"], row["times"]) for row in rows)


def _state(current: int | None, waiting: bool, last: Any, issued: int | None, done: int) -> State:
    if waiting:
        return "conflict"
    if current is not None:
        return "accepted"
    if last is not None:
        return "explain" if last["verdict"] == "explain" else "rejected"
    if issued is not None:
        return "not returned" if done > issued else "issued"
    return "not issued"


def _standing(ledger: Ledger, row: Any, last: Any, state: State, most: int) -> Standing:
    counts = ledger.row("SELECT seq, sha256, errors, warnings FROM submissions WHERE seq=?", row["current"])
    shown = last if state in ("rejected", "explain") else counts
    told: tuple[Told, ...] = ()
    more = 0
    if shown is not None:
        told = tuple(findings_in(ledger, shown["seq"], most))
        more = ledger.one("SELECT count(*) FROM findings WHERE submission=?", shown["seq"]) - len(told)
    own = Standing(
        row["year"], row["name"], state, row["code"], row["parent"], row["contact"], bool(row["registered"]),
        sha256=counts["sha256"] if counts is not None else "",
        errors=shown["errors"] if shown is not None else 0,
        warnings=shown["warnings"] if shown is not None else 0,
        findings=told, more=more,
    )  # fmt: skip
    if last is None:
        return own
    newer = counts is not None and last["seq"] > counts["seq"] and last["verdict"] != "accepted"
    return replace(
        own, files=last["files"], latest=last["name"] or "", latest_sha256=last["sha256"], verdict=last["verdict"],
        newer=newer, guessed=last["unit_by"] == "file name",
    )  # fmt: skip


def with_findings(ledger: Ledger, unit: Standing, most: int) -> Standing:
    """The unit with the first findings of the file that it must mend, or of the one that counts."""
    shown = unit.latest_sha256 if unit.state in ("rejected", "explain") else unit.sha256
    seq = ledger.one("SELECT seq FROM submissions WHERE sha256=?", shown)
    if seq is None:
        return unit
    told = tuple(findings_in(ledger, seq, most))
    return replace(unit, findings=told, more=len(unit.findings) + unit.more - len(told))


def _stray(ledger: Ledger, seq: int, sha256: str, verdict: str) -> Stray:
    names = ledger.rows("SELECT name FROM names WHERE submission=? ORDER BY rowid", seq)
    return Stray(sha256, tuple(row["name"] for row in names), verdict, tuple(findings_in(ledger, seq, 5)))


def below(units: Iterable[Standing], name: str) -> tuple[Standing, ...]:
    """A unit and all that stand under it by the register's 上级单位."""
    children: dict[str, list[Standing]] = {}
    every = list(units)
    for unit in every:
        children.setdefault(unit.parent, []).append(unit)
    found: dict[tuple[str, str], Standing] = {}
    waiting = [unit for unit in every if name in (unit.unit, unit.code)]
    waiting += children.get(name, []) if not waiting else []
    while waiting:
        unit = waiting.pop(0)
        if (unit.year, unit.unit) not in found:
            found[unit.year, unit.unit] = unit
            waiting += children.get(unit.unit, []) + (children.get(unit.code, []) if unit.code else [])
    return tuple(found.values())
