"""An explanation of a check no longer fits the check's difference.

What it looks for: explanations on the 审核 sheet whose 所说明的差额 is not the present difference, is blank, or whose
    check passes by now or does not apply; those that speak of rounding alone where the difference is more than ten
    times the tolerance; and those that say nothing, such as 无说明 or a mere stop, which is an error.
Why it matters: an explanation counts only for the difference that it was written for; otherwise one written for 0.02
    would cover 20 000 later.
Example: D4.2 is explained for a difference of 1, the difference is 2 by now.
How to mend: read the explanation again; if it is still true, copy the present difference beside it, else rewrite it.
    Delete it where the check passes.
"""

from __future__ import annotations

import re
from decimal import Decimal

from workbook.book import judge as words
from workbook.finding import Finding, Level, found
from workbook.grid.model import Grid, Scalar
from workbook.judge.ledger import ledger_of
from workbook.judge.texts import amount
from workbook.judge.vacuous import says_nothing
from workbook.match import Filled

CODE = "J109"

ZH = """说明已经过时

查什么：审核表上的说明，其“所说明的差额”与现在的差额不同、没有填，或者该项审核已经通过、不再适用；
    差额在容差十倍以上，却只说是四舍五入、尾差的；以及“无说明”、一个句号之类，什么也没有说的说明，这是错误。
为什么：说明只对当时的差额有效，否则为 0.02 写的说明以后会盖住 20000。
举例：D4.2 说明的差额是 1，现在的差额是 2。
怎样改：重读说明，仍然成立的，把现在的差额照抄在旁边；不成立的重写；已经通过的删去说明。
"""

_SAME, _FAR = Decimal("0.005"), 10
_ROUNDING = re.compile("四舍五入|尾差|尾数差?|舍入|取整")
_AROUND = re.compile(
    r"由于|因为?|系|均?为|是|属于?|小数位?|数据|单位|换算|保留|差异?|原因|造成|导致|所致|形成|产生|的|和|及|[\W_]"
)
_SHORT = 40
"""Nothing but rounding; it may explain what the tolerance is nearly enough for, and no difference of a count."""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    findings = []
    for (check, name), spot in ledger.notes.items():
        bound = ledger.notes.get((check, "所说明的差额"))
        if name != "说明" or ledger.value(spot) is None or bound is None:
            continue
        cells = next(sheet.cells for sheet in grid.sheets if sheet.key == spot[0])
        columns = filled.layout.sheets[spot[0]].columns

        def value(column: str, row: int = spot[1]) -> Scalar:
            cell = cells.get((row, columns[column]))  # noqa: B023 - used at once
            return cell.value if cell is not None else None

        gap, result, told = value("差额"), str(value("结果") or ""), ledger.value(bound)
        facts = {"check": check, "what": str(value("审核内容") or ""), "result": result}
        note = str(ledger.value(spot))
        if result in (words.PASSED, words.TAIL, words.OFF):
            findings.append(found(CODE, ledger.place(spot), Level.INFO, **facts, kind="@explains_nothing"))
        elif says_nothing(note):
            empty = {**facts, "kind": "@explains_empty", "text": note}
            findings.append(found(CODE, ledger.place(spot), Level.ERROR, **empty))
        elif result == words.FAILED:
            findings.append(found(CODE, ledger.place(spot), None, **facts, kind="@explains_mandatory"))
        elif isinstance(gap, Decimal) and (not isinstance(told, Decimal) or abs(told - gap) >= _SAME):
            facts |= {
                "kind": "@explains_other" if isinstance(told, Decimal) else "@explains_unbound",
                "found": amount(told) if isinstance(told, Decimal) else "",
                "expected": amount(gap),
            }
            findings.append(found(CODE, ledger.place(bound), None, **facts))
        elif isinstance(gap, Decimal) and _is_rounding(note) and abs(gap) > _FAR * _number(value("容差")):
            facts |= {"kind": "@explains_rounding", "text": note, "expected": amount(gap)}
            findings.append(found(CODE, ledger.place(spot), None, **facts))
    return tuple(findings)


def _is_rounding(note: str) -> bool:
    return len(note) <= _SHORT and bool(_ROUNDING.search(note)) and not _AROUND.sub("", _ROUNDING.sub("", note))


def _number(value: Scalar) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(value) if isinstance(value, int) else Decimal(0)
