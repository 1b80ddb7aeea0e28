"""What the 审核 sheet says: tolerances, levels, explanations, blanks and conditions."""

from __future__ import annotations

from decimal import Decimal

import pytest

from book.small import run, unit
from made import Made

SHEET = "sheet: 审核\nkind: checks\n"


def checked(body: str, facts: dict[str, str], **more: object) -> Made:
    return run({"90": SHEET, "91": f"checks:\n  两数:\n    id: K1\n{body}"}, unit(facts=facts, **more))  # type: ignore[arg-type]


def result(body: str, now: str, before: str, **more: object) -> object:
    return checked(body, {"本年": now, "上年": before}, **more).get("审核.K1.结果")


Row = tuple[str, str, str, str, str]
EQUAL = "    that: 资料.本年 = 资料.上年\n"


@pytest.mark.parametrize(
    ("body", "now", "before", "said"),
    [
        (EQUAL, "1", "1", "通过"),
        (EQUAL, "1.01", "1", "尾差"),  # 2 addends: 0.015
        (EQUAL, "1.02", "1", "不符"),
        (EQUAL, "1", "1.02", "不符"),
        (EQUAL + "    addends: 3\n", "1.02", "1", "尾差"),  # 0.020
        (EQUAL + "    addends: 3\n", "1.03", "1", "不符"),
        (EQUAL + "    addends: 26\n", "1.13", "1", "尾差"),  # 0.135
        (EQUAL + "    addends: 26\n", "1.14", "1", "不符"),
        (EQUAL + '    tolerance: "0"\n', "1.01", "1", "不符"),
        (EQUAL + '    tolerance: "0.01"\n', "1.01", "1", "尾差"),
        (EQUAL, "", "1", "未填"),
        (EQUAL, "1", "", "未填"),
        (EQUAL, "0", "0", "通过"),
        (EQUAL + "    level: explain\n", "3", "1", "待说明"),
        (EQUAL + "    level: hint\n", "3", "1", "提示"),
        (EQUAL + "    level: fill\n", "3", "1", "未填"),
        (EQUAL + "    level: explain\n", "1", "1", "通过"),
        (EQUAL + "    when: 资料.上年>5\n", "3", "1", "不适用"),
        (EQUAL + "    when: 资料.上年>5\n", "9", "9", "通过"),
        (EQUAL + "    needs: [支出.基本]\n", "1", "1", "未填"),
        ("    that: 资料.本年 <= 资料.上年\n", "1", "2", "通过"),
        ("    that: 资料.本年 <= 资料.上年\n", "2.01", "2", "尾差"),
        ("    that: 资料.本年 <= 资料.上年\n", "3", "2", "不符"),
        ("    that: 资料.本年 >= 资料.上年\n", "3", "2", "通过"),
        ("    that: 资料.本年 >= 资料.上年\n", "1", "2", "不符"),
        ("    that: 资料.本年*3 = 资料.上年\n", "0.1", "0.3", "通过"),
        ("    true: 资料.本年>资料.上年\n", "2", "1", "通过"),
        ("    true: 资料.本年>资料.上年\n", "1", "2", "不符"),
        ("    true: 资料.本年>资料.上年\n    level: explain\n", "1", "2", "待说明"),
        ("    filled: [资料.本年, 资料.上年]\n", "1", "0", "通过"),
        ("    filled: [资料.本年, 资料.上年]\n", "1", "", "未填"),
    ],
)
def test_results(body: str, now: str, before: str, said: str) -> None:
    assert result(body, now, before) == said


ENTERED = EQUAL + "    entered: [支出.基本]\n    where: {资金: 财政}\n"


@pytest.mark.parametrize(
    ("body", "rows", "said"),
    [
        (ENTERED, (), "未填"),
        (ENTERED, (("20103", "其他", "", "7", ""),), "未填"),  # another fund's
        (ENTERED, (("20103", "财政", "9", "", ""),), "未填"),  # another column's
        (ENTERED, (("20103", "财政", "", "0", ""),), "不符"),  # 0 is an entry
        (ENTERED, (("20103", "财政", "", "7", ""),), "不符"),
        (ENTERED + "    level: explain\n", (("20103", "财政", "", "7", ""),), "待说明"),
        (ENTERED + "    level: explain\n", (), "未填"),
        (EQUAL + "    entered: [支出.预算:基本]\n", (("20103", "其他", "9", "", ""),), "不符"),
        (EQUAL + "    entered: [支出.预算:基本, 资料.占比]\n", (), "未填"),
    ],
)
def test_a_failure_is_unfilled_while_nothing_of_it_was_entered(body: str, rows: tuple[Row, ...], said: str) -> None:
    made = run({"90": SHEET, "91": f"checks:\n  两数:\n    id: K1\n{body}"}, unit(rows, {"本年": "0", "上年": "3"}))
    assert made.get("审核.K1.结果") == said


def test_what_holds_passes_without_any_entry() -> None:
    assert result(ENTERED, "3", "3") == "通过"


def test_an_unknown_name_of_entered_is_told() -> None:
    page = "checks:\n  甲:\n    id: K1\n    that: 资料.本年 = 资料.上年\n    entered: [支出.基本支]\n"
    found = run({"90": SHEET, "91": page}, clean=False).findings
    assert [(f.code, f.place.line) for f in found] == [("S201", 5)]


