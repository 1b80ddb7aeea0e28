"""Data into files and back: nothing changes on the way, and a folder is replaced as a whole or not at all."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings

from made import EXAMPLE, SEED, the_spec
from returns.units import units
from workbook.data import ScorecardData, SheetData, UnitData, empty_unit, find_units, load_unit
from workbook.data import replace as replacing
from workbook.data.differ import differences
from workbook.data.files import files_of
from workbook.data.save import lost_in_files, save_unit
from workbook.data.settle import settled
from workbook.disk import clear_abandoned, temporary_folder
from workbook.finding import Level

SPEC = the_spec()


def same(one: UnitData, other: UnitData) -> bool:
    """Settled data that agree in everything but the folder they come from."""
    return (one.sheets, one.scorecards, one.explanations) == (other.sheets, other.scorecards, other.explanations)


@pytest.mark.parametrize("folder", [SEED, EXAMPLE], ids=["seed", "example"])
def test_what_is_saved_is_what_is_loaded(folder: Path, tmp_path: Path) -> None:
    data, _ = load_unit(folder, SPEC)
    wanted = settled(data, SPEC)
    assert differences(settled(wanted, SPEC), wanted, SPEC) == ()
    assert save_unit(data, tmp_path / "单位", SPEC) == ()
    back, findings = load_unit(tmp_path / "单位", SPEC)
    assert same(settled(back, SPEC), wanted)
    assert same(back, wanted)
    assert (back.unit, back.year, back.money_unit, back.spec) == (data.unit, data.year, data.money_unit, data.spec)
    assert [f for f in findings if f.level > Level.WARNING] == []
    assert lost_in_files(wanted, SPEC) == ()


def test_amounts_have_two_decimals_and_blanks_stay_blank() -> None:
    data, _ = load_unit(EXAMPLE, SPEC)
    lines = files_of(settled(data, SPEC), SPEC)["支出明细.csv"].decode().splitlines()
    assert lines[0].startswith("科目编码,资金来源,年初预算数")
    assert lines[1] == "2010301,一般公共预算,5980000.00,6128435.27,,,,,"


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x","甲")', "@SUM(1)", "-1+1", "'=1", "＝1", "'单引号"])
def test_no_field_is_a_formula_to_a_spreadsheet_and_every_text_comes_back(text: str, tmp_path: Path) -> None:
    data, _ = load_unit(EXAMPLE, SPEC)
    duties = SheetData(rows=({"职能": text}, {"职能": "-5"}))
    data = replace(data, sheets={**data.sheets, "主要职能": duties})
    assert lost_in_files(data, SPEC) == ()
    assert save_unit(data, tmp_path / "单位", SPEC) == ()
    with (tmp_path / "单位/主要职能.csv").open(encoding="utf-8", newline="") as file:
        _, (field,), (number,) = csv.reader(file)
    assert not field.startswith(("=", "@", "-", "＝")) and number == "-5"
    back, _ = load_unit(tmp_path / "单位", SPEC)
    assert back.sheet("主要职能").rows == duties.rows


@settings(max_examples=25, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(units(SPEC))
def test_any_unit_comes_back_and_gives_the_same_bytes(data: UnitData) -> None:
    wanted = settled(data, SPEC)
    with TemporaryDirectory() as name:
        folder = Path(name) / "某单位"
        assert save_unit(data, folder, SPEC) == ()
        back, _ = load_unit(folder, SPEC)
        assert differences(wanted, back, SPEC) == ()
        assert same(back, wanted)
        before = {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        assert save_unit(back, folder, SPEC) == ()
        assert {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


def unit(**rows: object) -> UnitData:
    """A unit with some rows of 支出明细."""
    blank = empty_unit(SPEC)
    sheet = SheetData(rows=tuple({"科目编码": code, "基本支出": amount} for code, amount in rows.items()))  # type: ignore[misc]
    return settled(replace(blank, sheets={**blank.sheets, "支出明细": sheet}), SPEC)


def test_values_that_files_cannot_hold_are_told() -> None:
    lost = lost_in_files(unit(**{"201x": Decimal(1), "2010301": Decimal("12345678901234567")}), SPEC)
    assert [(d.name, d.new) for d in lost] == [("支出明细.1.科目编码", None), ("支出明细.2.基本支出", None)]


def test_differences_have_names() -> None:
    old = unit(**{"2010301": Decimal("1.00"), "2010302": Decimal(2), "2010350": Decimal(3)})
    new = unit(**{"2010301": Decimal(1), "2010350": Decimal("3.01"), "2080505": Decimal(4)})
    told = [(d.name, d.old, d.new) for d in differences(old, new, SPEC)]
    assert told == [
        ("支出明细.2.科目编码", "2010302", None),
        ("支出明细.2.基本支出", Decimal(2), None),
        ("支出明细.2.基本支出", Decimal(3), Decimal("3.01")),
        ("支出明细.3.科目编码", None, "2080505"),
        ("支出明细.3.基本支出", None, Decimal(4)),
    ]
    assert differences(new, new, SPEC) == ()


def test_scorecards_of_a_blank_hand_out_go_by_their_projects() -> None:
    given_ = (
        ScorecardData("部门整体", True),
        ScorecardData("项目1", False, {"项目名称": "运维/一期"}),
        ScorecardData("项目2", False, {"项目名称": " "}),
        ScorecardData("项目3", False, {"项目名称": "运维_一期"}),
        ScorecardData("金融工作", False),
    )
    cards = settled(replace(empty_unit(SPEC), scorecards=given_), SPEC).scorecards
    assert [(c.name, c.facts["项目名称"]) for c in cards] == [
        ("运维_一期", "运维/一期"), ("运维_一期_2", "运维_一期"), ("金融工作", None),
    ]  # fmt: skip


def test_what_is_not_ours_stays(tmp_path: Path) -> None:
    folder = tmp_path / "某局"
    (folder / "自评").mkdir(parents=True)
    (folder / "附件").mkdir()
    for name in ("README.md", "自评/旧项目.csv", "自评/说明.txt", "附件/a.bin", "旧表.csv", "收入明细.csv"):
        (folder / name).write_text("旧", encoding="utf-8")
    assert save_unit(unit(), folder, SPEC, {"导入记录.json": b"{}"}) == ()
    left = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert {"README.md", "自评/说明.txt", "附件/a.bin", "旧表.csv", "导入记录.json"} <= left
    assert "自评/旧项目.csv" not in left
    assert "旧" not in (folder / "收入明细.csv").read_text("utf-8")
    assert [p.name for p in tmp_path.iterdir()] == ["某局"]


@pytest.mark.parametrize("step", ["_write", "_swap"])
def test_a_failure_leaves_the_old_folder(step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "某局"
    save_unit(unit(**{"2010301": Decimal(1)}), folder, SPEC)
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(replacing, step, fail)
    findings = save_unit(unit(**{"2010301": Decimal(2)}), folder, SPEC)
    assert [f.code for f in findings] == ["G101"]
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before
    assert [p.name for p in tmp_path.iterdir()] == ["某局"]


def gone() -> int:
    """The number of a process that is no more."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def left_by(process: int, folder: Path, ending: str = "new") -> Path:
    """A folder that this process left unfinished (new), or put aside (old)."""
    own = temporary_folder(folder, "某局")
    name = own.name.replace(f"-{os.getpid()}-", f"-{process}-").removesuffix("new") + ending
    made = own.rename(own.with_name(name))
    save_unit(unit(), made, SPEC)
    return made


def test_what_a_run_that_was_cut_off_left_is_cleared(tmp_path: Path) -> None:
    folder, dead = tmp_path / "某局", gone()
    living = left_by(os.getppid(), tmp_path)
    left_by(dead, tmp_path), left_by(dead, tmp_path, "old")
    assert find_units([tmp_path])[0] == ()
    clear_abandoned(tmp_path, again=True)
    assert {p.name for p in tmp_path.iterdir()} == {"某局", living.name}, "the old comes back, a living one's stays"
    left_by(dead, tmp_path, "old")
    clear_abandoned(tmp_path, again=True)
    assert {p.name for p in tmp_path.iterdir()} == {"某局", living.name}
    assert find_units([tmp_path])[0] == (folder,)


def test_a_linked_folder_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "别处", tmp_path / "某局"
    save_unit(unit(), real, SPEC)
    link.symlink_to(real)
    save_unit(unit(**{"2010301": Decimal(2)}), link, SPEC)
    assert link.is_symlink() and "2010301" in (real / "支出明细.csv").read_text("utf-8")
