"""Tables that grow: order, levels, sums without double counting, zero rows, totals, and nested heads."""

from __future__ import annotations

from decimal import Decimal

import pytest

from book.small import run, unit
from made import Made
from workbook.book.heads import column_names, leaves
from workbook.names.names import named_cells
from workbook.spec.model import Table

TABLE = """
    sheet: 决算表
    kind: table
    rows:
      classify: {from: 支出.科目编码, nonzero: [基本, 项目]}
      total: 合计
      room: 2
    columns:
      项目: {科目编码: code, 科目名称: name}
      小计: {sum: '支出.基本:项目'}
      本年: {基本: {sum: 支出.基本}, 项目数: {sum: 支出.项目}}
      财政: {sum: 支出.基本, where: {资金: 财政}}
"""
ROWS = (
    ("2050201", "其他", "", "7", ""),
    ("2010301", "财政", "", "1.50", "2"),
    ("2010101", "财政", "", "4", ""),
    ("2010301", "其他", "", "0.25", ""),
    ("20103", "财政", "9", "", ""),  # only a budget: not shown
)


def rows(made: Made, *columns: str) -> list[tuple[object, ...]]:
    table = next(t for t in made.book.tables if t.name == "决算表")
    where = made.layout.sheets[table.sheet]
    found = []
    for key in table.body_keys:
        row = [made.computed(where.tab, where.rows[key], where.columns[table.columns[c]]) for c in columns]
        if row[0] not in ("", None):
            found.append(tuple(row))
    return found


def test_rows_stand_in_code_order_with_all_levels() -> None:
    made = run({"10": TABLE}, unit(ROWS))
    assert rows(made, "科目编码", "科目名称", "小计", "基本", "项目数") == [
        ("201", "公共", Decimal("7.75"), Decimal("5.75"), 2),
        ("20101", "人大", 4, 4, 0),
        ("2010101", "人大运行", 4, 4, 0),
        ("20103", "政府", Decimal("3.75"), Decimal("1.75"), 2),
        ("2010301", "政府运行", Decimal("3.75"), Decimal("1.75"), 2),
        ("205", "教育", 7, 7, 0),
        ("20502", "普通教育", 7, 7, 0),
        ("2050201", "学前", 7, 7, 0),
    ]
    assert made.get("决算表.合计.小计") == Decimal("14.75")
    assert made.get("决算表.合计.财政") == Decimal("5.50")
    assert made.get("决算表.20103.财政") == Decimal("1.50")
    assert made.get("决算表.205.财政") == 0


def test_a_class_alone_has_one_row() -> None:
    made = run({"10": TABLE}, unit((("205", "财政", "", "3", ""), ("201", "财政", "", "", "1"))))
    assert rows(made, "科目编码", "小计") == [("201", 1), ("205", 3)]


def test_rows_beyond_the_used_ones_are_blank_not_zero() -> None:
    made = run({"10": TABLE}, unit(ROWS))
    table = next(t for t in made.book.tables if t.name == "决算表")
    where = made.layout.sheets[table.sheet]
    last = where.rows[table.body_keys[-1]]
    assert {made.computed(where.tab, last, where.columns[c]) for c in table.columns.values()} == {""}


def test_an_empty_table_has_a_total_of_zero_and_says_so() -> None:
    page = TABLE + "    empty: 【单位】没有支出。\n"
    made = run({"10": page}, unit())
    assert rows(made, "科目编码") == []
    assert made.get("决算表.合计.小计") == 0
    sheet = made.grid.sheets[[s.key for s in made.book.sheets].index("决算表")]
    assert "某局没有支出。" in [cell.value for cell in sheet.cells.values()]
    made = run({"10": page}, unit(ROWS))
    sheet = made.grid.sheets[[s.key for s in made.book.sheets].index("决算表")]
    assert "某局没有支出。" not in [cell.value for cell in sheet.cells.values()]


def test_rows_show_the_sum_rounded_once() -> None:
    """Three times 0.004 万元 are 0.01 together, not 0.00."""
    data = unit(tuple((code, "财政", "", "40", "") for code in ("2010101", "2010102", "2010301")), money="元")
    made = run({"10": TABLE}, data)
    found = dict(rows(made, "科目编码", "小计"))
    assert (found["2010101"], found["20101"], found["201"]) == (0, Decimal("0.01"), Decimal("0.01"))
    assert made.get("决算表.合计.小计") == Decimal("0.01")


def test_an_unlisted_code_is_named_as_such() -> None:
    made = run({"10": TABLE}, unit((("2990101", "财政", "", "1", ""),)))
    assert rows(made, "科目编码", "科目名称")[-1] == ("2990101", "科目表中没有此编码")


@pytest.mark.parametrize("name", ["决算表.299.小计", "决算表.20199.基本"])
def test_an_absent_code_counts_as_zero_in_formulas(name: str) -> None:
    page = (
        f"sheet: 引用\nkind: table\ncolumns: {{项目: label, 数: number}}\nrows: {{甲: {{columns: {{数: ={name}}}}}}}\n"
    )
    assert run({"10": TABLE, "11": page}, unit(ROWS)).get("引用.甲.数") == 0


LAST = TABLE.replace("total: 合计", "total: 合计\n      total_at: end")


def test_a_total_at_the_end_follows_the_last_code() -> None:
    made = run({"10": LAST}, unit(ROWS))
    shown = rows(made, "科目编码", "科目名称", "小计", "财政")
    assert shown[-2:] == [("2050201", "学前", 7, 0), ("合计", "", Decimal("14.75"), Decimal("5.50"))]
    assert len(shown) == 9
    assert made.get("决算表.合计.小计") == Decimal("14.75")
    assert made.get("决算表.2010301.小计") == Decimal("3.75")


