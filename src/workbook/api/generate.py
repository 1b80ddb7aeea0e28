"""Specs and data in, a workbook out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from workbook.api.chain import Made, Specs, Step, make, read_unit, silent
from workbook.api.naming import file_name, output_path
from workbook.api.places import once, stops
from workbook.api.readable import beyond_reading
from workbook.api.values import status_of
from workbook.data.unit import UNFIT, UNIT_FILE
from workbook.finding import Finding, Level, Place, found, reason_of
from workbook.grid.heights import fit_rows
from workbook.write import write_atomically, write_xlsx


@dataclass(frozen=True)
class Result:
    """One workbook: where it is (None: nothing was written), what is in it, what was found on the way.

    data: the unit's folder, None for a blank workbook. status: the line of the cover that says how the checks
    stand. cells and formulas: how many there are.
    """

    path: Path | None
    data: Path | None
    spec: str
    unit: str
    year: str
    cells: int
    formulas: int
    status: str
    findings: tuple[Finding, ...]

    @property
    def written(self) -> bool:
        return self.path is not None


def generate(
    data: str | Path | None = None,
    *,
    spec: str | Path | None = None,
    output: str | Path | None = None,
    step: Step = silent,
) -> Result:
    """Make one workbook, with every formula's true value beside it, and replace an existing file all at once.

    data: a unit's folder (with 单位.csv); None makes an empty workbook for hand-out. spec: a spec's name
    (hubei/2021) or folder, in place of the one that 单位.csv names. output: a file (….xlsx) or a folder; default
    the current folder; in a folder the file is called <年度>_<单位名称>.xlsx. step: told what is being done.

    Nothing is written when the spec has an error, a formula gives an error value, or a data file cannot be read
    (G106 among the findings); wrong values in data files are told, and count as blank. Findings: S1xx, S2xx,
    D1xx, E00x, G101, G104, G106, G115.
    """
    folder = Path(data) if data is not None else None
    return _Run(spec, output, step).one(folder)


def generate_all(
    folders: Iterable[str | Path],
    *,
    spec: str | Path | None = None,
    output: str | Path | None = None,
    step: Step = silent,
    strict: bool = False,
) -> Iterator[Result]:
    """One workbook for each unit folder, as `generate` makes it; output is a folder.

    A unit that fails does not stop the others: whatever happens is among its findings (G105 when unforeseen;
    strict lets such an exception pass). Two units of one name get different files.
    """
    run = _Run(spec, output, step, many=True)
    for folder in folders:
        try:
            yield run.one(Path(folder))
        except Exception as error:
            if strict:
                raise
            finding = found("G105", Place(str(folder)), None, kind=type(error).__name__, reason=str(error))
            yield _nothing(Path(folder), (finding,))


class _Run:
    """What the workbooks of one call share: specs read so far, file names given so far."""

    def __init__(self, spec: str | Path | None, output: str | Path | None, step: Step, *, many: bool = False) -> None:
        self.spec, self.output, self.step, self.many = spec, output, step, many
        self.specs = Specs()
        self.taken: set[str] = set()

    def one(self, folder: Path | None) -> Result:
        if folder is not None and folder.name == UNIT_FILE:
            folder = folder.parent
        spec, data, findings = read_unit(folder, self.spec, self.specs, self.step)
        if spec is None or data is None or _refused(findings):
            return _nothing(folder, findings)
        made, told = make(spec, data, self.step)
        findings = (*findings, *told)
        if stops(told):
            return _nothing(folder, findings, made)
        return self._write(folder, made, findings)

    def _write(self, folder: Path | None, made: Made, findings: tuple[Finding, ...]) -> Result:
        self.step("write")
        name = file_name(made.spec.name, made.data, blank=folder is None)
        path = output_path(self.output, name, self.taken, many=self.many)
        grid = fit_rows(made.grid)
        findings = (*findings, *beyond_reading(grid))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, partial(write_xlsx, grid))
        except OSError as error:
            facts = {"file": path, "reason": reason_of(error)}
            return _nothing(folder, (*findings, found("G101", None, None, **facts)), made, told=False)
        cells = [cell for sheet in grid.sheets for cell in sheet.cells.values()]
        formulas = sum(1 for cell in cells if cell.formula)
        unit, year, status = made.data.unit, made.data.year, status_of(made)
        return Result(path, folder, made.spec.name, unit, year, len(cells), formulas, status, once(findings))


def _refused(findings: Iterable[Finding]) -> bool:
    """An error of the spec, or a data file that could not be read at all."""
    return any(f.level >= Level.ERROR and (f.code.startswith(("S", "G")) or f.code in UNFIT) for f in findings)


def _nothing(
    folder: Path | None, findings: tuple[Finding, ...], made: Made | None = None, *, told: bool = True
) -> Result:
    """No workbook; G106 says so unless another finding does."""
    findings = once(findings)
    errors = sum(finding.level >= Level.ERROR for finding in findings)
    if told and errors and not any(finding.code.startswith("G") for finding in findings):
        findings = (*findings, found("G106", Place(str(folder) if folder else ""), None, count=errors))
    spec, unit, year = (made.spec.name, made.data.unit, made.data.year) if made is not None else ("", "", "")
    return Result(None, folder, spec, unit, year, 0, 0, "", findings)
