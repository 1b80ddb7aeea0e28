"""What a check that fails is about: rows by their name and cell, cells that are blank, a row that is not there."""

from __future__ import annotations

from dataclasses import dataclass

from workbook.book.model import Sheet
from workbook.formula import Ref
from workbook.grid.model import Grid
from workbook.judge import accounts as a
from workbook.judge.culprits import Culprits, Side, culprit_rows
from workbook.judge.ledger import Ledger, ListRow, ledger_of
from workbook.judge.sides import spot_of
from workbook.judge.texts import label_of, row_name, shown_value
from workbook.layout import address
from workbook.match import Filled
from workbook.match.match import Spot
from workbook.spec.model import Check

_NAME, _SIDES = "项目名称", ("左边", "右边")
_NAMED = 5
"""So many rows are named, the others are counted."""


@dataclass(frozen=True, slots=True)
class AtFault:
    """told: the rows or cells for a sentence. first: tab!cell to look at. right: it belongs to the right side."""

    told: str
    first: str = ""
    right: bool = False


def at_fault(filled: Filled, grid: Grid, sheet: Sheet, line: str, check: Check) -> AtFault | None:
    """None where the sides say all that can be said."""
    ledger = ledger_of(filled)
    if check.filled:
        return _blanks(ledger, sheet, line)
    if any(cell is None or cell.formula is None for name in _SIDES for cell in [sheet.cells.get((line, name))]):
        return None
    left, right = (_side(filled, grid, sheet, (line, name)) for name in _SIDES)
    wrong = culprit_rows(filled, grid, left, right)
    if wrong is not None:
        return _rows(ledger, sheet, line, wrong)
    if check.tolerance is None or str(check.tolerance) != "0":
        return None
    return _unrated(ledger, sheet, line) or _lacking(ledger, sheet, line, check)


def _side(filled: Filled, grid: Grid, sheet: Sheet, place: tuple[str, str]) -> Side:
    where = filled.layout.sheets[sheet.key]
    cells = next(s.cells for s in grid.sheets if s.key == sheet.key)
    cell = cells.get((where.rows[place[0]], where.columns[place[1]]))
    return sheet.cells[place].formula, None if cell is None else cell.value


def _blanks(ledger: Ledger, sheet: Sheet, line: str) -> AtFault | None:
    """Of cells that must be filled, those that are not."""
    layouts = ledger.filled.layout.sheets
    refs = [ref for ref in dict.fromkeys(_refs(sheet, (line, "左边"))) if not ref.is_area]
    spots = [(r.sheet, layouts[r.sheet].rows[r.row], layouts[r.sheet].columns[r.column]) for r in refs]
    blank = [s for s in spots if s in ledger.filled.inputs and ledger.filled.inputs[s] is None]
    told = [f"{ledger.at(spot)} {label_of(ledger, spot)}" for spot in blank]
    return AtFault(_list(told), ledger.at(blank[0])) if blank else None


def _rows(ledger: Ledger, sheet: Sheet, line: str, wrong: Culprits) -> AtFault | None:
    layout = ledger.filled.layout.sheets[wrong.sheet]
    columns = [
        layout.columns[ref.column]
        for side in ("左边", "右边")
        for ref in _refs(sheet, (line, side))
        if ref.sheet == wrong.sheet and ref.to_row not in (None, ref.row)
    ]
    jumps = [sheet.jumps.get((line, side)) for side in ("左边", "右边")]
    leads = [s for jump in jumps if (s := spot_of(ledger.filled, jump)) is not None and s[0] == wrong.sheet]
    told, first = [], ""
    for number in wrong.rows:
        row = _listed(ledger, wrong.sheet, number)
        if row is None:
            return None
        spot = _cell(ledger, row, [*(lead[2] for lead in leads), *columns])
        first = first or _at(ledger, spot)
        told.append(_named(ledger, row, spot))
    right = jumps[1] is not None and (jumps[0] is None or jumps[0].sheet != wrong.sheet)
    return AtFault("" if wrong.both else _list(told), first, right)


def _refs(sheet: Sheet, place: tuple[str, str]) -> list[Ref]:
    cell = sheet.cells.get(place)
    return (
        [p for p in cell.formula.parts if isinstance(p, Ref)] if cell is not None and cell.formula is not None else []
    )


