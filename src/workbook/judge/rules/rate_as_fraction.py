"""A percentage that was typed as a fraction.

What it looks for: indicators in % of which the target or the actual is a hundredth of what the other would suggest
    (0.9 beside 95). Targets of at most so much (≤) may be that far away, and are let be.
Why it matters: the rate of completion is the quotient of both. With a target of 0.9 % every result has full marks; with
    a result of 0.95 % the points are lost.
Example: the target is 0.9 in %, the actual 95.
How to mend: type 90 for 90 %. Where the small number is meant, nothing has to be done.
"""

from __future__ import annotations

from decimal import Decimal

from workbook.data.scorecards import ACTUAL, DIRECTION, TARGET
from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.judge.ledger import ZERO, ledger_of
from workbook.judge.texts import amount, row_name
from workbook.match import Filled

CODE = "J133"

ZH = """百分比填成了小数

查什么：计量单位是 % 的指标，年初目标值、实际完成值中的一个像是另一个的百分之一（0.9 与 95）。
    方向是“≤”的本来可以差这么多，不查。
为什么：完成比例由两个数相除得出。目标填成 0.9%，做到多少都是满分；完成值填成 0.95%，分就扣光了。
举例：年初目标值 0.9，计量单位 %，实际完成值 95。
怎样改：90% 请填 90；确实是 0.9% 的不必处理。
"""

SHOWN = "实际"
"""The column of the form with the actual that counts."""
_UNITS = frozenset(("%", "％", "百分比"))
_AT_LEAST = frozenset(("≥", "="))
_FRACTION, _HUNDRED, _FACTOR = Decimal(1), Decimal(100), Decimal("1.5")
"""A fraction is at most 1, and a hundred times of it not much more or less than the other number."""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    cells = {sheet.key: sheet.cells for sheet in grid.sheets}
    findings = []
    for rows in ledger.indicators.values():
        for row in rows:
            if row.text("计量单位").strip() not in _UNITS or row.text(DIRECTION) not in _AT_LEAST:
                continue
            if TARGET not in row.spots or ACTUAL not in row.spots:
                continue  # both come from a department's units
            sheet = row.spots[ACTUAL][0]
            shown = cells[sheet].get((row.row, filled.layout.sheets[sheet].columns[SHOWN]))
            gathered = shown.value if shown is not None and row.text("汇总") else None  # from the projects
            counts = gathered if isinstance(gathered, Decimal) else row.values.get(ACTUAL)
            numbers = {TARGET: row.number(TARGET), ACTUAL: counts if isinstance(counts, Decimal) else ZERO}
            small, large = sorted(numbers, key=lambda name: numbers[name])
            low, high = numbers[small], numbers[large]
            would_be = low * _HUNDRED
            if row.number(small) != low:
                continue  # it is told of the project
            if not 0 < low <= _FRACTION < high or not high / _FACTOR <= would_be <= high * _FACTOR:
                continue
            facts = {"what": row_name(ledger, row), "column": small, "found": amount(low), "other": large}
            facts |= {"expected": amount(high), "would_be": f"{would_be.normalize():f}"}
            findings.append(found(CODE, ledger.place(row.spots[small]), None, **facts))
    return tuple(findings)
