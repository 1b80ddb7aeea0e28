"""The workbook that goes back says of itself what the file said: only what was made for a unit is that unit's."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from annotate.test_annotate import SPEC, codes, typed
from made import EXAMPLE, blank, from_folder
from mutate.package import Package, packed, parts_of
from structure.carriers import ANOTHER_UNIT, OWN
from workbook.api.annotate import annotate
from workbook.finding import Level

UNIT, NAME, CODE, YEAR = "单位信息", "C6", "C7", "C10"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return from_folder(SPEC, EXAMPLE, tmp_path_factory.mktemp("whose") / "example.xlsx").path


def test_another_unit_s_name_and_code_are_told_again(example: Path, tmp_path: Path) -> None:
    other = [(UNIT, NAME, "邻市财政局"), (UNIT, CODE, "999001")]
    back = annotate(typed(example, tmp_path / "a.xlsx", other), strict=True).path
    assert back is not None
    assert {"J111", "M105"} <= set(codes(back)) and "J111" in codes(back, Level.ERROR)
    sheet = openpyxl.load_workbook(back)[UNIT]
    assert (sheet[NAME].value, sheet[CODE].value) == ("邻市财政局", "999001")
    mended = typed(back, tmp_path / "mended.xlsx", [(UNIT, NAME, OWN), (UNIT, CODE, _code(example))])
    assert {"J111", "M105"}.isdisjoint(codes(mended))


def _code(file: Path) -> object:
    return openpyxl.load_workbook(file)[UNIT][CODE].value


def test_another_year_typed_makes_no_other_template(example: Path, tmp_path: Path) -> None:
    back = annotate(typed(example, tmp_path / "a.xlsx", [(UNIT, YEAR, 2020)]), strict=True).path
    assert back is not None and "M102" not in codes(back)
    assert openpyxl.load_workbook(back)[UNIT][YEAR].value == 2020


def test_a_workbook_for_any_unit_stays_one(tmp_path: Path) -> None:
    """A name that was mistyped in a blank workbook can be corrected in the one that goes back."""
    file = blank(SPEC, tmp_path / "blank.xlsx").path
    back = annotate(typed(file, tmp_path / "a.xlsx", [(UNIT, NAME, "XX局"), (UNIT, CODE, "001")]), strict=True).path
    assert back is not None
    mended = typed(back, tmp_path / "mended.xlsx", [(UNIT, NAME, OWN), (UNIT, CODE, "421001")])
    assert {"J111", "M105"}.isdisjoint(codes(mended))


@ANOTHER_UNIT
def test_a_file_that_names_two_units_still_does(
    example: Path, tmp_path: Path, part: str, before: str, after: str
) -> None:
    package = Package(parts_of(example.read_bytes()))
    package.replace(part, before, after)
    (tmp_path / "a.xlsx").write_bytes(packed(package.parts))
    back = annotate(tmp_path / "a.xlsx", strict=True).path
    assert back is not None and codes(back, Level.ERROR) == codes(tmp_path / "a.xlsx", Level.ERROR) == ["M106"]
