"""Cached values that do not follow from the formulas and inputs of the file."""

from __future__ import annotations

import re
from decimal import Decimal
from random import Random

from mutate.base import Base, Where
from mutate.expect import Expected, Kind, Mutant
from mutate.kinds.entries import FOLLOW, LONE, SLIP
from mutate.kinds.formulas import kept_value
from mutate.shift import Unsuitable
from workbook.grid.model import GridCell

F105 = frozenset({"F105"})


def _pick(base: Base, dice: Random, kind: type | tuple[type, ...], sheet: str = "") -> tuple[Where, GridCell]:
    cells = [
        (w, c)
        for w, c in base.formulas
        if isinstance(c.value, kind) and not isinstance(c.value, bool) and (not sheet or w.key == sheet)
    ]
    return dice.choice(cells)


def _cached(base: Base, where: Where, cell: GridCell, value: str, kind: str) -> Mutant:
    if (value, kind) == kept_value(base, where):
        raise Unsuitable
    package = base.package()
    package.formula(*where.at, cell.formula.removeprefix("="), value, kind)
    return Mutant(package, Expected(F105, frozenset({where.place})), f"{where.place} shows {value!r}")


def stale_number(base: Base, dice: Random) -> Mutant:
    where, cell = _pick(base, dice, (int, Decimal))
    assert isinstance(cell.value, int | Decimal)
    return _cached(base, where, cell, str(cell.value + dice.choice((1, -1, 100, Decimal("0.01")))), "")


def stale_cent(base: Base, dice: Random) -> Mutant:
    where, cell = _pick(base, dice, (int, Decimal), dice.choice([k for k, v in base.kinds.items() if v == "table"]))
    assert isinstance(cell.value, int | Decimal)
    return _cached(base, where, cell, str(cell.value + Decimal("0.01")), "")


def forged_text(base: Base, dice: Random) -> Mutant:
    where, cell = _pick(base, dice, str)
    return _cached(base, where, cell, f"{cell.value}，属实", "str")


def forged_digit(base: Base, dice: Random) -> Mutant:
    """One digit of a sentence."""
    where, cell = _pick(base, dice, str)
    text = str(cell.value)
    found = list(re.finditer(r"\d", text))
    if not found:
        raise Unsuitable
    digit = dice.choice(found)
    other = str((int(digit[0]) + 1) % 10)
    return _cached(base, where, cell, text[: digit.start()] + other + text[digit.end() :], "str")


def forged_result(base: Base, dice: Random) -> Mutant:
    """Another result in 审核."""
    column = base.filled.layout.sheets["审核"].columns["结果"]
    cells = [(w, c) for w, c in base.formulas if w.key == "审核" and w.column == column]
    where, cell = dice.choice(cells)
    return _cached(base, where, cell, dice.choice(("通过", "不适用", "已说明", "尾差")), "str")


def forged_status(base: Base, dice: Random) -> Mutant:
    where, cell = _pick(base, dice, str, "封面")
    return _cached(base, where, cell, "审核全部通过", "str")


def error_shown(base: Base, dice: Random) -> Mutant:
    where, cell = dice.choice(base.formulas)
    return _cached(base, where, cell, dice.choice(("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?")), "e")


def text_for_number(base: Base, dice: Random) -> Mutant:
    where, cell = _pick(base, dice, (int, Decimal))
    return _cached(base, where, cell, str(cell.value), "str")


def number_for_text(base: Base, dice: Random) -> Mutant:
    where, cell = _pick(base, dice, str)
    return _cached(base, where, cell, str(dice.randint(1, 10**6)), "")


def cache_dropped(base: Base, dice: Random) -> Mutant:
    where, cell = dice.choice(base.formulas)
    package = base.package()
    package.formula(*where.at, cell.formula.removeprefix("="))
    return Mutant(package, Expected(harmless=True), f"{where.place} shows nothing")


def last_digits(base: Base, dice: Random) -> Mutant:
    """The last bits of a binary number, which differ from program to program."""
    where, cell = _pick(base, dice, (int, Decimal))
    assert isinstance(cell.value, int | Decimal)
    if not cell.value:
        raise Unsuitable
    value = float(cell.value) * (1 + dice.choice((1, -1)) * 2**-51)
    package = base.package()
    package.formula(*where.at, cell.formula.removeprefix("="), repr(value))
    return Mutant(package, Expected(harmless=True), f"{where.place} shows {value!r}")


def never_recalculated(base: Base, dice: Random) -> Mutant:
    """An input changed by a program that does not compute: everything that hangs on it is stale. Taken: an amount
    that nothing contradicts, in a file of which no stored result hangs on it.
    """
    where, slot, value = dice.choice(
        [i for i in base.typed("money") if i[1].owner in ("收入明细", "支出明细", "补充资料")]
    )
    assert isinstance(value, Decimal)
    other = value + dice.randint(10**4, 10**6)
    package = base.package()
    package.number(*where.at, other)
    expected = Expected(
        frozenset(("F105", "K", *SLIP)),
        frozenset({where.place}),
        3,
        "the results were not computed again; the amount is in no balance, and may be too far from its budget as well",
        frozenset({where.spot}),
        follows=FOLLOW,
        changes={where.spot: other},
        taken=LONE,
    )
    return Mutant(package, expected, f"{where.place} {slot.owner}.{slot.name} {value} → {other}, not computed again")


KINDS: dict[str, Kind] = {
    "stale number": stale_number,
    "stale cent in a table": stale_cent,
    "forged text": forged_text,
    "forged digit in a sentence": forged_digit,
    "forged result of a check": forged_result,
    "forged status": forged_status,
    "error value shown": error_shown,
    "text shown for a number": text_for_number,
    "number shown for a text": number_for_text,
    "cached value dropped": cache_dropped,
    "last bits differ": last_digits,
    "input changed and not computed": never_recalculated,
}
