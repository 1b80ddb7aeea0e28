"""The department's amounts are the units' amounts added up, exact in 元."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from roll.units import GENERAL, INCOME, MORE, OTHER, SPENT, TRIPS, UNIT, amount, money, rolled, spec, unit
from workbook.data import Carried
from workbook.roll import Declared, Source, roll

_CODES = ("2010301", "2010302", "2080505", "2210201")
_INCOMES = ("一般公共预算财政拨款", "事业收入", "其他收入")
_OUTLAYS = ("年初预算数", "基本支出", "项目支出")
_amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False, allow_infinity=False)
_units = st.lists(
    st.tuples(
        st.dictionaries(st.tuples(st.sampled_from(_CODES), st.sampled_from(_INCOMES)), _amounts, max_size=8),
        st.dictionaries(
            st.tuples(st.sampled_from(_CODES), st.sampled_from((GENERAL, OTHER)), st.sampled_from(_OUTLAYS)),
            _amounts,
            max_size=8,
        ),
        st.dictionaries(st.sampled_from(("燃料费", "机关运行经费")), _amounts),
        st.sampled_from(("元", "万元")),
    ),
    min_size=1,
    max_size=6,
)


def _sources(given_: list[tuple[dict, dict, dict, str]]) -> list[Source]:  # type: ignore[type-arg]
    return [unit(f"单位{n}", *parts, money_unit=kind) for n, (*parts, kind) in enumerate(given_, 1)]


@given(_units)
def test_every_sum_is_exact_in_yuan(given_: list[tuple[dict, dict, dict, str]]) -> None:  # type: ignore[type-arg]
    data, _ = rolled(*_sources(given_))
    in_yuan = 10000 if data.money_unit == "万元" else 1
    wanted: dict[tuple[str, ...], Decimal] = {}
    for income, spent, fields, kind in given_:
        factor = 10000 if kind == "万元" else 1
        for sheet, cells in ((INCOME, income), (SPENT, spent), (MORE, {(n,): a for n, a in fields.items()})):
            for key, a in cells.items():
                wanted[sheet, *key] = wanted.get((sheet, *key), Decimal(0)) + a * factor
    found: dict[tuple[str, ...], Decimal] = {}
    for sheet, by in ((INCOME, ("科目编码",)), (SPENT, ("科目编码", "资金来源"))):
        for row in data.sheet(sheet).rows:
            for column, value in row.items():
                if isinstance(value, Decimal):
                    found[sheet, *(str(row[b]) for b in by), column] = value * in_yuan
    found |= {(MORE, n): v * in_yuan for n, v in data.sheet(MORE).fields.items() if isinstance(v, Decimal)}
    assert found == wanted


def test_units_in_yuan_and_wan_yuan_are_converted_and_told() -> None:
    cell = ("2010301", "其他收入")
    data, codes = rolled(unit("甲", {cell: money("1.01")}), unit("乙", {cell: money("2.34")}, money_unit="万元"))
    assert data.money_unit == "元" and data.sheet(UNIT).fields["金额单位"] == "元"
    assert amount(data, INCOME, "其他收入", "2010301") == money("23401.01")
    assert "U210" in codes
    data, codes = rolled(*(unit(n, {cell: money("2.34")}, money_unit="万元") for n in "甲乙丙"), head=unit("部").data)
    assert data.money_unit == "万元" and amount(data, INCOME, "其他收入", "2010301") == money("7.02")
    assert "U210" not in codes


def test_a_blank_stays_a_blank_and_zero_a_zero() -> None:
    data, _ = rolled(unit("甲", {("2010301", "其他收入"): money(0)}), unit("乙", {}, {}, {"燃料费": None}))
    assert amount(data, INCOME, "其他收入", "2010301") == 0
    assert amount(data, INCOME, "事业收入", "2010301") is None
    assert data.sheet(MORE).fields["燃料费"] is None


def test_counts_add_up_and_are_not_converted_rates_and_choices_do_not() -> None:
    facts = {"车辆总数": money(3), "公布的自评资金占比": money("0.5"), "自评范围": "全部项目"}
    data, _ = rolled(unit("甲", fields=facts), unit("乙", fields=facts, money_unit="万元"))
    fields = data.sheet(MORE).fields
    assert fields["车辆总数"] == 6 and fields["公布的自评资金占比"] is None and fields["自评范围"] == "全部项目"
    data, _ = rolled(unit("甲", fields=facts), unit("乙", fields={**facts, "自评范围": "部分项目"}))
    assert data.sheet(MORE).fields["自评范围"] is None


def test_texts_come_from_the_department_and_its_amounts_never_do() -> None:
    head = unit("某局", {("2010301", "其他收入"): money(999)}, fields={"燃料费": money(5), "收支总计变动原因": "增加"})
    mine = unit("甲", {("2010302", "其他收入"): money(1)}, fields={"收支总计变动原因": "减少"})
    other = unit("乙", {("2010302", "其他收入"): money(2)})
    data, _ = rolled(mine, other, head=head.data)
    assert data.sheet(MORE).fields["收支总计变动原因"] == "增加"
    assert data.sheet(MORE).fields["燃料费"] is None
    assert [row["科目编码"] for row in data.sheet(INCOME).rows] == ["2010302"]
    data, _ = rolled(mine, other)
    assert data.sheet(MORE).fields["收支总计变动原因"] is None, "one unit's reason is not the department's"


def test_what_the_department_is() -> None:
    facts = {"决算类型": "单位决算", "全部为行政或参公单位": "是"}
    data, _ = rolled(unit("甲", **facts), unit("乙", **{**facts, "全部为行政或参公单位": "否"}))
    fields = data.sheet(UNIT).fields
    assert (
        fields["决算类型"] == "部门决算" and fields["全部为行政或参公单位"] == "否" and fields["单位名称"] == "某部门"
    )


def test_rows_of_one_unit_with_the_same_codes_are_one_row() -> None:
    one = unit("甲", {("2010301", "其他收入"): money("1.10")})
    rows = one.data.sheet(INCOME).rows * 2
    doubled = one.data.sheets[INCOME].__class__(rows=rows)
    data, _ = rolled(Source(one.data.__class__(**{**_fields(one), "sheets": {**one.data.sheets, INCOME: doubled}})))
    assert amount(data, INCOME, "其他收入", "2010301") == money("2.20")
    assert data.sheet(TRIPS).cells


def _fields(source: Source) -> dict[str, object]:
    return {name: getattr(source.data, name) for name in source.data.__slots__}


def test_what_the_department_carried_over_is_converted_exactly() -> None:
    carried = (
        Carried("补充资料.上年收入支出总计", "收入支出决算总表.收入.总计.决算数", money("1983.68")),
        Carried("补充资料.上年机关运行经费", "补充资料.机关运行经费", money("141.09"), "1410913.31元÷10000"),
    )
    head = replace(unit("某局", money_unit="万元").data, carried=carried)
    data, _ = rolled(unit("甲"), head=head)
    assert data.money_unit == "元"
    assert [(item.value, item.conversion) for item in data.carried] == [
        (money("19836800"), "1983.68万元×10000"),
        (money("1410913.31"), ""),
    ]
    same, _ = rolled(unit("甲", money_unit="万元"), head=head)
    assert same.money_unit == "万元" and same.carried == carried


def test_a_department_that_has_yuan_itself_is_in_yuan() -> None:
    carried = (Carried("补充资料.上年机关运行经费", "补充资料.机关运行经费", money("1410913.31")),)
    head = replace(unit("某局").data, carried=carried)
    one = unit("甲", {("2010301", "其他收入"): money("1.23")}, money_unit="万元")
    data, told = rolled(one, head=head)
    assert data.money_unit == "元" and data.carried == carried and told == ["U210"]
    assert amount(data, INCOME, "其他收入", "2010301") == 12300


def test_the_name_that_is_asked_for_wins() -> None:
    data, _ = rolled(unit("甲"), head=unit("某局").data)
    assert data.unit == data.sheet(UNIT).fields["单位名称"] == "某部门"
    own, _ = roll([unit("甲")], Declared(unit("某局").data), spec())
    assert own is not None and own.unit == "某局"


def test_a_rate_of_nothing_is_the_departments_own() -> None:
    head = unit("某局", fields={"公布的自评资金占比": money(0)})
    data, _ = rolled(unit("甲", fields={"公布的自评资金占比": money("0.5")}), head=head.data)
    assert data.sheet(MORE).fields["公布的自评资金占比"] == 0
