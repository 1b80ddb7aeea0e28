"""A department's workbook, and its data, from the data of its units."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from workbook.api.chain import Specs, Step, make, silent
from workbook.api.department import folder_of, is_same, left, not_free
from workbook.api.naming import file_name, output_path
from workbook.api.places import below, lost_when_rewritten, once, stops
from workbook.api.readable import beyond_reading
from workbook.api.values import status_of
from workbook.campaign.own import note_workbook
from workbook.data import UnitData, find_units, load_unit, save_unit, unit_facts
from workbook.data.rolled import RolledUnit
from workbook.data.save import RECORD
from workbook.data.unit import SPEC, UNFIT, UNREAD
from workbook.finding import Finding, Level, Place, found, reason_of
from workbook.grid.heights import fit_rows
from workbook.roll import Declared, Source, roll
from workbook.roll.files import (
    DECLARED,
    EXPECTED,
    FOLDER,
    as_declared,
    files_of,
    misnamed,
    read_eliminations,
    read_expected,
    read_listed,
)
from workbook.roll.model import Elimination
from workbook.spec.spec import Spec
from workbook.write import write_atomically, write_xlsx

CODE = "单位编码"


@dataclass(frozen=True)
class RolledUp:
    """A department's workbook: where it is (None: nothing was written), its units, what was found on the way.

    data: the folder that its data were written into, None when none was asked for. units: those that were added up,
    then the missing ones. status: the line of the cover that says how the checks stand.
    """

    path: Path | None
    data: Path | None = None
    spec: str = ""
    unit: str = ""
    year: str = ""
    units: tuple[RolledUnit, ...] = ()
    cells: int = 0
    formulas: int = 0
    status: str = ""
    findings: tuple[Finding, ...] = field(default=(), repr=False)

    @property
    def written(self) -> bool:
        return self.path is not None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a roll-up is asked for. See `roll_up`."""

    output: str | Path | None = None
    data: str | Path | None = None
    head: str | Path | None = None
    units: str | Path | None = None
    eliminations: str | Path | None = None
    name: str = ""
    spec: str | Path | None = None


def roll_up(
    folders: Iterable[str | Path],
    *,
    output: str | Path | None = None,
    data: str | Path | None = None,
    head: str | Path | None = None,
    units: str | Path | None = None,
    eliminations: str | Path | None = None,
    name: str = "",
    spec: str | Path | None = None,
    step: Step = silent,
) -> RolledUp:
    """Make a department's workbook from its units' data folders (or folders above them).

    output: a file (….xlsx) or a folder, as in `generate`. data: also write the department's data there, as plain data
    files that `generate`, `values` and a roll-forward read. head: the department's own folder; its texts, codes and
    scorecard are used, its amounts never. units: a CSV file with the units that there should be (单位名称, 单位编码);
    eliminations: one with the payments between units; default 汇总/应汇总单位.csv and 汇总/抵销.csv of head.
    name: the department's name, by default head's. spec: as in `generate`, for all units.

    Amounts are exact: the department's 金额单位 is 元 as soon as one unit, what head carried over, or a payment
    between units that needs more than two decimals in 万元, is in 元. Nothing is written when the units cannot be added
    (the same unit twice, a department beside its unit, other templates or years: U220 among the findings), when `data`
    is a file or a unit's folder (U222), or head of which not all could be read, or for the reasons of `generate`. Of
    the units' data files only errors are told. Findings: D1xx, S1xx, S2xx, E00x, G101, G102, U201–U223.
    """
    asked = Asked(output, data, head, units, eliminations, name, spec)
    return _RollUp(asked, step).run(folders)


