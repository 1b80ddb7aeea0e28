"""A workbook that was rolled forward and not filled yet says 未填 and not 不符; nothing that is typed is let off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import openpyxl
import pytest

from forward.test_continuity import cell
from forward.years import UNIT, two_years
from workbook import check, generate, roll_forward
from workbook.finding import Level
from workbook.report import Report

Typed = Mapping[tuple[str, str, str], object]
"""tab, row key and column key → what is typed there."""

INCOME, SPENT, CARRY, MORE = "收入明细", "支出明细", "结转结余", "补充资料"
FUND = "政府性基金预算财政拨款"


@pytest.fixture(scope="module")
def rolled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("rolled")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert roll_forward(two_years(folder)).status == "rolled"
        assert generate(folder / "data" / "2022" / UNIT, output=folder / "2022.xlsx").written
        yield folder / "2022.xlsx"


def filled(rolled: Path, target: Path, typed: Typed) -> Report:
    book = openpyxl.load_workbook(rolled)
    for (tab, row, column), value in typed.items():
        cell(book, tab, row, column).value = value  # type: ignore[assignment]
    book.save(target)
    return check(target, strict=True)


def line_of(book: openpyxl.Workbook, tab: str, **texts: str) -> str:
    """The key of the first row of a list that has these texts."""
    sheet = book[tab]
    heads = {str(sheet.cell(1, n).value): n for n in range(1, sheet.max_column + 1)}
    for n in range(2, sheet.max_row + 1):
        if all(sheet.cell(n, heads[column]).value == text for column, text in texts.items()):
            return str(sheet.cell(n, 1).value)
    raise AssertionError(texts)


def told(report: Report) -> dict[str, tuple[str, Level]]:
    """Check → code and level of what is told of it, by itself or under another."""
    found = ((item.finding.facts.get("check"), item) for item in report.findings)
    own = {check: (item.code, item.finding.level) for check, item in found if check}
    under = (short for item in report.findings for short in item.consequences if short.code.startswith("K"))
    return own | {s.name.removeprefix("审核.").removesuffix(".结果"): (s.code, s.level) for s in under}


def test_nothing_typed_is_one_finding(rolled: Path) -> None:
    report = check(rolled, strict=True)
    (item,) = report.findings
    assert (item.code, item.level, item.sheet) == ("J127", Level.ERROR, INCOME) and not report.accepted
    assert {short.code for short in item.consequences} == {"K104"}
    assert {"审核.A5.结果", "审核.A9.3.结果", "审核.M1.7.结果", "审核.C1.3.结果"} <= {s.name for s in item.consequences}
    words = {row[7].value for row in openpyxl.load_workbook(rolled, data_only=True)["审核"].iter_rows(min_row=5)}
    assert words <= {"通过", "未填", "不适用", None}


def test_a_blank_workbook_that_was_never_filled_is_not_accepted(tmp_path: Path) -> None:
    assert generate(spec="hubei/2021", output=tmp_path / "blank.xlsx").written
    codes = [item.code for item in check(tmp_path / "blank.xlsx", strict=True).findings]
    assert sorted(codes) == ["J113", "J113", "J127"]


@pytest.mark.parametrize(
    ("tab", "where", "column", "value", "lines", "code"),
    [
        (INCOME, {}, FUND, 1, ("A5", "A9.1", "A9.3", "A11"), "K101"),
        (SPENT, {"资金来源": "政府性基金"}, "基本支出", 0, ("A5", "A9.1", "A9.3", "A11"), "K101"),
        (SPENT, {"资金来源": "政府性基金"}, "经营支出", 0, ("A5", "A9.1", "A9.3", "A11"), "K101"),
        (CARRY, {"资金来源": "政府性基金"}, "年末结转和结余", 0, ("A5", "A9.1", "A9.3", "A11"), "K101"),
        (CARRY, {"资金来源": "一般公共预算"}, "年末结转和结余", 0, ("A5", "A9.1", "A9.2"), "K101"),
        (SPENT, {}, "年初预算数", 5, ("M1.7",), "K102"),
        (INCOME, {}, "其他收入", 5, ("A5", "M1.8"), ""),
    ],
)
def test_whatever_is_typed_is_judged(
    rolled: Path, tmp_path: Path, tab: str, where: dict[str, str], column: str, value: int, lines: tuple[str, ...],
    code: str,
) -> None:  # fmt: skip
    row = line_of(openpyxl.load_workbook(rolled), tab, **where) if where else "1"
    found = told(filled(rolled, tmp_path / "a.xlsx", {(tab, row, column): value}))
    for line in lines:
        assert found[line][0] == (code or {"A5": "K101", "M1.8": "K102"}[line])
        assert found[line][1] is Level.ERROR


@pytest.mark.parametrize(
    ("field", "line"), [("结余分配", "A5"), ("使用非财政拨款结余", "A5"), ("使用非财政拨款结余", "C1.3")]
)
def test_a_total_that_is_typed_counts_too(rolled: Path, tmp_path: Path, field: str, line: str) -> None:
    report = filled(rolled, tmp_path / "a.xlsx", {(MORE, field, "值"): 5})
    (item,) = [i for i in report.findings if i.code == "J127"]
    names = {item.finding.facts.get("check") for item in report.findings}
    assert line in names or f"审核.{line}.结果" not in {s.name for s in item.consequences}


def test_what_of_a_fund_is_blank_stays_unfilled_but_heavy(rolled: Path, tmp_path: Path) -> None:
    """Only the general budget's income is typed: the fund's balances are not filled, and the file is not accepted."""
    found = told(filled(rolled, tmp_path / "a.xlsx", {(INCOME, "1", "一般公共预算财政拨款"): 100}))
    assert found["A9.2"] == ("K101", Level.ERROR) and found["A5"] == ("K101", Level.ERROR)
    assert found["A9.3"] == ("K104", Level.ERROR) and found["A11"] == ("K104", Level.ERROR)


def test_text_in_an_amount_is_no_untouched_workbook(rolled: Path, tmp_path: Path) -> None:
    report = filled(rolled, tmp_path / "a.xlsx", {(INCOME, "1", "一般公共预算财政拨款"): "12,345.00元"})
    assert "J127" not in {item.code for item in report.findings}
    assert "M302" in {item.code for item in report.findings}
