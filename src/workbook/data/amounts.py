"""Numbers in text: a strict ASCII grammar into Decimal, and what a near miss was probably meant to be."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")

_STRICT = re.compile(r"-?[0-9]+(?:\.[0-9]+)?", re.ASCII)
_DIGITS = 15
_UNITS = re.compile(r"(万元|亿元|元|万|亿|人次|批次|[个次人辆台套批项条件期份户家￥¥%])+$")
_MINUS = str.maketrans("\u2212\u2013\u2014", "---")
_BLANKS = re.compile(r"[\s\u00a0\u200b\ufeff]+")


def strict_number(text: str) -> Decimal | None:
    """The number that a text is: ASCII digits, at most 15 significant ones, a point, a leading minus.

    None for everything else: no thousands separators, no exponent, no plus, no blanks, no full-width digits.
    """
    if not _STRICT.fullmatch(text):
        return None
    number = Decimal(text)
    if len(number.as_tuple().digits) > _DIGITS and len(text.lstrip("-0.").replace(".", "")) > _DIGITS:
        return None
    return number if number else Decimal(0)


def near_number(text: str) -> Decimal | None:
    """The number a person sees in a text such as `1,408.78`, `１４０８．７８`, `1408.78万元`, `(12.00)`."""
    plain = _BLANKS.sub("", unicodedata.normalize("NFKC", text))
    plain = plain.translate(_MINUS)
    plain = plain.removeprefix("¥").removeprefix("+")
    plain = _UNITS.sub("", plain)
    if re.fullmatch(r"\(.*\)", plain):
        plain = "-" + plain[1:-1]
    if plain.endswith("-"):
        plain = "-" + plain[:-1]
    if re.fullmatch(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?", plain, re.ASCII):
        plain = plain.replace(",", "")
    if re.fullmatch(r"-?\.[0-9]+|-?[0-9]+\.", plain, re.ASCII):
        plain = plain.replace(".", "0.") if plain.lstrip("-").startswith(".") else plain[:-1]
    digits = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in plain)
    return strict_number(digits)


_SCALES = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_SCALED = re.compile(r"([万亿]?)(元?)[个次人辆台套批项条件期份户家￥¥]*[)）]?$")
_RATE = re.compile(r"[%％]\s*$")


def near_amount(text: str, money_unit: str) -> Decimal | None:
    """`near_number` of an amount, in 元 or 万元 (money_unit, "" where it is not known) whatever unit the text names.

    None for what is no amount: a rate, and a text that names a unit where that of the amounts is not known.
    """
    number = near_number(text)
    word = _SCALED.search(_BLANKS.sub("", text))
    if number is None or word is None or _RATE.search(text):
        return None
    if not word[1] and not word[2]:
        return number
    return _whole(number * _SCALES[word[1]] / _SCALES[money_unit.removesuffix("元")]) if money_unit else None


def near_count(text: str) -> Decimal | None:
    """`near_number` of a count: 3万人次 is 30000. None for a rate."""
    number, word = near_number(text), _SCALED.search(_BLANKS.sub("", text).replace("人次", ""))
    return None if number is None or word is None or _RATE.search(text) else _whole(number * _SCALES[word[1]])


def near_rate(text: str) -> Decimal | None:
    """`near_number` of a rate as a fraction: 5.98％ is 0.0598, and so is 5.98; 0.0598 is itself."""
    number = near_number(text)
    if number is None or not (_RATE.search(text) or abs(number) > 1):
        return number
    return number / 100


def near_value(text: str, kind: str, money_unit: str) -> Decimal | None:
    """What a text in a cell of this type (money, count, rate, number …) was probably meant to be."""
    if kind == "money":
        return near_amount(text, money_unit)
    return near_rate(text) if kind == "rate" else near_count(text) if kind == "count" else near_number(text)


def _whole(number: Decimal) -> Decimal:
    """Without exponent and needless zeros behind the point."""
    plain = number.normalize()
    return plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain


def percentage(text: str) -> Decimal | None:
    """A rate, written 5.98% or 0.0598, as the fraction 0.0598."""
    if text.endswith("%"):
        number = strict_number(text[:-1])
        return None if number is None else number / 100
    return strict_number(text)


def round_half_up(number: Decimal, step: Decimal = CENT) -> Decimal:
    """The number to two decimals (or to `step`), half up."""
    return number.quantize(step, ROUND_HALF_UP)


def decimals(number: Decimal) -> int:
    """How many decimals a number needs."""
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