def test_both_sides_difference_and_tolerance_are_shown() -> None:
    made = checked(EQUAL + "    addends: 5\n    why: 因为\n", {"本年": "1794.05", "上年": "1794.06"})
    names = ("左边", "右边", "差额", "容差", "结果", "性质", "提示", "审核内容")
    found = [made.get(f"审核.K1.{n}") for n in names]
    assert found[:4] == [Decimal("1794.05"), Decimal("1794.06"), Decimal("-0.01"), Decimal("0.03")]
    assert found[4:] == ["尾差", "强制", "因为", "两数"]


@pytest.mark.parametrize(
    ("why", "gap", "said"),
    [
        ("口径不同", "2", "已说明"),
        ("口径不同", "1", "待说明"),  # it explains another difference
        ("口径不同", "", "待说明"),
        ("", "2", "待说明"),
    ],
)
def test_an_explanation_is_bound_to_its_difference(why: str, gap: str, said: str) -> None:
    body = EQUAL + "    level: explain\n"
    assert result(body, "3", "1", explanations={"K1": (why, gap)}) == said


def test_a_mandatory_check_cannot_be_explained_away() -> None:
    assert result(EQUAL, "3", "1", explanations={"K1": ("口径不同", "2")}) == "不符"


def test_rates_are_compared_to_a_hundredth_of_a_per_cent() -> None:
    body = "    that: 资料.占比 = ROUND(资料.本年/资料.上年,4)\n    percent: true\n"
    for rate, said in (("0.3333", "通过"), ("0.3334", "尾差"), ("0.34", "不符")):
        made = checked(body, {"占比": rate, "本年": "1", "上年": "3"})
        assert made.get("审核.K1.结果") == said


def test_amounts_in_yuan_are_compared_in_wan_yuan() -> None:
    assert result(EQUAL, "10000", "10049", money="元") == "通过", "both are 1.00 万元"
    assert result(EQUAL, "10000", "10050", money="元") == "尾差"


def test_each_code_gets_its_line() -> None:
    page = """
        checks:
          金额不为负:
            id: K2
            each: 科目
            levels: [类]
            that: SUMIFS(支出.基本,支出.科目编码,"【科目编码】*") >= 0
            when: COUNTIF(支出.科目编码,"【科目编码】*")>0
    """
    made = run({"90": SHEET, "91": page}, unit((("20103", "财政", "", "1", ""),)))
    assert made.get("审核.K2-201.审核内容") == "201 公共：金额不为负"
    assert [made.get(f"审核.K2-{code}.结果") for code in ("201", "205")] == ["通过", "不适用"]


def test_an_id_used_twice_is_told() -> None:
    page = "checks:\n  甲: {id: K1, true: '1>0'}\n  乙: {id: K1, true: '1>0'}\n"
    found = run({"90": SHEET, "91": page}, clean=False).findings
    assert [(f.code, f.facts["name"]) for f in found] == [("S204", "K1")]


def test_a_check_may_follow_only_one_that_there_is() -> None:
    page = "checks:\n  甲: {id: K1, true: '1>0'}\n  乙: {id: K2, true: '1>0', follows: [K1, K1.1]}\n"
    (finding,) = run({"90": SHEET, "91": page}, clean=False).findings
    assert (finding.code, finding.facts["name"], finding.facts["nearest"]) == ("S201", "K1.1", "K1")
    assert finding.place.line == 3


def test_an_unknown_name_in_a_check_is_told_with_its_place() -> None:
    page = "checks:\n  甲:\n    id: K1\n    that: 资料.本年度 = 资料.上年\n"
    found = run({"90": SHEET, "91": page}, clean=False).findings
    assert {(f.code, f.facts["nearest"], f.place.file, f.place.line) for f in found} == {
        ("S201", "资料.本年", "1/91.yaml", 4)
    }


def test_the_cover_counts_the_results() -> None:
    cover = "sheet: 封面\nkind: cover\nfacts: {单位: =单位}\n"
    page = "checks:\n  甲: {id: K1, that: 资料.本年 = 资料.上年}\n  乙: {id: K2, that: 资料.上年 = 资料.上年}\n"
    made = run({"05": cover, "90": SHEET, "91": page}, unit(facts={"本年": "9", "上年": "1"}))
    status = str(made.get("封面.审核状态"))
    assert status.startswith("有不符") and "通过 1" in status and "不符 1" in status
    made = run({"05": cover, "90": SHEET, "91": page}, unit(facts={"本年": "1", "上年": "1"}))
    assert str(made.get("封面.审核状态")).startswith("审核全部通过")


@pytest.mark.parametrize(
    ("money", "count", "tolerance"), [("万元", 0, "0.015"), ("万元", 3, "0.03"), ("元", 3, "0.015")]
)
def test_amounts_typed_in_wan_yuan_are_rounded_ones_themselves(money: str, count: int, tolerance: str) -> None:
    body = EQUAL + "    entries: ['支出.基本:项目']\n"
    spending = tuple(("2010301", "财政", "9", "1", "") for _ in range(count))
    page = {"90": SHEET, "91": f"checks:\n  两数:\n    id: K1\n{body}"}
    made = run(page, unit(spending, {"本年": "1", "上年": "1"}, money=money))
    assert made.get("审核.K1.容差") == Decimal(tolerance)
