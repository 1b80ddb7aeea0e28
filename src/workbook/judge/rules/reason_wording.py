"""A reason that repeats words of the sentence into which it is put.

What it looks for: reasons in 补充资料 and 预算差异原因 that begin with 主要原因 or 原因是, or end with a stop or comma.
Why it matters: the narrative writes “the main reason is” before a reason and the stop behind it; both would be printed
    twice.
Example: 主要原因是压减了会议支出。 gives “，主要原因是主要原因是压减了会议支出。。”
How to mend: leave the reason alone: 压减了会议支出.
"""

from __future__ import annotations

import re

from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.judge.comparisons import compared
from workbook.judge.ledger import ledger_of
from workbook.judge.rules.placeholder import left_over
from workbook.judge.vacuous import says_nothing
from workbook.match import Filled

CODE = "J134"

ZH = """原因里带了套话或句末标点

查什么：补充资料和预算差异原因中，以“主要原因”“原因是”开头，或者以句号、分号、逗号结尾的原因。
为什么：情况说明在原因前面写“主要原因是”，后面写句号，这样印出来都是两遍。
举例：“主要原因是压减了会议支出。”印出来是“，主要原因是主要原因是压减了会议支出。。”
怎样改：只写原因本身：压减了会议支出。
"""

_BEFORE = re.compile(r"其?(?:主要)?的?原因(?:(?:主要)?(?:是|在于)[：:，,\s]*|[：:，,\s]+|(?:主要)?为[：:，,\s]*(?!了))")
_BEHIND = "。．；;，,、 \t\r\n\u3000"


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    findings = []
    for spot in dict.fromkeys(pair.reason for pair in compared(ledger, grid) if pair.reason is not None):
        text = ledger.value(spot)
        if not isinstance(text, str) or left_over(text) or says_nothing(text, alone=True):
            continue  # a placeholder (J107), or no reason (J132)
        text = text.strip()
        head = _BEFORE.match(text)
        alone = (text[head.end() :] if head else text).rstrip(_BEHIND)
        if alone and alone != text:
            findings.append(found(CODE, ledger.place(spot), None, text=text, would_be=alone))
    return tuple(findings)
