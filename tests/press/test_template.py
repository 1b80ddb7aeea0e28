"""A filled template is, byte for byte, the workbook that the long way makes of the same data."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbook.book.build import build_book
from workbook.data import Explanation, ScorecardData, SheetData, UnitData, Value, empty_unit
from workbook.evaluate import evaluate
from workbook.grid.build import build_grid
from workbook.grid.heights import fit_rows
from workbook.layout import layout_of
from workbook.press import Template
from workbook.spec.load import find_spec, load_spec
from workbook.spec.spec import Spec
from workbook.write import write_xlsx

UNIT = "单位信息"
SIGNS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters="!")


@pytest.fixture(scope="module")
def spec() -> Spec:
    root, _ = find_spec("hubei/2021")
    assert root is not None
    spec, _ = load_spec(root)
    assert spec is not None
    return spec


@pytest.fixture(scope="module")
def template(spec: Spec) -> Template:
    book, _ = build_book(spec, unit(spec, "某单位"))
    layout = layout_of(book)
    grid, findings = evaluate(build_grid(book, layout))
    assert not findings
    return Template(spec, book, layout, fit_rows(grid))


def unit(spec: Spec, name: str, **facts: Value) -> UnitData:
    """A unit that has filled in nothing but facts about itself."""
    data = empty_unit(spec)
    fields = {**data.sheet(UNIT).fields, "单位名称": name, "金额单位": "万元", **facts}
    sheets = {**data.sheets, UNIT: replace(data.sheet(UNIT), fields=fields)}
    return replace(data, unit=name, sheets=sheets, money_unit=str(fields["金额单位"]))


def with_fields(data: UnitData, sheet: str, **facts: Value) -> UnitData:
    filled = replace(data.sheet(sheet), fields={**data.sheet(sheet).fields, **facts})
    return replace(data, sheets={**data.sheets, sheet: filled})


def long_way(template: Template, data: UnitData) -> bytes:
    book, _ = build_book(template.spec, data, template.sizes)
    grid, _ = evaluate(build_grid(book, layout_of(book)))
    out = BytesIO()
    write_xlsx(fit_rows(grid), out)
    return out.getvalue()


def assert_same(template: Template, data: UnitData) -> None:
    quick, slow = template.fill(data), long_way(template, data)
    assert quick is not None
    if quick == slow:
        return
    with ZipFile(BytesIO(quick)) as one, ZipFile(BytesIO(slow)) as other:
        assert one.namelist() == other.namelist()
        for name in one.namelist():
            assert one.read(name).decode() == other.read(name).decode(), name
    assert quick == slow


@pytest.mark.parametrize(
    "name",
    [
        "甲局",
        "合计",  # a text that the template has too
        "2010301",  # digits only
        'A&B <c> "d" 局',
        " 两端空格 ",
        "一个名称特别长的单位" * 12,  # rows grow higher
    ],
)
def test_names(spec: Spec, template: Template, name: str) -> None:
    assert_same(template, unit(spec, name, 单位编码="420107001", 主管部门="合计", 咨询电话="027-1"))


def test_amounts_in_yuan(spec: Spec, template: Template) -> None:
    assert_same(template, unit(spec, "乙局", 金额单位="元"))


def test_last_years_figures(spec: Spec, template: Template) -> None:
    """Lists, forms and the copies of numbers that charts keep."""
    data = with_fields(
        unit(spec, "丙局"), "补充资料", 上年收入支出总计=Decimal("123.45"), 收支总计变动原因="合计\n第二行"
    )
    carried = {"科目编码": "2010301", "资金来源": "一般公共预算", "年初结转和结余": Decimal("12.30")}
    assert_same(template, replace(data, sheets={**data.sheets, "结转结余": SheetData(rows=(carried,))}))


def test_one_unit_leaves_nothing_to_the_next(spec: Spec, template: Template) -> None:
    first = template.fill(unit(spec, "甲局"))
    template.fill(with_fields(unit(spec, "乙局", 金额单位="元"), "补充资料", 上年收入支出总计=Decimal("9.99")))
    assert template.fill(unit(spec, "甲局")) == first


def test_what_differs_in_more_than_values_is_left_to_the_long_way(spec: Spec, template: Template) -> None:
    data = unit(spec, "丁局")
    rows = tuple({"科目编码": "2010301"} for _ in range(500))
    longer = replace(data, sheets={**data.sheets, "支出明细": SheetData(rows=rows)})
    assert template.fill(longer) is None
    assert template.fill(replace(data, scorecards=(ScorecardData("某项目", False),))) is None
    assert template.fill(replace(data, explanations={"A1": Explanation("A1", "原因")})) is None
    assert template.fill(unit(spec, "")) is None
    assert template.fill(unit(spec, "甲!局")) is None


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text(
        st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn")), min_size=1, max_size=40
    ).filter(lambda text: "!" not in text),
    amounts=st.lists(st.decimals(-(10**9), 10**9, places=2), max_size=6),
)
def test_any_unit(spec: Spec, template: Template, name: str, amounts: list[Decimal]) -> None:
    rows = tuple({"科目编码": f"20103{i:02}", "其他收入": amount} for i, amount in enumerate(amounts, 1))
    data = unit(spec, name)
    assert_same(template, replace(data, sheets={**data.sheets, "收入明细": SheetData(rows=rows)}))
