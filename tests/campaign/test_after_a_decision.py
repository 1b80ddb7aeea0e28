"""Whatever a person decides: after it the status, the data folder, a roll-up and an export say the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaign.files import Files, GivesUp, Remembered, put
from cli.run import workbook
from workbook.bureau.collecting import Collected, Wishes, collect
from workbook.bureau.deciding import conflicts, decide
from workbook.bureau.exporting import export
from workbook.bureau.keeping import keep_data
from workbook.bureau.rolling import EVERY, roll_up_campaign
from workbook.bureau.standing import overview
from workbook.campaign.units import Registered
from workbook.finding import Level, render

HAND = "手工改过"


def bring(tmp_path: Path, units: tuple[Registered, ...] = ()) -> Collected:
    wishes = Wishes(tmp_path / "data", units=units, year="2021", runner=Remembered())
    return collect([tmp_path / "in"], tmp_path / "c", wishes)


def refused(tmp_path: Path) -> list[str]:
    """What an export and a roll-up of everything refuse."""
    rolled = roll_up_campaign(tmp_path / "c", tmp_path / "out")
    findings = (*export(tmp_path / "c", tmp_path / "out").findings, *rolled.findings)
    assert rolled.path is not None
    return [f.code for f in findings if f.level >= Level.ERROR and f.code != "U202"]


def exported(tmp_path: Path, sql: str) -> list[tuple[object, ...]]:
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect() as db:
        db.execute(f"SET file_search_path='{tmp_path / 'out'}'")
        db.execute((tmp_path / "out/views.sql").read_text("utf-8"))
        return list(db.execute(sql).fetchall())


def test_a_file_of_two_minds_becomes_the_chosen_units_own(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 局=files.of_two_minds("某市总局", "第二局"), 二=files.accepted("第二局"))
    bring(tmp_path)
    assert decide(tmp_path / "c", "局.xlsx", unit="某市总局", year="2021", reason="名称填错").findings == ()
    form = (tmp_path / "data/2021/某市总局/单位.csv").read_text("utf-8")
    assert "单位名称,某市总局" in form and "第二局" not in form
    assert refused(tmp_path) == []
    assert bring(tmp_path).counts["conflicts"] == 0, "what was published is known again"


@pytest.fixture
def edited(files: Files, tmp_path: Path) -> Path:
    """Somebody has changed the data of a unit by hand, and a newer file comes."""
    put(tmp_path / "in", 甲局=files.accepted("甲局"))
    bring(tmp_path)
    form = tmp_path / "data/2021/甲局/单位.csv"
    form.write_text(form.read_text("utf-8").replace("000-00000000", HAND), "utf-8")
    put(tmp_path / "in", 甲局=files.accepted("甲局", phone="000-11111111"))
    assert bring(tmp_path).counts["conflicts"] == 1
    return tmp_path


def test_other_data_in_the_folder_are_shown_beside_the_file(edited: Path) -> None:
    (conflict,), _ = conflicts(edited / "c")
    assert conflict.candidates[0].changed == (("单位信息.咨询电话.值", HAND, "000-11111111"),)
    told = workbook("decide", edited / "c").stdout
    assert f"单位信息.咨询电话.值  {HAND} → 000-11111111" in told and "--keep-data" in told


def test_names_of_one_file_stand_beside_each_other_as_the_language_has_it(files: Files, tmp_path: Path) -> None:
    two = files.of_two_minds("丙局", "丁局")
    put(tmp_path / "in", 换=two, 换二=two, 图一=b"%PDF-1.7 ", 图二=b"%PDF-1.7 ")
    bring(tmp_path)
    for lang, names in (
        ("zh", ("换.xlsx、换二.xlsx", "图一.xlsx、图二.xlsx")),
        ("en", ("换.xlsx, 换二.xlsx", "图一.xlsx, 图二.xlsx")),
    ):
        status, decide_ = (workbook(verb, tmp_path / "c", "--lang", lang).stdout for verb in ("status", "decide"))
        assert names[0] in status and names[1] in status and names[0] in decide_


def test_what_lies_in_the_folder_may_count(edited: Path) -> None:
    done = keep_data(edited / "c", "甲局")
    assert done.findings == () and conflicts(edited / "c") == ((), ())
    (unit,) = overview(edited / "c").units
    assert (unit.state, unit.sha256) == ("accepted", done.chosen)
    assert HAND in (edited / "data/2021/甲局/单位.csv").read_text("utf-8")
    assert refused(edited) == []
    assert exported(edited, "SELECT text FROM cell_values WHERE name='单位信息.咨询电话.值'") == [(HAND,)]
    assert [f.code for f in keep_data(edited / "c", "甲局").findings] == ["L116"]
    assert [f.code for f in keep_data(edited / "c", "乙局").findings] == ["L108"]


def test_files_of_a_collecting_that_was_cut_off_are_not_judged_on_the_way(edited: Path, files: Files) -> None:
    """They may be hostile, and only the command that collected them knows their template and limits."""
    put(edited / "late", 乙局=files.accepted("乙局"))
    late = collect([edited / "late"], edited / "c", Wishes(edited / "data", runner=GivesUp(0)))
    assert not late.complete and late.counts["waiting"] == 1
    (told,) = keep_data(edited / "c", "甲局").findings
    assert told.code == "L132" and "还有 1 个收来的文件没有核对" in render(told)
    assert overview(edited / "c").files["waiting"] == 1 and len(conflicts(edited / "c")[0]) == 1
    bring(edited)
    assert keep_data(edited / "c", "甲局").findings == () and overview(edited / "c").files["waiting"] == 0


def test_an_export_counts_the_units_that_the_status_counts(edited: Path, files: Files) -> None:
    put(edited / "in", 乙局=files.accepted("乙局"))
    bring(edited)
    assert overview(edited / "c").counts["accepted"] == 1
    result = export(edited / "c", edited / "out")
    assert (result.units, [f.code for f in result.findings]) == (1, ["L125"])
    assert exported(edited, "SELECT unit FROM units") == [("乙局",)]


def test_an_export_names_all_units_that_the_status_calls_to_be_decided(files: Files, tmp_path: Path) -> None:
    """Also those of which nothing is there but a file of two minds."""
    put(tmp_path / "in", 甲局=files.accepted("甲局"), 换=files.of_two_minds("丙局", "丁局"))
    bring(tmp_path, units=(Registered("甲局"), Registered("丙局"), Registered("丁局")))
    waiting = [unit.unit for unit in overview(tmp_path / "c").units if unit.state == "conflict"]
    (told,) = export(tmp_path / "c", tmp_path / "out").findings
    assert (told.code, told.facts["count"], str(told.facts["item"]).split("、")) == ("L125", "2", waiting)
    assert sorted(waiting) == ["丁局", "丙局"]


def test_the_unit_of_money_is_that_of_the_workbook(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 甲局=files.accepted("甲局"))
    bring(tmp_path, units=(Registered("甲局", money_unit="万元"),))
    export(tmp_path / "c", tmp_path / "out")
    assert exported(tmp_path, "SELECT DISTINCT money_unit FROM accounts") == [("元",)]


def test_a_roll_up_names_who_is_missing_and_has_a_name(files: Files, tmp_path: Path) -> None:
    units = (
        Registered("总局", "1"),
        Registered("甲 局", "2", "1"),
        Registered("乙局", "3", "1"),
        Registered("丙局", "4"),
    )
    put(tmp_path / "in", 甲局=files.accepted("甲局"))
    bring(tmp_path, units=units)
    rolled = roll_up_campaign(tmp_path / "c", tmp_path / "out")
    assert rolled.path == tmp_path / "out" / f"2021_{EVERY}.xlsx"
    missing = [f for f in rolled.findings if f.code == "L126"]
    assert len(missing) == 1 and "总局、乙局、丙局" in render(missing[0])
    assert {f.code for f in rolled.findings} & {"U205", "U206"} == set()
    assert next((u.name, u.received) for u in rolled.units) == ("甲局", True)
    assert roll_up_campaign(tmp_path / "c", tmp_path / "out", "1").path == tmp_path / "out" / "2021_总局.xlsx"
    (nobody,) = roll_up_campaign(tmp_path / "c", tmp_path / "out", "丙局").findings
    assert nobody.code == "L127" and "“丙局”" in render(nobody)
    (nobody,) = roll_up_campaign(tmp_path / "c", tmp_path / "out", "丁局").findings
    assert nobody.code == "L108"


def test_data_that_are_gone_are_told_with_what_brings_them_back(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 甲局=files.accepted("甲局"))
    bring(tmp_path)
    (tmp_path / "data").rename(tmp_path / "away")
    (gone,) = roll_up_campaign(tmp_path / "c", tmp_path / "out").findings
    assert gone.code == "L128" and "甲局" in render(gone) and "workbook collect" in render(gone)
    bring(tmp_path)
    assert refused(tmp_path) == []


def test_who_is_not_in_the_register_is_named(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 甲局=files.accepted("甲局"), 馆=files.accepted("城北档案馆"))
    bring(tmp_path)
    assert "名册里没有" not in workbook("status", tmp_path / "c").stdout, "there is none"
    bring(tmp_path, units=(Registered("甲局"),))
    assert "名册里没有的单位 1：城北档案馆" in workbook("status", tmp_path / "c").stdout


def test_nobodys_file_without_data_is_given_to_a_unit(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 不明=b"%PDF-1.7 ")
    bring(tmp_path, units=(Registered("甲局"),))
    done = workbook("decide", tmp_path / "c", "甲局", "--choose", "不明")
    assert done.returncode == 0 and "甲局：是它的文件" in done.stdout
    assert [(unit.unit, unit.state) for unit in overview(tmp_path / "c").units] == [("甲局", "unreadable")]
    assert [f.code for f in decide(tmp_path / "c", "不明", unit="甲局").findings] == ["L113"]
