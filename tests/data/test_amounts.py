"""Only plain ASCII numbers are numbers; near misses are told with what they would be."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.data.amounts import near_number, percentage, strict_number


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
