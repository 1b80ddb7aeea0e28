"""What live sentences say: each verb with its zero base, equality, rise, fall and rounding."""

from __future__ import annotations

import pytest

from book.small import run, told, unit
from workbook.book.textsheet import UNKNOWN


def facts(now: str, before: str, **more: str) -> dict[str, str]:
    return {"本年": now, "上年": before, **more}


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        ("120", "100", "增加20.00万元，增长20.00%"),
        ("80", "100", "减少20.00万元，下降20.00%"),
        ("100", "100", "持平"),
        ("12.34", "", "增加12.34万元，上年无此项"),
        ("12.34", "0", "增加12.34万元，上年无此项"),
        ("0", "12.34", "减少12.34万元，下降100.00%"),
        ("", "", "持平"),
        ("100.01", "100", "增加0.01万元，增长0.01%"),
        ("32.01", "32", "增加0.01万元，增长0.03%"),  # 0.03125
        ("321", "320", "增加1.00万元，增长0.31%"),  # 0.3125
        ("801", "800", "增加1.00万元，增长0.13%"),  # 0.125, half up
        ("799", "800", "减少1.00万元，下降0.13%"),
        ("2092.15", "2652.36", "减少560.21万元，下降21.12%"),
        ("0.3", "0.1", "增加0.20万元，增长200.00%"),  # no binary tail
    ],
)
def test_change(now: str, before: str, said: str) -> None:
    assert told("【增减 资料.本年 | 资料.上年】", unit(facts=facts(now, before))) == said


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [("2", "1", "大于"), ("1", "2", "小于"), ("1", "1", "等于"), ("", "", "等于"), ("0.3", "0.1", "大于")],
)
def test_comparison(now: str, before: str, said: str) -> None:
    assert told("【大小 资料.本年 | 资料.上年】", unit(facts=facts(now, before))) == said


def test_comparison_looks_at_cents_not_at_binary_tails() -> None:
    assert told("【大小 资料.本年+资料.本年+资料.本年 | 资料.上年】", unit(facts=facts("0.1", "0.3"))) == "等于"


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        ("1", "3", "33.33%"),
        ("2", "3", "66.67%"),
        ("1", "1", "100.00%"),
        ("1", "32", "3.13%"),  # 3.125, half up
        ("1", "16", "6.25%"),
        ("0", "5", "0.00%"),
        ("5", "0", ""),
        ("5", "", ""),
        ("22.71", "23", "98.74%"),
        ("632.99", "2092.15", "30.26%"),
    ],
)
def test_rate(a: str, b: str, said: str) -> None:
    assert told("【率 资料.本年 / 资料.上年】", unit(facts=facts(a, b))) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("共【资料.本年】万元。", "共1408.70万元。"),
        ("【资料.人数】人", "36人"),
        ("【资料.占比】", "5.98%"),
        ("因为【资料.原因】", "因为改革"),
        ("【额 资料.本年-资料.上年】", "308.70"),
        ("【数 资料.人数/5】", "7"),
        ("【额 资料.人数】", "36.00"),
        ("【年度】年度【单位】", "2021年度某局"),
        ("没有括号", "没有括号"),
        ('引号"和&号', '引号"和&号'),
        ("【率 (资料.本年-资料.上年) / 资料.上年】", "28.06%"),
    ],
)
def test_values_print_as_their_kind_asks(text: str, said: str) -> None:
    data = unit(facts=facts("1408.7", "1100", 人数="36", 占比="0.0598", 原因="改革"))
    assert told(text, data) == said


def test_amounts_are_told_in_wan_yuan() -> None:
    data = unit(facts=facts("14087000", "50"), money="元")
    assert told("【资料.本年】和【资料.上年】", data) == "1408.70和0.01"


def test_a_long_text_is_split_for_excel() -> None:
    text = "甲" * 600 + "【资料.本年】" + "乙" * 300
    assert told(text, unit(facts=facts("1", ""))) == "甲" * 600 + "1.00" + "乙" * 300


