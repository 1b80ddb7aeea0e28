"""One good workbook, changed in its XML and checked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.utils import coordinate_to_tuple

from mutate.base import base
from mutate.package import Package, packed
from workbook.api.chain import Specs
from workbook.api.check import check
from workbook.finding import Level
from workbook.report import Item, Report

Answer = Callable[[Package], Report]
LIST, FORM = "支出明细", "补充资料"


@pytest.fixture(scope="session")
def specs() -> Specs:
    return Specs()


@pytest.fixture
def package() -> Package:
    """The example without stored results, as a program leaves it that computes when it opens a file."""
    return base().package(bare=True)


@pytest.fixture
def answer(specs: Specs, tmp_path: Path) -> Answer:
    """Checks a changed workbook."""

    def checked(package: Package) -> Report:
        path = tmp_path / "filled.xlsx"
        path.write_bytes(packed(package.parts))
        return check(path, specs=specs, strict=True)

    return checked


def told(report: Report) -> list[Item]:
    """Everything but what the good workbook has: rounding tails and explanations."""
    return [item for item in report.findings if item.consequences or item.code not in ("K105", "K106")]


def only(report: Report) -> Item:
    items = told(report)
    assert len(items) == 1, [(i.code, i.place, i.message) for i in items]
    return items[0]


def at(cell: str) -> tuple[int, int]:
    """C9 → 9, 3."""
    row, column = coordinate_to_tuple(cell)
    return int(row), int(column)


def above_information(report: Report) -> list[str]:
    return [item.code for item in report.findings if item.level > Level.INFO]
