"""One unit's workbook of a hand-out: a pure function from what the register and last year say to a package's bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache, partial
from io import BytesIO
from pathlib import Path

from workbook.api.chain import Made, Specs, make
from workbook.api.collector import put_off
from workbook.api.places import below, stops
from workbook.data import UnitData, Value, empty_unit, load_unit
from workbook.data.sheets import data_files
from workbook.data.unit import MONEY_UNIT, NAME, SPEC, UNFIT, UNIT_FILE, YEAR, with_facts
from workbook.disk import known_as
from workbook.finding import Finding, Level, Place, found, reason_of
from workbook.grid.heights import fit_rows
from workbook.press import SIZES, Press
from workbook.spec.spec import Spec
from workbook.write import write_atomically, write_xlsx

CODE, PARENT = "单位编码", "主管部门"
FORMAT = 3
"""Of the workbooks that this program makes; another number makes all of them anew."""

_UNNAMED = "单位名称"
_FILLED = "+"
"""Behind the hash of what a workbook with figures from the beginning is made of."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One unit's workbook. spec: its name or folder, and its hash. path: where it goes. data: the unit's folder for the
    year, None: nothing is filled in.

    made: what the last workbook was made from (see `Done.inputs`) and its sha256, "" for none. like: the same for
    units whose workbooks are built alike (see `likeness`); alone: no other one is.
    """

    spec: tuple[str, str]
    path: Path
    name: str
    code: str = ""
    parent: str = ""
    money_unit: str = ""
    data: Path | None = None
    made: tuple[str, str] = ("", "")
    replace: bool = False
    like: str = ""
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """status: made; kept, since nothing changed; changed, since somebody else has changed the file; failed.

    inputs: a hash over all that the workbook is made of. quick: the template was filled, not made anew.
    """

    wanted: Wanted
    status: str
    inputs: str = ""
    sha256: str = ""
    template: str = ""
    quick: bool = False
    findings: tuple[Finding, ...] = ()


def hand_over(wanted: Wanted, *, strict: bool = False) -> Done:
    """Make a unit's workbook unless it is there. Findings: those of `generate`, H102 (somebody changed it), H105 (the
    register names another 金额单位 than the data), H110 (one with figures is not made a blank one), G101, G105.

    What a run that was killed left half done is done again, with the same bytes. strict lets an exception that nobody
    foresaw pass.
    """
    try:
        return _hand_over(wanted)
    except OSError as error:
        facts = {"file": known_as(error.filename or wanted.path), "reason": reason_of(error)}
        return Done(wanted, "failed", findings=(found("G101", None, None, **facts),))
    except Exception as error:
        if strict:
            raise
        finding = found("G105", Place(wanted.name), None, kind=type(error).__name__, reason=str(error))
        return Done(wanted, "failed", findings=(finding,))


def _hand_over(wanted: Wanted) -> Done:
    spec, told = _spec(*wanted.spec)
    if spec is None:
        return Done(wanted, "failed", findings=told)
    data, told = _data(wanted, spec)
    if any(f.code in UNFIT for f in told):
        return Done(wanted, "failed", findings=told)
    inputs = _fingerprint(spec, data)
    there = _hash(wanted.path)
    if there and (inputs, there) == wanted.made:
        return Done(wanted, "kept", inputs, there, spec.hash, findings=told)
    if there and wanted.made[0].endswith(_FILLED) and not inputs.endswith(_FILLED) and not wanted.replace:
        told = (*told, found("H110", Place(name=wanted.name), None, file=wanted.path))
        return Done(wanted, "kept", *wanted.made, spec.hash, findings=told)
    press, more = _press(*wanted.spec)
    template = press.template(data, alone=wanted.alone) if press is not None else None
    with put_off():
        content = template.fill(data) if template is not None else None
    quick = content is not None
    if press is not None and content is None:
        content, more = long_way(spec, data)
    if content is None:
        return Done(wanted, "failed", findings=(*told, *more))
    told = (*told, *more)
    sha256 = hashlib.sha256(content).hexdigest()
    if there and there not in (sha256, wanted.made[1]) and not wanted.replace:
        return Done(wanted, "changed", findings=(*told, found("H102", None, None, file=wanted.path)))
    if there != sha256:
        write_atomically(wanted.path, partial(_write, content))
    return Done(wanted, "made", inputs, sha256, spec.hash, quick, told)


def _write(content: bytes, file: object) -> None:
    file.write(content)  # type: ignore[attr-defined]


@lru_cache(maxsize=2)
def _spec(name: str, _hash: str) -> tuple[Spec | None, tuple[Finding, ...]]:
    """A spec, read once in each process as long as its hash is the same."""
    return Specs().get(name)


@lru_cache(maxsize=2)
def _press(name: str, hash_: str) -> tuple[Press | None, tuple[Finding, ...]]:
    """The templates of a spec, each compiled once in each process."""
    spec, findings = _spec(name, hash_)
    if spec is None:
        return None, findings
    blank = _named(spec, empty_unit(spec), {NAME: _UNNAMED, MONEY_UNIT: "万元"})
    made, told = make(spec, blank, sizes=SIZES)
    if stops(told):
        return None, told
    return Press(spec, blank, made.book, made.layout, made.grid), ()


def _data(wanted: Wanted, spec: Spec) -> tuple[UnitData, tuple[Finding, ...]]:
    """What stands in the workbook from the beginning: the unit's data for the year, and what the register says.

    A list without a file is told nowhere: it is what the unit is to fill in. Amounts stay in the unit in which they
    stand there. H105: the register names another one.
    """
    told: tuple[Finding, ...] = ()
    data = empty_unit(spec)
    if wanted.data is not None:
        data, told = load_unit(wanted.data, spec)
        told = tuple(f for f in below(wanted.data, told) if f.code != "D101" or f.level > Level.INFO)
    money_unit = wanted.money_unit
    if money_unit and money_unit != data.money_unit and _has_figures(data):
        told = (*told, found("H105", Place(name=wanted.name), None, found=money_unit, expected=data.money_unit))
        money_unit = data.money_unit
    facts = {NAME: wanted.name, CODE: wanted.code, PARENT: wanted.parent, MONEY_UNIT: money_unit}
    return _named(spec, data, {k: v for k, v in facts.items() if v}), told


def _has_figures(data: UnitData) -> bool:
    """Whether there is any number that may be an amount."""
    every: list[Value] = [item.value for item in data.carried]
    for sheet in data.sheets.values():
        every += [*sheet.fields.values(), *sheet.cells.values(), *(v for row in sheet.rows for v in row.values())]
    for card in data.scorecards:
        every += card.facts.values()
    return any(isinstance(value, Decimal) for value in every)


def _named(spec: Spec, data: UnitData, facts: dict[str, Value]) -> UnitData:
    """With these facts in 单位.csv's sheet, as far as the spec has such fields."""
    key = next((str(f.sheet.sheet) for f in data_files(spec.sheets) if f.name == UNIT_FILE), "")
    sheet = data.sheet(key)
    standing = {YEAR: str(spec.book.year), SPEC: spec.name, MONEY_UNIT: "万元"}
    fields = {n: facts.get(n, v if v is not None else standing.get(n)) for n, v in sheet.fields.items()}
    data = replace(data, sheets={**data.sheets, key: replace(sheet, fields=fields)})
    return with_facts(data, fields, str(facts.get(NAME) or data.unit))


def long_way(spec: Spec, data: UnitData) -> tuple[bytes | None, tuple[Finding, ...]]:
    """The workbook compiled, computed and written from nothing; what is filled into a template has the same bytes."""
    with put_off():
        made, told = make(spec, data, sizes=SIZES)
        content = None if stops(told) else _package(made)
    return content, told


def _package(made: Made) -> bytes:
    target = BytesIO()
    write_xlsx(fit_rows(made.grid), target)
    return target.getvalue()


def _fingerprint(spec: Spec, data: UnitData) -> str:
    whole = hashlib.sha256(f"{FORMAT}|{spec.hash}|{replace(data, folder='')!r}".encode()).hexdigest()
    return whole + (_FILLED if _has_figures(data) else "")


def _hash(path: Path) -> str:
    """sha256 of a file, "" when there is none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""
