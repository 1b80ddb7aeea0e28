"""Numbers, dates and texts in input cells: what they are, and what they were probably meant to be."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mutate.package import Package
from structure.conftest import FORM, LIST, Answer, at, only, told
from workbook.finding import Level

UNIT = "单位信息"
AMOUNT = "6128435.27"


@pytest.mark.parametrize("text", ["6128435.2699999996", "6128435.27", "6.12843527E6", "6128435.270"])
def test_the_same_number_in_another_spelling_is_no_finding(package: Package, answer: Answer, text: str) -> None:
    """Excel stores what was typed with 17 digits: 6128435.2699999996 is how it writes 6128435.27."""
    package.number(LIST, *at("F6"), text)
    assert told(answer(package)) == [] and float(text) == float(AMOUNT)


@pytest.mark.parametrize("text", ["6128435.270000001", "6128435.269999998"])
def test_the_noise_of_binary_arithmetic_is_folded_and_told(package: Package, answer: Answer, text: str) -> None:
    """Pasted as a value from a cell in which it was computed."""
    package.number(LIST, *at("F6"), text)
    report = answer(package)
    item = only(report)
    assert (item.code, item.level, item.expected) == ("R602", Level.INFO, AMOUNT) and report.accepted


def test_noise_hides_no_other_fault_of_its_cell(package: Package, answer: Answer) -> None:
    package.number(LIST, *at("F6"), "-6128435.270000001")
    codes = {item.code for item in told(answer(package))}
    assert {"R602", "J119"} <= codes


@pytest.mark.parametrize("text", ["612.843527万元", "6,128,435.27元", "６１２８４３５.27", "0.06128435270亿元"])
def test_an_amount_with_its_unit_is_shown_in_the_workbook_s_own(package: Package, answer: Answer, text: str) -> None:
    package.say(LIST, *at("F6"), text)
    item = only(answer(package))
    assert item.code == "M302" and Decimal(item.expected) == Decimal(AMOUNT)
    assert ("单位是元" in item.hint) == text.endswith("元")
    assert {short.code for short in item.consequences} >= {"K101", "J108"}


def test_an_amount_in_a_workbook_in_wan(package: Package, answer: Answer) -> None:
    package.say(UNIT, *at("C11"), "万元")
    package.say(LIST, *at("F6"), "612.84万元")
    (item,) = [item for item in answer(package).findings if item.code == "M302"]
    assert item.expected == "612.84"


def test_a_rate_as_text_keeps_its_sign(package: Package, answer: Answer) -> None:
    """Typed as 5.98 it would be 598 %."""
    package.say(FORM, *at("C94"), "30.71%")
    item = next(item for item in answer(package).findings if item.cell == "C94")
    assert (item.code, item.expected) == ("M302", "30.71%")


def test_a_rate_is_no_amount(package: Package, answer: Answer) -> None:
    package.say(LIST, *at("F6"), "5.98%")
    item = only(answer(package))
    assert (item.code, item.expected) == ("M303", "")


def test_a_date_that_lost_its_format_is_a_date(package: Package, answer: Answer) -> None:
    package.number(UNIT, *at("C13"), "44804")
    item = only(answer(package))
    assert (item.code, item.found) == ("M306", "2022-08-31")
