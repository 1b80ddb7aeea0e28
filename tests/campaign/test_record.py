"""导入记录.json beside the data says which file they come from, also where a new file has changed no value."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from campaign.files import Files, Remembered, put
from workbook.api.import_ import Wanted, import_files
from workbook.bureau.collecting import Collected, Wishes, collect
from workbook.bureau.deciding import decide
from workbook.bureau.standing import overview


def bring(tmp_path: Path) -> Collected:
    return collect([tmp_path / "in"], tmp_path / "c", Wishes(tmp_path / "data", runner=Remembered()))


def record(tmp_path: Path) -> dict[str, Any]:
    body: dict[str, Any] = json.loads((tmp_path / "data/2021/甲局/导入记录.json").read_text("utf-8"))
    return body


def saved_again(content: bytes, *, spoilt: bool = False) -> bytes:
    """The same inputs in other bytes; spoilt: with a number typed over a formula."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    if spoilt:
        cells = (cell for row in book["公开01表"].iter_rows() for cell in row)
        next(cell for cell in cells if cell.data_type == "f").value = 7
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_data_that_were_there_already_get_the_record_of_their_file(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 甲局=files.accepted("甲局"))
    bring(tmp_path)
    shutil.rmtree(tmp_path / "c")
    (tmp_path / "data/2021/甲局/导入记录.json").unlink()
    before = {path: path.stat().st_ino for path in (tmp_path / "data/2021/甲局").iterdir()}
    assert bring(tmp_path).counts["conflicts"] == 0
    assert record(tmp_path)["file"] == "甲局.xlsx" and record(tmp_path)["verdict"] == "accepted"
    assert {path: path.stat().st_ino for path in before} == before, "the data themselves are not written anew"


def test_data_that_somebody_imported_with_errors_get_the_record_of_the_accepted_file(
    files: Files, tmp_path: Path
) -> None:
    put(tmp_path, 旧=saved_again(files.accepted("甲局"), spoilt=True))
    (done,) = import_files([tmp_path / "旧.xlsx"], Wanted(tmp_path / "data", reason="试"))
    assert done.status == "imported" and record(tmp_path)["verdict"] == "forced"
    put(tmp_path / "in", 甲局=files.accepted("甲局"))
    assert bring(tmp_path).counts["conflicts"] == 0
    assert (record(tmp_path)["file"], record(tmp_path)["verdict"], record(tmp_path)["forced"]) == (
        "甲局.xlsx", "accepted", [],
    )  # fmt: skip


@pytest.fixture
def chosen(files: Files, tmp_path: Path) -> Path:
    """Of two files with the same values a person has chosen the one with errors."""
    put(tmp_path / "in", 甲局=files.accepted("甲局"))
    bring(tmp_path)
    put(tmp_path / "in", 旧=saved_again(files.accepted("甲局"), spoilt=True))
    assert bring(tmp_path).counts["rejected"] == 1
    assert decide(tmp_path / "c", "旧", unit="甲局", reason="以签字的为准").findings == ()
    return tmp_path


def test_a_choice_among_files_with_the_same_values_is_in_the_record(chosen: Path) -> None:
    told = record(chosen)
    assert (told["file"], told["verdict"], told["reason"]) == ("旧.xlsx", "forced", "以签字的为准") and told["forced"]


def test_the_same_values_without_errors_take_the_place_of_those_with_errors(chosen: Path, files: Files) -> None:
    put(chosen / "in", 新=saved_again(files.accepted("甲局")))
    assert bring(chosen).counts["replaced"] == 1
    assert (record(chosen)["file"], record(chosen)["verdict"]) == ("新.xlsx", "accepted")
    (unit,) = overview(chosen / "c").units
    assert (unit.file, unit.state, unit.errors) == ("新.xlsx", "accepted", 0)
