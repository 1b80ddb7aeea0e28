"""In LibreOffice: what an accountant types moves through tables, sentences and checks, without our engine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from judges.libreoffice import session
from made import Made
from workbook.book.model import Table
from workbook.layout import SheetLayout, address

Step = dict[str, Any]

SPENDING = {
    "科目编码": "2040601",
    "资金来源": "一般公共预算",
    "年初预算数": 17.34,
    "基本支出": 12.34,
    "项目支出": 5.0,
}
INCOME = {"科目编码": "2040601", "一般公共预算财政拨款": 17.34}
TOTAL = 2092.15 + 17.34

NAMED = (
    "收入支出决算总表.支出.公共安全支出.决算数",
    "收入支出决算总表.支出.总计.决算数",
    "收入支出决算总表.收入.总计.决算数",
    "财政拨款收入支出决算总表.支出.公共安全支出.一般公共预算财政拨款",
    "财政拨款收入支出决算总表.支出.总计.合计",
    "支出决算表.合计.基本支出",
    "支出决算表.合计.项目支出",
    "审核.A5.结果",
    "审核.B2.2-204.结果",
    "审核.B6.2-204.结果",
    "审核.M11.1-204.结果",
)
TABLES = {
    "收入决算表": ("本年收入合计", "财政拨款收入"),
    "支出决算表": ("本年支出合计", "基本支出", "项目支出"),
    "一般公共预算财政拨款支出决算表": ("小计", "基本支出", "项目支出"),
}

EXPLAINED = "审核.P1.2-维稳专班经费.结果"
IN_YUAN = (
    "单位信息.换算系数",
    "收入支出决算总表.收入.总计.决算数",
    "支出决算表.合计.项目支出",
    "一般公共预算财政拨款“三公”经费支出决算表.决算数.运行费",
    "自评_部门整体.预算执行.执行数",
)


class Script:
    """Steps of one office session; what is read is found again by its label."""

    def __init__(self, made: Made) -> None:
        self.made = made
        self.steps: list[Step] = []
        self.labels: list[str] = []

    def type_row(self, table: str, row: int, values: Mapping[str, Any]) -> None:
        """Type a row of an entry list into the sheet's row with that number."""
        where, place = self._table(table)
        for column, value in values.items():
            self.steps.append({"sheet": place.tab, "cell": self._cell(where.columns[column], place, row), "set": value})

    def type(self, name: str, value: Any) -> None:
        sheet, cell = self.made.at(name)
        self.steps.append({"sheet": sheet, "cell": cell, "set": value})

    def insert(self, table: str, row: int) -> None:
        _, place = self._table(table)
        self.steps.append({"sheet": place.tab, "row": row, "insert_rows": 1})

    def type_beside(self, name: str, value: Any) -> None:
        """Type into the input cell that a scorecard's amount is computed from."""
        tab, _ = self.made.at(name)
        found = re.search(r"ISBLANK\(\$?([A-Z]+)\$?(\d+)\)", self.made.formula(name))
        assert found is not None
        self.steps.append({"sheet": tab, "cell": found[1] + found[2], "set": value})

    def read(self, names: Iterable[str], mark: str = "") -> None:
        for name in names:
            sheet, cell = self.made.at(name)
            self._read(mark + name, sheet, cell)

    def read_table(self, name: str, columns: Iterable[str]) -> None:
        """Every row of a growing table."""
        table, place = self._table(name)
        for i, key in enumerate(table.body_keys):
            for column in ("科目编码", "科目名称", *columns):
                cell = self._cell(table.columns[column], place, place.rows[key])
                self._read(f"{name}/{i}/{column}", place.tab, cell)

    def read_section(self, name: str, mark: str = "") -> None:
        """All paragraphs of a section (情况说明.章节)."""
        sheet, _, section = name.partition(".")
        table, _ = self._table(sheet)
        self.read((f"{sheet}.{row}" for row in table.rows if row.startswith(f"{section}.")), mark)

    def read_at(self, label: str, table: str, row: int, column: str) -> None:
        where, place = self._table(table)
        self._read(label, place.tab, self._cell(where.columns[column], place, row))

    def first_row(self, table: str) -> int:
        where, place = self._table(table)
        return place.rows[where.body[0]]

    def last_row(self, table: str) -> int:
        """末行: the locked row below the list."""
        where, place = self._table(table)
        return place.rows[where.body[1]]

    def run(self) -> dict[str, Any]:
        return dict(zip(self.labels, session(self.made.path, self.steps), strict=True))

    def _read(self, label: str, sheet: str, cell: str) -> None:
        self.labels.append(label)
        self.steps.append({"sheet": sheet, "cell": cell, "read": True})

    def _table(self, name: str) -> tuple[Table, SheetLayout]:
        table = next(t for t in self.made.book.tables if t.name == name)
        return table, self.made.layout.sheets[table.sheet]

    @staticmethod
    def _cell(column: str, place: SheetLayout, row: int) -> str:
        return address(row, place.columns[column])


