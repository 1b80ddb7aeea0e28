"""Whose workbook it is: carriers that contradict, names and codes that are not those of the hand-out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from made import ROOT
from mutate.package import Package, packed
from structure.carriers import ANOTHER_UNIT, CUSTOM, OWN
from structure.conftest import Answer, at, only
from workbook.api.chain import Specs
from workbook.api.check import check
from workbook.api.import_ import Wanted, import_files
from workbook.data.whose import same_unit
from workbook.finding import Level

UNIT = "单位信息"
NAME, CODE, TEMPLATE, PHONE = "C6", "C7", "C12", "C16"


@ANOTHER_UNIT
def test_carriers_that_name_another_unit(package: Package, answer: Answer, part: str, before: str, after: str) -> None:
    package.replace(part, before, after)
    item = only(answer(package))
    assert (item.code, item.level) == ("M106", Level.ERROR)
    assert "邻市财政局" in item.message and OWN in item.message


def test_a_carrier_that_lost_the_unit_contradicts_nothing(package: Package, answer: Answer) -> None:
    package.replace(CUSTOM, f"<vt:lpwstr>{OWN}", "<vt:lpwstr>")
    assert answer(package).accepted


@pytest.mark.parametrize(
    ("name", "level"), [("示例市数据资源管理局本级", Level.WARNING), ("邻市数据资源管理局", Level.ERROR)]
)
def test_a_name_that_is_not_the_one_of_the_hand_out(package: Package, answer: Answer, name: str, level: Level) -> None:
    package.say(UNIT, *at(NAME), name)
    item = only(answer(package))
    assert (item.code, item.cell, item.level) == ("J111", NAME, level) and OWN in item.message


def _claiming(package: Package, name: str) -> None:
    for part, data in package.parts.items():
        if part.endswith((".xml", ".rels")):
            package.parts[part] = data.replace(b"hubei/2021", name.encode())


def test_a_file_does_not_say_which_folder_is_read(package: Package, answer: Answer, tmp_path: Path) -> None:
    """Only names of specs count: a path would let a file bring its own rules."""
    shutil.copytree(ROOT / "specs/hubei/2021", tmp_path / "own")
    for name in (str(ROOT / "specs/hubei/2021"), "../specs/hubei/2021", "./specs/hubei/2021", str(tmp_path / "own")):
        changed = Package(package.parts)
        _claiming(changed, name)
        assert only(answer(changed)).code == "M103", name


@pytest.mark.parametrize("name", ["模" * 300, "national/../hubei/2021", ".", "/", "hubei/2021/../2021"])
def test_no_other_name_is_one_of_a_spec(package: Package, answer: Answer, name: str) -> None:
    _claiming(package, name)
    item = only(answer(package))
    assert (item.code, item.level) == ("M103", Level.FATAL)


def test_a_spec_s_folder_may_be_asked_for(package: Package, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(packed(package.parts))
    assert check(tmp_path / "a.xlsx", spec=ROOT / "specs/hubei/2021", strict=True).accepted


def test_brackets_of_another_width_make_no_other_name(package: Package, answer: Answer) -> None:
    package.say(UNIT, *at(NAME), "示例市数据资源管理局(示例)")
    assert answer(package).accepted


@pytest.mark.parametrize(("cell", "was", "now"), [(CODE, "000000", "999999"), (TEMPLATE, "hubei/2021", "hubei/2020")])
def test_a_code_or_template_that_is_not_the_one_of_the_hand_out(
    package: Package, answer: Answer, cell: str, was: str, now: str
) -> None:
    package.say(UNIT, *at(cell), now)
    item = only(answer(package))
    assert (item.code, item.cell, item.level, item.found, item.expected) == ("M105", cell, Level.WARNING, now, was)


def test_a_code_that_was_deleted_is_told(package: Package, answer: Answer) -> None:
    package.blank(UNIT, *at(CODE))
    item = only(answer(package))
    assert (item.code, item.cell, item.level, item.expected) == ("M105", CODE, Level.WARNING, "000000")


def test_a_name_written_otherwise_is_no_second_unit(package: Package, tmp_path: Path) -> None:
    """A file for a unit that has data already is a conflict, however its name is written this time."""
    (tmp_path / "first.xlsx").write_bytes(packed(package.parts))
    package.say(UNIT, *at(NAME), "示例市数据资源管理局本级")
    package.say(UNIT, *at(PHONE), "000-11111111")
    (tmp_path / "second.xlsx").write_bytes(packed(package.parts))
    wanted = Wanted(tmp_path / "data")
    first, second = import_files([tmp_path / "first.xlsx", tmp_path / "second.xlsx"], wanted, strict=True)
    assert (first.status, second.status) == ("imported", "conflict")
    assert {difference.name for difference in second.differences} == {"单位信息.单位名称.值", "单位信息.咨询电话.值"}
    assert [folder.name for folder in (tmp_path / "data/2021").iterdir()] == [OWN]


def test_a_longer_name_is_another_unit(package: Package, tmp_path: Path) -> None:
    """A centre below the office fills the workbook of the office: it gets a folder of its own beside the office's."""
    (tmp_path / "first.xlsx").write_bytes(packed(package.parts))
    package.say(UNIT, *at(NAME), "示例市数据资源管理局大数据中心")
    (tmp_path / "second.xlsx").write_bytes(packed(package.parts))
    wanted = Wanted(tmp_path / "data")
    for result in import_files([tmp_path / "first.xlsx", tmp_path / "second.xlsx"], wanted, strict=True):
        assert result.status == "imported"
    assert {folder.name for folder in (tmp_path / "data/2021").iterdir()} == {OWN, "示例市数据资源管理局大数据中心"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("示例市财政局", "示例市财政局本级", True),
        ("示例市财政局", "示例市财政局（本级）", True),
        ("示例市财政局(机关)", "示例市 财政局", True),
        ("示例市第２小学（本级） ", "示例市第2小学本级 ", True),
        ("示例市财政局", "示例市财政局国库支付中心", False),
        ("示例市财政局", "财政局", False),
        ("", "（本级）", False),
    ],
)
def test_ways_of_writing_one_name(one: str, other: str, same: bool) -> None:
    assert same_unit(one, other) is same_unit(other, one) is same


def test_another_year_s_template_was_asked_for(package: Package, tmp_path: Path) -> None:
    """The file does not contradict itself, and nothing is held against the wrong year's template."""
    (tmp_path / "filled.xlsx").write_bytes(packed(package.parts))
    report = check(tmp_path / "filled.xlsx", spec="hubei/2022", strict=True)
    item = only(report)
    assert (item.code, report.status) == ("M107", "unreadable")
    assert "2021 年度" in item.message and "hubei/2022" in item.message


def test_the_template_of_another_place_is_asked_for(package: Package, specs: Specs, tmp_path: Path) -> None:
    """The same year, so it is judged as asked; that it was made for another place comes first."""
    path = tmp_path / "filled.xlsx"
    path.write_bytes(packed(package.parts))
    first = check(path, spec="national/2021", specs=specs).findings[0]
    assert first.code == "M108" and "hubei/2021" in first.message and "national/2021" in first.message
    assert "不一致之处在：" in first.message and "自评" in first.message
