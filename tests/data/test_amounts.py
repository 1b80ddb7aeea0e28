"""Only plain ASCII numbers are numbers; near misses are told with what they would be."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.data.amounts import near_amount, near_count, near_number, near_rate, percentage, strict_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("-0.00", "0"),
        ("1408.78", "1408.78"),
        ("-12.5", "-12.5"),
        ("007", "7"),
        ("123456789012345", "123456789012345"),
        ("0.000000000000001", "0.000000000000001"),
    ],
)
def test_numbers(text: str, number: str) -> None:
    value = strict_number(text)
    assert value == Decimal(number)
    assert not (value is not None and value.is_zero() and value.is_signed())


NEAR = {
    "1,408.78": "1408.78",
    "1，408.78": "1408.78",
    "１４０８．７８": "1408.78",
    "1408.78万元": "1408.78",
    "1408.78 ": "1408.78",
    "1 408.78": "1408.78",
    "1408.78\u00a0": "1408.78",
    "￥1408.78": "1408.78",
    "(12.00)": "-12.00",
    "（12.00）": "-12.00",
    "−12": "-12",
    "+5": "5",
    ".5": "0.5",
    "5.": "5",
    "55次": "55",
    "٣": "3",
}
NOT = [
    "",
    "abc",
    "1_000",
    "1e5",
    "inf",
    "NaN",
    "1.2.3",
    "--1",
    "12,34",
    "=1+1",
    "完成",
    "#REF!",
    "1234567890123456",
]


@pytest.mark.parametrize(("text", "number"), NEAR.items())
def test_near_numbers(text: str, number: str) -> None:
    assert strict_number(text) is None
    assert near_number(text) == Decimal(number)


@pytest.mark.parametrize("text", NOT)
def test_no_numbers(text: str) -> None:
    assert strict_number(text) is None
    assert near_number(text) is None


@pytest.mark.parametrize(
    ("text", "yuan", "wan"),
    [
        ("612.84万元", "6128400", "612.84"),
        ("612.84 万元", "6128400", "612.84"),
        ("６１２.84万", "6128400", "612.84"),
        ("6,128,435.27元", "6128435.27", "612.843527"),
        ("3.2亿元", "320000000", "32000"),
        ("(12.00)万元", "-120000", "-12"),
        ("1,408.78", "1408.78", "1408.78"),
        ("￥12", "12", "12"),
    ],
)
def test_an_amount_in_the_unit_of_the_workbook(text: str, yuan: str, wan: str) -> None:
    assert (near_amount(text, "元"), near_amount(text, "万元")) == (Decimal(yuan), Decimal(wan))


def test_an_amount_whose_unit_is_not_known() -> None:
    assert near_amount("1,408.78", "") == Decimal("1408.78")
    assert near_amount("612.84万元", "") is None and near_amount("5.98%", "元") is None


@pytest.mark.parametrize(("text", "number"), [("3万人次", "30000"), ("1,200 人", "1200"), ("12次", "12")])
def test_a_count(text: str, number: str) -> None:
    assert near_count(text) == Decimal(number) and near_count("12%") is None


@pytest.mark.parametrize(
    ("text", "rate"),
    [("5.98%", "0.0598"), ("5.98％", "0.0598"), ("98 %", "0.98"), ("0.0598", "0.0598"), ("98", "0.98")],
)
def test_a_rate_that_is_nearly_one(text: str, rate: str) -> None:
    assert near_rate(text) == Decimal(rate)


def test_rates() -> None:
    assert percentage("5.98%") == Decimal("0.0598")
    assert percentage("0.0598") == Decimal("0.0598")
    assert percentage("5.98％") is None


@given(st.decimals(-(10**12), 10**12, places=2))
def test_every_amount_comes_back(amount: Decimal) -> None:
    assert strict_number(f"{amount:f}") == amount


@given(st.text())
def test_any_text_is_survived(text: str) -> None:
    number = strict_number(text)
    assert number is None or text.isascii()
    near_number(text)
