"""Zeros in cells that are to stay blank.

What it looks for: totals and rates that are typed only to be published in place of those that the workbook computes,
    several of which hold 0 although what they are computed from is not 0.
Why it matters: a 0 is a number that was typed: it is published, and contradicts the details. A blank cell is computed.
Example: 一般公共预算年初预算合计 is 0, and the budgets in 支出明细 make 1441.94 万元; five more fields are 0 as well.
How to mend: clear these cells.
"""

from __future__ import annotations

from workbook.book import judge as words
from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.judge.checks import check_of
from workbook.judge.ledger import ledger_of
from workbook.judge.sides import said, unit_of
from workbook.match import Filled
from workbook.match.match import Spot
from workbook.spec.model import Check

CODE = "J144"

ZH = """应当留空的格填了 0

查什么：有些合计、比率只在公布的数与算出来的不同时才填；其中好几格填了 0，而用来计算的数并不是 0。
为什么：0 也是填了的数，会原样公布，与明细矛盾；留空的格才由公式计算。
举例：“一般公共预算年初预算合计”填了 0，支出明细的年初预算合计却是 1441.94 万元，另有五格也是这样。
怎样改：清空这些格。
"""

_SEVERAL = 2
_FAILED = frozenset((words.FAILED, words.TO_EXPLAIN))


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    zeros = _zeros(filled, grid)
    if len(zeros) < _SEVERAL:
        return ()
    ledger = ledger_of(filled)
    findings = []
    for sheet in dict.fromkeys(spot[0] for spot in zeros):
        own = sorted(spot for spot in zeros if spot[0] == sheet)
        name, value = filled.slots[own[0]].row or filled.slots[own[0]].name, zeros[own[0]]
        findings.append(found(CODE, ledger.places(own), None, count=len(own), column=name, expected=value))
    return tuple(findings)


def optional(check: Check) -> str:
    """The name of what stands on a check's left side, where the check is only made while this is filled in: "" else."""
    sides = words.comparison(str(check.that or ""))
    if sides is None or sides[1] != "=":
        return ""
    name, when = sides[0].strip(), str(check.when or "").removeprefix("=").replace(" ", "")
    given = f"NOT(ISBLANK({name}))".replace(" ", "")
    return name if when == given or when.startswith(f"AND({given},") else ""


def _zeros(filled: Filled, grid: Grid) -> dict[Spot, str]:
    """Inputs with 0, of checks that ask nothing while they are blank, each with what the check wants."""
    found_: dict[Spot, str] = {}
    for sheet in filled.book.sheets:
        if sheet.kind != "checks":
            continue
        where = filled.layout.sheets[sheet.key]
        cells = next(g.cells for g in grid.sheets if g.key == sheet.key)
        for (line, side), jump in sheet.jumps.items():
            result = cells.get((where.rows[line], where.columns["结果"]))
            if side != "左边" or result is None or result.value not in _FAILED:
                continue
            check = check_of(filled, line)
            if check is None or not optional(check):
                continue
            there = filled.layout.sheets[jump.sheet]
            spot = jump.sheet, there.rows[jump.row], there.columns[jump.column]
            other = cells.get((where.rows[line], where.columns["右边"]))
            if filled.inputs.get(spot) == 0 and other is not None and other.value:
                found_[spot] = said(other.value, unit_of(filled, check, jump))
    return found_
