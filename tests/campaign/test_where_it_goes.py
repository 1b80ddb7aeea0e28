"""What is written out of a campaign goes where somebody says, and touches nothing else that lies there."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaign.files import Files, Remembered, put
from workbook.api.roll_up import roll_up
from workbook.bureau.collecting import Collected, Wishes, collect
from workbook.bureau.exporting import export
from workbook.bureau.rolling import roll_up_years
from workbook.campaign.ledger import ORIGINALS, open_ledger

PARQUET = {"values.parquet", "units.parquet", "views.sql", "about.json"}


def bring(tmp_path: Path, inbox: str = "in") -> Collected:
    return collect([tmp_path / inbox], tmp_path / "c", Wishes(tmp_path / "data", runner=Remembered()))


@pytest.mark.parametrize("where", [".", "c", f"c/{ORIGINALS}", "data/2021/甲局"])
def test_an_export_leaves_all_else_in_its_folder_where_it_is(files: Files, tmp_path: Path, where: str) -> None:
    """Also the campaign itself, into which somebody may be collecting at that moment."""
    pytest.importorskip("pyarrow.parquet")
    put(tmp_path / "in", 甲局=files.accepted("甲局"))
    bring(tmp_path)
    before = {path: path.stat().st_ino for path in tmp_path.rglob("*") if not path.name.startswith("ledger.sqlite-")}
    with open_ledger(tmp_path / "c") as ledger:
        assert export(tmp_path / "c", tmp_path / where).findings == ()
        with ledger.transaction():
            ledger.write("UPDATE units SET contact='x'")
    assert {path: path.stat().st_ino for path in before} == before
    assert {path.name for path in (tmp_path / where).iterdir()} > PARQUET
    with open_ledger(tmp_path / "c") as ledger:
        assert ledger.one("SELECT contact FROM units") == "x"


def test_an_export_that_lies_in_the_campaign_is_not_collected(files: Files, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow.parquet")
    put(tmp_path / "c", 甲局=files.accepted("甲局"))
    bring(tmp_path, "c")
    export(tmp_path / "c", tmp_path / "c")
    counts = bring(tmp_path, "c").counts
    assert {word: count for word, count in counts.items() if count} == {"known": 1, "own": 1}


def test_a_departments_workbook_in_the_folder_of_an_export_is_not_collected(files: Files, tmp_path: Path) -> None:
    """Nor when another export follows; one that lies elsewhere is what a department hands in."""
    pytest.importorskip("pyarrow.parquet")
    put(tmp_path / "in", 甲局=files.accepted("甲局"))
    bring(tmp_path)
    export(tmp_path / "c", tmp_path / "out")
    (rolled,) = roll_up_years(tmp_path / "c", tmp_path / "out")
    one = roll_up([tmp_path / "data/2021/甲局"], output=tmp_path / "out", name="另一份")
    assert rolled.path is not None and one.path is not None and rolled.path.name != one.path.name
    for _ in range(2):
        counts = bring(tmp_path, ".").counts
        assert {word: count for word, count in counts.items() if count} == {"known": 1, "own": 3}
        export(tmp_path / "c", tmp_path / "out")
    put(tmp_path / "out", 乙局=files.accepted("乙局"))
    one.path.rename(tmp_path / "in" / "部门.xlsx")
    assert bring(tmp_path, ".").counts["new"] == 2
