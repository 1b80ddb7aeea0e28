"""The same row stands in a list twice.

What it looks for: rows of one entry list with the same code and the same choices (资金来源), or the same name or text;
    indicators of one scorecard with the same name. Rows that are the same in every cell are an error.
Why it matters: amounts of a row that was pasted twice count twice; of two rows that differ only in the amount one is
    mostly the older version of the other.
Example: 2010302 with 一般公共预算 stands in rows 8 and 21 of 支出明细, both with 2 356 800.00.
How to mend: clear the yellow cells of one of them, or add both up in one row; where one has a wrong code, correct it.
"""

from __future__ import annotations

from collections.abc import Iterable

from workbook.finding import Finding, Level, found
from workbook.grid.model import Grid
from workbook.judge.ledger import Ledger, ListRow, ledger_of
from workbook.judge.texts import row_name
from workbook.match import Filled
from workbook.roll.names import ELIMINATIONS

CODE = "J112"

ZH = """重复的行

查什么：同一张录入表里编码和选项（如资金来源）都相同、或名称、文字相同的两行；同一张自评表里同名的三级指标。
    每一格都相同的，是错误。
为什么：多粘贴一次的行，金额算两遍；只有金额不同的两行，往往一行是另一行的旧稿。
举例：支出明细第 8 行和第 21 行都是 2010302、一般公共预算、2356800.00。
怎样改：清空其中一行的黄色单元格，或者合并为一行；其中一行的编码填错了的，改正编码。
"""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    findings: list[Finding] = []
    for owner in ledger.lists:
        if owner == ELIMINATIONS:
            continue  # two payments may be alike
        rows = ledger.filled_rows(owner)
        keys = [c for c in (rows[0].spots if rows else ()) if filled.slots[rows[0].spots[c]].type in ("code", "choice")]
        named = [c for c in (rows[0].spots if rows else ()) if filled.slots[rows[0].spots[c]].type == "text"][:1]
        codes = [c for c in keys if rows and filled.slots[rows[0].spots[c]].type == "code"]
        findings += _twice(ledger, rows, tuple(keys if codes else named))
    for rows in ledger.indicators.values():
        findings += _twice(ledger, rows, ("二级指标", "三级指标"))
    return tuple(findings)


def _twice(ledger: Ledger, rows: Iterable[ListRow], columns: tuple[str, ...]) -> Iterable[Finding]:
    seen: dict[tuple[str, ...], ListRow] = {}
    for row in rows:
        key = tuple(row.text(column) for column in columns)
        if not columns or not key[-1] or not key[0]:
            continue
        first = seen.setdefault(key, row)
        if first is row:
            continue
        whole = dict(first.values) == dict(row.values)
        facts = {
            "row": row_name(ledger, row) if len(columns) < 2 or "科目编码" in columns else key[-1],
            "first": ledger.at(first.spots[columns[0]]),
            "kind": "@wholly_same" if whole else "@same_key",
        }
        filled = [spot for column, spot in row.spots.items() if row.values.get(column) is not None]
        spots = dict.fromkeys((row.spots[columns[0]], *filled))
        yield found(CODE, ledger.places(spots), Level.ERROR if whole else None, **facts)
