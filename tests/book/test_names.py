"""Names resolve by context, amounts leave entry sheets in 万元, and unknown names come with the nearest known."""

from __future__ import annotations

from decimal import Decimal

import pytest

from book.small import codes_of, one_cell, run, unit, value_of

DATA = unit(
    (("2010101", "财政", "10", "1.25", "2"), ("2050201", "其他", "", "4", "")),
    {"本年": "12.34", "上年": "10", "人数": "7", "占比": "0.125", "原因": "增加"},
)
IN_YUAN = unit(
    (("2010101", "财政", "", "12345.67", "20050"), ("2010301", "财政", "", "50", "")),
    {"本年": "12350", "上年": "50", "人数": "7"},
    money="元",
)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=资料.本年", "12.34"),
        ("=资料.本年-资料.上年", "2.34"),
        ("=SUM(支出.基本)", "5.25"),
        ("=SUM(支出.基本:项目)", "7.25"),
        ("=SUM(支出.基本:支出.项目)", "7.25"),
        ("=COUNTA(支出.科目编码)", "2"),
        ('=SUMIFS(支出.基本,支出.资金,"其他")', "4"),
        ("=年度-上年", "1"),
        ("=年度", "2021"),
        ("=资料.人数*2", "14"),
        ("=SUM(资料.本年:上年)", "22.34"),
    ],
)
def test_names_find_cells_columns_and_runs(formula: str, expected: str) -> None:
    assert value_of(formula, DATA) == Decimal(expected)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=资料.本年", "1.24"),  # 12350 元 = 1.235 万元, half up
        ("=资料.上年", "0.01"),  # 50 元 = 0.005 万元
        ("=资料.人数", "7"),  # only money is converted
        ("=SUM(支出.基本)", "12395.67"),  # a range stays as entered
        ("=ROUND(SUM(支出.基本)/换算,2)", "1.24"),
        ("=换算", "10000"),
        ("=IF(ISBLANK(资料.占比),1,0)", "1"),
    ],
)
def test_one_money_cell_is_converted_and_rounded_where_it_leaves(formula: str, expected: str) -> None:
    assert value_of(formula, IN_YUAN) == Decimal(expected)


def test_amounts_stay_as_entered_on_entry_sheets() -> None:
    made = run(data=IN_YUAN)
    table = next(t for t in made.book.tables if t.name == "支出")
    where = made.layout.sheets["支出"]
    row, column = where.rows[table.body_keys[0]], where.columns[table.columns["合计"]]
    assert made.computed("支出", row, column) == Decimal("32395.67")


TABLE = """
    sheet: 表
    kind: table
    columns:
      项目: label
      数: number
      倍: =数*2
      和: {组: {甲: number, 乙: =甲+数}}
    rows:
      一: {columns: {数: =资料.人数, 甲: "=1"}}
      二: {columns: {数: =一.数+1, 甲: =表.一.乙}}
      三: {formula: =一+二}
"""


def test_a_column_formula_sees_its_row_and_a_row_formula_its_column() -> None:
    made = run({"10": TABLE}, DATA)
    names = ("一.数", "一.倍", "一.乙", "二.数", "二.倍", "二.甲", "二.和.组.乙", "三.数", "三.倍", "三.乙")
    assert [made.get(f"表.{n}") for n in names] == [7, 14, 8, 8, 16, 8, 16, 15, 30, 24]


BLOCKS = """
    sheet: 总表
    kind: table
    blocks:
      收:
        ordinals: true
        columns: {项目: label, 行次: line, 金额: money}
        rows: {拨款: {sum: 支出.预算}, 其他: {formula: =资料.本年}}
        foot: {总计: {formula: =拨款+其他}}
      支:
        ordinals: true
        columns: {项目: label, 行次: line, 金额: money}
        rows:
          各类: {each: 科目, levels: [类], sum: '支出.基本:项目'}
        foot: {总计: {sum: '支出.基本:项目'}, 差: {formula: =总表.收.总计-总计}}
"""


def test_blocks_have_their_own_rows_of_the_same_name() -> None:
    made = run({"10": BLOCKS}, DATA)
    assert made.get("总表.收.总计.金额") == Decimal("22.34")
    assert made.get("总表.支.总计.金额") == Decimal("7.25")
    assert made.get("总表.支.差.金额") == Decimal("15.09")
    assert made.get("总表.支.公共.金额") == Decimal("3.25")
    assert made.get("总表.支.教育.金额") == Decimal("4")
    assert [made.get(f"总表.收.{r}.{c}") for r in ("拨款", "其他") for c in ("项目", "行次")] == [
        "一、拨款",
        1,
        "二、其他",
        2,
    ]
    assert made.get("总表.支.公共.行次") == 5, "counted on from the block on the left"
    assert made.get("总表.收.总计.行次") == 4, "feet stand at the bottom"


@pytest.mark.parametrize(
    ("formula", "name", "nearest"),
    [
        ("=资料.本年度", "资料.本年度", "资料.本年"),
        ("=资科.本年", "资科.本年", "资料.本年"),
        ("=SUM(支出.基木)", "支出.基木", "支出.基本"),
        ("=SUM(支出.基本:项日)", "项日", "项目"),
        ("=完全不同的东西", "完全不同的东西", ""),
    ],
)
def test_an_unknown_name_comes_with_the_nearest(formula: str, name: str, nearest: str) -> None:
    found = codes_of(formula)
    assert [code for code, _ in found] == ["S201"]
    assert found[0][1]["name"] == name
    assert found[0][1].get("nearest", "") == nearest
    assert found[0][1]["formula"] == formula


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("=XLOOKUP(1,支出.基本,支出.项目)", "S205"),
        ("=资料.本年*0.5", "S208"),
        ("=IF(资料.本年-资料.上年=0,1,0)", "S209"),
        ("=SUM({1,2})", "S211"),
        ("=SUM(资料.本年", "S210"),
        ("=SUM（资料.本年）", "S107"),
    ],
)
def test_what_is_not_portable_is_a_finding_with_its_place(formula: str, code: str) -> None:
    found = run({"10": one_cell(formula)}, clean=False).findings
    assert code in [f.code for f in found]
    place = next(f.place for f in found if f.code == code)
    assert (place.file, place.line) == ("1/10.yaml", 4)


def test_a_cycle_is_told() -> None:
    page = """
        sheet: 表
        kind: table
        columns: {项目: label, 数: number}
        rows: {甲: {columns: {数: =乙+1}}, 乙: {columns: {数: =甲+1}}}
    """
    assert "E003" in [f.code for f in run({"10": page}, clean=False).findings]
