"""Every spec rolls up: its department's workbook compiles, computes, and agrees with the units."""

from __future__ import annotations

from dataclasses import replace

import pytest

from made import EXAMPLE, make, the_spec
from workbook.data import load_unit
from workbook.roll import Declared, Source, roll
from workbook.spec.load import spec_names


@pytest.mark.parametrize("name", spec_names())
def test_a_department_of_two_units(name: str) -> None:
    spec = the_spec(name)
    data, _ = load_unit(EXAMPLE, spec)
    units = [
        Source(replace(data, unit="甲", year=str(spec.book.year), spec=spec.name)),
        Source(replace(data, unit="乙", year=str(spec.book.year), spec=spec.name, money_unit="万元")),
    ]
    whole, findings = roll(units, Declared(name="某部门"), spec)
    assert whole is not None and {f.code for f in findings} <= {"U210", "U215"}
    made = make(spec, whole)
    assert spec.book.roll_up is not None
    for total in spec.book.roll_up.totals:
        assert made.get(f"单位清单.差额.{total}") == 0
        assert made.get(f"单位清单.各单位相加.{total}") == 10001 * made.get(f"单位清单.1.{total}")  # type: ignore[operator]
    for check in spec.book.roll_up.checks.values():
        result = made.get(f"审核.{check.id}.结果")
        assert result in ("通过", "尾差", "不适用"), f"{check.id}: {result}"
