"""Whatever one mistake brings about is told under it, and two mistakes are told as two."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from check import edits
from check.test_check import LIST, only, told
from made import Made
from workbook.api.chain import Specs
from workbook.api.check import check
from workbook.finding import Level
from workbook.grid.model import Scalar
from workbook.layout import address
from workbook.report import Item, report_lines, reports_csv, reports_html

CARRY, BEGIN = "结转结余", "年初结转和结余"


def under(item: Item) -> set[str]:
    """The checks that are told under a finding."""
    return {short.name.split(".", 1)[1].removesuffix(".结果") for short in item.consequences if short.code[0] == "K"}


def blank_row(made: Made, sheet: str) -> str:
    """The first row of a list in which nothing stands."""
    where = made.layout.sheets[sheet]
    rows = [row for row in where.rows if row.isdigit()]
    return next(r for r in rows if made.computed(where.tab, where.rows[r], where.columns["科目编码"]) is None)


def amounts(made: Made, sheet: str, column: str) -> dict[str, Scalar]:
    """What stands in a list's column, by row."""
    where = made.layout.sheets[sheet]
    rows = {row: number for row, number in where.rows.items() if row.isdigit()}
    return {row: made.computed(where.tab, number, where.columns[column]) for row, number in rows.items()}


def without_opening(made: Made) -> dict[edits.Key, Scalar]:
    return {(CARRY, row, BEGIN): None for row in made.layout.sheets[CARRY].rows if row.isdigit()}


def test_opening_balances_left_out(example: Made, specs: Specs, tmp_path: Path) -> None:
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", without_opening(example)), specs=specs))
    assert (item.code, item.level, item.sheet) == ("J128", Level.ERROR, CARRY)
    assert item.finding.facts["amounts"] == "一般公共预算 412650.35、政府性基金 500000、其他资金 96340.20"
    assert under(item) >= {"A5", "A9.1", "A9.2", "A9.3", "A11"}


def test_half_a_workbook_has_left_out_nothing(example: Made, specs: Specs, tmp_path: Path) -> None:
    """While no expenditure has been entered, its absence is why nothing balances."""
    rows = [row for row in example.layout.sheets[LIST].rows if row.isdigit()]
    unspent = {(LIST, row, column): None for row in rows for column in ("基本支出", "项目支出", "经营支出")}
    report = check(edits.changed(example, tmp_path / "a.xlsx", {**without_opening(example), **unspent}), specs=specs)
    assert "J128" not in {item.code for item in report.findings}


def test_a_class_beside_its_details(example: Made, specs: Specs, tmp_path: Path) -> None:
    row = blank_row(example, LIST)
    values: dict[str, Scalar] = {"科目编码": "20103", "资金来源": "一般公共预算", "基本支出": edits.amount("5000")}
    changes = {(LIST, row, column): value for column, value in values.items()}
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", changes), specs=specs))
    assert (item.code, item.level) == ("J105", Level.ERROR) and under(item) >= {"A5", "A9.1", "A6.6", "M14.8"}


def test_a_code_that_is_in_no_list(example: Made, specs: Specs, tmp_path: Path) -> None:
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", {(LIST, "6", "科目编码"): "2060530"}), specs=specs))
    assert item.code == "J116" and under(item) == {"M14.2"}


def test_an_explanation_that_is_out_of_date(example: Made, specs: Specs, tmp_path: Path) -> None:
    changes: dict[edits.Key, Scalar] = {("补充资料", "车辆总数", "值"): 6, ("补充资料", "其他用车", "值"): 3}
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", changes), specs=specs))
    assert (item.code, item.level) == ("J109", Level.ERROR) and under(item) == {"D4.2"}


def test_one_number_in_two_checks(example: Made, specs: Specs, tmp_path: Path) -> None:
    """Too few scorecards are told once: by their number, and by that of the projects, both one less."""
    item = only(
        check(edits.changed(example, tmp_path / "a.xlsx", {("补充资料", "自评项目个数", "值"): 3}), specs=specs)
    )
    assert (item.code, item.row_label.split()[0]) == ("K101", "D5.1") and under(item) == {"D5.3"}


