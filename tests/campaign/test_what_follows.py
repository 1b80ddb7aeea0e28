"""One thing after another, as it goes in a bureau: corrections, registers, folders, decisions that follow on others."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from campaign.files import Files, Remembered, put
from cli.run import workbook
from workbook.bureau.chasing import chase
from workbook.bureau.collecting import Collected, Wishes, collect
from workbook.bureau.deciding import conflicts, decide
from workbook.bureau.keeping import keep_data
from workbook.bureau.letters import concerns, letter_text
from workbook.bureau.rolling import roll_up_campaign
from workbook.bureau.standing import Overview, overview
from workbook.campaign.entering import enter
from workbook.campaign.ledger import open_ledger
from workbook.campaign.model import Verdict
from workbook.campaign.units import Registered

CODE = "420100001"
OWNER, OTHER = Registered("第十二局", CODE), Registered("甲局", "002")


def bring(tmp_path: Path, *units: Registered, data: str = "data", inbox: str = "in") -> Collected:
    wishes = Wishes(tmp_path / data, units=units, year="2021", runner=Remembered())
    return collect([tmp_path / inbox], tmp_path / "c", wishes)


def states(tmp_path: Path) -> dict[str, str]:
    return {unit.unit: unit.state for unit in overview(tmp_path / "c").units}


def asked(state: Overview) -> list[str]:
    """Units that are asked whose a file is."""
    return [unit.unit for unit in state.units if concerns(unit)]


def form(tmp_path: Path, folder: str, data: str = "data") -> str:
    return (tmp_path / data / "2021" / folder / "单位.csv").read_text("utf-8")


def edit(tmp_path: Path, folder: str, before: str, after: str) -> None:
    text = form(tmp_path, folder)
    assert before in text
    (tmp_path / "data" / "2021" / folder / "单位.csv").write_text(text.replace(before, after), "utf-8")


# ---- whose a file is


@pytest.fixture
def twofold(files: Files, tmp_path: Path) -> Path:
    """甲局's file has the code of another unit."""
    put(tmp_path / "in", 甲=files.accepted("甲局", code=CODE))
    assert bring(tmp_path, OWNER, OTHER).counts["conflicts"] == 1
    assert asked(overview(tmp_path / "c")) == ["甲局", "第十二局"]
    return tmp_path


def test_who_has_sent_a_right_one_since_is_asked_no_more(twofold: Path, files: Files) -> None:
    put(twofold / "in", 甲2=files.accepted("甲局", code="002"))
    assert bring(twofold).counts["conflicts"] == 1
    assert asked(overview(twofold / "c")) == ["第十二局"]
    put(twofold / "in", 十二=files.accepted("第十二局", code=CODE))
    assert bring(twofold).counts["conflicts"] == 0, "neither waits for that file any more"
    assert set(states(twofold).values()) == {"accepted"} and not overview(twofold / "c").strays


def test_a_corrected_register_answers_the_question(twofold: Path) -> None:
    assert bring(twofold, Registered("第十二局", "777"), Registered("甲局", CODE)).counts["conflicts"] == 0
    assert states(twofold) == {"甲局": "accepted", "第十二局": "not issued"}


def test_an_answered_file_does_not_take_the_place_of_a_newer_one(twofold: Path, files: Files) -> None:
    put(twofold / "in", 甲2=files.accepted("甲局", code="002", phone="000-11111111"))
    bring(twofold)
    bring(twofold, Registered("第十二局", "777"))
    assert "000-11111111" in form(twofold, "甲局") and conflicts(twofold / "c") == ((), ())


def test_a_file_is_set_aside(twofold: Path) -> None:
    assert [f.code for f in decide(twofold / "c", "不是", aside=True).findings] == ["L109"]
    done = workbook("decide", twofold / "c", "--set-aside", "甲.xlsx")
    assert done.returncode == 0 and done.stdout.startswith("搁置：")
    state = overview(twofold / "c")
    assert asked(state) == [] and not state.disputes and not state.strays
    assert bring(twofold).counts["conflicts"] == 0
    assert decide(twofold / "c", "甲.xlsx", aside=True).findings == (), "as when it was cut off"


