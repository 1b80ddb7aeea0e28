"""Whatever a balanced unit spends in 元 and cents, the tables agree with each other within the tolerances."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from made import Made, make, the_spec
from workbook.data import SheetData, UnitData, empty_unit

SPEC = the_spec()
CODES = tuple(row.code for row in SPEC.codes["功能分类"].rows if row.level == "项")
ECONOMIC = ("30101", "30102", "30112", "30201", "30207", "30211", "30301", "30305", "31002", "39906")
FUNDS = {
    "一般公共预算": "一般公共预算财政拨款",
    "政府性基金": "政府性基金预算财政拨款",
    "国有资本经营预算": "国有资本经营预算财政拨款",
    "其他资金": "事业收入",
}
SPENDING = ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
GOOD = {"通过", "尾差", "不适用"}
NOT_MEANT = ("A11.1", "A13", "B10")
"""“三公”经费 are not made up here, and each fund balances as a whole, not code by code."""

amounts = st.integers(0, 10**11).map(lambda cents: Decimal(cents) / 100)
rows = st.tuples(st.sampled_from(CODES), st.sampled_from(tuple(FUNDS)), amounts, amounts, amounts)
Row = tuple[str, str, Decimal, Decimal, Decimal]


@st.composite
def units(draw: st.DrawFn) -> UnitData:
    """Rows of 支出明细 at 项 level, carry-over of each fund, and the income that balances them."""
    spent: list[Row] = draw(st.lists(rows, min_size=1, max_size=8))
    spending = []
    income: dict[str, dict[str, Decimal | str]] = {}
    carried = []
    for code, fund, basic, project, more in spent:
        extra = {"经营支出": more} if fund == "其他资金" else {}
        spending.append({"科目编码": code, "资金来源": fund, "基本支出": basic, "项目支出": project, **extra})
    for fund, column in FUNDS.items():
        mine = [row for row in spending if row["资金来源"] == fund]
        if not mine:
            continue
        total = sum((Decimal(str(row.get(c) or 0)) for row in mine for c in SPENDING), Decimal(0))
        left = draw(amounts)
        before = min(draw(amounts), total + left)
        code = str(mine[0]["科目编码"])
        line = income.setdefault(code, {"科目编码": code})
        line[column] = Decimal(str(line.get(column) or 0)) + total + left - before
        carried.append({"科目编码": code, "资金来源": fund, "年初结转和结余": before, "年末结转和结余": left})
    basic = sum((r["基本支出"] for r in spending if r["资金来源"] == "一般公共预算"), Decimal(0))  # type: ignore[misc]
    share = draw(st.integers(1, 9))
    first = (basic * share / 10).quantize(Decimal("0.01"))
    codes = draw(st.lists(st.sampled_from(ECONOMIC), min_size=2, max_size=2, unique=True))
    economic = [{"科目编码": c, "决算数": a} for c, a in zip(codes, (first, basic - first), strict=True)]
    blank = empty_unit(SPEC)
    facts = dict(blank.sheet("单位信息").fields) | {"单位名称": "某局", "年度": Decimal(2021), "金额单位": "元"}
    sheets = dict(blank.sheets) | {
        "单位信息": SheetData(fields=facts),
        "支出明细": SheetData(rows=tuple(spending)),
        "收入明细": SheetData(rows=tuple(income.values())),
        "结转结余": SheetData(rows=tuple(carried)),
        "经济分类支出": SheetData(rows=tuple(economic)),
    }
    return replace(blank, unit="某局", year="2021", money_unit="元", sheets=sheets)


def results(made: Made) -> dict[str, tuple[object, object]]:
    """Result and difference of every check between tables (A…, B…)."""
    wanted = [row for row in next(t for t in made.book.tables if t.name == "审核").rows if row[0] in "AB"]
    return {
        row: (made.get(f"审核.{row}.结果"), made.get(f"审核.{row}.差额"))
        for row in wanted
        if not row.startswith(NOT_MEANT)
    }


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(units())
def test_tables_agree_with_each_other(data: UnitData) -> None:
    made = make(SPEC, data)
    found = results(made)
    assert len(found) > 90
    assert {row: told for row, told in found.items() if told[0] not in GOOD} == {}
    spent = sum((Decimal(str(row.get(c) or 0)) for row in data.sheet("支出明细").rows for c in SPENDING), Decimal(0))
    assert made.get("支出决算表.合计.本年支出合计") == (spent / 10000).quantize(Decimal("0.01"), "ROUND_HALF_UP")


def test_an_unbalanced_unit_fails() -> None:
    """The checks of the test above can fail."""
    blank = empty_unit(SPEC)
    row = {"科目编码": CODES[0], "资金来源": "一般公共预算", "基本支出": Decimal("100")}
    facts = dict(blank.sheet("单位信息").fields) | {"单位名称": "某局", "金额单位": "万元"}
    sheets = dict(blank.sheets) | {"支出明细": SheetData(rows=(row,)), "单位信息": SheetData(fields=facts)}
    found = results(make(SPEC, replace(blank, unit="某局", sheets=sheets)))
    assert {found[check][0] for check in ("A5", "A9.1", "A9.2")} == {"不符"}
    assert found["A8"][0] == "通过"
