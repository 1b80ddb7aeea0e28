"""The way of the data, once: spec → data → book → layout → grid → evaluated grid, each floor with its findings."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from workbook.api.places import below, once, stops
from workbook.book.build import build_book
from workbook.book.model import Book
from workbook.book.sizes import Sizes
from workbook.data import UnitData, empty_unit, load_unit, unit_facts
from workbook.data.unit import EXPLANATIONS, SPEC, UNIT_FILE
from workbook.evaluate import evaluate
from workbook.finding import Finding, Level, Place, found
from workbook.grid.build import build_grid
from workbook.grid.model import Grid, GridCell, Scalar
from workbook.layout import Layout, layout_of
from workbook.names import Place3
from workbook.review import Finder, Origins, alias_faults, cycles, layout_faults, settled, size_faults, spec_faults
from workbook.spec.load import find_spec, load_spec, spec_names
from workbook.spec.spec import Spec

Step = Callable[[str], None]
"""Told at the beginning of each step: spec, data, book, compute, write."""


def silent(step: str) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True)
class Made:
    """A whole workbook before it is written; the grid is evaluated."""

    spec: Spec
    data: UnitData
    book: Book
    layout: Layout
    grid: Grid

    def look(self, sheet: str, row: str, column: str) -> Scalar:
        """The value of a cell given by its keys."""
        where = self.layout.sheets[sheet]
        cell = self._sheets[sheet].get((where.rows[row], where.columns[column]))
        return cell.value if cell is not None else None

    def at(self, place: Place3) -> Scalar:
        return self.look(*place)

    @cached_property
    def _sheets(self) -> Mapping[str, Mapping[tuple[int, int], GridCell]]:
        return {sheet.key: sheet.cells for sheet in self.grid.sheets}


class Specs:
    """Specs by name or path, each read once."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Spec | None, tuple[Finding, ...]]] = {}

    def get(self, name: str | Path) -> tuple[Spec | None, tuple[Finding, ...]]:
        """The spec, None when anything in its pages is an error. Findings: S101–S112, G114, S204, S212, S214, D1xx."""
        key = str(name)
        if key not in self._known:
            self._known[key] = self._read(name)
        return self._known[key]

    def _read(self, name: str | Path) -> tuple[Spec | None, tuple[Finding, ...]]:
        root, findings = find_spec(name)
        if root is None:
            return None, findings
        spec, findings = load_spec(root)
        if spec is not None and spec.book.abstract:
            return None, (*below(root, findings), _only_extended(spec))
        if spec is not None:
            findings = (*findings, *spec_faults(spec))
        return spec, below(root, findings)


def _only_extended(spec: Spec) -> Finding:
    """G114, with one of the specs that a workbook can be made of."""
    return found("G114", None, None, name=spec.name, nearest=next(iter(spec_names()), ""))


def only_spec(name: str | Path | None) -> tuple[str | Path | None, tuple[Finding, ...]]:
    """The spec to use when none is named: the only one there is. Findings: S110, G104."""
    names = spec_names()
    if name is not None:
        return name, ()
    if len(names) == 1:
        return names[0], ()
    if not names:
        return None, (found("S110", None, None, name="@blank"),)
    return None, (found("G104", None, None, reason=f"@which_spec:{', '.join(names)}", help="workbook --help"),)


def read_unit(
    folder: Path | None, name: str | Path | None, specs: Specs, step: Step
) -> tuple[Spec | None, UnitData | None, tuple[Finding, ...]]:
    """A unit's spec and data; folder None: nothing filled in. The spec's name is 单位.csv's unless one is given."""
    findings: list[Finding] = []
    if folder is None:
        name, told = only_spec(name)
        findings += told
    elif not (folder / UNIT_FILE).is_file():
        reason = "@unit_file" if folder.is_dir() else "@no_folder"
        facts = {"file": folder / UNIT_FILE if folder.is_dir() else folder, "reason": reason}
        return None, None, (found("D117", Place(str(folder)), None, **facts),)
    elif name is None:
        facts_, told = unit_facts(folder)
        name = facts_.get(SPEC)
        findings += below(folder, told) if not name else ()
    if not name:
        return None, None, tuple(findings)
    step("spec")
    spec, told = specs.get(name)
    findings += told
    if spec is None:
        return None, None, tuple(findings)
    step("data")
    if folder is None:
        return spec, empty_unit(spec), tuple(findings)
    data, told = load_unit(folder, spec)
    findings += below(folder, told)
    return spec, data, tuple(findings)


def make(
    spec: Spec,
    data: UnitData,
    step: Step = silent,
    *,
    thorough: bool = False,
    compute: bool = True,
    sizes: Sizes | None = None,
) -> tuple[Made, tuple[Finding, ...]]:
    """Compile and compute. Findings: S2xx of the spec with their lines, E001–E003 with sheet, cell and name, D108
    explanations of unknown checks.

    thorough: look for cycles even when the engine met none. With an error of the spec nothing is computed. sizes: how
    many rows sheets get, None: as many as the data ask for.
    """
    step("book")
    book, told = build_book(spec, data, sizes)
    origins = Origins(spec)
    finder = Finder(spec, book, origins)
    findings = [origins.complete(finding) for finding in settled(spec, book, told)]
    findings += [*alias_faults(spec, book), *layout_faults(finder)]
    layout = layout_of(book)
    grid = build_grid(book, layout)
    findings += size_faults(finder, layout, grid)
    if thorough:
        findings += cycles(finder)
    computed: tuple[Finding, ...] = ()
    if compute and not stops(findings):
        step("compute")
        grid, computed = evaluate(grid)
        if not thorough and any(finding.code == "E003" for finding in computed):
            findings += cycles(finder)
    spec_told = below(spec.root, findings)
    if any(finding.code == "S203" for finding in findings):
        computed = tuple(finding for finding in computed if finding.code != "E003")
    named = tuple(_named(finding, finder, layout) for finding in computed)
    return Made(spec, data, book, layout, grid), once((*spec_told, *named, *_explained(book, data)))


def _explained(book: Book, data: UnitData) -> tuple[Finding, ...]:
    """D108: explanations of checks that there are not. A warning: no value is lost by it."""
    known = [row.key for sheet in book.sheets if sheet.kind == "checks" for row in sheet.rows]
    place = Place(str(Path(data.folder) / EXPLANATIONS) if data.folder else EXPLANATIONS)
    return tuple(
        found("D108", place, Level.WARNING, item=check, sheet=Path(EXPLANATIONS).stem, nearest=_nearest(check, known))
        for check in data.explanations
        if known and check not in known
    )


def _nearest(name: str, known: list[str]) -> str:
    return next(iter(difflib.get_close_matches(name, known, 1, 0.5)), "")


def _named(finding: Finding, finder: Finder, layout: Layout) -> Finding:
    """A finding about a cell, with the cell's name."""
    place = finding.place
    for key, where in layout.sheets.items():
        if where.tab != place.sheet:
            continue
        letters = place.cell.rstrip("0123456789")
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        row = int(place.cell[len(letters) :])
        row_key = next((k for k, n in where.rows.items() if n == row), "")
        column_key = next((k for k, n in where.columns.items() if n == column), "")
        name = finder.name((key, row_key, column_key))
        return replace(finding, place=replace(place, name=name))
    return finding
