"""When a stored result counts as the computed one: programs differ in the last bits and in nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from workbook.judge.formulas import same
from workbook.read.model import Kind, RawCell


@pytest.mark.parametrize(
    ("computed", "stored", "alike"),
    [
        ("0.3", "0.30000000000000004", True),
        ("2210201", "2210201.0000000005", True),
        ("98765432109.87", "98765432109.870010", True),
        ("0.0000001", "0", True),
        ("2210201", "2210201.01", False),
        ("98765432109.87", "98765432109.88", False),
        ("0.12", "0.121", False),
    ],
)
def test_numbers(computed: str, stored: str, alike: bool) -> None:
    assert same(Decimal(computed), RawCell(stored, Kind.NUMBER)) is alike


def test_a_text_is_no_number() -> None:
    assert not same(Decimal(5), RawCell("5", Kind.TEXT))
    assert not same("5", RawCell("5", Kind.NUMBER))
