"""Native charts, each beside the small table of its points; the table is live, so the chart moves with the data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from workbook.book.classify import area
from workbook.book.compile import column_area, compile_formula
from workbook.book.draft import Draft
from workbook.book.frame import live, title
from workbook.book.kinds import MONEY
from workbook.book.model import BookChart, ChartSeries, Mark, Table
from workbook.book.scope import Context, Scope
from workbook.book.sentence import ZERO
from workbook.book.textsheet import CARDS, Card, cards_of
from workbook.finding import Finding, Level, Text, place_of
from workbook.formula import HERE, Formula, Part, Ref, join
from workbook.spec.model import Chart, Charts

Parts = tuple[tuple[Part, ...], tuple[Finding, ...]]

POINTS = 12
"""Rows of points that a block has at least; a chart is as high as its block."""

HEAD, LINE = 38.0, 17.0
"""Points of height: a block's caption and column heads, a row of points."""

PAGE = 530.0
"""Points of height that a landscape A4 page holds at SCALE per cent, title and footer included."""

SCALE = 95

COLUMNS, CANVAS = 7, 8
"""The columns that a chart covers, and their width in characters (7 pixels each, and 5 for the column)."""

UNKNOWN = 8
"""Points of a chart over a growing table while the data name none."""

_NUMBER = {"amount": MONEY, "percent": "0.00%", "number": "0.00"}


def build_charts(
    spec: Charts,
    tables: Mapping[str, Table],
    helpers: Mapping[str, Table],
    cards: tuple[Card, ...],
    used: Mapping[str, Mapping[str, int]],
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
        draft.put(head, label, str(name), "caption.left")
        names = draft.row(f"{name}·栏目", 18)
        draft.put(names, label, "项目", "head")
        for column, series in zip(values, chart.series, strict=False):
            draft.put(names, column, str(series), "head")
        maker = _Maker(draft, chart, str(name), label, values, hidden, used.get(str(chart.each), {}))
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
                _NUMBER[chart.format],
                str(chart.alt),
                (CANVAS * 7 + 5) * COLUMNS,
                high - 8,
                chart.max,
            )  # fmt: skip
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
            )  # fmt: skip
        )
        draft.marks.append(partial(_frame, draft.key, rows, label, values[: len(chart.series)]))
    draft.options.update(landscape=spec.landscape, print_columns=(label, canvas[-1]), print_last=list(draft.rows)[-1])
    draft.options.update(scale=SCALE, breaks=tuple(breaks))
    return draft, tuple(built), tuple(findings)


