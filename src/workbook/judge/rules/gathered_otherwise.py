"""What the department's scorecard gathers from its projects does not fit the indicator.

What it looks for: indicators in % that are added up over the projects; actuals that were typed although the form takes
    the sum of the projects; indicators of projects whose name is nearly one that the department gathers; and those
    that have its name, but another direction or unit.
Why it matters: percentages of four projects add up to 374 %. A typed number is not used as long as projects have one.
    And indicators are gathered by their exact names: one that is called a little otherwise is left out, which looks
    like a target that was missed.
Example: the department adds up 新增数据接口数量; one project calls it 新增接口数量, and its 43 are missing.
How to mend: choose the weighted mean for percentages; clear a number that is not used; call an indicator the same on
    all scorecards. Where two indicators only look alike, nothing has to be done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from difflib import get_close_matches

from workbook.data.scorecards import ACTUAL, DEPARTMENT, DIRECTION, RATES
from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.judge.ledger import Ledger, ListRow, ledger_of
from workbook.judge.rules.placeholder import left_over
from workbook.judge.texts import amount, row_name
from workbook.match import Filled
from workbook.spec.model import Scorecard

CODE = "J137"

ZH = """部门整体自评的汇总方法与指标不合

查什么：计量单位是 % 的指标选了“累加”；选了取自项目，又另填了完成值；项目指标的名称与部门整体要汇总的指标只差一点，
    或者名称相同，方向（≥、≤）或计量单位不同。
为什么：四个项目的百分比加起来会成为 374%；项目有数时，另填的数不采用；汇总按名称完全相同取数，
    名称差一点的没有汇总进来，看上去就像没有完成目标。
举例：部门整体累加“新增数据接口数量”，有一个项目写成“新增接口数量”，它的 43 个就漏了。
怎样改：百分比请选加权；用不着的数请清除；同一个指标在各张表里用同一个名称。名称只是相像的不必处理。
"""

_HOW, _NAME, _SHOWN, _NEAR, _LONGEST = "汇总", "三级指标", "实际", 0.85, 60
_UNIT = "计量单位"
_BOUNDS = frozenset(("≥", "≤"))
_WAY = {DIRECTION: "@gathers_direction", _UNIT: "@gathers_unit"}
_SLACK, _CENT = Decimal("0.005"), Decimal("0.01")
"""Of a weighted mean the form shows two decimals."""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    cards = [sheet for sheet in filled.spec.sheets if isinstance(sheet, Scorecard)]
    added = {str(verb) for card in cards for verb, how in card.rollup.items() if how == "add"}
    own = ledger.indicators.get(DEPARTMENT, ())
    gathered = [row for row in own if row.text(_HOW) and _HOW in row.spots]
    others = [
        row for card, every in ledger.indicators.items() if card != DEPARTMENT for row in every if row.text(_NAME)
    ]
    unfit = _unfit(ledger, grid, gathered, added, others)
    return (*unfit, *_named(ledger, gathered, others), *_unlike(ledger, gathered, others))


def _unfit(
    ledger: Ledger, grid: Grid, gathered: list[ListRow], added: set[str], others: list[ListRow]
) -> Iterator[Finding]:
    cells = {sheet.key: sheet.cells for sheet in grid.sheets}
    parts = Counter(row.text(_NAME) for row in others if row.values.get(ACTUAL) is not None)
    for row in gathered:
        sheet = row.spots[_HOW][0]
        if row.text(_UNIT).strip() in RATES and row.text(_HOW) in added and parts[row.text(_NAME)] > 1:
            facts = {"what": row_name(ledger, row), "text": row.text(_HOW), "kind": "@gathers_rates"}
            yield found(CODE, ledger.place(row.spots[_HOW]), None, **facts)
        column = ledger.filled.layout.sheets[sheet].columns.get(_SHOWN, 0)
        sum_ = cells[sheet].get((row.row, column))
        typed = row.values.get(ACTUAL)
        gathers = sum_.value if sum_ is not None else None
        if isinstance(typed, Decimal) and isinstance(gathers, Decimal) and abs(gathers - typed) > _SLACK:
            facts = {"what": row_name(ledger, row), "text": amount(typed), "kind": "@gathers_unused"}
            told = amount(gathers.quantize(_CENT, ROUND_HALF_UP))
            yield found(CODE, ledger.place(row.spots[ACTUAL]), None, **facts, expected=told)


def _named(ledger: Ledger, gathered: list[ListRow], others: list[ListRow]) -> Iterator[Finding]:
    wanted = list(dict.fromkeys(name for row in gathered if 0 < len(name := row.text(_NAME)) <= _LONGEST))
    own: dict[str, set[str]] = {}
    for row in others:
        own.setdefault(row.owner, set()).add(row.text(_NAME))
    near: dict[str, list[str]] = {}
    for row in others if wanted else ():
        name = row.text(_NAME)
        if name in wanted or len(name) > _LONGEST:
            continue
        if name not in near:
            near[name] = get_close_matches(name, wanted, 3, _NEAR)
        free = next((other for other in near[name] if other not in own[row.owner]), "")
        if free:
            facts = {"what": name, "text": name, "kind": "@gathers_name", "expected": free}
            yield found(CODE, ledger.place(row.spots[_NAME]), None, **facts)


def _unlike(ledger: Ledger, gathered: list[ListRow], others: list[ListRow]) -> Iterator[Finding]:
    """Indicators that are gathered although they are measured in another way: told where fewer have it so."""
    for row in {row.text(_NAME): row for row in reversed(gathered)}.values():
        parts = [other for other in others if other.text(_NAME) == row.text(_NAME)]
        for column in (DIRECTION, _UNIT):
            every = [other for other in (row, *parts) if _says(other, column)]
            ways = Counter(_way(other, column) for other in every)
            mine = _way(row, column) if row in every else ""
            usual = next((way for way, count in ways.items() if count * 2 > len(every)), mine)
            for other in every if usual else ():
                if _way(other, column) != usual and column in other.spots:
                    facts = {"what": other.text(_NAME), "text": other.text(column), "kind": _WAY[column]}
                    facts |= {"expected": usual, "would_be": usual}
                    yield found(CODE, ledger.place(other.spots[column]), None, **facts)


def _says(row: ListRow, column: str) -> bool:
    """Whether it is at least or at most (exactly may be either), or any unit; a placeholder is neither (J107)."""
    text = row.text(column).strip()
    return text in _BOUNDS if column == DIRECTION else bool(text) and not left_over(text)


def _way(row: ListRow, column: str) -> str:
    text = row.text(column).strip()
    return "%" if text in RATES else text