def rows(found: Mapping[str, Any], name: str, columns: Iterable[str]) -> dict[str, tuple[Any, ...]]:
    """Code → (name, amounts …) of a growing table, in the order in which they stand."""
    table = {}
    for i in range(1000):
        code = found.get(f"{name}/{i}/科目编码")
        if not code:
            break
        table[code] = tuple(found[f"{name}/{i}/{c}"] for c in ("科目名称", *columns))
    return table


def said(found: Mapping[str, Any], section: str, mark: str = "") -> str:
    """All that a section said."""
    start = f"{mark}情况说明.{section}."
    return "\n".join(str(text) for label, text in found.items() if label.startswith(start) and text)


@pytest.fixture(scope="module")
def typed_below(seed: Made) -> dict[str, Any]:
    """A row for 2040601 typed below the five of 支出明细 and of 收入明细."""
    script = Script(seed)
    row = script.first_row("支出明细") + 5
    script.type_row("支出明细", row, SPENDING)
    script.type_row("收入明细", script.first_row("收入明细") + 5, INCOME)
    script.read_at("name", "支出明细", row, "科目名称")
    script.read(NAMED)
    for section in ("收入支出总体情况", "收入情况", "一般公共预算支出情况"):
        script.read_section(f"情况说明.{section}")
    for name, columns in TABLES.items():
        script.read_table(name, columns)
    return script.run()


@pytest.fixture(scope="module")
def inserted(seed: Made) -> dict[str, Any]:
    """The same row in an inserted line: in the middle of 支出明细, and above 末行 of a full 收入明细."""
    script = Script(seed)
    row = script.first_row("支出明细") + 2
    script.insert("支出明细", row)
    script.type_row("支出明细", row, SPENDING)
    end = script.last_row("收入明细")
    script.insert("收入明细", end)
    script.type_row("收入明细", end, INCOME)
    script.read(NAMED)
    for section in ("收入支出总体情况", "收入情况", "一般公共预算支出情况"):
        script.read_section(f"情况说明.{section}")
    for name, columns in TABLES.items():
        script.read_table(name, columns)
    return script.run()


