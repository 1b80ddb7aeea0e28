"""The two units as filled workbooks, generated once."""

from __future__ import annotations

from pathlib import Path

import pytest

from made import EXAMPLE, SEED, from_folder, the_spec
from workbook.spec.spec import Spec


@pytest.fixture(scope="session")
def spec() -> Spec:
    return the_spec()


@pytest.fixture(scope="session")
def example(spec: Spec, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Accepted as it is."""
    return from_folder(spec, EXAMPLE, tmp_path_factory.mktemp("filled") / "example.xlsx").path


@pytest.fixture(scope="session")
def seed(spec: Spec, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Full of faults that were published."""
    return from_folder(spec, SEED, tmp_path_factory.mktemp("filled") / "seed.xlsx").path
