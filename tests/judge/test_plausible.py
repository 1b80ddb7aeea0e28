"""J134–J146: entries that are possible each by itself, and wrong beside the others."""

from __future__ import annotations

from decimal import Decimal

import pytest

from judge.good import Level, codes, good, told
from workbook.data import Value
from workbook.finding import Finding
from workbook.match.match import Spot

D = Decimal
PLATFORM, OPEN, CLOUD = "政务数据共享平台运维", "公共数据开放创新应用", "中小企业上云补助"


def of(code: str, changes: dict[Spot, Value], *, fresh: bool = False) -> list[Finding]:
    return [finding for finding in told(changes, fresh=fresh) if finding.code == code]


def indicator(card: str, name: str, column: str) -> Spot:
    row = next(row for row in good().ledger.indicators[card] if row.text("三级指标") == name)
    return row.spots[column]


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("主要原因是压减了会议支出。", "压减了会议支出"),
        ("原因：压减了会议支出", "压减了会议支出"),
        ("压减了会议支出；", "压减了会议支出"),
        ("其主要原因为压减会议", "压减会议"),
        ("主要原因是系统升级改造支出增加", "系统升级改造支出增加"),
        ("主要原因是因公出国减少", "因公出国减少"),
        ("主要原因：为民服务中心建设", "为民服务中心建设"),
    ],
)
def test_a_reason_that_repeats_its_sentence(text: str, alone: str) -> None:
    (finding,) = of("J134", {good().field("机关运行经费变动原因"): text})
    assert (finding.level, finding.facts["would_be"]) == (Level.WARNING, alone)


ALONE = ["压减了会议支出", "由于压减了会议支出", "原因见通知（2021）3号", "　压减了会议支出", "原因为了保障民生"]


@pytest.mark.parametrize("text", ALONE)
def test_a_reason_alone(text: str) -> None:
    assert of("J134", {good().field("机关运行经费变动原因"): text}) == []


def test_an_indicator_that_is_measured_in_another_way_where_it_is_gathered_from() -> None:
    spot = indicator(OPEN, "开放数据集数量", "方向")
    (finding,) = of("J137", {spot: "≤"})
    assert finding.facts["kind"] == "@gathers_direction" and finding.facts["expected"] == "≥"
    assert finding.place == good().ledger.place(spot), "of two the department's counts"
    spot = indicator("部门整体", "新增数据接口数量", "计量单位")
    (finding,) = of("J137", {spot: "条"})
    assert finding.facts["kind"] == "@gathers_unit" and finding.place == good().ledger.place(spot)


def test_what_key_work_says_of_an_indicator() -> None:
    spot = good().row("重点工作", "数据开放", "完成情况")
    text = str(good().filled.inputs[spot])
    (finding,) = of("J139", {spot: text.replace("176个", "196个")})
    assert (finding.facts["found"], finding.facts["expected"]) == ("196个", "176个")


def test_key_work_may_say_what_several_projects_have_together() -> None:
    spot = good().row("重点工作", "数据共享", "完成情况")
    text = str(good().filled.inputs[spot])
    assert "新增数据接口139个" in text
    (finding,) = of("J139", {spot: text.replace("139个", "193个")})
    assert finding.facts["found"] == "193个"
    assert of("J139", {spot: text.replace("139个", "96个")}) == [], "what one of them has"


RATE, SAID = "服务对象满意度", "服务对象满意度{}%{}。"


@pytest.mark.parametrize(
    ("number", "behind", "right"), [("93.88", "", True), ("90", "以上", True), ("95.1", "", False)]
)
def test_key_work_may_say_what_the_department_makes_of_its_projects(number: str, behind: str, right: bool) -> None:
    """Or at least how much."""
    spot = good().row("重点工作", "数据开放", "完成情况")
    findings = of("J139", {spot: SAID.format(number, behind)})
    assert bool(findings) is not right


def test_key_work_is_not_held_against_numbers_that_are_not_known() -> None:
    name = "新增数据接口数量"
    assert of("J139", {indicator(OPEN, name, "实际完成值"): None}) == []
    findings = of("J139", {indicator(OPEN, name, "实际完成值"): D(430)}, fresh=True)
    (finding,) = [f for f in findings if f.place.sheet == "重点工作"]
    places = {good().at(indicator(card, name, "实际完成值")) for card in (OPEN, PLATFORM)}
    assert set(finding.facts["at"].split("、")) == places, "whichever is wrong, this follows from it"


