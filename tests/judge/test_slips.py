"""J101–J103, J125, J128: one slip in the example's amounts is found as that slip, at its cell, and as nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from judge.good import Good, codes, good, spoken, told
from judge.good import Level as Weight
from workbook.data import Value
from workbook.formula.areas import cells_of
from workbook.judge.accounts import COUNTS, WORDS
from workbook.judge.corrections import relation
from workbook.match.match import Spot

D = Decimal
ALL = ("年初预算数", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
INCOMES = (
    "一般公共预算财政拨款",
    "政府性基金预算财政拨款",
    "国有资本经营预算财政拨款",
    "事业收入",
    "经营收入",
    "其他收入",
)


def pasted(owner: str, columns: tuple[str, ...], by: int, start: int = 0) -> dict[Spot, Value]:
    """Columns of a list, from a row on, pasted `by` rows too low or (below 0) too high over blank cells."""
    base = good()
    rows = base.ledger.lists[owner]
    count = max(i for i, row in enumerate(rows) if not row.is_blank) + 1
    changes: dict[Spot, Value] = {rows[i].spots[c]: None for c in columns for i in range(start, count)}
    for column in columns:
        for i in range(start, count):
            if i + by >= start:
                changes[rows[i + by].spots[column]] = rows[i].values[column]
    return changes


@pytest.mark.parametrize("by", [1, -1, 2, -2])
@pytest.mark.parametrize(
    ("owner", "columns"),
    [
        ("支出明细", ("基本支出",)),
        ("支出明细", ("项目支出",)),
        ("支出明细", ("年初预算数",)),
        ("支出明细", ALL),
        ("收入明细", ("一般公共预算财政拨款",)),
        ("收入明细", INCOMES),
        ("经济分类支出", ("决算数",)),
        ("项目支出", ("决算数",)),
    ],
)
def test_a_column_pasted_rows_off(owner: str, columns: tuple[str, ...], by: int) -> None:
    findings = told(pasted(owner, columns, by))
    if (owner, by) == ("项目支出", -2):
        return  # half of its four amounts are gone: too little is left to tell by
    assert codes(findings) == ["J101"], spoken(findings)
    (finding,) = findings
    assert finding.level is Weight.ERROR and finding.place.name.startswith(f"{owner}.")
    assert finding.facts["count"] == str(abs(by))
    assert finding.facts["direction"] == ("@too_low" if by > 0 else "@too_high")
    assert set(finding.facts["columns"].split("、")) <= set(columns)


def test_a_cell_inserted_in_the_middle_of_a_column() -> None:
    findings = told(pasted("支出明细", ("基本支出",), 1, start=8))
    assert codes(findings) == ["J101"] and findings[0].place.name == "支出明细.9.基本支出"


def test_a_column_of_a_grid() -> None:
    base = good()
    rows = ("因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费")
    amounts = [base.number(base.cell(row, "决算数")) for row in rows]
    findings = told({base.cell(row, "决算数"): amount for row, amount in zip(rows[1:], amounts, strict=False)})
    assert codes(findings) == ["J101"] and findings[0].facts["columns"] == "决算数"


def _spot(base: Good, owner: str) -> Spot:
    return {
        "支出明细": base.row("支出明细", "2010301", "基本支出"),
        "收入明细": base.row("收入明细", "2010399", "一般公共预算财政拨款"),
        "项目支出": base.row("项目支出", "政务数据共享平台运维", "决算数"),
        "经济分类支出": base.row("经济分类支出", "30113", "决算数"),
        "结转结余": base.row("结转结余", "2010302", "年初结转和结余"),
        "政府采购": base.field("政府采购服务支出"),
        "运行费": base.field("维修费"),
    }[owner]


@pytest.mark.parametrize(
    ("owner", "typed", "kind"),
    [
        ("支出明细", "612843.27", "@digit_dropped"),
        ("支出明细", "61128435.27", "@digit_doubled"),
        ("支出明细", "6182435.27", "@digits_swapped"),
        ("支出明细", "61284352.7", "@point_moved"),
        ("收入明细", "86542.50", "@digit_dropped"),
        ("项目支出", "235680", "@digit_dropped"),
        ("经济分类支出", "7348866.00", "@digit_doubled"),
        ("结转结余", "221650.35", "@digits_swapped"),
        ("结转结余", "-212650.35", "@sign_turned"),
        ("政府采购", "286000", "@digit_dropped"),
        ("运行费", "198661.60", "@point_moved"),
    ],
)
def test_a_slip_in_one_amount(owner: str, typed: str, kind: str) -> None:
    base = good()
    spot = _spot(base, owner)
    findings = told({spot: D(typed)})
    assert codes(findings) == ["J102"], spoken(findings)
    (finding,) = findings
    named = [f"{finding.place.sheet}!{finding.place.cell}", *finding.facts.get("other", "").split("、")]
    assert base.at(spot) in named
    if named[0] == base.at(spot):
        assert finding.facts["kind"] == kind and D(finding.facts["expected"]) == base.number(spot)


def test_an_amount_that_is_merely_wrong_is_left_to_the_checks() -> None:
    base = good()
    assert told({base.row("支出明细", "2010301", "基本支出"): D("6100000")}) == ()


def test_a_wrong_digit_is_no_other_unit() -> None:
    """Multiplied by 10,000, a sum that is off by a little comes out to a thousandth as well as before."""
    base = good()
    assert told({base.ledger.fields["补充资料", "政府采购服务支出"]: D("2186900")}) == ()


def test_a_wrong_digit_of_a_round_amount_is_named_beside_others() -> None:
    base = good()
    spot = base.row("结转结余", "2060503", "年末结转和结余")
    assert base.number(spot) == 150_000
    (finding,) = told({spot: D(154_000)})
    assert finding.code == "J102" and base.at(spot) in finding.facts["cells"]


def test_one_of_two_amounts_of_a_scorecard_in_wan() -> None:
    base = good()
    spot = base.ledger.facts["政务数据共享平台运维", "执行数"]
    (finding,) = told({spot: D("235.68")})
    assert finding.code == "J103" and f"{finding.place.sheet}!{finding.place.cell}" == base.at(spot)
    assert finding.place.area == ""


@pytest.mark.parametrize("owner", ["支出明细", "收入明细", "经济分类支出", "项目支出"])
def test_one_amount_in_wan(owner: str) -> None:
    base = good()
    spot = _spot(base, owner)
    findings = told({spot: (base.number(spot) / 10000).quantize(D("0.01"))})
    assert codes(findings) == ["J103"] and findings[0].level is Weight.ERROR
    assert f"{findings[0].place.sheet}!{findings[0].place.cell}" == base.at(spot)
    assert D(findings[0].facts["would_be"]) == base.number(spot)


@pytest.mark.parametrize(
    ("owner", "columns"),
    [("经济分类支出", ("决算数",)), ("支出明细", ("年初预算数",)), ("收入明细", INCOMES), ("支出明细", ALL)],
)
def test_columns_in_wan(owner: str, columns: tuple[str, ...]) -> None:
    base = good()
    rows = list(base.ledger.filled_rows(owner))
    changes: dict[Spot, Value] = {
        row.spots[c]: (row.number(c) / 10000).quantize(D("0.01")) for row in rows for c in columns if row.number(c)
    }
    findings = told(changes)
    assert codes(findings) == ["J103"], spoken(findings)
    assert findings[0].facts["kind"] == "@unit_column_small" and findings[0].facts["what"].startswith(owner)


def test_last_year_in_wan() -> None:
    base = good()
    for name, typed, level in (
        ("上年机关运行经费", "146.62", Weight.ERROR),  # 公用经费 bears this year's amount out
        ("上年收入支出总计", "2048.73", Weight.WARNING),
    ):
        findings = told({base.field(name): D(typed)}, fresh=True)
        assert codes(findings) == ["J103"] and findings[0].level is level
        assert findings[0].place.name == f"补充资料.{name}"


def test_a_budget_in_wan() -> None:
    base = good()
    findings = told({base.row("支出明细", "2010301", "年初预算数"): D("598")})
    assert codes(findings) == ["J103"] and findings[0].place.name == "支出明细.1.年初预算数"


def test_how_slips_are_told_apart() -> None:
    assert relation(D("1066.51"), D("10661.51")) == "@digit_dropped"
    assert relation(D("106661.51"), D("10661.51")) == "@digit_doubled"
    assert relation(D("1066.15"), D("1066.51")) == "@digits_swapped"
    assert relation(D("106615.1"), D("10661.51")) == "@point_moved"
    assert relation(D("1.07"), D("10661.51")) == "@unit"
    assert relation(D("10661.51"), D("1.07")) == "@unit"
    assert relation(D("-500"), D("500")) == "@sign_turned"
    assert relation(D("500"), D("-500")) == relation(D("-500"), D("700")) == ""
    assert relation(D("500"), D("700")) == ""
    assert relation(D("0.01"), D("120")) == ""


def test_projects_and_their_scorecards_together_in_the_other_unit() -> None:
    """They agree with each other; expenditure, and the total under review, agree with neither."""
    base = good()
    slots = base.filled.slots
    money = [
        s for s, slot in slots.items() if slot.type == "money" and (slot.owner == "项目支出" or slot.kind == "fact")
    ]
    findings = told({s: v / 10000 for s in money if isinstance(v := base.filled.inputs[s], Decimal)})
    assert codes(findings) == ["J103"], spoken(findings)
    (finding,) = findings
    assert finding.place.name == "项目支出.1.决算数" and finding.level is Weight.ERROR
    assert finding.facts["cells"].count("自评_") == 4


def _general(owner: str, code: str, column: str) -> Spot:
    """The cell of a code's row of 一般公共预算, where the list has funds."""
    rows = good().ledger.lists[owner]
    row = next(r for r in rows if r.text("科目编码") == code and r.text("资金来源") in ("", "一般公共预算"))
    return row.spots[column]


