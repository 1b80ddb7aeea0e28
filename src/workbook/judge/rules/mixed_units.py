"""元 and 万元 are mixed up: an amount is some ten thousand times another.

What it looks for: a factor of 10 000 in four ways. Columns whose sums come out once all their amounts are multiplied
    or divided by 10 000, all of them told as one; a single amount of which the same is true; amounts that are 3 000 to
    30 000 times last year's, the budget's, those of the same money elsewhere; and procurement of less than a ten
    thousandth of all expenditure, or of many times it. Which of two is out of line is told by
    the 金额单位 of the file (a figure taken over in 万元 is too small among amounts in 元) and by a third amount of the
    same size; where these do not agree both are named. It is an error where sums or a third amount bear it out.
Why it matters: entry sheets take either unit, sources use both, and a wrong one is published ten thousand times too
    large or too small.
Example: 金额单位 is 元, 机关运行经费 141.09, last year 1466180.25: this year's amount was copied in 万元.
How to mend: type the amount in the unit that 单位信息 says, or choose the other unit there if all amounts are in it.
"""

from __future__ import annotations

from workbook.finding import Finding, Level, Place, found
from workbook.grid.model import Grid
from workbook.judge.areas import areas
from workbook.judge.corrections import TEN_THOUSAND
from workbook.judge.ledger import Ledger, ledger_of
from workbook.judge.peers import Odd, odd_ones
from workbook.judge.procured import Block, misfits
from workbook.judge.rules.unlikely_unit import is_unlikely
from workbook.judge.suspects import suspects
from workbook.judge.texts import amount, label_of
from workbook.judge.units import Scaled
from workbook.match import Filled

CODE = "J103"

ZH = """元与万元混用

查什么：相差一万倍的金额，分四种情况：几列金额全部乘以或除以一万后，合计就吻合，这几列一并提示；单独一个金额如此；
    一个金额是上年、预算、同一笔钱在别处的数的三千倍到三万倍（或其倒数）；政府采购不到全部支出的万分之一，
    或是全部支出的许多倍。两个数里哪个不对，看文件的金额单位
    （按元填的，从万元抄来的数偏小）和同样大小的第三个数；这两样说不到一起的，两个都列出。
    合计或第三个数能证实的，是错误。
为什么：录入表可以用元或万元，原始资料两种都有；用错了，公开的数就大了或小了一万倍。
举例：金额单位是元，机关运行经费 141.09，上年 1466180.25：本年数是按万元抄来的。
怎样改：按“单位信息”中的金额单位重新填写；如果全部金额都用另一种单位，就改选金额单位。
"""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    unit = ledger.unit
    suspected = suspects(filled)
    findings = []
    if suspected.scaled is not None:
        findings.append(_columns(ledger, suspected.scaled, unit))
    for slip in suspected.corrections:
        if slip.kind == "@unit" and not suspected.is_scaled(slip.spot):
            facts = {
                "what": label_of(ledger, slip.spot),
                "kind": "@unit_small" if slip.meant > slip.now else "@unit_large",
                "found": amount(slip.now),
                "would_be": amount(slip.meant),
                "unit": unit,
                "other": slip.trial.gained[0].what,
            }
            findings.append(found(CODE, ledger.place(slip.spot), Level.ERROR, **facts))
    in_doubt = {finding.place for finding in findings}
    # Where all amounts are in the other unit, single ones are right with each other.
    pairs = [] if is_unlikely(ledger) else list(odd_ones(ledger, grid, unit, suspected.borne_out))
    pairs = [odd for odd in pairs if not suspected.spots.intersection((*odd.wrong.spots, *odd.other.spots))]
    # One that is sure bears out those on the same sheet.
    sure = {odd.wrong.spots[0][0] for odd in pairs if odd.sure and not odd.either and odd.wrong.spots}
    for odd in pairs:
        spot = (odd.wrong.spots or odd.other.spots)[0]
        place = ledger.place(spot)
        if place not in in_doubt:
            in_doubt.add(place)
            level = Level.ERROR if not odd.either and odd.wrong.spots and spot[0] in sure else None
            findings.append(found(CODE, _places(ledger, odd) or place, level, **_pair(ledger, odd, unit)))
    for block in misfits(ledger, suspected.spots) if not is_unlikely(ledger) else ():
        place = ledger.place(block.total.spots[0])
        if place not in in_doubt:
            findings.append(found(CODE, place, None, **_block(ledger, block, unit)))
    return tuple(findings)


def _block(ledger: Ledger, block: Block, unit: str) -> dict[str, object]:
    total, whole = block.total, block.whole
    return {
        "what": total.what,
        "cells": areas(block.spots, ledger.filled.layout.sheets),
        "kind": "@unit_small" if block.factor > 1 else "@unit_large",
        "found": amount(total.value),
        "would_be": amount(total.value * block.factor),
        "unit": unit,
        "other": f"“{whole.what}” {amount(whole.value)} {unit}",
        "either": "@procured_little" if block.factor > 1 else "",
    }


def _columns(ledger: Ledger, scaled: Scaled, unit: str) -> Finding:
    """One finding for all columns that are in the other unit."""
    facts = {
        "what": "；".join(f"{owner} {'、'.join(columns)}" for owner, columns in scaled.groups),
        "kind": "@unit_column_small" if scaled.factor > 1 else "@unit_column_large",
        "cells": areas(scaled.spots, ledger.filled.layout.sheets),
        "unit": unit,
        "other": scaled.trial.gained[0].what if scaled.trial.gained else "@near_budget",
        "either": "@unit_of_others" if scaled.doubtful else "",
    }
    beside = (spot for spot in scaled.spots if spot[0] == scaled.first[0])
    return found(CODE, ledger.places(beside), Level.ERROR, **facts)


def _places(ledger: Ledger, odd: Odd) -> Place | None:
    """Both cells, where either may be wrong and they stand on one sheet."""
    wrong, other = odd.wrong.spots, odd.other.spots
    if not odd.either or len(wrong) != 1 or len(other) != 1 or wrong[0][0] != other[0][0]:
        return None
    return ledger.places((wrong[0], other[0]))


def _pair(ledger: Ledger, odd: Odd, unit: str) -> dict[str, object]:
    """Two amounts: one is told as wrong, or both where neither their unit nor a third amount decides."""
    wrong, other = odd.wrong, odd.other
    small = abs(wrong.value) < abs(other.value)
    facts: dict[str, object] = {"what": wrong.what, "found": amount(wrong.value), "unit": unit}
    where = f"（{areas(other.spots, ledger.filled.layout.sheets)}）" if other.spots else ""
    facts["other"] = f"“{other.what}”{where} {amount(other.value)}"
    if odd.either or not wrong.spots:
        return {**facts, "kind": "@unit_apart", "either": "@unit_either"}
    factor = TEN_THOUSAND if small else 1 / TEN_THOUSAND
    return {**facts, "kind": "@unit_small" if small else "@unit_large", "would_be": amount(wrong.value * factor)}
