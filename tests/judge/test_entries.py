"""J104–J119, J129–J133: one wrong entry in the example is found as that fault, at its cell, and as nothing else."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from judge.good import EXAMPLE, SEED, Level, codes, good, spoken, told
from workbook.data import Value
from workbook.finding import Finding, render
from workbook.match.match import Spot
from workbook.report import sides

D = Decimal


def the(changes: dict[Spot, Value], *, fresh: bool = False) -> Finding:
    """The only finding."""
    findings = told(changes, fresh=fresh)
    assert len(findings) == 1, spoken(findings)
    return findings[0]


def row(owner: str, **values: Value) -> dict[Spot, Value]:
    """A further row of a list."""
    spots = good().blank_row(owner)
    return {spots[name]: value for name, value in values.items()}


def test_nothing_is_said_of_the_example_and_of_the_seed_that_a_project_has_two_names() -> None:
    assert told({}, fresh=True) == ()
    (finding,) = told({}, good(SEED), fresh=True)
    assert finding.code == "J129" and finding.place.name == "自评_维稳专班经费.主要产出和效果"
    assert (finding.facts["found"], finding.facts["expected"]) == ("维稳工作经费", "维稳专班经费")


@pytest.mark.parametrize(
    "text",
    ["含一般行政管理事务（2010301）", "其中2080502 行政单位离退休12万元", "另见行政运行(2010302)"],
)
def test_code_and_name(text: str) -> None:
    finding = the({good().row("支出明细", "2010350", "说明"): text})
    assert finding.code == "J104" and finding.place.name == "支出明细.3.说明" and finding.facts["other"]


@pytest.mark.parametrize(
    "text", ["含行政运行（2010301）", "2010301 行政运行", "合同2010301号", "30101元", "见20103附表"]
)
def test_code_and_name_that_belong_together(text: str) -> None:
    assert told({good().row("支出明细", "2010350", "说明"): text}) == ()


def test_a_class_beside_its_details() -> None:
    finding = the(row("支出明细", 科目编码="21011", 资金来源="一般公共预算", 年初预算数=D(5)))
    assert (finding.code, finding.level) == ("J105", Level.WARNING) and "2101101" in finding.facts["other"]
    twice = row("支出明细", 科目编码="20605", 资金来源="一般公共预算", 年初预算数=D(1500000), 项目支出=D(1480000))
    findings = [f for f in told(twice) if f.code == "J105"]
    assert [f.level for f in findings] == [Level.ERROR]
    other_fund = row("支出明细", 科目编码="20605", 资金来源="其他资金", 年初预算数=D(5))
    assert told(other_fund) == ()


def test_a_class_and_its_details_are_told_by_what_was_spent() -> None:
    """The amounts are those that can be found in the cells: the budget is not added to them."""
    base = good()
    finding = the(row("支出明细", 科目编码="20103", 资金来源="一般公共预算", 年初预算数=D(900), 基本支出=D(500)))
    assert (finding.facts["found"], finding.facts["unit"]) == ("500", "元")
    below = [r for r in base.ledger.lists["支出明细"] if r.text("科目编码").startswith("20103")]
    spent = [r.number(c) for r in below if r.text("资金来源") == "一般公共预算" for c in ("基本支出", "项目支出")]
    assert D(finding.facts["expected"]) == sum(spent)
    assert finding.facts["columns"] == "基本支出、项目支出" and "支出明细!F6:G8" in finding.facts["cells"]


def test_a_malformed_code_is_no_class() -> None:
    base = good()
    changes: dict[Spot, Value] = {base.row("支出明细", "2010301", "科目编码"): "201030"}
    assert "J105" not in codes(told(changes)) and "J115" in codes(told(changes))


def test_far_from_last_year() -> None:
    base = good()
    finding = the({base.field("上年机关运行经费"): D("15466180.25")}, fresh=True)
    assert finding.code == "J106" and finding.place.name == "补充资料.上年机关运行经费"
    assert told({base.field("上年机关运行经费"): D("2466180.25")}, fresh=True) == ()


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("比上年增长（下降）XX%", Level.ERROR),
        ("主要原因是【原因】", Level.ERROR),
        ("由××局承担", Level.ERROR),
        ("共（）人", Level.ERROR),
        ("某某项目压减", Level.ERROR),
        ("待补充", Level.ERROR),
        ("2022年  月  日压减", Level.ERROR),
        ("增加/减少", Level.ERROR),
        ("压减……", Level.WARNING),
    ],
)
def test_placeholders(text: str, level: Level) -> None:
    findings = [f for f in told({good().field("机关运行经费变动原因"): text}) if f.code != "J108"]
    assert [(f.code, f.level) for f in findings] == [("J107", level)], spoken(tuple(findings))


def test_the_prompt_itself() -> None:
    finding = the({good().field("“三公”经费单位范围"): "有“三公”经费的单位，如某某局本级"})
    assert finding.code == "J107"
    spot = next(s for s, slot in good().filled.slots.items() if slot.name == "改进措施及结果应用方案")
    assert the({spot: "写明下一步怎样改进，以及自评结果怎样用于预算安排和管理"}).code == "J107"


@pytest.mark.parametrize("text", ["压减会议支出（含培训）", "按【2021】15号文压减", "压减会议、培训等支出"])
def test_no_placeholders(text: str) -> None:
    assert told({good().field("机关运行经费变动原因"): text}) == ()


@pytest.mark.parametrize(
    ("field", "text", "kind"),
    [
        ("机关运行经费变动原因", "人员增加，办公费增长", "@fell"),
        ("机关运行经费变动原因", "与上年持平", "@fell"),
        ("机关运行经费变动原因", "比上年减少9.99万元", "@told_wrong"),
        ("机关运行经费变动原因", "比上年下降7.00%", "@told_wrong"),
        ("一般公共预算支出变动原因", "压减了一般性支出", "@rose"),
        ("公务接待费与预算差异原因", "接待批次增加", "@fell"),
        ("公务用车费用与上年变动原因", "停用一辆，费用下降", "@rose"),
    ],
)
def test_reasons_that_say_the_opposite(field: str, text: str, kind: str) -> None:
    finding = the({good().field(field): text})
    assert (finding.code, finding.facts["kind"]) == ("J108", kind)
    assert finding.place.name == f"补充资料.{field}"


@pytest.mark.parametrize("text", ["比上年减少5.53万元", "较上年下降3.77%", "人员增加，但会议费减少", "厉行节俭"])
def test_reasons_that_agree(text: str) -> None:
    assert told({good().field("机关运行经费变动原因"): text}) == ()


def test_the_reason_of_a_class() -> None:
    finding = the({good().row("预算差异原因", "206", "原因"): "项目增加"})
    assert finding.code == "J108" and finding.place.name == "预算差异原因.2.原因"


def test_explanations() -> None:
    base = good()
    bound, note = base.ledger.notes["D4.2", "所说明的差额"], base.ledger.notes["A5", "说明"]
    finding = the({bound: D(2)}, fresh=True)
    assert (finding.code, finding.facts["kind"]) == ("J109", "@explains_other")
    assert (finding.facts["found"], finding.facts["expected"]) == ("2", "1")
    assert the({bound: None}, fresh=True).facts["kind"] == "@explains_unbound"
    finding = the({base.ledger.notes["D4.2", "说明"]: "。"}, fresh=True)
    assert (finding.level, finding.facts["kind"]) == (Level.ERROR, "@explains_empty")
    finding = the({note: "无差额"})
    assert (finding.level, finding.facts["kind"]) == (Level.INFO, "@explains_nothing")


@pytest.mark.parametrize(
    ("text", "told_of"),
    [("2020年度部门整体绩效目标完成", "2020"), ("2023年度工作", "2023"), ("见2019年度决算", "2019")],
)
def test_another_year(text: str, told_of: str) -> None:
    finding = the({good().row("项目支出", "中小企业上云补助", "用途"): text})
    assert finding.code == "J110" and finding.facts["found"] == told_of


@pytest.mark.parametrize(
    "text", ["2021年度决算", "与2020年度决算相比", "2018年机构改革", "2022年度预算安排", "2020年6月"]
)
def test_years_that_may_be_spoken_of(text: str) -> None:
    assert told({good().row("项目支出", "中小企业上云补助", "用途"): text}) == ()


def test_the_date() -> None:
    finding = the({good().field("填报日期", "单位信息"): "2019-08-31"})
    assert finding.code == "J110"


@pytest.mark.parametrize("text", ["2022-08-31", "2022年8月31日", "2022.8.31", "202208", "2022年8月"])
def test_dates_as_people_write_them(text: str) -> None:
    assert told({good().field("填报日期", "单位信息"): text}) == ()


def test_a_date_that_is_a_placeholder_is_told_as_one() -> None:
    assert the({good().field("填报日期", "单位信息"): "202X年XX月"}).code == "J107"


@pytest.mark.parametrize(
    ("text", "level", "meant"),
    [
        ("2023-15-45", Level.ERROR, ""),
        ("2022-02-30", Level.ERROR, ""),
        ("44804", Level.ERROR, "2022-08-31"),
        ("二〇二二年八月", Level.WARNING, "2022-08"),
    ],
)
def test_what_is_no_date(text: str, level: Level, meant: str) -> None:
    """A date that lost its format is not taken for the year 4480."""
    finding = the({good().field("填报日期", "单位信息"): text})
    assert (finding.code, finding.level, finding.facts.get("would_be", "")) == ("J130", level, meant)


@pytest.mark.parametrize(
    "text", ["示例市数据资源局承担", "由我委组织", "按示倒市数据资源管理局要求", "我局与示范市数据资源管理局"]
)
def test_another_unit(text: str) -> None:
    finding = the({good().row("项目支出", "中小企业上云补助", "用途"): text})
    assert finding.code == "J111"


@pytest.mark.parametrize("text", ["我局承担", "示例市大数据中心承担", "由示例市财政局审核", "示例市数据资源管理局机关"])
def test_units_that_may_be_spoken_of(text: str) -> None:
    assert told({good().row("项目支出", "中小企业上云补助", "用途"): text}) == ()


@pytest.mark.parametrize(
    ("folder", "text", "unit"),
    [
        (EXAMPLE, "邻市数据资源管理局压减了办公支出", "邻市数据资源管理局"),
        (EXAMPLE, "由邻市数据资源管理局承担", "邻市数据资源管理局"),
        (SEED, "洪山区人民政府办公室压减了办公支出", "洪山区人民政府办公室"),
        (SEED, "本年洪山区人民政府办公室搬迁", "洪山区人民政府办公室"),
    ],
)
def test_the_same_office_of_another_place(folder: Path, text: str, unit: str) -> None:
    base = good(folder)
    findings = [f for f in told({base.field("机关运行经费变动原因"): text}, base) if f.code == "J111"]
    assert [f.facts["found"] for f in findings] == [unit]


@pytest.mark.parametrize(
    ("folder", "text"),
    [
        (EXAMPLE, "承担市数据资源管理局交办的工作"),
        (EXAMPLE, "全市数据资源管理局系统压减"),
        (EXAMPLE, "示例市数据资源管理局压减"),
        (SEED, "与洪山区人民政府办公室联合开展"),
        (SEED, "武汉市人民政府办公室采用信息3篇"),
        (SEED, "区人民政府办公室压减"),
        (SEED, "武汉市青山区人民政府办公室压减"),
    ],
)
def test_offices_that_may_be_spoken_of(folder: Path, text: str) -> None:
    base = good(folder)
    assert "J111" not in codes(told({base.field("机关运行经费变动原因"): text}, base))


def test_a_project_under_two_names() -> None:
    base = good()
    finding = the({base.row("项目支出", "中小企业上云补助", "用途"): "中小企业入云补助的发放"})
    assert (finding.code, finding.level) == ("J129", Level.WARNING) and finding.facts["found"] == "中小企业入云补助"
    card = next(
        spot for (card, name), spot in base.ledger.facts.items() if (card, name) == ("中小企业上云补助", "项目名称")
    )
    finding = next(f for f in told({card: "中小企业上云的补助"}) if f.code == "J129")
    assert finding.facts["would_be"] == "中小企业上云补助"


@pytest.mark.parametrize("text", ["补助中小企业购买云服务", "中小企业上云补助资金的发放", "政务数据共享平台运维费"])
def test_names_that_may_be_spoken_of(text: str) -> None:
    assert told({good().row("项目支出", "中小企业上云补助", "用途"): text}) == ()


def test_made_for_another_unit() -> None:
    findings = told({good().field("单位名称", "单位信息"): "示例市教育委员会"})
    assert codes(findings) == ["J111"] and findings[0].place.name == "单位信息.单位名称"


def test_a_row_given_twice() -> None:
    base = good()
    first = next(r for r in base.ledger.lists["项目支出"] if r.text("项目名称") == "中小企业上云补助")
    finding = the(row("项目支出", **first.values))
    assert (finding.code, finding.level) == ("J112", Level.ERROR) and finding.facts["first"] == "项目支出!B9"
    finding = the(row("支出明细", 科目编码="2010301", 资金来源="一般公共预算", 年初预算数=D(1)))
    assert (finding.code, finding.level) == ("J112", Level.WARNING)
    assert the(row("预算差异原因", 科目编码="206", 原因="合同价低于预算")).code == "J112"
    assert the(row("主要职能", 职能="承办市人民政府交办的其他事项。")).code == "J112"


def test_a_total_among_the_entries() -> None:
    """An amount that is the sum of the others makes a row without a fund a total; in one with a fund it may be so."""
    rows = good().ledger.filled_rows("结转结余")
    sums: dict[str, Value] = {c: sum((r.number(c) for r in rows), D(0)) for c in ("年初结转和结余", "年末结转和结余")}
    findings = {finding.code: finding for finding in told(row("结转结余", **sums))}
    assert "各栏" in render(findings["J131"]) and findings["J131"].level is Level.ERROR
    assert "J131" not in codes(told(row("结转结余", **sums, 资金来源="其他资金")))
    assert "J131" not in codes(told(row("结转结余", **{**sums, "年末结转和结余": D(1)})))
    assert "J131" in codes(told(row("结转结余", 科目编码=" 合 计")))
    assert "J131" not in codes(told(row("主要职能", 职能="合计")))


def test_required_cells() -> None:
    base = good()
    finding = the({base.row("结转结余", "2010350", "资金来源"): None})
    assert "第 9 行" in render(finding) and "本不该有的" in render(finding)
    assert (finding.code, finding.level) == ("J113", Level.ERROR) and finding.facts["column"] == "资金来源"
    assert the(row("项目支出", 用途="补助")).code == "J113"
    assert the({base.field("年度", "单位信息"): None}).code == "J113"


def test_choices() -> None:
    finding = the({good().row("结转结余", "2010350", "资金来源"): "其他资金 "})
    assert (finding.code, finding.facts["nearest"]) == ("J114", "其他资金")
    finding = the({good().field("决算类型", "单位信息"): "部门"})
    assert finding.code == "J114"
    spot = next(s for s, slot in good().filled.slots.items() if slot.name == "方向" and good().filled.inputs[s])
    assert the({spot: "大于"}).code == "J114"


def test_codes() -> None:
    base = good()
    finding = the({base.row("预算差异原因", "206", "科目编码"): "２０６"})
    assert (finding.code, finding.facts["would_be"]) == ("J115", "206")
    assert sides(finding, "zh") == ("“２０６”", "206") and "“２０６”不合规，应当是 3、5、7 位" in render(finding)
    assert the({base.row("预算差异原因", "206", "科目编码"): "2066"}).code == "J115"
    finding = the({base.row("预算差异原因", "206", "科目编码"): "299"})
    assert (finding.code, finding.level) == ("J116", Level.WARNING)
    finding = the({base.row("结转结余", "2060503", "科目编码"): "2060593"})
    assert finding.code == "J116" and "2060503" in finding.facts["nearest"]


def test_ranges() -> None:
    base = good()
    finding = the({base.field("公布的自评资金占比"): D("30.71")})
    assert (finding.code, finding.facts["would_be"]) == ("J117", "30.71%")
    assert the({base.field("公务用车保有量"): D("10000000000")}).code == "J117"
    assert the({base.field("年度", "单位信息"): "1921"}).code == "J117"


def test_rules_that_are_formulas() -> None:
    spot = next(s for s, slot in good().filled.slots.items() if slot.name == "权重" and good().filled.inputs[s])
    finding = the({spot: D("12.34567")})
    assert finding.code == "J118" and "四位小数" in finding.facts["why"]


def test_negative_amounts() -> None:
    base = good()
    finding = the({base.field("授予小微企业合同金额"): D(-1)})
    assert (finding.code, finding.level) == ("J119", Level.ERROR)
    finding = the({base.row("经济分类支出", "30101", "决算数"): D(-5)})
    assert (finding.code, finding.level) == ("J119", Level.WARNING)
    assert told({base.row("结转结余", "2010350", "年末结转和结余"): D(-5)}) == ()


def test_a_negative_amount_that_its_remark_explains() -> None:
    """It is right as it stands, and another slip in the same sum is told as that slip."""
    base = good()
    salary, other = (base.row("经济分类支出", code, "决算数") for code in ("30101", "30199"))
    remark = next(s for s, slot in base.filled.slots.items() if s[:2] == other[:2] and slot.name == "说明")
    changes: dict[Spot, Value] = {salary: base.number(salary) + base.number(other) + 3500, other: D(-3500)}
    assert [f.code for f in told({**changes, remark: "含公务交通补贴"})] == ["J119"]
    explained = {**changes, remark: "收回上年多发的补贴"}
    assert told(explained) == ()
    house = base.row("经济分类支出", "30113", "决算数")
    finding = the({**explained, house: D("73486.60")})
    assert (finding.code, finding.facts["kind"]) == ("J102", "@point_moved")
    assert base.at(house).endswith(finding.place.cell)


def test_the_unit_of_all_amounts() -> None:
    base = good()
    finding = the({base.field("金额单位", "单位信息"): "万元"})
    assert (finding.code, finding.facts["what"]) == ("J124", "@basic_by_head")
    changes = {base.field("金额单位", "单位信息"): "万元", base.field("在职人数"): None}
    assert told(changes) == (), "the department's expenditure alone would not be impossible"


NOTHING = ("无", "没有", "同上", "略。", "——", "无特殊原因")


@pytest.mark.parametrize("text", NOTHING)
def test_a_reason_that_gives_none(text: str) -> None:
    finding = the({good().field("公务接待费与上年变动原因"): text})
    assert (finding.code, finding.level, finding.facts["text"]) == ("J132", Level.ERROR, text)
    assert (finding.facts["found"], finding.facts["expected"]) == ("8246", "9300")


def test_where_nothing_differs_there_is_no_reason_to_give() -> None:
    base = good()
    same: dict[Spot, Value] = {base.cell("公务接待费", "上年决算数"): base.number(base.cell("公务接待费", "决算数"))}
    assert "J132" not in codes(told({**same, base.field("公务接待费与上年变动原因"): "无"}))


def test_nor_is_it_told_while_the_amount_itself_is_wrong() -> None:
    base = good()
    fuel = base.cell("公务用车运行费", "决算数")
    wrong = {fuel: base.number(fuel) * 10, base.field("公务用车运行费与预算差异原因"): "无"}
    assert "J102" in codes(told(wrong)) and "J132" not in codes(told(wrong))


def test_what_is_the_same_in_print_needs_no_reason() -> None:
    """The text compares amounts in 万元 with two decimals, and says 持平 of these."""
    base = good()
    host = base.cell("公务接待费", "决算数")
    alike: dict[Spot, Value] = {base.cell("公务接待费", "上年决算数"): base.number(host) + D("0.40")}
    for text in ("无", "与上年持平"):
        found = codes(told({**alike, base.field("公务接待费与上年变动原因"): text}))
        assert not {"J108", "J132"} & set(found)


@pytest.mark.parametrize("text", NOTHING)
def test_points_lost_for_no_reason(text: str) -> None:
    base = good()
    rows = base.ledger.indicators["部门整体"]
    reasons = [row.spots["偏差原因"] for row in rows if row.text("偏差原因")]
    finding = the({reasons[0]: text})
    assert (finding.code, finding.level) == ("J132", Level.WARNING) and finding.facts["score"] < finding.facts["weight"]
    full = next(row.spots["偏差原因"] for row in rows if not row.text("偏差原因") and row.text("三级指标"))
    assert told({full: text}) == (), "an indicator with all its points needs none"


PROJECT = "政务数据共享平台运维"


def test_a_percentage_as_a_fraction() -> None:
    row = next(r for r in good().ledger.indicators[PROJECT] if r.text("计量单位") == "%" and r.text("方向") == "≥")
    target, actual = row.spots["年初目标值"], row.spots["实际完成值"]
    finding = the({target: row.number("年初目标值") / 100})
    assert (finding.code, finding.level) == ("J133", Level.WARNING)
    assert Decimal(finding.facts["would_be"]) == row.number("年初目标值")
    assert [f.code for f in told({actual: row.number("实际完成值") / 100})] == ["J133"]
    said: dict[Spot, Value] = {good().row("重点工作", "数据共享", "完成情况"): "按期完成。"}
    assert told({target: Decimal("0.5"), actual: Decimal("0.6"), **said}) == (), "small rates, both of them"
    assert "J133" not in codes(told({target: Decimal("0.5"), actual: Decimal(5)})), "ten times as much as promised"


def test_a_limit_may_be_a_hundred_times_what_came_of_it() -> None:
    gathered = {row.text("三级指标") for row in good().ledger.indicators["部门整体"]}
    row = next(
        r for r in good().ledger.indicators[PROJECT]
        if r.text("计量单位") == "%" and r.text("方向") == "≥" and r.text("三级指标") not in gathered
    )  # fmt: skip
    spots = row.spots["方向"], row.spots["年初目标值"], row.spots["实际完成值"]
    silent = {good().ledger.facts[PROJECT, "主要产出和效果"]: "按期完成。"}
    assert told({**dict(zip(spots, ("≤", Decimal(5), Decimal("0.05")), strict=True)), **silent}) == ()


def test_the_analysis_of_a_scorecard_may_say_nothing_where_its_indicators_do() -> None:
    base = good()
    analysis = base.ledger.facts["部门整体", "偏差大或目标未完成原因分析"]
    reasons = [row.spots["偏差原因"] for row in base.ledger.indicators["部门整体"] if row.text("偏差原因")]
    assert told({analysis: "无"}) == ()
    findings = [f for f in told({analysis: "无", **dict.fromkeys(reasons)}) if f.code == "J132"]
    assert [(f.level, f.facts["kind"]) for f in findings] == [(Level.WARNING, "@points_lost")]


def test_what_did_not_change_may_be_something_else_than_the_amount() -> None:
    reason = good().field("机关运行经费变动原因")
    assert told({reason: "人员编制未变动，按实际需要列支"}) == ()
    assert the({reason: "机关运行经费未变动"}).code == "J108"


def test_reasons_that_are_short_but_say_something() -> None:
    assert told({good().field("公务接待费与上年变动原因"): "来访少"}) == ()


def test_a_share_that_was_typed_as_a_score_or_without_its_sign() -> None:
    """Of what it may have been the one that the chosen tier allows; told once, not as outside its tier too."""
    tiered = (r for rows in good().ledger.indicators.values() for r in rows if r.text("档次") == "达成预期指标")
    row = next(r for r in tiered if isinstance(r.values["评定比例"], Decimal))
    spot, weight = row.spots["评定比例"], row.number("权重")
    for typed, meant in ((weight * Decimal("0.95"), "95%"), (Decimal(95), "95%"), (Decimal("9.5"), "95%")):
        findings = told({spot: typed})
        assert [(f.code, f.facts["would_be"]) for f in findings] == [("J117", meant)], typed
    (finding,) = told({spot: Decimal(6), row.spots["权重"]: Decimal(7)})
    assert finding.facts["would_be"] == "85.71%"


def test_a_code_without_its_head() -> None:
    """What is used elsewhere in the file comes first."""
    spot = good().row("支出明细", "2080505", "科目编码")
    finding = the({spot: "80505"})
    assert finding.code == "J116" and finding.facts["nearest"].startswith("2080505 ")
    (short,) = [f for f in told({spot: "301"}) if f.code == "J116"]
    assert "2010301" not in short.facts["nearest"], "of three digits nobody can say"


def test_a_scorecard_of_the_same_office_elsewhere() -> None:
    base = good(SEED)
    spot = base.ledger.facts["部门整体", "部门名称"]
    findings = [f for f in told({spot: "武汉市洪山区人民政府办公室"}, base) if f.code == "J111"]
    assert [f.place for f in findings] == [base.ledger.place(spot)]
