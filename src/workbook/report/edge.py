"""A row deleted right below the last entry of a list: an unused one, or the last entry itself.

Whoever tidies a list deletes all its blank rows. Where blank rows are left and checks that must hold fail for no other
reason, the row is asked for.
"""

from __future__ import annotations

from workbook.finding import Level, found
from workbook.match.match import Spot
from workbook.report.missing import gap_hosts, is_below_entries
from workbook.report.ties import Ties, is_check

_MUST, _UNUSED = "K101", "M212"
"""A mandatory check that fails; rows of a list that are missing, for information while no entry stands below them."""


def tie_edge(ties: Ties) -> None:
    """Ties K… findings that follow from nothing so far, when all of K101 among them hang on the list, and more than
    one: an amount that is gone is missed by its account, its fund, and the whole. M212 is a warning then.
    """
    open_ = {i for i, f in enumerate(ties.findings) if is_check(f) and f.level > Level.INFO and i not in ties.causes}
    failing = {i for i in open_ if ties.findings[i].code == _MUST}
    for i, finding in enumerate(ties.findings) if failing else ():
        tab = finding.place.sheet
        if finding.code != _UNUSED or finding.level > Level.INFO or not is_below_entries(ties.filled, tab):
            continue
        hosts: dict[Spot, int] = gap_hosts(ties.filled, {("M204", tab): i})
        hanging = {own for host in hosts for own in ties.at.get(host, ())} | {own for own, _ in ties.reached(hosts)}
        if failing <= hanging and sum(ties.findings[own].code == _MUST for own in hanging) > 1:
            facts = {key: value for key, value in finding.facts.items() if key != "unused"}
            asked = found(finding.code, finding.place, None, **facts, blank="@rows_if_blank")
            ties.findings = (*ties.findings[:i], asked, *ties.findings[i + 1 :])
            for own in sorted(hanging & open_):
                ties.tie(own, i)
            return