@pytest.mark.parametrize(("first", "second"), [("2010301", "2101101"), ("2010350", "2080505")])
def test_two_amounts_in_each_others_place(first: str, second: str) -> None:
    base = good()
    one, two = (_general("支出明细", code, "基本支出") for code in (first, second))
    (finding,) = told({one: base.number(two), two: base.number(one)})
    assert (finding.code, finding.level) == ("J125", Weight.ERROR)
    assert base.at(one).endswith(finding.place.cell)
    assert finding.facts["kind"] == f"@swapped_with:{base.at(two)}"
    assert finding.facts["expected"] == f"{base.number(one):f}"
    assert base.at(_general("收入明细", first, "一般公共预算财政拨款")) in finding.facts["other"]


@pytest.mark.parametrize(
    ("column", "general", "other", "fund"),
    [("基本支出", "2010350", "2010350", "其他资金"), ("项目支出", "2150899", "2230105", "国有资本经营预算")],
)
def test_two_amounts_of_two_funds_in_each_others_place(column: str, general: str, other: str, fund: str) -> None:
    """Two rows that are three apart do not look like a column that slipped by three, and round amounts count where
    more sums come out with them.
    """
    base = good()
    rows = base.ledger.lists["支出明细"]
    one = _general("支出明细", general, column)
    two = next(r for r in rows if (r.text("科目编码"), r.text("资金来源")) == (other, fund)).spots[column]
    (finding,) = (f for f in told({one: base.number(two), two: base.number(one)}) if f.code != "J108")
    assert (finding.code, finding.level) == ("J125", Weight.ERROR)
    assert base.at(one).endswith(finding.place.cell)
    assert finding.facts["kind"] == f"@swapped_with:{base.at(two)}"


