"""Book + layout → finished cells. Hidden keys are written here; nothing is computed but addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbook.book.front import CARD
from workbook.book.model import Book, Identity, Mark, Rule, Sheet
from workbook.formula import Formula
from workbook.grid.identity import footer_of, names_of, properties_of
from workbook.grid.model import (
    Area,
    Conditional,
    Grid,
    GridCell,
    GridChart,
    GridSeries,
    GridSheet,
    Link,
    Page,
    Validation,
)
from workbook.grid.styles import style
from workbook.layout import Layout, Renderer, address, quoted
from workbook.layout.layout import KEY_COLUMN, KEY_ROW

_TAB_COLORS = {
    "entry": "F2C94C",
    "table": "2F80ED",
    "text": "2F80ED",
    "card": "27AE60",
    "checks": "EB5757",
    "carried": "EB5757",
}


def build_grid(book: Book, layout: Layout) -> Grid:
    """All sheets of the book as cells; formulas have no values yet (see evaluate)."""
    renderer = Renderer(layout)
    sheets = tuple(_sheet(sheet, layout, renderer, book.identity) for sheet in book.sheets)
    names = {name: f"={_absolute(layout, sheet, row, column)}" for name, (sheet, row, column) in book.names.items()}
    names |= names_of(book.identity)
    varying = frozenset(_varying(book, layout))
    dressed = frozenset(_dressed(book, layout))
    return Grid(sheets, names, properties_of(book.identity), layout.sheets[book.sheets[0].key].tab, varying, dressed)


def _varying(book: Book, layout: Layout) -> Iterator[tuple[str, int, int]]:
    """The constants that differ from unit to unit: of the identity's own sheet, of rows about one unit or scorecard
    only, and the names of scorecards wherever they stand.
    """
    for sheet in book.sheets:
        where = layout.sheets[sheet.key]
        own = {row.key for row in sheet.rows if row.own}
        yield from ((sheet.key, where.rows[row], KEY_COLUMN) for row in own)
        if sheet.kind == CARD:
            yield sheet.key, KEY_ROW, KEY_COLUMN
        for (row, column), cell in sheet.cells.items():
            if cell.formula is None and (cell.own or row in own):
                yield sheet.key, where.rows[row], where.columns[column]


def _dressed(book: Book, layout: Layout) -> Iterator[tuple[str, int, int]]:
    for sheet in book.sheets:
        where = layout.sheets[sheet.key]
        for (row, column), cell in sheet.cells.items():
            if cell.dressed:
                yield sheet.key, where.rows[row], where.columns[column]


def _absolute(layout: Layout, sheet: str, row: str, column: str) -> str:
    where = layout.sheets[sheet]
    return f"{_tab(where.tab)}!${address(1, where.columns[column])[:-1]}${where.rows[row]}"


def _tab(tab: str) -> str:
    return quoted(tab)


def _sheet(sheet: Sheet, layout: Layout, renderer: Renderer, identity: Identity) -> GridSheet:
    where = layout.sheets[sheet.key]
    rows, columns = where.rows, where.columns
    cells: dict[tuple[int, int], GridCell] = {(KEY_ROW, KEY_COLUMN): GridCell(sheet.key, "", style("key"))}
    for key, column in columns.items():
        cells[KEY_ROW, column] = GridCell(key, "", style("key"))
    for key, row in rows.items():
        cells[row, KEY_COLUMN] = GridCell(key, "", style("key"))
    shared: dict[int, GridCell] = {}
    for (row_key, column_key), cell in sheet.cells.items():
        row, column = rows[row_key], columns[column_key]
        if cell.formula is not None:
            text = renderer.formula(cell.formula, sheet.key, row)
            cells[row, column] = GridCell(None, text, style(cell.style, cell.number))
        elif cell.content is None:
            blank = shared.get(id(cell))
            if blank is None:
                blank = shared[id(cell)] = GridCell(None, "", style(cell.style, cell.number))
            cells[row, column] = blank
        else:
            cells[row, column] = GridCell(cell.content, "", style(cell.style, cell.number))
    merges = tuple((rows[a], columns[b], rows[to_a], columns[to_b]) for (a, b), (to_a, to_b) in sheet.spans.items())
    widths = {columns[c.key]: c.size for c in sheet.columns if c.size}
    widths[KEY_COLUMN] = 4
    hidden_columns = frozenset({KEY_COLUMN, *(columns[c.key] for c in sheet.columns if c.hidden)})
    fixed = {rows[r.key]: r.size for r in sheet.rows if r.size}
    page = _page(sheet, rows, columns, identity)
    return GridSheet(
        key=sheet.key,
        name=where.tab,
        cells=cells,
        merges=merges,
        widths=widths,
        heights=fixed,
        hidden_rows=frozenset({KEY_ROW, *(rows[r.key] for r in sheet.rows if r.hidden)}),
        hidden_columns=hidden_columns,
        freeze=(rows[sheet.freeze[0]], columns[sheet.freeze[1]]) if sheet.freeze else None,
        filter=_filter(sheet, rows, columns),
        page=page,
        validations=tuple(_validation(rule, sheet, layout, renderer) for rule in sheet.rules),
        conditionals=tuple(_conditional(mark, sheet, layout, renderer) for mark in sheet.marks),
        links={
            (rows[r], columns[c]): Link(
                layout.sheets[j.sheet].tab,
                address(layout.sheets[j.sheet].rows[j.row], layout.sheets[j.sheet].columns[j.column]),
                j.tip,
            )
            for (r, c), j in sheet.jumps.items()
        },
        charts=_charts(sheet, layout),
        visibility="hidden" if sheet.hidden else "visible",
        tab_color=_TAB_COLORS.get(sheet.kind, ""),
    )


def _filter(sheet: Sheet, rows: Mapping[str, int], columns: Mapping[str, int]) -> Area | None:
    if sheet.filter is None:
        return None
    shown = [columns[c.key] for c in sheet.columns if not c.hidden]
    return rows[sheet.filter[0]], shown[0], rows[sheet.filter[1]], shown[-1]


def _page(sheet: Sheet, rows: Mapping[str, int], columns: Mapping[str, int], identity: Identity) -> Page:
    visible = [c.key for c in sheet.columns if not c.hidden]
    first, last = sheet.print_columns or (visible[0], visible[-1])
    bottom = rows[sheet.print_last] if sheet.print_last else max(rows.values())
    area: Area = (min(rows.values()), columns[first], bottom, columns[last])
    repeat = (rows[sheet.repeat[0]], rows[sheet.repeat[1]]) if sheet.repeat else None
    breaks = tuple(rows[key] for key in sheet.breaks)
    left = sheet.repeat_columns
    return Page(
        sheet.landscape, area, repeat, 1 if sheet.one_page else 0, sheet.scale, breaks, footer_of(identity),
        repeat_columns=(columns[left[0]], columns[left[1]]) if left else None,
    )  # fmt: skip


def _validation(rule: Rule, sheet: Sheet, layout: Layout, renderer: Renderer) -> Validation:
    where = layout.sheets[sheet.key]
    first, last, column = where.rows[rule.first], where.rows[rule.last], where.columns[rule.column]
    source = rule.source
    text = renderer.formula(source, sheet.key, first, cell=False) if isinstance(source, Formula) else source
    return Validation(
        (first, column, last, where.columns[rule.to_column] if rule.to_column else column),
        rule.kind,
        text,
        rule.low,
        rule.high,
        rule.title,
        rule.prompt,
        rule.error,
        rule.strict,
    )


def _conditional(mark: Mark, sheet: Sheet, layout: Layout, renderer: Renderer) -> Conditional:
    where = layout.sheets[sheet.key]
    first = where.rows[mark.first]
    area = (first, where.columns[mark.column], where.rows[mark.last], where.columns[mark.to_column])
    return Conditional(area, renderer.formula(mark.formula, sheet.key, first, cell=False), style(mark.style))


def _charts(sheet: Sheet, layout: Layout) -> tuple[GridChart, ...]:
    where = layout.sheets[sheet.key]
    charts = []
    for chart in sheet.charts:
        series = tuple(
            GridSeries(
                where.tab,
                (where.rows[s.name[0]], where.columns[s.name[1]]),
                (where.rows[s.first], where.columns[s.labels], where.rows[s.last], where.columns[s.labels]),
                (where.rows[s.first], where.columns[s.values], where.rows[s.last], where.columns[s.values]),
            )
            for s in chart.series
        )
        charts.append(
            GridChart(
                chart.kind,
                chart.title,
                series,
                where.rows[chart.row],
                where.columns[chart.column],
                chart.width,
                round(chart.height * 4 / 3),
                chart.format,
                chart.alt,
                chart.kind == "pie",
                chart.top,
            )
        )
    return tuple(charts)
