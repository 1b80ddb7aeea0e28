"""The indicators of a scorecard: typed beside the form, shown, aggregated from projects and scored in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from workbook.book.compile import compile_formula
from workbook.book.draft import Draft, Pending
from workbook.book.indicatorlooks import DRESSED, SHOWN, equal_neighbours, input_look, shown_numbers
from workbook.book.inputs import row_content
from workbook.book.kinds import add_rule
from workbook.book.model import Slot, Table
from workbook.book.scope import Context, Scope
from workbook.book.sizes import Sizes, Wanted, wanted
from workbook.book.textsheet import Card
from workbook.data import ScorecardData
from workbook.finding import Finding, Text
from workbook.formula import HERE, Part, Ref, join
from workbook.spec.model import Scorecard, Tier

Parts = tuple[tuple[Part, ...], tuple[Finding, ...]]

COLUMNS = (
    ("一级指标", "text", 12), ("二级指标", "text", 14), ("三级指标", "text", 28), ("方向", "choice", 8),
    ("年初目标值", "any", 14), ("计量单位", "text", 8), ("权重", "number", 8), ("填报完成值", "any", 16),
    ("档次", "choice", 20), ("填报比例", "rate", 10), ("公布得分", "number", 10), ("汇总", "choice", 8),
    ("偏差原因", "text", 30),
)  # fmt: skip
"""What is typed for an indicator."""

DATA_NAMES = {"填报完成值": "实际完成值", "填报比例": "评定比例", "公布得分": "得分"}
"""Columns whose name in the data files differs: the form shows the value that counts, the side the typed one."""

SIDE = (
    *((name, width, False) for name, _, width in COLUMNS),
    ("汇总完成值", 12, False), ("汇总比例", 10, False),
)  # fmt: skip

_LABELS = {
    "填报完成值": "实际完成值",
    "填报比例": "评定比例",
    "公布得分": "公布得分（无权重时用）",
    "汇总": "取自项目",
}


ROW = "指标"
"""What the keys of the rows begin with; a number follows."""
_DIGITS = 6
"""Of that number; keys of a file may be anything."""
MERGED, TARGET = ("一级", "二级"), "目标"
"""Columns of the form: those with merged cells, and the one that shows the target."""

_STEP = 6
"""Rows, see `Wanted`."""


@dataclass(frozen=True, slots=True)
class Indicators:
    """Everything the indicator area is made of. more: 权重, 偏差原因 → the printed column that shows it."""

    spec: Scorecard
    data: ScorecardData
    draft: Draft
    name: str
    form: tuple[str, ...]
    side: Mapping[str, str]
    projects: tuple[Card, ...]
    sizes: Sizes
    more: Mapping[str, str] = field(default_factory=dict)


def row_of(key: str) -> int:
    """The number of an indicator's row from 1, 0 for another row."""
    number = key.removeprefix(ROW)
    is_number = number != key and number.isascii() and number.isdigit() and len(number) <= _DIGITS
    return int(number) if is_number else 0


