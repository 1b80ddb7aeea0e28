"""What lies in a unit's data folder: ours, also when a run was cut off; or another's, as long as it does lie there."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from campaign.files import Files, Remembered, put
from workbook.bureau import publishing
from workbook.bureau.collecting import Collected, Wishes, collect
from workbook.bureau.deciding import conflicts, decide

FIRST, SECOND, THIRD = "000-11111111", "000-22222222", "000-33333333"


def bring(tmp_path: Path, data: str = "data") -> Collected:
    return collect([tmp_path / "in"], tmp_path / "c", Wishes(tmp_path / data, runner=Remembered()))


def form(tmp_path: Path, data: str = "data") -> Path:
    return tmp_path / data / "2021/甲局/单位.csv"


def test_what_was_written_when_a_decision_was_cut_off_is_no_data_of_others(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, phone in (("一", FIRST), ("二", SECOND)):
        put(tmp_path / "in", **{name: files.accepted("甲局", phone=phone)})
        bring(tmp_path)

    def written_then_full(*given: Any) -> None:
        save(*given)
        raise OSError(28, "no space left")

    with monkeypatch.context() as disk:
        save = publishing.save_files
        disk.setattr(publishing, "save_files", written_then_full)
        assert [f.code for f in decide(tmp_path / "c", "一.xlsx").findings] == ["L104"]
    assert FIRST in form(tmp_path).read_text("utf-8")
    put(tmp_path / "in", 三=files.accepted("甲局", phone=THIRD))
    assert bring(tmp_path).counts["conflicts"] == 0 and THIRD in form(tmp_path).read_text("utf-8")


@pytest.fixture
def disputed(files: Files, tmp_path: Path) -> Path:
    """Somebody else's data lie in the unit's folder, and its first file comes."""
    put(tmp_path / "in", 甲=files.accepted("甲局", phone=FIRST))
    bring(tmp_path)
    form(tmp_path).write_text(form(tmp_path).read_text("utf-8").replace(FIRST, "别人的"), "utf-8")
    shutil.rmtree(tmp_path / "c")
    assert bring(tmp_path).counts["conflicts"] == 1
    return tmp_path


def test_nobody_is_asked_about_data_that_are_no_longer_there(disputed: Path) -> None:
    (disputed / "data/2021/甲局").rename(disputed / "away")
    assert bring(disputed).counts["conflicts"] == 0 and conflicts(disputed / "c") == ((), ())
    assert FIRST in form(disputed).read_text("utf-8")


def test_nobody_is_asked_about_data_that_say_the_same_by_now(disputed: Path) -> None:
    form(disputed).write_text(form(disputed).read_text("utf-8").replace("别人的", FIRST), "utf-8")
    assert bring(disputed).counts["conflicts"] == 0


def test_another_data_folder_has_its_own_questions(disputed: Path) -> None:
    assert bring(disputed, "other").counts["conflicts"] == 0 and FIRST in form(disputed, "other").read_text("utf-8")
    assert "别人的" in form(disputed).read_text("utf-8")
    assert bring(disputed, "data").counts["conflicts"] == 1, "there they still are"


def test_the_question_follows_a_folder_that_was_renamed(disputed: Path) -> None:
    (disputed / "data/2021/甲局").rename(disputed / "data/2021/01甲局")
    assert bring(disputed).counts["conflicts"] == 1
    ((conflict,), _) = conflicts(disputed / "c")
    assert conflict.facts["folder"] == "2021/01甲局" and conflict.candidates[0].changed
