"""Reasons that only some places ask for: one for all of 一般公共预算, one for all of 三公."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from check import edits
from check.small import small_unit
from made import Made
from workbook.api.chain import Specs
from workbook.api.check import check

CARS = ("因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费")


@pytest.fixture(scope="module")
def shanghai(specs: Specs, tmp_path_factory: pytest.TempPathFactory) -> Made:
    spec, _ = specs.get("shanghai/2024")
    assert spec is not None
    return small_unit(spec, tmp_path_factory.mktemp("reasons") / "unit", ("860000", ""), {})


@pytest.mark.parametrize(("text", "code"), [("无", "J132"), ("比预算减少了会议", "J108"), ("年中追加了人员经费", "")])
def test_one_reason_for_all_of_it(shanghai: Made, specs: Specs, tmp_path: Path, text: str, code: str) -> None:
    sheet, name = "补充资料", "一般公共预算支出与预算差异原因"
    changes = {(sheet, name, "值"): text, ("支出明细", "1", "年初预算数"): Decimal(800000)}
    report = check(edits.changed(shanghai, tmp_path / "a.xlsx", changes), specs=specs)
    assert {item.code for item in report.findings if item.name.startswith(f"{sheet}.{name}")} == ({code} - {""})


def test_one_reason_for_all_cars_and_meals(shanghai: Made, specs: Specs, tmp_path: Path) -> None:
    paid = {
        ("三公经费", row, column): Decimal(n) for row in CARS for column, n in (("年初预算数", 9000), ("决算数", 8000))
    }
    path = edits.changed(
        shanghai, tmp_path / "a.xlsx", {**paid, ("补充资料", "“三公”经费与预算差异原因", "值"): "同上"}
    )
    item = next(item for item in check(path, specs=specs).findings if item.code == "J132")
    assert (item.finding.facts["found"], item.finding.facts["expected"]) == ("32000", "36000")
