"""Cells that take words or numbers (targets and results of scorecards): a number typed as text is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from check import edits
from check.test_check import told
from made import Made
from workbook.api.chain import Specs
from workbook.api.check import check


def _indicator(made: Made, column: str) -> edits.Key:
    """The first indicator of a scorecard that has a number in this column."""
    for sheet in made.book.sheets:
        for (row, key), cell in sheet.cells.items():
            slot = cell.slot
            mine = slot is not None and (slot.kind, slot.name, slot.type) == ("indicator", column, "any")
            if mine and not isinstance(cell.content, str | None):
                return sheet.key, row, key
    raise AssertionError(column)


@pytest.mark.parametrize("column", ["年初目标值", "实际完成值"])
@pytest.mark.parametrize("text", ["{0}", "１２", "1,200", " 55 "])
def test_a_number_as_text_is_told_with_the_number(
    example: Made, specs: Specs, tmp_path: Path, column: str, text: str
) -> None:
    key = _indicator(example, column)
    where = example.layout.sheets[key[0]]
    now = example.computed(where.tab, where.rows[key[1]], where.columns[key[2]])
    report = check(edits.changed(example, tmp_path / "a.xlsx", {key: text.format(now)}), specs=specs, strict=True)
    (item,) = [i for i in told(report) if i.code == "M302"]
    assert item.name.endswith(column if column == "年初目标值" else "填报完成值") and not report.accepted
    assert float(item.expected) == float({"{0}": now, "１２": 12, "1,200": 1200, " 55 ": 55}[text])


@pytest.mark.parametrize("text", ["95%", "3个", "12人次", "按期完成", "≥5"])
def test_words_are_words(example: Made, specs: Specs, tmp_path: Path, text: str) -> None:
    key = _indicator(example, "实际完成值")
    report = check(edits.changed(example, tmp_path / "a.xlsx", {key: text}), specs=specs, strict=True)
    assert "M302" not in {item.code for item in report.findings}


def test_where_the_direction_asks_for_words_a_number_is_a_word(example: Made, specs: Specs, tmp_path: Path) -> None:
    key, direction = _indicator(example, "实际完成值"), _beside(example, "方向")
    changed = edits.changed(example, tmp_path / "a.xlsx", {key: "55", direction: "定性"})
    codes = {item.code for item in check(changed, specs=specs, strict=True).findings}
    assert "M302" not in codes


def _beside(made: Made, column: str) -> edits.Key:
    """A cell of the row of the first indicator that has a number for its result."""
    sheet, row, _ = _indicator(made, "实际完成值")
    book = next(s for s in made.book.sheets if s.key == sheet)
    return next(
        (sheet, row, key) for (r, key), c in book.cells.items() if r == row and c.slot and c.slot.name == column
    )
