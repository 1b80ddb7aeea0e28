"""A workbook made with an older version of its template: one finding, with what changed under it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from made import EXAMPLE, ROOT, from_folder, the_spec
from mutate.package import Package, parts_of
from structure.conftest import Answer, only, told
from workbook.api.chain import Specs
from workbook.api.check import check
from workbook.finding import Level
from workbook.spec.load import load_spec


@pytest.fixture(scope="session")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made before 支出明细 had its column 说明, another tolerance, another hint and another sum."""
    folder = tmp_path_factory.mktemp("older")
    shutil.copytree(ROOT / "specs", folder / "specs")
    base = folder / "specs" / "base"
    for page, now, then in (
        ("支出明细.yaml", "  说明: text\n", ""),
        ("支出明细.yaml", "行数不够时在末行以上插入行", "行数不够时请插入行"),
        ("04-补充资料.yaml", 'tolerance: "0.0001"', 'tolerance: "0.001"'),
        ("05-绩效自评.yaml", '+COUNTIF(指标.实际完成值,"*进行中*")', ""),
    ):
        (path,) = base.rglob(f"*{page}")
        text = path.read_text("utf-8")
        assert now in text
        path.write_text(text.replace(now, then), "utf-8")
    spec, _ = load_spec(folder / "specs" / "hubei" / "2021")
    assert spec is not None
    unit = folder / "data"
    shutil.copytree(EXAMPLE, unit)
    rows = [line.rpartition(",")[0] for line in (unit / "支出明细.csv").read_text("utf-8-sig").splitlines()]
    (unit / "支出明细.csv").write_text("\n".join(rows) + "\n", "utf-8")
    return from_folder(spec, unit, folder / "older.xlsx").path


def test_what_changed_is_told_under_the_version(older: Path, specs: Specs) -> None:
    report = check(older, specs=specs)
    item = only(report)
    assert item.code == "M104" and "支出明细" in item.message and "审核" in item.message
    assert {short.code for short in item.consequences} == {"F102", "F106", "M205", "M207"}
    assert "下发的工作簿" not in item.hint, "it never had the column"
    assert not report.accepted, "its formulas are not those that the accounts are judged by"


def test_a_column_that_the_template_no_longer_has_is_told_with_its_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file has more than it should: contents without a place, and formulas one column off."""
    shutil.copytree(ROOT / "specs", tmp_path / "specs")
    made = from_folder(the_spec(), EXAMPLE, tmp_path / "filled.xlsx").path
    page = tmp_path / "specs" / "base" / "2-录入" / "03-支出明细.yaml"
    text = page.read_text("utf-8")
    assert "  说明: text\n" in text
    page.write_text(text.replace("  说明: text\n", ""), "utf-8")
    monkeypatch.chdir(tmp_path)
    item = only(check(made, specs=Specs()))
    assert item.code == "M104" and item.message.endswith("，不一致之处在：支出明细")


def test_a_number_over_a_formula_is_told_by_itself_all_the_same(older: Path, answer: Answer) -> None:
    package = Package(parts_of(older.read_bytes()))
    package.number("公开03表", 8, 6, "999")
    items = told(answer(package))
    assert [item.code for item in items if item.level > Level.INFO] == ["M104", "F101"]
