"""The published accounts, handed in as a filled workbook: every finding, and which inconsistency of them it tells.

The list is written by hand, from the recomputation of the published text, not from what the program says. `line` is
the recomputation's line with its verdict; `why` says what in the text the finding is about. Nothing else may be told.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

CARDS = ("重大项目协调经费", "总值班室工作经费", "金融工作经费", "维稳专班经费", "能源审计工作经费")


class Expected(NamedTuple):
    """check: the line of 审核, or the place of what no check tells. words: the message says them.

    under: what only follows, told beneath it: ids of checks.
    """

    line: str
    code: str
    check: str
    words: tuple[str, ...]
    why: str
    under: tuple[str, ...] = ()


def _scores(card: str, under: Iterable[str]) -> Expected:
    why = "A flat 95: indicators sum to 75 of 80 points, no row says where 5 were lost; without weights none can."
    return Expected(f"自评表 {card} 总分: SUSPICIOUS", "K102", f"P4.1-{card}", ("75 分", "80 分"), why, tuple(under))


def _weights(card: str) -> Expected:
    why = "No 权重 column is printed, so a single score cannot be derived again."
    return Expected(f"自评表 {card} 总分: no 权重 column", "K104", f"P3.1-{card}", ("空着的",), why)


EXPECTED = (
    Expected(
        "第一部分 三 总编制人数: INCOMPLETE", "K102", "S5.1", ("30 人", "25 人"),
        "编制 30, of which only 行政编制 25 is named.",
    ),
    Expected(
        "第一部分 三 总编制人数: INCOMPLETE", "K102", "S5.4", ("36 人", "30 人"),
        "在职 36 above 编制 30 is not explained.",
    ),
    Expected(
        "五(三) 年初预算合计 vs 各类年初预算之和: MISMATCH", "K105", "S1", ("1794.05", "1794.06", "-0.01"),
        "0.01 万元 is within what five rounded addends may differ by: told, not an error.",
    ),
    Expected(
        "五(三)5 住房保障: no reason given", "K102", "M11.1-221", ("221 住房保障支出",),
        "决算数 above 年初预算数; the other classes give a reason, this one does not.",
    ),
    Expected(
        "十一 货物采购授予中小企业占货物支出: WRONG DENOMINATOR", "K101", "S3.1", ("5.98%", "100%"),
        "0.75 of 0.75 is 100%; 5.98% is its share of all procurement.",
    ),
    Expected(
        "十一 服务采购授予中小企业占服务支出: WRONG DENOMINATOR", "K101", "S3.2", ("94.02%", "100%"),
        "The same of 11.80.",
    ),
    Expected(
        "十三 维稳专班经费: INCONSISTENT", "K102", "P1.2-维稳专班经费", ("43.2 万元", "54.93 万元", "-11.73"),
        "One project with two amounts; either may be the wrong one.",
    ),
    Expected(
        "十三 维稳专班经费: also named 维稳工作经费 once", "J129", "自评_维稳专班经费",
        ("维稳工作经费", "维稳专班经费"),
        "One project with two names.",
    ),
    Expected(
        "十三(三) 所有项目绩效自评结果: INCONSISTENT", "K102", "D5.3",
        ("5 个", "7 个", "对口帮扶工作经费", "专项经费"),
        "All projects are said to be evaluated, two are not; that their money is missing too (30.71%) follows.",
        under=("D5.4",),
    ),
    *(_scores(card, [f"P4.3-{card}"]) for card in CARDS),
    _scores("部门整体", []),
    *(_weights(card) for card in (*CARDS, "部门整体")),
    Expected(
        "自评表 能源审计 提高用能效率: NOT CHECKABLE", "K102", "P5.1-能源审计工作经费",
        ("提高用能效率“完成”", "能源审计单位数量“完成”"),
        "Numbers (≤325kgce/p, ≥1) as targets, a word as the result.",
    ),
    Expected(
        "自评表 quantitative target, qualitative result", "K102", "P5.1-总值班室工作经费",
        ("应急突发事件处置率“完成”",),
        "The same as 能源审计 in another table: 100% is the target, 完成 the result.",
    ),
    Expected(
        "自评表 quantitative target, qualitative result", "K102", "P5.1-维稳专班经费", ("聚集性上访接访率“完成”",),
        "The same: 100% is the target, 完成 the result.",
    ),
    Expected(
        "自评表 维稳 解决历史遗留问题: WEAK TARGET", "K102", "P5.4-维稳专班经费", ("解决历史遗留问题“推进中”",),
        "推进中 is no result; that it is the target and the result word for word follows.",
        under=("P5.3-维稳专班经费", "P5.5-维稳专班经费"),
    ),
    Expected(
        "自评表 解决历史遗留问题: WEAK TARGET, seen in 部门整体", "K102", "P5.5-部门整体",
        ("维护全区平安稳定“推进中”",),
        "There 解决历史遗留问题 is the target; it is still 推进中, with full points.",
    ),
    Expected(
        "自评表 维稳 新增性 + 延续性: CONTRADICTORY?", "K102", "P6-维稳专班经费", ("新增性项目",),
        "A new project that is also a continuing one.",
    ),
    Expected(
        "blank tables: 款/项 split not recoverable", "K103", "M14.8", ("5 个", "201 一般公共服务支出"),
        "Part 2 is blank in the text; the five classes are all that is told. A hint, no error.",
    ),
    Expected(
        "blank tables: 301xx/302xx amounts not recoverable", "K104", "S2.3", ("经济分类支出",),
        "The same of economic classes; every check that adds them up lacks them for this one reason.",
        under=(
            "A12.1", "A12.2", "A12.3-301", "A12.3-302", "A12.3-303", "A12.4", "B10.1", "B10.2", "B10.3", "B10.4",
            "M1.9",
        ),
    ),
)  # fmt: skip

WITHOUT = (
    ("一 2020年收支总计, 七 用车年初预算: DERIVED", "Not printed, and fixed by other figures: they are entered."),
    ("自评 占项目支出总额 30.71%, 54.93 gives 32.56%", "Follows from the two amounts of 维稳, told by P1.2."),
    ("自评表 all six tables, targets met or exceeded", "Told by P4.1: no points are explained as lost."),
    ("全文 percent style: STYLE", "The workbook writes every rate itself, with two decimals."),
)
"""Lines of the recomputation that are no finding of their own."""
