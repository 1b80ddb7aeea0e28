"""A workbook that other programs saved again: the same inputs to the cent, and no finding that was not there before."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from made import EXAMPLE, SEED, from_folder, the_spec
from returns.back import above_information, data_of, examined, plain
from returns.writers import ALARMS, LOSSES, WRITERS, lost
from workbook.data import load_unit
from workbook.spec.spec import Spec

UNITS = {"seed": SEED, "example": EXAMPLE}


@pytest.fixture(scope="module")
def spec() -> Spec:
    return the_spec()


@pytest.fixture(scope="module", params=UNITS)
def made(request: pytest.FixtureRequest, spec: Spec, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    path = tmp_path_factory.mktemp("returns") / f"{request.param}.xlsx"
    from_folder(spec, UNITS[request.param], path)
    return request.param, path


def test_what_was_generated_comes_back(made: tuple[str, Path], spec: Spec) -> None:
    unit, path = made
    found = examined(path)
    assert plain(data_of(found)) == plain(load_unit(UNITS[unit], spec)[0])
    if unit == "example":
        assert above_information(found) == []
        assert found.accepted


@pytest.mark.parametrize("writer", WRITERS)
def test_a_resave_loses_no_input_and_raises_no_alarm(
    writer: str, made: tuple[str, Path], spec: Spec, tmp_path: Path
) -> None:
    unit, path = made
    before = examined(path)
    found = examined(WRITERS[writer](path, tmp_path))
    assert before.raw is not None and found.raw is not None
    assert plain(data_of(found)) == plain(load_unit(UNITS[unit], spec)[0])
    caused = [ALARMS[writer]] if writer in ALARMS else []
    assert Counter(above_information(found)) == Counter([*above_information(before), *caused])
    assert lost(before.raw, found.raw) == LOSSES[writer]
