"""Whoever decides once more has seen what has come since; what was said and changed before is kept beside it."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from campaign.files import Files, Remembered, put
from cli.run import workbook
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


def test_what_a_file_changed_stays_known_when_it_replaces_another(files: Files, tmp_path: Path) -> None:
    for name, phone in (("一", "000-11111111"), ("二", "000-22222222"), ("三", "000-33333333")):
        put(tmp_path / "in", **{name: files.accepted("甲局", phone=phone)})
        bring(tmp_path)
    assert decide(tmp_path / "c", "二.xlsx").findings == ()
    first, second, third = history(tmp_path / "c", "甲局").files
    assert [replaced.older for replaced in second.replaced] == [first.sha256, third.sha256]
    assert [change[1:] for replaced in second.replaced for change in replaced.changed] == [
        ("000-11111111", "000-22222222"), ("000-33333333", "000-22222222"),
    ]  # fmt: skip
    told = workbook("status", tmp_path / "c", "甲局", "--format", "csv", "--lang", "zh").stdout
    assert "000-11111111,000-22222222" in told and "000-33333333,000-22222222" in told
    (one,) = json.loads(workbook("status", tmp_path / "c", "甲局", "--format", "json").stdout)["files"][1]["earlier"]
    assert one["replaces"] == first.sha256


def test_a_ledger_that_knew_one_replacement_only_keeps_it(files: Files, tmp_path: Path) -> None:
    for name, phone in (("一", "000-11111111"), ("二", "000-22222222")):
        put(tmp_path / "in", **{name: files.accepted("甲局", phone=phone)})
        bring(tmp_path)
    with sqlite3.connect(tmp_path / "c" / "ledger.sqlite") as old:
        old.execute("CREATE TABLE before (newer INTEGER PRIMARY KEY, older INTEGER, differences TEXT)")
        old.execute("INSERT INTO before SELECT newer, older, differences FROM supersedes")
        old.execute("DROP TABLE supersedes")
        old.execute("ALTER TABLE before RENAME TO supersedes")
        old.execute("ALTER TABLE units DROP COLUMN written")
        old.execute("ALTER TABLE decisions DROP COLUMN done")
        old.execute("PRAGMA user_version=2")
    old.close()
    _, second = history(tmp_path / "c", "甲局").files
    (replaced,) = second.replaced
    assert replaced.changed[0][1:] == ("000-11111111", "000-22222222")