def put_indicators(area: Indicators) -> Table:
    """Head and rows; returns the table 指标."""
    draft, spec, form, side = area.draft, area.spec, area.form, area.side
    head = draft.row("指标栏目", 32)
    for column, label in zip(
        form, ("一级指标", "二级指标", "三级指标", "年初目标值（A）", "实际完成值（B）", "得分"), strict=True
    ):
        draft.put(head, column, label, "head")
    for name, column in area.more.items():
        draft.put(head, column, "分值" if name == "权重" else str(spec.reasons), "head")
    for name, column in side.items():
        draft.put(head, column, _LABELS.get(name, name), "head.side")
    given = area.data.indicators
    count = area.sizes.count(draft.key, ROW, indicator_rows(spec, len(given)))
    rows = [draft.row(f"{ROW}{i}", 0) for i in range(1, count + 1)]
    columns = {name: side[name] for name, _, _ in COLUMNS}
    columns |= {
        "得分": form[5],
        "实际完成值": form[4],
        "评定比例": side["汇总比例"],
        "汇总完成值": side["汇总完成值"],
    }
    types = dict.fromkeys(columns.values(), "text")
    for name in ("权重", "公布得分", "得分", "年初目标值", "实际完成值", "填报完成值", "汇总完成值"):
        types[columns[name]] = "number"
    types[columns["评定比例"]] = types[columns["填报比例"]] = "rate"
    table = Table(
        area.name, draft.key, "card", {}, columns, types, (rows[0], rows[-1]), block="指标", size=count,
        required=columns["三级指标"], body_keys=tuple(rows),
    )  # fmt: skip
    tiers = next((r.tiers for r in spec.scoring.values() if r.tiers), {})
    choices = {
        "方向": tuple(map(str, spec.scoring)),
        "档次": tuple(map(str, tiers)),
        "汇总": tuple(map(str, spec.rollup)),
    }
    for name, kind, _ in COLUMNS:
        for i, row in enumerate(rows):
            value = row_content(given[i], DATA_NAMES.get(name, name)) if i < len(given) else None
            slot = Slot("indicator", area.data.name, DATA_NAMES.get(name, name), kind, number=i + 1)
            draft.input(row, side[name], value, input_look(kind, value), slot, dressed=kind in DRESSED)
        if kind != "any" and (kind != "choice" or choices[name]):
            prompt = _tier_prompt(tiers) if name == "填报比例" else ""
            add_rule(
                draft, kind, rows[0], rows[-1], side[name], title=_LABELS.get(name, name), prompt=prompt,
                choices=choices.get(name, ()), low=0, high=1,
            )  # fmt: skip
    scored = Pending(partial(_score, area, table), "amount", "0.00")
    gathered = Pending(partial(_gathered, area, table, "填报完成值"), "computed.number", "0.00")
    share = Pending(partial(_gathered, area, table, "填报比例"), "computed.number", "0.00%")
    looks = [(form[0], "一级指标", SHOWN, ""), (form[1], "二级指标", SHOWN, ""), (form[2], "三级指标", "wrap", "")]
    looks += [(c, n, *((SHOWN, "0.##") if n == "权重" else ("wrap", ""))) for n, c in area.more.items()]
    same = {c: Pending(partial(_shown, side[name], draft.key), look, digits) for c, name, look, digits in looks}
    for i, row in enumerate(rows):
        target, actual = shown_numbers(spec, given[i] if i < len(given) else {})
        shown = partial(_shown, side["年初目标值"], draft.key)
        draft.cells.update({(row, column): pending for column, pending in same.items()})
        draft.cells[row, form[3]] = Pending(shown, SHOWN, target, dressed=True)
        draft.cells[row, form[4]] = Pending(partial(_actual, table, draft.key), SHOWN, actual, dressed=True)
        draft.cells[row, form[5]] = scored
        draft.cells[row, side["汇总完成值"]] = gathered
        draft.cells[row, side["汇总比例"]] = share
    _merge(draft, form, rows, given)
    return table


def indicator_rows(spec: Scorecard, given: int) -> Wanted:
    """Rows for indicators: those there are and a few, or those of an empty form."""
    return wanted(given + spec.room if given else spec.rows, spec.rows, _STEP)


def _tier_prompt(tiers: Mapping[Text, Tier]) -> str:
    told = "；".join(f"{name} {t.low:g}%–{t.high:g}%" for name, t in tiers.items())
    return f"定性指标按档次填比例：{told}"[:250]


def _shown(column: str, sheet: str, scope: Scope) -> Parts:
    source = Ref(sheet, HERE, column)
    return join("IF(", source, '="","",', source, ")"), ()


def _actual(table: Table, sheet: str, scope: Scope) -> Parts:
    """The value that counts: gathered from projects where 取自项目 says so, else the typed one."""
    typed, gathered = (
        Ref(sheet, HERE, table.columns["填报完成值"]),
        Ref(sheet, HERE, table.columns["汇总完成值"]),
    )
    shown = join("IF(", typed, '="","",', typed, ")")
    return join("IF(ISNUMBER(", gathered, "),", gathered, ",", shown, ")"), ()


