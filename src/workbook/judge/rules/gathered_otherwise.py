"""What the department's scorecard gathers from its projects does not fit the indicator.

What it looks for: indicators in % that are added up over the projects; actuals that were typed although the form takes
    the sum of the projects; and indicators of projects whose name is nearly one that the department gathers.
Why it matters: percentages of four projects add up to 374 %. A typed number is not used as long as projects have one.
    And indicators are gathered by their exact names: one that is called a little otherwise is left out, which looks
    like a target that was missed.
Example: the department adds up 新增数据接口数量; one project calls it 新增接口数量, and its 43 are missing.
How to mend: choose the weighted mean for percentages; clear a number that is not used; call an indicator the same on
    all scorecards. Where two indicators only look alike, nothing has to be done.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from difflib import get_close_matches

from workbook.data.scorecards import ACTUAL
from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.judge.ledger import Ledger, ListRow, ledger_of
from workbook.judge.texts import amount, row_name, shown_value
from workbook.match import Filled
from workbook.spec.model import Scorecard

CODE = "J137"

ZH = """部门整体自评的汇总方法与指标不合

查什么：计量单位是 % 的指标选了“累加”；选了取自项目，又另填了完成值；项目指标的名称与部门整体要汇总的指标只差一点。
为什么：四个项目的百分比加起来会成为 374%；项目有数时，另填的数不采用；汇总按名称完全相同取数，
    名称差一点的没有汇总进来，看上去就像没有完成目标。
举例：部门整体累加“新增数据接口数量”，有一个项目写成“新增接口数量”，它的 43 个就漏了。
怎样改：百分比请选加权；用不着的数请清除；同一个指标在各张表里用同一个名称。名称只是相像的不必处理。
"""

_RATES = frozenset(("%", "％", "百分比"))
_HOW, _NAME, _SHOWN, _NEAR = "汇总", "三级指标", "实际", 0.85


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    cards = [sheet for sheet in filled.spec.sheets if isinstance(sheet, Scorecard)]
    added = {str(verb) for card in cards for verb, how in card.rollup.items() if how == "add"}
    gathered = [row for rows in ledger.indicators.values() for row in rows if row.text(_HOW) and _HOW in row.spots]
    return (*_unfit(ledger, grid, gathered, added), *_named(ledger, gathered))


def _unfit(ledger: Ledger, grid: Grid, gathered: list[ListRow], added: set[str]) -> Iterator[Finding]:
    cells = {sheet.key: sheet.cells for sheet in grid.sheets}
    for row in gathered:
        sheet = row.spots[_HOW][0]
        if row.text("计量单位").strip() in _RATES and row.text(_HOW) in added:
            facts = {"what": row_name(ledger, row), "text": row.text(_HOW), "kind": "@gathers_rates"}
            yield found(CODE, ledger.place(row.spots[_HOW]), None, **facts)
        column = ledger.filled.layout.sheets[sheet].columns.get(_SHOWN, 0)
        sum_ = cells[sheet].get((row.row, column))
        typed = row.values.get(ACTUAL)
        gathers = sum_.value if sum_ is not None else None
        if typed is not None and isinstance(gathers, Decimal) and gathers != typed:
            facts = {"what": row_name(ledger, row), "text": shown_value(typed), "kind": "@gathers_unused"}
            yield found(CODE, ledger.place(row.spots[ACTUAL]), None, **facts, expected=amount(gathers))


def _named(ledger: Ledger, gathered: list[ListRow]) -> Iterator[Finding]:
    owners = {row.owner for row in gathered}
    wanted = list(dict.fromkeys(row.text(_NAME) for row in gathered if row.text(_NAME)))
    for card, rows in ledger.indicators.items() if wanted else ():
        own = {row.text(_NAME) for row in rows}
        free = [name for name in wanted if name not in own]
        for row in rows if card not in owners and free else ():
            name = row.text(_NAME)
            near = get_close_matches(name, free, 1, _NEAR) if name and name not in wanted else []
            if near:
                facts = {"what": name, "text": name, "kind": "@gathers_name", "expected": near[0]}
                yield found(CODE, ledger.place(row.spots[_NAME]), None, **facts)
