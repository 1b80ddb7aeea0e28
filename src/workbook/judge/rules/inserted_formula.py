"""An inserted row lacks the list's formulas, or has others.

What it looks for: rows that were inserted into an entry list, and in them the cells that have a formula in the rows
    above (科目名称, the row's total).
Why it matters: the data are complete without them, since tables use codes and amounts only. But the row shows no name,
    or another row's, to whoever fills it in.
Example: row 22 of 支出明细 was inserted and has no name beside 2010399.
How to mend: nothing has to be done for the file to be accepted. To have the formulas, take off the sheet's protection
    (it has no password), copy the whole row above, type over the entries, and protect the sheet again.
"""

from __future__ import annotations

from workbook.finding import Finding, Place, found
from workbook.formula.canonical import canonical
from workbook.grid.model import Grid
from workbook.judge.ledger import ledger_of
from workbook.layout import address
from workbook.layout.render import Renderer
from workbook.match import Filled

CODE = "J123"

ZH = """插入的行缺少公式

查什么：插入到录入表中的行里，上方各行是公式的单元格（科目名称、本行合计）没有公式，或公式不同。
为什么：各表只用编码和金额，数据并不缺；但这一行不显示名称，或显示别的行的名称，容易填错。
举例：支出明细插入的第 22 行，2010399 旁边没有名称。
怎样改：不改也可以接收。要补上公式的，先撤销工作表保护（没有密码），复制上一行整行，再改填内容，然后重新保护。
"""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    renderer = Renderer(filled.layout)
    findings = []
    for key, rows in filled.inserted.items():
        sheet, keyed, layout = ledger.sheets[key], filled.sheets[key], filled.layout.sheets[key]
        made = {column: cell.formula for (row, column), cell in sheet.cells.items() if row == "1" and cell.formula}
        entries = [row for row in ledger.filled_rows(key) if row.row in rows]
        for row in entries:
            for column, formula in made.items():
                spot = row.row, layout.columns[column]
                raw = keyed.raw.cells.get(spot)
                wanted = renderer.formula(formula, key, row.row)
                given = raw.formula if raw is not None else None
                if given is not None and canonical(given, keyed.raw.name) == canonical(wanted, keyed.raw.name):
                    continue
                facts = {"column": column, "formula": wanted, "found": f"={given}" if given is not None else ""}
                place = Place(sheet=keyed.raw.name, cell=address(*spot), name=f"{key}.{column}")
                findings.append(found(CODE, place, None, **facts))
    return tuple(findings)