def test_two_wrong_rates_are_two_findings(example: Made, specs: Specs, tmp_path: Path) -> None:
    shares = {("补充资料", f"公布的{kind}采购中小企业占比", "值"): edits.amount("0.5") for kind in ("货物", "服务")}
    report = check(edits.changed(example, tmp_path / "a.xlsx", shares), specs=specs)
    assert [item.row_label.split()[0] for item in told(report)] == ["S3.1", "S3.2"]


def test_last_year_in_the_other_unit(example: Made, specs: Specs, tmp_path: Path) -> None:
    changes: dict[edits.Key, Scalar] = {("补充资料", "上年收入支出总计", "值"): edits.amount("2048.73")}
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", changes), specs=specs))
    assert item.code == "J103" and under(item) == {"C1.1", "C1.3", "C1.5"}


def test_a_count_that_cannot_be(example: Made, specs: Specs, tmp_path: Path) -> None:
    """The explanation of D4.2 was written for another number of cars; that it is out of date follows."""
    changes: dict[edits.Key, Scalar] = {("补充资料", "公务用车保有量", "值"): -4}
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", changes), specs=specs))
    assert item.code == "M309" and {short.code for short in item.consequences} == {"J109", "K102"}


@pytest.mark.parametrize(("sheet", "row", "column", "also"), [
    ("补充资料", "机关运行经费变动原因", "值", "F105"), (LIST, "1", "基本支出", "M303"),
])  # fmt: skip
def test_a_character_that_turns_the_writing_round(
    sheet: str, row: str, column: str, also: str, example: Made, specs: Specs, tmp_path: Path
) -> None:
    changes: dict[edits.Key, Scalar] = {(sheet, row, column): "压减\u202e了"}
    report = check(edits.changed(example, tmp_path / "a.xlsx", changes), specs=specs)
    item = only(report)
    assert item.code == "R416" and also in {short.code for short in item.consequences}
    assert "\u202e" not in "".join([*report_lines(report), reports_csv([report]), reports_html([report])])


def test_a_blank_column_is_asked_for_once(seed: Made, specs: Specs) -> None:
    """The published unit has no amounts by economic code: eleven checks wait for them."""
    report = check(seed.path, specs=specs)
    (item,) = [i for i in report.findings if i.code == "K104" and i.row_label.startswith("S2.3 ")]
    assert under(item) >= {"A12.1", "A12.2", "A12.3-301", "A12.4", "B10.1", "B10.4", "M1.9"}


def test_the_same_difference_on_two_scorecards_is_two_findings(seed: Made, specs: Specs) -> None:
    """Six of them lost five points without a reason."""
    report = check(seed.path, specs=specs)
    missing = [item for item in report.findings if item.row_label.startswith("P4.1-")]
    assert len(missing) == 6 and {item.difference for item in missing} == {"-5"}


def test_a_check_that_follows_another_is_told_under_it(seed: Made, specs: Specs) -> None:
    """P5.3 says in the spec that it follows P5.4 and P5.5."""
    report = check(seed.path, specs=specs)
    told_with = {item.row_label.split()[0]: under(item) for item in report.findings if item.code == "K102"}
    assert told_with["P5.4-维稳专班经费"] == {"P5.3-维稳专班经费", "P5.5-维稳专班经费"}


def test_where_the_others_pass_it_is_told_by_itself(example: Made, specs: Specs, tmp_path: Path) -> None:
    copied = {("自评_中小企业上云补助", "指标3", "录.填报完成值"): "12月底前拨付"}
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", copied), specs=specs))
    assert (item.code, item.row_label.split()[0]) == ("K103", "P5.3-中小企业上云补助")


def test_a_blank_number_is_asked_for_once(example: Made, specs: Specs, tmp_path: Path) -> None:
    """Three checks wait for it, and name no cell that is filled."""
    changes: dict[edits.Key, Scalar] = {("补充资料", "公务用车保有量", "值"): None}
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", changes), specs=specs))
    assert item.code == "K104" and len(under(item)) == 2
    where = example.layout.sheets["补充资料"]
    cell = f"补充资料!{address(where.rows['公务用车保有量'], where.columns['值'])}"
    assert [item.finding.facts.get(side) or "" for side in ("left", "right")] == ["", cell]


