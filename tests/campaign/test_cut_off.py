"""A collecting that is cut off, or still going on: its numbers add up, and whoever looks in is told."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from campaign.files import Files, GivesUp, Remembered, adds_up, put
from cli.run import workbook
from workbook.bureau.chasing import chase
from workbook.bureau.collecting import Wishes, collect
from workbook.bureau.exporting import export
from workbook.bureau.rolling import roll_up_campaign
from workbook.bureau.standing import overview
from workbook.campaign.inbox import Seen, seen_in
from workbook.cli.collect import summary_lines


@pytest.fixture
def inbox(files: Files, tmp_path: Path) -> Path:
    return put(tmp_path / "in", 甲局=files.accepted("甲局"), 乙局=files.to_explain("乙局"), 丙局=b"%PDF-1.7")


@pytest.mark.parametrize("judged", [0, 1, 2])
def test_what_was_judged_and_what_waits_are_all_that_came(inbox: Path, tmp_path: Path, judged: int) -> None:
    put(inbox, 丁局=b"%PDF-1.7")
    result = collect([inbox], tmp_path / "c", Wishes(tmp_path / "data", runner=GivesUp(judged)))
    assert not result.complete and [f.code for f in result.findings] == ["L112"]
    assert (result.seen, result.counts["waiting"]) == (4, 3 - judged) and adds_up(result)
    assert f"等待核对 {3 - judged}" in summary_lines(result, "zh")[1]
    assert overview(tmp_path / "c").files["waiting"] == 3 - judged, "the status says the same"


def test_a_disk_that_fills_up_while_files_are_taken_in_leaves_numbers_that_add_up(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def some(given: list[Path], opener: object) -> Iterator[Seen]:
        for number, seen in enumerate(seen_in(given)):
            if number == 2:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            yield seen

    monkeypatch.setattr("workbook.bureau.collecting.seen_in", some)
    result = collect([inbox], tmp_path / "c", Wishes(tmp_path / "data", runner=Remembered()))
    assert [f.code for f in result.findings] == ["L104"] and (result.seen, result.counts["waiting"]) == (2, 2)
    assert adds_up(result) and overview(tmp_path / "c").files["waiting"] == 2
    assert summary_lines(result, "zh")[0].startswith("看到文件 2：新收 2")


def test_who_looks_at_a_collecting_that_is_not_finished_is_told(inbox: Path, tmp_path: Path) -> None:
    campaign = tmp_path / "c"
    collect([inbox], campaign, Wishes(tmp_path / "data", runner=GivesUp(1)))
    state = overview(campaign)
    assert [f.code for f in state.unfinished] == ["L121"]
    looks = {
        "export": partial(export, campaign, tmp_path / "out"),
        "chase": partial(chase, campaign, tmp_path / "letters"),
    }
    for name, look in looks.items():
        assert "L121" in {f.code for f in look().findings}, name  # type: ignore[attr-defined]
    done = workbook("status", campaign, "--format", "csv")
    assert done.returncode == 0 and "L121" in done.stderr and "收集还没有做完" in done.stderr
    assert "收集没有做完" in workbook("status", campaign).stdout
    done = workbook("export", campaign, "-o", tmp_path / "out")
    assert "L121" in done.stderr and "0 个单位" in done.stdout
    collect([inbox], campaign, Wishes(tmp_path / "data", runner=Remembered()))
    assert overview(campaign).unfinished == () and export(campaign, tmp_path / "out").findings == ()
    assert "L121" not in {f.code for f in roll_up_campaign(campaign, tmp_path).findings}


def test_files_are_told_of_as_they_are_taken_in(inbox: Path, tmp_path: Path) -> None:
    """So that a long taking in is seen to go on."""
    came: list[str] = []
    collect([inbox], tmp_path / "c", Wishes(tmp_path / "data", runner=Remembered()), came=came.append)
    assert sorted(came) == ["丙局.xlsx", "乙局.xlsx", "甲局.xlsx"]
