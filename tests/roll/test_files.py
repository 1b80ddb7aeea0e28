"""From data folders to a workbook, to data, and back: the function and the command."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from cli.run import EXAMPLE, SEED, workbook
from made import the_spec
from workbook import RolledUp, Wanted, annotate, generate, import_files, roll_up, values
from workbook.api.filled import examine
from workbook.data import Value, load_unit
from workbook.data.differ import differences
from workbook.data.replace import replace_folder
from workbook.data.scorecards import COLUMNS
from workbook.data.settle import settled
from workbook.finding import render
from workbook.roll.files import read_expected

LIST = "单位名称,单位编码\n示例市数据资源管理局（示例）,\n武汉市青山区人民政府办公室,\n还没有上报的单位,105009\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("files")
    (root / "单位.csv").write_text(LIST, "utf-8")
    return root


@pytest.fixture(scope="module")
def done(folder: Path) -> RolledUp:
    return roll_up(
        [EXAMPLE, SEED],
        output=folder / "部门.xlsx",
        data=folder / "data/2021/部门",
        units=folder / "单位.csv",
        name="某部门",
    )


def test_the_workbook_and_its_units(done: RolledUp) -> None:
    assert done.written and done.unit == "某部门" and done.year == "2021"
    assert [(u.received, u.money_unit) for u in done.units] == [(True, "元"), (True, "万元"), (False, "")]
    assert sorted(f.code for f in done.findings) == ["U205", "U210"]
    assert done.status.startswith("有不符"), "a unit is missing"


def test_the_data_are_plain_files_that_everything_reads(done: RolledUp, folder: Path) -> None:
    assert done.data is not None
    spec = the_spec()
    data, findings = load_unit(done.data, spec)
    assert not findings and data.unit == "某部门"
    parts = [values(unit)[0]["收入支出决算总表.本年收入合计.决算数"] for unit in (EXAMPLE, SEED)]
    whole = values(done.data)[0]["收入支出决算总表.本年收入合计.决算数"]
    assert all(isinstance(p, type(whole)) for p in parts)
    assert abs(whole - sum(parts)) <= 0.01  # type: ignore[operator,arg-type]
    with (done.data / "汇总/支出明细（各单位）.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["合计"] == "15343500.00" and rows[0]["武汉市青山区人民政府办公室"] == "1534.35"


def test_an_import_gives_the_same_data(done: RolledUp, folder: Path) -> None:
    assert done.path is not None and done.data is not None
    (imported,) = import_files([done.path], Wanted(to=folder / "in", reason="试汇总"))
    assert imported.status == "imported" and imported.folder is not None
    spec = the_spec()
    ours, theirs = load_unit(done.data, spec)[0], load_unit(imported.folder, spec)[0]
    assert differences(settled(ours, spec), settled(theirs, spec), spec) == ()
    assert (imported.folder / "汇总/单位清单.csv").read_bytes() == (done.data / "汇总/单位清单.csv").read_bytes()


def test_a_department_beside_its_units_is_refused(done: RolledUp, folder: Path) -> None:
    assert done.data is not None
    again = roll_up([EXAMPLE, done.data], output=folder / "no.xlsx")
    assert not again.written and not (folder / "no.xlsx").exists()
    assert [f.code for f in again.findings] == ["U204", "U220"]


def test_the_departments_folder_is_not_added_and_its_sums_do_not_come_back(done: RolledUp, folder: Path) -> None:
    assert done.data is not None
    home = folder / "again"
    shutil.copytree(done.data, home / "部门")
    shutil.copytree(EXAMPLE, home / "一")
    result = roll_up([home], head=home / "部门", output=folder / "again.xlsx", data=folder / "out")
    assert "U219" in [f.code for f in result.findings] and [u.name for u in result.units if u.received] == [
        "示例市数据资源管理局（示例）"
    ]
    spec = the_spec()
    own, unit = load_unit(folder / "out", spec)[0], load_unit(EXAMPLE, spec)[0]
    assert own.unit == "某部门" and own.sheet("三公经费").cells == unit.sheet("三公经费").cells
    assert {r["科目编码"] for r in own.sheet("支出明细").rows} == {r["科目编码"] for r in unit.sheet("支出明细").rows}
    assert len([u for u in result.units if not u.received]) == 2, "the list of units in 汇总 is read"


def test_it_can_be_handed_back(done: RolledUp, folder: Path) -> None:
    assert done.path is not None
    made = annotate(done.path, output=folder / "back.xlsx")
    assert made.path is not None
    first, second = examine(done.path, strict=True), examine(made.path, strict=True)
    assert first.filled is not None and second.filled is not None
    spec = the_spec()
    assert differences(settled(first.filled.data, spec), settled(second.filled.data, spec), spec) == ()
    assert first.filled.data.rolled == second.filled.data.rolled


def test_a_workbook_that_could_not_be_read_back_says_how_to_go_by_departments(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbook.read.limits.CELLS", 1_000)
    whole = roll_up([EXAMPLE, SEED], output=folder / "大.xlsx", name="某部门")
    (told,) = [f for f in whole.findings if f.code == "U221"]
    assert whole.written and told.facts["count"] == "2" and "请分级汇总" in render(told)


def test_a_total_of_departments_is_the_total_of_their_units(folder: Path, done: RolledUp) -> None:
    """Each department rolled up for itself, then their data: the same sums as of all units beside each other."""
    home = folder / "级"
    for name, unit in (("甲部门", EXAMPLE), ("乙部门", SEED)):
        assert roll_up([unit], output=home / f"{name}.xlsx", data=home / "2021" / name, name=name).written
    assert roll_up([home / "2021"], output=home / "合计.xlsx", data=home / "合计", name="某部门").written
    assert done.data is not None
    one, other = values(done.data)[0], values(home / "合计")[0]
    sums = [name for name in one if name.startswith(("收入支出决算总表.", "支出决算表.")) and name.endswith("数")]
    assert len(sums) > 20 and {name: other.get(name) for name in sums} == {name: one[name] for name in sums}


def test_one_unit_alone_is_its_own_department(folder: Path) -> None:
    result = roll_up([EXAMPLE], output=folder / "one.xlsx", data=folder / "one", name="示例市数据资源管理局（示例）")
    spec = the_spec()
    assert result.written and [f.code for f in result.findings] == []
    unit, own = load_unit(EXAMPLE, spec)[0], load_unit(folder / "one", spec)[0]
    for name in ("收入明细", "支出明细", "结转结余", "经济分类支出", "项目支出"):
        rows = [sorted(map(_row, data.sheet(name).rows)) for data in (unit, own)]
        assert rows[0] == rows[1], name
    assert own.sheet("三公经费") == unit.sheet("三公经费")
    assert own.sheet("补充资料").fields == unit.sheet("补充资料").fields
    assert [c for c in own.scorecards if not c.department] == [c for c in unit.scorecards if not c.department]
    assert generate(folder / "one", output=folder / "plain.xlsx").written


def _row(row: Mapping[str, Value]) -> list[str]:
    return [str(value) for value in row.values()]


def test_the_command(folder: Path) -> None:
    arguments = ["roll-up", EXAMPLE, SEED, "-o", folder / "c.xlsx", "--units", folder / "单位.csv", "--name", "某部门"]
    shown = workbook(*arguments)
    assert shown.returncode == 1 and "汇总 2 个单位" in shown.stdout and "还没有上报的单位" in shown.stderr
    shown = workbook(*arguments, "--format", "json", "--lang", "en")
    body = json.loads(shown.stdout)
    assert body["status"] == "written" and [u["received"] for u in body["units"]] == [True, True, False]
    assert body["findings"][0]["code"] == "U205"
    shown = workbook("roll-up", EXAMPLE, EXAMPLE / "..", "-o", folder / "d.xlsx")
    assert shown.returncode == 0 and "汇总 1 个单位" in shown.stdout, "the same folder is one unit"
    assert workbook("roll-up", folder / "none", "-o", folder / "e.xlsx").returncode == 3
    for option in ("--units", "--eliminations"):
        missing = workbook("roll-up", EXAMPLE, "-o", folder / "e.xlsx", option, folder / "none.csv", "--name", "某部门")
        assert missing.returncode == 3 and "D118" in missing.stderr and not (folder / "e.xlsx").exists()
    copy = folder / "copy"
    shutil.copytree(EXAMPLE, copy, dirs_exist_ok=True)
    shown = workbook("roll-up", EXAMPLE, copy, "-o", folder / "f.xlsx", "--lang", "en")
    assert shown.returncode == 1 and "U201" in shown.stderr and not (folder / "f.xlsx").exists()


def test_next_year_the_departments_record_of_last_year_is_kept(folder: Path) -> None:
    unit, home = folder / "2021" / "局", folder / "next"
    shutil.copytree(EXAMPLE, unit)
    roll_up([unit], output=folder / "y.xlsx", data=folder / "2021" / "部", name="某部门")
    for name in ("局", "部"):
        assert workbook("roll-forward", folder / "2021" / name, "--to", "2022", "--force", "-o", home).returncode == 0
    units = sorted(path for path in home.rglob("单位.csv"))
    head = next(path.parent for path in units if "某部门" in path.read_text("utf-8"))
    result = roll_up([home], head=head, output=folder / "y2.xlsx", data=folder / "y2")
    assert (
        result.written and result.year == "2022" and [u.name for u in result.units] == ["示例市数据资源管理局（示例）"]
    )
    found = examine(folder / "y2.xlsx", strict=True)
    assert found.judged is not None and not [f for f in found.findings if f.code[0] in "FM"]
    assert (folder / "y2" / "上年衔接.csv").is_file()
    carried = [result for check, result in found.judged.results.items() if check.startswith("C0.1-")]
    assert carried and set(carried) <= {"通过", "不适用"}, "the units' opening figures are the department's last year's"


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_units_folder_is_never_the_departments(tmp_path: Path) -> None:
    unit, other = (Path(shutil.copytree(EXAMPLE, tmp_path / name)) for name in ("一", "二"))
    before = _contents(tmp_path)
    for folder in (unit, other):
        result = roll_up([unit], output=tmp_path / "x.xlsx", data=folder, name="某部门")
        assert not result.written and [f.code for f in result.findings] == ["U222", "U220"]
    assert _contents(tmp_path) == before


def test_a_file_is_no_place_for_the_departments_data(tmp_path: Path) -> None:
    (tmp_path / "笔记").write_text("重要", "utf-8")
    for data in (tmp_path / "笔记", tmp_path / "笔记" / "下面"):
        result = roll_up([EXAMPLE], output=tmp_path / "x.xlsx", data=data, name="某部门")
        assert not result.written and [f.code for f in result.findings] == ["G101"]
    assert not roll_up([EXAMPLE], output=tmp_path / "笔记", name="某部门").written
    same = roll_up([EXAMPLE], output=tmp_path / "y.xlsx", data=tmp_path / "y.xlsx", name="某部门")
    assert not same.written and [f.code for f in same.findings] == ["G101"]
    assert _contents(tmp_path) == {"笔记": "重要".encode()}
    with pytest.raises(NotADirectoryError):
        replace_folder(tmp_path / "笔记", {"a": b""}, lambda name: True)
    assert _contents(tmp_path) == {"笔记": "重要".encode()}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A department's own folder, whose data are written into it again."""
    folder = tmp_path / "部门"
    (folder / "自评").mkdir(parents=True)
    (folder / "汇总").mkdir()
    facts = "项目,值\n单位名称,某部门\n年度,2021\n金额单位,元\n模板,hubei/2021\n"
    (folder / "单位.csv").write_text(facts, "utf-8")
    return folder