def test_a_row_of_the_wrong_fund() -> None:
    base = good()
    fund, before = _general("支出明细", "2010301", "资金来源"), "一般公共预算"
    finding, *others = (f for f in told({fund: "其他资金"}) if f.code != "J108")  # reasons held against the lesser sum
    assert not others
    assert (finding.code, finding.facts["kind"], finding.facts["expected"]) == ("J125", "@wrong_fund", before)
    assert base.at(fund).endswith(finding.place.cell)


def test_income_under_the_wrong_fund() -> None:
    """With the expenditure's fund changed both funds would balance as well, but the list of projects would not."""
    base = good()
    right, wrong = (base.row("收入明细", "2150899", f"{fund}预算财政拨款") for fund in ("一般公共", "政府性基金"))
    (finding,) = told({right: None, wrong: base.number(right)})
    assert (finding.code, finding.facts["kind"]) == ("J125", f"@wrong_column:{base.at(right)}")
    assert base.at(wrong).endswith(finding.place.cell) and not finding.facts.get("other")


def test_a_row_of_the_wrong_code() -> None:
    base = good()
    code = _general("支出明细", "2010302", "科目编码")
    (finding,) = told({code: "2080803"})
    assert (finding.code, finding.facts["kind"], finding.facts["expected"]) == ("J125", "@wrong_code", "2010302")
    assert base.at(code).endswith(finding.place.cell)


