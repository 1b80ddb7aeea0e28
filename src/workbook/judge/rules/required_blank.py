"""A required cell is blank.

What it looks for: fields that the spec calls required, and required columns in rows of a list that have something in
    another cell.
Why it matters: what decides where a row belongs is required. Without a code or a 资金来源 the row's amounts are in the
    total and in no table, or in none at all; without the unit's name and year nothing can be filed.
Example: a row of 结转结余 has 年末结转和结余 120 000.00 and no 资金来源: it is missing in tables 04, 05 and 08.
How to mend: fill in the cell, or clear the row if it is not meant.
"""

from __future__ import annotations

from collections.abc import Mapping

from workbook.data import Value
from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.judge.ledger import ListRow, ledger_of
from workbook.judge.suspects import suspects
from workbook.judge.texts import row_name
from workbook.match import Filled
from workbook.match.match import Spot
from workbook.spec.model import Entry

CODE = "J113"

ZH = """必填的单元格空着

查什么：模板规定必填的项目；列表中已有内容的行里必填的列。
为什么：必填的列决定这一行归到哪里。没有编码或资金来源，金额只进合计、不进分科目的表，甚至哪里都不进；
    没有单位名称和年度，决算无法归档。
举例：结转结余有一行“年末结转和结余”120000.00 而没有资金来源，04、05、08 表都缺这一笔。
怎样改：补填；这一行本不该有的，清空整行。
"""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    moved = {spot: value for shift in suspects(filled).shifts for spot, value in shift.moved.items()}
    findings = []
    for sheet in filled.spec.sheets:
        if not isinstance(sheet, Entry):
            continue
        owner = str(sheet.sheet)
        required = [str(name) for name, column in sheet.columns.items() if column.required]
        for row in ledger.filled_rows(owner) if required else ():
            if _only_moved(row, moved):
                continue
            lacks = [name for name in required if name in row.spots and row.values.get(name) is None]
            if lacks:
                about = row_name(ledger, row) if any(isinstance(v, str) for v in row.values.values()) else ""
                facts = {"column": "、".join(lacks), "row": about, "line": row.row}
                findings.append(found(CODE, ledger.places(row.spots[name] for name in lacks), None, **facts))
        for group in (sheet.fields or {}).values():
            for field, given in group.items():
                spot = ledger.fields.get((owner, str(field)))
                if given.required and spot is not None and ledger.value(spot) is None:
                    findings.append(found(CODE, ledger.place(spot), None, column=str(field)))
    return tuple(findings)


def _only_moved(row: ListRow, moved: Mapping[Spot, Value]) -> bool:
    """Whether a row is nothing but the end of a column that was pasted too low."""
    spots = row.spots
    return all(value is None or (spots[name] in moved and not moved[spots[name]]) for name, value in row.values.items())
