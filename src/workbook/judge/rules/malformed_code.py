"""A code that no code list could have.

What it looks for: codes with anything but half-width digits, and codes of another length than the list's levels have
    (功能分类 3, 5, 7; 经济分类 3, 5). Codes stored as numbers are told as M308.
Why it matters: tables by code compare texts. 2010301 with a blank, a full-width digit or a lost zero is another text.
Example: ２０１０３０１ in full-width digits, or 201301.
How to mend: type the code in half-width digits, in a cell of text format.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from workbook.data import Value
from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.judge.ledger import ledger_of
from workbook.judge.typed import code_list
from workbook.match import Filled
from workbook.match.match import Spot
from workbook.spec.spec import CodeTable

CODE = "J115"

ZH = """编码不合规

查什么：编码里有半角数字以外的字符，或位数与代码表的级次不符（功能分类 3、5、7 位，经济分类 3、5 位）。
    存成数的编码见 M308。
为什么：分科目的表按文字比较编码；多一个空格、用了全角数字、少一个零，就是另一个编码。
举例：全角的“２０１０３０１”，或“201301”。
怎样改：把单元格设为文本格式，用半角数字重新录入。
"""


def coded(filled: Filled) -> Iterable[tuple[Spot, str, CodeTable]]:
    """All codes that were typed, each with the list it belongs to."""
    for spot, slot in filled.slots.items():
        value: Value = filled.inputs[spot]
        table = code_list(filled, slot) if slot.type == "code" and value is not None else None
        if table is not None:
            yield spot, str(value), table


def is_malformed(code: str, table: CodeTable) -> bool:
    return not (code.isascii() and code.isdigit()) or table.level(code) is None


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    findings = []
    for spot, code, table in coded(filled):
        if not is_malformed(code, table):
            continue
        plain = re.sub(r"[\s.\-]", "", unicodedata.normalize("NFKC", code))
        facts = {
            "column": filled.slots[spot].name,
            "text": f"“{code}”",
            "digits": "、".join(str(n) for n in sorted(table.levels.values())),
            "would_be": plain if not is_malformed(plain, table) else "",
        }
        findings.append(found(CODE, ledger.place(spot), None, **facts))
    return tuple(findings)
