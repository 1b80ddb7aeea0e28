"""Native charts, each beside the small table of its points; the table is live, so the chart moves with the data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from workbook.book.draft import Draft
from workbook.book.frame import title
from workbook.book.model import BookChart, ChartSeries, Mark, Table
from workbook.book.points import LINE, NUMBER, Points
from workbook.book.scope import Scope
from workbook.book.sizes import Sizes
from workbook.book.textsheet import Card
from workbook.finding import Finding
from workbook.formula import HERE, Formula, Ref, join
from workbook.spec.model import Charts

POINTS = 12
"""Rows of points that a block has at least; a chart is as high as its block."""

HEAD = 38.0
"""Points of height of a block's caption and column heads."""

PAGE = 530.0
"""Points of height that a landscape A4 page holds at SCALE per cent, title and footer included."""

SCALE = 95

COLUMNS, CANVAS = 7, 8
"""The columns that a chart covers, and their width in characters (7 pixels each, and 5 for the column)."""


def build_charts(
    spec: Charts,
    tables: Mapping[str, Table],
    helpers: Mapping[str, Table],
    cards: tuple[Card, ...],
    used: Mapping[str, Mapping[str, int]],
    sizes: Sizes,
    part: str,
) -> tuple[Draft, tuple[Table, ...], tuple[Finding, ...]]:
    """The sheet of charts. Each chart's points are a table 图表.<chart title>.

    used: per growing table the number of codes that the data use, by level.
    """
    draft = Draft(str(spec.sheet), str(spec.tab or spec.sheet), part, "charts")
    most = max((len(c.series) for c in spec.charts.values()), default=1)
    hidden = [draft.column(k, 8, True) for k in ("号", "原名", "原值", "键", "计")]
    label = draft.column("项目", 24)
    values = [draft.column(f"值{i}", 12) for i in range(1, most + 1)]
    place = draft.column("图", 2)
    canvas = [draft.column(f"图{i}", CANVAS) for i in range(1, COLUMNS + 1)]
    title(draft, spec.title or spec.sheet, label, canvas[-1])
    built: list[Table] = []
    findings: list[Finding] = []
    breaks: list[str] = []
    filled = 30.0
    for name, chart in spec.charts.items():
        head = draft.row(f"{name}", 20)
        draft.put(head, label, f"{name}（{chart.unit}）" if chart.unit else str(name), "caption.left")
        names = draft.row(f"{name}·栏目", 18)
        draft.put(names, label, "项目", "head")
        for column, series in zip(values, chart.series, strict=False):
            draft.put(names, column, str(series), "head")
        table = tables.get(str(chart.each))
        in_use = used.get(table.name, {}) if table is not None else {}
        maker = Points(draft, chart, str(name), label, values, hidden, in_use, sizes)
        rows, found = maker.rows(tables, helpers, cards)
        findings += found
        for i in range(POINTS - len(rows)):
            draft.row(f"{name}·空{i}", LINE)
        high = HEAD + LINE * max(POINTS, len(rows))
        if filled + high > PAGE:
            breaks.append(head)
            filled = 0.0
        filled += high
        if not rows:
            continue
        series_list = tuple(
            ChartSeries((names, column), rows[0], rows[-1], label, column)
            for column, _ in zip(values, chart.series, strict=False)
        )
        draft.charts.append(
            BookChart(
                chart.type,
                str(name),
                series_list,
                head,
                place,
                NUMBER[chart.format],
                str(chart.alt),
                (CANVAS * 7 + 5) * COLUMNS,
                high - 8,
                chart.max,
            )
        )
        columns = {"项目": label} | {str(s): c for s, c in zip(chart.series, values, strict=False)}
        built.append(
            Table(
                str(spec.sheet),
                draft.key,
                "fixed",
                {},
                columns,
                {label: "text"},
                (rows[0], rows[-1]),
                block=str(name),
                size=len(rows),
                body_keys=tuple(rows),
            )
        )
        draft.marks.append(partial(_frame, draft.key, rows, label, values[: len(chart.series)]))
    draft.options.update(landscape=spec.landscape, print_columns=(label, canvas[-1]), print_last=list(draft.rows)[-1])
    draft.options.update(scale=SCALE, breaks=tuple(breaks))
    return draft, tuple(built), tuple(findings)


def _frame(sheet: str, rows: list[str], label: str, values: list[str], scope: Scope) -> Mark:
    """Lines round the points that are in use."""
    test = Formula(join(Ref(sheet, HERE, label), '<>""'))
    return Mark(rows[0], rows[-1], label, values[-1], test, "mark.framed")
