"""A well-formed code that is not in the code list.

What it looks for: codes with the right number of digits that the spec's code list does not have. One that is the end of
    a code used elsewhere in the file has probably lost its head; that code comes first among those that are near.
Why it matters: the row has no name, and mostly the code is a slip of the right one. A code that is new this year
    belongs into the list first.
Example: 2010391, where the list has 2010301 and 2010399.
How to mend: check the code; put a new one into the code list of the spec.
"""

from __future__ import annotations

from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.judge.ledger import ledger_of
from workbook.judge.rules.malformed_code import coded, is_malformed
from workbook.match import Filled

CODE = "J116"

ZH = """编码不在代码表中

查什么：位数正确、代码表里却没有的编码。是文件里另一个编码的末尾几位的，多半掉了开头，那个编码列在最前面。
为什么：这一行带不出名称，多半是编码录错；确属本年新设的科目，应先补入代码表。
举例：2010391，代码表里有 2010301 和 2010399。
怎样改：核对编码；新科目先加入模板的代码表。
"""

_SHORT = 3
"""Of so few digits nobody can say which were lost."""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    findings = []
    used = {code for _, code, _ in coded(filled)}
    for spot, code, table in coded(filled):
        if not is_malformed(code, table) and table.name(code) is None:
            whole = [row for row in table.rows if row.code in used and row.code.endswith(code)]
            cut = whole if len(whole) == 1 and len(code) > _SHORT else []  # its head is missing
            rows = dict.fromkeys((*cut, *table.nearest(code)))
            near = "、".join(f"{row.code} {row.name}" for row in rows)
            facts = {"column": filled.slots[spot].name, "text": code, "list": table.title, "nearest": near}
            findings.append(found(CODE, ledger.place(spot), None, **facts))
    return tuple(findings)
