"""A text speaks of another year.

What it looks for: 年度 with 决算, 预算, 绩效, 自评, 收入, 支出 of a year that is not this account's (a comparison with
    another year is let be), years that lie beyond the year after it, and dates of filling in from another time,
    also before December of the year.
Why it matters: texts are taken over from last year's file. One year left in them makes the whole account doubtful.
Example: 2020年度部门整体绩效目标完成情况良好, in the account of 2021.
How to mend: correct the year, and read the whole text: what surrounds it may be last year's too.
"""

from __future__ import annotations

import re

from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.judge.ledger import ledger_of
from workbook.judge.rules.wrong_date import is_date
from workbook.judge.texts import around
from workbook.match import Filled

CODE = "J110"

ZH = """年度不对

查什么：文字里“某某年度决算、预算、绩效、自评、收入、支出”的年度不是本决算年度（与别的年度比较的除外）；
    提到本年度后一年以后的年份；填报日期的年份不对，或者早于本年度 12 月。
为什么：文字常从上年的文件抄来，留下一处旧年度，整份决算都让人起疑。
举例：2021 年度的决算里写着“2020年度部门整体绩效目标完成情况良好”。
怎样改：改正年度，并通读整段，前后文也可能是上年的。
"""

_YEAR = re.compile(
    r"(?<!\d)(20\d\d)(?!\d)(年度?)?(?=(部门|单位|整体|财政|一般公共)*(决算|预算|绩效|自评|收入|支出|收支)?)"
)
_COMPARED = re.compile(r"(比|较|与|同|和|对比|自|从|至)\s*$")


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    year = filled.spec.book.year
    findings = []
    for spot, slot, text in ledger.texts:
        if "日期" in slot.name:
            dated = re.match(r"\s*(\d{4})(?:\s*[-/.年]?\s*(\d{1,2}))?", text) if is_date(text) else None
            early = dated is not None and int(dated[1]) == year and int(dated[2] or 12) < 12
            if dated is not None and (early or int(dated[1]) not in (year, year + 1, year + 2)):
                facts = {"column": slot.name, "found": dated[1], "expected": year + 1, "text": text}
                findings.append(found(CODE, ledger.place(spot), None, **facts))
            continue
        for match in _YEAR.finditer(text):
            other, of_account = int(match[1]), bool(match[2] and match[4])
            if other == year or _COMPARED.search(text[: match.start()]):
                continue
            if (of_account and other != year + 1) or (match[2] and other > year + 1):
                facts = {"column": slot.name, "found": other, "expected": year}
                piece = around(text, match.start(), match.end())
                findings.append(found(CODE, ledger.place(spot), None, **facts, text=piece))
                break
    return tuple(findings)
