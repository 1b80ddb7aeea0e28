"""Scorecards: 自评/<name>.csv holds the indicators, 自评/<name>.概况.csv the head facts and texts."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from pathlib import Path

from workbook.data.amounts import near_number, strict_number
from workbook.data.csvtext import Columns, Line, in_order, read_lines
from workbook.data.model import ScorecardData, Value
from workbook.data.sheets import ITEM, VALUE
from workbook.data.strays import hidden, stray_cards
from workbook.data.values import choice, plain_text, read_value
from workbook.finding import Finding, Level, Text, found
from workbook.spec.model import Column, Row, Scorecard

FOLDER, DEPARTMENT, HEAD = "自评", "部门整体", ".概况"
TARGET, ACTUAL, DIRECTION = "年初目标值", "实际完成值", "方向"
MEASURED = frozenset(("≥", "≤", "="))
"""Directions whose targets and actuals are numbers."""
RATES = frozenset(("%", "％", "百分比"))
"""Units of indicators that are percentages."""
COLUMNS = (
    "一级指标",
    "二级指标",
    "三级指标",
    "方向",
    "年初目标值",
    "计量单位",
    "权重",
    "实际完成值",
    "档次",
    "评定比例",
    "得分",
    "汇总",
    "偏差原因",
)
MONEY = ("预算数", "执行数")
_TEXTS = ("一级指标", "二级指标", "三级指标", "计量单位", "偏差原因")
_KINDS: Mapping[str, Column] = {
    "权重": Column(type="number", min=0, max=100),
    "得分": Column(type="number", min=0, max=100),
    "评定比例": Column(type="rate", min=0, max=1),
}


def read_scorecards(
    folder: Path, forms: Iterable[Scorecard], money_unit: str = ""
) -> tuple[tuple[ScorecardData, ...], tuple[Finding, ...]]:
    """All scorecards of a unit, 部门整体 first, then by file name. money_unit: that of their amounts.

    Findings: D101–D109, D113–D115, D118.
    """
    scopes = {form.scope: form for form in forms}
    base = folder / FOLDER
    files = {p.stem: p for p in base.glob("*.csv") if not hidden(p.name)}
    names = sorted({stem.removesuffix(HEAD) for stem in files}, key=lambda n: (n != DEPARTMENT, n))
    cards: list[ScorecardData] = []
    findings: list[Finding] = []
    for name in names:
        form = scopes.get("department" if name == DEPARTMENT else "project")
        facts, told = _facts(files.get(name + HEAD), form, name, money_unit)
        findings += told
        indicators: tuple[Mapping[str, Value], ...] = ()
        if name in files:
            indicators, told = _indicators(files[name], form, name)
            findings += told
        else:
            findings.append(found("D101", None, Level.WARNING, file=f"{FOLDER}/{name}.csv"))
        cards.append(ScorecardData(name, name == DEPARTMENT, facts, indicators))
    return tuple(cards), (*findings, *stray_cards(base))


def _facts(
    path: Path | None, form: Scorecard | None, name: str, money_unit: str
) -> tuple[Mapping[str, Value], tuple[Finding, ...]]:
    kinds = fact_kinds(form)
    values: dict[str, Value] = dict.fromkeys(kinds)
    if path is None:
        return values, (found("D101", None, Level.INFO, file=f"{FOLDER}/{name}{HEAD}.csv", reason="@treated_blank"),)
    lines, told = read_lines(path, f"{FOLDER}/{path.name}", Columns(name, (ITEM, VALUE), (ITEM, VALUE)))
    findings = list(told)
    seen: dict[str, int] = {}
    for line in lines:
        item = line[ITEM]
        if form is not None and item not in kinds:
            computed = item in form.head
            near = difflib.get_close_matches(item, kinds, 1, 0.5)
            why = {"reason": "@computed"} if computed else {"nearest": near[0] if near else ""}
            level = Level.INFO if computed else None
            findings.append(found("D108", item.place, level, item=item or "@blank", sheet=form.sheet, **why))
            continue
        if item in seen:
            findings.append(found("D107", item.place, None, item=item, first=seen[item]))
            continue
        seen[str(item)] = line.place.line
        kind = kinds.get(item, Column(type="text"))
        values[str(item)], said = read_value(line[VALUE], str(item), kind, {}, money_unit)
        findings += said
    return values, in_order(findings)


def fact_kinds(form: Scorecard | None) -> dict[str, Column | Row]:
    """What is typed into a scorecard beside its indicators: amounts, head facts, texts."""
    kinds: dict[str, Column | Row] = {name: Column(type="money") for name in MONEY}
    if form is not None:
        for name, field in form.head.items():
            if not field.formula:
                kinds[str(name)] = Column(type=field.type, of=list(field.of))
        kinds |= {str(name): Column(type="text") for name in form.texts}
    return kinds


def _indicators(
    path: Path, form: Scorecard | None, name: str
) -> tuple[tuple[Mapping[str, Value], ...], tuple[Finding, ...]]:
    optional = [c for c in COLUMNS if c not in ("三级指标", DIRECTION, TARGET, ACTUAL)]
    columns = Columns(name, COLUMNS, ("三级指标", DIRECTION), optional)
    lines, told = read_lines(path, f"{FOLDER}/{path.name}", columns)
    findings = list(told)
    rows = []
    for line in lines:
        row: dict[str, Value] = {}
        for column in COLUMNS:
            row[column], said = _indicator_value(line, column, form)
            findings += said
        rows.append(row)
    return tuple(rows), in_order(findings)


def _indicator_value(line: Line, column: str, form: Scorecard | None) -> tuple[Value, tuple[Finding, ...]]:
    text = line[column]
    if text == "":
        return None, ()
    if column in _KINDS:
        return read_value(text, column, _KINDS[column], {})
    if column in (TARGET, ACTUAL):
        return _measured(text, column, line[DIRECTION])
    if form is not None and column not in _TEXTS:
        tiers = [str(tier) for rule in form.scoring.values() for tier in rule.tiers]
        choices = {
            DIRECTION: [str(k) for k in form.scoring],
            "汇总": [str(k) for k in form.rollup],
            "档次": tiers,
        }
        if choices.get(column):
            return choice(text, column, choices[column])
    return plain_text(text, column)


def _measured(text: Text, column: str, direction: str) -> tuple[Value, tuple[Finding, ...]]:
    """A target or an actual: a number where the direction asks for one, otherwise the words."""
    if direction not in MEASURED:
        return plain_text(text, column)
    number = strict_number(text)
    if number is not None:
        return number, ()
    meant = near_number(text.lstrip("≥≤=＝><＞＜ "))
    value, said = plain_text(text, column)
    if meant is None:
        return value, said
    warning = found("D105", text.place, Level.WARNING, column=column, text=text, would_be=f"{meant:f}")
    return value, (*said, warning)
