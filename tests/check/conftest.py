"""The workbooks that are changed and checked, made once for each test run."""

from __future__ import annotations

from pathlib import Path

import pytest

from made import EXAMPLE, SEED, Made, from_folder, the_spec
from workbook.api.chain import Specs
from workbook.spec.spec import Spec


@pytest.fixture(scope="session")
def spec() -> Spec:
    return the_spec()


@pytest.fixture(scope="session")
def specs() -> Specs:
    """Specs read once for all checks."""
    return Specs()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("check")


@pytest.fixture(scope="session")
def seed(spec: Spec, folder: Path) -> Made:
    return from_folder(spec, SEED, folder / "seed.xlsx")


@pytest.fixture(scope="session")
def example(spec: Spec, folder: Path) -> Made:
    return from_folder(spec, EXAMPLE, folder / "example.xlsx")