def test_a_total_at_the_end_has_a_row_however_many_codes_there_are() -> None:
    codes = [f"20101{n:02}" for n in range(40)]
    data = unit(tuple((code, "财政", "", "1", "") for code in codes))
    made = run({"10": LAST.replace("room: 2", "room: 0")}, data)
    assert rows(made, "科目编码", "小计")[-2:] == [(codes[-1], 1), ("合计", 40)]


def test_a_blank_form_has_its_total_in_the_last_row_and_lines_round_all() -> None:
    made = run({"10": LAST}, unit())
    table = next(t for t in made.book.tables if t.name == "决算表")
    where = made.layout.sheets[table.sheet]
    code = where.columns[table.codes]
    column = [made.computed(where.tab, where.rows[key], code) for key in table.body_keys]
    assert column == [""] * (len(column) - 1) + ["合计"]
    sheet = next(s for s in made.book.sheets if s.key == "决算表")
    assert [line.hidden for line in sheet.rows if line.key == "合计"] == [True]
    framed = next(mark for mark in sheet.marks if mark.style == "mark.framed")
    assert (framed.first, framed.last) == table.body


def test_a_total_at_the_end_is_named_once_and_told_by_no_sentence() -> None:
    page = """
        sheet: 说明
        kind: text
        sections:
          - {name: 全部, paragraphs: [{text: [{each: 决算表, text: 【科目编码】, sep: 、}]}]}
    """
    made = run({"10": LAST, "11": page}, unit((("205", "财政", "", "3", ""),)))
    assert str(made.get("说明.全部.1")).strip("　") == "205"
    table = next(t for t in made.book.tables if t.name == "决算表")
    places = {
        (s.key, r, c): made.computed(made.layout.sheets[s.key].tab, y, x)
        for s in made.book.sheets
        for r, y in made.layout.sheets[s.key].rows.items()
        for c, x in made.layout.sheets[s.key].columns.items()
    }
    named = named_cells(made.book, lambda *place: places.get(place))
    totals = [cell.place[1] for cell in named if cell.name == "决算表.合计.小计"]
    assert totals == [table.rows["合计"]]


HEADS = {
    "甲": {"columns": {"合计": "money", "乙": {"columns": {"小计": "money", "丙": "money"}}}},
    "丁": {"columns": {"合计": "money", "乙": {"columns": {"小计": "money", "戊": "money"}}}},
    "己": "money",
}


def test_nested_heads_are_named_by_the_shortest_unique_path() -> None:
    columns = Table.model_validate({"sheet": "表", "kind": "table", "columns": HEADS}).columns
    items = leaves(columns)
    assert [leaf.key for leaf in items] == [
        "甲.合计",
        "甲.乙.小计",
        "丙",
        "丁.合计",
        "丁.乙.小计",
        "戊",
        "己",
    ]
    keys = {leaf.key: f"k{i}" for i, leaf in enumerate(items)}
    names = column_names(items, keys)
    assert names["甲.小计"] == "k1", "the head between may be left out"
    assert names["甲.乙.丙"] == names["丙"] == names["甲.丙"] == "k2"
    assert "合计" not in names and "乙.小计" not in names, "ambiguous"


def test_heads_are_drawn_merged() -> None:
    page = """
        sheet: 表
        kind: table
        columns:
          项目: label
          甲: {合计: number, 乙: {小计: number, 丙: number}}
          己: number
        rows: {一: {columns: {合计: "=1", 小计: "=2", 丙: "=3", 己: "=4"}}}
    """
    made = run({"10": page})
    sheet = made.grid.sheets[[s.key for s in made.book.sheets].index("表")]
    heads = {cell.value: at for at, cell in sheet.cells.items() if cell.style.bold and isinstance(cell.value, str)}
    spans = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merges}
    top = heads["甲"][0]
    assert spans[heads["甲"]] == (top, heads["甲"][1] + 2)
    assert spans[heads["乙"]] == (top + 1, heads["乙"][1] + 1)
    assert spans[heads["己"]] == (top + 2, heads["己"][1])
    assert spans[heads["合计"]] == (top + 2, heads["合计"][1])
    assert heads["丙"][0] == top + 2


def test_a_column_may_be_named_from_its_own_head_upwards() -> None:
    """项目 over 预算数 and 决算数 or the other way round: one name finds the cell in both forms."""
    pairs = {"三公": {"columns": {i: {"columns": {"预算数": "money", "决算数": "money"}} for i in ("合计", "接待费")}}}
    items = leaves(Table.model_validate({"sheet": "表", "kind": "table", "columns": pairs}).columns)
    keys = {leaf.key: leaf.key for leaf in items}
    names = column_names(items, keys)
    assert [leaf.key for leaf in items] == ["合计.预算数", "合计.决算数", "接待费.预算数", "接待费.决算数"]
    assert names["决算数.接待费"] == names["接待费.决算数"] == names["决算数.三公.接待费"] == "接待费.决算数"
    assert "决算数" not in names and "接待费" not in names


def test_the_width_of_a_head_is_that_of_its_columns() -> None:
    heads = {
        "甲": {"width": 9, "columns": {"乙": "money", "丙": {"columns": {"丁": "money"}, "width": 7}}},
        "戊": "money",
    }
    items = leaves(Table.model_validate({"sheet": "表", "kind": "table", "columns": heads}).columns)
    assert [(leaf.key, leaf.column.width) for leaf in items] == [("乙", 9), ("丁", 7), ("戊", None)]
