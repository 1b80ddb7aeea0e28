"""Our own workbooks, and what other programs make of them when they save: the same cells and formulas."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from judges.libreoffice import convert
from made import EXAMPLE, SEED, Made, blank, from_folder, the_spec
from workbook.finding import render
from workbook.grid.model import GridCell
from workbook.read import Kind, RawBook, RawCell, inspect, read_workbook
from workbook.read.numbers import parse_number

Key = tuple[str, int, int]


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    folder, spec = tmp_path_factory.mktemp("read"), the_spec()
    return {
        "seed": from_folder(spec, SEED, folder / "seed.xlsx"),
        "example": from_folder(spec, EXAMPLE, folder / "example.xlsx"),
        "blank": blank(spec, folder / "blank.xlsx", clean=False),
    }


def opened(path: Path) -> RawBook:
    """A file's content; nothing may be found."""
    package, findings = inspect(path)
    assert package is not None and not findings, [render(f, "en") for f in findings]
    book, findings = read_workbook(package)
    assert book is not None
    assert [render(f, "en") for f in findings if f.code != "R415"] == []
    return book


def cells(book: RawBook) -> dict[Key, RawCell]:
    return {(s.name, *at): cell for s in book.sheets for at, cell in s.cells.items()}


def meaning(cell: RawCell) -> object:
    """A value that does not depend on how a program writes it; an empty text is a blank."""
    if cell.kind in (Kind.NUMBER, Kind.DATE) and cell.value is not None:
        return parse_number(cell.value).value
    return cell.value or None


def plain(formula: str | None) -> str | None:
    """A formula in one spelling: no blanks, no quotes round names, no prefixes, no sheet repeated, upper case."""
    if formula is None:
        return None
    bare = re.sub(r"_xl\w+\.|(?<![\"\w])'|'(?=!)|\$", "", formula).upper()
    bare = re.sub(r"TRUE\(\)", "TRUE", re.sub(r"FALSE\(\)", "FALSE", bare))
    pieces = re.split(r'("(?:[^"]|"")*")', bare)
    return "".join(piece if piece.startswith('"') else re.sub(r"\s", "", piece) for piece in pieces)


@pytest.mark.parametrize("name", ["seed", "example", "blank"])
def test_our_own_workbooks_are_read_as_they_were_written(workbooks: dict[str, Made], name: str) -> None:
    made = workbooks[name]
    book = opened(made.path)
    assert [sheet.name for sheet in book.sheets] == [sheet.name for sheet in made.grid.sheets]
    for raw, sheet in zip(book.sheets, made.grid.sheets, strict=True):
        assert len(raw.cells) >= len([c for c in sheet.cells.values() if c.value is not None or c.formula])
        for at, cell in sheet.cells.items():
            assert_same(raw.cells.get(at), cell, f"{sheet.name} {at}")


def assert_same(raw: RawCell | None, cell: GridCell, where: str) -> None:
    if raw is None:
        assert cell.value is None and not cell.formula, where
        return
    assert (raw.formula or "") == (cell.formula or "").removeprefix("="), where
    if isinstance(cell.value, bool):
        assert raw.value == ("1" if cell.value else "0"), where
    elif isinstance(cell.value, int | float | Decimal):
        number = parse_number(raw.value or "").value
        assert number is not None and abs(number - Decimal(str(cell.value))) < Decimal("1e-9"), where
    else:
        assert (raw.value or "") == str(cell.value or ""), where


def test_locks_and_protection_are_read(workbooks: dict[str, Made]) -> None:
    made = workbooks["example"]
    book = opened(made.path)
    ours = openpyxl.load_workbook(made.path)
    for sheet in book.sheets:
        theirs = ours[sheet.name]
        assert sheet.protected == theirs.protection.sheet
        assert sheet.state == theirs.sheet_state
        for (row, column), cell in sheet.cells.items():
            other = theirs[f"{get_column_letter(column)}{row}"]
            assert book.locked(cell) == other.protection.locked, (sheet.name, other.coordinate)


def test_openpyxl_saves_the_same_formulas_and_inputs(workbooks: dict[str, Made], tmp_path: Path) -> None:
    """It drops every cached value, and says so by leaving them out."""
    made = workbooks["example"]
    path = tmp_path / "again.xlsx"
    openpyxl.load_workbook(made.path).save(path)
    before, after = cells(opened(made.path)), cells(opened(path))
    for key, cell in before.items():
        other = after.get(key, RawCell(None, Kind.BLANK))
        assert plain(other.formula) == plain(cell.formula), key
        if cell.formula is None:
            assert meaning(other) == meaning(cell), key
        else:
            assert other.value is None, key


@pytest.mark.parametrize("name", ["seed", "example"])
def test_libreoffice_saves_the_same_values_and_formulas(workbooks: dict[str, Made], name: str, tmp_path: Path) -> None:
    made = workbooks[name]
    saved = opened(convert(made.path, "xlsx", tmp_path))
    before, after = cells(opened(made.path)), cells(saved)
    assert saved.properties.application.startswith("LibreOffice")
    for key, cell in before.items():
        other = after.get(key, RawCell(None, Kind.BLANK))
        assert plain(other.formula) == plain(cell.formula), key
        assert meaning(other) == meaning(cell) or close(other, cell), (key, other, cell)


def close(one: RawCell, other: RawCell) -> bool:
    """Rates are computed anew: the last of fifteen digits may differ."""
    first, second = meaning(one), meaning(other)
    if not (isinstance(first, Decimal) and isinstance(second, Decimal) and one.formula):
        return False
    return abs(first - second) < Decimal("1e-9")
