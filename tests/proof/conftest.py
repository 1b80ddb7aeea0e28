"""The workbooks under proof, generated once for each test run."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from made import EXAMPLE, ROOT, SEED, Made, blank, from_folder, the_spec
from workbook.spec.spec import Spec

OTHERS = [f"{name} {what}" for name in ("hubei/2022", "national/2021") for what in ("example", "blank")]


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


@pytest.fixture(scope="session")
def shanghai() -> Spec:
    """Another place and year: other tables, texts and scorecards."""
    return the_spec("shanghai/2024")


@pytest.fixture(scope="session")
def shanghai_unit(shanghai: Spec, folder: Path) -> Made:
    """A second unit whose accounts were published."""
    return from_folder(shanghai, ROOT / "data/2024/上海市普陀区财政局", folder / "shanghai.xlsx")


@pytest.fixture(scope="session")
def shanghai_example(shanghai: Spec, folder: Path) -> Made:
    """The invented unit in the other place's form."""
    return from_folder(shanghai, EXAMPLE, folder / "shanghai-example.xlsx")


@pytest.fixture(scope="session")
def shanghai_empty(shanghai: Spec, folder: Path) -> Made:
    return blank(shanghai, folder / "shanghai-blank.xlsx", clean=False)


@pytest.fixture(scope="session")
def others(folder: Path) -> Callable[[str], Made]:
    """The invented unit, and the workbook for hand-out, of a further place and year."""

    @cache
    def other(wanted: str) -> Made:
        name, what = wanted.split()
        spec, path = the_spec(name), folder / f"{wanted.replace('/', '-')}.xlsx"
        return from_folder(spec, EXAMPLE, path) if what == "example" else blank(spec, path, clean=False)

    return other


@pytest.fixture(params=["seed", "example", "empty", "shanghai_unit", "shanghai_example", "shanghai_empty", *OTHERS])
def made(request: pytest.FixtureRequest, others: Callable[[str], Made]) -> Made:
    """Each of them in turn."""
    if request.param in OTHERS:
        return others(request.param)
    found: Made = request.getfixturevalue(request.param)
    return found
