"""Texts and codes that are none yet, or not in their place: what looks for them by name cannot find them."""

from __future__ import annotations

import re

from workbook.formula.areas import cells_of
from workbook.match.match import Spot
from workbook.report.order import position
from workbook.report.ties import Ties, is_check

_NO_TEXT = frozenset(("J107", "M306"))
"""Placeholders and dates."""
_NO_CODE = frozenset(("J112", "J113", "J116", "M304"))
"""Codes that another row has, that are missing, in no list or errors."""
_CELL = re.compile(r"([^!、 ]+)!([A-Z]+\d+)")
_AREA = re.compile(r"([^!]+)!([A-Z]+\d+(?::[A-Z]+\d+)?)(?!\w)")
_NO_ROW = re.compile("^@no_(?:row|item):")


def tie_texts(ties: Ties) -> None:
    """Ties J104 and K… findings."""
    _tie_names(ties)
    _tie_spelled(ties)
    _tie_sought(ties)
    _tie_missed(ties)


def _tie_names(ties: Ties) -> None:
    """A name that does not belong to its code (J104) because its formula was overwritten in the same row."""
    for i, finding in enumerate(ties.findings):
        spot = ties.spots[i]
        if finding.code == "J104" and spot is not None:
            for other, found in ties.at.items():
                if other[:2] == spot[:2]:
                    for j in found:
                        if ties.findings[j].facts.get("value") == finding.facts.get("text"):
                            ties.tie(i, j)


def _tie_spelled(ties: Ties) -> None:
    """Checks that name nothing but the row of a project whose name is another one's, spelled otherwise (J129)."""
    told = {spot: i for i, spot in enumerate(ties.spots) if ties.findings[i].code == "J129" and spot is not None}
    for i, finding in enumerate(ties.findings) if told else ():
        named = [
            (ties.tabs.get(tab, ""), *position(cell)) for tab, cell in _CELL.findall(finding.facts.get("rows", ""))
        ]
        if is_check(finding) and len(named) == 1 and named[0] in told:
            ties.tie(i, told[named[0]])


def _tie_sought(ties: Ties) -> None:
    """Checks that hold a text which is none yet (J107, M306) against others, or fail only in rows of other sheets that
    look for it.
    """
    for spot, cause in ties.free(_NO_TEXT).items():
        slot = ties.filled.slots.get(spot)
        if slot is None or slot.type != "text":
            continue
        reached = {host[:2] for host in ties.graph.reach([spot])}
        for i, finding in enumerate(ties.findings):
            if not is_check(finding) or i in ties.causes:
                continue
            named = _rows(ties, finding.facts.get("rows", ""))
            elsewhere = bool(named) and named <= reached and spot[0] not in {sheet for sheet, _ in named}
            if elsewhere or any(spot in _area(ties, finding.facts.get(side, "")) for side in ("left_at", "right_at")):
                ties.tie(i, cause)


def _tie_missed(ties: Ties) -> None:
    """Checks that miss a code's row in a list (@no_row, @no_item) of which a row has a wrong code: it may be that
    one.
    """
    lists: dict[str, int] = {}
    for spot, cause in ties.free(_NO_CODE).items():
        slot = ties.filled.slots.get(spot)
        repeated = ties.findings[cause].facts.get("kind") == "@wholly_same"
        if slot is not None and slot.kind == "row" and slot.type == "code" and not repeated:
            lists.setdefault(slot.owner, cause)
    for i, finding in enumerate(ties.findings) if lists else ():
        missed = _NO_ROW.sub("", finding.facts.get("rows", "")) if is_check(finding) else ""
        row_of = missed.partition("|")[0]
        if row_of in lists:
            ties.tie(i, lists[row_of])


def _area(ties: Ties, told: str) -> set[Spot]:
    """The cells that one side of a check is about: 项目支出!B6:B9."""
    match = _AREA.match(told)
    key = ties.tabs.get(match[1]) if match is not None else None
    return {(key, *cell) for cell in cells_of(match[2])} if match is not None and key is not None else set()


def _rows(ties: Ties, told: str) -> set[tuple[str, int]]:
    """The rows of the cells that a check names, with the keys of their sheets."""
    return {(ties.tabs[tab], position(cell)[0]) for tab, cell in _CELL.findall(told) if tab in ties.tabs}
