"""One department, two years, from the hand-out to the check against last year, as the people concerned do it.

Three units (in 元 and in 万元) get blank workbooks of 2021, fill them in LibreOffice, and their workbooks are imported;
the department is rolled up; each unit is rolled forward; the workbooks of 2022, with last year's figures in locked
cells, are filled in LibreOffice and imported, and held against 2021. Each step works on the files of the one before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path

import pytest

from check.edits import changed
from judges.libreoffice import session
from made import EXAMPLE, Made, make, the_spec
from returns.accountant import Accountant
from returns.back import examined, plain
from workbook import Imported, RolledForward, RolledUp, Wanted, import_files, roll_forward, roll_up
from workbook.data import ScorecardData, SheetData, UnitData, Value, empty_unit, load_unit
from workbook.data.sheets import form_fields
from workbook.finding import Level
from workbook.spec.model import Entry
from workbook.spec.spec import Spec
from year.units import sized

UNITS = (("甲局", "101", 1, "元"), ("乙局", "102", 3, "元"), ("丙中心", "103", 1, "万元"))
CARRY_OVER, OPENING, CLOSING = "结转结余", "年初结转和结余", "年末结转和结余"
KEY = ("科目编码", "资金来源")


@dataclass
class Department:
    """Its files; every property is a step, done once."""

    root: Path

    @cached_property
    def specs(self) -> Mapping[str, Spec]:
        return {year: the_spec(f"hubei/{year}") for year in ("2021", "2022")}

    @cached_property
    def first(self) -> Mapping[str, UnitData]:
        """What the units type in 2021."""
        spec = self.specs["2021"]
        example = load_unit(EXAMPLE, spec)[0]
        return {name: sized(example, spec, factor, name, code, unit) for name, code, factor, unit in UNITS}

    @cached_property
    def imported(self) -> Mapping[str, Imported]:
        files = []
        for name, data in self.first.items():
            cards = tuple(ScorecardData(card.name, card.department) for card in data.scorecards)
            blank = replace(empty_unit(self.specs["2021"]), scorecards=cards)
            made = make(self.specs["2021"], blank, self.root / f"2021_{name}.xlsx", clean=False)
            files.append(_filled(made, data))
        return self._imported(files)

    @cached_property
    def department(self) -> RolledUp:
        assert self.imported
        return roll_up([self.root / "data/2021"], output=self.root / "department.xlsx", name="某部门")

    @cached_property
    def forward(self) -> Mapping[str, RolledForward]:
        assert self.imported
        return {name: roll_forward(self.root / "data/2021" / name, to=2022) for name in self.first}

    @cached_property
    def second(self) -> Mapping[str, UnitData]:
        """What the units type in 2022: the same again, beginning with what was left at the end of 2021."""
        return {name: self._again(name, self._rolled(name)) for name in self.first}

    @cached_property
    def made(self) -> Mapping[str, Made]:
        """The workbooks of 2022, with last year's figures."""
        spec = self.specs["2022"]
        paths = {name: self.root / f"2022_{name}.xlsx" for name in self.first}
        return {name: make(spec, self._rolled(name), path, clean=False) for name, path in paths.items()}

    @cached_property
    def again(self) -> Mapping[str, Imported]:
        return self._imported([_filled(made, self.second[name]) for name, made in self.made.items()])

    def _rolled(self, name: str) -> UnitData:
        folder = self.forward[name].folder
        assert folder is not None
        return load_unit(folder, self.specs["2022"])[0]

    def _again(self, name: str, rolled: UnitData) -> UnitData:
        before = self.first[name]
        old = {tuple(row.get(k) for k in KEY): row for row in before.sheet(CARRY_OVER).rows}
        rows = []
        for row in rolled.sheet(CARRY_OVER).rows:
            last = old.get(tuple(row.get(k) for k in KEY), {})
            change = _amount(last.get(CLOSING)) - _amount(last.get(OPENING))
            rows.append({**row, CLOSING: _amount(row.get(OPENING)) + change})
        sheets = {key: _renamed(sheet, self.specs["2022"], key) for key, sheet in before.sheets.items()}
        sheets[CARRY_OVER] = replace(rolled.sheet(CARRY_OVER), rows=tuple(rows))
        for sheet in ("单位信息", "补充资料", "三公经费"):
            kept = rolled.sheet(sheet)
            fields = {**sheets[sheet].fields, **{n: v for n, v in kept.fields.items() if v is not None}}
            cells = {**sheets[sheet].cells, **{n: v for n, v in kept.cells.items() if v is not None}}
            sheets[sheet] = replace(sheets[sheet], fields=fields, cells=cells)
        return replace(rolled, sheets=sheets, scorecards=before.scorecards, explanations=before.explanations)

    def _imported(self, files: list[Path]) -> Mapping[str, Imported]:
        results = import_files(files, Wanted(self.root / "data"), strict=True)
        return dict(zip(self.first, results, strict=True))


