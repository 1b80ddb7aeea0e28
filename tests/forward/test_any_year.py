"""Whatever last year closed with: once carried, nothing differs from its record; one change is one difference."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from made import EXAMPLE, the_spec
from workbook.api.chain import make
from workbook.data import SheetData, UnitData, load_unit
from workbook.data.carried import digest, locate, value_now
from workbook.data.save import lost_in_files
from workbook.data.settle import settled
from workbook.forward import Last, Seen, merged, next_year
from workbook.forward.lists import next_rows
from workbook.spec.spec import Spec

CODES = (None, "2010301", "2010302", "20103", "201", "2121999")
FUNDS = ("一般公共预算", "政府性基金", "国有资本经营预算", "其他资金")
ITEMS = ("因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费")

amounts = st.integers(-(10**11), 10**11).map(lambda n: Decimal(n) / 100)
rows = st.lists(
    st.fixed_dictionaries(
        {
            "科目编码": st.sampled_from(CODES),
            "资金来源": st.sampled_from(FUNDS),
            "年初结转和结余": st.none(),
            "年末结转和结余": st.none() | amounts,
            "说明": st.none() | st.just("尾款"),
        }
    ),
    max_size=12,
)
grids = st.fixed_dictionaries({item: st.none() | amounts for item in ITEMS})
units = st.sampled_from(("元", "万元"))


@cache
def example() -> tuple[Spec, UnitData]:
    spec = the_spec()
    return spec, settled(load_unit(EXAMPLE, spec)[0], spec)


def last_with(listed: list[dict[str, object]], grid: dict[str, Decimal | None], unit: str) -> Last:
    spec, data = example()
    cells = {**data.sheet("三公经费").cells, **{(item, "决算数"): value for item, value in grid.items()}}
    sheets = {**data.sheets, "结转结余": SheetData(rows=tuple(listed)), "三公经费": SheetData(cells=cells)}  # type: ignore[arg-type]
    own = settled(replace(data, sheets=sheets, money_unit=unit), spec)
    return Last(spec, own, lambda name: Seen(Decimal(len(name)) + Decimal("0.25"), "万元"))


def off(data: UnitData, spec: Spec) -> list[str]:
    """Carried values that are not in their cells."""
    spots = {item.name: locate(item.name, spec) for item in data.carried}
    known = [spot for spot in spots.values() if spot is not None]
    assert len(known) == len(spots)
    return [c.name for c in data.carried if value_now(data, spots[c.name], known) != c.value]  # type: ignore[arg-type]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows, grids, units, units, st.data())
def test_carried_then_checked(
    listed: list[dict[str, object]], grid: dict[str, Decimal | None], have: str, want: str, more: st.DataObject
) -> None:
    spec, _ = example()
    last = last_with(listed, grid, have)
    forward, _ = next_year(last, spec, want)
    data = forward.data
    assert off(data, spec) == []
    assert lost_in_files(data, spec) == ()
    assert settled(merged(data, data, spec), spec) == data
    assert next_year(last, spec, want)[0].data == data
    if have == want:
        closed = sum((r["年末结转和结余"] or 0 for r in listed), Decimal(0))  # type: ignore[misc]
        assert sum((c.value or 0 for c in data.carried if c.name.startswith("结转结余.")), Decimal(0)) == closed
    item = more.draw(st.sampled_from([c for c in data.carried if locate(c.name, spec).kind != "rest"]))  # type: ignore[union-attr]
    other = tuple(replace(c, value=(c.value or Decimal(0)) + 1) if c is item else c for c in data.carried)
    assert digest(other) != digest(data.carried)
    wrong = settled(merged(data, replace(data, carried=other), spec), spec)
    assert off(replace(wrong, carried=data.carried), spec) == [item.name]


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows, grids, units)
def test_the_workbooks_own_formulas_agree(
    listed: list[dict[str, object]], grid: dict[str, Decimal | None], want: str
) -> None:
    spec, _ = example()
    forward, _ = next_year(last_with(listed, grid, "元"), spec, want)
    made, _ = make(spec, forward.data)
    shown = {c.name: made.look("上年衔接", f"衔接:{c.name}", "差额") for c in forward.data.carried}
    assert {name: value for name, value in shown.items() if value != 0} == {}


def test_rows_without_a_closing_balance_are_not_carried() -> None:
    spec, data = example()
    sheet = spec.sheet("结转结余")
    listed = [{"科目编码": "2010301", "资金来源": "一般公共预算", "年末结转和结余": Decimal(0)}]
    carry, carried, _ = next_rows(sheet, last_with(listed, {}, "元"), spec, "元")  # type: ignore[arg-type]
    assert carry == () and [c.name for c in carried] == ["结转结余.其他.年初结转和结余"]
    assert data.carried == ()
