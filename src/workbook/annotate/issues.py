"""Findings as issues of the new workbook: where to go, what was found, what belongs there, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workbook.annotate.relaid import Relaid, Spot
from workbook.data.amounts import strict_number
from workbook.finding import Finding, Level
from workbook.finding.catalogue import Lang, remedy, what, where
from workbook.layout import address

WORDS = {
    "zh": {Level.FATAL: "严重", Level.ERROR: "错误", Level.WARNING: "警告", Level.INFO: "提示"},
    "en": {Level.FATAL: "fatal", Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "info"},
}
_ALSO = frozenset({"M203"})
"""Worth a line though nothing is wrong: it is not in the new workbook."""

_FOUND, _EXPECTED = ("found", "text", "value"), ("expected", "would_be")
RESTORED = frozenset({"F101", "F102", "F103", "F104", "F105", "F106"})
"""The new workbook has what belongs there."""

_DONE = {
    "zh": "已恢复，不需要处理；原来填的数要保留的，请填到录入表中",
    "en": "restored, nothing to do; if what stood there is to be kept, type it into an entry sheet",
}


@dataclass(frozen=True, slots=True)
class Issue:
    """level, code and the words. spot: the cell in the new workbook, None when it has none; place: for people.

    No word is ever the bare name of a sheet: on the way back that would look like the sheet's own key.
    """

    level: Level
    code: str
    spot: Spot | None
    place: str
    name: str
    problem: str
    found: str
    expected: str
    todo: str


def issues_of(findings: Iterable[Finding], made: Relaid, lang: Lang) -> tuple[Issue, ...]:
    """Everything at or above warning, and what the new workbook had to leave out; in the order of the findings."""
    kept = (f for f in findings if f.level >= Level.WARNING or f.code in _ALSO)
    return tuple(_issue(finding, made, lang) for finding in kept)


def _issue(finding: Finding, made: Relaid, lang: Lang) -> Issue:
    spot = made.place(finding.place)
    if spot is None:
        told = where(finding.place)
        place = f"（{told}）" if told else ""
    else:
        place = f"{made.layout.sheets[spot[0]].tab}!{address(spot[1], spot[2])}"
    restored = finding.code in RESTORED
    return Issue(
        finding.level,
        finding.code,
        spot,
        place,
        finding.place.name,
        what(finding, lang),
        _fact(finding, _FOUND),
        _fact(finding, (*_EXPECTED, "formula") if restored else _EXPECTED),
        _DONE[lang] if restored else remedy(finding, lang),
    )


def _fact(finding: Finding, names: Iterable[str]) -> str:
    """The first of these facts; a text in quotes."""
    fact = next((finding.facts[name] for name in names if finding.facts.get(name)), "")
    return fact if not fact or strict_number(fact) is not None else f"“{fact}”"
