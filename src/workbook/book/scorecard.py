"""Scorecards (绩效自评表): the printed form at the left by formulas, everything typed at its right, not printed.

Tables of one card: 概况 (head facts), 预算执行, 指标, 合计, 文字; their group name is 自评_<name>.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from workbook.book.compile import compile_formula, scale_parts
from workbook.book.draft import Draft, fixed
from workbook.book.frame import live, title
from workbook.book.indicators import SIDE, Indicators, put_indicators
from workbook.book.inputs import row_content
from workbook.book.kinds import BLANK_ZERO, MONEY, add_rule, input_look
from workbook.book.model import Slot, Table
from workbook.book.scope import Context, Scope
from workbook.book.sizes import Sizes
from workbook.book.textsheet import Card
from workbook.data import ScorecardData
from workbook.finding import Finding
from workbook.formula import Part, Ref, join, literal
from workbook.spec.model import Scorecard

Parts = tuple[tuple[Part, ...], tuple[Finding, ...]]

LEVELS = ("一级", "二级")
"""Columns of the form in which neighbours that said the same when the workbook was made are one merged cell."""
POINTS = "得分"
"""The column of the form that the totals add up."""
_FORM = ((LEVELS[0], 12), (LEVELS[1], 16), ("三级", 32), ("目标", 20), ("实际", 24), (POINTS, 12))
_AMOUNTS = ("预算数", "执行数")


@dataclass(frozen=True, slots=True)
class BuiltCard:
    draft: Draft
    tables: tuple[Table, ...]
    card: Card


PREFIX = "自评_"
"""What the names of scorecards' sheets begin with."""


def group_name(name: str) -> str:
    return PREFIX + name.replace(".", "．")


def build_card(
    spec: Scorecard, data: ScorecardData, tab: str, part: str, projects: tuple[Card, ...], sizes: Sizes
) -> BuiltCard:
    """One scorecard. projects: the cards that a department's card may take indicators from."""
    name = group_name(data.name)
    draft = Draft(name, tab, part, "card")
    form = [draft.column(k, w) for k, w in _FORM[:-1]]
    more = {"权重": draft.column("分值", 8)} if spec.weights else {}
    form.append(draft.column(*_FORM[-1]))
    more |= {"偏差原因": draft.column("原因", 28)} if spec.reasons else {}
    last = more.get("偏差原因", form[-1])
    draft.column("空", 3)
    side = {key: draft.column(f"录.{key}", width, hidden) for key, width, hidden in SIDE}
    builder = _Card(spec, data, draft, name, form, side, more)
    title(draft, spec.title or spec.sheet, form[0], last)
    first_side, last_side = side["一级指标"], side["偏差原因"]
    draft.put("标题", first_side, "录入区（黄色单元格由填报人填写，不打印）", "help")
    draft.span("标题", first_side, "标题", last_side)
    facts = builder.head()
    money = builder.execution(facts)
    indicators = put_indicators(Indicators(spec, data, draft, name, tuple(form), side, projects, sizes, more))
    total = builder.total(money, indicators)
    graded = {"评级": builder.grade(total)} if spec.grades else {}
    texts = builder.texts()
    builder.notes()
    tables = {"概况": facts, "预算执行": money, "指标": indicators, "合计": total, **graded, "文字": texts}
    context = Context(local=tables)
    if "【" in str(spec.title or ""):
        live(draft, "标题", form[0], spec.title or spec.sheet, "title", context)
    draft.options.update(
        print_columns=(form[0], last), print_last=list(draft.rows)[-1], one_page=True,
    )  # fmt: skip
    return BuiltCard(draft, tuple(tables.values()), Card(data.name, data.department, tables))


