"""A date that is no date.

What it looks for: dates of filling in that no calendar has, that are not written as a date at all, and numbers such as
    44804, which is what a date becomes when its cell loses the format.
Why it matters: the date is printed on the cover and the scorecards, and tells which of two submissions is the later.
Example: 填报日期 2023-15-45; 填报日期 44804, which would be 2022-08-31.
How to mend: type the date as year, month and day, such as 2022-08-31; year and month alone (202208) will do as well.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from workbook.finding import Finding, Level, found
from workbook.grid.model import Grid
from workbook.judge.ledger import ledger_of
from workbook.judge.rules.placeholder import left_over
from workbook.match import Filled

CODE = "J130"

ZH = """日期不对

查什么：填报日期是日历上没有的日子，或者写的根本不是日期；以及 44804 这样的数，那是日期丢了格式以后的样子。
为什么：日期印在封面和自评表上，也用来看哪一份交得晚。
举例：填报日期 2023-15-45；填报日期 44804（应是 2022-08-31）。
怎样改：按年、月、日填写，如 2022-08-31；只写年月（202208）也可以。
"""

_WRITTEN = re.compile(
    r"(\d{4})\s*(?:[-/.年]\s*(\d{1,2})\s*(?:月|(?:[-/.月]\s*(\d{1,2})\s*日?))?|(\d{2})(\d{2})?)?\s*年?"
)
_FIGURES = re.compile(r"[\d\s./年月日-]+")
"""Written in figures it can be wrong only; in words (二〇二二年八月) it is for a person to say."""
_DIGITS = "〇一二三四五六七八九"
_WORDED = re.compile(
    rf"([{_DIGITS}零]{{4}})年(?:([〇零一]?[一二三四五六七八九]|[一二]?十[一二]?|一[〇零一二])月)?"
    rf"(?:([〇零一二三]?[{_DIGITS}零]|[一二三]?十[一二三四五六七八九]?)日)?"
)
_SERIAL = re.compile(r"[34]\d{4}(\.\d+)?")
_BEGIN = date(1899, 12, 30)


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    findings = []
    for spot, slot, text in ledger.texts:
        if "日期" not in slot.name or is_date(text) or left_over(text):
            continue  # a placeholder is told as one (J107)
        lost = _SERIAL.fullmatch(text.strip())
        meant = (_BEGIN + timedelta(days=int(text.strip()[:5]))).isoformat() if lost else _in_figures(text)
        level = None if _FIGURES.fullmatch(text) else Level.WARNING
        findings.append(found(CODE, ledger.place(spot), level, column=slot.name, text=text, would_be=meant))
    return tuple(findings)


def _in_figures(text: str) -> str:
    """二〇二二年三月十五日 as 2022-03-15; "" for other words."""
    match = _WORDED.fullmatch(text.strip())
    if match is None:
        return ""
    year, *others = (words.replace("零", "〇") for words in match.groups() if words)
    parts = [f"{_number(year):04}", *(f"{_number(words):02}" for words in others)]
    return "-".join(parts) if is_date("-".join(parts)) else ""


def _number(words: str) -> int:
    """三十一, 一五 and 〇五 as people write months and days."""
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return int("".join(str(_DIGITS.index(sign)) for sign in words))
    return 10 * (_DIGITS.index(tens) if tens else 1) + (_DIGITS.index(ones) if ones else 0)


def is_date(text: str) -> bool:
    """Whether a text is a day, a month or a year of the calendar, however it is written."""
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        return False
    year, month, day = match[1], match[2] or match[4], match[3] or match[5]
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return False
    return True
