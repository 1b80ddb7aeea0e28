"""What the engine hands back, as a cell's value or as a finding."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from workbook.grid.model import Scalar

CYCLE = "#CIRC!"
MALFORMED = "#ERROR!"

_ERRORS = {
    "Circ": CYCLE,
    "Div": "#DIV/0!",
    "Error": MALFORMED,
    "NImpl": "#N/IMPL!",
    "Na": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """A result that is no value: `error` as Excel writes it (#DIV/0!), #CIRC! for a cycle."""

    error: str


def value_of(result: object) -> Scalar | Fault:
    """A formula's result as Decimal (15 significant digits, as Excel counts), text or bool; blank is 0."""
    if isinstance(result, str | bool):
        return result
    if isinstance(result, float):
        if not math.isfinite(result):
            return Fault("#NUM!")
        return Decimal(format(result, ".15g")) if result else Decimal(0)
    if isinstance(result, int):
        return Decimal(result)
    if result is None:
        return Decimal(0)
    if isinstance(result, dict) and result.get("type") == "Error":
        kind = str(result.get("kind", ""))
        return Fault(_ERRORS.get(kind, f"#{kind.upper()}!"))
    return Fault("#VALUE!")  # an array, or a type that no cell can hold