def test_a_number_of_very_many_digits_in_a_text() -> None:
    spot = good().row("重点工作", "数据共享", "完成情况")
    text = str(good().filled.inputs[spot])
    for number in ("139." + "0" * 30, "139." + "0" * 30 + "1", "9" * 60):
        assert len(of("J139", {spot: text.replace("139个", f"{number}个")})) <= 1


def test_percent_signs_are_one_unit_and_exactly_is_no_direction() -> None:
    spot = indicator(OPEN, RATE, "计量单位")
    assert of("J137", {spot: "％"}) == [] and of("J137", {spot: "百分比"}) == []
    assert of("J137", {indicator(OPEN, RATE, "方向"): "="}) == []
    assert of("J137", {indicator("部门整体", "开放数据集数量", "计量单位"): "××"}) == [], "a placeholder is told as one"


@pytest.mark.parametrize(
    ("name", "twice"),
    [("数据资源普查和目录编制", True), ("数据资源普查、目录编制项目", True), ("数据资源普查目录编制", False),
     ("数据资源普查与目录编制（二期）", False)],
)  # fmt: skip
def test_one_project_under_two_spellings_in_the_list(name: str, twice: bool) -> None:
    """Two words that are joined are not the two words without what joins them."""
    findings = of("J129", {good().blank_row("项目支出")["项目名称"]: name})
    assert [f.facts["expected"] for f in findings] == (["数据资源普查与目录编制"] if twice else [])


def test_two_scorecards_of_one_project() -> None:
    spot = good().ledger.facts[CLOUD, "项目名称"]
    (finding,) = of("J135", {spot: OPEN})
    assert finding.facts["kind"] == "@twice_project" and finding.facts["other"].startswith(f"自评_{OPEN}!")


def test_a_scorecard_copied_from_another() -> None:
    changes: dict[Spot, Value] = {}
    for mine, theirs in zip(good().ledger.indicators[OPEN], good().ledger.indicators[PLATFORM], strict=True):
        changes |= {spot: theirs.values[name] for name, spot in mine.spots.items()}
    (finding,) = of("J135", changes)
    assert finding.facts["kind"] == "@twice_indicators" and finding.place.sheet == f"自评_{OPEN}"


@pytest.mark.parametrize(
    ("name", "column", "value", "kind"),
    [
        ("新增数据接口数量", "实际完成值", D(960), "@times_many"),
        ("服务对象满意度", "实际完成值", D(946), "@times_percent"),
        ("年度运维费用", "年初目标值", D("2475700.1"), "@times_unit"),
        ("年度运维费用", "实际完成值", D(2356800), "@times_unit"),
        ("新增数据接口数量", "实际完成值", D(790), ""),
        ("服务对象满意度", "实际完成值", D(120), ""),
        ("故障平均恢复时间", "实际完成值", D("0.03"), ""),
    ],
)
def test_an_actual_out_of_proportion(name: str, column: str, value: Decimal, kind: str) -> None:
    findings = of("J136", {indicator(PLATFORM, name, column): value})
    assert [finding.facts["kind"] for finding in findings] == ([kind] if kind else [])


def test_percentages_are_not_added_up() -> None:
    (finding,) = of("J137", {indicator("部门整体", "服务对象满意度", "汇总"): "累加"})
    assert finding.facts["kind"] == "@gathers_rates"


def test_a_number_that_is_not_used() -> None:
    spot = indicator("部门整体", "新增数据接口数量", "实际完成值")
    (finding,) = of("J137", {spot: D(150)}, fresh=True)
    assert (finding.facts["kind"], finding.facts["expected"]) == ("@gathers_unused", "139")
    assert of("J137", {spot: D(139)}, fresh=True) == []


@pytest.mark.parametrize("name", ["新增接口数量", "新增数据接口数量 "])
def test_an_indicator_that_is_called_a_little_otherwise(name: str) -> None:
    (finding,) = of("J137", {indicator(OPEN, "新增数据接口数量", "三级指标"): name})
    assert (finding.facts["kind"], finding.facts["expected"]) == ("@gathers_name", "新增数据接口数量")


