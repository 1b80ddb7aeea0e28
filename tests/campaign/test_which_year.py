"""For which year a file is handed in, when another one was typed in it than it was made for."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from campaign.files import Files, Remembered, put
from workbook.bureau.collecting import Collected, Wishes, collect
from workbook.bureau.deciding import decide
from workbook.bureau.standing import overview
from workbook.campaign.units import Registered


def bring(tmp_path: Path, *units: Registered) -> Collected:
    wishes = Wishes(tmp_path / "data", units=units, year="2021", runner=Remembered())
    return collect([tmp_path / "in"], tmp_path / "c", wishes)


def states(tmp_path: Path) -> dict[str, str]:
    return {f"{unit.year} {unit.unit}": unit.state for unit in overview(tmp_path / "c").units}


@pytest.fixture(scope="module")
def mistyped(files: Files) -> bytes:
    """Made for 2021; 2022 is typed as its year."""
    book = openpyxl.load_workbook(io.BytesIO(files.accepted("甲局")))
    cells = [cell for row in book["单位信息"].iter_rows() for cell in row[:-1] if cell.value == "年度"]
    (year,) = [cell.offset(0, 1) for cell in cells if str(cell.offset(0, 1).value) == "2021"]
    year.value = type(year.value)("2022")
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_mistyped_year_makes_no_second_unit(files: Files, mistyped: bytes, tmp_path: Path) -> None:
    put(tmp_path / "in", 甲=mistyped)
    bring(tmp_path, Registered("甲局"))
    assert states(tmp_path) == {"2021 甲局": "rejected"}
    put(tmp_path / "in", 甲改=files.accepted("甲局"))
    bring(tmp_path)
    assert states(tmp_path) == {"2021 甲局": "accepted"}


def test_a_file_that_counts_all_the_same_is_of_the_year_for_which_it_counts(mistyped: bytes, tmp_path: Path) -> None:
    put(tmp_path / "in", 甲=mistyped)
    bring(tmp_path)
    assert decide(tmp_path / "c", "甲", reason="只是年度填错").findings == ()
    assert states(tmp_path) == {"2021 甲局": "accepted"}
    assert "年度,2021" in (tmp_path / "data/2021/甲局/单位.csv").read_text("utf-8")


def test_last_years_workbook_that_was_filled_once_more_is_sent_back_this_year(mistyped: bytes, tmp_path: Path) -> None:
    put(tmp_path / "in", 甲=mistyped)
    bring(tmp_path, Registered("甲局", year="2022"))
    assert states(tmp_path) == {"2022 甲局": "rejected"}
