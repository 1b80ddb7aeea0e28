"""From the hand-out to the accepted workbook, in LibreOffice: what the accountant typed is what is read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from judges.libreoffice import session
from made import EXAMPLE, Made, make, the_spec
from returns.accountant import Accountant
from returns.back import above_information, data_of, examined, plain
from workbook.api.filled import Examined
from workbook.data import ScorecardData, UnitData, empty_unit, load_unit
from workbook.spec.spec import Spec

MIDDLE, FULL, PROJECT = "支出明细", "主要职能", "政务数据共享平台运维"
"""Rows are inserted in the middle of one list, above 末行 of another, of which the hand-out has too few rows, and
between the indicators of a project.
"""


@pytest.fixture(scope="module")
def spec() -> Spec:
    return the_spec()


@pytest.fixture(scope="module")
def data(spec: Spec) -> UnitData:
    """The example's, with more duties than the hand-out has rows for."""
    unit = load_unit(EXAMPLE, spec)[0]
    duties = unit.sheet(FULL)
    more = tuple({"职能": f"承担第{number}项专门事务"} for number in range(1, 21))
    return replace(unit, sheets=dict(unit.sheets) | {FULL: replace(duties, rows=(*duties.rows, *more))})


@pytest.fixture(scope="module")
def handed_out(spec: Spec, data: UnitData, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Blank but for the year, and one scorecard for each project."""
    cards = tuple(ScorecardData(card.name, card.department) for card in data.scorecards)
    blank = replace(empty_unit(spec), scorecards=cards)
    return make(spec, blank, tmp_path_factory.mktemp("office") / "blank.xlsx", clean=False)


@pytest.fixture(scope="module")
def returned(handed_out: Made, data: UnitData) -> Examined:
    filled = handed_out.path.with_name("filled.xlsx")
    rows = sum(cell.slot is not None for s in handed_out.book.sheets if s.key == FULL for cell in s.cells.values())
    more = len(data.sheet(FULL).rows) - rows
    assert more > 0, "the prepared rows suffice, so nothing is proved"
    steps = Accountant(handed_out).fill(data, {MIDDLE: (5, 3), FULL: (rows, more), PROJECT: (3, 2)})
    session(handed_out.path, [*steps, {"recalculate": True}, {"store": str(filled)}], seconds=300)
    return examined(filled)


def test_it_is_accepted(returned: Examined) -> None:
    assert above_information(returned) == []
    assert returned.accepted


def test_the_data_are_those_typed(returned: Examined, data: UnitData) -> None:
    assert plain(data_of(returned)) == plain(data)


def test_rows_were_inserted_and_an_explanation_stands(returned: Examined) -> None:
    assert returned.filled is not None and returned.judged is not None
    assert {sheet: len(rows) for sheet, rows in returned.filled.inserted.items()} == {
        f"自评_{PROJECT}": 2,
        MIDDLE: 3,
        FULL: 6,
    }
    assert returned.judged.results["D4.2"] == "已说明"


def test_the_hand_out_says_what_is_missing(handed_out: Made) -> None:
    """Unfilled, every finding is a required cell that is blank, a check that waits for its numbers, or says just that:
    nobody has filled it in.
    """
    found = examined(Path(handed_out.path))
    assert not found.accepted
    assert {code for code, _, _ in above_information(found)} == {"J113", "J127", "K104"}
