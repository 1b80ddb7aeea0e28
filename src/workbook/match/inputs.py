"""One input cell of a filled workbook → a typed value. Everything that is not plainly what it should be is told."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from workbook.book.model import Slot
from workbook.data import Value
from workbook.data.amounts import decimals, near_number, round_half_up, strict_number
from workbook.data.values import plain_text
from workbook.finding import Finding, Place, Text, found
from workbook.read.model import Kind, RawCell
from workbook.read.numbers import parse_number

NUMERIC = frozenset(("money", "number", "count", "rate", "year"))


class Typed(NamedTuple):
    """value: what counts. findings: what is wrong with the cell."""

    value: Value
    findings: tuple[Finding, ...] = ()


def read_input(cell: RawCell | None, slot: Slot, place: Place) -> Typed:
    """Findings M301 formula in an input cell, M302 number stored as text, M303 text where a number belongs, M304 error
    value, M305 true/false, M306 date, M307 too many decimals, M308 code stored as a number, M309 not whole or negative,
    R603 more digits than a program keeps, R604 too large for an amount.
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
        return _number(cell, slot, place)
    if cell.kind is Kind.DATE:
        return Typed(value, (found("M306", place, column=name, text=value),))
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
    return Typed(text, told)


def _bare_number(text: str) -> Decimal | None:
    """The number that a text is, or nearly is, without a word or a sign beside it (55, 1,200, full-width digits).

    Where words and numbers are both allowed, “3个” and “95%” are answers in words; a bare number is a number.
    """
    if any(c.isalpha() or c in "%％￥¥" for c in text):
        return None
    return near_number(text)


def _number(cell: RawCell, slot: Slot, place: Place) -> Typed:
    value, name = cell.value or "", slot.name
    if cell.kind is Kind.DATE:
        return Typed(None, (found("M306", place, column=name, text=value),))
    if cell.kind is Kind.TEXT:
        if value.strip() == "":
            return Typed(None)
        exact = strict_number(value)
        meant = exact if exact is not None else near_number(value)
        if meant is not None:
            return Typed(None, (found("M302", place, column=name, text=value, would_be=f"{meant:f}"),))
        return Typed(None, (found("M303", place, column=name, text=value),))
    number, trouble = parse_number(value)
    if trouble == "R604":
        return Typed(None, (found("R604", place, text=value),))
    if number is None:
        return Typed(None, (found("M303", place, column=name, text=value),))
    if trouble == "R603":
        return Typed(number, (found("R603", place, text=value, would_be=f"{number:f}"),))
    if slot.type == "money" and decimals(number) > 2:
        rounded = round_half_up(number)
        if abs(number - rounded) < Decimal("1e-8"):
            return Typed(rounded)
        return Typed(number, (found("M307", place, column=name, text=f"{number:f}", would_be=f"{rounded:f}"),))
    if slot.type in ("count", "year") and (decimals(number) or number < 0):
        return Typed(number, (found("M309", place, column=name, text=f"{number:f}"),))
    return Typed(str(number) if slot.type == "year" else number)
