"""元 and 万元 are mixed up: an amount is some ten thousand times another.

What it looks for: a factor of 10 000 in three ways. A column whose sums come out once all its amounts are multiplied
    or divided by 10 000; a single amount of which the same is true; and amounts that are 3 000 to 30 000 times last
    year's, the budget's, or those of the same row.
Why it matters: entry sheets take either unit, sources use both, and a wrong one is published ten thousand times too
    large or too small.
Example: 金额单位 is 元, 机关运行经费 1410913.31, last year 146.62: last year's amount was copied in 万元.
How to mend: type the amount in the unit that 单位信息 says, or choose the other unit there if all amounts are in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from workbook.finding import Finding, Level, found
from workbook.grid.model import Grid
from workbook.judge import accounts as a
from workbook.judge.comparisons import compared
from workbook.judge.ledger import Ledger, ledger_of
from workbook.judge.suspects import suspects
from workbook.judge.texts import amount, label_of
from workbook.match import Filled
from workbook.match.match import Spot

CODE = "J103"

ZH = """元与万元混用

查什么：相差一万倍的金额，分三种情况：一列金额全部乘以或除以一万后，合计就吻合；单独一个金额如此；
    一个金额是上年、预算或同一行另一个金额的三千倍到三万倍（或其倒数）。
为什么：录入表可以用元或万元，原始资料两种都有；用错了，公开的数就大了或小了一万倍。
举例：金额单位是元，机关运行经费 1410913.31，上年机关运行经费 146.62：上年数是按万元抄来的。
怎样改：按“单位信息”中的金额单位重新填写；如果全部金额都用另一种单位，就改选金额单位。
"""

_LOW, _HIGH = Decimal(3000), Decimal(30000)


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    told: dict[Spot, Finding] = {}
    found_suspects = suspects(filled)
    for scaled in found_suspects.scaled:
        facts = {
            "what": f"{scaled.owner} {'、'.join(scaled.columns)}",
            "kind": "@unit_column_small" if scaled.factor > 1 else "@unit_column_large",
            "other": scaled.trial.gained[0].what if scaled.trial.gained else "@near_budget",
        }
        spots = dict.fromkeys((scaled.first, *ledger.amounts(scaled.owner, scaled.columns)))
        told[scaled.first] = found(CODE, ledger.places(spots), Level.ERROR, **facts)
    for slip in found_suspects.corrections:
        if slip.kind == "@unit":
            facts = {
                "what": label_of(ledger, slip.spot),
                "kind": "@unit_small" if slip.meant > slip.now else "@unit_large",
                "found": amount(slip.now),
                "would_be": amount(slip.meant),
                "other": slip.trial.gained[0].what,
            }
            told.setdefault(slip.spot, found(CODE, ledger.place(slip.spot), Level.ERROR, **facts))
    for spot, what, value, against, base, parts in _pairs(ledger, grid):
        if spot in told or not ten_thousand(value, base) or found_suspects.spots.intersection((spot, *parts)):
            continue
        facts = {
            "what": what,
            "kind": "@unit_small" if value < base else "@unit_large",
            "found": amount(value),
            "other": f"{against}:{amount(base)}",
        }
        told[spot] = found(CODE, ledger.place(spot), None, **facts)
    return tuple(told.values())


def ten_thousand(left: Decimal, right: Decimal) -> bool:
    """Whether one amount is some ten thousand times the other."""
    low, high = sorted((abs(left), abs(right)))
    return low > 0 and _LOW * low <= high <= _HIGH * low


def _pairs(ledger: Ledger, grid: Grid) -> Iterable[tuple[Spot, str, Decimal, str, Decimal, tuple[Spot, ...]]]:
    """Cell, what it is, its amount, what it is held against, the other amount, the cells that it is made of."""
    for pair in compared(ledger, grid):
        if ledger.filled.slots[pair.spot].type == "money":
            yield pair.spot, label_of(ledger, pair.spot), pair.base, "@this_year", pair.now, pair.parts
    for row in ledger.filled_rows(a.SPENT):
        budget = row.number(a.BUDGET)
        spent = sum((row.number(c) for c in a.OUTLAYS), Decimal(0))
        if budget and a.BUDGET in row.spots:
            yield (
                row.spots[a.BUDGET],
                label_of(ledger, row.spots[a.BUDGET]),
                budget,
                "@spent",
                spent,
                tuple(row.spots[c] for c in a.OUTLAYS if c in row.spots),
            )
    for card, _ in ledger.filled.claim.cards:
        planned, paid = ledger.facts.get((card, "预算数")), ledger.facts.get((card, "执行数"))
        left, right = ledger.value(planned), ledger.value(paid)
        if planned is not None and isinstance(left, Decimal) and isinstance(right, Decimal):
            yield planned, f"{card} 预算数", left, "@spent", right, (paid,) if paid is not None else ()
