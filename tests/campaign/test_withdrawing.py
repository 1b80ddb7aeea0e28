"""A person takes a file away from a unit: it came in a wrong name, or was put down to the wrong unit by its own. It is
nobody's then, or at once another unit's.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from campaign.files import UNIT, Files, Remembered, put, retyped
from cli.run import EXAMPLE, workbook
from workbook.api.generate import generate
from workbook.api.roll_forward import roll_forward
from workbook.bureau.chasing import chase
from workbook.bureau.collecting import Collected, Wishes, collect
from workbook.bureau.deciding import conflicts, decide
from workbook.bureau.standing import overview
from workbook.campaign.units import Registered

FIRST, SECOND, THIRD = "000-11111111", "000-22222222", "000-33333333"


def bring(tmp_path: Path, *units: Registered) -> Collected:
    wishes = Wishes(tmp_path / "data", units=units, year="2021", runner=Remembered())
    return collect([tmp_path / "in"], tmp_path / "c", wishes)


def states(tmp_path: Path) -> dict[str, str]:
    return {unit.unit: unit.state for unit in overview(tmp_path / "c").units}


def folders(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "data/2021").iterdir())


@pytest.fixture
def mistyped(files: Files, tmp_path: Path) -> Path:
    """Sent with a mistyped name first, then again with the right one."""
    put(tmp_path / "in", 错=files.accepted("甲居"))
    bring(tmp_path, Registered("甲局"))
    put(tmp_path / "in", 对=files.accepted("甲局"))
    bring(tmp_path)
    assert states(tmp_path) == {"甲局": "accepted", "甲居": "accepted"}
    return tmp_path


def test_a_unit_that_does_not_exist_is_gone_with_its_only_file(mistyped: Path) -> None:
    done = workbook("decide", mistyped / "c", "甲居", "--set-aside", "错.xlsx", "--reason", "名称填错")
    assert done.returncode == 0 and done.stdout.startswith("搁置："), done.stderr
    assert states(mistyped) == {"甲局": "accepted"} and folders(mistyped) == ["甲局"]
    assert not overview(mistyped / "c").strays
    bring(mistyped)
    assert states(mistyped) == {"甲局": "accepted"}, "the same file in the inbox does not come back"
    again = decide(mistyped / "c", "错.xlsx", unit="甲居", reason="名称填错", aside=True)
    assert again.findings == (), "as when it was cut off"


def test_a_file_that_was_taken_away_is_given_to_the_right_unit(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 错=files.accepted("甲居"))
    bring(tmp_path, Registered("甲局"))
    decide(tmp_path / "c", "错", unit="甲居", reason="名称填错", aside=True)
    assert decide(tmp_path / "c", "错", unit="甲局").findings == ()
    assert states(tmp_path) == {"甲局": "accepted"} and folders(tmp_path) == ["甲局"]
    assert "单位名称,甲局" in (tmp_path / "data/2021/甲局/单位.csv").read_text("utf-8")


def test_data_that_somebody_changed_are_left_and_told(mistyped: Path) -> None:
    form = mistyped / "data/2021/甲居/单位.csv"
    form.write_text(form.read_text("utf-8").replace("000-00000000", "手工"), "utf-8")
    done = decide(mistyped / "c", "错.xlsx", unit="甲居", reason="名称填错", aside=True)
    assert [f.code for f in done.findings] == ["L130"] and form.is_file()
    assert states(mistyped) == {"甲局": "accepted"}


def test_what_counted_before_counts_again(files: Files, tmp_path: Path) -> None:
    for name, phone in (("一", FIRST), ("二", SECOND)):
        put(tmp_path / "in", **{name: files.accepted("甲局", phone=phone)})
        bring(tmp_path, Registered("甲局"))
    done = decide(tmp_path / "c", "二", unit="甲局", reason="不是它的", aside=True)
    (unit,) = overview(tmp_path / "c").units
    assert (unit.file, unit.latest, unit.sha256) == ("一.xlsx", "一.xlsx", done.chosen)
    assert FIRST in (tmp_path / "data/2021/甲局/单位.csv").read_text("utf-8")
    assert decide(tmp_path / "c", "一", unit="甲局", reason="也不是", aside=True).chosen == ""
    assert states(tmp_path) == {"甲局": "not issued"} and folders(tmp_path) == []


def test_of_two_that_differed_the_other_one_counts(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 一=files.accepted("甲局", phone=FIRST), 二=files.accepted("甲局", phone=SECOND))
    bring(tmp_path)
    assert decide(tmp_path / "c", "一", unit="甲局").findings == ()
    decide(tmp_path / "c", "一", unit="甲局", reason="不是它的", aside=True)
    (unit,) = overview(tmp_path / "c").units
    assert (unit.file, unit.state) == ("二.xlsx", "accepted") and conflicts(tmp_path / "c") == ((), ())


def test_a_scan_that_its_name_gave_to_the_wrong_unit_is_given_to_the_right_one(tmp_path: Path) -> None:
    put(tmp_path / "in", **{"甲局.pdf": b"%PDF-1.7 "})
    bring(tmp_path, Registered("甲局"), Registered("乙局"))
    assert states(tmp_path) == {"甲局": "unreadable", "乙局": "not issued"}
    assert decide(tmp_path / "c", "甲局.pdf", unit="甲局", reason="是乙局的", aside=True).findings == ()
    bring(tmp_path)
    assert states(tmp_path) == {"甲局": "not issued", "乙局": "not issued"}
    assert decide(tmp_path / "c", "甲局.pdf", unit="乙局").assigned
    assert states(tmp_path) == {"甲局": "not issued", "乙局": "unreadable"}


def test_it_takes_a_reason_and_a_file_of_the_unit(mistyped: Path) -> None:
    assert [f.code for f in decide(mistyped / "c", "错", unit="甲居", aside=True).findings] == ["L110"]
    assert [f.code for f in decide(mistyped / "c", "错", unit="甲局", reason="试", aside=True).findings] == ["L109"]


def test_what_was_cut_off_before_the_data_were_removed_is_finished_by_the_next_collecting(
    mistyped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*given: object) -> Path:
        raise OSError(28, "no space left")

    with monkeypatch.context() as disk:
        disk.setattr("workbook.bureau.publishing.temporary_folder", full)
        done = decide(mistyped / "c", "错", unit="甲居", reason="名称填错", aside=True)
    assert [f.code for f in done.findings] == ["L104"] and set(folders(mistyped)) == {"甲居", "甲局"}
    bring(mistyped)
    assert folders(mistyped) == ["甲局"] and states(mistyped) == {"甲局": "accepted"}


def test_a_file_is_taken_from_one_unit_and_given_to_another(files: Files, tmp_path: Path) -> None:
    """An accountant of 乙局 has filled in the workbook of 甲局, with its name and code left as they were."""
    put(tmp_path / "in", 错=files.accepted("甲局", code="001"), 抄=files.accepted("甲局", code="001"))
    bring(tmp_path, Registered("甲局", "001"), Registered("乙局", "002"))
    assert states(tmp_path) == {"甲局": "accepted", "乙局": "not issued"}
    asked = ("decide", tmp_path / "c", "甲局", "--set-aside", "错", "--for", "乙局", "--reason", "是乙局填的")
    done = workbook(*asked)
    first, second = done.stdout.splitlines()
    assert first.startswith("2021 甲局 → 乙局：") and second.startswith("2021 乙局：选用 "), done.stderr
    assert states(tmp_path) == {"甲局": "not issued", "乙局": "accepted"} and folders(tmp_path) == ["乙局"]
    form = (tmp_path / "data/2021/乙局/单位.csv").read_text("utf-8")
    assert "单位名称,乙局" in form and "单位编码,002" in form
    bring(tmp_path)
    assert states(tmp_path) == {"甲局": "not issued", "乙局": "accepted"}, "also when it is in the inbox once more"
    told = json.loads(workbook(*asked, "--format", "json").stdout)
    assert (told["given_to"], told["chosen"], told["counts_there"]) == ("乙局", None, told["set_aside"]), "once more"


def test_what_is_wrong_with_a_file_is_told_to_the_unit_that_it_is_given_to(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 错=files.rejected("甲局"))
    bring(tmp_path, Registered("甲局"), Registered("乙局"))
    done = decide(tmp_path / "c", "错", unit="甲局", reason="是乙局的", aside=True, to="乙局")
    assert (done.findings, done.unit, done.given, done.given_chosen) == ((), "甲局", "乙局", "")
    assert states(tmp_path) == {"甲局": "not issued", "乙局": "rejected"}
    letters = {one.unit.unit: one for one in chase(tmp_path / "c", tmp_path / "w").letters}
    assert letters["甲局"].workbook is None and letters["乙局"].workbook is not None
    text = letters["乙局"].letter.read_text("utf-8")
    assert "它是为“甲局”制作的" in text and "请改用发给贵单位的工作簿" in text, "else it would come as 甲局's again"


def test_a_file_that_is_given_to_a_unit_counts_there_as_if_it_had_come_as_its_own(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 错=files.accepted("甲局", phone=FIRST))
    bring(tmp_path, Registered("甲局"), Registered("乙局"))
    put(tmp_path / "in", 乙=files.accepted("乙局", phone=SECOND), 甲=files.accepted("甲局", phone=THIRD))
    bring(tmp_path)
    done = decide(tmp_path / "c", "错", unit="甲局", reason="是乙局的", aside=True, to="乙局")
    assert {u.unit: u.file for u in overview(tmp_path / "c").units} == {"甲局": "甲.xlsx", "乙局": "乙.xlsx"}
    assert done.given_chosen and conflicts(tmp_path / "c") == ((), ()), "乙局 has sent a newer one itself"
    decide(tmp_path / "c", "甲", unit="甲局", reason="也是乙局的", aside=True, to="乙局")
    ((conflict,), _) = conflicts(tmp_path / "c")
    assert (conflict.kind, conflict.unit) == ("values", "乙局"), "it came with the other one"


def test_a_file_that_was_set_aside_is_given_later(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 错=files.accepted("甲局"))
    bring(tmp_path, Registered("甲局"), Registered("乙局", "002"))
    decide(tmp_path / "c", "错", unit="甲局", reason="不是它的", aside=True)
    assert decide(tmp_path / "c", "错", unit="甲局", reason="是乙局的", aside=True, to="002").given == "乙局"
    assert states(tmp_path) == {"甲局": "not issued", "乙局": "accepted"}
    assert [f.code for f in decide(tmp_path / "c", "错", aside=True).findings] == ["L118"], "it is 乙局's now"


def test_only_to_a_unit_that_is_known(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 错=files.accepted("甲局"))
    bring(tmp_path, Registered("甲局"))
    done = decide(tmp_path / "c", "错", unit="甲局", reason="是乙局的", aside=True, to="乙局")
    assert [f.code for f in done.findings] == ["L108"] and states(tmp_path) == {"甲局": "accepted"}
    done = decide(tmp_path / "c", "没有", unit="甲局", reason="是乙局的", aside=True, to="甲局")
    assert [(f.code, f.facts["name"]) for f in done.findings] == [("L109", "甲局")]
    for options in (("--for", "乙局"), ("甲局", "--for", "甲局", "--set-aside", "错", "--reason", "试")):
        assert workbook("decide", tmp_path / "c", *options).returncode == 2


def test_it_is_not_given_to_the_unit_that_has_it(files: Files, tmp_path: Path) -> None:
    """The code is the unit's own."""
    put(tmp_path / "in", 错=files.accepted("甲局", code="001"))
    bring(tmp_path, Registered("甲局", "001"), Registered("乙局", "002"))
    for unit, to in (("甲局", "001"), ("001", "甲局"), ("甲局", " 甲 局 ")):
        done = decide(tmp_path / "c", "错", unit=unit, reason="是乙局的", aside=True, to=to)
        assert [(f.code, f.facts["name"]) for f in done.findings] == [("L135", "甲局")] and not done.given
    assert states(tmp_path) == {"甲局": "accepted", "乙局": "not issued"}


def test_a_workbook_with_last_years_figures_is_no_other_units(tmp_path: Path) -> None:
    """They were put in for the unit that it was made for, and cannot be typed over."""
    rolled = roll_forward(EXAMPLE, output=tmp_path / "next", force=True)
    assert rolled.folder is not None
    made = generate(rolled.folder, output=tmp_path / "made.xlsx")
    assert made.path is not None
    put(tmp_path / "in", 错=retyped(made.path.read_bytes(), {UNIT: "甲局"}))
    bring(tmp_path, *(Registered(name, year="2022") for name in ("甲局", "乙局")))
    done = decide(tmp_path / "c", "错", unit="甲局", reason="是乙局的", aside=True, to="乙局")
    assert [f.code for f in done.findings] == ["L134"] and states(tmp_path)["乙局"] == "not issued"
    assert decide(tmp_path / "c", "错", unit="甲局", reason="是乙局的", aside=True).findings == ()
    assert decide(tmp_path / "c", "错", unit="乙局", reason="甲局改名为乙局").findings == (), "a person says why"
