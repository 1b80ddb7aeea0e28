"""One sheet of the grid as a worksheet: cells, sizes, page, protection, and what hangs on cells."""

from __future__ import annotations

from xlsxwriter.url import Url
from xlsxwriter.utility import quote_sheetname, xl_range

from workbook.grid.heights import lines
from workbook.grid.model import GridCell, GridSheet, Link, Page, Style
from workbook.write.cells import CellSheet
from workbook.write.charts import add_chart
from workbook.write.formats import Formats
from workbook.write.limits import MESSAGE, clip
from workbook.write.package import GridWorkbook
from workbook.write.rules import add_conditional, add_validation

_A4 = 9
TEXT = "@"
"""The number format of texts."""
_NOTE_WIDTH = 320
"""Pixels."""

AUTHOR = "workbook"
"""Who the comments are from."""

_PERMITTED = (
    "select_locked_cells",
    "select_unlocked_cells",
    "format_cells",
    "format_columns",
    "format_rows",
    "insert_rows",
    "sort",
    "autofilter",
)
"""What a protected sheet still permits: wide enough columns, more rows in lists, sorting and filtering, and to set back
a number format that the program chose by itself when 98.9% or a date was typed."""


def fill_sheet(workbook: GridWorkbook, target: CellSheet, sheet: GridSheet, formats: Formats) -> None:
    """Write everything of `sheet` but its visibility, which concerns the workbook."""
    _merges(target, sheet, formats)
    for (row, column), cell in sheet.cells.items():
        target.put(row - 1, column - 1, cell, formats.cell(cell.style))
    _sizes(target, sheet)
    if sheet.freeze:
        target.freeze_panes(sheet.freeze[0] - 1, sheet.freeze[1] - 1)
    fill_outline(target, sheet)
    for validation in sheet.validations:
        add_validation(target, validation)
    for conditional in sheet.conditionals:
        add_conditional(target, conditional, formats)
    for at, link in sheet.links.items():
        _link(target, at, link)
    _comments(target, sheet)
    for chart in sheet.charts:
        add_chart(workbook, target, chart)
    if sheet.protect:
        target.protect("", dict.fromkeys(_PERMITTED, True))
    if sheet.tab_color:
        target.set_tab_color(f"#{sheet.tab_color}")
    target.set_zoom(sheet.zoom)
    _spare_codes(target, sheet)


def fill_outline(target: CellSheet, sheet: GridSheet) -> None:
    """What of a sheet the workbook knows by name: the filtered and the printed areas."""
    if sheet.filter:
        top, left, bottom, right = sheet.filter
        target.autofilter(top - 1, left - 1, bottom - 1, right - 1)
    _page(target, sheet.page)


def _merges(target: CellSheet, sheet: GridSheet, formats: Formats) -> None:
    """Before the cells: cells under a merge that the grid does not name get the style of its first cell."""
    for top, left, bottom, right in sheet.merges:
        if (top, left) == (bottom, right):
            continue  # Excel takes a merge of one cell for damage
        first = sheet.cells.get((top, left))
        style = formats.cell(first.style if first else Style())
        target.merge_range(top - 1, left - 1, bottom - 1, right - 1, "", style)


def _sizes(target: CellSheet, sheet: GridSheet) -> None:
    for column in sorted(sheet.widths.keys() | sheet.hidden_columns):
        hidden = {"hidden": column in sheet.hidden_columns}
        target.set_column(column - 1, column - 1, sheet.widths.get(column), None, hidden)
    target.fitted = {row - 1: height for row, height in sheet.fitted.items()}
    for row in sorted(sheet.heights.keys() | sheet.hidden_rows):
        target.set_row(row - 1, sheet.heights.get(row), None, {"hidden": row in sheet.hidden_rows})


def _page(target: CellSheet, page: Page) -> None:
    target.set_paper(_A4)
    if page.landscape:
        target.set_landscape()
    if page.scale:
        target.set_print_scale(page.scale)
        target.set_h_pagebreaks([row - 1 for row in page.breaks])
    else:
        target.fit_to_pages(1, page.fit_height)
    target.set_margins(*page.margins)
    if page.center:
        target.center_horizontally()
    if page.footer:
        target.set_footer(page.footer)
    if page.area:
        top, left, bottom, right = page.area
        target.print_area(top - 1, left - 1, bottom - 1, right - 1)
    if page.repeat_rows:
        target.repeat_rows(page.repeat_rows[0] - 1, page.repeat_rows[1] - 1)
    if page.repeat_columns:
        target.repeat_columns(page.repeat_columns[0] - 1, page.repeat_columns[1] - 1)


def _link(target: CellSheet, at: tuple[int, int], link: Link) -> None:
    """Only the link; the cell's text or formula is already there."""
    target.add_link(at[0] - 1, at[1] - 1, url_of(link))


def url_of(link: Link) -> Url:
    url = Url(f"internal:{quote_sheetname(link.sheet)}!{link.cell}")
    url.tip = clip(link.tip, MESSAGE)
    return url


def _comments(target: CellSheet, sheet: GridSheet) -> None:
    """Notes as high as their texts need."""
    for (row, column), text in sorted(sheet.comments.items()):
        options = {"author": AUTHOR, "width": _NOTE_WIDTH, "height": 24 + 18 * lines(text, _NOTE_WIDTH / 8)}
        if target.write_comment(row - 1, column - 1, text, options):
            raise ValueError(f"no place for a comment: row {row}, column {column}")


def _spare_codes(target: CellSheet, sheet: GridSheet) -> None:
    """No green corners on codes, which are texts of digits on purpose; whatever is typed later."""
    texts = [at for at, cell in sheet.cells.items() if cell.style.number == TEXT or _digits(cell)]
    if texts:
        rows, columns = [row for row, _ in texts], [column for _, column in texts]
        area = xl_range(min(rows) - 1, min(columns) - 1, max(rows) - 1, max(columns) - 1)
        target.ignore_errors({"number_stored_as_text": area})


def _digits(cell: GridCell) -> bool:
    """A fixed text of digits, such as a code in a label."""
    fixed = not cell.formula and not cell.style.unlocked
    return fixed and isinstance(cell.value, str) and cell.value.isdigit()
