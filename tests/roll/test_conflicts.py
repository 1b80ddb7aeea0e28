"""Two workbooks of one department: what its units have in them, and what passed between these, are values like any."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from made import Made, make
from roll.units import GENERAL, OTHER, RECEIVED, SUBSIDY, money, off, spec, unit
from workbook import Imported, Wanted, import_files, roll_up
from workbook.data.save import save_unit
from workbook.layout import address
from workbook.roll import Declared, Source, roll

HEAD, CENTRE = "本级", "信息中心"
SIDE, FIRST = "支出明细（各单位）", f"2010301·{GENERAL}.基本支出"


def units() -> tuple[Source, Source]:
    return (
        unit(
            HEAD,
            {("2010301", "一般公共预算财政拨款"): money("1000.50"), ("2010350", "其他收入"): money("500.25")},
            {("2010301", GENERAL, "基本支出"): money("1000.50"), ("2010350", OTHER, SUBSIDY): money("500.25")},
        ),
        unit(
            CENTRE,
            {("2010350", RECEIVED): money("500.25"), ("2010301", "一般公共预算财政拨款"): money("20")},
            {("2010350", OTHER, "项目支出"): money("500.25"), ("2010301", GENERAL, "基本支出"): money("20")},
        ),
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    declared = Declared(eliminations=(off(HEAD, CENTRE, "500.25"),), name="某部门")
    whole, _ = roll(units(), declared, spec())
    assert whole is not None
    return make(spec(), whole, tmp_path_factory.mktemp("conflicts") / "部门.xlsx")


def bring(file: Path, to: Path, *, replace: bool = False) -> Imported:
    (result,) = import_files([file], Wanted(to, reason="试汇总", replace=replace), strict=True)
    return result


def changed(made: Made, path: Path, *changes: tuple[tuple[str, str], object]) -> Path:
    book = load_workbook(made.path)
    for (tab, cell), value in changes:
        book[tab][cell].value = value
    book.save(path)
    return path


def moved(made: Made, path: Path) -> Path:
    """An amount of the centre's is the head's now; the sum is the same."""
    cells = [made.at(f"{SIDE}.1.基本支出.{name}") for name in (HEAD, CENTRE)]
    return changed(made, path, *zip(cells, (1015.5, 5), strict=True))


def test_amounts_that_moved_between_units_are_a_conflict(made: Made, tmp_path: Path) -> None:
    assert bring(made.path, tmp_path / "data").status == "imported"
    other = moved(made, tmp_path / "other.xlsx")
    told = bring(other, tmp_path / "data")
    assert told.status == "conflict"
    assert [(d.name, d.old, d.new) for d in told.differences] == [
        (f"{SIDE}.{FIRST}.{HEAD}", money("1000.50"), money("1015.5")),
        (f"{SIDE}.{FIRST}.{CENTRE}", money("20"), money("5")),
    ]
    assert bring(other, tmp_path / "data", replace=True).status == "imported"
    assert bring(other, tmp_path / "data").status == "unchanged"


def test_the_reason_of_an_elimination_is_a_value(made: Made, tmp_path: Path) -> None:
    bring(made.path, tmp_path / "data")
    where = made.layout.sheets["抵销"]
    cell = address(where.rows["1"], where.columns["原因"])
    told = bring(changed(made, tmp_path / "other.xlsx", ((where.tab, cell), "平台运维")), tmp_path / "data")
    assert told.status == "conflict"
    assert [(d.name, d.old, d.new) for d in told.differences] == [("抵销.1.原因", "专项补助", "平台运维")]


def test_eliminations_that_are_no_more_are_gone_from_the_data(made: Made, tmp_path: Path) -> None:
    folder = bring(made.path, tmp_path / "data").folder
    where = made.layout.sheets["抵销"]
    own = next(sheet for sheet in made.book.sheets if sheet.key == "抵销")
    typed = [column for (row, column), cell in own.cells.items() if row == "1" and cell.slot is not None]
    cells = [address(where.rows["1"], where.columns[column]) for column in typed]
    other = changed(made, tmp_path / "other.xlsx", *(((where.tab, cell), None) for cell in cells))
    told = bring(other, tmp_path / "data")
    assert ("抵销.1.金额", money("500.25"), None) in [(d.name, d.old, d.new) for d in told.differences]
    assert bring(other, tmp_path / "data", replace=True).status == "imported"
    assert folder is not None
    with (folder / "汇总/抵销.csv").open(encoding="utf-8") as file:
        assert len(list(csv.reader(file))) == 1
    assert bring(other, tmp_path / "data").status == "unchanged"


def test_what_a_roll_up_wrote_is_what_its_workbook_says(tmp_path: Path) -> None:
    """Also where a payment was declared with blank codes, in another 金额单位."""
    home = tmp_path / "data"
    for source in units():
        assert save_unit(source.data, home / "2021" / source.data.unit, spec()) == ()
    line = f"上级补助,{HEAD},{CENTRE},0.050025,万元,专项补助"
    (tmp_path / "off.csv").write_text(f"往来事项,付出单位,收到单位,金额,金额单位,原因\n{line}\n", "utf-8")
    folders = [home / "2021" / HEAD, home / "2021" / CENTRE]
    done = roll_up(
        folders,
        output=tmp_path / "部门.xlsx",
        data=home / "2021/某部门",
        eliminations=tmp_path / "off.csv",
        name="某部门",
    )
    assert done.path is not None and done.data is not None
    told = bring(done.path, home)
    assert (told.status, told.differences) == ("unchanged", ())
    assert line in (done.data / "汇总/抵销.csv").read_text("utf-8"), "what people wrote stays as it was"
