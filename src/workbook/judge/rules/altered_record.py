"""The record of last year's values was changed.

What it looks for: the sheet 上年衔接 holds, locked, what was carried over from last year's data, and a fingerprint of
    it. The fingerprint of what stands there now is another one: a figure was overwritten, a row deleted.
Why it matters: this year's opening figures are held against the record. Where it was changed to fit them, the two years
    no longer connect, and nothing shows it.
Example: 上年数 of 结转结余 was overwritten with the amount that stands in the entry list.
How to mend: take the workbook that was handed out, and change the entry list only; write the reason on the 审核 sheet.
"""

from __future__ import annotations

from workbook.book.carried import MARK
from workbook.data.carried import digest
from workbook.finding import Finding, Place, found
from workbook.grid.model import Grid
from workbook.layout import address
from workbook.match import Filled

CODE = "J126"

ZH = """上年数的记录被改动

查什么：“上年衔接”表锁定保存着从上年带来的数和它们的指纹；现在表里的内容与指纹对不上，有数或来源被改写，或者有行被删。
为什么：本年的年初数要与这份记录核对。改记录去迁就年初数，两年就接不上了，而且看不出来。
举例：把“上年衔接”里结转结余的上年数改成了录入表里的数。
怎样改：用下发的工作簿，只改录入表，并在审核表写明原因。
"""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    marks = [
        (spot, filled.inputs[spot])
        for spot, slot in filled.slots.items()
        if (slot.kind, slot.name) == ("carried", MARK)
    ]
    findings = []
    for (sheet, row, column), mark in marks:
        if (mark or filled.data.carried) and mark != digest(filled.data.carried):
            place = Place(sheet=filled.layout.sheets[sheet].tab, cell=address(row, column), name=f"{sheet}.{MARK}")
            findings.append(found(CODE, place, None, count=len(filled.data.carried)))
    return tuple(findings)
