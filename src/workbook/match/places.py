"""Where each row and column of a sheet stands in the file, and what the file has more or less than the template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from workbook.book.entry import END
from workbook.book.model import Cell, Line, Sheet, Slot
from workbook.finding import Finding, Level, Place, found
from workbook.formula.address import letters
from workbook.layout import SheetLayout, address
from workbook.match.indicators import below_last
from workbook.match.keys import KeyedSheet, as_key

Spot = tuple[str, int, int]
"""sheet key, row and column in the file"""
_NAMED = 5
_FAR = 1000


def absent(sheet: Sheet) -> SheetLayout:
    """The places of a sheet that the file does not have."""
    rows = {line.key: i for i, line in enumerate(sheet.rows, 2)}
    return SheetLayout(sheet.tab, rows, {line.key: i for i, line in enumerate(sheet.columns, 2)})


def placed(sheet: Sheet, keyed: KeyedSheet) -> tuple[SheetLayout, tuple[Finding, ...]]:
    """Findings M204 (rows missing), M205 (columns missing), M212 (rows of a list missing: it holds what is left).

    What is missing stands far behind everything.
    """
    rows, lost_rows = _numbers(sheet.rows, keyed.rows)
    columns, lost_columns = _numbers(sheet.columns, keyed.columns)
    mixed_rows, mixed_columns = _mixed(rows, lost_rows), _mixed(columns, lost_columns)
    layout = SheetLayout(keyed.raw.name, rows, columns, lost_rows, lost_columns, mixed_rows, mixed_columns)
    place = Place(sheet=keyed.raw.name)
    entries = frozenset(key for key in lost_rows if _is_entry(sheet, key))
    findings = []
    if lost_rows - entries:
        facts = _gaps(sheet.rows, rows, lost_rows - entries, lost_rows, keyed.corner[0], str)
        findings.append(found("M204", place, None, **facts, names=_labels(sheet, lost_rows - entries, 0)))
    if entries:
        facts = _gaps(sheet.rows, rows, entries, lost_rows, keyed.corner[0], str)
        level = None if _filled_below(sheet, keyed, layout, entries) else Level.INFO
        advice = {"blank": "@rows_if_blank"} if level is None else {"unused": "@rows_unused"}
        findings.append(found("M212", place, level, **facts, **advice))
    if lost_columns:
        facts = _gaps(sheet.columns, columns, lost_columns, lost_columns, keyed.corner[1], letters)
        findings.append(found("M205", place, None, **facts, names=_labels(sheet, lost_columns, 1)))
    return layout, tuple(findings)


def _is_entry(sheet: Sheet, key: str) -> bool:
    """Whether a row is one of many alike in a list of entries, so that the list is as good without it. The rows of a
    department's lists are not: each has its own formulas.
    """
    if sheet.kind != "entry" or not key.isdigit() or not any(line.key == END for line in sheet.rows):
        return False
    own = {column: cell for (row, column), cell in sheet.cells.items() if row == key}
    like = next((line.key for line in sheet.rows if line.key.isdigit() and line.key != key), "")
    typed = any(cell.slot is not None and cell.slot.kind == "row" for cell in own.values())
    return typed and all(
        cell.formula is None
        or ((other := sheet.cells.get((like, column))) is not None and other.formula is cell.formula)
        for column, cell in own.items()
    )


def _filled_below(sheet: Sheet, keyed: KeyedSheet, layout: SheetLayout, lost: frozenset[str]) -> bool:
    """Whether entries stand below a missing row: only unused rows at a list's end are deleted to tidy it up."""
    columns = {layout.columns[column] for (_, column), cell in sheet.cells.items() if cell.slot is not None}
    end = layout.rows[END] if END not in layout.lost_rows else None
    first = min(_neighbours(sheet.rows, layout.rows, lost, layout.lost_rows, keyed.corner[0]))[0]
    return any(
        row > first and (end is None or row < end) and column in columns and cell.value not in (None, "")
        for (row, column), cell in keyed.raw.cells.items()
    )


def _gaps(
    lines: Sequence[Line],
    numbers: Mapping[str, int],
    lost: frozenset[str],
    all_lost: frozenset[str],
    corner: int,
    shown: Callable[[int], str],
) -> Mapping[str, object]:
    """Facts of M204, M205, M212: how many lines are missing, and between which lines of the file the first stood."""
    gaps = _neighbours(lines, numbers, lost, all_lost, corner)
    above, below = gaps[0]
    return {
        "count": len(lost),
        "above": shown(above) if below is not None else "",
        "below": shown(below) if below is not None else "",
        "after": shown(above) if below is None else "",
        "more": len(gaps) - 1 or "",
    }


