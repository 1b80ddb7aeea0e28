"""Programs that open a workbook and save it again, and what is known to get lost in each."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import openpyxl
import pytest

from judges.libreoffice import convert
from workbook.read import RawBook

_HERE = Path(__file__).parent
_MODULES = _HERE.parents[1] / ".cache/node/node_modules"


def _office(path: Path, folder: Path) -> Path:
    return convert(path, "xlsx", folder)


def _by_ods(path: Path, folder: Path) -> Path:
    return convert(convert(path, "ods", folder / "ods"), "xlsx", folder)


def _openpyxl(path: Path, folder: Path) -> Path:
    book = openpyxl.load_workbook(path)
    book.save(folder / path.name)
    return folder / path.name


def _node(writer: str, path: Path, folder: Path) -> Path:
    node = shutil.which("node")
    if node is None or not (_MODULES / writer).is_dir():
        pytest.skip(f"{writer} is not installed: scripts/install-node")
    saved = folder / path.name
    command = [node, str(_HERE / "resave.cjs"), writer, str(path), str(saved)]
    environment = {**os.environ, "NODE_PATH": str(_MODULES)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr
    return saved


WRITERS: dict[str, Callable[[Path, Path], Path]] = {
    "libreoffice": _office,
    "libreoffice by ods": _by_ods,
    "openpyxl": _openpyxl,
    "exceljs": partial(_node, "exceljs"),
    "sheetjs": partial(_node, "xlsx"),
}

LOSSES: dict[str, frozenset[str]] = {
    "libreoffice": frozenset(),
    "libreoffice by ods": frozenset(),
    "openpyxl": frozenset({"cached values"}),
    "exceljs": frozenset({"links inside", "print ranges or filters", "custom properties", "some cached values"}),
    "sheetjs": frozenset({"protection", "unlocked cells", "rules for typing"}),
}
"""What a re-save by each of them lacks. None of it carries data."""

ALARMS = {"sheetjs": ("J122", "封面", "")}
"""The one loss that is a finding (a warning): sheets without protection, told at the first of them."""


def lost(before: RawBook, after: RawBook) -> set[str]:
    """Which features of the workbook the re-save no longer has."""

    def formulas(book: RawBook) -> tuple[int, int]:
        cells = [cell for sheet in book.sheets for cell in sheet.cells.values() if cell.formula]
        return len(cells), sum(cell.value is None for cell in cells)

    def unlocked(book: RawBook) -> int:
        return sum(not book.locked(cell) for sheet in book.sheets for cell in sheet.cells.values())

    count, bare = formulas(after)
    features = {
        "protection": lambda book: sum(sheet.protected for sheet in book.sheets),
        "unlocked cells": unlocked,
        "rules for typing": lambda book: sum(sheet.validations for sheet in book.sheets),
        "hidden keys": lambda book: sum(1 in sheet.hidden_rows for sheet in book.sheets),
        "hidden sheets": lambda book: sum(sheet.state != "visible" for sheet in book.sheets),
        "merged cells": lambda book: sum(len(sheet.merges) for sheet in book.sheets),
        "links inside": lambda book: sum(len(sheet.links) for sheet in book.sheets),
        "print ranges or filters": lambda book: len(book.names),
        "custom properties": lambda book: len(book.properties.custom),
        "formulas": lambda book: formulas(book)[0],
    }
    found = {name for name, measure in features.items() if measure(after) < measure(before)}
    if bare > formulas(before)[1]:
        found.add("cached values" if bare == count else "some cached values")
    return found
