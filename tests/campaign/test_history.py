"""What one unit has handed in, and what each file changed, as a command tells it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from campaign.files import Files, Remembered, put
from cli.run import workbook
from workbook.bureau.collecting import Wishes, collect
from workbook.bureau.deciding import decide
from workbook.bureau.history import history

BEFORE, AFTER = "000-00000000", "000-11111111"


@pytest.fixture
def campaign(files: Files, tmp_path: Path) -> Path:
    """A unit's file, a correction, and one with errors."""
    for name, content in (
        ("一", files.accepted("甲局")), ("二", files.accepted("甲局", phone=AFTER)), ("三", files.rejected("甲局")),
    ):  # fmt: skip
        put(tmp_path / name, **{name: content})
        collect([tmp_path / name], tmp_path / "c", Wishes(tmp_path / "data", runner=Remembered()))
    return tmp_path / "c"


def test_each_file_with_its_verdict_and_what_it_changed(campaign: Path) -> None:
    done = workbook("status", campaign, "甲局", "--lang", "zh")
    head, first, second, replaced, change, third = done.stdout.splitlines()
    assert head == "2021 甲局：收到 3 份" and done.returncode == 0
    assert first.endswith("  通过  一.xlsx") and second.endswith("  通过（现在采用）  二.xlsx")
    assert replaced.strip().startswith("替换 ") and replaced.endswith("改了 1 处")
    assert change.strip() == f"单位信息.咨询电话.值  {BEFORE} → {AFTER}"
    assert third.endswith("  退回  三.xlsx")


def test_the_same_for_programs(campaign: Path) -> None:
    told = json.loads(workbook("status", campaign, "甲局", "--format", "json").stdout)
    assert [file["verdict"] for file in told["files"]] == ["accepted", "accepted", "rejected"]
    assert told["files"][1]["changed"] == [{"name": "单位信息.咨询电话.值", "old": BEFORE, "new": AFTER}]
    (line,) = csv.DictReader(io.StringIO(workbook("status", campaign, "甲局", "--format", "csv").stdout))
    assert (line["name"], line["old"], line["new"]) == ("单位信息.咨询电话.值", BEFORE, AFTER)


def test_who_decided_and_why_is_told(campaign: Path) -> None:
    decide(campaign, "一.xlsx", unit="甲局", reason="更正撤回")
    told = history(campaign, "甲局")
    assert [(one.counts, [why for _, why in one.decided]) for one in told.files] == [
        (True, ["更正撤回"]), (False, []), (False, []),
    ]  # fmt: skip
    assert "更正撤回" in workbook("status", campaign, "甲局").stdout


def test_why_a_file_was_given_to_the_unit_is_told(campaign: Path, files: Files, tmp_path: Path) -> None:
    """At once, or after it had been set aside; by way of a third unit, only the last reason is this one's."""
    put(tmp_path / "四", 乙=files.rejected("乙局"), 丙=files.rejected("丙局"))
    collect([tmp_path / "四"], campaign, Wishes(tmp_path / "data", runner=Remembered()))
    decide(campaign, "一", unit="甲局", reason="是乙局填的", aside=True, to="乙局")
    decide(campaign, "三", unit="甲局", reason="不是它的", aside=True)
    decide(campaign, "三", unit="甲局", reason="也是乙局的", aside=True, to="乙局")
    told = [[why for _, why in one.given] for one in history(campaign, "乙局").files]
    assert told == [["是乙局填的"], ["也是乙局的"], []]
    assert "经裁定归它" in workbook("status", campaign, "乙局").stdout
    decide(campaign, "三", unit="乙局", reason="其实是丙局的", aside=True, to="丙局")
    assert [[why for _, why in one.given] for one in history(campaign, "丙局").files] == [["其实是丙局的"], []]


def test_a_unit_that_is_not_there(campaign: Path) -> None:
    done = workbook("status", campaign, "乙局")
    assert done.returncode == 2 and "没有单位“乙局”，最接近的是“甲局”。用" in done.stderr