def test_a_share_outside_its_tier() -> None:
    row = next(r for r in good().ledger.indicators[PLATFORM] if r.text("档次"))
    (finding,) = of("J138", {row.spots["档次"]: "部分达成预期指标并具有一定效果"})
    assert (finding.facts["found"], finding.facts["expected"]) == ("0.95", "0.5–0.8")
    assert of("J138", {row.spots["评定比例"]: D("0.8")}) == []


def test_a_text_gives_another_number_than_its_indicator() -> None:
    spot = good().ledger.facts[PLATFORM, "主要产出和效果"]
    text = str(good().filled.inputs[spot]).replace("接口96个", "接口98个")
    (finding,) = of("J139", {spot: text})
    assert (finding.facts["found"], finding.facts["expected"]) == ("98个", "96个")
    aim = good().ledger.facts[OPEN, "年度绩效目标"]
    (finding,) = of("J139", {aim: str(good().filled.inputs[aim]).replace("200个", "300个")})
    assert (finding.facts["found"], finding.facts["other"]) == ("300个", "年初目标值")


OTHERS = [
    ("部门数据共享率升至88.6%", "服务对象满意度较上年提高2%"),
    ("新增数据接口96个", "新增数据接口目标80个，实际新增96个"),
]


@pytest.mark.parametrize(("before", "after"), OTHERS)
def test_a_number_of_something_else(before: str, after: str) -> None:
    spot = good().ledger.facts[PLATFORM, "主要产出和效果"]
    text = str(good().filled.inputs[spot])
    assert before in text and of("J139", {spot: text.replace(before, after)}) == []


def test_last_years_column_with_this_years_amounts() -> None:
    rows = list(dict.fromkeys(row for owner, row, _ in good().ledger.grids if owner == "三公经费"))
    same = {good().cell(row, "上年决算数"): good().filled.inputs[good().cell(row, "决算数")] for row in rows}
    (finding,) = of("J141", same)
    assert (finding.facts["kind"], finding.facts["count"]) == ("@copied_last", "4")
    assert of("J141", {**same, good().cell(rows[0], "上年决算数"): D(1)}) == [], "one of them differs"


def test_every_budget_met_to_the_cent() -> None:
    rows = good().ledger.filled_rows("支出明细")
    outlays = ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
    same: dict[Spot, Value] = {r.spots["年初预算数"]: sum((r.number(c) for c in outlays), D(0)) for r in rows}
    (finding,) = of("J141", same)
    assert finding.facts["kind"] == "@copied_budget" and finding.level is Level.WARNING
    assert of("J141", {**same, rows[0].spots["年初预算数"]: D(1)}) == []


@pytest.mark.parametrize(("amounts", "kind"), [((600000, 600001, 600002), "@dragged_up"), (("1.5", "1.5", "1.5"), "")])
def test_amounts_that_were_dragged(amounts: tuple[object, ...], kind: str) -> None:
    rows = good().ledger.filled_rows("支出明细")[3:6]
    changes: dict[Spot, Value] = {r.spots["年初预算数"]: D(str(n)) for r, n in zip(rows, amounts, strict=True)}
    assert [f.facts["kind"] for f in of("J142", changes)] == ([kind] if kind else [])


def test_the_same_odd_amount_three_times() -> None:
    rows = good().ledger.filled_rows("支出明细")[3:6]
    (finding,) = of("J142", {r.spots["年初预算数"]: D("61234.56") for r in rows})
    assert finding.facts["kind"] == "@dragged_same"
    assert of("J142", {r.spots["年初预算数"]: D(50000) for r in rows}) == [], "round amounts may be the same"


def test_a_column_sorted_by_itself() -> None:
    rows = good().ledger.filled_rows("支出明细")
    amounts = sorted((r.number("基本支出") for r in rows if r.values["基本支出"] is not None), reverse=True)
    wanted: list[Value] = [*amounts, *[None] * (len(rows) - len(amounts))]
    changes = {row.spots["基本支出"]: value for row, value in zip(rows, wanted, strict=True)}
    findings = told(changes)
    (finding,) = [f for f in findings if f.code == "J143"]
    assert (finding.level, finding.facts["kind"]) == (Level.ERROR, "@falling")
    assert not {"J101", "J102", "J125"} & set(codes(findings)), "no single amount is accused"


