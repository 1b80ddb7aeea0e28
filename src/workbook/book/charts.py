"""Native charts, each beside the small table of its points; the table is live, so the chart moves with the data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from workbook.book.classify import area
from workbook.book.compile import column_area, compile_formula
from workbook.book.draft import Draft
from workbook.book.frame import live, title
from workbook.book.kinds import MONEY
from workbook.book.model import BookChart, ChartSeries, Table
from workbook.book.scope import Context, Scope
from workbook.book.sentence import ZERO
from workbook.book.textsheet import CARDS, Card, cards_of
from workbook.finding import Finding, Level, Text, place_of
from workbook.formula import Part, Ref, join
from workbook.spec.model import Chart, Charts

Parts = tuple[tuple[Part, ...], tuple[Finding, ...]]

BLOCK_ROWS = 17
ROOM = 2
"""Points that a chart over a growing table has to spare."""

_NUMBER = {"amount": MONEY, "percent": "0.00%", "number": "0.00"}


def build_charts(
    spec: Charts,
    tables: Mapping[str, Table],
    helpers: Mapping[str, Table],
    cards: tuple[Card, ...],
    part: str,
) -> tuple[Draft, tuple[Table, ...], tuple[Finding, ...]]:
    """The sheet of charts. Each chart's points are a table 图表.<chart title>."""
    draft = Draft(str(spec.sheet), str(spec.tab or spec.sheet), part, "charts")
    most = max((len(c.series) for c in spec.charts.values()), default=1)
    hidden = [draft.column(k, 8, True) for k in ("号", "原名", "原值", "键", "计")]
    label = draft.column("项目", 24)
    values = [draft.column(f"值{i}", 14) for i in range(1, most + 1)]
    place = draft.column("图", 2)
    canvas = [draft.column(f"图{i}", 9) for i in range(1, 8)]
    title(draft, spec.title or spec.sheet, label, canvas[-1])
    built: list[Table] = []
    findings: list[Finding] = []
    for name, chart in spec.charts.items():
        head = draft.row(f"{name}", 20)
        draft.put(head, label, str(name), "caption.left")
        names = draft.row(f"{name}·栏目", 18)
        draft.put(names, label, "项目", "head")
        for column, series in zip(values, chart.series, strict=False):
            draft.put(names, column, str(series), "head")
        maker = _Maker(draft, chart, str(name), label, values, hidden)
        rows, found = maker.rows(tables, helpers, cards)
        findings += found
        for i in range(BLOCK_ROWS - 2 - len(rows)):
            draft.row(f"{name}·空{i}", 17)
        if not rows:
            continue
        series_list = tuple(
            ChartSeries((names, column), rows[0], rows[-1], label, column)
            for column, _ in zip(values, chart.series, strict=False)
        )
        draft.charts.append(
            BookChart(chart.type, str(name), series_list, head, place, _NUMBER[chart.format], str(chart.alt))
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
    draft.options.update(landscape=spec.landscape, print_columns=(label, canvas[-1]), print_last=list(draft.rows)[-1])
    return draft, tuple(built), tuple(findings)


class _Maker:
    """Rows of one chart's table."""

    def __init__(self, draft: Draft, chart: Chart, name: str, label: str, values: list[str], hidden: list[str]) -> None:
        self.draft, self.chart, self.name, self.label, self.values = draft, chart, name, label, values
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
            live(self.draft, row, self.label, name, "label")
            for column, formula in zip(self.values, formulas, strict=False):
                self.draft.later(
                    row, column, partial(_compiled, formula, Context()), "amount", self.format, str(formula)
                )
            rows.append(row)
        return rows

    def _cards(self, cards: tuple[Card, ...]) -> list[str]:
        rows = []
        for i, card in enumerate(cards, 1):
            row = self._row(i)
            self.draft.put(row, self.label, card.name, "label")
            for column, formula in zip(self.values, self.chart.series.values(), strict=False):
                context = Context(local=card.tables)
                self.draft.later(row, column, partial(_compiled, formula or Text("=0"), context), "amount", self.format)
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
                (self.label, self.raw_name, "label", ""), (self.values[0], self.raw_value, "amount", self.format),
            ):  # fmt: skip
                parts = join("IFERROR(INDEX(", Ref(key, first, source, last, source), ",", at, '),"")')
                self.draft.later(row, shown, lambda _, p=parts: (p, ()), style, number)  # type: ignore[misc]
        return rows

    def _growing(self, table: Table, helper: Table) -> list[str]:
        """One point for each 类 in use, in code order."""
        level = next(iter(self.chart.level), Text("类"))
        numbers = area(helper, (str(level),))
        count = max(3, sum(1 for _ in table.body_keys) // 3)
        rows = [self._row(i) for i in range(1, min(count, 12) + 1)]
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
                (self.label, point, "label", ""),
                *[
                    (c, f or Text("=0"), "amount", self.format)
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
