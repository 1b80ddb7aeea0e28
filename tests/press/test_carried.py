"""Workbooks with last year's figures, filled, are byte for byte those that the long way makes of the same data."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from press.pressing import assert_same, named, the_press
from workbook.data import Carried, SheetData, UnitData, Value, empty_unit
from workbook.press import Press
from workbook.press.press import MOST
from workbook.spec.spec import Spec

LIST, GRID, FORM = "结转结余", "三公经费", "补充资料"
CODES = ("2010301", "2010302", "2080501", "2080502", "2101101", "2210201", "20103", "2139999")
FUNDS = ("一般公共预算", "政府性基金", "其他资金")


@pytest.fixture(scope="module")
def press() -> Press:
    return the_press("hubei/2022")


def unit(
    spec: Spec, name: str, rng: random.Random, rows: int, *, blank_code: bool = False, grid: int = 4, rest: bool = True
) -> UnitData:
    """With so many rows of last year's balances, and figures in a grid and in a form; codes and amounts by chance."""
    data = named(spec, empty_unit(spec), name, rng.choice(("元", "万元")))
    codes: list[str | None] = [None] if blank_code else []
    codes += rng.sample(CODES, rows - len(codes))
    listed: list[dict[str, Value]] = []
    carried = []
    for code in codes:
        fund, amount = rng.choice(FUNDS), Decimal(rng.randrange(-(10**6), 10**8)) / 100
        listed.append({"科目编码": code, "资金来源": fund, "年初结转和结余": amount})
        carried.append(record(f"{LIST}.{code or '无科目编码'}·{fund}.年初结转和结余", amount, rng))
    if rest:
        carried.append(record(f"{LIST}.其他.年初结转和结余", Decimal(0), rng))
    cells = dict(data.sheet(GRID).cells)
    for row, column in [at for at in cells if at[1] == "上年决算数"][:grid]:
        cells[row, column] = Decimal(rng.randrange(10**6)) / 100
        carried.append(record(f"{GRID}.{row}.{column}", cells[row, column], rng))
    fields = dict(data.sheet(FORM).fields)
    for field in ("上年收入支出总计", "上年机关运行经费"):
        fields[field] = Decimal(rng.randrange(10**8)) / 100
        carried.append(record(f"{FORM}.{field}", fields[field], rng))
    sheets = {
        **data.sheets,
        LIST: SheetData(rows=tuple(listed)),
        GRID: replace(data.sheet(GRID), cells=cells),
        FORM: replace(data.sheet(FORM), fields=fields),
        "支出明细": SheetData(rows=tuple({"科目编码": c, "资金来源": FUNDS[0]} for c in codes if c)),
    }
    return replace(data, sheets=sheets, carried=tuple(carried))


def record(name: str, amount: Value, rng: random.Random) -> Carried:
    assert isinstance(amount, Decimal)
    source = f"{name}·上年" if rng.random() < 0.8 else f'<"&> {name}' + "很长" * 90
    origin = f"2021 hubei/2021 sha256:{rng.randrange(16**8):08x}"
    return Carried(name, source, amount, rng.choice(("", "元÷10000")), origin)


def test_units_of_one_shape_share_a_template_whatever_their_codes(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(1)
    assert_same(press, unit(press.spec, "甲局", rng, 3))
    compiled = []
    monkeypatch.setattr(press, "_compiled", compiled.append)
    for name in ("乙局", "丙中心" * 20, "丁<&>"):
        assert_same(press, unit(press.spec, name, rng, 3))
    assert not compiled


@pytest.mark.parametrize(
    ("rows", "more"),
    [(1, {}), (2, {"blank_code": True}), (0, {"grid": 1}), (2, {"rest": False, "grid": 0})],
)
def test_other_shapes(press: Press, rows: int, more: dict[str, bool]) -> None:
    rng = random.Random(rows)
    for name in ("甲局", "乙局"):
        assert_same(press, unit(press.spec, name, rng, rows, **more))  # type: ignore[arg-type]


def test_one_unit_leaves_nothing_to_the_next(press: Press) -> None:
    first = unit(press.spec, "甲局", random.Random(7), 2)
    other = unit(press.spec, "乙局", random.Random(8), 2)
    plain = named(press.spec, empty_unit(press.spec), "丙局")
    before, blank = press.fill(first), press.fill(plain)
    press.fill(other)
    assert press.fill(first) == before and press.fill(plain) == blank
    assert_same(press, plain)


def test_rows_with_one_source_are_another_shape(press: Press) -> None:
    """Two rows with one code share their hint: neighbours are locked together."""
    data = unit(press.spec, "甲局", random.Random(3), 2)
    row = data.sheet(LIST).rows[0]
    twice = replace(data, sheets={**data.sheets, LIST: SheetData(rows=(row, row, data.sheet(LIST).rows[1]))})
    assert press.shape(data) != press.shape(twice)
    assert_same(press, twice)


def test_what_cannot_be_filled_in_is_left_to_the_long_way(press: Press) -> None:
    data = unit(press.spec, "甲局", random.Random(4), 2)
    strange = replace(data, carried=(*data.carried, Carried("没有的表.没有的行", "", Decimal(1))))
    assert press.fill(strange) is None
    text = replace(data.sheet(FORM), fields={**data.sheet(FORM).fields, "上年收入支出总计": "一百万"})
    assert press.fill(replace(data, sheets={**data.sheets, FORM: text})) is None


def test_amounts_of_this_year_are_left_to_the_long_way(press: Press) -> None:
    """They decide how many rows tables and sentences get."""
    rows = ({"科目编码": "2010301", "其他收入": Decimal(1)},)
    data = named(press.spec, empty_unit(press.spec), "甲局")
    assert press.fill(replace(data, sheets={**data.sheets, "收入明细": SheetData(rows=rows)})) is None


def test_only_so_many_shapes_are_kept(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "_shapes", type(press._shapes)())
    monkeypatch.setattr(press, "_compiled", lambda data: None)
    for rows in range(len(CODES)):
        assert press.fill(unit(press.spec, "甲局", random.Random(rows), rows)) is None
    assert len(press._shapes) == MOST