@pytest.mark.parametrize(
    ("code", "wrong", "right"), [("2080501", "项目支出", "基本支出"), ("2060503", "基本支出", "项目支出")]
)
def test_an_amount_in_the_other_column_of_its_row(code: str, wrong: str, right: str) -> None:
    """Basic expenditure is off from the economic classes as projects are from their list: no digit of 办公费 is lost,
    though one more would make that sum come out, too.
    """
    base = good()
    one, two = _general("支出明细", code, wrong), _general("支出明细", code, right)
    (finding,) = told({one: base.number(two), two: None})
    assert (finding.code, finding.level) == ("J125", Weight.ERROR)
    assert finding.facts["kind"] == f"@wrong_column:{base.at(two)}"
    assert base.at(one).endswith(finding.place.cell)


def exchanged(pairs: list[tuple[Spot, Spot]]) -> dict[Spot, Value]:
    held = good().filled.inputs
    return {spot: held[other] for one, two in pairs for spot, other in ((one, two), (two, one))}


def test_a_budget_and_what_was_spent_in_each_others_column() -> None:
    base = good()
    budget, spent = _general("支出明细", "2010399", "年初预算数"), _general("支出明细", "2010399", "项目支出")
    (finding,) = (f for f in told(exchanged([(budget, spent)])) if f.code != "J108")
    assert (finding.code, finding.facts["kind"]) == ("J125", f"@swapped_with:{base.at(budget)}")
    assert base.at(spent).endswith(finding.place.cell)


@pytest.mark.parametrize("typed", ["182400", "1284000", "128500"])
def test_a_slip_beside_a_budget_that_was_kept_to(typed: str) -> None:
    """What was spent is 128 400, as the budget: that the two changed places would set the sums right as well."""
    base = good()
    spent = _general("支出明细", "2210203", "基本支出")
    assert base.number(spent) == base.number(_general("支出明细", "2210203", "年初预算数")) == Decimal(128400)
    assert "J125" not in {finding.code for finding in told({spent: Decimal(typed)})}


def test_both_ends_of_the_year_in_each_others_column() -> None:
    base = good()
    begin, end = (base.row("结转结余", "2010302", column) for column in ("年初结转和结余", "年末结转和结余"))
    (finding,) = told(exchanged([(begin, end)]))
    assert (finding.code, finding.facts["kind"]) == ("J125", f"@swapped_with:{base.at(begin)}")


