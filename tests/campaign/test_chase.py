"""Everybody who has something to mend, to answer or to hand in gets a letter that says what, and nobody else."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from campaign.files import Files, Remembered, put
from workbook.bureau.chasing import Chased, chase
from workbook.bureau.collecting import Wishes, collect
from workbook.bureau.deciding import decide
from workbook.bureau.pool import Pool
from workbook.bureau.running import Here
from workbook.bureau.standing import Standing, overview
from workbook.bureau.standingtext import overview_csv, overview_lines
from workbook.campaign.ledger import open_ledger
from workbook.campaign.model import Order
from workbook.campaign.units import Registered, register

UNITS = ["甲局", "乙局", "丙局", "丁局", "戊局", "己局", "庚局", "辛局", "壬局"]
TYPED = "data/2021/庚局/单位.csv"


@pytest.fixture(scope="module")
def made(files: Files, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two collectings of a bureau that handed out nothing itself: all that can become of a unit's files."""
    folder = tmp_path_factory.mktemp("chase")
    with open_ledger(folder / "c", create=True) as ledger, ledger.transaction():
        register(ledger, [Registered(name, f"{number:03}") for number, name in enumerate(UNITS, 1)], "2021")
    first = put(
        folder / "1", 甲局=files.accepted("甲局"), 乙局=files.accepted("乙局"), 庚局=files.accepted("庚局"),
        己局一=files.accepted("己局"), 己局二=files.accepted("己局", phone="000-11111111"), 辛局=b"PK\x03\x04" * 99,
        壬局=files.to_explain("壬局"),
    )  # fmt: skip
    (first / "壬局.pdf").write_bytes(b"%PDF-1.7 9")
    _collect(folder, first)
    typed = folder / TYPED
    typed.write_text(typed.read_text("utf-8").replace("000-00000000", "000-99999999"), "utf-8")
    second = put(
        folder / "2", 甲局改=files.rejected("甲局"), 庚局改=files.accepted("庚局", phone="000-22222222"),
        谁=files.of_two_minds("丁局", "戊局"),
    )  # fmt: skip
    (second / "乙局.pdf").write_bytes(b"%PDF-1.7 2")
    _collect(folder, second)
    return folder


def _collect(folder: Path, inbox: Path) -> None:
    assert collect([inbox], folder / "c", Wishes(folder / "data", runner=Remembered())).complete


@pytest.fixture(scope="module")
def chased(made: Path) -> Chased:
    return chase(made / "c", made / "letters")


def letter(chased: Chased, unit: str) -> str:
    (one,) = [one for one in chased.letters if one.unit.unit == unit]
    return one.letter.read_text("utf-8")


def standing(campaign: Path) -> dict[str, Standing]:
    return {unit.unit: unit for unit in overview(campaign).units}