def _amount(value: Value) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(0)


def _renamed(data: SheetData, spec: Spec, key: str) -> SheetData:
    """A form of last year under this year's names; what this year has not is left out."""
    form = spec.sheet(key)
    if not isinstance(form, Entry) or form.fields is None:
        return data
    old = data.fields
    names = {n: next((w for w in (n, *map(str, row.was)) if w in old), "") for n, row in form_fields(form).items()}
    return replace(data, fields={n: old[w] for n, w in names.items() if w})


def _filled(made: Made, data: UnitData) -> Path:
    path = made.path.with_name(f"filled_{made.path.name}")
    steps = Accountant(made).fill(data, {})
    session(made.path, [*steps, {"recalculate": True}, {"store": str(path)}], seconds=300)
    return path


def _weighty(result: Imported) -> list[tuple[str, str]]:
    return [(f.code, f.place.name) for f in result.findings if f.level >= Level.ERROR]


@pytest.fixture(scope="module")
def department(tmp_path_factory: pytest.TempPathFactory) -> Department:
    return Department(tmp_path_factory.mktemp("department"))


def test_what_was_typed_in_2021_is_imported(department: Department) -> None:
    for name, result in department.imported.items():
        assert (result.status, _weighty(result)) == ("imported", []), name
        data = load_unit(department.root / "data/2021" / name, department.specs["2021"])[0]
        assert plain(data) == plain(department.first[name])


def test_the_department_is_the_sum_of_its_units(department: Department) -> None:
    assert department.department.path is not None
    rolled = examined(department.department.path)
    assert rolled.filled is not None
    whole = rolled.filled.data
    assert whole.money_unit == "元", "as soon as one unit has 元"
    column = "一般公共预算财政拨款"
    units = sum(
        (
            sum((_amount(row.get(column)) for row in data.sheet("收入明细").rows), Decimal(0))
            * (10_000 if data.money_unit == "万元" else 1)
            for data in department.first.values()
        ),
        Decimal(0),
    )
    assert sum((_amount(row.get(column)) for row in whole.sheet("收入明细").rows), Decimal(0)) == units
    assert [unit.status for unit in department.department.units] == ["已接受"] * 3


def test_last_years_figures_stand_in_the_new_workbooks(department: Department) -> None:
    for name, result in department.forward.items():
        assert result.status == "rolled"
        assert result.folder == department.root / "data/2022" / name
        new = load_unit(result.folder, department.specs["2022"])[0]
        closing = {tuple(r.get(k) for k in KEY): r.get(CLOSING) for r in department.first[name].sheet(CARRY_OVER).rows}
        opening = {tuple(r.get(k) for k in KEY): r.get(OPENING) for r in new.sheet(CARRY_OVER).rows}
        assert opening == closing
        assert not new.sheet("收入明细").rows or not any(
            isinstance(value, Decimal) for row in new.sheet("收入明细").rows for value in row.values()
        )


def test_2022_is_imported_and_continues_2021(department: Department) -> None:
    for name, result in department.again.items():
        assert (result.status, _weighty(result)) == ("imported", []), name
        assert result.folder == department.root / "data/2022" / name
        data = load_unit(result.folder, department.specs["2022"])[0]
        assert data.sheet(CARRY_OVER).rows == department.second[name].sheet(CARRY_OVER).rows
        assert len(data.carried) == len(department.forward[name].carried)


def test_a_changed_opening_balance_is_asked_about(department: Department, tmp_path: Path) -> None:
    """In a workbook that is filled in every other way, one figure of last year is another one now."""
    spec = department.specs["2022"]
    made = make(spec, department.second["甲局"], tmp_path / "good.xlsx")
    assert not [f for f in examined(made.path).findings if f.level >= Level.ERROR]
    sheet = next(s for s in made.book.sheets if s.key == CARRY_OVER)
    row, column = next(
        place
        for place, cell in sheet.cells.items()
        if cell.slot is not None and cell.slot.name == OPENING and isinstance(cell.content, Decimal)
    )
    old = sheet.cells[row, column].content
    assert isinstance(old, Decimal)
    path = changed(made, tmp_path / "changed.xlsx", {(CARRY_OVER, row, column): old + 1000})
    found = [f for f in examined(path).findings if f.level >= Level.ERROR]
    assert found, "nobody noticed"
    told = " ".join(str(fact) for f in found for fact in (*f.facts.values(), f.place.name))
    assert f"{old:f}".rstrip("0").rstrip(".") in told
    assert f"{old + 1000:f}".rstrip("0").rstrip(".") in told
