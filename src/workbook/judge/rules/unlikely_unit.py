"""The unit of all amounts was chosen wrong.

What it looks for: basic expenditure for each member of staff, in the chosen unit, of less than 1 000 元 or more than
    10 million 元 a year; without staff, all expenditure below 10 000 元 or above a trillion. It is an error above, and
    below a tenth of it.
Why it matters: when everything is ten thousand times too large or too small, every sum still comes out.
Example: the amounts are typed in 元, 金额单位 says 万元: each of 62 people costs 1.5 thousand million 元 a year.
How to mend: choose the unit that the amounts are in at 单位信息.金额单位, or check 在职人数.
"""

from __future__ import annotations

from decimal import Decimal

from workbook.finding import Finding, Level, found
from workbook.grid.model import Grid
from workbook.judge import accounts as a
from workbook.judge.ledger import Ledger, ledger_of
from workbook.judge.suspects import suspects
from workbook.judge.texts import amount
from workbook.match import Filled

CODE = "J124"

ZH = """金额单位像是选错了

查什么：按所选的金额单位，在职人员平均每人一年的基本支出不到 1000 元或超过 1000 万元；没有在职人数的，
    全部支出不到 1 万元或超过 1 万亿元。高出的，以及不到下限十分之一的，是错误。
为什么：全部金额一起差一万倍时，各项合计照样吻合。
举例：金额按元填写，金额单位却选了“万元”：62 人平均每人一年 15 亿元。
怎样改：在“单位信息”中改选金额单位，或核对在职人数。
"""

FAR = 10
"""So many times below what is likely it is an error; what is above is one always."""
_HUGE = Decimal(10) ** 20
_HEAD = (Decimal(1000), Decimal(10_000_000))
_ALL = (Decimal(10_000), Decimal(10) ** 12)


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    spot = ledger.fields.get((a.UNIT, "金额单位"))
    measured = _measured(ledger)
    if spot is None or measured is None or suspects(filled).scaled is not None or not is_unlikely(ledger):
        return ()
    what, amount_of, (low, high) = measured
    far = amount_of < low / FAR or amount_of > high
    unit, meant = str(ledger.value(spot)), "万元" if amount_of < low else "元"
    facts = {"found": unit, "what": what, "text": amount(round(amount_of, 2) if amount_of < _HUGE else amount_of)}
    facts |= {"expected": meant} if meant != unit else {"kind": "@too_low" if amount_of < low else "@too_high"}
    return (found(CODE, ledger.place(spot), Level.ERROR if far else None, **facts),)


def is_unlikely(ledger: Ledger) -> bool:
    """Whether all amounts together seem to be in the other unit."""
    measured = _measured(ledger)
    return measured is not None and not measured[2][0] <= measured[1] <= measured[2][1]


def _measured(ledger: Ledger) -> tuple[str, Decimal, tuple[Decimal, Decimal]] | None:
    """What is looked at (a word of the catalogue), how many 元 it is, between what it should be."""
    unit = ledger.unit
    if unit not in ("元", "万元"):
        return None
    yuan = Decimal(1) if unit == "元" else Decimal(10_000)
    rows = ledger.filled_rows(a.SPENT)
    people = ledger.value(ledger.fields.get((a.MORE, "在职人数")))
    basic = sum((row.number(a.BASIC) for row in rows), Decimal(0)) * yuan
    spent = sum((row.number(column) for row in rows for column in a.OUTLAYS), Decimal(0)) * yuan
    if isinstance(people, Decimal) and people > 0 and basic > 0:
        return "@basic_by_head", basic / people, _HEAD
    return ("@all_spending", spent, _ALL) if spent > 0 else None
