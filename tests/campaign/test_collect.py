"""Collecting as a bureau sees it: files as they come, each judged once, the newest accepted one counts, nothing is
guessed and every count adds up."""

from __future__ import annotations

import io
import json
import random
import struct
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from campaign.files import Files, Remembered, on_disk, put, recorded
from workbook.bureau.collecting import ASIDE, VERDICTS, Collected, Wishes, collect
from workbook.bureau.standing import overview
from workbook.bureau.standingtext import overview_lines
from workbook.campaign.entering import findings_in, values_in
from workbook.campaign.ledger import open_ledger
from workbook.campaign.units import Registered
from workbook.finding import render

CAMPAIGN, DATA, INBOX = "2021年度", "data", "收件"


def bring(tmp_path: Path, *inbox: Path, units: Iterable[Registered] = ()) -> Collected:
    wishes = Wishes(tmp_path / DATA, units=tuple(units), year="2021", runner=Remembered())
    result = collect(inbox or [tmp_path / INBOX], tmp_path / CAMPAIGN, wishes)
    counts = result.counts
    assert counts["new"] + counts["again"] == sum(counts[word] for word in VERDICTS)
    assert result.seen == sum(counts[word] for word in ("new", "again", "known", "failed", *ASIDE))
    return result


def told(result: Collected) -> dict[str, int]:
    """The counts that are not 0."""
    return {word: count for word, count in result.counts.items() if count}


def unit(tmp_path: Path, name: str) -> dict[str, object]:
    with open_ledger(tmp_path / CAMPAIGN) as ledger:
        return dict(ledger.row("SELECT * FROM units WHERE name=?", name) or {})


def row(tmp_path: Path, sql: str) -> list[tuple[object, ...]]:
    with open_ledger(tmp_path / CAMPAIGN) as ledger:
        return [tuple(one) for one in ledger.rows(sql)]


def test_each_file_gets_its_verdict_and_accepted_data_become_a_folder(files: Files, tmp_path: Path) -> None:
    put(
        tmp_path / INBOX,
        甲局=files.accepted("甲局"),
        决算=files.to_explain("乙局"),
        错=files.rejected("丙局"),
        断=files.accepted("丁局")[:5000],
    )
    result = bring(tmp_path)
    assert told(result) == {"new": 4, "accepted": 1, "explain": 1, "rejected": 1, "unreadable": 1}
    assert sorted(p.name for p in (tmp_path / DATA / "2021").iterdir()) == ["甲局"]
    assert "甲局" in (tmp_path / DATA / "2021" / "甲局" / "单位.csv").read_text("utf-8")
    note = json.loads((tmp_path / DATA / "2021" / "甲局" / "导入记录.json").read_text("utf-8"))
    assert (note["file"], note["verdict"]) == ("甲局.xlsx", "accepted")
    assert len(row(tmp_path, "SELECT * FROM units")) == 3, "the file that was cut short belongs to nobody yet"


def test_the_ledger_knows_findings_as_facts_and_values_with_their_type(files: Files, tmp_path: Path) -> None:
    put(tmp_path / INBOX, 甲=files.to_explain("甲局"))
    bring(tmp_path)
    with open_ledger(tmp_path / CAMPAIGN) as ledger:
        finding = next(f for f in findings_in(ledger, 1) if f.code == "K102")
        values = values_in(ledger, 1)
    assert (finding.facts["check"], finding.facts["difference"], finding.sheet) == ("D4.2", "1", "审核")
    assert str(values["收入支出决算总表.本年收入合计.决算数"]) == "1881.28"
    assert values["单位信息.单位名称.值"] == "甲局" and None in values.values()


def test_the_same_bytes_again_are_no_work_and_change_nothing(files: Files, tmp_path: Path) -> None:
    put(tmp_path / INBOX, 甲局=files.accepted("甲局"))
    bring(tmp_path)
    before, data = recorded(tmp_path / CAMPAIGN), on_disk(tmp_path / DATA)

    class Nobody:
        def judge(self, jobs: Iterable[object], order: object) -> Iterable[object]:
            assert not list(jobs), "nothing is judged twice"
            return ()

    wishes = Wishes(tmp_path / DATA, runner=Nobody())  # type: ignore[arg-type]
    assert told(collect([tmp_path / INBOX], tmp_path / CAMPAIGN, wishes)) == {"known": 1}
    after = recorded(tmp_path / CAMPAIGN)
    assert on_disk(tmp_path / DATA) == data
    assert {table for table in before if before[table] != after[table]} == {"runs"}


