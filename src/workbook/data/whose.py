"""Names of units: when two of them are one, and when one is a way of writing the other."""

from __future__ import annotations

import re
import unicodedata

_ADDED = re.compile("[（(][^）)]*[)）]|本级$|[\\s\u200b-\u200f\u2060\ufeff]")


def unit_key(name: str) -> str:
    """A unit's name without what people write differently: width, case, blanks."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def plain_name(name: str) -> str:
    """A unit's name without what stands in brackets, without 本级 behind it and without signs that nobody sees."""
    return _ADDED.sub("", name)


def same_unit(one: str, other: str) -> bool:
    """Whether two names are one unit's, apart from 本级, brackets and what people write differently.

    A longer name is another unit's: 某市财政局国库支付中心 is not 某市财政局.
    """
    left, right = plain_name(unit_key(one)), plain_name(unit_key(other))
    return left != "" and left == right


def alike(one: str, other: str) -> bool:
    """Whether one name may be a way of writing the other: with 本级, with something in brackets, shortened.

    Names that merely look alike are neighbours' (洪山区人民政府办公室, 青山区人民政府办公室).
    """
    left, right = plain_name(one), plain_name(other)
    return bool(left and right) and (left in right or right in left)
