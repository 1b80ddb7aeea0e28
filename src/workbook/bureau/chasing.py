"""What is to be sent to the units: for each a letter with all that it has to mend, and its workbook with the marks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workbook.api.annotate import ENDING
from workbook.api.naming import SUFFIX
from workbook.bureau.deciding import conflicts
from workbook.bureau.lettered import folders, own_year
from workbook.bureau.letters import Differences, concerns, letter_text
from workbook.bureau.running import Here, Runner, Step, silent
from workbook.bureau.standing import Overview, Standing, overview, with_findings
from workbook.bureau.standingtext import STATE_WORDS
from workbook.campaign.ledger import ORIGINALS, Ledger, LedgerError, open_ledger
from workbook.campaign.model import Job, Order, Verdict
from workbook.campaign.originals import original_of
from workbook.campaign.own import LETTER_HEADS, LETTERS
from workbook.data.filenames import sanitised
from workbook.data.replace import replace_folder
from workbook.disk import begin, known_as
from workbook.finding import Finding, Place, found, reason_of
from workbook.finding.catalogue import Lang
from workbook.report.machine import table_text
from workbook.write import put_atomically

_LETTER = {"zh": "需要改正的地方", "en": "to-mend"}
_MOST = 1000
"""Findings that one letter tells."""

_WHY = frozenset({"G105", "G111", "G112", "G117", "L106", "S110"})


@dataclass(frozen=True, slots=True)
class Letter:
    """One unit's folder; workbook None where there is none to send. kept: nothing in it has changed."""

    unit: Standing
    folder: Path
    letter: Path
    workbook: Path | None
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Chased:
    """letters: in the order of the units. removed: folders of units that are no longer chased."""

    folder: Path
    letters: tuple[Letter, ...] = ()
    removed: int = 0
    findings: tuple[Finding, ...] = ()


def chase(
    campaign: str | Path,
    output: str | Path,
    *,
    lang: Lang = "zh",
    text: bool = False,
    runner: Runner | None = None,
    order: Order | None = None,
    step: Step = silent,
) -> Chased:
    """Write for every unit that has something to mend, to answer or to hand in a folder below `output`: also where a
    file counts and a newer one was not accepted, and where the unit is in the register only.

    text: letters as plain text in place of Markdown. runner, order: who makes the annotated workbooks, and within what
    limits of time and memory each, as in collecting; a spec in it holds for all, else each file is annotated with the
    one that it was judged with. A letter that says the same as before is left with its workbook,
    so that a second run makes only what is new; folders of units that have mended everything go, unless somebody has
    put something of his own into them. Findings: L101–L104, L107, L112, L114 (no annotated workbook; why, is told
    with it: G105, G111, G112, G117, L106, S110, …), L121 (a collecting is not finished), G101, G118.
    """
    state = overview(campaign, findings=0)
    target = Path(output)
    begin()
    if state.findings:
        return Chased(target, findings=state.findings)
    work = _Work(Path(campaign), target, lang, text, state.unfinished)
    wanted = replace(order or Order(), marks=lang)
    try:
        with open_ledger(work.campaign) as ledger:
            work.compare(state)
            for job, verdict in (runner or Here()).judge(work.jobs(ledger, state), wanted):
                work.annotated(ledger, job, verdict)
                step(job, work.total)
        letters = work.letters
        removed = _remove(target, {letter.folder.name for letter in letters}, lang)
        _write_list(target, letters, lang)
    except LedgerError as error:
        return Chased(target, work.letters, findings=(*work.told, error.finding))
    except OSError as error:
        told = found("G101", None, None, file=known_as(error.filename or target), reason=reason_of(error))
        return Chased(target, work.letters, findings=(*work.told, told))
    return Chased(target, letters, removed, work.told)


