"""Collect: whatever came into the ledger, judged, settled, and accepted data into the data folder."""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workbook.api.chain import Specs
from workbook.bureau.intake import Left, Taken, take_in
from workbook.bureau.pool import Slot
from workbook.bureau.publishing import publish
from workbook.bureau.running import Here, Runner, Step, silent
from workbook.bureau.settling import settle
from workbook.campaign.entering import enter
from workbook.campaign.inbox import Seen, seen_in
from workbook.campaign.ledger import ORIGINALS, Ledger, LedgerError, locked, now, open_ledger, trouble
from workbook.campaign.model import Job, Order
from workbook.campaign.originals import original_of, tidy
from workbook.campaign.units import DROPPED, Registered, drop, register
from workbook.disk import begin
from workbook.finding import Finding, found

Came = Callable[[str], None]
"""Told the name of each file that is looked at."""


def unheard(name: str) -> None:
    """Nobody wants to know."""


VERDICTS = ("accepted", "explain", "rejected", "unreadable")
ASIDE = ("owner", "hidden", "system", "own")
_FEW = 10
"""Names that one finding lists."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What a collecting did. seen = new + again + known + failed + aside; new + again = the four verdicts + waiting.

    counts: new (judged for the first time), again (judged once more: another try may end otherwise), known (the same
    bytes came before), failed (could not be read, told in the findings), accepted, explain, rejected, unreadable,
    waiting (no verdict yet: it was cut off before); owner, hidden, system and own (left aside); same (accepted, with
    the values that counted already), replaced (accepted, takes an older one's place), conflicts (open, in all the
    campaign). findings: L1xx, R101–R105 and others of files that could not be taken. complete: nothing is left to do;
    otherwise the same command goes on where it stopped. aside: by name, what was left aside and which archives were
    opened.
    """

    folder: Path
    counts: Mapping[str, int]
    findings: tuple[Finding, ...] = ()
    complete: bool = True
    aside: tuple[Left, ...] = ()

    @property
    def seen(self) -> int:
        return sum(self.counts.get(word, 0) for word in ("new", "again", "known", "failed", *ASIDE))


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to collect. data: where accepted data go, None: where they went before, at first data/. order: spec and
    limits. units: of a register, of which `year` they are where it does not say; runner: who judges.
    """

    data: Path | None = None
    order: Order = field(default_factory=Order)
    units: Sequence[Registered] = ()
    year: str = ""
    runner: Runner = field(default_factory=Here)


def collect(
    inbox: Sequence[str | Path],
    campaign: str | Path,
    wishes: Wishes | None = None,
    *,
    step: Step = silent,
    came: Came = unheard,
) -> Collected:
    """Take files and folders as they come into a campaign's ledger, and judge what is new.

    Cut off at any moment, the same call goes on and ends as if nothing had happened. came: told of each file that is
    looked at; step: of each that is judged. Findings: L101–L105, L107, L112, L124 (data go elsewhere), L133 (units that
    are no longer in the register, which is always meant to be all of its year), G118 (nobody
    could judge, or the ledger cannot be used; what it holds stays as it is), those of single files.
    """
    folder, how = Path(campaign), wishes or Wishes()
    try:
        with locked(folder, create=True), open_ledger(folder, create=True) as ledger:
            return _collect(ledger, [Path(path) for path in inbox], how, step, came)
    except (LedgerError, OSError, sqlite3.Error) as error:
        return Collected(folder, {}, (_told(error, folder),), complete=False)


def _told(error: LedgerError | OSError | sqlite3.Error, folder: Path) -> Finding:
    return error.finding if isinstance(error, LedgerError) else trouble(error, folder)


def _collect(ledger: Ledger, inbox: Sequence[Path], how: Wishes, step: Step, came: Came) -> Collected:
    """What stops it is told with what has been done until then: the numbers of a run that was cut off add up, too."""
    taken, run = Taken(), None
    try:
        begin()
        tidy(ledger.folder)
        run = _begin(ledger, inbox, how, taken)
        _take(ledger, run, inbox, how, taken, came)
        counts = _judge(ledger, run, how, taken, step)
    except (LedgerError, OSError, sqlite3.Error) as error:
        told = _told(error, ledger.folder)
        return Collected(ledger.folder, _so_far(ledger, run, taken), (*taken.findings, told), False, tuple(taken.aside))
    return Collected(ledger.folder, counts, tuple(taken.findings), aside=tuple(taken.aside))


def _take(ledger: Ledger, run: int, inbox: Sequence[Path], how: Wishes, taken: Taken, came: Came) -> None:
    """Everything that came is stored and entered. Archives are opened within the limits of any file."""
    slot = Slot()

    def seen() -> Iterator[Seen]:
        for file in seen_in(inbox, lambda content, name: slot.open(content, name, how.order)):
            yield file
            came(file.name)

    try:
        take_in(ledger, run, seen(), how.order, taken)
    finally:
        slot.close()


def _judge(ledger: Ledger, run: int, how: Wishes, taken: Taken, step: Step) -> dict[str, int]:
    """Everything that has no verdict gets one, and what follows from it is done; the counts of the run, which is
    finished then.
    """
    waiting = ledger.one("SELECT count(*) FROM submissions WHERE verdict=''")
    for job, verdict in how.runner.judge(_jobs(ledger), how.order):
        enter(ledger, job.seq, run, verdict)
        step(job, waiting)
    specs = Specs()
    settle(ledger, run, specs)
    taken.findings += publish(ledger, run, data_home(ledger), specs)
    counts = _counts(ledger, run, taken.counts)
    with ledger.transaction():
        summary = json.dumps(counts, sort_keys=True)
        ledger.write("UPDATE runs SET state='done', summary=?, finished=? WHERE id=?", summary, now(), run)
    return counts


def _begin(ledger: Ledger, inbox: Sequence[Path], how: Wishes, taken: Taken) -> int:
    """The run that was cut off, if there is one, else a new one. L124: data go elsewhere from now on, also those that
    were accepted before. L133.
    """
    before = ledger.one("SELECT value FROM settings WHERE key='data'")
    where = before if before and how.data is None else home_text(how.data or Path("data"), ledger.folder)
    with ledger.transaction():
        if where != before:
            ledger.write("INSERT OR REPLACE INTO settings (key, value) VALUES ('data', ?)", where)
        if before and where != before and ledger.one("SELECT count(*) FROM units WHERE published IS NOT NULL"):
            ledger.write("UPDATE units SET published=NULL")
            facts = {"path": _seen_from(ledger, before), "folder": _seen_from(ledger, where)}
            taken.findings.append(found("L124", None, None, **facts))
        register(ledger, how.units, how.year)
        drop(ledger, how.units, how.year)
        taken.findings += _no_longer(ledger, {one.year or how.year for one in how.units})
        run = ledger.one("SELECT id FROM runs WHERE state='open'")
        if run is None:
            given = json.dumps([path.name for path in inbox], ensure_ascii=False)
            run = ledger.write("INSERT INTO runs (state, inbox, started) VALUES ('open', ?, ?)", given, now())
    return int(run)


def _no_longer(ledger: Ledger, years: Iterable[str]) -> Iterator[Finding]:
    """L133: units that these years' registers had before."""
    sql = "SELECT name FROM units WHERE registered=? AND year IN (SELECT value FROM json_each(?)) ORDER BY id"
    names = [row["name"] for row in ledger.rows(sql, DROPPED, json.dumps(sorted(years)))]
    if names:
        more = len(names) - _FEW if len(names) > _FEW else ""
        yield found("L133", None, None, count=len(names), item="、".join(names[:_FEW]), more=more)