def test_a_list_sorted_as_a_whole_is_no_column_sorted_by_itself() -> None:
    """Codes that do not balance for another reason (amounts in 万元) do not balance with each other's amounts."""
    rows = good().ledger.filled_rows("收入明细")
    column = "一般公共预算财政拨款"
    ordered = sorted(rows, key=lambda row: row.number(column), reverse=True)
    changes: dict[Spot, Value] = {}
    for place, entry in zip(rows, ordered, strict=True):
        changes |= {spot: entry.values[name] for name, spot in place.spots.items()}
        if isinstance(entry.values[column], Decimal):
            changes[place.spots[column]] = entry.number(column) / 10000
    found = codes(told(changes))
    assert "J103" in found and "J143" not in found


def test_zeros_for_blanks() -> None:
    zeros: dict[Spot, Value] = {good().field(name): D(0) for name in ("人员经费合计", "公用经费合计")}
    (finding,) = of("J144", zeros, fresh=True)
    assert (finding.level, finding.facts["count"]) == (Level.ERROR, "2")
    assert of("J144", {spot: D(1) for spot in zeros}, fresh=True) == []


def test_names_of_projects_beside_other_amounts() -> None:
    rows = good().ledger.filled_rows("项目支出")[:3]
    names = [row.text("项目名称") for row in rows]
    turned = {row.spots["项目名称"]: name for row, name in zip(rows, (*names[1:], names[0]), strict=True)}
    (finding,) = of("J145", dict(turned))
    assert finding.level is Level.ERROR and finding.facts["expected"] == names[0]
    (finding,) = of("J145", {rows[0].spots["项目名称"]: names[1], rows[1].spots["项目名称"]: names[0]})
    assert (finding.facts["kind"], finding.facts["column"]) == ("@exchanged_pair", "决算数")
    assert of("J145", {rows[0].spots["项目名称"]: names[1], rows[1].spots["项目名称"]: names[2]}) == []


def test_economic_classes_sorted_by_amount() -> None:
    """Nothing balances them: it is only told that so many in order are no chance."""
    rows = good().ledger.filled_rows("经济分类支出")
    amounts = sorted((row.number("决算数") for row in rows), reverse=True)
    changes: dict[Spot, Value] = {row.spots["决算数"]: value for row, value in zip(rows, amounts, strict=True)}
    (finding,) = of("J143", changes)
    assert finding.level is Level.WARNING and "held" not in finding.facts and len(rows) >= 12
    first, last = rows[0].spots["决算数"], rows[-1].spots["决算数"]
    assert of("J143", {**changes, first: changes[last], last: changes[first]}) == []
    slip: dict[Spot, Value] = {spot: value / 10000 for spot, value in changes.items() if isinstance(value, Decimal)}
    found = codes(told(slip))
    assert "J103" in found and "J143" not in found, "what does not come out has another cause than the order"


def test_amounts_in_order_are_no_fault() -> None:
    assert of("J143", {}) == []


@pytest.mark.parametrize(
    ("date", "early"), [("2021-03-15", True), ("2021-12-31", False), ("2022-03-15", False), ("2021", False)]
)
def test_a_date_before_the_year_was_over(date: str, early: bool) -> None:
    assert bool(of("J110", {good().ledger.facts[PLATFORM, "填报日期"]: date})) is early


ROUNDING = [
    ("四舍五入尾差", True),
    ("由于小数位四舍五入造成的差异。", True),
    ("一辆车待报废", False),
    ("尾差和一辆待报废的车", False),
]


@pytest.mark.parametrize(("text", "rounding"), ROUNDING)
def test_a_car_is_no_tail_of_rounding(text: str, rounding: bool) -> None:
    """D4.2 differs by one car, and that is explained."""
    findings = of("J109", {good().ledger.notes["D4.2", "说明"]: text}, fresh=True)
    assert [finding.facts["kind"] for finding in findings] == (["@explains_rounding"] if rounding else [])


def test_reasons_by_class_ask_for_none_by_item() -> None:
    """The sheet of hubei/2021 has no column for what an item was used for (tests/check/test_scorecards_told.py)."""
    rows = good().ledger.filled_rows("预算差异原因")
    items = ("2010301", "2060503", "2080501", "2101101", "2150899")
    changes: dict[Spot, Value] = {row.spots["科目编码"]: code for row, code in zip(rows, items, strict=True)}
    assert of("J146", {}) == [] == of("J146", changes)
