"""The unit of all amounts was chosen wrong.

What it looks for: basic expenditure for each member of staff, in the chosen unit, of less than 1 000 元 or more than
    10 million 元 a year; without staff, all expenditure below 10 000 元 or above a trillion.
Why it matters: when everything is ten thousand times too large or too small, every sum still comes out.
Example: the amounts are typed in 元, 金额单位 says 万元: each of 62 people costs 1.5 thousand million 元 a year.
How to mend: choose the unit that the amounts are in at 单位信息.金额单位, or check 在职人数.
"""

from __future__ import annotations

from decimal import Decimal

from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.judge import accounts as a
from workbook.judge.ledger import ledger_of
from workbook.judge.suspects import suspects
from workbook.judge.texts import amount
from workbook.match import Filled

CODE = "J124"

ZH = """金额单位像是选错了

查什么：按所选的金额单位，在职人员平均每人一年的基本支出不到 1000 元或超过 1000 万元；没有在职人数的，
    全部支出不到 1 万元或超过 1 万亿元。
为什么：全部金额一起差一万倍时，各项合计照样吻合。
举例：金额按元填写，金额单位却选了“万元”：62 人平均每人一年 15 亿元。
怎样改：在“单位信息”中改选金额单位，或核对在职人数。
"""

_HEAD = (Decimal(1000), Decimal(10_000_000))
_ALL = (Decimal(10_000), Decimal(10) ** 12)


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    spot = ledger.fields.get((a.UNIT, "金额单位"))
    unit = ledger.value(spot)
    if spot is None or unit not in ("元", "万元") or suspects(filled).scaled:
        return ()
    yuan = Decimal(1) if unit == "元" else Decimal(10_000)
    rows = ledger.filled_rows(a.SPENT)
    people = ledger.value(ledger.fields.get((a.MORE, "在职人数")))
    basic = sum((row.number(a.BASIC) for row in rows), Decimal(0)) * yuan
    spent = sum((row.number(column) for row in rows for column in a.OUTLAYS), Decimal(0)) * yuan
    by_head = isinstance(people, Decimal) and people > 0 and basic > 0
    what = basic / people if by_head and isinstance(people, Decimal) else spent
    low, high = _HEAD if by_head else _ALL
    if what <= 0 or low <= what <= high:
        return ()
    facts = {
        "found": str(unit),
        "what": "@basic_by_head" if by_head else "@all_spending",
        "text": amount(what.quantize(Decimal("0.01"))),
    }
    return (found(CODE, ledger.place(spot), None, **facts),)