def test_one_content_under_many_names_is_one_submission_with_its_names(files: Files, tmp_path: Path) -> None:
    put(tmp_path / INBOX, 甲局=files.accepted("甲局"), 副本=files.accepted("甲局"))
    put(tmp_path / INBOX / "转发", 甲局=files.accepted("甲局"))
    assert told(bring(tmp_path)) == {"new": 1, "known": 2, "accepted": 1}
    assert row(tmp_path, "SELECT name FROM names ORDER BY name") == [
        ("副本.xlsx",),
        ("甲局.xlsx",),
        ("转发/甲局.xlsx",),
    ]


def test_what_programs_and_systems_leave_behind_is_left_aside_and_counted(files: Files, tmp_path: Path) -> None:
    put(tmp_path / INBOX, **{"~$甲局": b"x", ".甲局": b"x", "Thumbs.db": b"x", "甲局": files.accepted("甲局")})
    put(tmp_path / INBOX / "__MACOSX", 甲局=b"x")
    put(tmp_path / INBOX / ".同步", 甲局=b"x")
    assert told(bring(tmp_path)) == {"new": 1, "accepted": 1, "owner": 1, "hidden": 2, "system": 2}


def test_what_is_no_workbook_is_unreadable_and_says_what_it_is(files: Files, tmp_path: Path) -> None:
    put(tmp_path / INBOX, **{"甲局.pdf": b"%PDF-1.7 ", "照片.jpg": b"\xff\xd8\xff\xe0", "空": b"", "说明.txt": b"abc"})
    assert told(bring(tmp_path)) == {"new": 4, "unreadable": 4}
    codes = row(tmp_path, "SELECT code FROM findings ORDER BY code")
    assert codes == [("R107",), ("R113",), ("R115",), ("R116",)]


def test_a_missing_file_is_told_and_does_not_stop_the_others(files: Files, tmp_path: Path) -> None:
    put(tmp_path / INBOX, 甲局=files.accepted("甲局"))
    result = bring(tmp_path, tmp_path / "没有.xlsx", tmp_path / INBOX)
    assert told(result) == {"new": 1, "accepted": 1, "failed": 1}
    assert [f.code for f in result.findings] == ["R101"]


def archive(members: dict[str, bytes], *, gbk: bool = False) -> bytes:
    """gbk: names as Chinese Windows writes them, without a word about their encoding."""
    target = io.BytesIO()
    plain = {f"{n:x>{len(name.encode('gb18030'))}}": name for n, name in enumerate(members)}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for short, name in plain.items():
            packed.writestr(short if gbk else name, members[name])
    made = target.getvalue()
    for short, name in plain.items() if gbk else ():
        made = made.replace(short.encode(), name.encode("gb18030"))
    return made


def test_archives_are_looked_into_but_not_unpacked(files: Files, tmp_path: Path) -> None:
    inner = archive({"丙局决算.xlsx": files.rejected("丙局")}, gbk=True)
    zipped = archive({"一/甲局.xlsx": files.accepted("甲局"), "~$甲局.xlsx": b"x", "更多.zip": inner})
    put(tmp_path / INBOX, **{"报送.zip": zipped})
    assert told(bring(tmp_path)) == {"new": 2, "accepted": 1, "rejected": 1, "owner": 1}
    names = {name for (name,) in row(tmp_path, "SELECT name FROM names")}
    assert names == {"报送.zip/一/甲局.xlsx", "报送.zip/更多.zip/丙局决算.xlsx"}


def test_an_archive_cannot_lead_out_of_the_folder_or_fill_the_memory(files: Files, tmp_path: Path) -> None:
    third = archive({"很深.zip": archive({"更深.zip": archive({"甲局.xlsx": files.accepted("甲局")})})})
    zipped = archive(
        {"../../外面.xlsx": files.accepted("甲局"), "/根.xlsx": b"x", "炸弹.xlsx": bytes(30_000_000), "套.zip": third}
    )
    put(tmp_path / INBOX, **{"报送.zip": zipped})
    assert told(bring(tmp_path)) == {"new": 4, "unreadable": 4}
    assert row(tmp_path, "SELECT code FROM findings ORDER BY submission") == [
        ("R216",),
        ("R216",),
        ("R212",),
        ("R118",),
    ]
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([CAMPAIGN, INBOX])


def encrypted(archive: bytes) -> bytes:
    """Every entry says that it is."""
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = archive.find(mark)
        while place >= 0:
            archive = archive[: place + at] + b"\x01\x00" + archive[place + at + 2 :]
            place = archive.find(mark, place + 4)
    return archive