class _Work:
    """Letters that are written at once, and those that wait for their workbook; of each unit's findings only those
    of the letter that is being written are in memory.
    """

    def __init__(self, campaign: Path, target: Path, lang: Lang, plain: bool, first: tuple[Finding, ...]) -> None:
        self.campaign, self._target, self._lang, self._plain, self._first = campaign, target, lang, plain, first
        self._differences: Differences = {}
        self._done: dict[int, Letter] = {}
        self._waiting: dict[int, Letter] = {}
        self._told: dict[int, list[Finding]] = {}
        self.total = 0

    @property
    def letters(self) -> tuple[Letter, ...]:
        """In the order of the units, in whatever order they were written."""
        return tuple(self._done[number] for number in sorted(self._done))

    @property
    def told(self) -> tuple[Finding, ...]:
        later = (finding for number in sorted(self._told) for finding in self._told[number])
        return (*self._first, *later)

    def compare(self, state: Overview) -> None:
        """Look up in which values the files differ that contradict each other."""
        if any(dispute.kind == "values" for dispute in state.disputes):
            waiting, _ = conflicts(self.campaign)
            self._differences = {one.sha256: one.changed for c in waiting if c.kind == "values" for one in c.candidates}

    def jobs(self, ledger: Ledger, state: Overview) -> Iterator[Job]:
        """The files that are to be annotated. Letters that need none are written on the way. Raises OSError."""
        units = [unit for unit in state.units if _is_chased(unit, state.runs > 0)]
        self.total = sum(map(_wants_book, units))
        for number, (unit, folder) in enumerate(list(folders(units, self._target, own_year(ledger)))):
            name = f"{_LETTER[self._lang]}{'.txt' if self._plain else '.md'}"
            stem = sanitised(Path(unit.latest).stem) or "workbook"
            book = folder / f"{stem}{ENDING}{SUFFIX}" if _wants_book(unit) else None
            letter = Letter(unit, folder, folder / name, book)
            body = self._body(ledger, unit)
            if letter.letter.is_file() and letter.letter.read_bytes() == body and (book is None or book.is_file()):
                self._done[number] = replace(letter, kept=True)
                self.total -= book is not None
            elif book is None:
                replace_folder(folder, {name: body}, _is_ours)
                self._done[number] = letter
            else:
                self._waiting[number] = letter
                home = original_of(self.campaign, unit.latest_sha256) or self.campaign / ORIGINALS / unit.latest_sha256
                yield Job(number, unit.latest_sha256, f"{stem}{SUFFIX}", home, _judged_with(ledger, unit))

    def annotated(self, ledger: Ledger, job: Job, verdict: Verdict) -> None:
        """Write the letter that waited for this workbook. Raises OSError."""
        letter = self._waiting.pop(job.seq)
        assert letter.workbook is not None
        files = {letter.letter.name: self._body(ledger, letter.unit)}
        if verdict.marked:
            files[letter.workbook.name] = verdict.marked
        else:
            place = Place(file=job.name)
            why = [replace(t.finding, place=place) for t in verdict.findings if t.code in _WHY]
            self._told[job.seq] = [found("L114", None, None, name=letter.unit.unit), *why]
            letter = replace(letter, workbook=None)
        replace_folder(letter.folder, files, _is_ours)
        self._done[job.seq] = letter

    def _body(self, ledger: Ledger, unit: Standing) -> bytes:
        return letter_text(with_findings(ledger, unit, _MOST), self._lang, self._plain, self._differences).encode()


def _judged_with(ledger: Ledger, unit: Standing) -> str:
    """The spec with which the newest file was judged, "" where that is the one that it names itself."""
    row = ledger.row("SELECT spec, made_with FROM submissions WHERE sha256=?", unit.latest_sha256)
    return row["spec"] if row["spec"] != row["made_with"] else ""


def _wants_book(unit: Standing) -> bool:
    return unit.mends and unit.verdict in ("rejected", "explain")


def _is_chased(unit: Standing, collected: bool) -> bool:
    """A unit that is in the register only is asked for its workbook once somebody has collected; one that is in it no
    more, for nothing.
    """
    if unit.dropped:
        return False
    missing = unit.state == "not returned" or (unit.state == "not issued" and unit.registered and collected)
    return missing or unit.mends or concerns(unit)


def _is_ours(name: str) -> bool:
    """Letters and annotated workbooks of this or an earlier run."""
    return _is_letter(name) or name.endswith(f"{ENDING}{SUFFIX}")


def _is_letter(name: str) -> bool:
    return name in {f"{word}{ending}" for word in _LETTER.values() for ending in (".md", ".txt")}


def _remove(target: Path, wanted: set[str], lang: Lang) -> int:
    """Folders of units that are no longer chased, when nothing but ours is in them; without a letter none is ours."""
    removed = 0
    for folder in sorted(target.iterdir()) if target.is_dir() else ():
        if not folder.is_dir() or folder.name in wanted or folder.name.startswith("."):
            continue
        files = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
        if any(map(_is_letter, files)) and all(map(_is_ours, files)):
            shutil.rmtree(folder)
            removed += 1
    return removed


def _write_list(target: Path, letters: Sequence[Letter], lang: Lang) -> None:
    """Who is to get what: for mail merge."""
    rows = []
    for letter in letters:
        unit = letter.unit
        book = letter.workbook.relative_to(target).as_posix() if letter.workbook is not None else ""
        values = (unit.year, unit.unit, unit.code, unit.contact, STATE_WORDS[lang][unit.state],
                  letter.letter.relative_to(target).as_posix(), book)  # fmt: skip
        rows.append(values)
    target.mkdir(parents=True, exist_ok=True)
    text = "\ufeff" + table_text(LETTER_HEADS[lang], rows)
    put_atomically(target / LETTERS[lang], text.encode())
