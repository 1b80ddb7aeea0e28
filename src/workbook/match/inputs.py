"""One input cell of a filled workbook → a typed value. Everything that is not plainly what it should be is told."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from workbook.book.model import Slot
from workbook.data import Value
from workbook.data.amounts import decimals, near_number, near_value, round_half_up
from workbook.data.values import plain_text
from workbook.finding import Finding, Place, Text, found
from workbook.read.model import Kind, RawCell
from workbook.read.numbers import parse_number, read_number

DATE = "日期"
"""What a field is called that takes a date; it is a text, and a program may have made a number of it."""
_EPOCH = date(1899, 12, 30)
NUMERIC = frozenset(("money", "number", "count", "rate", "year"))


class Typed(NamedTuple):
    """value: what counts. findings: what is wrong with the cell."""

    value: Value
    findings: tuple[Finding, ...] = ()


def read_input(cell: RawCell | None, slot: Slot, place: Place, money_unit: str = "") -> Typed:
    """money_unit: that of the workbook's amounts, for what a text such as 612.84万元 was meant to be.

    Findings M301 formula in an input cell, M302 number stored as text, M303 text where a number belongs, M304 error
    value, M305 true/false, M306 date, M307 too many decimals, M308 code stored as a number, M309 not whole or negative,
    R602 noise of binary arithmetic, R603 more digits than a program keeps, R604 too large for an amount.
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
        return _number(cell, slot, place, money_unit)
    day = _day(value) if cell.kind is Kind.DATE or (cell.kind is Kind.NUMBER and DATE in name) else ""
    if day:
        return Typed(day, (found("M306", place, column=name, text=day),))
    if cell.kind is Kind.NUMBER:
        number = parse_number(value).value
        shown = value if number is None else f"{number:f}"
        if slot.type == "code":
            return Typed(shown, (found("M308", place, column=name, text=shown),))
        return Typed(shown)
    if value.strip() == "":
        return Typed(None)
    meant = _bare_number(value) if slot.type == "any" and cell.kind is Kind.TEXT else None
    if meant is not None:
        return Typed(value, (found("M302", place, column=name, text=value, would_be=f"{meant:f}"),))
    text, told = plain_text(Text(value, place), name)
    return Typed(text, tuple(f for f in told if f.facts["reason"] != "@control"))  # reading has told it: R416


def _bare_number(text: str) -> Decimal | None:
    """The number that a text is, or nearly is, without a word or a sign beside it (55, 1,200, full-width digits).

    Where words and numbers are both allowed, “3个” and “95%” are answers in words; a bare number is a number.
    """
    if any(c.isalpha() or c in "%％￥¥" for c in text):
        return None
    return near_number(text)


def _day(value: str) -> str:
    """2022-08-31 of a serial number or an ISO date; "" for a number that is no day of our time."""
    try:
        day = _EPOCH + timedelta(days=int(Decimal(value)))
        return day.isoformat() if 2000 <= day.year < 2100 else ""
    except (ArithmeticError, ValueError):
        return value[:10]


def _number(cell: RawCell, slot: Slot, place: Place, money_unit: str) -> Typed:
    value, name = cell.value or "", slot.name
    if cell.kind is Kind.DATE:
        return Typed(None, (found("M306", place, column=name, text=_day(value) or value),))
    if cell.kind is Kind.TEXT:
        return Typed(None) if value.strip() == "" else Typed(None, (_text_for_number(value, slot, place, money_unit),))
    number, told = read_number(value, place)
    if number is None:
        too_large = told if told[0].code == "R604" else ()
        return Typed(None, too_large or (found("M303", place, column=name, text=value),))
    if told and float(value) == float(number):
        told = ()  # how programs write this very number: Excel stores 6128435.27 as 6128435.2699999996
    if slot.type == "money" and decimals(number) > 2 and "R603" not in {finding.code for finding in told}:
        rounded = f"{round_half_up(number):f}"
        return Typed(number, (found("M307", place, column=name, text=f"{number:f}", would_be=rounded),))
    if slot.type in ("count", "year") and (decimals(number) or number < 0):
        return Typed(number, (found("M309", place, column=name, text=f"{number:f}"),))
    return Typed(str(number) if slot.type == "year" else number, told)


def _text_for_number(text: str, slot: Slot, place: Place, money_unit: str) -> Finding:
    """M302 with the number that it would be in this cell, M303 when it looks like none."""
    meant = near_value(text, slot.type, money_unit)
    named = slot.type == "money" and text.strip(" )）").endswith(("元", "万", "亿"))
    if meant is None and not (named and near_number(text) is not None):
        return found("M303", place, column=slot.name, text=text)
    shown = "" if meant is None else f"{(meant * 100).normalize():f}%" if slot.type == "rate" else f"{meant:f}"
    unit = money_unit if named and shown else ""
    return found("M302", place, column=slot.name, text=text, would_be=shown, unit=unit)
