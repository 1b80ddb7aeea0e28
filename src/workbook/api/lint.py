"""Everything that is wrong with a spec, in one run."""

from __future__ import annotations

from pathlib import Path

from workbook.api.chain import Specs, make
from workbook.api.places import example_folder, once, stops
from workbook.data import UnitData, empty_unit, find_units, load_unit, unit_facts
from workbook.data.unit import SPEC
from workbook.finding import Finding
from workbook.spec.spec import Spec


def lint(spec: str | Path) -> tuple[Finding, ...]:
    """All faults of a spec given by name or folder, each with file:line:column. Nothing is written.

    The workbook is compiled and computed empty, and with the example data that travel with the package where
    they are made for this spec, so that faults of formulas show too (S2xx, E00x).
    """
    read, findings = Specs().get(spec)
    if read is None:
        return once(findings)
    told = [*findings]
    names = [str(sheet.sheet) for sheet in read.sheets]
    if len({*names, *read.codes}) < len(names) + len(read.codes):
        return once(told)  # two sheets of one name cannot be told apart any further
    for data in (empty_unit(read), *_examples(read)):
        _, more = make(read, data, thorough=True, compute=not stops(findings))
        told += more
    return once(told)


def _examples(spec: Spec) -> list[UnitData]:
    folder = example_folder()
    if folder is None:
        return []
    units, _ = find_units([folder])
    return [load_unit(unit, spec)[0] for unit in units if unit_facts(unit)[0].get(SPEC) == spec.name]
