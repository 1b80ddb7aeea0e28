"""Scripts that write given cells, or load a file, with a bare library: the same cells, styles, merges, sizes.

Left out in the libraries' favour: validations, conditional formats, links, charts, protection, page set-up.
Nothing of ours is imported here, so that neither its time nor its memory counts.
"""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

PlainCell = tuple[int, int, Any, str, int]
PlainSheet = tuple[str, list[PlainCell], list[tuple[int, int, int, int]], dict[int, float], dict[int, float]]
Plain = tuple[list[dict[str, Any]], list[PlainSheet]]
"""Styles; and for each sheet its name, cells (row, column, value, formula, style), merges, widths, heights."""


def load(path: Path) -> Plain:
    plain: Plain = pickle.loads(path.read_bytes())
    return plain


def write_xlsxwriter(plain: Plain, target: Path, in_memory: bool) -> None:
    """As a script would do it that knows all its cells beforehand."""
    import xlsxwriter

    styles, sheets = plain
    book = xlsxwriter.Workbook(str(target), {"in_memory": in_memory})
    formats = [book.add_format(_options(style)) for style in styles]
    for name, cells, merges, widths, heights in sheets:
        sheet = book.add_worksheet(name)
        for top, left, bottom, right in merges:
            sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")
        for row, column, value, formula, style in cells:
            if formula:
                sheet.write_formula(row - 1, column - 1, formula, formats[style], value)
            elif value is None:
                sheet.write_blank(row - 1, column - 1, None, formats[style])
            elif isinstance(value, str):
                sheet.write_string(row - 1, column - 1, value, formats[style])
            else:
                sheet.write_number(row - 1, column - 1, value, formats[style])
        for number, width in widths.items():
            sheet.set_column(number - 1, number - 1, width)
        for number, height in heights.items():
            sheet.set_row(number - 1, height)
    book.close()


def _options(style: dict[str, Any]) -> dict[str, Any]:
    options: dict[str, Any] = {
        "font_name": style["font"],
        "font_size": style["size"],
        "bold": style["bold"],
        "italic": style["italic"],
        "underline": int(style["underline"]),
        "valign": {"center": "vcenter", "top": "top"}[style["valign"]],
        "text_wrap": style["wrap"],
        "shrink": style["shrink"],
        "indent": style["indent"],
        "locked": not style["unlocked"],
    }
    for key, name in (("align", "align"), ("number", "num_format")):
        if style[key]:
            options[name] = style[key]
    for key, name in (("color", "font_color"), ("fill", "bg_color")):
        if style[key]:
            options[name] = "#" + style[key]
    if style["border"]:
        options["bottom" if style["border"] == "bottom" else "border"] = 1
    return options


def write_openpyxl(plain: Plain, target: Path) -> None:
    """The same; openpyxl cannot write cached values, so the formulas have none."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
    from openpyxl.utils import get_column_letter

    styles, sheets = plain
    book = Workbook()
    book.remove(book.active)
    thin = Side(style="thin")
    made = []
    for style in styles:
        underline = "single" if style["underline"] else None
        font = Font(
            name=style["font"], size=style["size"], bold=style["bold"], italic=style["italic"],
            underline=underline, color=style["color"] or None,
        )  # fmt: skip
        fill = PatternFill("solid", fgColor=style["fill"]) if style["fill"] else PatternFill()
        boxed = Border(thin, thin, thin, thin) if style["border"] in ("thin", "hair") else Border()
        align = Alignment(
            horizontal=style["align"] or None, vertical=style["valign"], wrap_text=style["wrap"],
            shrink_to_fit=style["shrink"], indent=style["indent"],
        )  # fmt: skip
        made.append((font, fill, boxed, align, style["number"], Protection(locked=not style["unlocked"])))
    for name, cells, merges, widths, heights in sheets:
        sheet = book.create_sheet(name)
        for row, column, value, formula, style_number in cells:
            cell = sheet.cell(row, column, formula or value)
            cell.font, cell.fill, cell.border, cell.alignment, number, cell.protection = made[style_number]
            if number:
                cell.number_format = number
        for top, left, bottom, right in merges:
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for number, width in widths.items():
            sheet.column_dimensions[get_column_letter(number)].width = width
        for number, height in heights.items():
            sheet.row_dimensions[number].height = height
    book.save(target)


def load_twice(path: Path) -> None:
    """As a script must that compares formulas with results: openpyxl gives either the ones or the others."""
    from openpyxl import load_workbook

    formulas = load_workbook(path)
    values = load_workbook(path, data_only=True)
    assert formulas.sheetnames == values.sheetnames
