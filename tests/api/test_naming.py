"""File names."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbook.api.naming import file_name, output_path, sanitised
from workbook.data import UnitData


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("某局/二处", "某局_二处"),
        ('a<b>:"c|d?*', "a_b___c_d__"),
        (" 某局. ", "某局"),
        ("CON", "_CON"),
        ("a\u202eb\u200bc", "abc"),
        ("../../x", "_.._x"),
    ],
)
def test_signs_that_some_system_refuses(text: str, expected: str) -> None:
    assert sanitised(text) == expected


def test_a_long_name_is_cut_between_signs() -> None:
    assert len(sanitised("局" * 200).encode()) <= 180


def test_names() -> None:
    unit = UnitData(unit="某局", year="2021")
    assert file_name("hubei/2021", unit, blank=False) == "2021_某局.xlsx"
    assert file_name("hubei/2021", unit, blank=True) == "hubei_2021_空白.xlsx"
    assert file_name("x", UnitData(unit="..."), blank=False) == "workbook.xlsx"


def test_no_two_workbooks_of_a_run_share_a_file(tmp_path: Path) -> None:
    taken: set[str] = set()
    given = [output_path(tmp_path, name, taken, many=True).name for name in ("a.xlsx", "A.xlsx", "a.xlsx")]
    assert given == ["a.xlsx", "A_2.xlsx", "a_3.xlsx"]
