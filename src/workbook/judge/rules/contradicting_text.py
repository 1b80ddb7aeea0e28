"""A reason says the opposite of its numbers.

What it looks for: the reasons in 补充资料 and 预算差异原因, held against the two amounts that they explain: words of
    rising only where the amount fell, words of falling only where it rose, 持平 or 一致 where it changed, and
    amounts or rates given with 增加, 减少, 增长, 下降 “比上年” or “比预算” that are not the computed ones.
Why it matters: the sentence is printed behind the computed difference, so a reader sees the contradiction at once.
    It is mostly last year's reason left in the file.
Example: 机关运行经费 fell from 1 466 180.25 to 1 410 913.31 and the reason is 人员增加，办公费增长.
How to mend: write the reason for this year's difference; check the two amounts if the reason is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.judge.areas import areas
from workbook.judge.comparisons import Compared, compared
from workbook.judge.ledger import ledger_of
from workbook.judge.peers import ten_thousand
from workbook.judge.suspects import suspects
from workbook.judge.texts import amount
from workbook.match import Filled

CODE = "J108"

ZH = """原因与数字相反

查什么：补充资料和预算差异原因中的原因，与它所说明的两个数对照：数减少了却只说增加，数增加了却只说减少，
    有变动却说持平、一致；“比上年”“比预算”增加、减少、增长、下降的金额或比率与计算的不符。
为什么：这句话印在算出的增减之后，读者一眼就看出矛盾；多半是上年的原因没有改。
举例：机关运行经费由 1466180.25 降到 1410913.31，原因写的是“人员增加，办公费增长”。
怎样改：写本年变动的原因；原因没有错的，核对两个数。
"""

_UP = re.compile("增加|增长|上升|提高|上调|增多|追加|扩大|新增|上涨")
_DOWN = re.compile("减少|下降|降低|压减|压缩|缩减|节约|下调|减少|回落|核减|取消")
_SAME = re.compile(
    r"持平|一致|没有变化|无变化|未发生变化|无增减|相同"
    r"|(?:^|[，。；、]|经费|费用?|支出|决算|预算|金额|上年|去年)(?:没有|无|未)变动"
)
_TOLD = re.compile(
    r"(?:比|较|与)(?:上年|去年|上一年|年初预算|预算)数?[^，。；]{0,8}?(?P<way>增加|增长|上升|减少|下降|降低)了?"
    r"\s*(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>万元|元|[%％])"
)
_SMALL = Decimal("0.005")


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    in_doubt = suspects(filled).spots
    findings = []
    for pair in compared(ledger, grid):
        text = ledger.value(pair.reason)
        if pair.reason is None or not isinstance(text, str):
            continue
        if ten_thousand(pair.now, pair.base) or in_doubt.intersection(pair.parts):
            continue
        for kind, word in _faults(text, pair, ledger.scale(grid)):
            facts = {
                "what": pair.what,
                "against": pair.against,
                "text": word,
                "kind": kind,
                "found": amount(pair.now),
                "expected": amount(pair.base),
                "cells": areas(pair.parts, filled.layout.sheets),
            }
            findings.append(found(CODE, ledger.place(pair.reason), None, **facts))
    return tuple(findings)


def _faults(text: str, pair: Compared, scale: Decimal) -> Iterable[tuple[str, str]]:
    """A word of the catalogue for what is wrong, and the words that are."""
    change = pair.difference
    told = _TOLD.search(text)
    if told is not None and not _agrees(told, pair, scale):
        yield "@told_wrong", told[0]
        return
    up, down, same = _UP.search(text), _DOWN.search(text), _SAME.search(text)
    if up and not down and change <= 0:
        yield ("@fell" if change else "@unchanged"), up[0]
    elif down and not up and change >= 0:
        yield ("@rose" if change else "@unchanged"), down[0]
    elif same and not up and not down and not pair.same:
        yield ("@rose" if change > 0 else "@fell"), same[0]


def _agrees(told: re.Match[str], pair: Compared, scale: Decimal) -> bool:
    """Whether an amount or rate in the text is the computed one, in its direction, as far as it is written out."""
    change = pair.difference
    if (told["way"] in ("增加", "增长", "上升")) != (change > 0):
        return False
    digits = len(told["number"].partition(".")[2])
    step = Decimal(1).scaleb(-digits)
    if told["unit"] in "%％":
        if not pair.base:
            return False
        true = abs(change) / abs(pair.base) * 100
    else:
        true = abs(change) / (1 if (told["unit"] == "元") == (scale != 1) else scale)
        true = true * 10000 if told["unit"] == "元" and scale == 1 else true
    return abs(Decimal(told["number"]) - true) <= step / 2 + _SMALL
