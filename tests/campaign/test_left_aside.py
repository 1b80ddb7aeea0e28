"""What is seen and not judged: named, known by its hash, and never what these programs wrote themselves."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from hashlib import sha256
from pathlib import Path

from campaign.files import Files, Remembered, put
from workbook.bureau.chasing import chase
from workbook.bureau.collecting import ASIDE, Collected, Wishes, collect
from workbook.bureau.exporting import export
from workbook.bureau.handing_out import hand_out
from workbook.campaign.ledger import LEDGER, open_ledger
from workbook.campaign.schema import VERSION
from workbook.cli.collect import aside_lines, summary_lines


def bring(inbox: Path, tmp_path: Path) -> Collected:
    return collect([inbox], tmp_path / "c", Wishes(tmp_path / "data", runner=Remembered()))


def test_what_is_left_aside_is_named_and_in_the_ledger_by_its_hash(files: Files, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("乙局.xlsx", files.rejected("乙局"))
        archive.writestr("~$乙局.xlsx", b"b")
    inbox = put(tmp_path / "in", **{"~$甲局": b"a", ".稿": b"h", "Thumbs.db": b"t", "报送.zip": packed.getvalue()})
    result = bring(inbox, tmp_path)
    assert aside_lines(result, "zh") == [
        "没有收，是打开着的工作簿的标记：~$甲局.xlsx、报送.zip/~$乙局.xlsx",
        "没有收，是隐藏的：.稿",
        "没有收，是系统的：Thumbs.db",
        "打开了压缩包：报送.zip",
    ]
    with open_ledger(tmp_path / "c") as ledger:
        known = {row["name"]: row["sha256"] for row in ledger.rows("SELECT * FROM aside")}
    expected = {
        "~$甲局.xlsx": b"a", ".稿": b"h", "Thumbs.db": b"t", "报送.zip/~$乙局.xlsx": b"b",
        "报送.zip": packed.getvalue(),
    }  # fmt: skip
    assert known == {name: sha256(content).hexdigest() for name, content in expected.items()}


def test_the_folder_in_which_everything_lies_may_be_given(files: Files, tmp_path: Path) -> None:
    """The campaign, the letters, the export and the data in it are not what units handed in."""
    (tmp_path / "units.csv").write_text("单位名称\n甲局\n乙局\n", "utf-8")
    hand_out(tmp_path / "units.csv", "hubei/2021", tmp_path / "c")
    (tmp_path / "units.csv").unlink()
    put(tmp_path / "in", 甲局=files.accepted("甲局"), 乙局=files.rejected("乙局"))
    bring(tmp_path, tmp_path)
    chase(tmp_path / "c", tmp_path / "letters")
    export(tmp_path / "c", tmp_path / "out")
    put(tmp_path / "c" / "in", 丙局=files.accepted("丙局"))
    result = bring(tmp_path, tmp_path)
    counts = {word: count for word, count in result.counts.items() if count}
    assert counts == {"new": 1, "known": 2, "accepted": 1, "own": 4}
    assert "没有收，是本程序写在里面的：c/、data/2021/甲局/、letters/、out/" in summary_lines(result, "zh")
    assert result.seen == sum(result.counts[word] for word in ("new", "again", "known", "failed", *ASIDE))


def test_a_ledger_of_the_first_version_is_gone_on_with(files: Files, tmp_path: Path) -> None:
    inbox = put(tmp_path / "in", 甲局=files.accepted("甲局"))
    bring(inbox, tmp_path)
    with sqlite3.connect(tmp_path / "c" / LEDGER) as old:
        old.execute("DROP TABLE aside")
        old.execute("ALTER TABLE units DROP COLUMN written")
        old.execute("ALTER TABLE decisions DROP COLUMN done")
        old.execute("PRAGMA user_version=1")
    put(inbox, **{"~$甲局": b"a"})
    assert bring(inbox, tmp_path).counts["owner"] == 1
    with sqlite3.connect(tmp_path / "c" / LEDGER) as new:
        assert new.execute("PRAGMA user_version").fetchone() == (VERSION,)
