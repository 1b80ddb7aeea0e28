"""Progress: silence for a second, then plain lines where there is no terminal."""

from __future__ import annotations

import time

import pytest

import workbook.cli.pace as pace
import workbook.cli.progress as progress


def test_short_work_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.Progress(2, "zh") as told:
        told.unit("甲")
        told.step("book")
        told.done()
    assert capsys.readouterr() == ("", "")


def test_long_work_speaks_within_a_step(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.05)
    with progress.Progress(2, "en") as told:
        told.unit("甲")
        told.step("compute")
        time.sleep(0.3)
        told.done()
        told.unit("乙")
    out, err = capsys.readouterr()
    assert out == "" and err.splitlines() == ["[1/2] 甲 computing", "[2/2] 乙"]


def test_what_is_counted_anew_has_its_own_pace_from_the_first_on(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files are taken in fast, then judged: the first one that is judged has taken its time, too."""
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[-1])
    with pace.Pace("en") as told:
        for second, total in ((101.0, None), (102.0, None), (112.0, 2)):
            now.append(second)
            told.done("甲.xlsx", total)
    assert capsys.readouterr().err.splitlines() == ["[1/2] 0.1 a second, about 10 s left"]