def test_scorecards_that_only_the_department_has_stay(home: Path) -> None:
    (home / "自评/自建项目.csv").write_text(",".join(COLUMNS) + "\n", "utf-8")
    (home / "自评/自建项目.概况.csv").write_text("项目,值\n预算数,5\n", "utf-8")
    before = _contents(home)
    result = roll_up([EXAMPLE], head=home, data=home, output=home.parent / "x.xlsx")
    assert result.written and [f.facts["card"] for f in result.findings if f.code == "U223"] == ["自建项目"]
    after = _contents(home)
    assert all(after[name] == before[name] for name in ("自评/自建项目.csv", "自评/自建项目.概况.csv"))


def test_what_was_declared_stays_also_where_it_could_not_be_applied(home: Path) -> None:
    line = "上级补助,某部门本级,某中心,500000.55,元,专项\n"
    path = home / "汇总/抵销.csv"
    path.write_text("往来事项,付出单位,收到单位,金额,金额单位,原因\n" + line, "utf-8")
    listed = home / "汇总/应汇总单位.csv"
    listed.write_text("单位名称,单位编码,备注\n某站,105001,新设\n,105002,待查\n", "utf-8")
    before = listed.read_bytes()
    result = roll_up([EXAMPLE], head=home, data=home, output=home.parent / "x.xlsx")
    assert result.written and {"U212", "D116"} <= {f.code for f in result.findings}
    assert line in path.read_text("utf-8") and listed.read_bytes() == before