class _Maker:
    """Rows of one chart's table."""

    def __init__(
        self,
        draft: Draft,
        chart: Chart,
        name: str,
        label: str,
        values: list[str],
        hidden: list[str],
        used: Mapping[str, int],
    ) -> None:
        self.draft, self.chart, self.name, self.label, self.values = draft, chart, name, label, values
        self.used = used
        self.number, self.raw_name, self.raw_value, self.key, self.count = hidden
        self.format = _NUMBER[chart.format]

    def rows(
        self, tables: Mapping[str, Table], helpers: Mapping[str, Table], cards: tuple[Card, ...]
    ) -> tuple[list[str], list[Finding]]:
        each = self.chart.each
        if each is None:
            return (self._picked() if self.chart.nonzero else self._points()), []
        if str(each) in CARDS:
            return self._cards(cards_of(str(each), cards)), []
        table, helper = tables.get(str(each)), helpers.get(str(each))
        if table is None or helper is None:
            return [], [
                Finding(
                    "S201",
                    Level.ERROR,
                    place_of(each),
                    {"name": str(each), "nearest": "", "formula": str(each)},
                )
            ]
        return self._growing(table, helper), []

    def _row(self, i: int) -> str:
        return self.draft.row(f"{self.name}·{i}", 17)

    def _points(self) -> list[str]:
        rows = []
        for i, (name, formulas) in enumerate(self.chart.points.items(), 1):
            row = self._row(i)
            live(self.draft, row, self.label, name, "point.label")
            for column, formula in zip(self.values, formulas, strict=False):
                self.draft.later(
                    row, column, partial(_compiled, formula, Context()), "point.amount", self.format, str(formula)
                )
            rows.append(row)
        return rows

    def _cards(self, cards: tuple[Card, ...]) -> list[str]:
        rows = []
        for i, card in enumerate(cards, 1):
            row = self._row(i)
            if card.department:
                self.draft.put(row, self.label, card.name, "point.label")
            else:
                named = Text("=概况.项目名称")
                self.draft.later(row, self.label, partial(_text, named, Context(local=card.tables)), "point.label")
            for column, formula in zip(self.values, self.chart.series.values(), strict=False):
                context = Context(local=card.tables)
                self.draft.later(
                    row, column, partial(_compiled, formula or Text("=0"), context), "point.amount", self.format
                )
            rows.append(row)
        return rows

    def _picked(self) -> list[str]:
        """Only points that are not 0, moved up: hidden columns hold all of them with their place among the shown."""
        points = list(self.chart.points.items())
        rows = [self._row(i) for i in range(1, len(points) + 1)]
        key, first, last = self.draft.key, rows[0], rows[-1]
        order = Ref(key, first, self.count, last, self.count)
        for i, (row, (name, formulas)) in enumerate(zip(rows, points, strict=True)):
            self.draft.put(row, self.number, i + 1, "plain")
            live(self.draft, row, self.raw_name, name, "plain")
            self.draft.later(row, self.raw_value, partial(_compiled, formulas[0], Context()), "plain")
            value = Ref(key, row, self.raw_value)
            seen: tuple[Part, ...] = (
                ("0",) if i == 0 else join("MAX(", Ref(key, first, self.count, rows[i - 1], self.count), ")")
            )
            test = join("IF(ABS(N(", value, f"))<{ZERO},", '"",', seen, "+1)")
            self.draft.later(row, self.count, lambda _, p=test: (p, ()), "plain")  # type: ignore[misc]
            at = join("MATCH(", Ref(key, row, self.number), ",", order, ",0)")
            for shown, source, style, number in (
                (self.label, self.raw_name, "point.label", ""), (self.values[0], self.raw_value, "point.amount", self.format),
            ):  # fmt: skip
                parts = join("IFERROR(INDEX(", Ref(key, first, source, last, source), ",", at, '),"")')
                self.draft.later(row, shown, lambda _, p=parts: (p, ()), style, number)  # type: ignore[misc]
        return rows

    def _growing(self, table: Table, helper: Table) -> list[str]:
        """One point for each 类 in use, in code order."""
        level = next(iter(self.chart.level), Text("类"))
        numbers = area(helper, (str(level),))
        count = self.used.get(str(level), 0)
        rows = [self._row(i) for i in range(1, (count + 1 if count else UNKNOWN) + 1)]
        for i, row in enumerate(rows):
            key, so_far = Ref(self.draft.key, row, self.key), Ref(self.draft.key, row, self.count)
            if i == 0:
                first = join("IF(COUNT(", numbers, ')=0,"",MIN(', numbers, "))")
            else:
                before = Ref(self.draft.key, rows[i - 1], self.count)
                first = join(
                    "IF(",
                    before,
                    '="","",IF(',
                    before,
                    ">=COUNT(",
                    numbers,
                    '),"",SMALL(',
                    numbers,
                    ",",
                    before,
                    "+1)))",
                )
            self.draft.later(row, self.key, lambda _, p=first: (p, ()), "plain")  # type: ignore[misc]
            counted = join("IF(", key, '="","",COUNTIF(', numbers, ',"<="&TEXT(', key, ',"0")))')
            self.draft.later(row, so_far.column, lambda _, p=counted: (p, ()), "plain")  # type: ignore[misc]
            code = join("TEXT(", key, '/10000,"0")')
            at = join("MATCH(", code, ",", column_area(table, table.codes), ",0)")
            context = Context(table=table, index=at)
            point = Text(str(self.chart.point or "科目名称"), place_of(self.chart.point))
            for column, formula, style, number in [
                (self.label, point, "point.label", ""),
                *[
                    (c, f or Text("=0"), "point.amount", self.format)
                    for c, f in zip(self.values, self.chart.series.values(), strict=False)
                ],
            ]:
                self.draft.later(row, column, partial(_guarded, formula, context, key), style, number, str(formula))
        return rows


def _compiled(text: Text, context: Context, scope: Scope) -> Parts:
    compiled = compile_formula(text, context, scope)
    return compiled.parts, compiled.findings


def _guarded(text: Text, context: Context, key: Ref, scope: Scope) -> Parts:
    compiled = compile_formula(text, context, scope)
    return join("IF(", key, '="","",IFERROR(', compiled.parts, ',""))'), compiled.findings


def _text(text: Text, context: Context, scope: Scope) -> Parts:
    compiled = compile_formula(text, context, scope)
    return join(compiled.parts, '&""'), compiled.findings


def _frame(sheet: str, rows: list[str], label: str, values: list[str], scope: Scope) -> Mark:
    """Lines round the points that are in use."""
    test = Formula(join(Ref(sheet, HERE, label), '<>""'))
    return Mark(rows[0], rows[-1], label, values[-1], test, "mark.framed")
