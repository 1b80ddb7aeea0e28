"""A spec's press, and the real long way of a hand-out to hold what it fills against."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

from workbook.api.chain import Specs, make
from workbook.bureau.handing import long_way
from workbook.data import UnitData, Value, empty_unit
from workbook.press import SIZES, Press
from workbook.spec.spec import Spec

UNIT = "单位信息"


def the_press(name: str) -> Press:
    spec, _ = Specs().get(name)
    assert spec is not None
    blank = named(spec, empty_unit(spec), "某单位")
    made, _ = make(spec, blank, sizes=SIZES)
    return Press(spec, blank, made.book, made.layout, made.grid)


def named(spec: Spec, data: UnitData, name: str, money_unit: str = "万元", **facts: Value) -> UnitData:
    """A unit with these facts about itself."""
    about = data.sheet(UNIT)
    fields = {**about.fields, "单位名称": name, "金额单位": money_unit, **facts}
    return replace(data, unit=name, sheets={**data.sheets, UNIT: replace(about, fields=fields)}, money_unit=money_unit)


def assert_same(press: Press, data: UnitData) -> None:
    """What is filled in is byte for byte what the long way makes of the same data."""
    quick = press.fill(data)
    slow, findings = long_way(press.spec, data)
    assert quick is not None and slow is not None and not findings
    if quick == slow:
        return
    with ZipFile(BytesIO(quick)) as one, ZipFile(BytesIO(slow)) as other:
        assert one.namelist() == other.namelist()
        for part in one.namelist():
            assert one.read(part).decode() == other.read(part).decode(), part
    raise AssertionError("the packages differ though their parts do not")
