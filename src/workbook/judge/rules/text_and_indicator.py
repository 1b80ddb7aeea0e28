"""A text gives another number than the indicator that it speaks of.

What it looks for: 年度绩效目标 and the like of a scorecard against the targets of its indicators, 主要产出和效果 and
    the like against the actuals: an indicator's name (without 数量, 次数 …) and a number in its unit behind. 完成情况
    in the list of key work against the actuals of all scorecards, and against what projects have together.
Why it matters: both are published side by side, and the narrative quotes the text word for word.
Example: 新增数据接口98个 in the text, where the indicator 新增数据接口数量 has 96.
How to mend: correct the one that is wrong. A number that means something else may stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from workbook.data.scorecards import ACTUAL, DIRECTION, MEASURED, RATES, TARGET
from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.judge.ledger import Ledger, ListRow, ledger_of
from workbook.judge.texts import amount, around
from workbook.match import Filled

CODE = "J139"

ZH = """文字与指标的数不一致

查什么：自评表里年度绩效目标等文字与指标的目标值、主要产出和效果等文字与指标的完成值：
    文字里出现指标名称（去掉“数量”“次数”等）和同一计量单位的数，两个数却不同。
    重点工作的完成情况与各张自评表的完成值也这样对照。
为什么：两个数一起公开，情况说明又照抄这段文字。
举例：文字写新增数据接口98个，指标“新增数据接口数量”的完成值是96。
怎样改：把写错的改过来；文字说的确是另一个数的不必处理。
"""

_TEXTS = {TARGET: re.compile("目标$"), ACTUAL: re.compile("产出|效果|完成情况")}
"""Facts whose texts speak of targets, or of what came of them."""
_TAIL = re.compile(r"(?:的?(?:数量|个数|次数|条数|件数|人数|场次|总数|总量|数))$")
_ANOTHER = re.compile("较|比|上年|提高|提升|增|降|减|超|多|目标(?!值)|计划|预期|其中")
"""Between a name and a number these make it a number of something else. 不少于 and the like are what targets say."""
_SHORTEST, _LONGEST, _NEAR = 3, 60, 8


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    return (*_of_cards(ledger), *_of_lists(ledger))


def _of_lists(ledger: Ledger) -> Iterator[Finding]:
    """What lists say of work done, against the indicators of all scorecards that are called so."""
    rows = [row for own in ledger.indicators.values() for row in own if isinstance(row.values.get(ACTUAL), Decimal)]
    for spot, slot, text in ledger.texts if rows else ():
        if slot.kind != "row" or not _TEXTS[ACTUAL].search(slot.name):
            continue
        told: dict[str, list[tuple[re.Match[str], ListRow]]] = {}
        for row in rows:
            if match := _number(text, row):
                told.setdefault(row.text("三级指标"), []).append((match, row))
        for what, every in told.items():
            match, first = every[0]
            values = [value for _, row in every if isinstance(value := row.values[ACTUAL], Decimal)]
            values.append(sum(values, Decimal(0)))  # several projects together
            said = [amount(value).removesuffix(".00") + match[3] for value in values]
            number = Decimal(match[2])
            fraction = match[3] in RATES and number / 100 in values  # told as such (J133)
            if number not in values and not fraction and not any(right in text for right in said):
                facts = {"column": slot.name, "what": what, "found": match[2] + match[3], "expected": said[0]}
                facts |= {"text": around(text, *match.span()), "other": ACTUAL, "at": ledger.at(first.spots[ACTUAL])}
                yield found(CODE, ledger.place(spot), None, **facts)


def _of_cards(ledger: Ledger) -> Iterator[Finding]:
    for (card, fact), spot in ledger.facts.items():
        text = ledger.value(spot)
        column = next((name for name, words in _TEXTS.items() if words.search(fact)), "")
        if not column or not isinstance(text, str) or "分析" in fact:
            continue
        for row in ledger.indicators.get(card, ()):
            match = _number(text, row)
            value = row.values.get(column)
            if match is None or not isinstance(value, Decimal) or Decimal(match[2]) == value:
                continue
            right = amount(value).removesuffix(".00") + match[3]
            if right in text:
                continue  # it says that too
            facts = {"column": fact, "what": row.text("三级指标"), "found": match[2] + match[3]}
            facts |= {"expected": right, "text": around(text, *match.span())}
            yield found(CODE, ledger.place(spot), None, **facts, other=column, at=ledger.at(row.spots[column]))


def _number(text: str, row: ListRow) -> re.Match[str] | None:
    """The number behind an indicator's name, if its name stands there once and a number in its unit follows."""
    stem, unit = _TAIL.sub("", row.text("三级指标").strip()), row.text("计量单位").strip()
    if (
        not _SHORTEST <= len(stem) <= _LONGEST
        or not unit
        or row.text(DIRECTION) not in MEASURED
        or text.count(stem) != 1
    ):
        return None
    words = rf"{re.escape(stem)}(?:数量|个数|次数)?([^0-9，。；、,;]{{0,{_NEAR}}}?)"
    match = re.compile(rf"{words}([0-9]+(?:\.[0-9]+)?)({re.escape(unit)})").search(text)
    return None if match is None or _ANOTHER.search(match[1]) else match
