"""A reason that gives none.

What it looks for: the reasons in 补充资料 and 预算差异原因 of amounts that differ, and on scorecards those of
    indicators that lost points (a warning), where nothing stands but 无, 同上, 不详, a dash, and the like.
Why it matters: the reason of a difference is printed as it stands, behind “the main reason is”; the check that asks
    for a reason is content with any text.
Example: 公务接待费 was 8 246 after 9 300 the year before, and the reason is 无.
How to mend: write why the amount differs or the points were lost; where it should not differ, check the two amounts.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from workbook.finding import Finding, Level, found
from workbook.grid.model import Grid
from workbook.judge.areas import areas
from workbook.judge.comparisons import compared
from workbook.judge.ledger import Ledger, ledger_of
from workbook.judge.peers import ten_thousand
from workbook.judge.suspects import suspects
from workbook.judge.texts import amount, row_name
from workbook.judge.vacuous import says_nothing
from workbook.match import Filled

CODE = "J132"

ZH = """没有写出原因

查什么：补充资料和预算差异原因中，两个数不同；自评表中，指标扣了分（只作警告）；
    原因却只写“无”“同上”“不详”、一个横线之类的。
为什么：变动的原因照原样印在“主要原因是”之后；要求写原因的审核只看有没有文字。
举例：公务接待费本年 8246，上年 9300，原因写的是“无”。
怎样改：写明为什么有差别、为什么扣分；本来不该有差别的，核对两个数。
"""


_REASON, _ANALYSIS = "偏差原因", "偏差大或目标未完成原因分析"


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    return (*_of_differences(ledger, grid), *_of_indicators(ledger, grid))


def _of_differences(ledger: Ledger, grid: Grid) -> Iterator[Finding]:
    in_doubt = suspects(ledger.filled).spots
    for pair in compared(ledger, grid):
        text = ledger.value(pair.reason)
        if pair.reason is None or not isinstance(text, str) or not says_nothing(text, alone=True):
            continue
        if pair.same or ten_thousand(pair.now, pair.base) or in_doubt.intersection(pair.parts):
            continue  # nothing to give a reason for, or one of the amounts is wrong
        facts = {
            "what": pair.what,
            "against": pair.against,
            "text": text,
            "found": amount(pair.now),
            "expected": amount(pair.base),
            "cells": areas(pair.parts, ledger.filled.layout.sheets),
        }
        yield found(CODE, ledger.place(pair.reason), None, **facts)


def _of_indicators(ledger: Ledger, grid: Grid) -> Iterator[Finding]:
    """Of each indicator that lost points, and of the scorecard's analysis when none of these has a reason either."""
    cells = {sheet.key: sheet.cells for sheet in grid.sheets}
    for card, rows in ledger.indicators.items():
        lost = told = False
        for row in rows:
            sheet, weight = next(iter(row.spots.values()))[0], row.number("权重")
            column = ledger.filled.layout.sheets[sheet].columns.get("得分", 0)
            cell = cells[sheet].get((row.row, column))
            score = cell.value if cell is not None else None
            if not isinstance(score, Decimal) or score >= weight:
                continue
            lost = True
            text = row.text(_REASON)
            told = told or not says_nothing(text, alone=True)
            if text and says_nothing(text, alone=True):
                points = {"score": amount(score), "weight": amount(weight)}
                place = ledger.place(row.spots[_REASON])
                yield found(CODE, place, Level.WARNING, what=row_name(ledger, row), text=text, **points)
        spot = ledger.facts.get((card, _ANALYSIS))
        text = str(ledger.value(spot) or "")
        if lost and not told and spot is not None and text and says_nothing(text, alone=True):
            yield found(CODE, ledger.place(spot), Level.WARNING, what=_ANALYSIS, text=text, kind="@points_lost")
