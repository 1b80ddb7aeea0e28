"""One input cell of a filled workbook → a typed value. Everything that is not plainly what it should be is told."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from math import ulp
from typing import NamedTuple

from workbook.book.model import Slot
from workbook.data import Value
from workbook.data.amounts import decimals, near_number, near_value, round_half_up
from workbook.data.values import plain_text
from workbook.finding import Finding, Level, Place, Text, found
from workbook.read.model import Kind, RawCell
from workbook.read.numbers import is_number, parse_number, read_number

DATE = "日期"
"""What a field is called that takes a date; it is a text, and a program may have made a number of it."""
_EPOCH = date(1899, 12, 30)
_LAST = 100_000
"""No day of our time has so high a number."""
_BITS = 16
"""So many of its last bits a sum may be off."""
_UNSEEN = " \t\r\n\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff"
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T.*)?", re.ASCII)
NUMERIC = frozenset(("money", "number", "count", "rate", "year"))


class Typed(NamedTuple):
    """value: what counts. findings: what is wrong with the cell."""

    value: Value
    findings: tuple[Finding, ...] = ()


def read_input(
    cell: RawCell | None, slot: Slot, place: Place, money_unit: str = "", *, is_percent: bool = False
) -> Typed:
    """money_unit: that of the workbook's amounts, for what a text such as 612.84万元 was meant to be. is_percent:
    whether the file shows the cell's number as so many hundredths.

    Findings M301 formula in an input cell, M302 number stored as text, M303 text where a number belongs, M304 error
    value, M305 true/false, M306 date, M307 too many decimals, M308 code stored as a number, M309 not whole or negative,
    M310 percent where none belongs, R602 noise of binary arithmetic, R603 more digits than a program keeps, R604 too
    large for an amount.
    """
    if cell is None or (cell.value is None and cell.formula is None):
        return Typed(None)
    name = slot.name
    if cell.formula is not None:
        return Typed(None, (found("M301", place, column=name, formula=f"={cell.formula}", value=cell.value),))
    value = cell.value or ""
    if cell.kind is Kind.ERROR:
        return Typed(None, (found("M304", place, column=name, text=value),))
    if cell.kind is Kind.BOOLEAN:
        return Typed(None, (found("M305", place, column=name, text="TRUE" if value == "1" else "FALSE"),))
    if slot.type in NUMERIC or (slot.type == "any" and cell.kind is Kind.NUMBER):
        if is_percent and slot.type != "rate" and (typed := _percent(cell, slot, place)) is not None:
            return typed
        return _number(cell, slot, place, money_unit)
    is_code = slot.type == "code" and is_number(value)
    day = day_of(cell) if (cell.kind is Kind.DATE and not is_code) or DATE in name else ""
    if day:
        return Typed(day, (found("M306", place, column=name, text=day),))
    if cell.kind is Kind.DATE and not is_code:
        return Typed(None, (_date_for_number(cell, slot, place),))
    if cell.kind in (Kind.NUMBER, Kind.DATE):
        number = parse_number(value).value
        shown = value if number is None else f"{number:f}"
        if slot.type == "code":
            return Typed(shown, (found("M308", place, column=name, text=shown),))
        return Typed(shown)
    if seems_blank(value):
        return Typed(None)
    meant = _bare_number(value) if slot.type == "any" and cell.kind is Kind.TEXT else None
    if meant is not None:
        return Typed(value, (found("M302", place, column=name, text=value, would_be=f"{meant:f}"),))
    text, told = plain_text(Text(value, place), name)
    return Typed(text, tuple(f for f in told if f.facts["reason"] != "@control"))  # reading has told it: R416


def seems_blank(text: str) -> bool:
    """Whether nobody sees anything of a text."""
    return not text.strip().strip(_UNSEEN)


def _bare_number(text: str) -> Decimal | None:
    """The number that a text is, or nearly is, without a word or a sign beside it (55, 1,200, full-width digits).

    Where words and numbers are both allowed, “3个” and “95%” are answers in words; a bare number is a number.
    """
    if any(c.isalpha() or c in "%％￥¥" for c in text):
        return None
    return near_number(text)


def day_of(cell: RawCell) -> str:
    """2022-08-31 of a serial number or an ISO date; "" for what is no day of our time."""
    value = cell.value or ""
    if cell.kind is Kind.DATE and _ISO.fullmatch(value):
        return value[:10]
    if cell.kind is Kind.TEXT or not is_number(value) or not 0 <= Decimal(value) < _LAST:
        return ""
    day = _EPOCH + timedelta(days=int(Decimal(value)))
    return day.isoformat() if 2000 <= day.year < 2100 else ""


def _date_for_number(cell: RawCell, slot: Slot, place: Place) -> Finding:
    """M306 where the value is lost with it: an error, with the number that the cell holds."""
    value = cell.value or ""
    number = parse_number(value).value
    would_be = "" if number is None else f"{number:f}"
    return found("M306", place, Level.ERROR, column=slot.name, text=day_of(cell) or value, would_be=would_be)


def _percent(cell: RawCell, slot: Slot, place: Place) -> Typed | None:
    """M310: what was typed as 99.83% is stored as 0.9983. Where words are right too, it is what the reader sees."""
    shown = percent_of(cell)
    if not shown:
        return None
    facts = {"text": shown, "stored": f"{parse_number(cell.value or '').value:f}", "would_be": shown.removesuffix("%")}
    return Typed(shown if slot.type == "any" else None, (found("M310", place, column=slot.name, **facts),))


def percent_of(cell: RawCell) -> str:
    """99.83% of 0.9983; "" of 0, and of what is no number."""
    number = parse_number(cell.value or "").value if cell.kind is Kind.NUMBER else None
    return f"{(number * 100).normalize():f}%" if number else ""


def _number(cell: RawCell, slot: Slot, place: Place, money_unit: str) -> Typed:
    value, name = cell.value or "", slot.name
    if cell.kind is Kind.DATE:
        return Typed(None, (_date_for_number(cell, slot, place),))
    if cell.kind is Kind.TEXT:
        return Typed(None) if seems_blank(value) else Typed(None, (_text_for_number(value, slot, place, money_unit),))
    number, told = read_number(value, place)
    if number is None:
        too_large = told if told[0].code == "R604" else ()
        return Typed(None, too_large or (found("M303", place, column=name, text=value),))
    if told and float(value) == float(number):
        told = ()  # how programs write this very number: Excel stores 6128435.27 as 6128435.2699999996
    if slot.type == "money" and decimals(number) > 2 and not (told and _is_noise(number)):
        rounded = f"{round_half_up(number):f}"
        return Typed(number, (found("M307", place, column=name, text=f"{number:f}", would_be=rounded),))
    if slot.type in ("count", "year") and (decimals(number) or number < 0):
        return Typed(number, (found("M309", place, column=name, text=f"{number:f}"),))
    return Typed(str(number) if slot.type == "year" else number, told)


def _is_noise(number: Decimal) -> bool:
    """Whether an amount is one in cents but for the last bits of a sum."""
    return abs(number - round_half_up(number)) <= _BITS * Decimal(ulp(float(number)))


def _text_for_number(text: str, slot: Slot, place: Place, money_unit: str) -> Finding:
    """M302 with the number that it would be in this cell, M303 when it looks like none."""
    meant = near_value(text, slot.type, money_unit)
    named = slot.type == "money" and text.strip(" )）").endswith(("元", "万", "亿"))
    if meant is None and not (named and near_number(text) is not None):
        return found("M303", place, column=slot.name, text=text)
    shown = "" if meant is None else f"{(meant * 100).normalize():f}%" if slot.type == "rate" else f"{meant:f}"
    unit = money_unit if named and shown else ""
    return found("M302", place, column=slot.name, text=text, would_be=shown, unit=unit)
