"""A total was typed among the entries.

What it looks for: rows of a list with amounts that are called 合计, 总计 or 小计, or that lack what is required of an
    entry (科目编码, 资金来源) and hold in every column of amounts just what all other rows come to.
Why it matters: entries are added up by formulas; a row that holds their sum counts everything twice.
Example: below the last entry of 收入明细 row 23 has no 科目编码 and 18 815 200.00, the sum of rows 6 to 22.
How to mend: clear the yellow cells of the row; totals are on the tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.judge.ledger import ListRow, ledger_of
from workbook.match import Filled
from workbook.spec.model import Entry

CODE = "J131"

ZH = """录入表里填了合计行

查什么：有金额的录入表里写着“合计”“总计”“小计”的行；缺少必填内容（科目编码、资金来源），
    而每一栏金额恰好等于其余各行之和的行。
为什么：各笔收支由公式相加；再填一行合计，金额就算了两遍。
举例：收入明细最后一笔的下面，第 23 行没有科目编码，金额 18815200.00，正是第 6 至 22 行之和。
怎样改：清空这一行的黄色单元格，合计见各张公开表。
"""

_WORDS = frozenset(("合计", "总计", "小计", "共计", "合计数", "总合计", "本页合计", "本页小计"))
_LEAST = 2
"""Of fewer other rows the sum is no total, but perhaps the same row twice."""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    findings = []
    for sheet in filled.spec.sheets:
        if not isinstance(sheet, Entry):
            continue
        owner = str(sheet.sheet)
        rows, money = ledger.filled_rows(owner), ledger.columns(owner, "money")
        required = [str(name) for name, column in sheet.columns.items() if column.required]
        for row in rows if money else ():
            word = next((v for v in row.values.values() if isinstance(v, str) and "".join(v.split()) in _WORDS), "")
            lacks = any(name in row.spots and row.values.get(name) is None for name in required)
            adds_up = (word or lacks) and _adds_up(row, rows, money)
            if not word and not adds_up:
                continue
            typed = [s for name, s in row.spots.items() if row.values.get(name) is not None or s in filled.unusable]
            facts = {"line": row.row, "text": word, "kind": "@adds_up" if adds_up else ""}
            findings.append(found(CODE, ledger.places(typed), None, **facts))
    return tuple(findings)


def _adds_up(row: ListRow, rows: Sequence[ListRow], money: Sequence[str]) -> bool:
    """Whether a row has in each column of amounts what the others come to."""
    others = [other for other in rows if other is not row]
    sums = {column: sum((other.number(column) for other in others), Decimal(0)) for column in money}
    return len(others) >= _LEAST and any(sums.values()) and all(row.number(c) == sums[c] for c in money)
