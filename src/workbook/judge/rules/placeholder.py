"""A template's placeholder or a choice nobody made is left in a text.

What it looks for: XX, ××, ***, ____, 「…」, 【…】, empty brackets, 某某, 待补充, 请填写, 年 月 日 without
    figures, the prompt of the cell itself, and choices such as 增长（下降）, 增加/减少, 大于（小于）. A lone … or 「…」
    is only a warning.
Why it matters: the text is published as it stands.
Example: 比上年增长（下降）XX%，主要原因是……
How to mend: write the text out, and strike the choice that is not true.
"""

from __future__ import annotations

import re

from workbook.finding import Finding, Level, found
from workbook.grid.model import Grid
from workbook.judge.ledger import Ledger, ledger_of
from workbook.judge.texts import around
from workbook.judge.vacuous import says_nothing
from workbook.match import Filled
from workbook.match.match import Spot

CODE = "J107"

ZH = """模板的占位文字没有替换

查什么：XX、××、***、____、「…」、【…】、空括号、某某、待补充、请填写、没有数字的“年 月 日”、
    单元格自己的提示语，以及“增长（下降）”“增加/减少”“大于（小于）”一类没有选定的写法。
    单独的省略号和「…」只是警告。
为什么：文字会照原样公开。
举例：比上年增长（下降）XX%，主要原因是……
怎样改：把文字写完整，划去不符合实际的选项。
"""

_UP = "增长|增加|上升|提高|大于|高于|多于"
_DOWN = "下降|减少|降低|小于|低于|少于"
_SURE = re.compile(
    r"(?<![A-Za-z])[Xx]{2,}(?![A-Za-z])|×{2,}|＊{2,}|\*{2,}|_{2,}|＿{2,}|[●○]{2,}|【(?!\d{4}】)[^】]{0,20}】|[（(]\s*[)）]"
    r"|[（(][^（()）]{0,4}填写[^（()）]{0,8}[）)]|某某|待补充|待填|待定|请填写|此处填写|TODO|年\s+月\s+日"
    rf"|(?:{_UP})\s*[（(/]\s*(?:{_DOWN}|持平)|(?:{_DOWN})\s*[（(/]\s*(?:{_UP}|持平)"
)
_DOTS = re.compile(r"「[^」]{0,20}」|…+|\.{3,}|。{2,}")


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    prompts = _prompts(ledger)
    findings = []
    for spot, slot, text in ledger.texts:
        if slot.kind == "explanation" and says_nothing(text):
            continue  # told as an explanation without one
        sure, dots = _SURE.search(text), _DOTS.search(text)
        match = sure or dots
        if match is not None:
            facts = {"column": slot.name, "found": match[0], "text": around(text, *match.span())}
            findings.append(found(CODE, ledger.place(spot), None if sure else Level.WARNING, **facts))
        elif prompts.get(spot) == text.strip():
            facts = {"column": slot.name, "found": text, "text": "@the_prompt"}
            findings.append(found(CODE, ledger.place(spot), None, **facts))
    return tuple(findings)


def left_over(text: str) -> bool:
    """Whether a text still has a placeholder or a choice that nobody made."""
    return _SURE.search(text) is not None or _DOTS.search(text) is not None


def _prompts(ledger: Ledger) -> dict[Spot, str]:
    """The prompt of each text cell that has one of its own."""
    result: dict[Spot, str] = {}
    for sheet in ledger.filled.book.sheets:
        layout = ledger.filled.layout.sheets[sheet.key]
        for rule_ in sheet.rules:
            if rule_.prompt and rule_.kind == "any":
                first, last, column = layout.rows[rule_.first], layout.rows[rule_.last], layout.columns[rule_.column]
                result |= {(sheet.key, row, column): rule_.prompt.strip() for row in range(first, last + 1)}
    return result
