"""Rows, columns or sheets with entries were hidden.

What it looks for: hidden rows and columns with entries that the template shows, and hidden sheets that it shows.
    Rows hidden by a filter are among them.
Why it matters: what is hidden counts in every sum and is seen by nobody who looks the workbook through.
Example: rows 12 to 15 of 支出明细 are hidden by a filter on 资金来源.
How to mend: clear the filter, unhide the rows, and look at what they hold.
"""

from __future__ import annotations

from workbook.finding import Finding, Place, found
from workbook.formula.address import letters
from workbook.grid.model import Grid
from workbook.judge.ledger import ledger_of
from workbook.match import Filled

CODE = "J120"

ZH = """隐藏的数据

查什么：模板里可见、现在被隐藏而又有填报内容的行和列，以及被隐藏的工作表；筛选隐藏的行也在内。
为什么：隐藏的内容照样计入合计，翻看工作簿的人却看不到。
举例：支出明细按资金来源筛选后，第 12 至 15 行被隐藏。
怎样改：清除筛选、取消隐藏，看看里面是什么。
"""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    findings = []
    used: dict[str, tuple[set[int], set[int]]] = {}
    for (key, row, column), value in filled.inputs.items():
        if value is not None:
            rows, columns = used.setdefault(key, (set(), set()))
            rows.add(row)
            columns.add(column)
    for key, keyed in filled.sheets.items():
        sheet, raw, layout = ledger.sheets.get(key), keyed.raw, filled.layout.sheets.get(key)
        if sheet is None or layout is None:
            continue
        if raw.state != "visible" and not sheet.hidden:
            findings.append(found(CODE, Place(sheet=raw.name), None, kind="@hidden_sheet", text=raw.name))
        rows, columns = used.get(key, (set(), set()))
        own_rows = {layout.rows[line.key] for line in sheet.rows if line.hidden}
        own_columns = {layout.columns[line.key] for line in sheet.columns if line.hidden}
        hidden = sorted((raw.hidden_rows & rows) - own_rows)
        wide = {c for first, last in raw.hidden_columns for c in columns if first <= c <= last} - own_columns
        if hidden:
            text = "、".join(map(str, hidden[:8]))
            place = Place(sheet=raw.name, cell=f"A{hidden[0]}")
            findings.append(found(CODE, place, None, kind="@hidden_rows", text=text, count=len(hidden)))
        if wide:
            text = "、".join(letters(c) for c in sorted(wide))
            place = Place(sheet=raw.name, cell=f"{letters(min(wide))}1")
            findings.append(found(CODE, place, None, kind="@hidden_columns", text=text, count=len(wide)))
    return tuple(findings)
