"""A formula as it reads in another cell: what a spreadsheet program does when a formula is filled down or right."""

from __future__ import annotations

import re

from workbook.formula.address import letters, number
from workbook.formula.tokens import tokens

_ROWS, _COLUMNS = 1_048_576, 16_384
_CELL = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([1-9][0-9]{0,6})", re.ASCII)
_COLUMN = re.compile(r"(\$?)([A-Za-z]{1,3})", re.ASCII)
_ROW = re.compile(r"(\$?)([1-9][0-9]{0,6})", re.ASCII)


class OffSheetError(ValueError):
    """A reference would lie outside the sheet."""


class Translatable:
    """A formula that begins with "=", ready to be read from other cells. Raises UnreadableFormulaError."""

    def __init__(self, formula: str) -> None:
        self._tokens = tokens(formula)

    def moved(self, rows: int, columns: int) -> str:
        """The formula, with "=", so many rows further down and columns further right. Raises OffSheetError."""
        texts = (_reference(t.value, rows, columns) if t.kind == "name" else t.value for t in self._tokens)
        return "=" + "".join(texts)


def _reference(text: str, rows: int, columns: int) -> str:
    sheet, mark, area = text.rpartition("!")
    corners = area.split(":")
    if len(corners) == 2:
        for whole in (_ROW, _COLUMN):
            if all(whole.fullmatch(corner) for corner in corners):
                step = rows if whole is _ROW else columns
                return sheet + mark + ":".join(_line(corner, whole, step) for corner in corners)
    return sheet + mark + ":".join(_corner(corner, rows, columns) for corner in corners)


def _corner(text: str, rows: int, columns: int) -> str:
    """A cell moved; a name stays what it is."""
    match = _CELL.fullmatch(text)
    if match is None:
        return text
    return _column(match[1], match[2], columns) + _row(match[3], match[4], rows)


def _line(text: str, pattern: re.Pattern[str], step: int) -> str:
    match = pattern.fullmatch(text)
    assert match is not None
    return (_row if pattern is _ROW else _column)(match[1], match[2], step)


def _row(fixed: str, digits: str, step: int) -> str:
    if fixed:
        return fixed + digits
    row = int(digits) + step
    if not 0 < row <= _ROWS:
        raise OffSheetError
    return str(row)


def _column(fixed: str, name: str, step: int) -> str:
    if fixed:
        return fixed + name
    column = number(name.upper()) + step
    if not 0 < column <= _COLUMNS:
        raise OffSheetError
    return letters(column)
