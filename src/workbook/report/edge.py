"""A row deleted right below the last entry of a list: an unused one, or the last entry itself.

Whoever tidies a list deletes all its blank rows. Where blank rows are left and checks that must hold fail for no other
reason, the row is asked for.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from workbook.finding import Level, found
from workbook.match.match import Spot
from workbook.report.missing import gap_hosts, is_below_entries
from workbook.report.ties import Ties

_MUST, _MAY, _UNUSED = "K101", ("K102", "K103"), "M212"
"""A mandatory check that fails; one that may be explained; rows of a list that are missing, for information while no
entry stands below them.
"""
_CENT = Decimal("0.01")


def tie_edge(ties: Ties) -> None:
    """Ties K101 that follow from nothing so far, when all of them hang on the list and one by another more than one of
    all; and K102, K103 that are off by as much as one of them. M212 is a warning then.
    """
    failing = {i for i, f in enumerate(ties.findings) if f.code == _MUST and i not in ties.causes}
    for i, finding in enumerate(ties.findings) if failing else ():
        tab = finding.place.sheet
        if finding.code != _UNUSED or finding.level > Level.INFO or not is_below_entries(ties.filled, tab):
            continue
        hosts: dict[Spot, int] = gap_hosts(ties.filled, {("M204", tab): i})
        hanging = {own for host in hosts for own in ties.at.get(host, ())} | {own for own, _ in ties.reached(hosts)}
        missed = {own for own in hanging if ties.findings[own].code == _MUST and ties.root(own) in failing}
        if not failing <= hanging or len(missed) < 2:
            continue
        facts = {key: value for key, value in finding.facts.items() if key != "unused"}
        asked = found(finding.code, finding.place, None, **facts, blank="@rows_missed")
        ties.findings = (*ties.findings[:i], asked, *ties.findings[i + 1 :])
        off = {_off(ties, own) for own in failing} - {None}
        alike = {own for own in hanging if ties.findings[own].code in _MAY and _off(ties, own) in off}
        for own in sorted(failing | alike):
            ties.tie(own, i)
        return


def _off(ties: Ties, i: int) -> Decimal | None:
    """By how much a check is off, whichever side is too small."""
    try:
        return abs(Decimal(ties.findings[i].facts.get("difference", ""))).quantize(_CENT)
    except InvalidOperation:
        return None
