"""What people have declared in a department's folder is not lost when its workbook is imported there."""

from __future__ import annotations

from pathlib import Path

import pytest

from made import make
from roll.units import GENERAL, OTHER, RECEIVED, SUBSIDY, money, spec, unit
from workbook import Imported, Wanted, import_files
from workbook.roll import Declared, roll
from workbook.roll.files import FOLDER as DECLARED
from workbook.roll.files import read_eliminations, read_expected

HEAD = "往来事项,付出单位,收到单位,支出科目编码,支出资金来源,收入科目编码,金额,金额单位,原因,经办\n"
APPLIED = "上级补助,本级,中心,2010399,,,0.5,万元,平台运维,张三\n"
NOT_APPLIED = "上级补助,本级,新中心,,,,9,元,明年成立,李四\n"
UNITS = "单位名称,单位编码,备注\n本级,,\n中心,,去年改制\n"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The department's workbook, made of two units, one payment between them and the list of both."""
    folder = tmp_path_factory.mktemp("declared")
    (folder / "抵销.csv").write_text(HEAD + APPLIED + NOT_APPLIED, "utf-8")
    (folder / "应汇总单位.csv").write_text(UNITS, "utf-8")
    eliminations, _ = read_eliminations(folder / "抵销.csv", "抵销.csv", spec())
    expected, _ = read_expected(folder / "应汇总单位.csv", "应汇总单位.csv")
    units = (
        unit("本级", {("2010301", GENERAL): money(9)}, {("2010399", OTHER, SUBSIDY): money(5000)}),
        unit("中心", {("2010350", RECEIVED): money(5000)}, {("2010301", GENERAL, "基本支出"): money(5000)}),
    )
    whole, _ = roll(units, Declared(eliminations=eliminations, expected=expected, name="某部门"), spec())
    assert whole is not None and whole.rolled is not None and len(whole.rolled.eliminations) == 1
    return make(spec(), whole, folder / "部门.xlsx").path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The department's own folder: a text of its own, and what was declared."""
    folder = tmp_path / "data/2021/某部门"
    (folder / DECLARED).mkdir(parents=True)
    facts = "项目,值\n单位名称,某部门\n年度,2021\n金额单位,元\n模板,hubei/2021\n"
    (folder / "单位.csv").write_text(facts, "utf-8")
    (folder / DECLARED / "抵销.csv").write_text(HEAD + APPLIED + NOT_APPLIED, "utf-8")
    (folder / DECLARED / "应汇总单位.csv").write_text(UNITS, "utf-8")
    return folder


def imported(filled: Path, home: Path, *, replace: bool = True) -> Imported:
    (result,) = import_files([filled], Wanted(home.parents[1], reason="试", replace=replace))
    return result


def test_lists_that_say_all_that_the_workbook_says_stay_as_they_were_written(filled: Path, home: Path) -> None:
    assert imported(filled, home, replace=False).status == "conflict", "there are no amounts in the folder"
    assert imported(filled, home).status == "imported"
    assert (home / DECLARED / "抵销.csv").read_text("utf-8") == HEAD + APPLIED + NOT_APPLIED
    assert (home / DECLARED / "应汇总单位.csv").read_text("utf-8") == UNITS
    assert (home / DECLARED / "单位清单.csv").is_file()
    assert imported(filled, home, replace=False).status == "unchanged"


def test_what_only_the_lists_say_otherwise_is_asked_for(filled: Path, home: Path) -> None:
    assert imported(filled, home).status == "imported"
    (home / DECLARED / "抵销.csv").write_text(HEAD + APPLIED.replace("0.5", "0.6"), "utf-8")
    (home / DECLARED / "应汇总单位.csv").write_text(UNITS + "新中心,,\n", "utf-8")
    asked = imported(filled, home, replace=False)
    told = {(d.name, str(d.old or ""), str(d.new or "")) for d in asked.differences}
    assert asked.status == "conflict" and told == {
        ("应汇总单位.新中心", "有", ""),
        ("抵销.1.金额", "6000.0", "5000"),
    }
    assert "0.6" in (home / DECLARED / "抵销.csv").read_text("utf-8")
    assert imported(filled, home).status == "imported"
    assert "5000.00,平台运维,元" in (home / DECLARED / "抵销.csv").read_text("utf-8")
    assert "新中心" not in (home / DECLARED / "应汇总单位.csv").read_text("utf-8")


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The department's workbook of the same two units, with no payment between them."""
    units = (
        unit("本级", {("2010301", GENERAL): money(9)}, {("2010301", GENERAL, "基本支出"): money(9)}),
        unit("中心", {("2010350", RECEIVED): money(5000)}, {("2010301", GENERAL, "基本支出"): money(5000)}),
    )
    whole, _ = roll(units, Declared(name="某部门"), spec())
    assert whole is not None and whole.rolled is not None and not whole.rolled.eliminations
    return make(spec(), whole, tmp_path_factory.mktemp("without") / "部门.xlsx", clean=False).path


def test_a_payment_that_the_workbook_lacks_is_asked_for_and_one_of_a_unit_to_come_is_not(
    without: Path, home: Path
) -> None:
    (home / DECLARED / "抵销.csv").write_text(HEAD + NOT_APPLIED, "utf-8")
    assert imported(without, home).status == "imported"
    assert (home / DECLARED / "抵销.csv").read_text("utf-8") == HEAD + NOT_APPLIED
    (home / DECLARED / "抵销.csv").write_text(HEAD + APPLIED + NOT_APPLIED, "utf-8")
    asked = imported(without, home, replace=False)
    assert asked.status == "conflict"
    assert ("抵销.1.金额", "5000.0") in {(d.name, str(d.old)) for d in asked.differences}