def test_who_gets_a_letter(chased: Chased) -> None:
    """Not 乙局, whose stamped page came after its workbook, nor 庚局, in whose data folder the bureau has typed."""
    told = {one.unit.unit: one.unit.state for one in chased.letters}
    assert told == {
        "甲局": "accepted", "丙局": "not issued", "丁局": "conflict", "戊局": "conflict", "己局": "conflict",
        "辛局": "unreadable", "壬局": "explain",
    }  # fmt: skip
    assert chased.findings == ()
    with (chased.folder / "清单.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["年度", "单位", "编码", "联系人", "状态", "清单", "批注工作簿"]
    assert [row["单位"] for row in rows] == list(told) and rows[0]["批注工作簿"] == "甲局/甲局改_批注.xlsx"


def test_a_correction_that_was_not_accepted_is_told_beside_what_counts(chased: Chased) -> None:
    text = letter(chased, "甲局")
    assert "现在采用的是“甲局.xlsx”" in text and "另外收到的“甲局改.xlsx”" in text and "核对结果：退回" in text
    assert "如果不是，请告诉我们不用它" in text and "## 必须改正" in text and "2010301" in text
    assert (chased.folder / "甲局" / "甲局改_批注.xlsx").is_file()


def test_a_unit_that_nobody_handed_anything_to_is_asked_for_its_workbook(chased: Chased) -> None:
    text = letter(chased, "丙局")
    assert "还没有收到" in text and "没有给贵单位发放的记录" in text and "向我们索取" in text


def test_a_file_of_two_minds_is_told_to_both(chased: Chased) -> None:
    for unit, said in (("丁局", "是为贵单位制作的，“单位名称”里填的却是“戊局”"), ("戊局", "却是为“丁局”制作的")):
        text = letter(chased, unit)
        assert "“谁.xlsx”" in text and said in text and "还没有收到" not in text


def test_contradicting_files_are_named_with_their_arrival_and_their_differences(chased: Chased) -> None:
    text = letter(chased, "己局")
    one, other = (line for line in text.splitlines() if line.startswith(("1. ", "2. ")))
    assert "“己局一.xlsx”（20" in one and "收到，指纹 " in one and "“己局二.xlsx”" in other
    assert "单位信息.咨询电话.值 000-00000000 → 000-11111111" in text
    assert "请回复以哪一份为准" in text and "不会自动替换" in text


def test_a_file_that_cannot_be_read_is_called_so(chased: Chased) -> None:
    assert "核对结果：读不了" in letter(chased, "辛局") and "重新报送" in letter(chased, "辛局")


def test_a_page_beside_the_workbook_does_not_hide_what_is_to_mend_in_it(chased: Chased) -> None:
    text = letter(chased, "壬局")
    assert "“壬局.xlsx”" in text and "核对结果：待说明" in text and "D4.2" in text and "PDF" not in text


def test_who_has_decided_since_is_not_asked_again(made: Path, tmp_path: Path) -> None:
    """甲局 said to leave the correction alone, and the bureau recorded that."""
    shutil.copytree(made, tmp_path / "copy")
    campaign = tmp_path / "copy" / "c"
    assert standing(campaign)["甲局"].newer
    with open_ledger(campaign) as ledger:
        count = ledger.one("SELECT sha256 FROM submissions s JOIN units u ON u.current=s.seq WHERE u.name='甲局'")
    assert decide(campaign, count, unit="甲局", reason="不是更正").findings == ()
    assert not standing(campaign)["甲局"].newer
    assert "甲局" not in {one.unit.unit for one in chase(campaign, tmp_path / "letters").letters}


def test_the_status_names_the_file_that_counts_and_the_first_error(made: Path) -> None:
    state = overview(made / "c")
    lines = {line.split("  ")[1]: line for line in overview_lines(state, "zh") if line.startswith("2021  ")}
    assert "甲局.xlsx（更新的没有通过：甲局改.xlsx）" in lines["甲局"] and "2010301" not in lines["乙局"]
    first = state.units[0].first
    assert first is not None and first.code in state.units[0].reasons and f"{first.code} " in lines["甲局"]
    assert "乙局.xlsx" in lines["乙局"] and "pdf" not in lines["乙局"]
    (told,) = [row for row in csv.DictReader(overview_csv(state).splitlines()) if row["unit"] == "甲局"]
    assert (told["file"], told["latest"], told["newer"]) == ("甲局.xlsx", "甲局改.xlsx", "1")
    kept = [finding.code for finding in state.units[0].findings if finding.level < 3]
    assert set(told["reasons"].split()) == set(state.units[0].reasons) and not set(kept) & set(told["reasons"].split())
    assert {reason.code for reason in state.reasons} >= set(state.units[0].reasons), "it is a reason like any other"
    assert any("给“丁局”的工作簿，填的是“戊局”  谁.xlsx" in line for line in overview_lines(state, "zh"))


def test_after_a_decision_for_the_older_file_the_status_names_it(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made, tmp_path / "copy")
    assert decide(tmp_path / "copy" / "c", "己局一.xlsx", unit="己局").findings == ()
    unit = standing(tmp_path / "copy" / "c")["己局"]
    assert (unit.state, unit.file, unit.latest, unit.newer) == ("accepted", "己局一.xlsx", "己局二.xlsx", False)
    assert "己局一.xlsx（最近收到：己局二.xlsx）" in "\n".join(overview_lines(overview(tmp_path / "copy" / "c"), "zh"))


def test_what_was_judged_by_another_template_is_annotated_by_it(files: Files, tmp_path: Path) -> None:
    """Also by several processes."""
    inbox = put(tmp_path / "in", 甲局=files.of_another_template("甲局"))
    order = Order("hubei/2021")
    collect([inbox], tmp_path / "c", Wishes(tmp_path / "data", order, runner=Here()))
    for number, runner in enumerate((Here(), Pool(1))):
        made = chase(tmp_path / "c", tmp_path / f"letters{number}", runner=runner)
        assert made.findings == () and (tmp_path / f"letters{number}/甲局/甲局_批注.xlsx").is_file()
    with open_ledger(tmp_path / "c") as ledger, ledger.transaction():
        ledger.write("UPDATE submissions SET spec='私有/2021'")
    told = chase(tmp_path / "c", tmp_path / "none").findings
    assert [f.code for f in told] == ["L114", "S110"] and told[1].place.file == "甲局.xlsx"
    assert chase(tmp_path / "c", tmp_path / "asked", order=order).findings == ()