def test_a_departments_own_folder_is_not_written_anew_without_what_was_not_read(home: Path) -> None:
    (home / "补充资料.csv").write_text("项目,值\n燃油费,5\n", "utf-8")
    before = _contents(home)
    result = roll_up([EXAMPLE], head=home, data=home, output=home.parent / "x.xlsx")
    assert not result.written and "D108" in [f.code for f in result.findings] and _contents(home) == before
    assert roll_up([EXAMPLE], head=home, data=home.parent / "out", output=home.parent / "x.xlsx").written


def test_misnamed_files_beside_the_data_are_told(home: Path) -> None:
    (home / "汇总/抵消.csv").write_text("往来事项\n", "utf-8")
    (home / "汇总/应汇总单位名单.csv").write_text("单位名称\n", "utf-8")
    result = roll_up([EXAMPLE], head=home, output=home.parent / "x.xlsx")
    told = {f.facts["item"]: f.facts["nearest"] for f in result.findings if f.code == "D108"}
    assert told == {"抵消.csv": "抵销.csv", "应汇总单位名单.csv": "应汇总单位.csv"}


def test_a_list_of_units_with_a_code_alone_and_columns_for_people(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("单位名称,单位编码,上级单位,备注\n某站,105001,某局,新\n,105002,,\n", "utf-8")
    units, findings = read_expected(path, "名单.csv")
    assert [unit.name for unit in units] == ["某站"]
    assert [(f.code, f.place.line, f.facts["column"]) for f in findings] == [("D116", 3, "单位名称")]
