"""The sheets that only a department's workbook has, and its amounts as formulas that take the units' sums."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from workbook.book.draft import Draft, Pending, fixed
from workbook.book.entry import build_entry
from workbook.book.model import Cell, Slot, Table
from workbook.book.side import NET, Around, Spot, build_side, side_key
from workbook.book.sizes import Sizes
from workbook.book.unitlist import build_units
from workbook.data import SheetData
from workbook.data.rolled import Rolled, RolledRow
from workbook.finding import Text
from workbook.formula import Ref, join
from workbook.roll.entries import added, entries, kind_of, rules
from workbook.roll.names import elimination_sheet
from workbook.spec.spec import Spec

Target = tuple[str, str, str, str]

PART = "汇总"
"""The part of the workbook in which they stand."""


def with_checks(spec: Spec) -> Spec:
    """The spec as it is for a department: with the checks that concern its units."""
    more = tuple((Text(what), check) for what, check in rules(spec).checks.items())
    known = {str(check.id) for _, check in spec.checks}
    return replace(spec, checks=(*spec.checks, *(item for item in more if str(item[1].id) not in known)))


def build_rolled(
    spec: Spec, rolled: Rolled, drafts: Mapping[str, Draft], tables: Mapping[str, Table], sizes: Sizes
) -> tuple[tuple[Draft, tuple[Table, ...]], ...]:
    """单位清单, 抵销 (where the spec has payments between units) and the side sheets, in the order of the workbook.

    In the drafts of entry sheets and scorecards every amount that comes from units becomes a formula, and other
    amounts of lists are locked: a department has no amounts of its own.
    """
    spots = _spots(drafts)
    known = dict(tables)
    made: list[tuple[Draft, tuple[Table, ...]]] = []
    if rules(spec).internal:
        draft, table = build_entry(elimination_sheet(spec), SheetData(rows=rolled.eliminations), PART, sizes)
        known[table.name] = table
        made.append((draft, (table,)))
    around = Around(spec, rolled, spots, known)
    sheets = {str(sheet.sheet): sheet for sheet in entries(spec)}
    for owner, rows in rolled.rows.items():
        if not rows:
            continue
        draft, table = build_side(sheets.get(owner), around, PART)
        known[table.name] = table
        made.append((draft, (table,)))
    for sheet in sheets.values():
        if kind_of(sheet) == "row" and added(sheet):
            _lock(drafts[str(sheet.sheet)], set(added(sheet)))
    for owner, rows in rolled.rows.items():
        for row in rows:
            _take(drafts, spots.get(row.target), row, side_key(owner))
    units, listed = build_units(rolled.units, spec, known, PART)
    return (units, listed), *made


def _spots(drafts: Mapping[str, Draft]) -> dict[Target, Spot]:
    """Where every input cell is, by what it holds."""
    result: dict[Target, Spot] = {}
    for key, draft in drafts.items():
        for (row, column), cell in draft.cells.items():
            if isinstance(cell, Cell) and cell.slot is not None:
                result[_target(cell.slot)] = (key, row, column)
    return result


def _target(slot: Slot) -> Target:
    return slot.kind, slot.owner, slot.row or (str(slot.number) if slot.number else ""), slot.name


def _lock(draft: Draft, names: set[str]) -> None:
    """Amounts of a list that no unit has stay blank."""
    for place, cell in draft.cells.items():
        if isinstance(cell, Cell) and cell.slot is not None and cell.slot.name in names:
            draft.cells[place] = Cell(None, None, "computed.number", cell.number)


def _take(drafts: Mapping[str, Draft], spot: Spot | None, row: RolledRow, side: str) -> None:
    """The department's cell shows the side sheet's sum; no text where a number is due."""
    if spot is None:
        return
    draft = drafts[spot[0]]
    cell = draft.cells[spot[1:]]
    source = Ref(side, row.key, NET)
    parts = join("IF(", source, '="","",', source, ")") if row.how == "funds" else (source,)
    draft.cells[spot[1:]] = Pending(fixed(parts), "computed.number", cell.number)
