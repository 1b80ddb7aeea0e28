"""Rows, columns or sheets with content were hidden.

What it looks for: hidden rows and columns that the template shows, with entries, or with amounts and texts that were
    computed; those without height or width are hidden too, and so are rows that a filter hides. Hidden sheets.
Why it matters: what is hidden counts in every sum and is seen by nobody who looks the workbook through; a disclosure
    table that lacks a line is not the official one.
Example: rows 12 to 15 of 支出明细 are hidden by a filter on 资金来源.
How to mend: clear the filter, unhide the rows, and look at what they hold.
"""

from __future__ import annotations

from workbook.finding import Finding, Place, found
from workbook.formula.address import letters
from workbook.grid.model import Grid, GridSheet
from workbook.judge.ledger import ledger_of
from workbook.match import Filled
from workbook.match.match import Spot

CODE = "J120"

ZH = """隐藏的数据

查什么：模板里可见、现在被隐藏而又有填报内容，或有算出来的金额和文字的行和列（行高、列宽为零的也算，筛选隐藏的行也在内），
    以及被隐藏的工作表。
为什么：隐藏的内容照样计算，翻看工作簿的人却看不到；公开表少了一行就不是规定的表样。
举例：支出明细按资金来源筛选后，第 12 至 15 行被隐藏。
怎样改：清除筛选、取消隐藏，看看里面是什么。
"""

_PRINTED = frozenset(("table", "text", "card"))
"""Of sheets of results; lines of checks are filtered to see those that fail, and nothing is summed there."""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    findings = []
    typed = {spot for spot, value in filled.inputs.items() if value is not None}
    shown = {sheet.key: sheet for sheet in grid.sheets}
    for key, keyed in filled.sheets.items():
        sheet, raw, layout = ledger.sheets.get(key), keyed.raw, filled.layout.sheets.get(key)
        if sheet is None or layout is None:
            continue
        if raw.state != "visible" and not sheet.hidden:
            findings.append(found(CODE, Place(sheet=raw.name), None, kind="@hidden_sheet", text=raw.name))
        top, left = keyed.corner
        lower = raw.hidden_rows - {layout.rows[line.key] for line in sheet.rows if line.hidden} - {top}
        own = {layout.columns[line.key] for line in sheet.columns if line.hidden} | {left}
        further = {c for c in layout.columns.values() if any(a <= c <= b for a, b in raw.hidden_columns)} - own
        if not lower and not further:
            continue
        rows, columns = _used(shown[key] if sheet.kind in _PRINTED else None, typed, key)
        hidden, wide = sorted(lower & rows), further & columns
        if hidden:
            text = "、".join(map(str, hidden[:8]))
            place = Place(sheet=raw.name, cell=f"A{hidden[0]}")
            findings.append(found(CODE, place, None, kind="@hidden_rows", text=text, count=len(hidden)))
        if wide:
            text = "、".join(letters(c) for c in sorted(wide))
            place = Place(sheet=raw.name, cell=f"{letters(min(wide))}1")
            findings.append(found(CODE, place, None, kind="@hidden_columns", text=text, count=len(wide)))
    return tuple(findings)


def _used(sheet: GridSheet | None, typed: set[Spot], key: str) -> tuple[frozenset[int], frozenset[int]]:
    """Rows and columns that hold an entry or, on a printed sheet, a result that is neither blank nor 0."""
    spots = [spot[1:] for spot in typed if spot[0] == key]
    if sheet is not None:
        spots += [at for at, cell in sheet.cells.items() if cell.formula and cell.value not in (None, "", 0, False)]
    return frozenset(row for row, _ in spots), frozenset(column for _, column in spots)
