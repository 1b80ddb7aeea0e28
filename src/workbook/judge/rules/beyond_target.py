"""An actual that is out of all proportion to its target.

What it looks for: indicators in 元 or 万元 of which target and actual differ by some ten thousand times; rates beyond
    100 % and at least twice their target; other actuals that are ten times a target of at least 10.
Why it matters: an indicator has full marks as soon as it reaches its target, so a slip of the hand upwards costs no
    point and is seen by nobody.
Example: the target is 80 interfaces, the actual 960; 946 % satisfaction where 90 % was the target.
How to mend: check the digits, the decimal point and the unit. Where both numbers are right, nothing has to be done.
"""

from __future__ import annotations

from decimal import Decimal

from workbook.data.scorecards import ACTUAL, DIRECTION, MEASURED, RATES, TARGET
from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.judge.ledger import ListRow, ledger_of
from workbook.judge.texts import amount, row_name
from workbook.match import Filled

CODE = "J136"

ZH = """完成值与目标值相差悬殊

查什么：以元、万元计的指标，目标值与完成值差约一万倍；百分比超过 100% 且是目标的两倍以上；
    其他指标的完成值是目标值（10 以上）的十倍以上。
为什么：完成值只要达到目标就得满分，多打一位数不扣分，也就没有人看见。
举例：目标 80 个，完成值 960 个；满意度目标 90%，完成值 946%。
怎样改：核对数字、小数点和计量单位；两个数都对的不必处理。
"""

_MONEY = frozenset(("元", "万元", "亿元"))
_OTHER_UNIT, _TIMES, _TWICE, _HUNDRED = (Decimal(2000), Decimal(50_000)), Decimal(10), Decimal(2), Decimal(100)


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    findings = []
    for rows in ledger.indicators.values():
        for row in rows:
            target, actual = row.number(TARGET), row.number(ACTUAL)
            if target <= 0 or actual <= 0 or row.text("汇总") or ACTUAL not in row.spots:
                continue
            kind = _kind(row, target, actual)
            if kind:
                facts = {"what": row_name(ledger, row), "found": amount(actual), "expected": amount(target)}
                facts |= {"unit": row.text("计量单位"), "kind": kind}
                findings.append(found(CODE, ledger.place(row.spots[ACTUAL]), None, **facts))
    return tuple(findings)


def _kind(row: ListRow, target: Decimal, actual: Decimal) -> str:
    """What seems to be wrong, a word of the catalogue; "" when nothing does."""
    direction, unit, times = row.text(DIRECTION), row.text("计量单位").strip(), actual / target
    if direction not in MEASURED:
        return ""
    low, high = _OTHER_UNIT
    if unit in _MONEY and (low <= times <= high or low <= 1 / times <= high):
        return "@times_unit"
    if direction == "≤":
        return ""
    if unit in RATES:
        return "@times_percent" if actual > _HUNDRED >= target and times >= _TWICE else ""
    return "@times_many" if target >= _TIMES and times >= _TIMES else ""
