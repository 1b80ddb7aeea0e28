"""A unit with a longer name than Excel takes in a text inside a formula, in a property and in a footer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from made import EXAMPLE, make, the_spec, unit_for
from workbook.api.chain import Specs
from workbook.api.check import check
from workbook.book.model import Identity
from workbook.data.unit import NAME
from workbook.grid.identity import footer_of, names_of, properties_of

LONG = "示例市" + "大数据和政务服务管理" * 30 + "局"


def test_the_workbook_is_one_that_excel_opens_and_we_know_again(specs: Specs, tmp_path: Path) -> None:
    """The unit is told by the sheet and cells, which take it whole; no carrier contradicts."""
    spec = the_spec()
    path = tmp_path / "a.xlsx"
    data, _ = unit_for(spec, EXAMPLE)
    form = data.sheets["单位信息"]
    sheets = {**data.sheets, "单位信息": replace(form, fields={**form.fields, NAME: LONG})}
    make(spec, replace(data, unit=LONG, sheets=sheets), path)
    book = openpyxl.load_workbook(path)
    assert len(book.defined_names["模板标识码"].value) <= 257 and LONG not in book.defined_names["模板标识码"].value
    assert all(len(p.value) <= 255 for p in book.custom_doc_props.props)
    footers = [book[tab].oddFooter for tab in ("封面", "支出明细")]
    assert all(footer.left.text.startswith("示例市大数据") and footer.left.text.endswith("…") for footer in footers)
    report = check(path, specs=specs)
    assert report.accepted and report.unit == LONG


@pytest.mark.parametrize("unit", ["甲局", "局" * 200, "&" * 200, "𠮷" * 150, "局" * 3000, '"' * 300])
def test_nothing_is_longer_than_excel_takes(unit: str) -> None:
    identity = Identity("hubei/2021", "f" * 64, "2021", unit, "001")
    texts = [footer_of(identity), *properties_of(identity).custom.values(), names_of(identity)["模板标识码"][2:-1]]
    assert all(len(text.encode("utf-16-le")) <= 2 * 255 for text in texts)


def test_a_name_that_fits_is_everywhere() -> None:
    identity = Identity("hubei/2021", "f" * 64, "2021", "甲局", "001")
    assert footer_of(identity) == "&L甲局&C第 &P 页，共 &N 页&R&A"
    assert properties_of(identity).custom["单位"] == "甲局" and names_of(identity)["模板标识码"].endswith('|甲局"')
