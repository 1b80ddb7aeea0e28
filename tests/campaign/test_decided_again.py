"""Whoever decides once more has seen what has come since; what was said and changed before is kept beside it."""

from __future__ import annotations

from pathlib import Path

from campaign.files import Files, Remembered, put
from workbook.bureau.collecting import Collected, Wishes, collect
from workbook.bureau.deciding import decide
from workbook.bureau.history import history
from workbook.bureau.standing import overview
from workbook.campaign.ledger import open_ledger


def bring(tmp_path: Path) -> Collected:
    return collect([tmp_path / "in"], tmp_path / "c", Wishes(tmp_path / "data", runner=Remembered()))


def time_goes_by(tmp_path: Path) -> None:
    """All that was decided is from yesterday."""
    with open_ledger(tmp_path / "c") as ledger, ledger.transaction():
        ledger.write("UPDATE decisions SET time='2021-01-01T00:00:00+00:00'")


def is_asked(tmp_path: Path) -> bool:
    """Whether the unit's newest file is still to be mended, though another one counts."""
    (unit,) = overview(tmp_path / "c").units
    return unit.newer


def test_the_present_file_stays_once_more_when_another_has_come(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 甲=files.accepted("甲局"))
    bring(tmp_path)
    put(tmp_path / "in", 甲改=files.rejected("甲局"))
    bring(tmp_path)
    assert decide(tmp_path / "c", "甲.xlsx", reason="不是更正").findings == () and not is_asked(tmp_path)
    time_goes_by(tmp_path)
    put(tmp_path / "in", 甲又改=files.to_explain("甲局"))
    bring(tmp_path)
    assert is_asked(tmp_path)
    assert decide(tmp_path / "c", "甲.xlsx", reason="不是更正").findings == () and not is_asked(tmp_path)
    (counts,) = [one for one in history(tmp_path / "c", "甲局").files if one.counts]
    assert [reason for _, reason in counts.decided] == ["不是更正", "不是更正"], "both are kept"
