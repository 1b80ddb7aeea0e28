"""A register comes again with fewer units: who is no longer in it is told, asked for nothing, and loses nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from campaign.files import Files, Remembered, put
from workbook.bureau.chasing import chase
from workbook.bureau.collecting import Collected, Wishes, collect
from workbook.bureau.handing_out import hand_out
from workbook.bureau.rolling import roll_up_campaign
from workbook.bureau.standing import Overview, overview
from workbook.bureau.standinghtml import overview_html
from workbook.bureau.standingtext import overview_lines
from workbook.campaign.model import Job, Order, Verdict
from workbook.campaign.units import Registered
from workbook.finding import render
from workbook.finding.catalogue import title

WHOLE = ("甲局", "乙局", "丙局", "丁局", "戊局")


class Unmarked:
    """Makes no marked workbooks, which take time: who gets a letter is the question here."""

    def judge(self, jobs: Iterable[Job], order: Order) -> Iterator[tuple[Job, Verdict]]:
        return ((job, Verdict("unreadable")) for job in jobs)


def bring(tmp_path: Path, *names: str, year: str = "2021") -> Collected:
    units = tuple(Registered(name) for name in names)
    wishes = Wishes(tmp_path / "data", units=units, year=year, runner=Remembered())
    result = collect([tmp_path / "in"], tmp_path / "c", wishes)
    assert result.complete
    return result


def states(state: Overview) -> dict[str, str]:
    return {unit.unit: unit.state for unit in state.units}


def chased(tmp_path: Path) -> list[str]:
    done = chase(tmp_path / "c", tmp_path / "w", runner=Unmarked())
    return sorted(letter.unit.unit for letter in done.letters)


@pytest.fixture
def campaign(files: Files, tmp_path: Path) -> Path:
    """甲局 was accepted, 乙局 sent back, 丙局 was handed a workbook and 丁局 not; nothing came of either."""
    (tmp_path / "units.csv").write_text("单位名称\n丙局\n", "utf-8")
    hand_out(tmp_path / "units.csv", "hubei/2021", tmp_path / "c")
    put(tmp_path / "in", 甲局=files.accepted("甲局"), 乙局=files.rejected("乙局"))
    assert bring(tmp_path, *WHOLE).findings == ()
    assert chased(tmp_path) == ["丁局", "丙局", "乙局", "戊局"]
    return tmp_path


def test_who_is_no_longer_in_the_register_is_told_and_not_chased(campaign: Path) -> None:
    (told,) = bring(campaign, "戊局").findings
    assert told.code == "L133" and told.facts["count"] == "4"
    assert all(name in render(told) for name in ("甲局", "乙局", "丙局", "丁局"))
    state = overview(campaign / "c")
    off = dict.fromkeys(("乙局", "丙局", "丁局"), "dropped")
    assert states(state) == {"甲局": "accepted", **off, "戊局": "not issued"}
    assert sum(state.counts.values()) == len(state.units) and state.counts["dropped"] == 3
    assert chased(campaign) == ["戊局"] and not state.reasons
    lines = list(overview_lines(state, "zh"))
    assert any(line.startswith("名册里已经没有的单位 4：") for line in lines), "甲局 among them"
    assert not any(line.startswith("名册里没有的单位") for line in lines) and "已不在名册" in overview_html(state)


def test_who_was_in_a_register_only_is_named_each_time_and_comes_back_as_it_was(campaign: Path) -> None:
    """What the fuller register said of it holds when it comes back in one with names only."""
    full = Registered("己局", "006", "甲局", contact="张三")
    wishes = Wishes(campaign / "data", units=(full, *map(Registered, WHOLE)), year="2021", runner=Remembered())
    collect([campaign / "in"], campaign / "c", wishes)
    for _ in range(2):
        (told,) = bring(campaign, *WHOLE).findings
        assert (told.code, told.facts["item"]) == ("L133", "己局")
        assert states(overview(campaign / "c"))["己局"] == "dropped"
    bring(campaign, "己局", *WHOLE)
    (back,) = [unit for unit in overview(campaign / "c").units if unit.unit == "己局"]
    assert (back.state, back.code, back.parent, back.contact) == ("not issued", "006", "甲局", "张三")


def test_what_was_accepted_stays_and_is_added_up(campaign: Path) -> None:
    bring(campaign, "戊局")
    assert (campaign / "data/2021/甲局/单位.csv").is_file()
    rolled = roll_up_campaign(campaign / "c", campaign / "out")
    assert [unit.name for unit in rolled.units if unit.received] == ["甲局"]
    (missing,) = [f for f in rolled.findings if f.code == "L126"]
    assert missing.facts["count"] == "1", "of the register of today"


def test_it_is_told_beforehand_that_the_roll_up_wants_to_know_why_it_counts(campaign: Path) -> None:
    """Where the unit was merged, its figures may be in another one's already."""
    (told,) = bring(campaign, "戊局").findings
    rolled = roll_up_campaign(campaign / "c", campaign / "out")
    (beside,) = [f for f in rolled.findings if f.code == "U206"]
    assert beside.facts["unit"] == "甲局"
    assert title("U206", "zh") in render(told) and "要在审核里说明" in render(told)


def test_with_the_whole_register_all_is_as_before(campaign: Path) -> None:
    before = states(overview(campaign / "c"))
    bring(campaign, "戊局")
    assert [f.code for f in bring(campaign, "戊局").findings] == ["L133"], "told as long as that is the register"
    assert bring(campaign).findings == (), "nobody has given a register"
    assert bring(campaign, *WHOLE).findings == ()
    assert states(overview(campaign / "c")) == before
    assert chased(campaign) == ["丁局", "丙局", "乙局", "戊局"]


def test_a_register_of_another_year_drops_nobody(campaign: Path) -> None:
    assert bring(campaign, "甲局", year="2022").findings == ()
    assert states(overview(campaign / "c"))["丁局"] == "not issued"


def test_who_was_never_in_it_is_chased_as_before(campaign: Path, files: Files) -> None:
    """A mistyped name is the only one under which its sender can be told."""
    put(campaign / "in", 别=files.rejected("己局"))
    bring(campaign, "戊局")
    assert states(overview(campaign / "c"))["己局"] == "rejected" and chased(campaign) == ["己局", "戊局"]


def test_who_is_not_handed_out_to_any_more_is_not_chased_either(campaign: Path) -> None:
    (campaign / "units.csv").write_text("单位名称\n戊局\n", "utf-8")
    told = hand_out(campaign / "units.csv", "hubei/2021", campaign / "c").findings
    assert [f.code for f in told] == ["H103"] * 4
    assert states(overview(campaign / "c"))["丙局"] == "dropped" and chased(campaign) == []
