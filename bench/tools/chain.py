"""The whole chain from data to file, and data sets of any size made from the example unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from workbook.book.build import build_book
from workbook.data import SheetData, UnitData, Value, load_unit
from workbook.evaluate import evaluate
from workbook.grid.build import build_grid
from workbook.grid.heights import fit_rows
from workbook.grid.model import Grid
from workbook.layout import layout_of
from workbook.spec.load import find_spec, load_spec
from workbook.spec.spec import Spec
from workbook.write import write_xlsx

EXAMPLE = Path(__file__).parents[2] / "data/example/示例市数据资源管理局"
PUBLISHED = Path(__file__).parents[2] / "data/2021/武汉市青山区人民政府办公室"


def spec() -> Spec:
    """hubei/2021, loaded."""
    path, _ = find_spec("hubei/2021")
    assert path is not None
    loaded, findings = load_spec(path)
    assert loaded is not None, findings
    return loaded


def example(loaded: Spec) -> UnitData:
    return _unit(EXAMPLE, loaded)


def published(loaded: Spec) -> UnitData:
    """A unit whose figures contradict each other here and there."""
    return _unit(PUBLISHED, loaded)


def _unit(folder: Path, loaded: Spec) -> UnitData:
    data, _ = load_unit(folder, loaded)
    assert data is not None
    return data


def grid_of(loaded: Spec, data: UnitData) -> Grid:
    """Evaluated and ready to be written."""
    book, _ = build_book(loaded, data)
    grid, findings = evaluate(build_grid(book, layout_of(book)))
    assert not findings, findings[:3]
    return fit_rows(grid)


def generate(loaded: Spec, data: UnitData, target: Path) -> Grid:
    grid = grid_of(loaded, data)
    write_xlsx(grid, target)
    return grid


def with_entries(loaded: Spec, data: UnitData, count: int) -> UnitData:
    """The unit with `count` rows in 收入明细 and as many in 支出明细, by codes of the list in turn."""
    codes = [row.code for row in loaded.codes["功能分类"].rows if row.level == "项"]
    funds = ("一般公共预算", "其他资金")
    income: list[Mapping[str, Value]] = []
    spending: list[Mapping[str, Value]] = []
    for i in range(count):
        code, amount = codes[i % len(codes)], Decimal(10_000 + i * 7 % 9_000)
        fund = funds[(i // len(codes)) % 2]
        column = "一般公共预算财政拨款" if fund == funds[0] else "其他收入"
        income.append({"科目编码": code, column: amount})
        spending.append({"科目编码": code, "资金来源": fund, "年初预算数": amount, "基本支出": amount})
    sheets = dict(data.sheets)
    sheets["收入明细"] = SheetData(rows=tuple(income))
    sheets["支出明细"] = SheetData(rows=tuple(spending))
    return replace(data, sheets=sheets)


def with_scorecards(data: UnitData, count: int) -> UnitData:
    """The unit with `count` project scorecards, copies of its own under other names."""
    own = [card for card in data.scorecards if not card.department]
    whole = [card for card in data.scorecards if card.department]
    cards = []
    for i in range(count):
        card = own[i % len(own)]
        name = f"{card.name[:10]}{i + 1}"
        cards.append(replace(card, name=name, facts={**card.facts, "项目名称": name}))
    return replace(data, scorecards=(*whole, *cards))
