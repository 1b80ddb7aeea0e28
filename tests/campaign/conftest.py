"""Workbooks of several units, made once for each test run by typing over one good workbook."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaign.files import Files
from made import EXAMPLE, from_folder, the_spec


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder = tmp_path_factory.mktemp("filled")
    return Files(from_folder(the_spec(), EXAMPLE, folder / "example.xlsx").path, folder)