@pytest.mark.parametrize("ends", [("12750", "23480"), ("13755.20", "207.35")])
def test_both_ends_of_the_year_of_a_fund_that_has_no_codes(ends: tuple[str, str]) -> None:
    """Only one balance tells, the fund's; what income lacks is as much as both are apart, twice."""
    base = good()
    row = next(r for r in base.ledger.filled_rows("结转结余") if r.text("资金来源") == "其他资金")
    begin, end = (row.spots[column] for column in ("年初结转和结余", "年末结转和结余"))
    more = base.row("收入明细", "2010350", "其他收入")
    was, held = (base.number(begin) - base.number(end), base.number(more))
    first, last = map(Decimal, ends)
    right: dict[Spot, Value] = {begin: first, end: last, more: held + was - (first - last)}
    assert [f for f in told(right) if f.code == "J125"] == []
    (finding,) = (f for f in told(right | {begin: last, end: first}) if f.code == "J125")
    assert finding.facts["kind"].startswith("@swapped_with:") and "proof2" not in finding.facts
    assert {finding.place.cell, finding.facts["kind"][-len(finding.place.cell) :]} == {
        base.at(spot).partition("!")[2] for spot in (begin, end)
    }


COLUMNS = ("年初预算数", "决算数", "上年决算数")
GONE = ("因公出国（境）费", "公务用车购置费", "公务用车运行费")


def only_guests() -> dict[Spot, Value]:
    """Nobody travels, and there is no car."""
    base = good()
    none: dict[Spot, Value] = {base.cell(name, column): None for name in GONE for column in COLUMNS}
    facts = [fact for name in GONE for fact in (*COUNTS[name], *WORDS[name])]
    return none | {base.field(fact): None for fact in (*facts, "公务用车保有量")}


def moved(row: str) -> dict[Spot, Value]:
    base = good()
    guests = {column: base.cell("公务接待费", column) for column in COLUMNS}
    to: dict[Spot, Value] = {base.cell(row, column): base.number(spot) for column, spot in guests.items()}
    return only_guests() | dict.fromkeys(guests.values()) | to


def test_a_form_filled_a_row_too_high() -> None:
    """What is told of guests stands beside another row."""
    base = good()
    assert not [f for f in told(only_guests()) if f.code == "J125"]
    (finding,) = (f for f in told(moved("公务用车运行费")) if f.code == "J125")
    assert (finding.level, finding.place.name) == (Weight.WARNING, "三公经费.公务用车运行费.决算数")
    assert finding.facts["kind"] == f"@wrong_row:{base.at(base.cell('公务接待费', '决算数'))}"
    assert finding.place.area == "C8:E9" and finding.facts["proof"] == "@counts_of:公务接待费"


def test_a_row_further_up_is_told_by_its_checks() -> None:
    assert not [f for f in told(moved("公务用车购置费")) if f.code == "J125"]


CASES: list[dict[str, str | None]] = [
    {"公务接待费": "8246", "国内公务接待批次": None, "国内公务接待人次": None, "公务用车保有量": "4"},
    {"公务用车购置费": "178600", "公务用车保有量": "4"},
    {"因公出国（境）费": "29000", "公务用车购置数": "1", "因公出国（境）事项": "赴外参加会议"},
    {
        "公务接待费": "8246",
        "国内公务接待批次": None,
        "国内公务接待人次": None,
        "外宾接待批次": "2",
        "公务用车保有量": "4",
    },
]


@pytest.mark.parametrize("case", CASES)
def test_counts_that_are_missing_move_no_amount(case: dict[str, str | None]) -> None:
    """A car may be kept without any cost; where words are said of a row, its amount is its own."""
    base = good()
    changes = only_guests()
    for name, value in case.items():
        if name in COUNTS or name == "公务接待费":
            changes |= {base.cell(name, "决算数"): Decimal(value or 0)}
        elif ("补充资料", name) in base.ledger.fields:
            number = value if value is None or not value.isdigit() else Decimal(value)
            changes |= {base.field(name): number}
    changes |= {
        base.field(name): None for name in ("公务接待事项", "公务接待费与上年变动原因", "公务接待费与预算差异原因")
    }
    assert not [f for f in told(changes) if f.code == "J125"]