def _listed(ledger: Ledger, key: str, number: int) -> ListRow | None:
    """The row of an entry list or of a scorecard's indicators."""
    slot = next((slot for _, slot in ledger.by_line.get((key, number), ())), None)
    return ledger.by_row.get((slot.kind, slot.owner, number)) if slot is not None else None


def _cell(ledger: Ledger, row: ListRow, columns: list[int]) -> Spot:
    """The input to look at: a blank one among those that the check looks at, else the one to which it leads."""
    names = [_column_name(ledger, next(iter(row.spots.values())), column) for column in columns]
    spots = [row.spots[name] for name in names if name in row.spots]
    blank = [spot for spot in spots if ledger.filled.inputs[spot] is None]
    return next(iter((*blank, *spots, *row.spots.values())))


def _column_name(ledger: Ledger, spot: Spot, column: int) -> str:
    """A column of the list in which a cell stands, by the name that its inputs have: a form shows them elsewhere."""
    where = ledger.filled.layout.sheets[spot[0]]
    line = next((key for key, n in where.columns.items() if n == column), "")
    row = next((key for key, n in where.rows.items() if n == spot[1]), "")
    tables = [t for t in ledger.filled.book.tables if t.sheet == spot[0]]
    tables.sort(key=lambda table: row not in table.body_keys)
    return next((name for table in tables for name, key in table.columns.items() if key == line), line)


def _at(ledger: Ledger, spot: Spot) -> str:
    return f"{ledger.filled.layout.sheets[spot[0]].tab}!{address(*spot[1:])}"


def _named(ledger: Ledger, row: ListRow, spot: Spot) -> str:
    """支出明细!B6 201 一般公共服务支出（一般公共预算）, and what stands there where the name does not say it."""
    name, value = row_name(ledger, row), shown_value(ledger.filled.inputs.get(spot))
    return f"{_at(ledger, spot)} {name}" + (f"“{value}”" if value and value not in name else "")


def _list(told: list[str]) -> str:
    more = len(told) - _NAMED
    return "、".join(told[:_NAMED]) + (f" 等 {len(told)} 处" if more > 0 else "")


def _unrated(ledger: Ledger, sheet: Sheet, line: str) -> AtFault | None:
    """Projects of the list that have no scorecard, where their number is held against that of the scorecards."""
    rows = [row for row in ledger.filled_rows(a.PROJECTS) if row.text(_NAME)]
    columns = {row.spots[_NAME][2] for row in rows}
    layout = ledger.filled.layout.sheets
    counted = [r for r in _refs(sheet, (line, "右边")) if r.is_area and r.sheet == a.PROJECTS]
    if not any(layout[ref.sheet].columns[ref.column] in columns for ref in counted):
        return None
    rated = {str(ledger.value(spot)) for (_, name), spot in ledger.facts.items() if name == _NAME}
    missing = [row for row in rows if row.text(_NAME) not in rated]
    told = [f"{ledger.at(row.spots[_NAME])} {row.text(_NAME)}" for row in missing]
    return AtFault(_list(told), ledger.at(missing[0].spots[_NAME]), right=True) if missing else None


def _lacking(ledger: Ledger, sheet: Sheet, line: str, check: Check) -> AtFault | None:
    """The row of a code to which a check of each code leads, or that there is none."""
    spot, code = spot_of(ledger.filled, sheet.jumps.get((line, "左边"))), line.partition("-")[2]
    owner = spot[0] if spot is not None else ""
    rows = ledger.lists.get(owner, ())
    table = ledger.filled.spec.codes.get(str(check.each))
    if spot is None or not code or table is None or not rows or a.CODE not in rows[0].spots:
        return None
    mine = next((row for row in rows if row.text(a.CODE) == code), None)
    items = owner == a.REASONS and ledger.reasons_by_item
    if items and mine is None:  # the first item whose reason is blank
        mine = next((row for row in rows if row.text(a.CODE).startswith(code)), None)
    if mine is not None:
        at = ledger.at(mine.spots.get(_column_name(ledger, spot, spot[2]), mine.spots[a.CODE]))
        return AtFault(f"{at} {row_name(ledger, mine)}", at)
    blank = next((row for row in rows if row.is_blank), None)
    free = ledger.at(blank.spots[a.CODE]) if blank is not None else ""
    word = "@no_item" if items else "@no_row"
    return AtFault(f"{word}:{owner}|{code} {table.name(code) or ''}".strip(), free)
