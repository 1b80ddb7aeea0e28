"""A second engine: formulon loads a workbook, recalculates it and tells the results of all formulas."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.utils import coordinate_to_tuple

from judges.xlsx_cells import Value, read_cells


def formulon_values(path: Path) -> dict[tuple[str, str], Value]:
    """The recomputed results of all formulas; an error value as its text, e.g. #DIV/0!."""
    formulon = pytest.importorskip("formulon", reason="formulon is not installed (it is in the dev extra)")
    book = formulon.Workbook.load(path.read_bytes())
    book.recalc()
    sheets = {book.sheet_name(index): index for index in range(book.sheet_count())}
    values: dict[tuple[str, str], Value] = {}
    for (sheet, name), cell in read_cells(path).items():
        if cell.formula:
            row, column = coordinate_to_tuple(name)
            result = book.get_value(sheets[sheet], row - 1, column - 1)
            code = result.error_code
            is_error = result.kind == formulon.ValueKind.ERROR
            values[sheet, name] = formulon.error_display_name(code) if is_error else result.to_python()
    return values
