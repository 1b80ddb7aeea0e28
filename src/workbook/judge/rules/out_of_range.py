"""A number outside the range that its cell allows.

What it looks for: the rules of cells for whole numbers, years and rates, applied again to what is there, and rates
    above 100 % in cells that hold a share; a share of an indicator may have been typed as its score. What is not a
    whole number at all is told as M309.
Why it matters: pasting evades the rule of the cell. 5.98 in a cell of per cent means 598 %.
Example: 公布的自评资金占比 is 30.71 (3071 %) where 30.71 % was meant.
How to mend: type the number again in this cell, not by pasting.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.judge.ledger import Ledger, ledger_of
from workbook.judge.rules.outside_tier import SHARE, TIER, tiers_of
from workbook.judge.sides import plain
from workbook.judge.typed import ruled
from workbook.match import Filled
from workbook.match.match import Spot

CODE = "J117"

ZH = """数值超出范围

查什么：对整数、年份、百分数单元格的有效性规则再核一遍；表示占比的单元格超过 100%
    （评定比例可能填成了得分）。根本不是整数的见 M309。
为什么：粘贴会绕过有效性规则；百分数单元格里的 5.98 是 598%。
举例：公布的自评资金占比是 30.71（即 3071%），本意是 30.71%。
怎样改：在单元格里直接键入，不要粘贴。
"""

_SHARE = Decimal("0.0001")
_SHARES = ("占比", "比例")


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    findings = []
    for rule_, spot, value in ruled(filled):
        if rule_.kind not in ("whole", "decimal"):
            continue
        slot, number = filled.slots[spot], _number(value)
        if number is None or (slot.type == "count" and (number < 0 or number % 1)):
            continue
        low, high = Decimal(rule_.low), Decimal(rule_.high)
        if slot.type == "rate" and any(word in slot.name for word in _SHARES):
            high = min(high, Decimal(1))
        if not low <= number <= high:
            meant = _meant(ledger, spot, number) if slot.type == "rate" else None
            if meant is not None and not low <= meant <= high:
                meant = None
            facts = {
                "column": slot.name,
                "text": _shown(number, slot.type),
                "expected": f"@between:{_shown(low, slot.type)}|{_shown(high, slot.type)}",
                "would_be": _shown(meant, slot.type) if meant is not None else "",
            }
            findings.append(found(CODE, ledger.place(spot), None, **facts))
    return tuple(findings)


def _meant(ledger: Ledger, spot: Spot, number: Decimal) -> Decimal | None:
    """A rate that was typed without its sign, or an indicator's share that was typed as its score; of these the one
    that the chosen tier allows.
    """
    slot = ledger.filled.slots[spot]
    row = ledger.by_row.get((slot.kind, slot.owner, spot[1])) if slot.name == SHARE else None
    if row is None:
        return number / 100
    weight, tier = row.values.get("权重"), tiers_of(ledger.filled.spec).get(row.text(TIER))
    either = (
        [(number / weight).quantize(_SHARE, ROUND_HALF_UP)]
        if isinstance(weight, Decimal) and 0 < number <= weight
        else []
    )
    fitting = [
        share for share in (*either, number / 100, number / 10) if tier is None or tier.low <= share * 100 <= tier.high
    ]
    return fitting[0] if fitting else None


def _number(value: object) -> Decimal | None:
    if isinstance(value, Decimal):
        return value
    return Decimal(value) if isinstance(value, str) and value.isascii() and value.isdigit() else None


def _shown(number: Decimal, kind: str) -> str:
    return f"{plain(number * 100)}%" if kind == "rate" else f"{number:f}"
