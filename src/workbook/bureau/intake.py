"""The first half of collecting: whatever came is put away safely and entered, before anything is judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from workbook.campaign.entering import record
from workbook.campaign.inbox import Aside, Seen
from workbook.campaign.ledger import Ledger, now
from workbook.campaign.model import Order, Told, Verdict
from workbook.campaign.originals import digest, keep, kept
from workbook.finding import Finding


@dataclass(frozen=True, slots=True)
class Left:
    """A file or folder that is not judged; why: see `campaign.inbox.Aside`. sha256 "" where it has no content."""

    name: str
    why: Aside
    sha256: str = ""


@dataclass
class Taken:
    """What came. counts: new, again (another try), known, failed (not readable), and owner, hidden, system, own (left
    aside). findings: of the failed ones. aside: what was left aside, and the archives that were opened.
    """

    counts: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    aside: list[Left] = field(default_factory=list)

    @property
    def seen(self) -> int:
        return sum(self.counts.values())


def take_in(ledger: Ledger, run: int, files: Iterable[Seen], order: Order, taken: Taken) -> None:
    """Store and enter every file: one transaction for each, after its content is on the disk. Raises OSError; then
    `taken` holds what came until then.

    A file counts as new once in the run in which it came first, also when that run is gone on with after a cut; its
    doubles, and what came in other runs, are known. What was stored and not entered by a run that was cut off is
    entered at the end, in case that nobody has the file any more.
    """
    told: set[bytes] = set()
    for file in files:
        if file.aside is not None:
            _leave(ledger, run, Left(file.name, file.aside, file.mark), taken)
        elif file.content is None and not file.mark:
            taken.counts["failed"] += 1
            if file.finding is not None:
                taken.findings.append(file.finding)
        else:
            sha256, size = file.mark, file.size
            if file.content is not None:
                sha256, size = digest(file.content), len(file.content)
                keep(ledger.folder, file.content, sha256)
            word = _enter(ledger, run, sha256, size, file.name, order, file.finding)
            mark = bytes.fromhex(sha256)
            taken.counts["known" if mark in told else word] += 1
            told.add(mark)
    _adopt(ledger, run)


def _leave(ledger: Ledger, run: int, left: Left, taken: Taken) -> None:
    if left.why != "archive":
        taken.counts[left.why] += 1
    taken.aside.append(left)
    known = "SELECT 1 FROM aside WHERE name=? AND why=? AND sha256=?"
    if ledger.one(known, left.name, left.why, left.sha256) is None:
        with ledger.transaction():
            ledger.write(
                "INSERT INTO aside (name, why, sha256, run) VALUES (?, ?, ?, ?)",
                left.name, left.why, left.sha256, run,
            )  # fmt: skip


def _enter(
    ledger: Ledger, run: int, sha256: str, size: int, name: str, order: Order, refusal: Finding | None = None
) -> str:
    """What the file counts as. refusal: it is too big to be kept and judged, and this is its verdict."""
    row = ledger.row("SELECT seq, run, first_run, again, allowed FROM submissions WHERE sha256=?", sha256)
    word, seq = "new", 0
    if row is not None:
        seq = row["seq"]
        word = "new" if row["first_run"] == run else "again" if row["run"] == run else "known"
        if word == "known" and _another_try(row["again"], row["allowed"], order):
            word = "again"
            with ledger.transaction():
                ledger.write("UPDATE submissions SET verdict='', settled=0, run=? WHERE seq=?", run, seq)
        if ledger.row("SELECT 1 FROM names WHERE submission=? AND name=?", seq, name) is not None:
            return word
    with ledger.transaction():
        if row is None:
            seq = ledger.write(
                "INSERT INTO submissions (sha256, size, first_run, run, first_seen) VALUES (?, ?, ?, ?, ?)",
                sha256, size, run, run, now(),
            )  # fmt: skip
        ledger.write("INSERT OR IGNORE INTO names (submission, name, run) VALUES (?, ?, ?)", seq, name, run)
        if refusal is not None:
            told = Told(refusal.code, refusal.level, facts=refusal.facts)
            record(ledger, seq, run, Verdict("unreadable", (told,)))
    return word


def _another_try(why: str, allowed: float, order: Order) -> bool:
    """Whether the same bytes may now be answered otherwise."""
    limit = {"time": order.timeout, "memory": order.memory}.get(why)
    if why in ("time", "memory"):
        return limit is None or limit > allowed
    return why in ("spec", "crash")


def _adopt(ledger: Ledger, run: int) -> None:
    for sha256, path in kept(ledger.folder):
        known = ledger.one("SELECT 1 FROM submissions WHERE sha256=?", sha256) is not None
        if not known and digest(path.read_bytes()) == sha256:
            _enter(ledger, run, sha256, path.stat().st_size, path.name, Order())