def _neighbours(
    lines: Sequence[Line], numbers: Mapping[str, int], lost: frozenset[str], all_lost: frozenset[str], corner: int
) -> list[tuple[int, int | None]]:
    """For each run of missing lines those before and behind it in the file."""
    gaps: list[tuple[int, int | None]] = []
    before, open_ = corner, False
    for line in lines:
        if line.key in all_lost:
            open_ = open_ or line.key in lost
            continue
        if open_:
            gaps.append((before, numbers[line.key]))
        before, open_ = numbers[line.key], False
    return [*gaps, (before, None)] if open_ else gaps


def _labels(sheet: Sheet, lost: frozenset[str], axis: int) -> str:
    """What missing rows (axis 0) or columns (1) are about: the first text that the template has in each. Lines across
    with one text alone (titles, hints, the unit of amounts) say nothing about a column.
    """
    texts: dict[str, str] = {}
    said = Counter(at[1 - axis] for at, cell in sheet.cells.items() if _said(cell))
    for at, cell in sheet.cells.items():
        if at[axis] in lost and (axis == 0 or said[at[0]] > 1) and (text := _said(cell)):
            texts.setdefault(at[axis], text)
    texts |= {END: END} if axis == 0 and END in lost else {}
    named = [texts[line.key] for line in (sheet.rows, sheet.columns)[axis] if line.key in texts]
    return "、".join(named[:_NAMED]) + ("…" if len(named) > _NAMED else "")


def _said(cell: Cell) -> str:
    """The fixed text of a cell, "" where it has none."""
    return cell.content.strip() if cell.slot is None and isinstance(cell.content, str) else ""


def _numbers(lines: Sequence[Line], given: Mapping[str, int]) -> tuple[dict[str, int], frozenset[str]]:
    beyond = max(given.values(), default=1) + _FAR
    lost = [line.key for line in lines if line.key not in given]
    far = {key: beyond + i for i, key in enumerate(lost)}
    return {line.key: given.get(line.key, far.get(line.key, 0)) for line in lines}, frozenset(lost)


def _mixed(numbers: Mapping[str, int], lost: frozenset[str]) -> bool:
    there = [number for key, number in numbers.items() if key not in lost]
    return any(later < earlier for earlier, later in pairwise(there))


def inserted(sheet: Sheet, keyed: KeyedSheet, layout: SheetLayout) -> tuple[int, ...]:
    """Rows without a key inside an entry list, from its first row to its end row."""
    if sheet.kind != "entry" or END not in layout.rows or "1" not in layout.rows:
        return ()
    known = set(keyed.rows.values())
    numbered = [number for key, number in keyed.rows.items() if key.isdigit()]
    heads = [n for key, n in layout.rows.items() if not key.isdigit() and key != END and key not in layout.lost_rows]
    first = min(numbered) if numbered else max(heads, default=keyed.corner[0]) + 1
    end = layout.rows[END] if END not in layout.lost_rows else max(known, default=first)
    there = {row for row, _ in keyed.raw.cells if first <= row < end}
    return tuple(sorted(there - known))


def slots(sheet: Sheet, layout: SheetLayout, extra: tuple[int, ...]) -> Iterator[tuple[Spot, Slot]]:
    """Every input cell, those of inserted rows typed like the list's first row."""
    first: dict[str, Slot] = {}
    for (row, column), cell in sheet.cells.items():
        if cell.slot is None:
            continue
        yield (sheet.key, layout.rows[row], layout.columns[column]), cell.slot
        if cell.slot.kind == "row" and cell.slot.number == 1:
            first[column] = cell.slot
    for number in extra:
        for column, slot in first.items():
            own = Slot("row", slot.owner, slot.name, slot.type, number=-number)
            yield (sheet.key, number, layout.columns[column]), own


def unplaced(sheet: Sheet, keyed: KeyedSheet, layout: SheetLayout, extra: tuple[int, ...]) -> list[Finding]:
    """M207: cells that hold something in rows or columns that the template does not have; a formula also where no
    program has stored its result. So does what stands among the hidden keys and is none of the template's. An error
    where it is meant as an indicator.
    """
    rows = {*layout.rows.values(), *extra}
    columns = set(layout.columns.values())
    row_keys, column_keys = {line.key for line in sheet.rows}, {line.key for line in sheet.columns}
    findings = []
    below, typed = below_last(sheet, keyed)
    for (row, column), cell in keyed.raw.cells.items():
        if cell.value in (None, "") and not cell.formula:
            continue
        if (row, column) == keyed.corner or (row in rows and column in columns):
            continue
        mark = as_key(cell.value or "", cell.kind)
        if row == keyed.corner[0] and (column in columns or mark in column_keys):
            continue
        if column == keyed.corner[1] and (row in rows or mark in row_keys):
            continue
        place = Place(sheet=keyed.raw.name, cell=address(row, column))
        lost = row in below and column in typed
        advice = {"instead": "@row_between_indicators"} if lost else {}
        text = cell.value or f"={cell.formula}"
        findings.append(found("M207", place, Level.ERROR if lost else None, text=text, **advice))
    return findings
