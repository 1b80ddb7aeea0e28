"""An entry stands in the wrong place: another row, another code or another 资金来源.

What it looks for: two balances (income and what came over = expenditure and what is left, of funds or of single codes)
    of which one has just as much too much as the other has too little, and one row or one pair of amounts in a column
    that sets both right when its 资金来源 or 科目编码 is the other one, or when the two amounts change places. Balances
    of single codes count only where most codes of the fund are in balance. Also one amount in the row above or below
    its own, over the amount of that row or beside a blank: its code lacks just this amount. And amounts in another
    column of their row (基本支出 and 项目支出, the budget and what was spent or 三公 of last year, both ends of the
    year), with which at least two sums come out when they change places; for both ends of the year one is enough.
    And two economic classes that have each other's amounts, by the items of the same payments (30108 and 2080505,
    30109 and 2080506). And amounts of 三公 in the row above or below that of which batches, persons
    or vehicles are told.
Why it matters: the grand total stays right, so it is easily overlooked, but two funds or two codes are published wrong.
Example: 2080501 and 2101101 are off by 16 800.00 each, in opposite directions; their amounts of 基本支出 are in each
    other's row.
How to mend: compare the cells that are named with the source, and type each entry in its place.
"""

from __future__ import annotations

from decimal import Decimal

from workbook.data import Value
from workbook.finding import Finding, Level, found
from workbook.grid.model import Grid
from workbook.judge.ledger import Ledger, ledger_of
from workbook.judge.misplaced import Misplaced
from workbook.judge.suspects import suspects
from workbook.judge.texts import amount, label_of
from workbook.match import Filled

CODE = "J125"

ZH = """填错了地方

查什么：两个收支平衡（某项资金或某个科目的收入加年初等于支出加年末），一个多出的数恰好是另一个缺少的数，
    而且只要把某一行的资金来源或科目编码改成另一个，或者把同一列的两个金额互换，两处就都平衡。
    单个科目的平衡，只在这项资金的多数科目都平衡时才作依据；两项资金之间互换的，两个金额都不为空才作依据。
    还有一个金额填高或填低了一行：空着的那一行的科目，缺的恰好是上一行或下一行的金额；那里原来的数被盖掉的，
    由那个科目的收支推算。同一行里填错了栏的也查：基本支出与项目支出，年初预算数与支出、“三公”的预算数或上年数与决算数，
    年初与年末的结转结余，互换后至少两处合计吻合（年初与年末，一处即可）。
    经济分类支出的两个金额，恰好是对方在功能分类上的同一笔支出的（如 30108 与 2080505、30109 与 2080506），也查。
    “三公”经费填高或填低了一行，与补充资料里的批次、人次、辆数对不上的，也查。
为什么：总数不变，不容易发现，但两项资金或两个科目公开的数都错了。
举例：2080501 和 2101101 一个多 16800.00，一个少 16800.00，两行的“基本支出”互换了位置。
怎样改：对照原始凭证核对所指出的单元格，把内容填回应填的地方。
"""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    findings = []
    for entry in suspects(filled).misplaced:
        facts = {
            "what": label_of(ledger, entry.first),
            "found": _shown(filled.inputs[entry.first]),
            "kind": _kind(ledger, entry),
            "expected": _shown(entry.changes[entry.first]),
            "proof": entry.gained[0].what,
            "proof2": entry.gained[1].what if len(entry.gained) > 1 else "",
            "other": "、".join(ledger.at(spot) for spot in entry.others),
        }
        level = Level.ERROR if entry.sure and all(i.binding for i in entry.gained[:2]) else None
        findings.append(found(CODE, ledger.places(entry.changes), level, **facts))
    return tuple(findings)


def _kind(ledger: Ledger, entry: Misplaced) -> str:
    """With the other cell, and how many rows more there are of whole columns."""
    more = f"|{len(entry.changes) // 2 - 1}" if entry.kind == "@swapped_columns" else ""
    return f"{entry.kind}:{ledger.at(entry.partner)}{more}" if entry.partner is not None else entry.kind


def _shown(value: Value) -> str:
    return amount(value) if isinstance(value, Decimal) else "@blank" if value is None else str(value)
