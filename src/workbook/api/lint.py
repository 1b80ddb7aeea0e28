"""Everything that is wrong with a spec, in one run."""

from __future__ import annotations

from pathlib import Path

from workbook.api.chain import make
from workbook.api.places import below, example_folder, once, stops
from workbook.book.textsheet import CARDS
from workbook.data import UnitData, empty_unit, find_units, load_unit, unit_facts
from workbook.data.unit import SPEC
from workbook.finding import Finding
from workbook.review import spec_faults
from workbook.spec.load import find_spec, load_pages
from workbook.spec.spec import Spec


def lint(spec: str | Path) -> tuple[Finding, ...]:
    """All faults of a spec given by name or folder, each with file:line:column. Nothing is written.

    The workbook is compiled and computed empty, and with the example data that travel with the package where
    they are made for this spec, so that faults of formulas show too (S2xx, E00x).
    """
    root, findings = find_spec(spec)
    if root is None:
        return findings
    read, broken, findings = load_pages(root)
    if read is None:
        return once(below(root, findings))
    if read.book.abstract and broken:
        broken |= frozenset(CARDS)  # unfinished scorecards are no scorecards yet
    told = [*below(root, (*findings, *spec_faults(read)))]
    names = [str(sheet.sheet) for sheet in read.sheets]
    if len({*names, *read.codes}) < len(names) + len(read.codes):
        return once(told)  # two sheets of one name cannot be told apart any further
    for data in (empty_unit(read), *_examples(read)):
        _, more = make(read, data, thorough=True, compute=not stops(told))
        told += [finding for finding in more if not _owed_to(finding, broken)]
    return once(told)


def _owed_to(finding: Finding, broken: frozenset[str]) -> bool:
    """Names on a sheet whose page cannot be read are unknown because of that page, which is told already."""
    facts = finding.facts
    return any(name in facts.get(key, "") for name in broken for key in ("name", "formula", "text"))


def _examples(spec: Spec) -> list[UnitData]:
    folder = example_folder()
    if folder is None:
        return []
    units, _ = find_units([folder])
    return [load_unit(unit, spec)[0] for unit in units if unit_facts(unit)[0].get(SPEC) == spec.name]
