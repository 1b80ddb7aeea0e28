"""A unit without projects is not asked for them, one with project expenditure is."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from made import from_folder
from workbook.api.chain import Specs
from workbook.api.check import check
from workbook.spec.spec import Spec

OF_PROJECTS = {"S6", "S7.1", "D5.1", "D5.2", *(f"{check}-项目{n}" for check in ("P2.1", "P2.2") for n in (1, 2, 3))}
FINAL = ("科目编码", "资金来源", "年初预算数", "基本支出", "项目支出")


def checked(spec: Spec, specs: Specs, folder: Path, spent: Sequence[str], *, more: Mapping[str, str]) -> set[str]:
    """The checks for which something has to be filled in. spent: basic and project expenditure of a small unit."""
    files = {
        "单位.csv": [("项目", "值"), ("单位名称", "某市档案服务中心"), ("年度", "2021"), ("金额单位", "元")],
        "收入明细.csv": [("科目编码", "一般公共预算财政拨款"), ("2012604", "860000")],
        "支出明细.csv": [FINAL, ("2012604", "一般公共预算", "860000", *spent)],
        "经济分类支出.csv": [("科目编码", "决算数"), ("30101", spent[0])],
        "补充资料.csv": [("项目", "值"), *more.items()],
    }
    folder.mkdir()
    for name, lines in files.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(lines)
    report = check(from_folder(spec, folder, folder / "a.xlsx").path, specs=specs)
    return {item.row_label.split()[0] for item in report.findings if item.code == "K104"}


def test_a_unit_without_projects_is_not_asked_for_them(spec: Spec, specs: Specs, tmp_path: Path) -> None:
    asked = checked(spec, specs, tmp_path / "unit", ("860000", ""), more={})
    assert not asked & OF_PROJECTS
    assert "D5.6-部门整体" in asked  # the scorecard of the whole is everybody's


@pytest.mark.parametrize(("named", "left"), [("", {"S6", "S7.1", "D5.1"}), ("自评项目个数", {"S6", "S7.1"})])
def test_one_with_project_expenditure_is(spec: Spec, specs: Specs, tmp_path: Path, named: str, left: set[str]) -> None:
    """Not by the blank scorecards: how many there must be is compared by D5.1. D5.2 lacks what S7.1 asks for."""
    more = {named: "1"} if named else {}
    assert checked(spec, specs, tmp_path / "unit", ("460000", "400000"), more=more) & OF_PROJECTS == left
