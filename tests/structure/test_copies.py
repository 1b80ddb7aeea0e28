"""A sheet that was copied: the one that the tables look at is the one that counts, wherever the copy stands."""

from __future__ import annotations

import pytest

from mutate.package import Package
from structure.conftest import LIST, Answer, at, only
from workbook.finding import Level

CARD = "自评_中小企业上云补助"


@pytest.mark.parametrize(
    ("tab", "cell", "name", "in_front"),
    [(CARD, "J3", "自评_新的项目", True), (CARD, "J3", f"{CARD} (2)", True), (LIST, "L6", "我的支出", False)],
)
def test_a_copy_with_a_name_of_its_own(
    package: Package, answer: Answer, tab: str, cell: str, name: str, in_front: bool
) -> None:
    """As an accountant makes a further project's scorecard: copied, put in front, renamed, typed over."""
    package.add_sheet(name, package.parts[package.sheets[tab]])
    package.say(name, *at(cell), "新的项目")
    if in_front:
        package.order([name, *(other for other in package.sheets if other != name)])
    report = answer(package)
    item = only(report)
    assert (item.code, item.level, item.sheet) == ("M202", Level.WARNING, name)
    assert f"“{tab}”" in item.message and report.accepted


def test_of_a_renamed_original_and_a_copy_with_its_name(package: Package, answer: Answer) -> None:
    """Formulas follow the sheet that was renamed; what the tables show is what is in it."""
    sheet = package.parts[package.sheets[LIST]]
    package.replace("xl/workbook.xml", f'<sheet name="{LIST}"', f'<sheet name="{LIST}终稿"')
    package.everywhere(LIST, f"{LIST}终稿")
    package.add_sheet(LIST, sheet)
    package.order([LIST, *(other for other in package.sheets if other != LIST)])
    package.number(LIST, *at("F6"), 1)
    item = only(answer(package))
    assert (item.code, item.sheet) == ("M202", LIST)
