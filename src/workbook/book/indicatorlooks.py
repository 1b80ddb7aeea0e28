"""How the indicators of a scorecard look, as far as it follows from what was typed: number formats, merged cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from workbook.book.model import Content
from workbook.finding import Text
from workbook.spec.model import Scorecard

DRESSED = frozenset(("any", "number"))
"""Kinds of typed cells that keep the decimals of their numbers."""
SHOWN = "wrap.center"
"""The look of what the form shows."""


def shown_numbers(spec: Scorecard, given: Mapping[str, object]) -> tuple[str, str]:
    """Number formats of an indicator's target and actual value in the form."""
    target = _format(given.get("方向"), given.get("年初目标值"), given.get("计量单位"))
    actual = _format("", given.get("实际完成值"), given.get("计量单位"))
    if given.get("汇总") and not actual:
        added = spec.rollup.get(Text(str(given.get("汇总")))) == "add"
        like = given.get("年初目标值") if added else Decimal("0.00")
        actual = _format("", like if isinstance(like, Decimal) else Decimal("0.00"), given.get("计量单位"))
    return target, actual


def input_look(kind: str, value: Content) -> tuple[str, str]:
    """Style role and number format; a typed number keeps its own decimals."""
    if isinstance(value, Decimal) and kind in ("any", "number"):
        return ("input.any" if kind == "any" else "input.number"), _digits(value)
    style = {"any": "input.any", "number": "input.number", "rate": "input.number", "choice": "input.center"}
    return style.get(kind, "input.wrap"), {"number": "", "rate": "0%", "any": ""}.get(kind, "@")


def _digits(value: Decimal) -> str:
    places = -int(value.as_tuple().exponent) if isinstance(value.as_tuple().exponent, int) else 0
    return "0." + "0" * places if places > 0 else "0"


def _format(direction: object, value: object, unit: object) -> str:
    """A target such as ≥55次 is the number 55 with the number format "≥"0"次"."""
    if not isinstance(value, Decimal):
        return ""
    sign = f'"{direction}"' if direction in ("≥", "≤") else ""
    suffix = '"' + str(unit).replace('"', "") + '"' if unit else ""
    return f"{sign}{_digits(value)}{suffix}"


def equal_neighbours(given: Sequence[Mapping[str, object]]) -> Iterator[tuple[int, int, int]]:
    """Cells of the form that are merged: column (0 一级指标, 1 二级指标), first and last row from 0. Blank ones are
    not: what will be typed into the second would not be seen.
    """
    for column, names in enumerate((("一级指标",), ("一级指标", "二级指标"))):
        start = 0
        for i in range(1, len(given) + 1):
            if i < len(given) and all(given[i].get(n) == given[start].get(n) for n in names):
                continue
            if i - start > 1 and given[start].get(names[-1]) not in (None, ""):
                yield column, start, i - 1
            start = i
