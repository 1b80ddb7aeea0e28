"""Entries that are there and cannot be seen: white letters, or a format that shows nothing.

What it looks for: cells with a value, written in white on no fill or on white, or with a number format such as ;;;.
Why it matters: such a cell counts in the sums, and a printed page does not show it.
Example: a row of 支出明细 in white letters, added to make the total right.
How to mend: give the cell its colour and format back, and look at what it holds.
"""

from __future__ import annotations

import re

from workbook.finding import Finding, Place, found
from workbook.formula.areas import area
from workbook.grid.model import Grid
from workbook.layout import address
from workbook.match import Filled

CODE = "J121"

ZH = """看不见的内容

查什么：有内容而字是白色、底色也是白色或没有底色的单元格，以及数字格式什么都不显示（如 ;;;）的单元格。
为什么：这些单元格照样计入合计，打印出来却看不到。
举例：支出明细有一行白色的字，是为了凑平合计。
怎样改：恢复单元格的颜色和格式，看看里面是什么。
"""

_NOTHING = re.compile(r"\s*;\s*;\s*(;\s*)?")


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    findings = []
    styles = filled.raw.styles
    unseen = {i for i, style in enumerate(styles) if style.white or _NOTHING.fullmatch(style.number_format)}
    if not unseen:
        return ()
    for keyed in filled.sheets.values():
        top, left = keyed.corner
        spots = [
            (row, column)
            for (row, column), cell in keyed.raw.cells.items()
            if cell.style in unseen and cell.value not in (None, "") and row > top and column > left
        ]
        if spots:
            first = address(*spots[0])
            facts = {"count": len(spots), "text": keyed.raw.cells[spots[0]].value}
            place = Place(sheet=keyed.raw.name, cell=first, area=area(spots) if len(spots) > 1 else "")
            findings.append(found(CODE, place, None, **facts))
    return tuple(findings)
