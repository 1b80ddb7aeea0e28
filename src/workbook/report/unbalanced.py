"""Totals that do not balance, or pass their limit: until they do not, how they compare with last year or the budget
cannot be relied on.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from workbook.book.judge import comparison
from workbook.finding import Finding
from workbook.judge.checks import check_of
from workbook.judge.ledger import ledger_of
from workbook.report.order import position
from workbook.report.ties import COMPARED, Ties

_BROKEN = "K101"
_ASKED = frozenset(("K102", "K103"))
"""Checks that may be explained: such as a change that is too large."""
_CELL = re.compile(r"([^!；、]+)!([A-Z]+\d+)")


def tie_unbalanced(ties: Ties) -> None:
    """Ties comparisons of a total to the check that says by how much this total is off, when that much would turn them.
    A limit tells how much it is at least: where the total errs on the same side in the comparison, that may be its
    fault, however far it errs.

    No single amount was found at fault; whichever it is, these follow from it as much as the check does.
    """
    scale = None
    for cause, finding in enumerate(ties.findings):
        gap = _number(finding.facts.get("difference", ""))
        if finding.code != _BROKEN or cause in ties.causes or gap is None:
            continue
        sides = {finding.facts.get("left", ""), finding.facts.get("right", "")} - {""}
        below = _below(ties, finding)
        for i, other in enumerate(ties.findings):
            if i in ties.causes or i == cause:
                continue
            if other.code == _BROKEN and not _limits(ties, finding, other):
                continue
            if other.code in (*_ASKED, _BROKEN):
                named = {other.facts.get("left", ""), other.facts.get("right", "")}
                off = _number(other.facts.get("difference", ""))
            elif other.code in COMPARED:
                named = {f"{tab}!{cell}" for tab, cell in _CELL.findall(other.facts.get("cells", ""))}
                scale = scale or ledger_of(ties.filled).scale(ties.judged.grid)
                now, base = (_number(other.facts.get(name, "")) for name in ("found", "expected"))
                off = (now - base) / scale if now is not None and base is not None else None
            else:
                continue
            if off is None or not sides & named:
                continue
            if abs(off) <= abs(gap) or any(_errs(ties, cell, named - {cell}, below) for cell in sides & named):
                ties.tie(i, cause)


def _limits(ties: Ties, finding: Finding, other: Finding) -> bool:
    """Whether the other one is a limit, broken by a total that is as much too large or too small in a sum."""
    if _below(ties, finding) or not (below := _below(ties, other)):
        return False
    gap = _number(finding.facts.get("difference", "")) or Decimal(0)
    less, more = ("left", "right") if gap < 0 else ("right", "left")
    above = {other.facts.get("left", ""), other.facts.get("right", "")} - {below, ""}
    return finding.facts.get(less) == below or finding.facts.get(more) in above


def _below(ties: Ties, finding: Finding) -> str:
    """The side of a broken limit that is too small, or the other one too large; "" where both were to be equal."""
    check = check_of(ties.filled, finding.facts.get("check", ""))
    sides = comparison(str(check.that)) if check is not None and check.that is not None else None
    lesser = {"<=": "right", ">=": "left"}.get(sides[1] if sides is not None else "", "")
    return finding.facts.get(lesser, "")


def _errs(ties: Ties, cell: str, others: set[str], below: str) -> bool:
    """Whether a side of a broken limit is less than all that it is compared with where it is `below`, and more where it
    is the other side.
    """
    own, amounts = _amount(ties, cell), [_amount(ties, other) for other in others]
    if not below or own is None or not amounts:
        return False
    return all(other is not None and (own < other if cell == below else own > other) for other in amounts)


def _amount(ties: Ties, text: str) -> Decimal | None:
    """The amount of 表!C7 in 万元, None where none is there."""
    tab, _, cell = text.partition("!")
    spot = (ties.tabs.get(tab, ""), *position(cell))
    sheet = next((sheet for sheet in ties.judged.grid.sheets if sheet.key == spot[0]), None)
    held = sheet.cells.get(spot[1:]) if sheet is not None else None
    if held is None or not isinstance(held.value, Decimal | int | float) or isinstance(held.value, bool):
        return None
    slot = ties.filled.slots.get(spot)
    entered = slot is not None and slot.type == "money"
    return Decimal(str(held.value)) / (ledger_of(ties.filled).scale(ties.judged.grid) if entered else 1)


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
