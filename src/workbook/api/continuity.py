"""A returned workbook against last year's data in the data folder, whether or not it carries a record of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from workbook.api.chain import Specs, make, read_unit, silent
from workbook.api.lastyear import last_of
from workbook.api.places import stops
from workbook.data import UnitData, unit_facts
from workbook.data.carried import TITLE, locate, value_now
from workbook.data.unit import NAME, UNFIT, UNIT_FILE
from workbook.finding import Finding, Place, found
from workbook.forward import next_year
from workbook.spec.spec import Spec


def continuity(data: UnitData, spec: Spec, home: Path, specs: Specs, file: str) -> tuple[Finding, ...]:
    """home: the unit's folder <to>/<year>/<unit>; last year's is looked up beside it, by the unit's name.

    Findings: Y115 a value that is not last year's, Y116 a record that is not what last year's data say, Y117 no data of
    last year, and what is wrong with last year's spec or data (S…, D102, D117, D118).
    """
    folder = _last(home, data.unit)
    if folder is None:
        where = home.parent.parent / str(spec.book.year - 1)
        return (found("Y117", Place(file=file), None, folder=where),)
    old, before, findings = read_unit(folder, None, specs, silent)
    if old is None or before is None or any(f.code in UNFIT for f in findings):
        return findings
    made, told = make(old, before)
    if stops(f for f in told if f.code.startswith("S")):
        return told
    forward, told = next_year(last_of(made), spec, data.money_unit)
    return (*(f for f in told if f.code == "Y110"), *_compared(data, forward.data, spec))


def _last(home: Path, unit: str) -> Path | None:
    """The folder of the year before that has the same name, or whose 单位.csv names the unit."""
    if not home.parent.name.isdecimal():
        return None
    year = home.parent.parent / str(int(home.parent.name) - 1)
    if (year / home.name / UNIT_FILE).is_file():
        return year / home.name
    for other in sorted(year.glob(f"*/{UNIT_FILE}")):
        if not other.parent.name.startswith(".") and unit_facts(other.parent)[0].get(NAME) == unit:
            return other.parent
    return None


def _compared(data: UnitData, fresh: UnitData, spec: Spec) -> Iterator[Finding]:
    record = {item.name: item for item in data.carried}
    spots = {item.name: locate(item.name, spec) for item in fresh.carried}
    others = [spot for spot in spots.values() if spot is not None]
    for item in fresh.carried:
        spot, mine = spots[item.name], record.get(item.name)
        if item.value is None or spot is None:
            continue
        if record:
            if mine is None or mine.value != item.value:
                shown = f"{mine.value:f}" if mine is not None and mine.value is not None else "@blank"
                facts = {"name": item.name, "found": shown, "expected": f"{item.value:f}"}
                yield found("Y116", Place(name=f"{TITLE}.{item.name}"), None, **facts)
            continue
        now = value_now(data, spot, others)
        if now != item.value:
            facts = {"name": item.name, "source": item.source, "found": f"{now:f}", "expected": f"{item.value:f}"}
            yield found("Y115", Place(name=item.name), None, **facts, difference=f"{now - item.value:f}")
