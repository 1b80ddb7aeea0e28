"""The points of charts: fixed ones, only those that are not 0, one for each code in use, one for each scorecard."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from workbook.book.classify import area
from workbook.book.compile import column_area, compile_formula
from workbook.book.draft import Draft, fixed
from workbook.book.frame import live
from workbook.book.kinds import MONEY
from workbook.book.model import Table
from workbook.book.scope import Context, Scope
from workbook.book.sentence import ZERO
from workbook.book.sizes import Sizes
from workbook.book.textsheet import CARDS, Card, cards_of
from workbook.finding import Finding, Level, Text, place_of
from workbook.formula import Part, Ref, join
from workbook.spec.model import Chart

Parts = tuple[tuple[Part, ...], tuple[Finding, ...]]

NUMBER = {"amount": MONEY, "percent": "0.00%", "number": "0.00"}

LINE = 17.0
"""Points of height of a row."""

UNKNOWN = 8
"""Points of a chart over a growing table while the data name none."""


class Points:
    """Rows of one chart's table: label and values, helper cells in hidden columns."""

    def __init__(
        self,
        draft: Draft,
        chart: Chart,
        name: str,
        label: str,
        values: list[str],
        hidden: list[str],
        used: Mapping[str, int],
        sizes: Sizes,
    ) -> None:
        self.draft, self.chart, self.name, self.label, self.values = draft, chart, name, label, values
        self.used, self.sizes = used, sizes
        self.number, self.raw_name, self.raw_value, self.key, self.count = hidden
        self.format = NUMBER[chart.format]

    def rows(
        self, tables: Mapping[str, Table], helpers: Mapping[str, Table], cards: tuple[Card, ...]
    ) -> tuple[list[str], list[Finding]]:
        each = self.chart.each
        if each is None:
            return (self._picked() if self.chart.nonzero else self._points()), []
        if str(each) in CARDS:
            return self._cards(cards_of(str(each), cards)), []
        table = tables.get(str(each))
        helper = helpers.get(table.name) if table is not None else None
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
        return self.draft.row(f"{self.name}·{i}", LINE)

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
            self.draft.later(row, self.count, fixed(test), "plain")
            at = join("MATCH(", Ref(key, row, self.number), ",", order, ",0)")
            for shown, source, style, number in (
                (self.label, self.raw_name, "point.label", ""),
                (self.values[0], self.raw_value, "point.amount", self.format),
            ):
                parts = join("IFERROR(INDEX(", Ref(key, first, source, last, source), ",", at, '),"")')
                self.draft.later(row, shown, lambda _, p=parts: (p, ()), style, number)  # type: ignore[misc]
        return rows

    def _growing(self, table: Table, helper: Table) -> list[str]:
        """One point for each 类 in use, in code order."""
        level = next(iter(self.chart.level), Text("类"))
        numbers = area(helper, (str(level),))
        count = self.used.get(str(level), 0)
        wanted = self.sizes.count(self.draft.key, f"{self.name}·", count + 1 if count else UNKNOWN)
        rows = [self._row(i) for i in range(1, wanted + 1)]
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
