"""Numbers of a file: an ASCII grammar of our own over the XML text into Decimal."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Literal, NamedTuple

from workbook.data.amounts import CENT, round_half_up
from workbook.finding import Finding, Place, found
from workbook.read.fault import shown

_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?", re.ASCII)
_LONGEST = 400
_DIGITS = 15
_LARGEST = Decimal(10) ** 15
_NOISE = CENT / 1_000_000
"""a millionth of a cent: what lies below is the trace of binary arithmetic"""
_FIFTEEN = Context(prec=_DIGITS, rounding=ROUND_HALF_UP)
_EXACT = Context(prec=_LONGEST + 10)

Trouble = Literal["", "R601", "R602", "R603", "R604"]


class Number(NamedTuple):
    """value: None when the text is no number. trouble: the code of what has to be told, "" for nothing."""

    value: Decimal | None
    trouble: Trouble = ""


def is_number(text: str) -> bool:
    """Whether a text is a number as the file format writes it; says nothing about size or digits."""
    return len(text) <= _LONGEST and _NUMBER.fullmatch(text) is not None


def parse_number(text: str) -> Number:
    """The number of an XML text.

    At most 15 significant digits are kept. What that takes away, and what then lies within a millionth of a cent
    of a whole cent, is noise and folded (R602); digits that are no noise are cut (R603); 10^15 and beyond is
    refused (R604). −0 is 0.
    """
    if not is_number(text):
        return Number(None, "R601")
    exact = Decimal(text)
    if exact.is_zero():
        return Number(Decimal(0))
    if abs(exact) >= _LARGEST:
        return Number(None, "R604")
    kept = _FIFTEEN.plus(exact)
    cents = round_half_up(kept)
    if abs(_EXACT.subtract(exact, cents)) < _NOISE:
        kept = cents if cents else Decimal(0)
    value = _plain(kept)
    if value == exact:
        return Number(value)
    return Number(value, "R602" if abs(_EXACT.subtract(exact, value)) < _NOISE else "R603")


def read_number(text: str, place: Place) -> tuple[Decimal | None, tuple[Finding, ...]]:
    """The number of a numeric cell's text, with what is to be told about it (R601–R604)."""
    value, trouble = parse_number(text)
    if not trouble:
        return value, ()
    would_be = "" if value is None else str(value)
    return value, (found(trouble, place, text=shown(text), would_be=would_be),)


def _plain(number: Decimal) -> Decimal:
    """Without exponent and without zeros at the end: 1.50 is 1.5, 1E+2 is 100."""
    small = number.normalize(_EXACT)
    exponent = small.as_tuple().exponent
    return small.quantize(Decimal(1), context=_EXACT) if isinstance(exponent, int) and exponent > 0 else small