def test_what_is_for_information_comes_last(seed: Made, specs: Specs) -> None:
    levels = [item.level == Level.INFO for item in check(seed.path, specs=specs).findings]
    assert levels == sorted(levels) and any(levels)


def test_a_minus_says_nothing_about_other_amounts(example: Made, specs: Specs, tmp_path: Path) -> None:
    """Income of a fund with a minus: the opening balance beside it once looked like one that had lost a digit."""
    row = next(r for r, amount in amounts(example, "收入明细", "政府性基金预算财政拨款").items() if amount == 3_000_000)
    turned = {("收入明细", row, "政府性基金预算财政拨款"): -3_000_000}
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", turned), specs=specs))
    assert item.code == "J119" and under(item) >= {"A5", "A9.1", "A9.3", "M1.11"}


def test_what_is_no_number_says_nothing_about_other_amounts(example: Made, specs: Specs, tmp_path: Path) -> None:
    row = next(r for r, amount in amounts(example, "经济分类支出", "决算数").items() if amount == 12_000)
    for text in ("见附表", "无"):
        item = only(
            check(edits.changed(example, tmp_path / "a.xlsx", {("经济分类支出", row, "决算数"): text}), specs=specs)
        )
        assert item.code == "M303" and "B9" in under(item)


def test_totals_that_do_not_balance_are_not_compared(example: Made, specs: Specs, tmp_path: Path) -> None:
    """An amount where none belongs: income no longer falls, as the reason says, but by less than it is off."""
    row = next(r for r, amount in amounts(example, "收入明细", "其他收入").items() if amount is None)
    stray = {("收入明细", row, "其他收入"): 6908996.58}
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", stray), specs=specs))
    assert item.code == "K101" and item.name == "审核.A5.结果"
    assert "J108" in {short.code for short in item.consequences} and "C1.3" in under(item)


def test_a_limit_that_a_total_breaks_by_what_its_sum_is_off(example: Made, specs: Specs, tmp_path: Path) -> None:
    """Contracts with small firms exceed all procurement by less than they exceed their own parts."""
    changes: dict[edits.Key, Scalar] = {("补充资料", "授予中小企业合同金额", "值"): 2_830_000}
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", changes), specs=specs))
    assert item.finding.facts["check"] == "D3.4" and under(item) == {"D3.2"}


def test_a_total_below_its_limit_is_not_compared(example: Made, specs: Specs, tmp_path: Path) -> None:
    """A tenth of last year's total is less than the part of it: by how much it is too small, nobody knows."""
    tenth = {("补充资料", "上年财政拨款收入支出总计", "值"): 2012654}
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", tenth), specs=specs))
    assert item.name == "审核.C1.6.结果" and under(item) == {"C1.4"}
    assert "J108" in {short.code for short in item.consequences}


def test_a_comparison_in_which_a_broken_limit_errs_the_other_way_is_told_by_itself(
    example: Made, specs: Specs, tmp_path: Path
) -> None:
    """The part of last year's total is too large, or the total too small; that this year's is smaller still is news."""
    large = {
        ("补充资料", "上年一般公共预算财政拨款支出", "值"): 20127000,
        ("补充资料", "财政拨款收支变动原因", "值"): "增加",
    }
    names = {item.name for item in told(check(edits.changed(example, tmp_path / "a.xlsx", large), specs=specs))}
    assert {"审核.C1.6.结果", "补充资料.财政拨款收支变动原因.值"} <= names


def test_a_reason_that_contradicts_balanced_totals_is_told_by_itself(
    example: Made, specs: Specs, tmp_path: Path
) -> None:
    said = {("补充资料", "收支总计变动原因", "值"): "事业收入增加"}
    report = check(edits.changed(example, tmp_path / "a.xlsx", said), specs=specs)
    assert [item.code for item in told(report)] == ["J108"]