PAGE = """
    sheet: 说明
    kind: text
    sections:
      - name: 段
        paragraphs:
          - text:
              - 总数【资料.本年】万元
              - {text: ，比上年多, when: 资料.本年>资料.上年, else: ，不比上年多}
              - {text: "，原因是【资料.原因】", when: '资料.原因<>""'}
              - 。
          - {text: 有钱, when: 资料.本年>0, else: 没钱}
          - text:
              - 有：
              - each: 支出
                when: ROUND(基本,2)<>0
                text: 【序】.【科目名称】【额 基本】
                sep: 、
                end: 。
                none: 无。
"""


def paragraphs(data: object) -> list[object]:
    made = run({"10": PAGE}, data)  # type: ignore[arg-type]
    return [made.get(f"说明.段.{n}") for n in (1, 2, 3)]


def test_pieces_stand_under_their_conditions() -> None:
    found = paragraphs(unit(facts=facts("3", "1", 原因="改革")))
    assert [str(p).strip() for p in found] == ["总数3.00万元，比上年多，原因是改革。", "有钱", "有：无。"]
    found = paragraphs(unit(facts=facts("0", "1")))
    assert [str(p).strip() for p in found[:2]] == ["总数0.00万元，不比上年多。", "没钱"]


def test_rows_that_qualify_are_told_in_order() -> None:
    rows = (("201", "财政", "", "1", ""), ("20103", "财政", "", "", "5"), ("205", "其他", "", "2.5", ""))
    assert str(paragraphs(unit(rows))[2]).strip() == "有：1.公共1.00、2.教育2.50。"


@pytest.mark.parametrize("text", ["【资料.本年", "资料.本年】", "【增减 资料.本年】", "【率 资料.本年】"])
def test_an_unpaired_or_incomplete_sentence_is_told(text: str) -> None:
    page = f"sheet: 说明\nkind: text\nsections: [{{name: 段, paragraphs: ['{text}']}}]\n"
    found = run({"10": page}, clean=False).findings
    assert "S215" in [f.code for f in found]


GROWING = """
    sheet: 决算表
    kind: table
    rows: {classify: {from: 支出.科目编码, nonzero: [基本]}, total: 合计, total_at: end}
    columns:
      项目: {科目编码: code, 科目名称: name}
      小计: {sum: 支出.基本}
"""
ONE_EACH = """
    sheet: 说明
    kind: text
    sections:
      - name: 明细
        paragraphs:
          - each: 决算表
            level: 项
            text: 【序】.【INDEX(科目.名称,MATCH(LEFT(科目编码,3),科目.编码,0))】（类）【科目名称】（项）【小计】万元。
"""


def test_a_paragraph_for_each_code_of_a_level() -> None:
    spending = (("2050201", "财政", "", "7", ""), ("2010102", "财政", "", "1", ""), ("2010101", "财政", "", "4", ""))
    made = run({"10": GROWING, "11": ONE_EACH}, unit(spending))
    sheet = next(s for s in made.book.sheets if s.key == "说明")
    where = made.layout.sheets["说明"]
    keys = [row.key for row in sheet.rows if row.key.startswith("明细.1.")]
    said = [str(made.computed(where.tab, where.rows[key], where.columns["文本"])).strip("　") for key in keys]
    assert said == [
        "1.公共（类）人大运行（项）4.00万元。",
        "2.公共（类）人大会议（项）1.00万元。",
        "3.教育（类）学前（项）7.00万元。",
        "",
        "",
    ]


def test_paragraphs_for_codes_are_blank_while_there_are_none() -> None:
    made = run({"10": GROWING, "11": ONE_EACH}, unit())
    where = made.layout.sheets["说明"]
    rows = [row for key, row in where.rows.items() if key.startswith("明细.1.")]
    assert len(rows) > 10
    assert {made.computed(where.tab, row, where.columns["文本"]) for row in rows} == {""}


def test_codes_that_last_year_left_do_not_say_how_many_paragraphs_there_will_be() -> None:
    """Rolled forward, a list has codes and no amounts: which of them the year will use is not known yet."""
    made = run({"10": GROWING, "11": ONE_EACH}, unit((("2010101", "财政", "", "", ""),)))
    where = made.layout.sheets["说明"]
    assert len([key for key in where.rows if key.startswith("明细.1.")]) == UNKNOWN