class _Card:
    def __init__(
        self,
        spec: Scorecard,
        data: ScorecardData,
        draft: Draft,
        name: str,
        form: list[str],
        side: Mapping[str, str],
        more: Mapping[str, str],
    ) -> None:
        self.spec, self.data, self.draft, self.name = spec, data, draft, name
        self.form, self.side, self.more = form, side, more
        self.last = more.get("偏差原因", form[-1])

    def _bare(self, *rows: str) -> None:
        """Further printed columns in rows that say nothing there."""
        for row in rows:
            for column in self.more.values():
                self.draft.put(row, column, None, "label")

    def _table(
        self, block: str, rows: dict[str, str], columns: dict[str, str], types: dict[str, str], **more: object
    ) -> Table:
        keys = list(rows.values())
        return Table(
            self.name, self.draft.key, "card", rows, columns, types, (keys[0], keys[-1]), block=block,
            size=len(keys), body_keys=tuple(keys), **more,  # type: ignore[arg-type]
        )  # fmt: skip

    def head(self) -> Table:
        """Head facts: label and value in the form, the typed value in the side area."""
        value = self.side["二级指标"]
        rows: dict[str, str] = {}
        types: dict[str, str] = {}
        for field, spec in self.spec.head.items():
            row = self.draft.row(f"概况:{field}", 0)
            rows[str(field)] = row
            types[row] = spec.type
        table = self._table("概况", rows, {"值": value}, {value: "text"}, row_types=types, default=value)
        end = self.side["方向"]
        for field, spec in self.spec.head.items():
            row = rows[str(field)]
            label = str(spec.label or field)
            self.draft.put(row, self.form[0], label, "label.center")
            self.draft.span(row, self.form[0], row, self.form[1])
            shown = "amount.left" if spec.type == "money" else "wrap"
            number = BLANK_ZERO if spec.type == "money" else ""
            self.draft.put(row, self.side["一级指标"], label, "name")
            if spec.formula is not None:
                context = Context(table=table, row=row, column=value, rows_first=True)
                show = _told if spec.type == "text" else _plain
                self.draft.later(row, value, partial(show, spec.formula, context), "computed.text", number or "")
            else:
                style, input_number = input_look(spec.type)
                if spec.type == "text":
                    style = "input.wrap"
                slot = Slot("fact", self.data.name, str(field), spec.type)
                content = row_content(self.data.facts, str(field))
                self.draft.input(row, value, content, (style, input_number), slot)
                add_rule(
                    self.draft, spec.type, row, row, value, title=label, prompt=str(spec.prompt or ""),
                    choices=tuple(map(str, spec.of)),
                )  # fmt: skip
            self.draft.span(row, value, row, end)
            source = Ref(self.draft.key, row, value)
            if spec.ticks:
                parts = _ticks(source, tuple(map(str, spec.of)))
            else:
                parts = join("IF(", source, '="","",', source, ")")
            self.draft.later(row, self.form[2], fixed(parts), shown, number)
            self.draft.span(row, self.form[2], row, self.last)
        return table

    def execution(self, facts: Table) -> Table:
        """预算数（A）, 执行数（B）, 执行率, 得分: typed in the unit's own 金额单位, printed in 万元."""
        draft, form, spec = self.draft, self.form, self.spec
        head, row = draft.row("预算栏目", 30), draft.row("预算执行", 24)
        draft.put(head, form[0], f"预算执行情况\n（万元）\n（{spec.execution.weight:g}分）", "head")
        draft.span(head, form[0], row, form[0])
        labels = ("", "预算数（A）", "执行数（B）", "执行率（B/A）", f"得分\n（{spec.execution.weight:g}分×执行率）")
        for column, label in zip(form[1:], labels, strict=True):
            draft.put(head, column, label, "head")
        self._bare(head, row)
        names = ("预算数", "执行数", "执行率", "得分")
        columns = {**dict(zip(names, form[2:], strict=True)), "权重": self.side["权重"]}
        kinds = ("money", "money", "rate", "number", "number")
        table = self._table("预算执行", {"本年": row}, columns, dict(zip(columns.values(), kinds, strict=True)))
        draft.put(row, form[1], str(spec.execution.label), "label.center")
        for name, label_key, value_key in (
            ("预算数", "一级指标", "二级指标"),
            ("执行数", "三级指标", "年初目标值"),
        ):
            source = self.side[value_key]
            draft.put(row, self.side[label_key], f"{name}（按金额单位填写）", "name")
            slot = Slot("fact", self.data.name, name, "money")
            draft.input(row, source, row_content(self.data.facts, name), ("input.number", MONEY), slot)
            add_rule(draft, "money", row, row, source, title=name)
            draft.later(row, columns[name], partial(_in_wan, Ref(draft.key, row, source)), "amount", MONEY)
        draft.put(row, columns["权重"], _number(spec.execution.weight), "computed.number", "0.##")
        here = Context(table=table, row=row, column="")
        draft.later(row, columns["执行率"], partial(_plain, spec.execution.rate, here), "amount", "0.00%")
        draft.later(row, columns["得分"], partial(_plain, spec.execution.score, here), "amount", "0.00")
        draft.put(head, columns["权重"], "权重", "head.side")
        return table

    def total(self, money: Table, indicators: Table) -> Table:
        """总分 = 预算执行得分 + 指标得分合计; blank while nothing is scored."""
        draft, form = self.draft, self.form
        row = draft.row("总分", 24)
        columns = {"总分": form[5], "指标得分合计": form[4]}
        table = self._table("合计", {"总分": row}, columns, {form[5]: "number", form[4]: "number"})
        self._bare(row)
        draft.put(row, form[0], "总分", "head")
        draft.span(row, form[0], row, form[2])
        draft.put(row, form[3], "其中：指标得分", "label.center")
        scores = Ref(draft.key, indicators.body[0], form[5], indicators.body[1], form[5])
        execution = Ref(draft.key, money.body[0], money.columns["得分"])
        draft.later(
            row,
            form[4],
            fixed(join("IF(COUNT(", scores, ')=0,"",SUM(', scores, "))")),
            "amount",
            "0.00",
        )
        both = join("COUNT(", scores, ",", execution, ")")
        whole = join("IF(", both, '=0,"",ROUND(N(', execution, ")+SUM(", scores, "),2))")
        draft.later(row, form[5], fixed(whole), "amount.total", "0.00")
        return table

    def grade(self, total: Table) -> Table:
        """评级 by the total score; blank while there is none."""
        draft, form = self.draft, self.form
        row = draft.row("评级", 24)
        self._bare(row)
        draft.put(row, form[0], "评级", "head")
        draft.span(row, form[0], row, form[4])
        score = Ref(draft.key, total.rows["总分"], total.columns["总分"])
        grades = list(self.spec.grades.items())
        parts: tuple[Part, ...] = (literal(str(grades[-1][0])),)
        for name, least in reversed(grades[:-1]):
            parts = join("IF(", score, f">={_number(least)},", literal(str(name)), ",", parts, ")")
        draft.later(row, form[5], fixed(join("IF(", score, '="","",', parts, ")")), "center.total")
        return self._table("评级", {"评级": row}, {"值": form[5]}, {form[5]: "text"}, default=form[5])

    def texts(self) -> Table:
        """Text boxes, typed in the form itself."""
        rows: dict[str, str] = {}
        for name, prompt in self.spec.texts.items():
            row = self.draft.row(f"文字:{name}", 66)
            rows[str(name)] = row
            self.draft.put(row, self.form[0], str(name), "label.center")
            self.draft.span(row, self.form[0], row, self.form[1])
            slot = Slot("fact", self.data.name, str(name), "text")
            self.draft.input(row, self.form[2], row_content(self.data.facts, str(name)), ("input.wrap", "@"), slot)
            self.draft.span(row, self.form[2], row, self.last)
            add_rule(self.draft, "text", row, row, self.form[2], title=str(name), prompt=str(prompt))
        if not rows:
            rows[""] = self.draft.row("文字", 0)
        value = self.form[2]
        return self._table("文字", rows, {"值": value}, {value: "text"}, default=value)

    def notes(self) -> None:
        for i, note in enumerate(self.spec.notes, 1):
            row = self.draft.row(f"备注{i}", 15.0 * (1 + len(note) // 62))
            self.draft.put(row, self.form[0], str(note), "note")
            self.draft.span(row, self.form[0], row, self.last)


def _number(value: float) -> Decimal:
    return Decimal(str(value)).normalize() if value % 1 else Decimal(int(value))


def _plain(text: str, context: Context, scope: Scope) -> Parts:
    compiled = compile_formula(text, context, scope)
    return compiled.parts, compiled.findings


def _told(text: str, context: Context, scope: Scope) -> Parts:
    """A computed text; "" (not 0) where the cell that it shows is blank."""
    compiled = compile_formula(text, context, scope)
    parts = compiled.parts if compiled.single else join("(", compiled.parts, ")")
    return join(parts, '&""'), compiled.findings


def _in_wan(source: Ref, scope: Scope) -> Parts:
    return join("IF(ISBLANK(", source, '),"",ROUND(', source, "/", scale_parts(scope), ",2))"), ()


def _ticks(source: Ref, choices: tuple[str, ...]) -> tuple[Part, ...]:
    """1、部门预算项目 √　2、区级专项 □ …"""
    pieces = []
    for i, choice in enumerate(choices, 1):
        gap = "　" if i > 1 else ""
        pieces.append(join("&" if i > 1 else "", f'"{gap}{i}、{choice} "&IF(', source, f'="{choice}","√","□")'))
    return join(*pieces)
