"""A workbook made through the whole chain, and its cells found by name (表.行.列), for tests."""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from judges.xlsx_cells import Cells, Value, read_cells
from workbook.book.build import build_book
from workbook.book.model import Book
from workbook.book.scope import Context, Scope
from workbook.data import UnitData, empty_unit, load_unit
from workbook.evaluate import evaluate
from workbook.finding import Finding, Level
from workbook.finding.catalogue import render
from workbook.grid.build import build_grid
from workbook.grid.heights import fit_rows
from workbook.grid.model import Grid, Scalar
from workbook.layout import Layout, address, layout_of
from workbook.spec.load import find_spec, load_spec
from workbook.spec.spec import Spec
from workbook.write import write_xlsx

ROOT = Path(__file__).parents[1]
SEED = ROOT / "data/2021/武汉市青山区人民政府办公室"
EXAMPLE = ROOT / "data/example/示例市数据资源管理局"


@dataclass(frozen=True)
class Made:
    """A book with its evaluated grid, and the file when it was written."""

    spec: Spec
    book: Book
    layout: Layout
    grid: Grid
    findings: tuple[Finding, ...]
    path: Path = Path()

    @cached_property
    def scope(self) -> Scope:
        aliases = {str(k): str(v) for k, v in self.spec.book.names.items()}
        return Scope(self.book.tables, aliases, str(self.spec.book.scale))

    @cached_property
    def cells(self) -> Cells:
        """The written file's cells: their cached values are what a reader sees."""
        return read_cells(self.path)

    def at(self, name: str) -> tuple[str, str]:
        """Tab and address of the cell that a name means."""
        target = self.scope.find(name, Context())
        assert target is not None, f"no such name: {name}; nearest: {self.scope.nearest(name, Context())}"
        where, ref = self.layout.sheets[target.ref.sheet], target.ref
        row = where.rows[ref.row]
        if target.code:
            column = where.columns[target.table.codes]
            rows = [where.rows[key] for key in target.table.body_keys]
            found = [r for r in rows if self.computed(where.tab, r, column) == target.code]
            assert len(found) == 1, f"{name}: {len(found)} rows with code {target.code}"
            row = found[0]
        else:
            assert not ref.is_area, f"{name} means a whole column"
        return where.tab, address(row, where.columns[ref.column])

    def read(self, name: str) -> Value:
        """The cached value in the written file."""
        cell = self.cells.get(self.at(name))
        return cell.value if cell is not None else None

    def number(self, name: str) -> float:
        value = self.read(name)
        assert isinstance(value, float), f"{name} holds {value!r}"
        return value

    def text(self, name: str) -> str:
        value = self.read(name)
        assert value is None or isinstance(value, str), f"{name} holds {value!r}"
        return value or ""

    def computed(self, tab: str, row: int, column: int) -> Scalar:
        """A cell's value in the evaluated grid."""
        sheet = next(s for s in self.grid.sheets if s.name == tab)
        cell = sheet.cells.get((row, column))
        return cell.value if cell is not None else None

    def get(self, name: str) -> Scalar:
        """The value in the evaluated grid, where nothing has been written."""
        tab, cell = self.at(name)
        letters = cell.rstrip("0123456789")
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        return self.computed(tab, int(cell[len(letters) :]), column)

    def formula(self, name: str) -> str:
        """The formula of a cell in the written file."""
        return self.cells[self.at(name)].formula


def the_spec(name: str = "hubei/2021") -> Spec:
    folder, findings = find_spec(str(ROOT / "specs" / name))
    assert folder is not None, [render(f, "en") for f in findings]
    spec, findings = load_spec(folder)
    assert spec is not None, [render(f, "en") for f in findings]
    return spec


def make(spec: Spec, data: UnitData, path: Path | None = None, *, clean: bool = True) -> Made:
    """Data → evaluated grid (→ file). clean: no finding may be an error."""
    book, told = build_book(spec, data)
    layout = layout_of(book)
    grid, more = evaluate(build_grid(book, layout))
    findings = (*told, *more)
    wrong = [render(f, "en") for f in findings if f.level >= Level.ERROR]
    assert not clean or not wrong, "\n".join(wrong)
    if path is not None:
        write_xlsx(fit_rows(grid), path)
    return Made(spec, book, layout, grid, findings, path or Path())


def unit_for(spec: Spec, folder: Path) -> tuple[UnitData, tuple[Finding, ...]]:
    """A unit's data as if they were of the spec's year."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / folder.name
        shutil.copytree(folder, copy)
        form = copy / "单位.csv"
        text = re.sub(r"(?m)^年度,.*$", f"年度,{spec.book.year}", form.read_text("utf-8-sig"))
        form.write_text(text, "utf-8")
        return load_unit(copy, spec)


def from_folder(spec: Spec, folder: Path, path: Path) -> Made:
    data, findings = unit_for(spec, folder)
    wrong = [render(f, "en") for f in findings if f.level >= Level.ERROR]
    assert not wrong, "\n".join(wrong)
    return make(spec, data, path)


def blank(spec: Spec, path: Path, *, clean: bool = True) -> Made:
    return make(spec, empty_unit(spec), path, clean=clean)


__all__ = ["EXAMPLE", "ROOT", "SEED", "Made", "blank", "from_folder", "make", "the_spec", "unit_for"]