def test_only_what_somebody_is_asked_for_is_set_aside(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 甲=files.accepted("甲局"))
    bring(tmp_path)
    assert [f.code for f in decide(tmp_path / "c", "甲", aside=True).findings] == ["L118"]


def test_what_waits_is_listed_for_each_that_it_concerns(twofold: Path) -> None:
    for unit in ("甲局", "甲 局", "002", "第十二局", CODE):
        assert len(conflicts(twofold / "c", unit)[0]) == 1, unit
    assert conflicts(twofold / "c", "丙局") == conflicts(twofold / "c", "", "2022") == ((), ())
    assert "甲局" in workbook("decide", twofold / "c", CODE).stdout
    (told,) = decide(twofold / "c", "甲.xlsx").findings
    assert told.code == "L115" and "第十二局" in told.facts["nearest"]


def test_nothing_waits_for_a_unit_but_nobody_has_a_mistyped_name(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 甲=files.accepted("甲局"))
    bring(tmp_path, OTHER)
    nothing, nobody = workbook("decide", tmp_path / "c", "甲 局"), workbook("decide", tmp_path / "c", "甲居")
    assert (nothing.returncode, nothing.stdout) == (0, "没有要裁定的\n")
    assert (nobody.returncode, nobody.stdout) == (2, "") and "L108" in nobody.stderr and "“甲局”" in nobody.stderr


@pytest.mark.parametrize("names", [("1", "2"), ("2", "1")])
def test_the_order_of_the_files_decides_nothing(files: Files, tmp_path: Path, names: tuple[str, str]) -> None:
    stranger = files.accepted("城北档案馆", code="000000"), files.accepted("城北档案馆", code=CODE)
    put(tmp_path / "in", **dict(zip(names, stranger, strict=True)))
    bring(tmp_path, OWNER)
    (dispute,) = overview(tmp_path / "c").disputes
    assert dispute.kind == "identity" and states(tmp_path)["城北档案馆"] == "accepted"


def test_a_strangers_data_do_not_keep_the_code_of_another(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 馆=files.accepted("城北档案馆", code=CODE))
    bring(tmp_path, OWNER)
    assert decide(tmp_path / "c", "馆", unit="城北档案馆").findings == ()
    assert CODE not in form(tmp_path, "城北档案馆")
    put(tmp_path / "in", 馆2=files.accepted("城北档案馆", code=CODE, phone="000-11111111"))
    assert bring(tmp_path).counts["conflicts"] == 0, "that was decided before"


def test_a_code_that_the_register_gives_to_another_later_makes_no_conflict_of_data(
    files: Files, tmp_path: Path
) -> None:
    put(tmp_path / "in", 甲=files.accepted("甲局", code="777"))
    bring(tmp_path, OTHER)
    put(tmp_path / "in", 甲2=files.accepted("甲局", code="002", phone="000-11111111"))
    assert bring(tmp_path, Registered("第十二局", "777")).counts["conflicts"] == 0
    assert "000-11111111" in form(tmp_path, "甲局")


def test_a_register_with_fewer_columns_takes_nothing_away(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 乙=files.accepted("乙局"))
    bring(tmp_path, Registered("甲局", "002", "总局", contact="张"))
    bring(tmp_path, Registered("甲局"))
    (unit,) = (unit for unit in overview(tmp_path / "c").units if unit.unit == "甲局")
    assert (unit.code, unit.parent, unit.contact) == ("002", "总局", "张")


def test_a_letter_takes_no_marks_from_what_others_wrote(files: Files, tmp_path: Path) -> None:
    name = "馆&#10;[甲](http://x) *乙*"
    put(tmp_path / "in", 馆=files.accepted(name, code=CODE))
    bring(tmp_path, OWNER)
    (unit,) = (unit for unit in overview(tmp_path / "c").units if unit.unit == OWNER.name)
    assert r"\[甲\](http://x) \*乙\*" in letter_text(unit, "zh")
    assert "[甲](http://x) *乙*" in letter_text(unit, "zh", plain=True)


