"""The workbooks under proof, generated once for each test run."""

from __future__ import annotations

from pathlib import Path

import pytest

from made import EXAMPLE, SEED, Made, blank, from_folder, the_spec
from workbook.spec.spec import Spec


@pytest.fixture(scope="session")
def spec() -> Spec:
    return the_spec()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("proof")


@pytest.fixture(scope="session")
def seed(spec: Spec, folder: Path) -> Made:
    """The unit whose accounts were published."""
    return from_folder(spec, SEED, folder / "seed.xlsx")


@pytest.fixture(scope="session")
def example(spec: Spec, folder: Path) -> Made:
    """The invented unit: entered in 元, complete, at 项 level."""
    return from_folder(spec, EXAMPLE, folder / "example.xlsx")


@pytest.fixture(scope="session")
def empty(spec: Spec, folder: Path) -> Made:
    """The workbook for hand-out."""
    return blank(spec, folder / "blank.xlsx", clean=False)


@pytest.fixture(params=["seed", "example", "empty"])
def made(request: pytest.FixtureRequest) -> Made:
    """Each of the three in turn."""
    found: Made = request.getfixturevalue(request.param)
    return found
