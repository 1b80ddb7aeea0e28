"""Workbooks of several units, made once for each test run by typing over two that were made the long way."""

from __future__ import annotations

import shutil

import pytest

from campaign.files import Files
from made import EXAMPLE, from_folder, the_spec


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder = tmp_path_factory.mktemp("filled")
    shutil.copytree(EXAMPLE, folder / "data")
    (folder / "data" / "审核说明.csv").unlink()
    example = from_folder(the_spec(), EXAMPLE, folder / "example.xlsx")
    return Files(example.path, from_folder(the_spec(), folder / "data", folder / "unexplained.xlsx").path)