# ---- which unit is meant


def test_a_file_counts_for_its_own_year_and_for_nobody_who_does_not_exist(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 局=files.of_two_minds("甲局", "第二局"))
    bring(tmp_path, Registered("甲局", "001", year="2022"), Registered("乙局", "001"))
    c = tmp_path / "c"
    assert [f.code for f in decide(c, "局", unit="甲居", reason="试").findings] == ["L108"]
    assert [f.code for f in decide(c, "局", unit="甲局", year="2022", reason="试").findings] == ["L109"]
    done = decide(c, "局", unit="甲局", reason="填错")
    assert (done.unit, done.year, done.findings) == ("甲局", "2021", ())
    assert not (tmp_path / "data" / "2022").exists()


def test_several_units_are_told_as_such(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 局=files.accepted("甲局"))
    bring(tmp_path, Registered("甲局", "001"), Registered("甲局", "001", year="2022"))
    told = workbook("status", tmp_path / "c", "甲局")
    assert told.returncode == 2 and "L117" in told.stderr and "2021 甲局、2022 甲局" in told.stderr
    assert workbook("status", tmp_path / "c", "甲局", "--year", "2021").returncode == 0
    assert workbook("status", tmp_path / "c", "--year", "2021").returncode == 2


def test_what_a_person_said_of_an_unreadable_file_stays_when_it_is_tried_again(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", **{"不明.pdf": b"%PDF-1.7 "})
    bring(tmp_path, Registered("甲局"))
    assert decide(tmp_path / "c", "不明", unit="甲局").assigned
    with open_ledger(tmp_path / "c") as ledger:
        seq = ledger.one("SELECT seq FROM submissions")
        with ledger.transaction():
            ledger.write("UPDATE submissions SET verdict=''")
        enter(ledger, seq, 1, Verdict("unreadable", ()))
    assert states(tmp_path) == {"甲局": "unreadable"}


def test_a_file_that_comes_again_with_a_telling_name_is_placed(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", **{"扫描件.pdf": b"%PDF-1.7 "})
    bring(tmp_path, Registered("甲局"))
    assert states(tmp_path) == {"甲局": "not issued"}
    put(tmp_path / "in", **{"甲局决算.pdf": b"%PDF-1.7 "})
    bring(tmp_path)
    assert states(tmp_path) == {"甲局": "unreadable"}


# ---- the data folder


@pytest.fixture
def edited(files: Files, tmp_path: Path) -> Path:
    """Data changed by hand, and a newer file."""
    put(tmp_path / "in", 甲=files.accepted("甲局"))
    bring(tmp_path)
    edit(tmp_path, "甲局", "000-00000000", "手工")
    put(tmp_path / "in", 甲2=files.accepted("甲局", phone="000-11111111"))
    assert bring(tmp_path).counts["conflicts"] == 1
    return tmp_path


def test_the_newest_file_is_the_one_to_decide_about(edited: Path, files: Files) -> None:
    put(edited / "in", 甲3=files.accepted("甲局", phone="000-22222222"))
    bring(edited)
    ((conflict,), _) = conflicts(edited / "c")
    assert [one.names for one in conflict.candidates] == [("甲3.xlsx",)] and conflict.candidates[0].current
    assert decide(edited / "c", "甲3").findings == () and "000-22222222" in form(edited, "甲局")


def test_data_that_say_they_are_anothers_are_not_kept_as_this_units(edited: Path, files: Files) -> None:
    put(edited / "in", 乙=files.accepted("乙局"))
    bring(edited)
    before = form(edited, "乙局")
    edit(edited, "甲局", "单位名称,甲局", "单位名称,乙局")
    assert [f.code for f in keep_data(edited / "c", "甲局").findings] == ["L119"]
    assert form(edited, "乙局") == before and len(conflicts(edited / "c")[0]) == 1
    edit(edited, "甲局", "单位名称,乙局", "单位名称,甲局")
    assert keep_data(edited / "c", "甲局").findings == ()


def test_a_decision_holds_for_the_folder_that_it_was_made_for(edited: Path) -> None:
    assert decide(edited / "c", "甲2").findings == ()
    shutil.copytree(edited / "data", edited / "other")
    other = edited / "other/2021/甲局/单位.csv"
    other.write_text(other.read_text("utf-8").replace("000-11111111", "别人的"), "utf-8")
    assert bring(edited, data="other").counts["conflicts"] == 1
    assert "别人的" in form(edited, "甲局", "other")


def test_the_campaigns_own_folder_follows_a_decision_that_went_elsewhere(edited: Path) -> None:
    done = decide(edited / "c", "甲2", data=edited / "elsewhere")
    assert done.findings == () and "000-11111111" in form(edited, "甲局", "elsewhere")
    assert bring(edited).counts["conflicts"] == 0 and "000-11111111" in form(edited, "甲局")


def test_a_folder_may_be_called_otherwise(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 甲=files.accepted("甲局"))
    bring(tmp_path)
    (tmp_path / "data/2021/甲局").rename(tmp_path / "data/2021/01甲局")
    assert bring(tmp_path).counts["conflicts"] == 0
    edit(tmp_path, "01甲局", "单位名称,甲局", "单位名称,甲 局")
    put(tmp_path / "in", 甲2=files.accepted("甲局", phone="000-11111111"))
    assert bring(tmp_path).counts["conflicts"] == 1, "changed by hand, in the folder that is the unit's"
    assert [path.name for path in (tmp_path / "data/2021").iterdir()] == ["01甲局"]


def test_a_roll_up_adds_what_counts_and_says_what_was_changed(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 甲=files.accepted("甲局"))
    bring(tmp_path)
    edit(tmp_path, "甲局", "000-00000000", "手工")
    rolled = roll_up_campaign(tmp_path / "c", tmp_path / "out")
    assert rolled.path is not None and "L129" in [f.code for f in rolled.findings]
    with open_ledger(tmp_path / "c") as ledger, ledger.transaction():
        ledger.write("UPDATE units SET published=NULL")
    (told,) = roll_up_campaign(tmp_path / "c", tmp_path / "no").findings
    assert told.code == "L128" and not (tmp_path / "no").exists()


def test_letters_leave_other_peoples_folders_alone(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 甲=files.rejected("甲局"))
    bring(tmp_path)
    put(tmp_path / "w" / "已批注", 乙局_批注=b"mine")
    assert chase(tmp_path / "c", tmp_path / "w").removed == 0
    assert (tmp_path / "w" / "已批注" / "乙局_批注.xlsx").is_file()


def test_options_that_do_not_go_together_are_refused(tmp_path: Path) -> None:
    for options in (
        ("decide", "c", "--choose", "a", "--keep-data"),
        ("decide", "c", "--keep-data"),
        ("decide", "c", "甲", "--data", "d"),
        ("decide", "c", "--reason", "因为"),
        ("decide", "c", "甲", "--set-aside", "a"),
        ("collect", "in", "--to", "c", "--year", "2021"),
        ("collect", "in", "--to", "c", "--jobs", "2", "--scheduler", "tcp://localhost:1"),
        ("chase", "c", "-o", "w", "--jobs", "2", "--scheduler", "tcp://localhost:1"),
    ):
        assert workbook(*options, cwd=tmp_path).returncode == 2, options
    assert not list(tmp_path.iterdir())


def test_a_campaign_that_is_not_there_is_told_and_not_begun(tmp_path: Path) -> None:
    assert [f.code for f in decide(tmp_path / "没有", "甲").findings] == ["L101"]
    assert not list(tmp_path.iterdir())


def test_whose_a_code_is_can_be_looked_up_also_in_an_older_ledger(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 甲=files.accepted("甲局"))
    bring(tmp_path, OWNER)
    with open_ledger(tmp_path / "c") as ledger:
        ledger.write("DROP INDEX units_of_code")
    bring(tmp_path)
    with open_ledger(tmp_path / "c") as ledger:
        (plan,) = ledger.rows("EXPLAIN QUERY PLAN SELECT name FROM units WHERE year='2021' AND code='1' AND key<>'a'")
        assert "units_of_code" in plan["detail"]
