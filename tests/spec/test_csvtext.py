"""CSV that people open in a spreadsheet: nothing in it is a formula, and what is read again is what was written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.spec.csvtext import csv_text, read_records, shielded, unshielded

FORMULAS = ("=1", "+1", "-A1", "@x", "\t=1", "\r=1", "-1-1", "-", " =1", "\u3000=1", "＝1", "－1")


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_compute_gets_an_apostrophe(text: str) -> None:
    assert shielded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "1", "-12.50", "a=1", "（=1）", "'0107", "——", "'单引号"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert shielded(text) == text == unshielded(text)


@pytest.mark.parametrize("text", ["'=1", "''=1", "'-A1", "' =1", "'\t1"])
def test_an_apostrophe_that_was_there_is_not_taken_for_ours(text: str) -> None:
    assert shielded(text) == f"'{text}"
    assert unshielded(shielded(text)) == text


@given(st.one_of(st.text(), st.text("'=+-@1. \t＝－", max_size=6)))
def test_reading_undoes_what_writing_did(text: str) -> None:
    assert unshielded(shielded(text)) == text


def test_a_file_gives_its_texts_back(tmp_path: Path) -> None:
    table = [["项目", "=值"], ['=HYPERLINK("http://x")', "'=1"], ["-5", "'-"], ["''@", "＝甲"]]
    path = tmp_path / "表.csv"
    path.write_text(csv_text(table), encoding="utf-8")
    for line in path.read_text(encoding="utf-8").splitlines():
        assert not line.startswith(("=", "+", "@", '"='))
    records, told = read_records(path, "表.csv")
    assert [list(map(str, record.fields)) for record in records] == table
    assert told == ()


def test_a_formula_typed_into_a_data_file_is_read_as_its_text(tmp_path: Path) -> None:
    """Files of other hands have no apostrophes; one that a spreadsheet would swallow is none of the text."""
    path = tmp_path / "表.csv"
    path.write_text("=1+1,'=2+2,'0107\n", encoding="utf-8")
    records, _ = read_records(path, "表.csv")
    assert list(map(str, records[0].fields)) == ["=1+1", "=2+2", "'0107"]