def home_text(data: Path, campaign: Path) -> str:
    """The data folder as the ledger remembers it: seen from the campaign, so that both may move together."""
    try:
        return Path(os.path.relpath(data.resolve(), campaign.resolve())).as_posix()
    except ValueError:  # another drive
        return str(data.resolve())


def data_home(ledger: Ledger) -> Path:
    """Where accepted data of this campaign go."""
    return _seen_from(ledger, ledger.one("SELECT value FROM settings WHERE key='data'") or "../data")


def _seen_from(ledger: Ledger, told: str) -> Path:
    return Path(os.path.normpath(ledger.folder.resolve() / told))


def _jobs(ledger: Ledger) -> Iterator[Job]:
    """Everything that waits for a verdict, in the order in which it came."""
    sql = "SELECT s.seq, s.sha256, (SELECT name FROM names WHERE submission=s.seq ORDER BY rowid) AS name"
    for row in ledger.rows(f"{sql} FROM submissions s WHERE s.verdict='' ORDER BY s.seq"):
        path = original_of(ledger.folder, row["sha256"]) or ledger.folder / ORIGINALS / row["sha256"]
        yield Job(row["seq"], row["sha256"], row["name"] or "", path)


def _so_far(ledger: Ledger, run: int | None, taken: Taken) -> dict[str, int]:
    """The counts of a run that could not be finished; without the ledger, of what came only."""
    if run is None:
        return {}
    try:
        return _counts(ledger, run, taken.counts)
    except sqlite3.Error:
        return {**taken.counts, "waiting": taken.counts["new"] + taken.counts["again"]}


def _counts(ledger: Ledger, run: int, taken: Mapping[str, int]) -> dict[str, int]:
    counts: Counter[str] = Counter(dict(taken))
    for row in ledger.rows("SELECT verdict, count(*) AS n FROM submissions WHERE run=? GROUP BY verdict", run):
        counts[row["verdict"] or "waiting"] = row["n"]
    counts["new"] = ledger.one("SELECT count(*) FROM submissions WHERE first_run=? AND run=?", run, run)
    counts["again"] = ledger.one("SELECT count(*) FROM submissions WHERE first_run<>? AND run=?", run, run)
    counts["same"] = ledger.one("SELECT count(*) FROM submissions WHERE run=? AND same_as IS NOT NULL", run)
    sql = "SELECT count(DISTINCT newer) FROM supersedes JOIN submissions ON seq=newer WHERE run=?"
    counts["replaced"] = ledger.one(sql, run)
    counts["conflicts"] = ledger.one("SELECT count(*) FROM conflicts WHERE state='open'")
    names = ("new", "again", "known", "failed", *VERDICTS, "waiting", *ASIDE, "same", "replaced", "conflicts")
    return {name: counts[name] for name in names}
