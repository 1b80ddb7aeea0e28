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
from decimal import ROUND_HALF_UP, Decimal

from workbook.data.scorecards import ACTUAL, DEPARTMENT, DIRECTION, MEASURED, RATES, TARGET
from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.judge.ledger import Ledger, ListRow, ledger_of
from workbook.judge.texts import amount, around
from workbook.match import Filled

CODE = "J139"

ZH = """文字与指标的数不一致

查什么：自评表里年度绩效目标等文字与指标的目标值、主要产出和效果等文字与指标的完成值：
    文字里出现指标名称（去掉“数量”“次数”等）和同一计量单位的数，两个数却不同。
    重点工作的完成情况与各张自评表的完成值（或各项目合起来的数）也这样对照。
为什么：两个数一起公开，情况说明又照抄这段文字。
举例：文字写新增数据接口98个，指标“新增数据接口数量”的完成值是96。
怎样改：把写错的改过来；文字说的确是另一个数的不必处理。
"""

_TEXTS = {TARGET: re.compile("目标$"), ACTUAL: re.compile("产出|效果|完成情况")}
"""Facts whose texts speak of targets, or of what came of them."""
_TAIL = re.compile(r"(?:的?(?:数量|个数|次数|条数|件数|人数|场次|总数|总量|数))$")
_ANOTHER = re.compile("较|比|上年|提高|提升|增|降|减|超|多|目标(?!值)|计划|预期|其中")
"""Between a name and a number these make it a number of something else. 不少于 and the like are what targets say."""
_FINEST = Decimal("1E-6")
_NAME, _SHORTEST, _LONGEST, _NEAR = "三级指标", 3, 60, 8


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    return (*_of_cards(ledger), *_of_lists(ledger, grid))


def _of_lists(ledger: Ledger, grid: Grid) -> Iterator[Finding]:
    """What lists say of work done, against the indicators of all scorecards that are called so; nothing while one of
    these has no number.
    """
    texts = [each for each in ledger.texts if each[1].kind == "row" and _TEXTS[ACTUAL].search(each[1].name)]
    if not texts or _lost_card(ledger):
        return
    named: dict[str, list[ListRow]] = {}
    for row in (row for own in ledger.indicators.values() for row in own if row.text(_NAME)):
        named.setdefault(row.text(_NAME), []).append(row)
    for what, rows in named.items():
        parts = [row.values.get(ACTUAL) for row in rows if row.owner != DEPARTMENT]
        own = [row.values.get(ACTUAL) for row in rows if row.owner == DEPARTMENT]
        numbers = [value for value in (*parts, *own) if isinstance(value, Decimal)]
        if not numbers or not all(isinstance(value, Decimal) for value in parts):
            continue
        together = [sum((v for v in parts if isinstance(v, Decimal)), Decimal(0)), *_gathered(ledger, grid, rows)]
        for spot, slot, text in texts:
            match = next((m for row in rows if (m := _number(text, row))), None)
            if match is None or _is_said(match, text, numbers, together):
                continue
            facts = {"column": slot.name, "what": what, "found": match[2] + match[3], "other": ACTUAL}
            facts |= {"expected": _shown(numbers[0]) + match[3], "text": around(text, *match.span())}
            typed = [row.spots[ACTUAL] for row in rows if row.values.get(ACTUAL) is not None]
            yield found(CODE, ledger.place(spot), None, **facts, at="、".join(map(ledger.at, typed)))


def _lost_card(ledger: Ledger) -> bool:
    """Whether a scorecard, or a column of one, is missing: its numbers are not known."""
    filled = ledger.filled
    cards = [sheet.key for sheet in filled.book.sheets if sheet.kind == "card"]
    return any(key not in filled.sheets or filled.layout.sheets[key].lost_columns for key in cards)


def _gathered(ledger: Ledger, grid: Grid, rows: list[ListRow]) -> Iterator[Decimal]:
    """What the department's scorecard makes of its projects' actuals."""
    for row in rows:
        key = row.spots[ACTUAL][0]
        column = ledger.filled.layout.sheets[key].columns.get("实际")
        cells = next(sheet.cells for sheet in grid.sheets if sheet.key == key)
        cell = cells.get((row.row, column)) if column is not None and row.owner == DEPARTMENT else None
        if cell is not None and isinstance(cell.value, Decimal | int):
            yield Decimal(cell.value)


def _is_said(match: re.Match[str], text: str, numbers: list[Decimal], together: list[Decimal]) -> bool:
    """Whether the text has one of the numbers, or what they come to, rounded as it is told; or a rate that is told as
    a fraction (J133).
    """
    number = Decimal(match[2])
    last = max(Decimal(1).scaleb(int(number.as_tuple().exponent)), _FINEST)
    rounded = [value.quantize(last, ROUND_HALF_UP) for value in together]
    fraction = match[3] in RATES and number / 100 in numbers
    return number in numbers or number in rounded or fraction or any(_shown(n) + match[3] in text for n in numbers)


def _shown(number: Decimal) -> str:
    return amount(number).removesuffix(".00")


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
            right = _shown(value) + match[3]
            if right in text:
                continue  # it says that too
            facts = {"column": fact, "what": row.text(_NAME), "found": match[2] + match[3]}
            facts |= {"expected": right, "text": around(text, *match.span())}
            yield found(CODE, ledger.place(spot), None, **facts, other=column, at=ledger.at(row.spots[column]))


def _number(text: str, row: ListRow) -> re.Match[str] | None:
    """The number behind an indicator's name, if its name stands there once and a number in its unit follows."""
    stem, unit = _TAIL.sub("", row.text(_NAME).strip()), row.text("计量单位").strip()
    if (
        not _SHORTEST <= len(stem) <= _LONGEST
        or not unit
        or row.text(DIRECTION) not in MEASURED
        or text.count(stem) != 1
    ):
        return None
    words = rf"{re.escape(stem)}(?:数量|个数|次数)?([^0-9，。；、,;]{{0,{_NEAR}}}?)"
    match = re.compile(rf"{words}([0-9]+(?:\.[0-9]+)?)({re.escape(unit)})(?!以上|以下|以内|左右|多|余)").search(text)
    return None if match is None or _ANOTHER.search(match[1]) else match