def _score(area: Indicators, table: Table, scope: Scope) -> Parts:
    """By the rule of the row's 方向, capped there; without a weight the published score, as entered."""
    context = Context(table=table, row=HERE)
    findings: list[Finding] = []

    def of(name: str) -> Ref:
        return Ref(area.draft.key, HERE, table.columns[name])

    chosen: tuple[Part, ...] = ('""',)
    for direction, rule in reversed(list(area.spec.scoring.items())):
        compiled = compile_formula(rule.score, context, scope)
        findings += compiled.findings
        chosen = join("IF(", of("方向"), f'="{direction}",', compiled.parts, ",", chosen, ")")
    published = join("IF(", of("公布得分"), '="","",', of("公布得分"), ")")
    parts = join("IF(", of("三级指标"), '="","",IF(', of("权重"), '="",', published, ",", chosen, "))")
    return parts, tuple(findings)


def _gathered(area: Indicators, table: Table, name: str, scope: Scope) -> Parts:
    """累加: the projects' values added; 加权: weighted by their money. The typed 评定比例 where nothing is gathered."""
    key = area.draft.key
    choice, own = Ref(key, HERE, table.columns["汇总"]), Ref(key, HERE, table.columns["三级指标"])
    typed = Ref(key, HERE, table.columns[name])
    fallback: tuple[Part, ...] = join("IF(", typed, '="","",', typed, ")") if name == "填报比例" else ('""',)
    if not area.projects or not area.spec.rollup:
        return fallback, ()
    added: list[tuple[Part, ...]] = []
    weighted: list[tuple[Part, ...]] = []
    money: list[tuple[Part, ...]] = []
    counts: list[tuple[Part, ...]] = []
    for card in area.projects:
        indicators, execution = card.tables["指标"], card.tables["预算执行"]
        names = _area(indicators, "三级指标")
        value = join("SUMIFS(", _area(indicators, name), ",", names, ",", own, ")")
        count = join("COUNTIFS(", names, ",", own, ",", _area(indicators, name), ',">=0")')
        fund = join("N(", Ref(execution.sheet, execution.body[0], execution.columns["执行数"]), ")")
        added.append(value)
        counts.append(count)
        weighted.append(join(fund, "*", value))
        money.append(join(fund, "*", count))
    total = _plus(counts)
    parts = fallback
    for verb, how in reversed(list(area.spec.rollup.items())):
        if how == "add" and name == "填报完成值":
            body = join("IF(", total, '=0,"",', _plus(added), ")")
        else:
            body = join("IF(", _plus(money), '=0,"",(', _plus(weighted), ")/(", _plus(money), "))")
        if how == "add" and name == "填报比例":
            continue
        if how == "funds" and name == "填报比例":
            body = join("IF(", _plus(money), "=0,", fallback, ",(", _plus(weighted), ")/(", _plus(money), "))")
        parts = join("IF(", choice, f'="{verb}",', body, ",", parts, ")")
    return parts, ()


def _plus(items: list[tuple[Part, ...]]) -> tuple[Part, ...]:
    return join(*[join("+" if i else "", item) for i, item in enumerate(items)])


def _area(table: Table, name: str) -> Ref:
    key = table.columns[name]
    return Ref(table.sheet, table.body[0], key, table.body[1], key)


def _merge(draft: Draft, form: tuple[str, ...], rows: list[str], given: tuple[Mapping[str, object], ...]) -> None:
    """Equal neighbours of 一级 and 二级指标 are one merged cell, as the official form has them."""
    for column, first, last in equal_neighbours(given):
        for row in rows[first + 1 : last + 1]:
            draft.cells.pop((row, form[column]), None)
        draft.span(rows[first], form[column], rows[last], form[column], SHOWN)
