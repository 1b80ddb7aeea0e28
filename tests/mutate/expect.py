"""What a mutation must lead to, and whether it did."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

from mutate.base import Base
from mutate.chain import graph, remembering_graphs, remembering_results
from mutate.package import Package
from returns.back import plain
from workbook.api.filled import Examined
from workbook.data import Value
from workbook.finding import Finding, Level
from workbook.match.match import Filled, Spot
from workbook.report.fold import fold
from workbook.report.order import position

FOUND, ELSEWHERE, HARMLESS, TAKEN = "found", "elsewhere", "harmless", "taken"
"""elsewhere: only told as a sum that does not come out, with another amount of that sum under suspicion. taken: not
told, because it may be right. Both are counted apart from what is found, each with its reason.
"""
MISSED, WRONG_PLACE, TOO_MANY, UNEXPLAINED, DATA = "MISSED", "WRONG PLACE", "TOO MANY", "UNEXPLAINED", "DATA"
WORDS = (FOUND, ELSEWHERE, HARMLESS, TAKEN, MISSED, WRONG_PLACE, TOO_MANY, UNEXPLAINED, DATA)
_CELLS = re.compile(r"([^!；:、@“”（）]+)!([A-Z]+\d+(?::[A-Z]+\d+)?(?:、[A-Z]+\d+(?::[A-Z]+\d+)?)*)")
LET_PASS = frozenset((ELSEWHERE, TAKEN))
GOOD = frozenset((FOUND, HARMLESS)) | LET_PASS


@dataclass(frozen=True)
class Expected:
    """codes: one of them must be found, at one of the places: (tab, cell), (tab, "") for the sheet as a whole,
    ("", "") for the file; a finding about several cells names each of them. K… codes are found in 审核, at a line
    that hangs on the places or sources.

    One cause is one finding: `most` findings above information may stand in the report, consequences folded, and one of
    them must be the one that is expected; more than one only with the reason, `because`.
    sources: cells from which what is told besides may follow, beside the places. lost: the same for (sheet, row,
    column) by key, "" is all, where the file no longer has them. follows: codes that may be told of other cells too.
    elsewhere: why it will do that one of `follows` alone is told, of another cell; "" when it will not.
    taken: why nobody could know, so that it may be accepted as the entry that it may be; "" when somebody could.
    says: a fact that the finding must have. noted: one of these codes must be told too, for information.
    harmless: it may also be accepted without a finding above information, if the data are those of `changes`.
    data: "same" (all inputs as they were, but for `changes`), "rows" (the same rows in another order), "" (not looked
    at).
    """

    codes: frozenset[str] = frozenset()
    places: frozenset[tuple[str, str]] = frozenset()
    most: int = 1
    because: str = ""
    sources: frozenset[Spot] = frozenset()
    lost: frozenset[tuple[str, str, str]] = frozenset()
    follows: frozenset[str] = frozenset()
    elsewhere: str = ""
    says: str = ""
    noted: frozenset[str] = frozenset()
    harmless: bool = False
    taken: str = ""
    data: str = "same"
    changes: Mapping[Spot, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        assert self.most == 1 or self.because, "more than one finding for one cause needs a reason"


@dataclass(frozen=True)
class Mutant:
    package: Package = field(repr=False)
    expected: Expected
    what: str


Kind = Callable[[Base, Random], Mutant]


def verdict(base: Base, mutant: Mutant, examined: Examined) -> tuple[str, str]:
    """(word of WORDS, what is wrong; or why it is let pass)."""
    expected = mutant.expected
    above = [f for f in examined.findings if f.level > Level.INFO]
    wrong = _data(base, expected, examined)
    if wrong and (expected.data or not above):
        return DATA, wrong
    if expected.noted and not any(f.code in expected.noted for f in examined.findings):
        return MISSED, f"nothing says {', '.join(sorted(expected.noted))}"
    if not above:
        if expected.harmless or expected.taken:
            return (TAKEN if expected.taken else HARMLESS), expected.taken
        return MISSED, "accepted without a word"
    if not expected.codes:
        return TOO_MANY, _list(above)
    filled = examined.filled
    reached = _reach(expected, filled)
    with remembering_results(), remembering_graphs():
        folded = fold(examined.findings, examined.judged)
    nodes = [n for n in folded if max((n.group.level, *(c.level for c in n.consequences))) > Level.INFO]
    told = [f for node in nodes for f in node.group.findings if f.level > Level.INFO]
    beneath = [f for node in nodes for group in node.consequences for f in group.findings]
    if not any(_matches(f, expected, reached, filled) for f in (*told, *beneath)):
        named = any(f.code in expected.codes for f in (*told, *beneath))
        if expected.elsewhere and all(f.code in expected.follows for f in told):
            return ELSEWHERE, expected.elsewhere
        return (WRONG_PLACE if named else MISSED), _list(above)
    strange = [f for f in told if not _explained(f, expected, reached, filled)]
    if strange:
        return UNEXPLAINED, _list(strange)
    if not any(_matches(f, expected, reached, filled) for f in told):
        return UNEXPLAINED, "told only beneath another: " + _list([node.group.first for node in nodes])
    if len(nodes) > expected.most:
        return TOO_MANY, f"{len(nodes)} > {expected.most}: " + _list([node.group.first for node in nodes])
    return FOUND, ""


def _data(base: Base, expected: Expected, examined: Examined) -> str:
    filled = examined.filled
    if filled is None or not expected.data:
        return ""
    if expected.data == "rows":
        mine, theirs = (_unordered(plain(f.data)) for f in (base.filled, filled))
        return "" if mine == theirs else "the data are not the same rows"
    if filled.layout.sheets == base.filled.layout.sheets:
        wanted = {**base.filled.inputs, **expected.changes}
        other = [s for s in wanted if filled.inputs.get(s) != wanted[s]] + [s for s in filled.inputs if s not in wanted]
        return "".join(f"{s} is {filled.inputs.get(s)!r}, not {wanted.get(s)!r}; " for s in other[:3])
    return "" if plain(filled.data) == base.data else "the data are not the same"


def _unordered(data: Mapping[str, object]) -> object:
    sheets = data["sheets"]
    assert isinstance(sheets, dict)
    rows = {name: (sorted(map(repr, said[0])), said[1:]) for name, said in sheets.items()}
    return {**data, "sheets": rows}


def _reach(expected: Expected, filled: Filled | None) -> frozenset[Spot]:
    """Every cell that hangs on the sources, in the layout of the file."""
    if filled is None:
        return frozenset()
    sources = set(expected.sources)
    keys = _keys(filled)
    sources |= {(keys[tab], *position(cell)) for tab, cell in expected.places if cell and tab in keys}
    for key, row, column in expected.lost:
        where = filled.layout.sheets[key]
        rows = [where.rows[row]] if row in where.rows else () if row else where.rows.values()
        columns = [where.columns[column]] if column in where.columns else () if column else where.columns.values()
        sources |= {(key, r, c) for r in rows for c in columns}
    return frozenset(graph(filled).reach(sources)) if sources else frozenset()


def _keys(filled: Filled | None) -> dict[str, str]:
    """Tab → sheet key."""
    return {} if filled is None else {where.tab: key for key, where in filled.layout.sheets.items()}


def _spot(finding: Finding, filled: Filled | None) -> Spot | None:
    key = _keys(filled).get(finding.place.sheet)
    return (key, *position(finding.place.cell)) if key is not None and finding.place.cell else None


def _matches(finding: Finding, expected: Expected, reached: frozenset[Spot], filled: Filled | None) -> bool:
    if finding.code not in expected.codes and finding.code[0] not in expected.codes:
        return False
    if expected.says and expected.says not in " ".join(finding.facts.values()):
        return False
    if finding.code.startswith("K") or finding.code == "F105":
        return _spot(finding, filled) in reached
    place = finding.place
    if {(place.sheet, place.cell), (place.sheet, "")} & expected.places:
        return True
    return any(_named(finding.facts.get(fact, ""), expected.places) for fact in ("cells", "other", "kind"))


def _named(text: str, places: frozenset[tuple[str, str]]) -> bool:
    """Whether a sentence about several cells (支出明细!E6:F9、E12；三公经费!C9) names one of the places."""
    for tab, areas in _CELLS.findall(text):
        corners = [tuple(map(position, f"{area}:{area}".split(":")[:2])) for area in areas.split("、")]
        for sheet, cell in places:
            row, column = position(cell)
            if sheet == tab and any(a[0] <= row <= b[0] and a[1] <= column <= b[1] for a, b in corners):
                return True
    return False


def _explained(finding: Finding, expected: Expected, reached: frozenset[Spot], filled: Filled | None) -> bool:
    """At one of the places, or of a cell that hangs on the sources."""
    place = finding.place
    if {(place.sheet, place.cell), (place.sheet, "")} & expected.places:
        return True
    if any(_named(finding.facts.get(fact, ""), expected.places) for fact in ("other", "cells")):
        return True
    if finding.code in expected.follows or finding.code[0] in expected.follows:
        return True
    return _spot(finding, filled) in reached


def _list(findings: list[Finding]) -> str:
    counted: dict[str, int] = {}
    for finding in findings:
        counted[finding.code] = counted.get(finding.code, 0) + 1
    first = "; ".join(f"{f.code} {f.place.sheet}!{f.place.cell}" for f in findings[:4])
    return f"{counted} {first}"
