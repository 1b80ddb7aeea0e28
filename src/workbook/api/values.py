"""Every named cell of a workbook with its value, without a workbook being written: of data, or of a filled file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from workbook.api.chain import Made, Specs, Step, make, read_unit, silent
from workbook.api.filled import examine
from workbook.api.naming import SUFFIXES
from workbook.api.places import stops
from workbook.book.scope import Context
from workbook.data.unit import UNFIT, UNIT_FILE
from workbook.finding import Finding, Level
from workbook.grid.model import Scalar
from workbook.names import named_cells
from workbook.review import scope_of
from workbook.spec.model import Cover

CellValue = Decimal | str | bool | None
"""An amount, count or rate; a text; a truth value; None where the cell shows nothing."""


class Values(Mapping[str, CellValue]):
    """表.行.列 → value, in the order of the tables. `[]` also takes the shorter names that formulas may use."""

    def __init__(self, cells: Mapping[str, CellValue], made: Made | None = None) -> None:
        self._cells = cells
        self._made = made
        self._scope = scope_of(made.spec, made.book) if made is not None else None

    def __getitem__(self, name: str) -> CellValue:
        if name in self._cells:
            return self._cells[name]
        target = self._scope.find(name, Context()) if self._scope is not None else None
        if target is None or self._made is None:
            raise KeyError(name)
        row = target.ref.row
        if target.code:
            table = target.table
            rows = [r for r in table.body_keys if self._made.look(table.sheet, r, table.codes) == target.code]
            if not rows:
                raise KeyError(name)
            row = rows[0]
        elif target.ref.is_area:
            raise KeyError(name)
        return shown(self._made.look(target.ref.sheet, row, target.ref.column))

    def __iter__(self) -> Iterator[str]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)

    def nearest(self, name: str) -> str:
        """The known name that looks most like an unknown one, "" when none does."""
        return self._scope.nearest(name, Context()) if self._scope is not None else ""


def values(
    data: str | Path | None = None, *, spec: str | Path | None = None, step: Step = silent
) -> tuple[Values, tuple[Finding, ...]]:
    """All values of a unit's workbook, or of an empty one (data None); spec as in `generate`.

    data: a unit's folder, or a filled workbook: its inputs where they now stand, under the template's own formulas.

    Amounts of entry sheets are in the unit's own 金额单位, all others in 万元. No values when the spec has an error, a
    data file cannot be read, or the data are of another year than the template. A formula without a result has the
    value None and is among the findings.
    """
    folder = Path(data) if data is not None else None
    made, findings = made_of(folder, spec, step)
    return (Values({}) if made is None else values_of(made)), findings


def made_of(
    folder: Path | None, spec: str | Path | None, step: Step = silent
) -> tuple[Made | None, tuple[Finding, ...]]:
    """A whole workbook in memory; None when the spec has an error, a data file cannot be read, the data are of another
    year than the template, or a filled workbook cannot be read to the end.

    folder: a data folder or a filled workbook. Findings of a filled workbook: those of reading and of its structure.
    """
    if folder is not None and folder.name == UNIT_FILE:
        folder = folder.parent
    if folder is not None and (folder.is_file() or (folder.suffix.lower() in SUFFIXES and not folder.exists())):
        return _filled(folder, spec, step)
    found_spec, data, findings = read_unit(folder, spec, Specs(), step)
    unfit = any(f.code in UNFIT for f in findings)
    if found_spec is None or data is None or unfit or stops(f for f in findings if f.code.startswith("S")):
        return None, findings
    made, told = make(found_spec, data, step)
    findings = (*findings, *told)
    return (None if stops(f for f in told if f.code.startswith("S")) else made), findings


def _filled(path: Path, spec: str | Path | None, step: Step) -> tuple[Made | None, tuple[Finding, ...]]:
    """A filled workbook, recomputed at its own places. Findings: all when it cannot be read, else what hides values."""
    step("compute")
    examined = examine(path, spec)
    if examined.spec is None or examined.judged is None:
        return None, examined.findings
    filled = examined.judged.filled
    made = Made(examined.spec, filled.data, filled.book, filled.layout, examined.judged.grid)
    return made, tuple(f for f in examined.findings if f.code[0] in "ME" and f.level >= Level.ERROR)


def values_of(made: Made) -> Values:
    """The named cells of a finished workbook."""
    return Values({cell.name: shown(made.at(cell.place)) for cell in named_cells(made.book, made.look)}, made)


def shown(value: Scalar) -> CellValue:
    """A cell's value: whole numbers as Decimal too, the empty text of a formula as blank."""
    if value == "" or value is None:
        return None
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def status_of(made: Made) -> str:
    """The line of the cover that says how the checks stand, "" when there is no cover."""
    for sheet in made.spec.sheets:
        if isinstance(sheet, Cover):
            table = next((t for t in made.book.tables if t.name == sheet.sheet and "审核状态" in t.rows), None)
            if table is not None:
                return str(made.look(table.sheet, table.rows["审核状态"], table.default) or "")
    return ""
