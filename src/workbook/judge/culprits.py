"""Which rows of a list make a check fail: both its sides are computed for each row by itself.

A side that counts or adds up over a list is the sum of what it is for single rows. Where this comes out, the rows for
which the two sides differ are those at fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from workbook.evaluate import evaluate
from workbook.formula import HERE, Formula, Ref
from workbook.formula.address import letters
from workbook.grid.model import Grid, GridCell, GridSheet, Scalar
from workbook.layout.render import quoted
from workbook.match import Filled

_BENCH = "逐行核算"
_NEAR = Decimal("0.005")
"""How much each row may add to a sum by being rounded by itself."""
_MOST = 2000
"""In longer lists rows are not tried out."""

Side = tuple[Formula | None, Scalar]
"""One side of a check: its formula, and its value."""


@dataclass(frozen=True, slots=True)
class Culprits:
    """The list's sheet and rows of the file. both: in each of them both sides have a number, only not the same."""

    sheet: str
    rows: tuple[int, ...]
    both: bool


def culprit_rows(filled: Filled, grid: Grid, left: Side, right: Side) -> Culprits | None:
    """None when the sides of a check are not made row by row."""
    refs = [part for formula, _ in (left, right) for part in _parts(formula) if isinstance(part, Ref)]
    areas = {(ref.sheet, ref.row, ref.to_row or "") for ref in refs if _goes_down(ref)}
    if len(areas) != 1 or any(HERE in (ref.row, ref.to_row) for ref in refs):
        return None
    if any(_number(value) is None or not (_over_list(formula) or value == 0) for formula, value in (left, right)):
        return None
    ((sheet, first, last),) = areas
    numbers = tuple(_used(filled, grid, refs, *filled.layout.sheets[sheet].down(first, last)))
    if not numbers or len(numbers) > _MOST:
        return None
    made = _by_row(filled, grid, [formula for formula, _ in (left, right)], numbers, refs)
    for (_, value), each in zip((left, right), made, strict=True):
        if abs(sum(each, Decimal(0)) - (_number(value) or 0)) > _NEAR * (len(numbers) + 1):
            return None
    wrong = {n: one and other for n, one, other in zip(numbers, *made, strict=True) if abs(one - other) > _NEAR}
    return Culprits(sheet, tuple(wrong), all(wrong.values())) if wrong else None


def _parts(formula: Formula | None) -> tuple[str | Ref, ...]:
    return formula.parts if formula is not None else ()


def _goes_down(ref: Ref) -> bool:
    """Whether it is an area of several rows."""
    return ref.to_row not in (None, ref.row)


def _over_list(formula: Formula | None) -> bool:
    return any(isinstance(part, Ref) and _goes_down(part) for part in _parts(formula))


def _number(value: Scalar) -> Decimal | None:
    return Decimal(value) if isinstance(value, Decimal | int) and not isinstance(value, bool) else None


def _used(filled: Filled, grid: Grid, refs: Iterable[Ref], top: int, bottom: int) -> Iterator[int]:
    """Rows between the two in which something stands in a column that the sides look at."""
    cells = {sheet.key: sheet.cells for sheet in grid.sheets}
    columns: set[tuple[str, int]] = set()
    for ref in filter(_goes_down, refs):
        left, right = filled.layout.sheets[ref.sheet].across(ref.column, ref.to_column or ref.column)
        columns |= {(ref.sheet, n) for n in range(left, right + 1)}
    there = {row for key in {key for key, _ in columns} for row, _ in cells[key] if top <= row <= bottom}
    for row in sorted(there):
        if any((cell := cells[key].get((row, n))) and cell.value not in (None, "") for key, n in columns):
            yield row


def _by_row(
    filled: Filled, grid: Grid, formulas: list[Formula | None], numbers: tuple[int, ...], refs: list[Ref]
) -> list[list[Decimal]]:
    """Each side for each row by itself; what gives no number is 0."""
    cells = {
        (i, side): GridCell(None, _rendered(filled, _parts(formula), number) if _over_list(formula) else "=0")
        for side, formula in enumerate(formulas, 1)
        for i, number in enumerate(numbers, 1)
    }
    done, _ = evaluate(Grid((*_constants(filled, grid, refs), GridSheet(_BENCH, _BENCH, cells))))
    results = done.sheets[-1].cells
    return [
        [_number(results[i, side].value) or Decimal(0) for i in range(1, len(numbers) + 1)]
        for side in range(1, len(formulas) + 1)
    ]


def _rendered(filled: Filled, parts: tuple[str | Ref, ...], row: int) -> str:
    """The formula by addresses, each area of several rows cut to this row."""
    text = ["="]
    for part in parts:
        if isinstance(part, str):
            text.append(part)
            continue
        where = filled.layout.sheets[part.sheet]
        left, right = where.across(part.column, part.to_column or part.column)
        top = row if _goes_down(part) else where.rows[part.row]
        start, end = f"{letters(left)}{top}", f"{letters(right)}{top}"
        text.append(f"{quoted(where.tab)}!{start}" + (f":{end}" if end != start else ""))
    return "".join(text)


def _constants(filled: Filled, grid: Grid, refs: Iterable[Ref]) -> Iterator[GridSheet]:
    """What the sides look at, as plain values."""
    cells = {sheet.key: sheet.cells for sheet in grid.sheets}
    wanted: dict[str, dict[tuple[int, int], GridCell]] = {}
    for ref in refs:
        where = filled.layout.sheets[ref.sheet]
        left, right = where.across(ref.column, ref.to_column or ref.column)
        top, bottom = where.down(ref.row, ref.to_row or ref.row)
        held = wanted.setdefault(ref.sheet, {})
        for at in ((r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)):
            cell = cells[ref.sheet].get(at)
            if cell is not None and cell.value is not None:
                held[at] = GridCell(cell.value)
    return (GridSheet(key, filled.layout.sheets[key].tab, held) for key, held in wanted.items())
