"""A workbook for every unit of a register, and the record of what was handed out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workbook.api.chain import Specs
from workbook.api.naming import SUFFIX, sanitised
from workbook.bureau.beginning import Beginnings, beginnings
from workbook.bureau.handing import Done, Wanted
from workbook.bureau.passing import done as carried_out
from workbook.bureau.passing import in_sequence
from workbook.campaign.ledger import Ledger, LedgerError, locked, now, open_ledger, trouble
from workbook.campaign.own import ISSUED
from workbook.campaign.units import Registered, drop, issue, key_of, read_register, register, unit_for
from workbook.disk import begin, clear_abandoned
from workbook.finding import Finding, Level, Place, found

FOLDER = ISSUED

_FEW = 10
"""Names that one finding lists."""

_BLANK = Beginnings({}, {})
"""No data were given: every workbook is a blank one."""

Step = Callable[[Done, int], None]
"""Told after each unit: what was done, and of how many."""


@dataclass(frozen=True, slots=True)
class HandedOut:
    """counts: units by what was done (made, kept, changed, failed); units: all of the register.

    findings: of the register and the template; those of each unit stand with it in done (made and kept ones without
    findings are only counted).
    """

    folder: Path
    units: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    done: tuple[Done, ...] = ()
    findings: tuple[Finding, ...] = ()


def hand_out(
    units: str | Path,
    spec: str | Path,
    folder: str | Path,
    *,
    data: str | Path | None = None,
    replace: bool = False,
    jobs: int = 1,
    step: Step | None = None,
    strict: bool = False,
) -> HandedOut:
    """Make one workbook for each unit of a register, in <folder>/issued, and record each in the folder's ledger.

    units: a CSV file (单位名称, and any of 单位编码, 上级单位, 金额单位, 联系人, 年度). data: where the units' data lie
    (<年度>/<单位>), such as those that `roll_forward` has made; what stands there stands in the workbook. replace: also
    workbooks that somebody has changed since. jobs: processes. strict lets an exception that nobody foresaw
    pass. Again with the same units, only what is missing or has
    changed is made. Findings: D102–D118 of the register, H101 (a code given twice), H102, H103 (no longer in the
    register), H104 (lines of another year), H105 (another 金额单位 than the data's), H106 (no data), H107 and H108
    (nobody can say which data), H109 (no such data folder), H110 (figures were there
    before, and no data now), S1xx, S2xx, G101, G105, L1xx.
    """
    begin()
    root = Path(folder)
    listed, findings = read_register(Path(units))
    loaded, told = Specs().get(spec)
    findings = (*findings, *told, *_doubtful(listed))
    if loaded is None or not listed or any(f.level >= Level.ERROR and f.code.startswith("D") for f in findings):
        return HandedOut(root, len(listed), findings=findings)
    year = str(loaded.book.year)
    if data is not None and not (Path(data) / year).is_dir():
        missing = found("H109", None, None, folder=Path(data) / year, year=year)
        return HandedOut(root, len(listed), findings=(*findings, missing))
    listed, told = _of_year(listed, year)
    findings = (*findings, *told)
    if not listed:
        return HandedOut(root, findings=findings)
    begin_with = beginnings((one.name for one in listed), Path(data) / year) if data is not None else _BLANK
    try:
        with open_ledger(root, create=True) as ledger, locked(root):
            issued = root / FOLDER
            issued.mkdir(exist_ok=True)
            clear_abandoned(issued)
            gone = _enter(ledger, listed, year)
            orders = _orders(ledger, listed, (str(spec), loaded.hash), year, issued, begin_with, replace)
            kept = [
                Done(order, "failed", findings=(unclear,))
                for order in orders
                if (unclear := begin_with.unclear.get(key_of(order.name))) is not None
            ]
            wanted = in_sequence((o for o in orders if key_of(o.name) not in begin_with.unclear), loaded)
            counts: Counter[str] = Counter({"failed": len(kept)} if kept else {})
            for done in carried_out(wanted, jobs, strict):
                _record(ledger, done, loaded.name, year)
                counts[done.status] += 1
                if done.findings or done.status in ("failed", "changed"):
                    kept.append(done)
                if step is not None:
                    step(done, len(wanted))
    except LedgerError as error:
        return HandedOut(root, len(listed), findings=(*findings, error.finding))
    except OSError as error:
        return HandedOut(root, len(listed), findings=(*findings, trouble(error, root)))
    return HandedOut(root, len(orders), counts, tuple(kept), (*findings, *gone, *begin_with.findings))


def _of_year(listed: Sequence[Registered], year: str) -> tuple[tuple[Registered, ...], tuple[Finding, ...]]:
    """The lines of the template's year. H104: others, which get no workbook."""
    others = [one for one in listed if one.year not in ("", year)]
    own = tuple(one for one in listed if one.year in ("", year))
    if not others:
        return own, ()
    names = "、".join(one.name for one in others[:_FEW])
    years = "、".join(sorted({one.year for one in others}))
    level = None if own else Level.ERROR
    more = len(others) - _FEW if len(others) > _FEW else ""
    return own, (found("H104", None, level, count=len(others), item=names, more=more, found=years, expected=year),)


def _doubtful(listed: Sequence[Registered]) -> Iterator[Finding]:
    """H101: one code for two units, which a returned workbook could not tell apart by it."""
    first: dict[tuple[str, str], str] = {}
    for one in listed:
        other = first.setdefault((one.code, one.year), one.name) if one.code else one.name
        if other != one.name:
            yield found("H101", Place(name=one.name), None, item=one.code, first=other)


def _enter(ledger: Ledger, listed: Sequence[Registered], year: str) -> list[Finding]:
    """The register into the ledger. H103: units that it had before and has no more; their workbooks stay."""
    with ledger.transaction():
        register(ledger, listed, year)
        gone = drop(ledger, listed, year)
    return [found("H103", Place(name=name)) for name in gone]


def _orders(
    ledger: Ledger,
    listed: Sequence[Registered],
    spec: tuple[str, str],
    year: str,
    issued: Path,
    begin_with: Beginnings,
    replace: bool,
) -> list[Wanted]:
    """One order for each unit, with a file name of its own that does not change from run to run."""
    last = {row["unit"]: row for row in ledger.each("SELECT unit, file, inputs, sha256 FROM issued ORDER BY seq")}
    names: dict[str, int] = {}
    orders = []
    for one in listed:
        unit = unit_for(ledger, year, one.name)
        row = last.get(unit)
        name = row["file"] if row is not None else _file_name(one, year, names, last)
        names[name.casefold()] = unit
        made = (row["inputs"], row["sha256"]) if row is not None else ("", "")
        orders.append(
            Wanted(
                spec,
                issued / name,
                one.name,
                one.code,
                one.parent,
                one.money_unit,
                begin_with.folders.get(key_of(one.name)),
                made,
                replace,
            )
        )
    return orders


def _file_name(one: Registered, year: str, names: dict[str, int], last: dict[int, dict[str, str]]) -> str:
    taken = names.keys() | {row["file"].casefold() for row in last.values()}
    stem = sanitised(f"{year}_{one.name}") or sanitised(one.code) or "workbook"
    name, number = stem + SUFFIX, 2
    while name.casefold() in taken:
        name = f"{stem}_{number}{SUFFIX}"
        number += 1
    return name


def _record(ledger: Ledger, done: Done, spec: str, year: str) -> None:
    """A workbook that lies in its place is entered; one that a killed run had made and not entered, too."""
    if done.status != "made" or (done.inputs, done.sha256) == done.wanted.made:
        return
    with ledger.transaction():
        unit = unit_for(ledger, year, done.wanted.name)
        issue(ledger, unit, spec, done.template, done.wanted.path.name, done.sha256, done.inputs, now())


__all__ = ["FOLDER", "HandedOut", "hand_out"]