def test_a_code_without_its_amount_is_asked_for_once(example: Made, specs: Specs, tmp_path: Path) -> None:
    row = next(r for r, amount in amounts(example, "经济分类支出", "决算数").items() if amount == Decimal("33518.2"))
    item = only(
        check(edits.changed(example, tmp_path / "a.xlsx", {("经济分类支出", row, "决算数"): None}), specs=specs)
    )
    assert item.name == "审核.M1.9.结果" and under(item) == {"B9"}


def test_a_reason_that_contradicts_an_amount_of_a_sum_that_is_off(example: Made, specs: Specs, tmp_path: Path) -> None:
    """Without the amount, 201 类支出 is below its budget, and the reason speaks of a rise."""
    row = next(r for r, amount in amounts(example, LIST, "基本支出").items() if amount == Decimal("6128435.27"))
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", {(LIST, row, "基本支出"): None}), specs=specs))
    assert item.name == "审核.A5.结果" and {short.code for short in item.consequences} >= {"J108", "K101"}


def test_an_amount_where_none_belongs_asks_for_no_reason(example: Made, specs: Specs, tmp_path: Path) -> None:
    """221 has neither a budget nor a line that says why it differs from it."""
    row = next(r for r, code in amounts(example, LIST, "科目编码").items() if str(code).startswith("221"))
    stray = {(LIST, row, "对附属单位补助支出"): edits.amount("581292.34")}
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", stray), specs=specs))
    assert item.name == "审核.A5.结果" and "M11.1-221" in under(item)


def test_a_code_left_blank(example: Made, specs: Specs, tmp_path: Path) -> None:
    """Of the class to which its amounts belong nothing can be said, neither by sums nor about reasons."""
    row = next(r for r, amount in amounts(example, LIST, "基本支出").items() if amount == Decimal("6128435.27"))
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", {(LIST, row, "科目编码"): None}), specs=specs))
    assert item.code == "J113" and {short.code for short in item.consequences} >= {"J108", "K101", "K102"}


def test_what_is_no_indicator_yet_needs_no_score(example: Made, specs: Specs, tmp_path: Path) -> None:
    """A placeholder in a row of the department's scorecard that holds nothing else."""
    typed: dict[edits.Key, Scalar] = {("自评_部门整体", "指标1", "录.三级指标"): "XX局"}
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", typed), specs=specs))
    assert item.code == "J107" and under(item) == {"P7-部门整体"}


def test_a_name_that_is_not_written_yet_cannot_be_found(example: Made, specs: Specs, tmp_path: Path) -> None:
    """The department's scorecard looks for its indicators in those of the projects."""
    typed: dict[edits.Key, Scalar] = {("自评_政务数据共享平台运维", "指标7", "录.三级指标"): "（此处填写）"}
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", typed), specs=specs))
    assert item.code == "J107" and under(item) == {"P7-部门整体"}


@pytest.mark.parametrize(
    ("first", "last"), [("“三公”经费单位范围", "公务接待费与上年变动原因"), ("编制人数", "退休人数")]
)
@pytest.mark.parametrize("by", [1, -1])
def test_a_block_of_a_form_that_stands_a_row_off(
    by: int, first: str, last: str, example: Made, specs: Specs, tmp_path: Path
) -> None:
    """Texts and numbers in each other's fields, sums that do not come out, and the sum that lacks the lost entry."""
    where = example.layout.sheets["补充资料"]
    keys = [key for key, row in where.rows.items() if where.rows[first] <= row <= where.rows[last]]
    typed = [example.computed(where.tab, where.rows[key], where.columns["值"]) for key in keys]
    moved = [None, *typed[:-1]] if by > 0 else [*typed[1:], None]
    changes = {("补充资料", key, "值"): value for key, value in zip(keys, moved, strict=True)}
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", changes), specs=specs))
    assert (item.code, item.level, item.sheet) == ("J101", Level.ERROR, "补充资料")
    assert item.finding.facts["direction"] == ("@too_low" if by > 0 else "@too_high") and len(item.consequences) >= 3


