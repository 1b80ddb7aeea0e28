"""Two scorecards that are about one project, or were copied one from the other.

What it looks for: scorecards of projects with the same 项目名称; and two with the same indicators, targets and actuals.
Why it matters: a scorecard is often filled in by copying another one. What was not typed over is another project's, and
    the department's scorecard counts it twice.
Example: all indicators of 公共数据开放创新应用 are those of 政务数据共享平台运维, 96 interfaces included.
How to mend: type what belongs to this project; delete nothing, a scorecard that is not needed stays blank.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from workbook.data.scorecards import ACTUAL, TARGET
from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.judge.ledger import Ledger, ListRow, ledger_of
from workbook.match import Filled

CODE = "J135"

ZH = """两张自评表是同一个项目，或像是照抄的

查什么：项目名称相同的两张项目自评表；指标、目标值、完成值全部相同的两张自评表。
为什么：自评表常由另一张复制而来，没有改到的就是别的项目的内容，部门整体自评也会重复计算。
举例：“公共数据开放创新应用”的指标与“政务数据共享平台运维”逐项相同，连新增接口96个也一样。
怎样改：改成本项目的内容；用不着的自评表留空，不要删除。
"""

_NAME, _INDICATOR, _LEAST = "项目名称", "三级指标", 3


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    return (*_names(ledger), *_indicators(ledger))


def _names(ledger: Ledger) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for (_, fact), spot in ledger.facts.items():
        name = "".join(str(ledger.value(spot) or "").split()) if fact == _NAME else ""
        if not name:
            continue
        if name in first:
            yield found(CODE, ledger.place(spot), None, kind="@twice_project", text=name, other=first[name])
        first.setdefault(name, ledger.at(spot))


def _indicators(ledger: Ledger) -> Iterator[Finding]:
    first: dict[tuple[tuple[str, str, str], ...], str] = {}
    for rows in ledger.indicators.values():
        filled = [row for row in rows if row.text(_INDICATOR)]
        told = tuple((row.text(_INDICATOR), row.text(TARGET), row.text(ACTUAL)) for row in filled)
        numbers = [number for row in filled if isinstance(number := row.values.get(ACTUAL), Decimal)]
        own = any(number not in (0, 100) and number != row.values.get(TARGET) for number, row in _measured(filled))
        if len(numbers) < _LEAST or not own:
            continue  # indicators that are prescribed (发放及时率 100 %) are the same on many scorecards
        spot = filled[0].spots[_INDICATOR]
        if told in first:
            yield found(CODE, ledger.place(spot), None, kind="@twice_indicators", count=len(told), other=first[told])
        first.setdefault(told, ledger.at(spot))


def _measured(rows: list[ListRow]) -> Iterator[tuple[Decimal, ListRow]]:
    for row in rows:
        number = row.values.get(ACTUAL)
        if isinstance(number, Decimal):
            yield number, row