def test_what_cannot_be_taken_out_of_an_archive_is_kept_by_hash_and_belongs_to_its_unit(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files seen = sum of the verdicts, whatever is wrong with an archive or with a file in it."""
    monkeypatch.setattr("workbook.read.limits.ENTRIES", 30)
    narrow = "from workbook.bureau.worker import main; from workbook.read import limits; limits.ENTRIES = 30; main()"
    monkeypatch.setattr("workbook.bureau.pool._PROGRAM", narrow)  # archives are opened in a process of their own
    sound = archive({"甲局.xlsx": files.accepted("甲局"), "乙局.xlsx": b"sound"})
    with zipfile.ZipFile(stored := io.BytesIO(), "w") as packed:
        packed.writestr("甲局.xlsx", files.accepted("甲局"))
        packed.writestr("乙局.xlsx", b"sound")
    spoilt = stored.getvalue().replace(b"sound", b"spoil")
    put(
        tmp_path / INBOX,
        **{
            "一.zip": encrypted(archive({"丙局.xlsx": files.accepted("丙局"), "丁局.xlsx": b"x"})),
            "二.zip": archive({f"{n}.xlsx": b"x" for n in range(31)}),
            "三.zip": archive({}),
            "四.zip": spoilt,
            "五.zip": sound[:-30],
            "六.zip": archive({"里.zip": archive({f"{n}.xlsx": b"y" for n in range(31)})}),
        },
    )
    result = bring(tmp_path, units=[Registered(name) for name in ("甲局", "乙局", "丙局", "丁局")])
    assert told(result) == {"new": 8, "accepted": 1, "unreadable": 7} and result.findings == ()
    codes = dict(row(tmp_path, "SELECT n.name, f.code FROM names n JOIN findings f USING (submission) WHERE level>=3"))
    codes.pop("五.zip")
    assert codes == {
        "一.zip/丙局.xlsx": "R207", "一.zip/丁局.xlsx": "R207", "二.zip": "R124", "三.zip": "R107",
        "四.zip/乙局.xlsx": "R213", "六.zip/里.zip": "R124",
    }  # fmt: skip
    state = overview(tmp_path / CAMPAIGN)
    states = {one.unit: (one.state, one.findings[0].code if one.state == "unreadable" else "") for one in state.units}
    assert states == {
        "甲局": ("accepted", ""), "乙局": ("unreadable", "R213"), "丙局": ("unreadable", "R207"),
        "丁局": ("unreadable", "R207"),
    }  # fmt: skip
    assert sum(state.files.values()) == 8
    assert "文件 8：通过 1，待说明 0，退回 0，读不了 7" in overview_lines(state, "zh")
    stored_files = [name for name in on_disk(tmp_path / CAMPAIGN) if name.startswith("originals/")]
    assert len(stored_files) == 8
    assert told(bring(tmp_path)) == {"known": 8}, "by the same hash"


def test_entries_that_share_their_bytes_cannot_fill_the_disk(files: Files, tmp_path: Path) -> None:
    """A hundred names in the directory for one entry of a megabyte: it is at fault as a whole, and kept once."""
    noise = random.Random(1).randbytes(1_000_000)
    one = encrypted(archive({"甲.xlsx": noise}))
    at = one.find(b"PK\x01\x02")
    entries = b"".join(one[at:-22].replace("甲".encode(), f"{number:03}".encode()) for number in range(100))
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 100, 100, len(entries), at, 0)
    put(tmp_path / INBOX, **{"一.zip": one[:at] + entries + end})
    assert told(bring(tmp_path)) == {"new": 68, "unreadable": 68}
    assert ("一.zip", "R125") in row(
        tmp_path, "SELECT n.name, f.code FROM names n JOIN findings f USING (submission) WHERE level>=3"
    )
    assert sum(len(content) for content in on_disk(tmp_path / CAMPAIGN).values()) < 70_000_000


def test_a_file_over_the_limit_is_known_by_its_size_and_beginning(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbook.read.guard.file.read_bytes.__defaults__", (1_000_000,))
    put(tmp_path / INBOX, 甲局=files.accepted("甲局"), 乙局大=bytes(1_000_001))
    units = [Registered("甲局"), Registered("乙局")]
    assert told(bring(tmp_path, units=units)) == {"new": 2, "accepted": 1, "unreadable": 1}
    assert row(tmp_path, "SELECT f.code, size FROM findings f JOIN submissions ON seq=submission WHERE level>=3") == [
        ("R105", 1_000_001)
    ]
    assert unit(tmp_path, "乙局") and len(list((tmp_path / CAMPAIGN / "originals").glob("*/*"))) == 1
    assert {one.unit: one.state for one in overview(tmp_path / CAMPAIGN).units}["乙局"] == "unreadable"
    assert told(bring(tmp_path)) == {"known": 2}


def test_an_archive_over_the_limit_is_told_how_to_be_split(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not what is told of a workbook that is too big; one whose first bytes are a workbook's stays one."""
    monkeypatch.setattr("workbook.read.guard.file.read_bytes.__defaults__", (10_000,))
    with zipfile.ZipFile(tmp_path / "全部.zip", "w") as packed:
        packed.writestr("甲局.xlsx", files.accepted("甲局"))
        packed.writestr("乙局.xlsx", files.accepted("乙局"))
    put(tmp_path / INBOX, **{"全部.zip": (tmp_path / "全部.zip").read_bytes(), "甲局.xlsx": files.accepted("甲局")})
    assert told(bring(tmp_path)) == {"new": 2, "unreadable": 2}
    with open_ledger(tmp_path / CAMPAIGN) as ledger:
        sql = "SELECT name, seq FROM submissions JOIN names ON submission=seq"
        said = {name: next(findings_in(ledger, seq)).finding for name, seq in ledger.rows(sql)}
    assert {name: one.code for name, one in said.items()} == {"全部.zip": "R123", "甲局.xlsx": "R105"}
    assert "请分成几个小一些的压缩包" in render(said["全部.zip"]) and "图片" not in render(said["全部.zip"])


def test_a_newer_file_takes_the_place_of_the_older_and_says_what_it_changes(files: Files, tmp_path: Path) -> None:
    put(tmp_path / INBOX, 甲局=files.accepted("甲局"))
    bring(tmp_path)
    put(tmp_path / INBOX, 甲局=files.accepted("甲局", phone="000-11111111"))
    assert told(bring(tmp_path)) == {"new": 1, "accepted": 1, "replaced": 1}
    (_, _, changed), *_ = row(tmp_path, "SELECT * FROM supersedes")
    assert json.loads(str(changed)) == [["单位信息.咨询电话.值", "000-00000000", "000-11111111"]]
    assert "000-11111111" in (tmp_path / DATA / "2021" / "甲局" / "单位.csv").read_text("utf-8")
    assert len([name for name in on_disk(tmp_path / CAMPAIGN) if name.startswith("originals/")]) == 2
    put(tmp_path / INBOX, 转发=files.accepted("甲局"))
    assert told(bring(tmp_path)) == {"known": 2}, "the old one again does not come back"
    assert unit(tmp_path, "甲局")["current"] == 2


def test_two_accepted_files_that_differ_in_one_run_are_a_conflict(files: Files, tmp_path: Path) -> None:
    one, other = files.accepted("甲局"), files.accepted("甲局", phone="000-11111111")
    put(tmp_path / INBOX, 一=one, 二=other)
    assert told(bring(tmp_path)) == {"new": 2, "accepted": 2, "conflicts": 1}
    assert unit(tmp_path, "甲局")["current"] is None and not (tmp_path / DATA).exists()
    assert row(tmp_path, "SELECT submission FROM conflict_members") == [(1,), (2,)]
    put(tmp_path / INBOX, 三=files.accepted("甲局", phone="000-22222222"))
    assert told(bring(tmp_path)) == {"new": 1, "known": 2, "accepted": 1, "conflicts": 1}
    assert row(tmp_path, "SELECT submission FROM conflict_members") == [(1,), (2,), (3,)]


def test_other_bytes_with_the_same_values_are_no_conflict(files: Files, tmp_path: Path) -> None:
    content = files.accepted("甲局")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        stored = io.BytesIO()
        with zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as again:
            for info in package.infolist():
                again.writestr(zipfile.ZipInfo(info.filename), package.read(info))
    put(tmp_path / INBOX, 一=content, 二=stored.getvalue())
    assert told(bring(tmp_path)) == {"new": 2, "accepted": 2, "same": 1}
    assert unit(tmp_path, "甲局")["current"] == unit(tmp_path, "甲局")["published"] == 1


def test_a_workbook_made_for_one_unit_and_filled_by_another_waits_for_a_person(files: Files, tmp_path: Path) -> None:
    put(tmp_path / INBOX, 甲局=files.of_two_minds("甲局", "乙局"))
    assert bring(tmp_path).counts["conflicts"] == 1
    assert row(tmp_path, "SELECT kind, unit FROM conflicts") == [("identity", None)]
    assert row(tmp_path, "SELECT * FROM units") == []


def test_data_that_came_otherwise_are_not_replaced_unasked(files: Files, tmp_path: Path) -> None:
    put(tmp_path / INBOX, 甲局=files.accepted("甲局"))
    bring(tmp_path)
    file = tmp_path / DATA / "2021" / "甲局" / "单位.csv"
    file.write_text(file.read_text("utf-8").replace("000-00000000", "手工改过"), "utf-8")
    put(tmp_path / INBOX, 甲局=files.accepted("甲局", phone="000-11111111"))
    assert told(bring(tmp_path)) == {"new": 1, "accepted": 1, "replaced": 1, "conflicts": 1}
    assert "手工改过" in file.read_text("utf-8")
    assert row(tmp_path, "SELECT kind FROM conflicts") == [("data",)]


def test_a_readme_beside_the_data_and_another_spelling_of_them_stay(files: Files, tmp_path: Path) -> None:
    put(tmp_path / INBOX, 甲局=files.accepted("甲局"))
    bring(tmp_path)
    folder = tmp_path / DATA / "2021" / "甲局"
    (folder / "README.md").write_text("已核", "utf-8")
    (folder / "单位.csv").write_text("\ufeff" + (folder / "单位.csv").read_text("utf-8"), "utf-8")
    put(tmp_path / INBOX, 甲局=files.accepted("甲局", phone="000-11111111"))
    assert bring(tmp_path).counts["conflicts"] == 0
    assert (folder / "README.md").is_file() and "000-11111111" in (folder / "单位.csv").read_text("utf-8")


def test_units_come_from_a_register_and_are_known_by_name_or_code(files: Files, tmp_path: Path) -> None:
    register = [Registered("甲 局", "001", "总部"), Registered("（乙）局", "002"), Registered("丙局", "003")]
    put(tmp_path / INBOX, 一=files.accepted("甲局"), 二=files.accepted("(乙)局"))
    bring(tmp_path, units=register)
    units = row(tmp_path, "SELECT name, registered, current IS NULL FROM units ORDER BY code")
    assert units == [("甲 局", 1, 0), ("（乙）局", 1, 0), ("丙局", 1, 1)]


def test_a_file_that_cannot_be_read_belongs_to_the_unit_that_its_name_names(files: Files, tmp_path: Path) -> None:
    put(tmp_path / INBOX, **{"丙局_决算.pdf": b"%PDF-1.7 ", "丙局财务科.pdf": b"%PDF-1.4 ", "不明.pdf": b"%PDF-1.3 "})
    bring(tmp_path, units=[Registered("丙局"), Registered("丙局财务科"), Registered("丁局")])
    whose = "SELECT n.name, u.name, unit_by FROM names n JOIN submissions ON seq=submission"
    assert sorted(row(tmp_path, whose + " LEFT JOIN units u ON u.id=unit")) == [
        ("不明.pdf", None, ""),
        ("丙局_决算.pdf", "丙局", "file name"),
        ("丙局财务科.pdf", "丙局财务科", "file name"),
    ]


@pytest.mark.parametrize(
    ("again", "allowed", "word"), [("time", 5, "again"), ("time", 500, "known"), ("spec", 0, "again")]
)
def test_what_failed_for_want_of_time_or_template_gets_another_try(
    files: Files, tmp_path: Path, again: str, allowed: float, word: str
) -> None:
    put(tmp_path / INBOX, 甲局=files.accepted("甲局"))
    bring(tmp_path)
    with open_ledger(tmp_path / CAMPAIGN) as ledger, ledger.transaction():
        ledger.write("UPDATE submissions SET verdict='unreadable', again=?, allowed=?", again, allowed)
    wishes = Wishes(tmp_path / DATA, runner=Remembered())
    wishes = replace(wishes, order=replace(wishes.order, timeout=60))
    assert collect([tmp_path / INBOX], tmp_path / CAMPAIGN, wishes).counts[word] == 1


def test_clocks_have_no_say(files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter(["2031-01-01T00:00:00+00:00"] * 3 + ["1999-01-01T00:00:00+00:00"] * 9)
    monkeypatch.setattr("workbook.bureau.collecting.now", lambda: next(times))
    monkeypatch.setattr("workbook.bureau.intake.now", lambda: next(times))
    put(tmp_path / INBOX, 甲局=files.accepted("甲局"))
    bring(tmp_path)
    put(tmp_path / INBOX, 甲局=files.accepted("甲局", phone="000-11111111"))
    bring(tmp_path)
    assert unit(tmp_path, "甲局")["current"] == 2, "later is what came in the later run, whatever the clock says"