@pytest.fixture(params=["typed_below", "inserted"])
def grown(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = request.getfixturevalue(request.param)
    return found


def test_the_name_comes_by_itself(typed_below: dict[str, Any]) -> None:
    assert typed_below["name"] == "行政运行"


@pytest.mark.parametrize("name", TABLES)
def test_the_code_appears_with_its_levels_in_order(grown: dict[str, Any], name: str) -> None:
    table = rows(grown, name, TABLES[name])
    assert list(table) == ["201", "204", "20406", "2040601", "208", "210", "217", "221"]
    amounts = (17.34, 17.34) if name == "收入决算表" else (17.34, 12.34, 5.0)
    titles = {"204": "公共安全支出", "20406": "司法", "2040601": "行政运行"}
    for code, title in titles.items():
        assert table[code][0] == title
        assert table[code][1:] == pytest.approx(amounts)
    assert table["201"][1] == pytest.approx(1408.78)


def test_the_class_row_and_all_totals_move(grown: dict[str, Any]) -> None:
    assert grown["收入支出决算总表.支出.公共安全支出.决算数"] == pytest.approx(17.34)
    assert grown["财政拨款收入支出决算总表.支出.公共安全支出.一般公共预算财政拨款"] == pytest.approx(17.34)
    for name in (
        "收入支出决算总表.支出.总计.决算数",
        "收入支出决算总表.收入.总计.决算数",
        "财政拨款收入支出决算总表.支出.总计.合计",
    ):
        assert grown[name] == pytest.approx(TOTAL), name
    assert grown["支出决算表.合计.基本支出"] == pytest.approx(1459.16 + 12.34)
    assert grown["支出决算表.合计.项目支出"] == pytest.approx(632.99 + 5)


def test_sentences_tell_the_new_class(grown: dict[str, Any]) -> None:
    totals = said(grown, "收入支出总体情况")
    assert "均为2109.49万元" in totals
    assert "减少542.87万元，下降20.47%" in totals
    assert "财政拨款收入2109.49万元" in said(grown, "收入情况")
    classes = said(grown, "一般公共预算支出情况")
    assert "占66.78%；公共安全支出（类）17.34万元，占0.82%；社会保障和就业支出（类）" in classes
    assert re.search(r"2\.公共安全支出（类）.年初预算17\.34万元，支出决算17\.34万元，完成年初预算的100\.00%", classes)
    assert "6.住房保障支出（类）" in classes


def test_checks_follow(grown: dict[str, Any]) -> None:
    assert grown["审核.A5.结果"] == "通过"
    assert grown["审核.B2.2-204.结果"] == "通过"
    assert grown["审核.B6.2-204.结果"] == "通过"
    assert grown["审核.M11.1-204.结果"] == "不适用", "budget and spending of the class are equal"


@pytest.fixture(scope="module")
def changed(seed: Made) -> dict[str, Any]:
    """One session: explain a difference, spoil the explanation, fill a gap, change an amount and 金额单位."""
    script = Script(seed)
    script.read([EXPLAINED], "before ")
    script.type("审核.P1.2-维稳专班经费.说明", "部分经费由上年结转资金列支")
    script.read([EXPLAINED], "reason only ")
    script.type("审核.P1.2-维稳专班经费.所说明的差额", -11.73)
    script.read([EXPLAINED, "封面.审核状态"], "explained ")
    script.type_beside("自评_维稳专班经费.预算执行.执行数", 43.0)
    script.read([EXPLAINED], "stale ")
    script.type("补充资料.参公事业编制人数", 5)
    script.read(["审核.S5.1.结果"], "filled ")
    script.type("三公经费.公务接待费.决算数", 1.11)
    script.read(["审核.A13.3.结果"], "reception ")
    script.read_section("情况说明.“三公”经费情况", "reception ")
    row = script.first_row("支出明细") + 5
    script.type_row("支出明细", row, SPENDING | {"科目编码": "2040201"})
    script.read_at("unlisted name", "支出明细", row, "科目名称")
    script.read(["审核.M14.2.结果", "审核.A5.结果"], "unlisted ")
    script.type_row("支出明细", row, dict.fromkeys(SPENDING))
    script.read(["审核.M14.2.结果", "审核.A5.结果"], "cleared ")
    script.type("单位信息.金额单位", "元")
    script.read(IN_YUAN, "yuan ")
    script.read_section("情况说明.机关运行经费情况", "yuan ")
    return script.run()


def test_a_reason_with_its_difference_explains(changed: dict[str, Any]) -> None:
    assert changed[f"before {EXPLAINED}"] == "待说明"
    assert changed[f"reason only {EXPLAINED}"] == "待说明", "the difference must be copied"
    assert changed[f"explained {EXPLAINED}"] == "已说明"
    assert "已说明 1" in changed["explained 封面.审核状态"]
    assert changed[f"stale {EXPLAINED}"] == "待说明", "it is bound to the difference that it explains"


def test_filling_a_gap_makes_its_check_pass(changed: dict[str, Any]) -> None:
    assert changed["filled 审核.S5.1.结果"] == "通过"


def test_a_changed_amount_moves_its_sentence(changed: dict[str, Any]) -> None:
    told = said(changed, "“三公”经费情况", "reception ")
    assert re.search(r"公务接待费支出决算1\.11万元，完成年初预算的55\.50%，[^，]*减少0\.89万元", told), told
    assert changed["reception 审核.A13.3.结果"] == "通过"


def test_a_code_that_is_not_in_the_list_is_told(changed: dict[str, Any]) -> None:
    assert changed["unlisted name"] == "科目表中没有此编码"
    assert (changed["unlisted 审核.M14.2.结果"], changed["unlisted 审核.A5.结果"]) == ("不符", "不符")
    assert (changed["cleared 审核.M14.2.结果"], changed["cleared 审核.A5.结果"]) == ("通过", "通过")


def test_the_unit_of_entry_divides_everything(changed: dict[str, Any]) -> None:
    assert changed["yuan 单位信息.换算系数"] == 10000
    assert changed["yuan 收入支出决算总表.收入.总计.决算数"] == pytest.approx(0.21)
    assert changed["yuan 支出决算表.合计.项目支出"] == pytest.approx(0.06)
    assert changed["yuan 一般公共预算财政拨款“三公”经费支出决算表.决算数.运行费"] == pytest.approx(0)
    assert changed["yuan 自评_部门整体.预算执行.执行数"] == pytest.approx(0.21)
    assert re.search("机关运行经费支出0.01万元，与2020年度[^。]*持平", said(changed, "机关运行经费情况", "yuan "))
