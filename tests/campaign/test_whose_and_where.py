"""Whose a file is and where its data go: nothing is taken for a unit's by a code alone, nothing is scattered."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaign.files import Files, Remembered, on_disk, put
from workbook.bureau.collecting import Collected, Wishes, collect
from workbook.bureau.deciding import decide
from workbook.bureau.disputes import Dispute
from workbook.bureau.keeping import keep_data
from workbook.bureau.letters import letter_text
from workbook.bureau.standing import Overview, overview
from workbook.campaign.units import Registered

CODE = "420100001"


def bring(tmp_path: Path, *, data: Path | None = None, units: tuple[Registered, ...] = ()) -> Collected:
    wishes = Wishes(data, units=units, year="2021", runner=Remembered())
    return collect([tmp_path / "in"], tmp_path / "c", wishes)


def states(state: Overview) -> dict[str, str]:
    return {unit.unit: unit.state for unit in state.units}


def test_a_strangers_file_with_a_registered_units_code_waits_for_a_person(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 馆=files.accepted("城北档案馆", code=CODE))
    bring(tmp_path, data=tmp_path / "data", units=(Registered("第十二局", CODE), Registered("甲局", "002")))
    state = overview(tmp_path / "c")
    assert states(state) == {"第十二局": "conflict", "甲局": "not issued"} and not (tmp_path / "data").exists()
    (dispute,) = state.disputes
    assert dispute.told("zh") == f"“城北档案馆”的工作簿，填的单位编码 {CODE} 却是“第十二局”的"
    letter = letter_text(next(unit for unit in state.units if unit.unit == "第十二局"), "zh")
    assert f"单位编码 {CODE} 却是贵单位的" in letter and "告诉我们这一份是谁的" in letter


def test_a_registered_units_file_with_anothers_code_waits_for_a_person(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 甲=files.accepted("甲局", code=CODE))
    bring(tmp_path, data=tmp_path / "data", units=(Registered("第十二局", CODE), Registered("甲局", "002")))
    state = overview(tmp_path / "c")
    assert set(states(state).values()) == {"conflict"} and not (tmp_path / "data").exists()
    letters = {unit.unit: letter_text(unit, "zh") for unit in state.units}
    assert f"单位编码 {CODE} 却是“第十二局”的" in letters["甲局"]
    assert "请把“单位编码”改为贵单位的编码" in letters["甲局"]
    assert f"单位编码 {CODE} 却是贵单位的" in letters["第十二局"]
    assert decide(tmp_path / "c", "甲", unit="甲局", year="2021").unit == "甲局"
    assert states(overview(tmp_path / "c")) == {"第十二局": "not issued", "甲局": "accepted"}
    assert "单位编码,002" in (tmp_path / "data" / "2021" / "甲局" / "单位.csv").read_text("utf-8")


@pytest.mark.parametrize("code", [CODE, "002", "777"])
def test_a_code_that_is_its_own_too_or_nobodys_contradicts_nothing(files: Files, tmp_path: Path, code: str) -> None:
    put(tmp_path / "in", 甲=files.accepted("甲局", code=code))
    both = Registered("甲局", CODE if code == CODE else "002")
    bring(tmp_path, data=tmp_path / "data", units=(Registered("第十二局", CODE), both))
    assert states(overview(tmp_path / "c")) == {"第十二局": "not issued", "甲局": "accepted"}


@pytest.mark.parametrize("whose", ["第十二局", "城北档案馆"])
def test_who_decides_whose_it_is(files: Files, tmp_path: Path, whose: str) -> None:
    put(tmp_path / "in", 馆=files.accepted("城北档案馆", code=CODE))
    bring(tmp_path, data=tmp_path / "data", units=(Registered("第十二局", CODE),))
    assert decide(tmp_path / "c", "馆", unit=whose, year="2021").unit == whose
    state = overview(tmp_path / "c")
    assert states(state)[whose] == "accepted" and not state.disputes
    assert [path.name for path in (tmp_path / "data" / "2021").iterdir()] == [whose]


def test_where_data_go_is_remembered_and_not_asked_of_the_working_directory(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("here", "else"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / "here")
    put(tmp_path / "in", 甲局=files.accepted("甲局"))
    bring(tmp_path)
    monkeypatch.chdir(tmp_path / "else")
    put(tmp_path / "in", 乙局=files.accepted("乙局"))
    assert bring(tmp_path).findings == ()
    assert sorted(path.name for path in (tmp_path / "here" / "data" / "2021").iterdir()) == ["乙局", "甲局"]
    assert list((tmp_path / "else").iterdir()) == []


def test_another_data_folder_gets_all_that_was_accepted_before_and_says_so(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 甲局=files.accepted("甲局"))
    bring(tmp_path, data=tmp_path / "data")
    put(tmp_path / "in", 乙局=files.accepted("乙局"))
    result = bring(tmp_path, data=tmp_path / "new")
    assert [f.code for f in result.findings] == ["L124"]
    assert sorted(path.name for path in (tmp_path / "new" / "2021").iterdir()) == ["乙局", "甲局"]
    assert bring(tmp_path, data=tmp_path / "new").findings == ()


def test_data_that_were_taken_away_are_put_back(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 甲局=files.accepted("甲局"))
    bring(tmp_path, data=tmp_path / "data")
    before = on_disk(tmp_path / "data")
    (tmp_path / "data").rename(tmp_path / "away")
    bring(tmp_path)
    assert on_disk(tmp_path / "data") == before


def test_only_the_units_own_file_was_taken_away(files: Files, tmp_path: Path) -> None:
    """Where the others are as they were written, it is put back; where somebody has typed into them, nobody knows."""
    put(tmp_path / "in", 甲局=files.accepted("甲局"))
    bring(tmp_path, data=tmp_path / "data")
    before, folder = on_disk(tmp_path / "data"), tmp_path / "data/2021/甲局"
    (folder / "单位.csv").unlink()
    assert bring(tmp_path).counts["conflicts"] == 0
    assert on_disk(tmp_path / "data") == before
    (folder / "单位.csv").unlink()
    (folder / "主要职能.csv").write_text("职能\n手工改过\n", "utf-8")
    assert bring(tmp_path).counts["conflicts"] == 1
    assert "手工改过" in (folder / "主要职能.csv").read_text("utf-8") and not (folder / "单位.csv").exists()
    (finding,) = keep_data(tmp_path / "c", "甲局", reason="已核对").findings
    assert (finding.code, finding.facts["reason"]) == ("D117", "@unit_file")


def test_data_typed_beforehand_without_the_units_own_file_wait_for_a_person(files: Files, tmp_path: Path) -> None:
    typed = tmp_path / "data/2021/甲局/支出明细.csv"
    typed.parent.mkdir(parents=True)
    typed.write_text("科目编码,资金来源,基本支出,项目支出\n2010301,一般公共预算,77,\n", "utf-8")
    put(tmp_path / "in", 甲局=files.accepted("甲局"))
    assert bring(tmp_path, data=tmp_path / "data").counts["conflicts"] == 1
    assert ",77," in typed.read_text("utf-8")
    assert decide(tmp_path / "c", "甲局.xlsx", unit="甲局").findings == ()
    assert ",77," not in typed.read_text("utf-8")


def test_a_file_that_nobody_could_place_is_placed_when_the_register_comes(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", **{"第九局.xlsx": b"%PDF-1.7 "})
    bring(tmp_path)
    assert len(overview(tmp_path / "c").strays) == 1
    bring(tmp_path, units=(Registered("第九局"),))
    state = overview(tmp_path / "c")
    assert states(state) == {"第九局": "unreadable"} and not state.strays


def test_both_names_and_the_owner_of_the_code_are_concerned() -> None:
    dispute = Dispute("identity", "2021", "", (), {"made_for": "", "typed": "乙", "code": "1", "owner": "甲"})
    assert dispute.parties == ("乙", "甲")
