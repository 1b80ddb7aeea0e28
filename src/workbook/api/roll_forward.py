"""A unit's accepted data into next year's data folder; what stands there already is never lost without a word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from workbook.api.chain import Made, Specs, Step, make, read_unit, silent
from workbook.api.lastyear import last_of, open_points
from workbook.api.places import below, lost_when_rewritten, once, stops
from workbook.data import Carried, UnitData, load_unit
from workbook.data.carried import TITLE
from workbook.data.differ import Difference, differences
from workbook.data.files import files_of
from workbook.data.save import save_unit
from workbook.data.settle import settled
from workbook.data.unit import UNFIT, UNIT_FILE
from workbook.data.untouched import MARK, is_untouched, mark
from workbook.finding import Finding, Level, Place, found
from workbook.forward import Last, merged, next_year
from workbook.spec.spec import Spec

Status = Literal["rolled", "unchanged", "refused", "conflict", "failed"]


@dataclass(frozen=True, slots=True)
class RolledForward:
    """What became of one unit.

    status: rolled; unchanged (the folder holds just this); refused (last year is not accepted, or a usage or spec
    fault); conflict (typed values differ, see `differences`); failed (last year or the folder could not be read, or
    the folder not written). folder: next year's. carried: the values carried over. differences: what changed, or would
    change, in a folder that was there.
    """

    data: Path
    status: Status
    findings: tuple[Finding, ...]
    folder: Path | None = None
    unit: str = ""
    year: str = ""
    carried: tuple[Carried, ...] = ()
    differences: tuple[Difference, ...] = ()


def roll_forward(
    data: str | Path,
    *,
    to: int | None = None,
    spec: str | Path | None = None,
    output: str | Path | None = None,
    money_unit: Literal["元", "万元"] | None = None,
    force: bool = False,
    specs: Specs | None = None,
    step: Step = silent,
) -> RolledForward:
    """Make next year's data folder: `output`/<unit>, by default the folder of the year `to` beside the present one.

    data: the unit's folder of the year that is closed. to: the year after it. spec: next year's spec, by default the
    same place's. money_unit: of next year's amounts, by default the present one's. force: roll forward although last
    year is not accepted, and let last year's figures replace typed ones. A folder that is there keeps all that was
    typed; only carried figures are brought up to date in it. A folder of which anything cannot be read stays as it is,
    also with force: what was not read could not be written again. Findings: those of reading and computing last year,
    of reading that folder, Y101–Y114, Y118, Y119 (another unit's folder),
    G101.
    """
    folder = Path(data)
    if folder.name == UNIT_FILE:
        folder = folder.parent
    known = specs or Specs()
    so_far = RolledForward(folder, "refused", ())
    made, told = _made(folder, known, step)
    findings = tuple(f for f in told if f.level >= Level.WARNING)
    if made is None:
        return replace(so_far, status="failed", findings=once(findings))
    so_far = replace(so_far, unit=made.data.unit)
    wanted, new_spec, told = _next_spec(made, to, spec, known)
    findings = (*findings, *told)
    so_far = replace(so_far, year=str(wanted))
    if new_spec is None or stops(told):
        return replace(so_far, findings=once(findings))
    place, points = Place(str(folder)), open_points(made, findings)
    if points:
        facts = {"count": len(points), "what": "、".join(points[:3])}
        findings = (*findings, found("Y102" if force else "Y101", place, None, **facts))
        if not force:
            return replace(so_far, findings=once(findings))
    target = _target(folder, output, made.data.year, wanted)
    so_far = replace(so_far, folder=target)
    present, told = _present(target, new_spec)
    findings = (*findings, *told)
    if stops(told):
        return replace(so_far, status="failed", findings=once(findings))
    if present is not None and not _is_same_unit(made.data, present):
        names = {"found": _called(present), "expected": _called(made.data)}
        findings = (*findings, found("Y119", Place(str(target)), None, folder=target, **names))
        return replace(so_far, findings=once(findings))
    unit, told = _money_unit(made, present, target, money_unit)
    findings = (*findings, *told)
    if stops(told):
        return replace(so_far, findings=once(findings))
    return _write(so_far, last_of(made), new_spec, present, unit, findings, force)


def _made(folder: Path, specs: Specs, step: Step) -> tuple[Made | None, tuple[Finding, ...]]:
    """Last year's book, computed; None where it cannot be."""
    old, data, findings = read_unit(folder, None, specs, step)
    if old is None or data is None or any(f.code in UNFIT for f in findings):
        return None, findings
    made, told = make(old, data, step)
    spec_broken = stops(f for f in told if f.code.startswith("S"))
    return (None if spec_broken else made), (*findings, *told)


def _next_spec(
    made: Made, to: int | None, spec: str | Path | None, specs: Specs
) -> tuple[int, Spec | None, tuple[Finding, ...]]:
    """The year after, and its spec. Findings: S110, Y113 (not the year after), Y114 (a spec of another year)."""
    year = int(made.data.year) if re.fullmatch(r"[0-9]{4}", made.data.year, re.ASCII) else made.spec.book.year
    wanted = year + 1 if to is None else to
    if wanted != year + 1:
        return wanted, None, (found("Y113", None, None, found=year, expected=wanted, next=year + 1),)
    name = spec if spec is not None else re.sub(r"[0-9]{4}$", str(wanted), made.spec.name)
    new, told = specs.get(name)
    if new is not None and new.book.year != wanted:
        told = (*told, found("Y114", Place(str(name)), None, name=new.name, found=new.book.year, expected=wanted))
    return wanted, new, told


def _target(folder: Path, output: str | Path | None, year: str, wanted: int) -> Path:
    name = folder.resolve().name
    if output is not None:
        return Path(output) / name
    parent = folder.parent if folder.name else folder.resolve().parent
    return (parent.parent if parent.resolve().name == year else parent) / str(wanted) / name


def _present(target: Path, spec: Spec) -> tuple[UnitData | None, tuple[Finding, ...]]:
    """Next year's data as they stand; None when there are none. Findings: errors of D1xx."""
    if not any(target.glob("*.csv")):
        return None, ()
    data, told = load_unit(target, spec)
    return settled(data, spec), below(target, lost_when_rewritten(told))


def _is_same_unit(last: UnitData, present: UnitData) -> bool:
    """By the code where both have one, so that a unit may change its name; else by the name."""
    both = last.code.strip("0") and present.code.strip("0")
    return last.code == present.code if both else last.unit == present.unit


def _called(data: UnitData) -> str:
    return f"{data.unit} {data.code}".strip()


def _money_unit(
    made: Made, present: UnitData | None, target: Path, asked: str | None
) -> tuple[str, tuple[Finding, ...]]:
    if present is None:
        return asked or made.data.money_unit, ()
    if asked is not None and asked != present.money_unit:
        facts = {"folder": target, "found": present.money_unit, "expected": asked}
        return asked, (found("Y118", Place(str(target)), None, **facts),)
    return present.money_unit, ()


def _write(
    so_far: RolledForward,
    last: Last,
    spec: Spec,
    present: UnitData | None,
    unit: str,
    findings: tuple[Finding, ...],
    force: bool,
) -> RolledForward:
    forward, told = next_year(last, spec, unit)
    told = (*below(spec.root, (f for f in told if f.code == "Y110")), *(f for f in told if f.code != "Y110"))
    if stops(told):
        return replace(so_far, findings=once((*findings, *told)))
    data = forward.data
    changes: tuple[Difference, ...] = ()
    if present is not None:
        told = tuple(f for f in told if f.code not in ("Y107", "Y108"))
        data = settled(merged(present, data, spec), spec)
        changes = differences(present, data, spec)
        if not changes:
            done = replace(so_far, status="unchanged", carried=data.carried)
            return replace(done, findings=once((*findings, *told)))
        typed = _typed(changes)
        if typed:
            facts = {"folder": so_far.folder, "count": len(typed)}
            told = (*told, found("Y112" if force else "Y103", Place(str(so_far.folder)), None, **facts))
            if not force:
                conflict = replace(so_far, status="conflict", differences=changes)
                return replace(conflict, findings=once((*findings, *told)))
    assert so_far.folder is not None
    new = present is None or is_untouched(so_far.folder)
    failed = save_unit(data, so_far.folder, spec, {MARK: mark(files_of(settled(data, spec), spec))} if new else None)
    status: Status = "failed" if failed else "rolled"
    done = replace(so_far, status=status, carried=data.carried, differences=changes)
    return replace(done, findings=once((*findings, *told, *failed)))


def _typed(changes: Iterable[Difference]) -> tuple[Difference, ...]:
    """Those that take away something typed; the record itself is nobody's."""
    return tuple(c for c in changes if c.old is not None and not c.name.startswith(f"{TITLE}."))


__all__ = ["RolledForward", "roll_forward"]
