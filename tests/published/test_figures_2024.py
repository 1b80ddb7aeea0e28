"""Every figure that a department printed in its tables for 2024 comes out again, within its rounding tail."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from made import ROOT, Made, from_folder, the_spec
from published.figures import TITLES, Figure, read_figures
from workbook.layout import address
from workbook.names.names import named_cells

UNIT = ROOT / "data/2024/上海市普陀区财政局"
PRINTED = Path(__file__).with_name("figures_2024.csv")

TAILS = {
    "收入支出决算总表.收入.一般公共预算财政拨款收入.决算数": "0.01",
    "收入支出决算总表.支出.社会保障和就业支出.决算数": "0.01",
    "收入支出决算总表.收入.本年收入合计.决算数": "0.01",
    "收入支出决算总表.支出.本年支出合计.决算数": "0.01",
    "收入支出决算总表.收入.总计.决算数": "0.01",
    "收入支出决算总表.支出.总计.决算数": "0.01",
    "收入决算表.合计.本年收入合计": "0.01",
    "收入决算表.合计.财政拨款收入": "0.01",
    "支出决算表.合计.本年支出合计": "0.01",
    "支出决算表.合计.基本支出": "0.01",
    "财政拨款收入支出决算总表.收入.一般公共预算财政拨款.决算数": "0.01",
    "财政拨款收入支出决算总表.支出.社会保障和就业支出.合计": "0.01",
    "财政拨款收入支出决算总表.支出.社会保障和就业支出.一般公共预算财政拨款": "0.01",
    "财政拨款收入支出决算总表.收入.本年收入合计.决算数": "0.01",
    "财政拨款收入支出决算总表.支出.本年支出合计.合计": "0.01",
    "财政拨款收入支出决算总表.支出.本年支出合计.一般公共预算财政拨款": "0.01",
    "财政拨款收入支出决算总表.收入.总计.决算数": "0.01",
    "财政拨款收入支出决算总表.支出.总计.合计": "0.01",
    "财政拨款收入支出决算总表.支出.总计.一般公共预算财政拨款": "0.01",
    "一般公共预算财政拨款支出决算表.合计.合计": "0.01",
    "一般公共预算财政拨款支出决算表.合计.基本支出": "0.01",
    "一般公共预算财政拨款基本支出决算表.301.决算数": "0.01",
    "一般公共预算财政拨款基本支出决算表.302.决算数": "0.02",
    "一般公共预算财政拨款基本支出决算表.人员经费合计.决算数": "0.01",
    "一般公共预算财政拨款基本支出决算表.公用经费合计.决算数": "0.02",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return from_folder(the_spec("shanghai/2024"), UNIT, tmp_path_factory.mktemp("published") / "made.xlsx")


@pytest.fixture(scope="module")
def figures(made: Made) -> tuple[Figure, ...]:
    classes = {row.name: row.code for row in made.spec.codes["功能分类"].rows if row.level == "类"}
    return read_figures(PRINTED, classes)


def test_each_printed_figure_comes_out_within_its_tail(made: Made, figures: tuple[Figure, ...]) -> None:
    told = {}
    for figure in figures:
        found = made.get(figure.place)
        assert isinstance(found, Decimal | int), f"{figure.place} holds {found!r}"
        difference = Decimal(found) - figure.value
        assert abs(difference) <= figure.tolerance, f"{figure.place}: {found}, printed {figure.value}"
        if difference:
            told[figure.place] = str(difference)
    assert told == TAILS


def test_all_seven_tables_are_compared(figures: tuple[Figure, ...]) -> None:
    count = {table: sum(f.table == table for f in figures) for table in TITLES}
    assert count == {"T1": 12, "T2": 45, "T3": 44, "T4": 19, "T5": 44, "T6": 29, "T7": 2}


def test_nothing_stands_in_the_tables_that_was_not_printed(made: Made, figures: tuple[Figure, ...]) -> None:
    printed = {made.at(f.place) for f in figures}
    tabs = {made.layout.sheets[s.key].tab: s for s in made.book.sheets}
    shown = set()
    for cell in named_cells(made.book, lambda *place: _look(made, *place)):
        sheet, row, column = cell.place
        where = made.layout.sheets[sheet]
        hidden = next(line.hidden for line in tabs[where.tab].columns if line.key == column)
        amount = cell.table.name in TITLES.values() and cell.table.types.get(column) == "money" and not hidden
        if amount and _look(made, sheet, row, column) not in (None, "", 0):
            shown.add((where.tab, address(where.rows[row], where.columns[column])))
    assert shown == printed


def _look(made: Made, sheet: str, row: str, column: str) -> object:
    where = made.layout.sheets[sheet]
    return made.computed(where.tab, where.rows[row], where.columns[column])
