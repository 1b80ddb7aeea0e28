"""What is to be sent to the units: for each a letter with all that it has to mend, and its workbook with the marks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from workbook.api.annotate import ENDING, annotate
from workbook.api.naming import SUFFIX
from workbook.bureau.letters import letter_text
from workbook.bureau.standing import Overview, Standing, overview
from workbook.bureau.standingtext import STATE_WORDS
from workbook.campaign.originals import original_of
from workbook.data.filenames import sanitised
from workbook.data.replace import replace_folder
from workbook.disk import begin, working_folder
from workbook.finding import Finding, found
from workbook.finding.catalogue import Lang
from workbook.report.machine import safe, table_text
from workbook.write import write_atomically

LIST = {"zh": "清单.csv", "en": "list.csv"}
_LETTER = {"zh": "需要改正的地方", "en": "to-mend"}
_CHASED = frozenset({"rejected", "explain", "not returned", "conflict"})


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


def chase(campaign: str | Path, output: str | Path, *, lang: Lang = "zh", text: bool = False) -> Chased:
    """Write for every unit that is rejected, has to explain, or has not returned anything, a folder below `output`.

    text: letters as plain text in place of Markdown. A letter that says the same as before is left with its workbook,
    so that a second run makes only what is new; folders of units that have mended everything go, unless somebody has
    put something of his own into them. Findings: L101–L104, L114 (no annotated workbook), G101.
    """
    state = overview(campaign, findings=1000)
    target = Path(output)
    begin()
    if state.findings:
        return Chased(target, findings=state.findings)
    findings: list[Finding] = []
    letters: list[Letter] = []
    try:
        for unit, folder in _folders(state, target):
            letters.append(_letter(Path(campaign), unit, folder, lang, text, findings))
        removed = _remove(target, {letter.folder.name for letter in letters}, lang)
        _write_list(target, letters, lang)
    except OSError as error:
        told = found("G101", None, None, file=error.filename or target, reason=error.strerror or str(error))
        return Chased(target, tuple(letters), findings=(*findings, told))
    return Chased(target, tuple(letters), removed, tuple(findings))


def _folders(state: Overview, target: Path) -> Iterator[tuple[Standing, Path]]:
    years = {unit.year for unit in state.units}
    taken: set[str] = set()
    for unit in state.units:
        if unit.state in _CHASED:
            name = wanted = sanitised(unit.unit if len(years) == 1 else f"{unit.year}_{unit.unit}") or "_"
            number = 2
            while name.casefold() in taken:
                name = f"{wanted}_{number}"
                number += 1
            taken.add(name.casefold())
            yield unit, target / name


def _letter(campaign: Path, unit: Standing, folder: Path, lang: Lang, plain: bool, findings: list[Finding]) -> Letter:
    body = letter_text(unit, lang, plain).encode()
    ending = ".txt" if plain else ".md"
    name = f"{_LETTER[lang]}{ending}"
    book = f"{sanitised(Path(unit.latest).stem) or 'workbook'}{ENDING}{SUFFIX}"
    wants_book = unit.state in ("rejected", "explain") and unit.verdict in ("rejected", "explain")
    letter, workbook = folder / name, folder / book if wants_book else None
    if letter.is_file() and letter.read_bytes() == body and (workbook is None or workbook.is_file()):
        return Letter(unit, folder, letter, workbook, kept=True)
    files = {name: body}
    if workbook is not None:
        content = _annotated(campaign, unit, lang)
        if content is None:
            findings.append(found("L114", None, None, name=unit.unit))
            workbook = None
        else:
            files[book] = content
    replace_folder(folder, files, _is_ours)
    return Letter(unit, folder, letter, workbook)


def _is_ours(name: str) -> bool:
    """Letters and annotated workbooks of this or an earlier run."""
    letters = {f"{word}{ending}" for word in _LETTER.values() for ending in (".md", ".txt")}
    return name in letters or name.endswith(f"{ENDING}{SUFFIX}")


def _annotated(campaign: Path, unit: Standing, lang: Lang) -> bytes | None:
    original = original_of(campaign, unit.latest_sha256)
    if original is None:
        return None
    with working_folder() as folder:
        source = folder / f"{sanitised(Path(unit.latest).stem) or 'workbook'}{SUFFIX}"
        shutil.copyfile(original, source)
        made = annotate(source, folder / f"made{SUFFIX}", lang=lang)
        return made.path.read_bytes() if made.path is not None else None


def _remove(target: Path, wanted: set[str], lang: Lang) -> int:
    """Folders of units that are no longer chased, when nothing but ours is in them."""
    removed = 0
    for folder in sorted(target.iterdir()) if target.is_dir() else ():
        if not folder.is_dir() or folder.name in wanted or folder.name.startswith("."):
            continue
        files = [path for path in folder.rglob("*") if path.is_file()]
        if files and all(_is_ours(path.relative_to(folder).as_posix()) for path in files):
            shutil.rmtree(folder)
            removed += 1
    return removed


def _write_list(target: Path, letters: list[Letter], lang: Lang) -> None:
    """Who is to get what: for mail merge."""
    head = ("year", "unit", "code", "contact", "state", "letter", "workbook")
    rows = []
    for letter in letters:
        unit = letter.unit
        book = letter.workbook.relative_to(target).as_posix() if letter.workbook is not None else ""
        values = (unit.year, unit.unit, unit.code, unit.contact, STATE_WORDS[lang][unit.state],
                  letter.letter.relative_to(target).as_posix(), book)  # fmt: skip
        rows.append([safe(value) for value in values])
    target.mkdir(parents=True, exist_ok=True)
    write_atomically(target / LIST[lang], partial(_put, ("\ufeff" + table_text(head, rows)).encode()))


def _put(content: bytes, file: BinaryIO) -> None:
    file.write(content)
