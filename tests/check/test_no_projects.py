"""A unit without projects is not asked for them, one with project expenditure is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from check import edits
from check.small import small_unit
from workbook.api.chain import Specs
from workbook.api.check import check
from workbook.spec.spec import Spec

OF_PROJECTS = {"S6", "S7.1", "D5.1", "D5.2", *(f"{check}-项目{n}" for check in ("P2.1", "P2.2") for n in (1, 2, 3))}


def asked(spec: Spec, specs: Specs, folder: Path, spent: Sequence[str], more: Mapping[str, str]) -> set[str]:
    """The checks for which something has to be filled in."""
    report = check(small_unit(spec, folder, spent, more).path, specs=specs)
    return {item.row_label.split()[0] for item in report.findings if item.code == "K104"}


def test_a_unit_without_projects_is_not_asked_for_them(spec: Spec, specs: Specs, tmp_path: Path) -> None:
    wanted = asked(spec, specs, tmp_path / "unit", ("860000", ""), {})
    assert not wanted & OF_PROJECTS
    assert "D5.6-部门整体" in wanted  # the scorecard of the whole is everybody's


@pytest.mark.parametrize(("more", "left"), [({}, {"S6", "S7.1", "D5.1"}), ({"自评项目个数": "1"}, {"S6", "S7.1"})])
def test_one_with_project_expenditure_is(
    spec: Spec, specs: Specs, tmp_path: Path, more: Mapping[str, str], left: set[str]
) -> None:
    """Not by the blank scorecards: how many there must be is compared by D5.1. D5.2 lacks what S7.1 asks for."""
    assert asked(spec, specs, tmp_path / "unit", ("460000", "400000"), more) & OF_PROJECTS == left


def test_projects_of_another_fund_are_asked_for_when_they_are_listed(spec: Spec, specs: Specs, tmp_path: Path) -> None:
    made = small_unit(spec, tmp_path / "unit", ("860000", ""), {})
    names = {("项目支出", "1", "项目名称"): "污水管网改造", ("支出明细", "1", "资金来源"): "政府性基金"}
    report = check(edits.changed(made, tmp_path / "b.xlsx", names), specs=specs)
    assert {item.row_label.split()[0] for item in report.findings if item.code == "K104"} >= {"D5.1"}