def test_one_entry_in_the_next_field_is_no_block(example: Made, specs: Specs, tmp_path: Path) -> None:
    typed: dict[edits.Key, Scalar] = {
        ("补充资料", "公务用车购置数", "值"): None, ("补充资料", "公务用车保有量", "值"): "一辆",
    }  # fmt: skip
    report = check(edits.changed(example, tmp_path / "a.xlsx", typed), specs=specs)
    assert "J101" not in {item.code for item in report.findings}


def test_an_amount_of_a_scorecard_that_is_missing(example: Made, specs: Specs, tmp_path: Path) -> None:
    """Checks wait for it, and the sum of all scorecards lacks as much as the project's list says."""
    paid: dict[edits.Key, Scalar] = {("自评_公共数据开放创新应用", "预算执行", "录.年初目标值"): None}
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", paid), specs=specs))
    assert item.name.startswith("审核.P1.2-") and "D5.2" in under(item)


def test_a_budget_ten_thousand_times_too_large_is_the_one_that_is_wrong(
    example: Made, specs: Specs, tmp_path: Path
) -> None:
    """What was spent is borne out by the income of its code, although it is the smaller of the two."""
    row = next(r for r, amount in amounts(example, LIST, "年初预算数").items() if amount == 320_000)
    large = {(LIST, row, "年初预算数"): 3_200_000_000}
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", large), specs=specs))
    assert (item.code, item.level) == ("J103", Level.ERROR) and item.cell.startswith("E")


def test_one_amount_apart_from_two_is_one_finding(example: Made, specs: Specs, tmp_path: Path) -> None:
    large = {("三公经费", "公务用车购置费", "年初预算数"): 1_800_000_000}
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", large), specs=specs))
    assert item.code == "J103" and "三公经费!C7" in item.message


def test_what_follows_from_any_of_the_cells_that_may_be_wrong(example: Made, specs: Specs, tmp_path: Path) -> None:
    """Ten times the opening balance, or a closing balance that lost a digit: with the first, income did not rise."""
    row = next(r for r, amount in amounts(example, CARRY, BEGIN).items() if amount == 200_000)
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", {(CARRY, row, BEGIN): 2_000_000}), specs=specs))
    assert item.code == "J102" and "结转结余!E7" in item.finding.facts["cells"]
    assert "J108" in {short.code for short in item.consequences}


def test_a_fund_column_pasted_one_row_too_high(example: Made, specs: Specs, tmp_path: Path) -> None:
    """The sums that come out once it is moved back accuse no amount of a wrong digit besides."""
    funds = ("一般公共预算", "政府性基金", "其他资金", None)
    rows = [r for r, fund in amounts(example, CARRY, "资金来源").items() if fund is not None]
    high = {(CARRY, row, "资金来源"): fund for row, fund in zip(rows, funds, strict=True)}
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", high), specs=specs))
    assert (item.code, item.sheet) == ("J101", CARRY)


def test_an_amount_in_the_grey_last_row_takes_along_what_counts_it(example: Made, specs: Specs, tmp_path: Path) -> None:
    """The formulas' areas reach to that row: the spreadsheet counts it, we do not, and saving again cannot help."""
    path = edits.changed(example, tmp_path / "a.xlsx", {("支出明细", "末行", "基本支出"): 5000})
    report = check(path, specs=specs)
    (item,) = [item for item in report.findings if item.level > Level.INFO]
    assert (item.code, item.level, item.cell) == ("M207", Level.ERROR, "F66") and not report.accepted
    assert "算在内" in item.message and "末行以上插入一行" in item.hint
    assert {short.code for short in item.consequences} == {"F105"}


def test_a_note_in_the_grey_last_row_is_only_not_used(example: Made, specs: Specs, tmp_path: Path) -> None:
    path = edits.changed(example, tmp_path / "a.xlsx", {("支出明细", "末行", "说明"): "到此为止"})
    report = check(path, specs=specs)
    (item,) = [item for item in report.findings if item.level > Level.INFO]
    assert (item.code, item.level) == ("M207", Level.WARNING) and report.accepted
