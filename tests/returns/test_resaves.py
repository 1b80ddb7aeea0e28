"""A workbook that other programs saved again: the same inputs to the cent, and no finding that was not there before."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from made import EXAMPLE, ROOT, SEED, from_folder, the_spec, unit_for
from returns.back import above_information, data_of, examined, plain
from returns.writers import ALARMS, LOSSES, WRITERS, lost
from workbook.data import UnitData

UNITS = {
    "seed": ("hubei/2021", SEED),
    "example": ("hubei/2021", EXAMPLE),
    "next-year": ("hubei/2022", EXAMPLE),
    "national": ("national/2021", EXAMPLE),
    "shanghai": ("shanghai/2024", ROOT / "data/2024/上海市普陀区财政局"),
}
"""Every place and year has its own."""


@pytest.fixture(scope="module", params=UNITS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    path = tmp_path_factory.mktemp("returns") / f"{request.param}.xlsx"
    name, folder = UNITS[request.param]
    from_folder(the_spec(name), folder, path)
    return request.param, path


def typed(unit: str) -> UnitData:
    """What the unit's data files say."""
    name, folder = UNITS[unit]
    spec = the_spec(name)
    return unit_for(spec, folder)[0]


def test_what_was_generated_comes_back(made: tuple[str, Path]) -> None:
    unit, path = made
    found = examined(path)
    assert plain(data_of(found)) == plain(typed(unit))
    if unit == "example":
        assert above_information(found) == []
        assert found.accepted


@pytest.mark.parametrize("writer", WRITERS)
def test_a_resave_loses_no_input_and_raises_no_alarm(writer: str, made: tuple[str, Path], tmp_path: Path) -> None:
    unit, path = made
    before = examined(path)
    found = examined(WRITERS[writer](path, tmp_path))
    assert before.raw is not None and found.raw is not None
    assert plain(data_of(found)) == plain(typed(unit))
    caused = [ALARMS[writer]] if writer in ALARMS else []
    assert Counter(above_information(found)) == Counter([*above_information(before), *caused])
    assert lost(before.raw, found.raw) == LOSSES[writer]
