"""The parts of a number format, and which of them shows a number."""

from __future__ import annotations

import re

_CONDITION = re.compile(r"\[\s*(<>|<=|>=|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)\s*\]")


def part_for(code: str, *, below: bool) -> str:
    """The part of a number format that shows numbers above zero (or some of them), or those below.

    The first two parts may carry conditions ([<0], [=0], [>=10000]); without any they are for numbers above and below
    zero. What no part is for is shown as it stands.
    """
    parts = code.split(";")
    for i, part in enumerate(parts[:2]):
        condition = _CONDITION.search(part)
        if condition is None and below and i == 0 and len(parts) > 1:
            continue
        if condition is None or _admits(condition[1], float(condition[2]), below=below):
            return part
    return parts[2] if len(parts) > 2 else "General"


def _admits(sign: str, bound: float, *, below: bool) -> bool:
    """Whether a condition holds for any number above, or below, zero."""
    if sign == "<>" or sign.startswith("<" if below else ">"):
        return True
    return bound < 0 if below else bound > 0
