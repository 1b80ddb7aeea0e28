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