def test_a_fund_that_was_dragged_down() -> None:
    """Each row has just what its code lacks; no amount is in another unit."""
    base = good()
    rows = [row for row in base.ledger.filled_rows("支出明细") if row.text("资金来源") == "一般公共预算"]
    (finding,) = (f for f in told({row.spots["资金来源"]: "其他资金" for row in rows}) if f.code in ("J125", "J103"))
    assert (finding.code, finding.level, finding.facts["kind"]) == ("J125", Weight.ERROR, "@wrong_fund")
    assert finding.facts["expected"] == "一般公共预算" and finding.place.area.startswith("D6:D")


def test_a_fund_that_was_dragged_over_the_whole_list() -> None:
    """Rows of every fund belong to another; no carry-over has a wrong digit."""
    rows = good().ledger.filled_rows("支出明细")
    found = [f for f in told({row.spots["资金来源"]: "其他资金" for row in rows}) if f.code in ("J102", "J103", "J125")]
    assert {f.facts["expected"] for f in found} == {"一般公共预算", "政府性基金", "国有资本经营预算"}
    assert {f.code for f in found} == {"J125"}


def test_a_fund_dragged_down_two_lists_is_told_of_each() -> None:
    base = good()
    codes = ("2010301", "2010302", "2060503", "2080505")
    spent = [_general("支出明细", code, "资金来源") for code in codes]
    carried = [_general("结转结余", code, "资金来源") for code in ("2010302", "2060503")]
    found = [f for f in told(dict.fromkeys((*spent, *carried), "政府性基金")) if f.code == "J125"]
    assert [f.place.sheet for f in found] == ["支出明细", "结转结余"]
    marked = [set(f.place.area.split(",")) for f in found]
    assert [len(cells_of(f.place.area)) for f in found] == [len(spent), len(carried)] and all(marked)
    assert base.at(spent[0]).endswith(found[0].place.cell)


def test_income_in_the_wrong_column_may_be_why_rows_seem_to_be_of_another_fund() -> None:
    """No list of economic classes or of projects bears out the fund of expenditure."""
    base = good()
    income = base.ledger.filled_rows("收入明细")
    lists: dict[Spot, Value] = {
        spot: None
        for owner in ("经济分类支出", "项目支出")
        for row in base.ledger.filled_rows(owner)
        for spot in row.spots.values()
    }
    wrong = [row for row in income if row.text("科目编码") in ("2080505", "2080506", "2101101")]
    other, right = "国有资本经营预算财政拨款", "一般公共预算财政拨款"
    moved: dict[Spot, Value] = {row.spots[other]: row.number(right) for row in wrong}
    found = [f for f in told(lists | moved | {row.spots[right]: None for row in wrong}) if f.code == "J125"]
    assert found and found[0].level is Weight.WARNING
    assert all(base.at(row.spots[other]) in found[0].facts["other"] for row in wrong)


def test_two_public_expenses_in_each_others_place_accuse_no_economic_class() -> None:
    base = good()
    one, two = (base.cell(name, "决算数") for name in ("公务用车运行费", "公务接待费"))
    found = [f for f in told(exchanged([(one, two)])) if f.code == "J125"]
    assert all(finding.place.sheet != "经济分类支出" for finding in found)


