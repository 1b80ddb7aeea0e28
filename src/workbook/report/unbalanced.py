"""Totals that do not balance: until they do, how they compare with last year or the budget cannot be relied on."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from workbook.judge.ledger import ledger_of
from workbook.report.ties import Ties

_BROKEN = "K101"
_ASKED = frozenset(("K102", "K103"))
"""Checks that may be explained: such as a change that is too large."""
_COMPARED = frozenset(("J106", "J108", "J109"))
_CELL = re.compile(r"([^!；、]+)!([A-Z]+\d+)")


def tie_unbalanced(ties: Ties) -> None:
    """Ties comparisons of a total to the check that says by how much this total is off, when that much would turn them.

    No single amount was found at fault; whichever it is, these follow from it as much as the check does.
    """
    scale = None
    for cause, finding in enumerate(ties.findings):
        gap = _number(finding.facts.get("difference", ""))
        if finding.code != _BROKEN or cause in ties.causes or gap is None:
            continue
        sides = {finding.facts.get("left", ""), finding.facts.get("right", "")} - {""}
        for i, other in enumerate(ties.findings):
            if i in ties.causes or i == cause:
                continue
            if other.code in _ASKED:
                named = {other.facts.get("left", ""), other.facts.get("right", "")}
                off = _number(other.facts.get("difference", ""))
            elif other.code in _COMPARED:
                named = {f"{tab}!{cell}" for tab, cell in _CELL.findall(other.facts.get("cells", ""))}
                scale = scale or ledger_of(ties.filled).scale(ties.judged.grid)
                now, base = (_number(other.facts.get(name, "")) for name in ("found", "expected"))
                off = (now - base) / scale if now is not None and base is not None else None
            else:
                continue
            if off is not None and abs(off) <= abs(gap) and sides & named:
                ties.tie(i, cause)


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
