"""The rule of the cell says no to what is in it.

What it looks for: rules of cells that are formulas, computed again for what is there. Amounts with too many decimals
    are told as M307 and not here.
Why it matters: pasting evades the rule of the cell, so what could not have been typed may stand there all the same.
Example: 权重 12.34567, where four decimals are the most.
How to mend: type the value again; the cell tells what it takes when it is selected.
"""

from __future__ import annotations

from workbook.evaluate import evaluate
from workbook.finding import Finding, found
from workbook.formula import Formula
from workbook.grid.model import Grid, GridCell, GridSheet
from workbook.judge.ledger import ledger_of
from workbook.judge.typed import ruled
from workbook.layout.render import Renderer
from workbook.match import Filled
from workbook.match.match import Spot

CODE = "J118"

ZH = """不符合单元格的有效性规则

查什么：单元格用公式写成的有效性规则，对现有内容再算一遍。小数位太多的金额见 M307，不在这里重复。
为什么：粘贴会绕过有效性规则，键入时不能通过的内容也可能留在那里。
举例：权重 12.34567，最多只能四位小数。
怎样改：重新键入；选中单元格时的提示说明了可以填什么。
"""

_ASIDE = 500
"""Test formulas stand this many columns to the right of their cells."""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    renderer = Renderer(filled.layout)
    cells: dict[str, dict[tuple[int, int], GridCell]] = {}
    tests: list[tuple[Spot, str, str]] = []
    for rule_, spot, value in ruled(filled):
        if rule_.kind != "custom" or not isinstance(rule_.source, Formula) or filled.slots[spot].type == "money":
            continue
        key, row, column = spot
        mine = cells.setdefault(key, {})
        mine[row, column] = GridCell(value)
        mine[row, column + _ASIDE] = GridCell(None, renderer.formula(rule_.source, key, row))
        tests.append((spot, rule_.error, str(value)))
    if not tests:
        return ()
    sheets = tuple(GridSheet(key, filled.layout.sheets[key].tab, mine) for key, mine in cells.items())
    computed, _ = evaluate(Grid(sheets))
    results = {sheet.key: sheet.cells for sheet in computed.sheets}
    findings = []
    for spot, error, text in tests:
        if results[spot[0]][spot[1], spot[2] + _ASIDE].value is False:
            facts = {"column": filled.slots[spot].name, "text": text, "why": error}
            findings.append(found(CODE, ledger.place(spot), None, **facts))
    return tuple(findings)
