"""A worksheet that writes its cells itself: exact decimals, empty texts as texts, formulas untouched.

XlsxWriter's own way rounds numbers to 16 digits, writes the cached text "" without its type, takes cached
texts such as "#N/A" for errors, and runs 29 regular expressions over each formula.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.url import Url
from xlsxwriter.worksheet import CellFormulaTuple, Worksheet
from xlsxwriter.xmlwriter import XMLwriter

from workbook.grid.model import GridCell, Scalar
from workbook.write.limits import CELL


class CellSheet(Worksheet):  # type: ignore[misc]
    """`put` takes a finished cell; the overridden methods write it as it is."""

    def __init__(self) -> None:
        super().__init__()
        self._letters: dict[int, str] = {}
        self.fitted: dict[int, float] = {}  # row from 0 → points; the program may fit it anew

    def _write_row(self, row: int, spans: str | None, row_info: Any = None, empty_row: bool = False) -> None:
        height = self.fitted.get(row)
        if height is None or row_info is not None:
            super()._write_row(row, spans, row_info, empty_row)
        else:
            # A height without customHeight is kept until the row is edited, and then fitted again.
            self.fh.write(row_tag(row + 1, height))

    def put(self, row: int, column: int, cell: GridCell, style: Format) -> None:
        """Store a cell (row and column from 0). Text stays text whatever it begins with."""
        value = cell.value
        if cell.formula:
            if self._check_dimensions(row, column) != 0:
                raise ValueError(f"outside of the sheet: row {row + 1}, column {column + 1}")
            formula = self._prepare_formula(cell.formula)
            self.table[row][column] = CellFormulaTuple(formula, style, value)
        elif value is None:
            self._write_blank(row, column, None, style)
        elif isinstance(value, bool):
            self._write_boolean(row, column, value, style)
        elif isinstance(value, str):
            self._write_string(row, column, value, style)
        else:
            self._write_number(row, column, value, style)

    def add_link(self, row: int, column: int, url: Url) -> None:
        """A link on a cell that has its content already."""
        self.ignore_write_string = True
        if self._write_url(row, column, url):
            raise ValueError(f"no place for a link: row {row + 1}, column {column + 1}")
        self.ignore_write_string = False

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")

    def _calculate_spans(self) -> None:
        self.row_spans: dict[int, str] = {}  # optional in the file, costly to find

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        letters = self._letters.get(col)
        if letters is None:
            letters = self._letters[col] = _letters(col)
        start = f'<c r="{letters}{row + 1}"'
        if cell.format is not None:
            start += f' s="{cell.format._get_xf_index()}"'
        kind = cell.__class__.__name__
        if kind == "String":
            self.fh.write(start + text_tail(cell.string))
        elif kind == "Number":
            self.fh.write(start + number_tail(cell.number))
        elif kind == "Formula":
            type_, result = cached(cell.value)
            self.fh.write(f"{start}{type_}>{formula_element(cell.formula)}{result}</c>")
        elif kind == "Blank":
            self.fh.write(start + BLANK_TAIL)
        else:
            super()._write_cell(row, col, cell)


BLANK_TAIL = "/>"
"""What follows the address and the style of a cell without content."""

_ESCAPES = XMLwriter()


def text_tail(index: int) -> str:
    """… of a text, by its place among the shared strings."""
    return f' t="s"><v>{index}</v></c>'


def number_tail(number: Decimal | int) -> str:
    """… of a number."""
    return f"><v>{number}</v></c>"


def formula_element(formula: str) -> str:
    """The <f> element of a formula, with or without its "="."""
    return f"<f>{_ESCAPES._escape_data(formula.removeprefix('='))}</f>"


def row_tag(row: int, height: float = 0.0) -> str:
    """The start of a row counted from 1 whose height the program may fit again; 0: it has none."""
    return f'<row r="{row}" ht="{height:g}">' if height else f'<row r="{row}">'


def cached(value: Scalar) -> tuple[str, str]:
    """The type attribute and the <v> element of a formula's result; no result, no element."""
    if value is None:
        return "", ""
    if isinstance(value, bool):
        return ' t="b"', f"<v>{int(value)}</v>"
    if isinstance(value, Decimal | int):
        return "", f"<v>{value}</v>"
    text = _ESCAPES._escape_control_characters(_ESCAPES._escape_data(value[:CELL]))
    return ' t="str"', f"<v>{text}</v>"


def _letters(column: int) -> str:
    """Column letters of a column counted from 0."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return letters
