"""Numbers by a grammar of our own: exact, at most 15 digits, noise folded and told."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.finding import Level, Place, render
from workbook.read.numbers import parse_number, read_number

EXACT = {
    "0": "0",
    "-0": "0",
    "-0.0": "0",
    "0E-400": "0",
    "1408.78": "1408.78",
    "1.50": "1.5",
    "1e3": "1000",
    "1.40878E+3": "1408.78",
    ".5": "0.5",
    "7.": "7",
    "007": "7",
    "123456789012.345": "123456789012.345",
    "21.12345678": "21.12345678",
}
NOISY = {
    "2092.1500000000001": "2092.15",
    "2092.149999999994": "2092.15",
    "0.30000000000000004": "0.3",
    "-2092.1500000000001": "-2092.15",
    "0.33333333333333331": "0.333333333333333",
    "1E-9": "0",
    "-5E-324": "0",
    "99.999999999999997": "100",
}
NONE = [
    "",
    " ",
    "１４０８",
    "١٢",
    "1_000",
    "1,408.78",
    "+1",
    "1e",
    "e1",
    "--1",
    "1-",
    ".",
    "-",
    "nan",
    "inf",
    "0x1F",
    "1 2",
    "1408.78万元",
    "12%",
    "1e+1e1",
    "1e1000",
    "1" * 401,
]


@pytest.mark.parametrize("text", list(EXACT))
def test_exact_numbers(text: str) -> None:
    value, trouble = parse_number(text)
    assert (str(value), trouble) == (EXACT[text], "")


@pytest.mark.parametrize("text", list(NOISY))
def test_noise_is_folded_and_told(text: str) -> None:
    value, findings = read_number(text, Place(sheet="表", cell="C7"))
    assert str(value) == NOISY[text]
    assert [f.code for f in findings] == ["R602"] and findings[0].level == Level.INFO
    assert NOISY[text] in render(findings[0]) and "C7" in render(findings[0], "en")


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_number(text: str) -> None:
    value, findings = read_number(text, Place(sheet="表", cell="C7"))
    assert value is None and [f.code for f in findings] == ["R601"]


def test_digits_that_are_no_noise() -> None:
    value, findings = read_number("123456789012.123456", Place())
    assert value == Decimal("123456789012.123") and [f.code for f in findings] == ["R603"]


@pytest.mark.parametrize("text", ["1E+15", "-1e300", "1e999", "1234567890123456789"])
def test_too_large(text: str) -> None:
    value, findings = read_number(text, Place())
    assert value is None and [f.code for f in findings] == ["R604"]


@given(st.integers(-(10**14), 10**14), st.integers(0, 2))
def test_amounts_survive_binary_arithmetic(cents: int, shift: int) -> None:
    """Whatever a program writes for a double nearest to an amount with two decimals reads as that amount."""
    amount = Decimal(cents).scaleb(-2)
    double = float(amount)
    for text in (repr(double), f"{double:.17g}", f"{double:.15g}", f"{double:.{shift + 14}e}"):
        assert parse_number(text).value == amount, text


@given(st.floats(-1e14, 1e14))
def test_any_double_is_read_within_its_digits(number: float) -> None:
    value = parse_number(repr(number)).value
    assert value is not None and abs(float(value) - number) <= max(1e-8, abs(number) * 1e-14)


@given(st.text(max_size=20))
def test_any_text_gives_an_answer(text: str) -> None:
    value, findings = read_number(text, Place())
    assert (value is None) <= bool(findings)
