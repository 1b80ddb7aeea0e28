"""Styles as XlsxWriter formats: equal styles share one format."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from workbook.grid.model import Style

DEFAULT = {"font_name": "宋体", "font_size": 11, "font_charset": 134, "font_scheme": "none"}
"""The format of cells that nothing was written to, and with it the unit of column widths."""

_VALIGN = {"center": "vcenter", "top": "top"}


class Formats:
    """The formats of one workbook, made on first use."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._cells: dict[Style, Format] = {}
        self._conditional: dict[Style, Format] = {}

    def begin(self, styles: Iterable[Style]) -> None:
        """Number the formats of cells in this order."""
        for style in dict.fromkeys(styles):
            self.number(style)

    def number(self, style: Style) -> int:
        """Its number among the formats of cells."""
        return int(self.cell(style)._get_xf_index())

    def cell(self, style: Style) -> Format:
        """The full format of a cell with this style."""
        found = self._cells.get(style)
        if found is None:
            found = self._cells[style] = self._workbook.add_format(_cell(style))
        return found

    def conditional(self, style: Style) -> Format:
        """Only what a conditional format may change: fill, colour, bold, number format, border."""
        found = self._conditional.get(style)
        if found is None:
            found = self._conditional[style] = self._workbook.add_format(_changes(style))
        return found


def _cell(style: Style) -> dict[str, Any]:
    options = _changes(style)
    options |= {
        "font_name": style.font,
        "font_size": style.size,
        "italic": style.italic,
        "underline": int(style.underline),
        "valign": _VALIGN[style.valign],
        "text_wrap": style.wrap,
        "shrink": style.shrink,
        "indent": style.indent,
        "locked": not style.unlocked,
    }
    if style.align:
        options["align"] = style.align
    return options


def _changes(style: Style) -> dict[str, Any]:
    options: dict[str, Any] = {"bold": style.bold}
    if style.color:
        options["font_color"] = f"#{style.color}"
    if style.fill:
        options["bg_color"] = f"#{style.fill}"
    if style.number:
        options["num_format"] = style.number
    if style.border == "bottom":
        options["bottom"] = 1
    elif style.border:
        options["border"] = 1 if style.border == "thin" else 7
    return options
