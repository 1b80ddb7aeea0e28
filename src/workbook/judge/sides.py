"""How the sides of a check are told: with their unit, and with what stands in the cells that they come from."""

from __future__ import annotations

from decimal import Decimal

from workbook.book.model import Jump, Sheet
from workbook.formula import HERE, Ref
from workbook.grid.model import Grid, Scalar
from workbook.judge.areas import areas
from workbook.judge.formulas import shown
from workbook.judge.ledger import ledger_of
from workbook.layout import address
from workbook.match import Filled
from workbook.match.match import Spot
from workbook.spec.model import CarriedSheet, Check

WAN = "万元"
RATE = "%"
_FILLED = "个"


def unit_of(filled: Filled, check: Check, jump: Jump | None) -> str:
    """What both sides of a check's line are counted in: 万元, 元, %, 人 …; "" where the spec does not say.

    jump: where the left side leads; a value that was carried over from last year is in the unit of its own cell.
    """
    if check.unit is not None:
        return str(check.unit)
    if check.percent:
        return RATE
    if check.filled:
        return _FILLED
    carried = {str(sheet.sheet) for sheet in filled.spec.sheets if isinstance(sheet, CarriedSheet)}
    if check.each is not None and str(check.each) in carried:
        spot = spot_of(filled, jump)
        return own_unit(filled, spot) if spot in filled.slots else entry_unit(filled)
    exact = check.tolerance is not None and str(check.tolerance) == "0"
    return "" if exact or check.that is None else WAN


def spot_of(filled: Filled, jump: Jump | None) -> Spot | None:
    """Where a link leads in this file."""
    if jump is None:
        return None
    layout = filled.layout.sheets[jump.sheet]
    return jump.sheet, layout.rows[jump.row], layout.columns[jump.column]


def entry_unit(filled: Filled) -> str:
    """The 金额单位 in which the file's amounts are typed, "" while none is chosen."""
    return ledger_of(filled).unit


def said(value: Scalar, unit: str) -> str:
    """5.98%, 277.86 万元, 7 辆, or the bare number; "" for a blank."""
    text = shown(value)
    number = _number(value)
    if number is None:
        return text
    return f"{plain(number * 100)}%" if unit == RATE else f"{plain(number)} {unit}".strip()


def plain(number: Decimal) -> str:
    """Without exponent and without zeros behind the last decimal."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def cited(filled: Filled, grid: Grid, sheet: Sheet, place: tuple[str, str], unit: str) -> str:
    """Where a side comes from: 补充资料!C50:C52, or one cell with its own number and unit where that is another one.

    place: the key of the check's line, and 左边 or 右边.
    """
    spot = spot_of(filled, sheet.jumps.get(place))
    if spot is None:
        return ""
    several = _area(filled, grid, sheet, place, spot)
    if len(several) > 1:
        return areas(several, filled.layout.sheets)
    at = f"{filled.layout.sheets[spot[0]].tab}!{address(*spot[1:])}"
    mine, own = _value(grid, spot), own_unit(filled, spot)
    number, side = _number(mine), _number(_value(grid, _line_spot(filled, sheet, place)))
    if number is None or side is None:
        return at
    if own != unit and spot not in filled.slots:
        own = ""  # a table's rates and counts say by themselves what they are
    return at if number == side and own in ("", unit) else f"{at}，该格是 {said(mine, own)}"


def own_unit(filled: Filled, spot: Spot | None) -> str:
    """The unit of what stands in a cell: that of entry for typed amounts, 万元 for the tables' amounts; else ""."""
    slot = filled.slots.get(spot) if spot is not None else None
    if slot is not None:
        return entry_unit(filled) if slot.type == "money" else RATE if slot.type == "rate" else ""
    return WAN if spot is not None and _kind(filled, spot[0]) == "table" else ""


def _kind(filled: Filled, key: str) -> str:
    return next((sheet.kind for sheet in filled.book.sheets if sheet.key == key), "")


def _area(filled: Filled, grid: Grid, sheet: Sheet, place: tuple[str, str], spot: Spot) -> list[Spot]:
    """The area in a side's formula to which the cell belongs: all of a form's, the filled cells of a list's. None where
    the formula names the cell by itself.
    """
    formula = sheet.cells[place].formula
    found: list[list[tuple[int, int]]] = []
    for ref in formula.parts if formula is not None else ():
        if not isinstance(ref, Ref) or ref.sheet != spot[0] or HERE in (ref.row, ref.to_row):
            continue
        layout = filled.layout.sheets[ref.sheet]
        top, bottom = layout.down(ref.row, ref.to_row or ref.row)
        left, right = layout.across(ref.column, ref.to_column or ref.column)
        if top <= spot[1] <= bottom and left <= spot[2] <= right:
            found.append([(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)])
    at = min(found, key=len, default=[])
    slot = filled.slots.get(spot)
    if slot is not None and slot.kind not in ("row", "indicator"):
        return [(spot[0], *n) for n in at]
    cells = next(s.cells for s in grid.sheets if s.key == spot[0])
    return [(spot[0], *n) for n in at if (cell := cells.get(n)) is not None and cell.value not in (None, "")]


def _value(grid: Grid, spot: Spot) -> Scalar:
    cell = next(s.cells for s in grid.sheets if s.key == spot[0]).get(spot[1:])
    return None if cell is None else cell.value


def _line_spot(filled: Filled, sheet: Sheet, place: tuple[str, str]) -> Spot:
    layout = filled.layout.sheets[sheet.key]
    return sheet.key, layout.rows[place[0]], layout.columns[place[1]]


def _number(value: Scalar) -> Decimal | None:
    return Decimal(value) if isinstance(value, Decimal | int) and not isinstance(value, bool) else None