class _RollUp:
    def __init__(self, asked: Asked, step: Step) -> None:
        self.asked, self.step = asked, step
        self.specs = Specs()
        self.findings: list[Finding] = []
        self.head = Path(asked.head) if asked.head is not None else None
        self.folder = folder_of(asked.data) if asked.data is not None else None
        self.declared: dict[str, Path] = {}
        self.own: UnitData | None = None
        self.kept_out = False

    def run(self, folders: Iterable[str | Path]) -> RolledUp:
        units, told = find_units(folders)
        self.findings += told
        units = self._without_head(units)
        if not units:
            return self._nothing(None)
        self.step("spec")
        spec = self._spec(units)
        if spec is None:
            return self._nothing(None)
        self.step("data")
        sources = [self._source(folder, spec) for folder in units]
        declared = self._declared(spec)
        if self.kept_out or any(f.code in UNREAD for f in self.findings):
            return self._nothing(None)
        whole, told = roll(sources, declared, spec)
        self.findings += told
        if any(f.code in UNFIT for f in self.findings):
            return self._nothing(None)
        if whole is None:
            return self._nothing(None)
        told = not_free(self.folder, whole.unit, units, self.head) if self.folder is not None else ()
        self.findings += told
        return self._nothing(None) if told else self._make(whole, spec)

    def _without_head(self, units: tuple[Path, ...]) -> tuple[Path, ...]:
        """The department's own folder is no unit of it. U219."""
        own = self.head.resolve() if self.head is not None else None
        if own is not None and any(unit.resolve() == own for unit in units):
            self.findings.append(found("U219", Place(file=str(self.head)), None, folder=self.head))
        return tuple(unit for unit in units if unit.resolve() != own)

    def _spec(self, units: tuple[Path, ...]) -> Spec | None:
        """The one that is asked for, else the first unit's."""
        name = self.asked.spec
        if name is None:
            facts, told = unit_facts(units[0])
            name = facts.get(SPEC)
            if not name:
                self.findings += below(units[0], told)
                return None
        spec, told = self.specs.get(name)
        self.findings += told
        return spec

    def _source(self, folder: Path, spec: Spec) -> Source:
        data, told = load_unit(folder, spec)
        errors = [finding for finding in told if finding.level >= Level.ERROR]
        self.findings += below(folder, errors)
        if self.asked.spec is not None:
            data = replace(data, spec=spec.name)
        record = _record(folder)
        form = next((s for s in data.sheets.values() if CODE in s.fields), None)
        listed = read_listed(folder)
        return Source(
            data, str((form.fields.get(CODE) if form is not None else "") or ""), str(folder),
            str(record.get("verdict") or ""), str(_of(record, "made_with").get("hash") or ""),
            len(errors), listed, bool(listed),
        )  # fmt: skip

    def _declared(self, spec: Spec) -> Declared:
        head: UnitData | None = None
        if self.head is not None:
            head, told = load_unit(self.head, spec)
            errors = tuple(f for f in told if f.level >= Level.ERROR)
            if is_same(self.folder, self.head):
                errors = lost_when_rewritten(told)
                self.kept_out = bool(errors)
            self.findings += below(self.head, errors)
            self.findings += below(self.head, misnamed(self.head, spec))
            if self.asked.spec is not None:
                head = replace(head, spec=spec.name)
            self.own = head
        expected: tuple[RolledUnit, ...] | None = None
        path = self._file(self.asked.units, EXPECTED)
        if path is not None:
            expected, told = read_expected(path, str(path))
            self.findings += told
            self.declared[EXPECTED] = path
        eliminations: tuple[Elimination, ...] = ()
        path = self._file(self.asked.eliminations, DECLARED)
        if path is not None:
            eliminations, told = read_eliminations(path, str(path), spec)
            self.findings += told
            self.declared[DECLARED] = path
        return Declared(head, expected, eliminations, self.asked.name)

    def _file(self, asked: str | Path | None, usual: str) -> Path | None:
        """The file that is asked for, else the one in the department's folder, if it is there."""
        if asked is not None:
            return Path(asked)
        path = self.head / FOLDER / usual if self.head is not None else None
        return path if path is not None and path.is_file() else None

    def _make(self, data: UnitData, spec: Spec) -> RolledUp:
        made, told = make(spec, data, self.step)
        self.findings += told
        if stops(told):
            return self._nothing(data)
        self.step("write")
        path = output_path(self.asked.output, file_name(spec.name, data, blank=False), set())
        if self.folder is not None and path.absolute() == self.folder.absolute():
            self.findings.append(found("G101", None, None, file=path, reason="@system_exists"))
            return self._nothing(data)
        grid, status = fit_rows(made.grid), status_of(made)
        del made  # a large department's book need not lie in memory beside the file that is being written
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            note_workbook(path)
            write_atomically(path, partial(write_xlsx, grid))
        except OSError as error:
            self.findings.append(found("G101", None, None, file=path, reason=reason_of(error)))
            return self._nothing(data)
        folder = self._save(data, spec)
        cells = [cell for sheet in grid.sheets for cell in sheet.cells.values()]
        formulas = sum(1 for cell in cells if cell.formula)
        rolled = data.rolled
        if rolled is not None and beyond_reading(grid):
            self.findings.append(found("U221", None, None, count=len(rolled.received), cells=len(cells)))
        return RolledUp(
            path, folder, spec.name, data.unit, data.year, rolled.units if rolled is not None else (), len(cells),
            formulas, status, once(self.findings),
        )  # fmt: skip

    def _save(self, data: UnitData, spec: Spec) -> Path | None:
        """The department's data files, and what each unit had beside them."""
        if self.folder is None:
            return None
        declared = {name: as_declared(name, path, data.money_unit) for name, path in self.declared.items()}
        stay, told = left(self.folder, self.own, data) if self.own and is_same(self.folder, self.head) else ({}, ())
        failed = save_unit(data, self.folder, spec, {**stay, **files_of(data, spec, declared)})
        self.findings += (*told, *failed)
        return None if failed else self.folder

    def _nothing(self, data: UnitData | None) -> RolledUp:
        """No workbook; U220 says so unless another finding does."""
        findings = once(self.findings)
        errors = sum(finding.level >= Level.ERROR for finding in findings)
        if not any(finding.code.startswith("G") for finding in findings):
            findings = (*findings, found("U220", None, None, count=errors))
        rolled = data.rolled if data is not None else None
        unit, year, spec = (data.unit, data.year, data.spec) if data is not None else ("", "", "")
        return RolledUp(None, None, spec, unit, year, rolled.units if rolled else (), findings=findings)


def _record(folder: Path) -> Mapping[str, object]:
    """The unit's import record; nothing where there is none that can be read."""
    try:
        body = json.loads((folder / RECORD).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return body if isinstance(body, dict) else {}


def _of(record: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = record.get(key)
    return value if isinstance(value, dict) else {}