def test_two_items_without_balances_are_named_beside_their_economic_classes() -> None:
    """All income of one code says nothing of the others' expenditure."""
    base = good()
    income, column = base.ledger.filled_rows("收入明细"), "一般公共预算财政拨款"
    general = [row for row in income if row.number(column)]
    whole = sum((row.number(column) for row in general), Decimal(0))
    changes: dict[Spot, Value] = {row.spots[column]: None for row in general[1:]} | {general[0].spots[column]: whole}
    spent = [_general("支出明细", code, "基本支出") for code in ("2080505", "2080506")]
    changes |= exchanged([(spent[0], spent[1])])
    (finding,) = (f for f in told(changes) if f.code == "J125" and f.place.sheet == "经济分类支出")
    assert base.at(spent[0]) in finding.facts["other"] or base.at(spent[1]) in finding.facts["other"]


@pytest.mark.parametrize("code", ["201|0301", "2010301|行政运行"])
def test_a_code_with_a_bar_is_no_code(code: str) -> None:
    spot = _general("支出明细", "2010301", "科目编码")
    assert "J115" in {finding.code for finding in told({spot: code})}


def test_two_amounts_of_income_in_each_others_column() -> None:
    base = good()
    one, two = (_general("收入明细", "2010350", column) for column in ("一般公共预算财政拨款", "其他收入"))
    (finding,) = (f for f in told(exchanged([(one, two)])) if f.code != "J108")
    assert (finding.code, finding.level) == ("J125", Weight.ERROR)
    assert finding.facts["kind"] in (f"@swapped_with:{base.at(spot)}" for spot in (one, two))


def test_two_economic_classes_with_each_others_amounts() -> None:
    """Their total is right: only the items under which the same money was paid tell."""
    base = good()
    one, two = (base.row("经济分类支出", code, "决算数") for code in ("30108", "30109"))
    (finding,) = told(exchanged([(one, two)]))
    assert (finding.code, finding.level) == ("J125", Weight.WARNING)
    assert finding.facts["kind"] in (f"@swapped_with:{base.at(spot)}" for spot in (one, two))
    assert finding.facts["proof"].startswith("@same_money:")


def test_all_the_carry_over_of_both_ends_of_the_year() -> None:
    """Round amounts go with those that say more."""
    rows = good().ledger.filled_rows("结转结余")
    (finding,) = told(exchanged([(row.spots["年初结转和结余"], row.spots["年末结转和结余"]) for row in rows]))
    assert finding.code == "J125" and finding.facts["kind"].endswith("|3")


@pytest.mark.parametrize("column", ["年初预算数", "上年决算数"])
def test_whole_columns_in_each_others_place(column: str) -> None:
    """One finding for all the rows, at the first of them."""
    base = good()
    names = ("因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费")
    pairs = [(base.cell(name, column), base.cell(name, "决算数")) for name in names]
    (finding,) = (f for f in told(exchanged(pairs)) if f.code != "J108")
    assert finding.code == "J125"
    assert finding.facts["kind"].startswith("@swapped_columns:") and finding.facts["kind"].endswith("|3")


def test_an_amount_in_the_wrong_row() -> None:
    """Moved to a row of the list that has no amount in this column."""
    base = good()
    rows = [row for row in base.ledger.filled_rows("支出明细") if row.text("资金来源") == "一般公共预算"]
    full = next(row for row in rows if row.text("科目编码") == "2010301")
    free = next(row for row in rows if row.values["基本支出"] is None)
    one, two = full.spots["基本支出"], free.spots["基本支出"]
    (finding,) = told({one: None, two: base.number(one)})
    assert (finding.code, finding.facts["kind"]) == ("J125", f"@wrong_row:{base.at(one)}")
    assert base.at(two).endswith(finding.place.cell)


def one_row_off(owner: str, column: str, code: str, by: int = 1) -> tuple[Spot, Spot, dict[Spot, Value]]:
    """One amount typed in the row below its own (by: or above), over whatever stands there; the right cell, the wrong
    one.
    """
    base = good()
    rows = base.ledger.lists[owner]
    at = next(i for i, row in enumerate(rows) if row.text("科目编码") == code and row.number(column))
    one, two = rows[at].spots[column], rows[at + by].spots[column]
    return one, two, {one: None, two: base.number(one)}


