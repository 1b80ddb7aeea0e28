"""Files of more than one year in one campaign, be it only a single one: each year is a matter of its own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from campaign.files import UNIT, Files, Remembered, put, retyped
from cli.run import workbook
from made import EXAMPLE, from_folder, the_spec
from workbook.bureau.chasing import chase
from workbook.bureau.collecting import Wishes, collect
from workbook.bureau.rolling import roll_up_campaign, roll_up_years
from workbook.bureau.standing import Standing
from workbook.bureau.tree import below
from workbook.campaign.units import Registered


def bring(tmp_path: Path, *units: Registered) -> None:
    wishes = Wishes(tmp_path / "data", units=units, year="2021", runner=Remembered())
    assert collect([tmp_path / "in"], tmp_path / "c", wishes).complete


@pytest.fixture(scope="module")
def of_2022(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The workbook that 乙局 has filled in for the next year."""
    folder = tmp_path_factory.mktemp("2022") / "data"
    shutil.copytree(EXAMPLE, folder)
    for name, old, new in (("单位.csv", "年度,2021", "年度,2022"), ("单位.csv", "hubei/2021", "hubei/2022")):
        (folder / name).write_text((folder / name).read_text("utf-8").replace(old, new), "utf-8")
    lines = (folder / "补充资料.csv").read_text("utf-8").splitlines(keepends=True)
    (folder / "补充资料.csv").write_text("".join(line for line in lines if "单价" not in line), "utf-8")
    path = from_folder(the_spec("hubei/2022"), folder, folder.parent / "made.xlsx").path
    return retyped(path.read_bytes(), {UNIT: "乙局"})


def test_each_year_is_rolled_up_by_itself(files: Files, of_2022: bytes, tmp_path: Path) -> None:
    put(tmp_path / "in", 甲局=files.accepted("甲局"), 乙局=of_2022)
    bring(tmp_path, Registered("甲局"), Registered("丙局"))
    rolled = roll_up_years(tmp_path / "c", tmp_path / "out")
    assert [(one.year, [unit.name for unit in one.units if unit.received]) for one in rolled] == [
        ("2021", ["甲局"]), ("2022", ["乙局"]),
    ]  # fmt: skip
    assert all(one.path is not None and one.path.is_file() for one in rolled)
    assert ["L126" in {f.code for f in one.findings} for one in rolled] == [True, False], "丙局 is missing in 2021 only"
    assert roll_up_campaign(tmp_path / "c", tmp_path / "one", year="2022").year == "2022"
    assert [f.code for f in roll_up_campaign(tmp_path / "c", tmp_path / "no", "甲局", "2022").findings] == ["L108"]
    done = workbook("export", "c", "-o", "out", "--roll-up", "--format", "json", cwd=tmp_path)
    assert len(json.loads(done.stdout)["workbooks"]) == 2, done.stderr
    done = workbook("export", "c", "-o", "out", "--below", "甲局", "--year", "2021", cwd=tmp_path)
    assert done.stdout.count(".xlsx") == 1, done.stderr
    assert workbook("export", "c", "-o", "out", "--year", "2021", cwd=tmp_path).returncode == 2


def test_a_single_file_of_another_year_renames_no_letter(of_2022: bytes, files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 甲局=files.rejected("甲局"))
    bring(tmp_path, Registered("丙局"))
    before = chase(tmp_path / "c", tmp_path / "letters").letters
    put(tmp_path / "in", 乙局=of_2022)
    bring(tmp_path, Registered("甲局", year="2020"), Registered("丙局", year="2022"))
    after = chase(tmp_path / "c", tmp_path / "letters")
    assert {one.folder.name for one in before} == {"丙局", "甲局"} and after.removed == 0
    assert {one.folder.name: one.kept for one in after.letters} == {
        "2020_甲局": False, "丙局": True, "甲局": True, "2022_丙局": False,
    }  # fmt: skip


def test_a_folder_of_letters_keeps_its_name(files: Files, tmp_path: Path) -> None:
    """Also where the campaign turns out to be one of another year, and where somebody else has named the folders."""
    put(tmp_path / "in", 甲局=files.rejected("甲局"))
    bring(tmp_path)
    assert [one.folder.name for one in chase(tmp_path / "c", tmp_path / "w").letters] == ["甲局"]
    bring(tmp_path, Registered("甲局", year="2022"), Registered("丙局", year="2022"))
    after = chase(tmp_path / "c", tmp_path / "w")
    assert {one.folder.name: (one.unit.year, one.kept) for one in after.letters} == {
        "甲局": ("2021", True), "甲局_2": ("2022", False), "丙局": ("2022", False),
    }  # fmt: skip
    folder, listed = tmp_path / "w", tmp_path / "w" / "清单.csv"
    (folder / "丙局").rename(folder / "2022_丙局")
    listed.write_text(listed.read_text("utf-8-sig").replace(",丙局/", ",2022_丙局/"), "utf-8-sig")
    again = chase(tmp_path / "c", folder)
    assert {one.folder.name: one.kept for one in again.letters} == {"甲局": True, "甲局_2": True, "2022_丙局": True}
    assert again.removed == 0


def test_units_stand_below_others_of_their_year() -> None:
    units = [
        Standing("2021", "总局", "accepted"), Standing("2021", "甲局", "accepted", parent="总局"),
        Standing("2021", "乙局", "accepted"), Standing("2022", "乙局", "accepted", parent="甲局"),
    ]  # fmt: skip
    assert [(unit.year, unit.unit) for unit in below(units, "总局")] == [("2021", "总局"), ("2021", "甲局")]
    assert [(unit.year, unit.unit) for unit in below(units, "甲局")] == [("2021", "甲局"), ("2022", "乙局")]
