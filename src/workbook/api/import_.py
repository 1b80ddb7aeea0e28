"""An accepted workbook into data files: nothing is believed, nothing is lost, nothing is changed unasked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Literal

from workbook.api.chain import Specs
from workbook.api.check import report_of
from workbook.api.continuity import continuity
from workbook.api.filled import Examined, examine
from workbook.api.homes import home_of
from workbook.api.places import below, lost_when_rewritten, once
from workbook.api.record import record, says_the_same
from workbook.data import UnitData, Value, load_unit
from workbook.data.differ import Difference, differences
from workbook.data.files import files_of
from workbook.data.save import RECORD, data_in, lost_in_files, save_unit, write_files
from workbook.data.settle import settled
from workbook.data.untouched import is_untouched
from workbook.disk import begin, clear_abandoned, known_as, working_folder
from workbook.finding import Finding, Level, Place, found, reason_of
from workbook.finding.catalogue import Lang, where
from workbook.read.fault import RefusedError
from workbook.read.guard.file import read_bytes
from workbook.report import Report, build_report
from workbook.roll.declared import declared_beside
from workbook.roll.differ import is_rolled, rolled_differences
from workbook.roll.files import files_of as rolled_files
from workbook.spec.spec import Spec
from workbook.write import put_atomically

ORIGINALS = "originals"
"""Where the files themselves are kept, by their hash."""

_NAMED = 3
"""So many places are named."""

Status = Literal["imported", "unchanged", "rejected", "conflict", "failed"]


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file.

    status: imported; unchanged (the folder has these data already); rejected (errors, or no workbook of ours);
    conflict (the folder has other data, see `differences`); failed (could not be written). folder: the unit's data
    folder, None when it never came that far. original: the stored file. forced: imported in spite of errors.
    own: those of the findings that `check` does not have.
    """

    file: Path
    status: Status
    findings: tuple[Finding, ...]
    folder: Path | None = None
    unit: str = ""
    year: str = ""
    sha256: str = ""
    original: Path | None = None
    differences: tuple[Difference, ...] = ()
    forced: bool = False
    own: tuple[Finding, ...] = ()
    examined: Examined | None = field(default=None, repr=False)

    def report(self, lang: Lang = "zh") -> Report:
        """What `check` says of the file, in the same words and with the same counts."""
        if self.examined is None:
            return build_report(str(self.file), self.findings, lang=lang)
        return report_of(self.examined, lang)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How to import. reason: why errors are let pass (""; they are not). replace: other data may be replaced.

    last_year: hold the file against last year's data in `to` as well. now: the time that the import record gives.
    """

    to: Path = Path("data")
    spec: str | Path | None = None
    reason: str = ""
    replace: bool = False
    now: Callable[[], datetime] = _now
    last_year: bool = False


def import_files(
    files: Iterable[str | Path], wanted: Wanted | None = None, *, strict: bool = False
) -> Iterator[Imported]:
    """Import filled workbooks into `to`/<year>/<unit>/, one after the other; each one's findings go with it.

    Accepted is a file without a finding at or above error; with a `reason` also one with errors, as long as it could
    be read and matched. Findings: those of `examine`, and I101–I106, I109, what is not read of the data that are there
    (D1xx), G101, Y115–Y117. strict: as for `examine`.
    """
    how = wanted or Wanted()
    specs = Specs()
    begin()
    for file in map(Path, files):
        try:
            yield _one(file, how, specs, strict)
        except OSError as error:
            facts = {"file": known_as(error.filename or how.to), "reason": reason_of(error)}
            yield Imported(file, "failed", (found("G101", Place(file=file.name), None, **facts),))
        except Exception as error:
            if strict:
                raise
            facts = {"kind": type(error).__name__, "reason": str(error)}
            yield Imported(file, "failed", (found("G105", Place(file=file.name), None, **facts),))


def _one(file: Path, how: Wanted, specs: Specs, strict: bool) -> Imported:
    examined = examine(file, how.spec, specs=specs, strict=strict)
    if examined.filled is None or examined.judged is None or examined.spec is None:
        return Imported(file, "rejected", once(examined.findings), sha256=examined.sha256, examined=examined)
    spec = examined.spec
    data = settled(examined.filled.data, spec)
    findings = [*map(lost_value, lost_in_files(data, spec))]
    folder = home_of(how.to, data, examined, spec)
    if how.last_year:
        findings += continuity(data, spec, folder, specs, file.name)

    so_far = Imported(file, "failed", (), folder, data.unit, folder.parent.name, examined.sha256, examined=examined)

    def result(status: Status, *more: Finding) -> Imported:
        own = once((*findings, *more))
        return replace(so_far, status=status, findings=once((*examined.findings, *own)), own=own)

    errors = [finding for finding in (*examined.findings, *findings) if finding.level >= Level.ERROR]
    if errors and not how.reason:
        told = found("I101", Place(file=file.name), None, count=_causes(examined, findings))
        return result("rejected", told)
    kept, declared = declared_beside(folder, data, spec)
    changes, unread = _changes(folder, data, spec, {*(Path(name).stem for name in kept), *map(_table, declared)})
    if declared:
        changes = (*(changes or ()), *declared)
    if (changes or unread) and not how.replace:
        told = found("I102", Place(file=file.name), None, folder=folder, count=len(changes or ()) + len(unread))
        return replace(result("conflict", *below(folder, unread), told), differences=changes or ())
    original, failed = _keep(file, how.to / ORIGINALS, examined.sha256)
    if failed is not None:
        return result("failed", failed)
    note = record(examined, how.reason if errors else "", errors, how.now())
    facts = {"count": _causes(examined, findings), "reason": how.reason, "folder": folder}
    more = [found("I104", Place(file=file.name), None, **facts)] if errors else []
    if changes == () and not unread:
        told = found("I103", Place(file=file.name), None, folder=folder)
        if says_the_same(folder / RECORD, note):
            return replace(result("unchanged", told), original=original)
        put_atomically(folder / RECORD, note)  # the data are those of another file, or were typed
        return replace(result("unchanged", told, *more), original=original, forced=bool(errors))
    failed = next(iter(save_unit(data, folder, spec, {RECORD: note, **rolled_files(data, spec), **kept})), None)
    if failed is not None:
        return result("failed", failed)
    more += [_replaced(file, folder, unread)] if unread else []
    return replace(result("imported", *more), original=original, differences=changes or (), forced=bool(errors))


def _causes(examined: Examined, more: Iterable[Finding]) -> int:
    """How many errors a report tells, each with its consequences beneath it, and how many more there are."""
    told = [item.level for item in report_of(examined).findings] + [finding.level for finding in more]
    return sum(level >= Level.ERROR for level in told)


def lost_value(lost: Difference) -> Finding:
    """Finding I105."""
    texts = {"text": shown(lost.old) or "@blank", "other": shown(lost.new) or "@blank"}
    return found("I105", Place(name=lost.name), None, **texts)


def shown(value: Value) -> str:
    """A value as people read it; a blank is empty."""
    return f"{value:f}" if isinstance(value, Decimal) else "" if value is None else str(value)


def _table(change: Difference) -> str:
    """The table of 表.行.列."""
    return change.name.partition(".")[0]


def _replaced(file: Path, folder: Path, unread: tuple[Finding, ...]) -> Finding:
    """Finding I109."""
    places = [where(finding.place) for finding in unread]
    named = "、".join(places[:_NAMED]) + ("、…" if len(places) > _NAMED else "")
    return found("I109", Place(file=file.name), None, folder=folder, count=len(unread), places=named)


def _changes(
    folder: Path, data: UnitData, spec: Spec, known: Collection[str]
) -> tuple[tuple[Difference, ...] | None, tuple[Finding, ...]]:
    """What differs from the data that are there, without the lists `known` from `declared_beside`; None when there are
    none that somebody has typed. And what stands there and is not read: it differs, too, and has no value.
    """
    written = {**files_of(data, spec), **rolled_files(data, spec)}
    there = data_in(folder, written)
    if not there or is_untouched(folder):
        return None, ()  # nothing, or what was rolled forward, and nobody's yet
    present, told = load_unit(folder, spec)
    changes = (*differences(settled(present, spec), data, spec), *_of_units(folder, data, spec, known))
    # A file that would be written just so loses nothing, whatever is wrong with what it says.
    other = {name for name, path in there.items() if path.read_bytes() != written.get(name)}
    return changes, tuple(finding for finding in lost_when_rewritten(told) if finding.place.file in other)


def _of_units(folder: Path, data: UnitData, spec: Spec, known: Collection[str]) -> tuple[Difference, ...]:
    """What differs in what a department's units have; nothing where the folder does not tell."""
    if data.rolled is None or not is_rolled(folder):
        return ()
    with working_folder() as new:
        write_files(new, rolled_files(data, spec))
        told = rolled_differences(folder, new, spec, declared=True)
    return tuple(change for change in told if _table(change) not in known)


def _keep(file: Path, folder: Path, sha256: str) -> tuple[Path | None, Finding | None]:
    """Store the file by its hash. Findings: I106, G101."""
    place = Place(file=file.name)
    try:
        content = read_bytes(file)
    except RefusedError as refused:
        return None, refused.finding
    if hashlib.sha256(content).hexdigest() != sha256:
        return None, found("I106", place)
    clear_abandoned(folder)
    path = folder / f"{sha256}.xlsx"
    if path.is_file() and path.read_bytes() == content:
        return path, None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        put_atomically(path, content)
    except OSError as error:
        return None, found("G101", place, None, file=path, reason=reason_of(error))
    return path, None