@pytest.mark.parametrize(
    ("owner", "column", "code", "by"),
    [
        ("收入明细", "一般公共预算财政拨款", "2010301", 1),
        ("收入明细", "一般公共预算财政拨款", "2080505", -1),
        ("支出明细", "基本支出", "2080505", 1),
        ("支出明细", "基本支出", "2101102", 1),
    ],
)
def test_an_amount_typed_over_the_one_in_the_next_row(owner: str, column: str, code: str, by: int) -> None:
    """What it was typed over is known from the balance of that row's code."""
    base = good()
    one, two, changes = one_row_off(owner, column, code, by)
    finding, *others = (f for f in told(changes) if f.code != "J108")
    assert not others
    assert (finding.code, finding.facts["kind"], finding.level) == ("J125", f"@wrong_row:{base.at(one)}", Weight.ERROR)
    assert base.at(two).endswith(finding.place.cell)
    assert D(finding.facts["expected"]) == base.number(two)


def test_an_amount_in_the_next_row_which_is_another_fund_s() -> None:
    base = good()
    one, two, changes = one_row_off("支出明细", "基本支出", "2101103")
    finding, *others = (f for f in told(changes) if f.code != "J108")
    assert not others
    assert (finding.code, finding.facts["kind"]) == ("J125", f"@wrong_row:{base.at(one)}")
    assert base.at(two).endswith(finding.place.cell)


@pytest.mark.parametrize(
    ("owner", "column"),
    [("经济分类支出", "决算数"), ("支出明细", "项目支出"), ("收入明细", "国有资本经营预算财政拨款")],
)
def test_the_last_amount_of_a_list_in_the_blank_row_below(owner: str, column: str) -> None:
    """Its row has a code and no amount, the row below it an amount and no code."""
    base = good()
    last = base.ledger.filled_rows(owner)[-1]
    changes: dict[Spot, Value] = {last.spots[column]: None, base.blank_row(owner)[column]: last.values[column]}
    findings = told(changes)
    assert codes(findings) == ["J101"], spoken(findings)
    assert findings[0].facts["columns"] == column and base.at(last.spots[column]) in findings[0].facts["cells"]


def _carried(column: str) -> dict[Spot, Value]:
    return {row.spots[column]: None for row in good().ledger.lists["结转结余"]}


def test_nothing_carried_over_from_last_year() -> None:
    findings = told(_carried("年初结转和结余"))
    assert codes(findings) == ["J128"], spoken(findings)
    (finding,) = findings
    assert finding.level is Weight.ERROR and finding.place.name == "结转结余.1.年初结转和结余"
    assert finding.facts["amounts"] == "一般公共预算 412650.35、政府性基金 500000、其他资金 96340.20"


def test_nothing_carried_over_to_next_year() -> None:
    findings = told(_carried("年末结转和结余"))
    assert codes(findings) == ["J128"], spoken(findings)
    assert findings[0].place.name == "结转结余.1.年末结转和结余"


def test_a_list_of_balances_that_is_blank_from_top_to_bottom() -> None:
    """What lacks is told by fund, though no row names one any more."""
    blank: dict[Spot, Value] = {spot: None for row in good().ledger.lists["结转结余"] for spot in row.spots.values()}
    findings = told({spot: value for spot, value in blank.items() if spot in good().filled.inputs})
    assert "J128" in codes(findings), spoken(findings)


def test_what_a_row_of_the_wrong_fund_leaves_open_is_no_slip_of_another_amount() -> None:
    """Without the 3,200,000 of this row the 300,000 that were left look as if a digit had been dropped."""
    fund = good().row("支出明细", "2121999", "资金来源")
    findings = told({fund: "国有资本经营预算"})
    assert codes(findings) == ["J125"], spoken(findings)
    assert findings[0].place.cell == good().ledger.place(fund).cell
