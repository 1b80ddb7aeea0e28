"""What a finding tells, with the addresses of the new workbook."""

from __future__ import annotations

import re
from dataclasses import replace

from workbook.finding import Finding
from workbook.formula.address import letters
from workbook.handback.places import Places
from workbook.handback.relaid import numbers

_ADDRESSES = frozenset(
    {"left", "right", "left_at", "right_at", "cells", "rows", "first", "other", "range", "kind", "proof", "proof2"}
)
"""Facts that name cells. What somebody typed, and formulas, stay as they stood in the file."""
_ROW = "line"
"""The fact that is the row of the finding's own cell."""
_BESIDE = ("above", "below", "after")
"""Facts that name a row or column by its number or letters alone."""
_TWICE = "M201"
"""Its `first` is a row or column, too."""
_NTH = re.compile("第 ([0-9]+) 行(?= |$)", re.ASCII)
"""How a row is called that says nothing by which to call it."""
_AREA = "[A-Z]{1,3}[0-9]{1,7}(?::[A-Z]{1,3}[0-9]{1,7})?"
_BARE = re.compile(_AREA, re.ASCII)


def moved(finding: Finding, places: Places) -> Finding:
    """The finding with facts that name cells, rows and columns as they are called now. Cells that the new workbook does
    not have stand in brackets, with their old names; of rows and columns that it does not have is said whose they are.
    """
    pattern = _pattern(places)
    facts = dict(finding.facts)
    for name in _ADDRESSES & facts.keys():
        if _BARE.fullmatch(facts[name]):
            facts[name] = _bare(finding.place.sheet, facts[name], places)
        else:
            facts[name] = pattern.sub(lambda match: _areas(match["tab"], match["cells"], places), facts[name])
    for name in ("row", "what"):
        if name in facts and (match := _NTH.match(facts[name])):
            now = places.made.number(finding.place.sheet, int(match[1]), 0)
            facts[name] = facts[name] if now is None else f"第 {now} 行{facts[name][match.end() :]}"
    facts |= _lines(finding, places)
    spot = places.spot(finding.place.sheet, finding.place.cell) if _ROW in facts else None
    return replace(finding, facts=facts if spot is None else facts | {_ROW: str(spot[1])})


def _lines(finding: Finding, places: Places) -> dict[str, str]:
    """The rows and columns that a finding about the file's structure names, as they are called now; all as they were
    where one of them is no more.
    """
    place, now = finding.place, dict[str, str]()
    doubled = places.made.axis(place) if finding.code == _TWICE else 0
    for name in _BESIDE if finding.code != _TWICE else ("first",):
        told = finding.facts.get(name, "")
        if not told:
            continue
        number = int(told) if told.isdigit() else numbers(f"{told}1")[1]
        there = places.made.number(place.sheet, number, doubled if told.isdigit() else 1)
        if there is None:
            return {"numbered": "@numbered_as_before"}
        now[name] = str(there) if told.isdigit() else letters(there)
    return now


def _pattern(places: Places) -> re.Pattern[str]:
    """支出明细!F6:F9、H6, of every tab of the file; the longer name first, where one ends like another."""
    tabs = "|".join(re.escape(tab) for tab in sorted(places.made.tabs, key=len, reverse=True))
    return re.compile(f"(?P<tab>{tabs})!(?P<cells>{_AREA}(?:、{_AREA})*)", re.ASCII)


def _areas(tab: str, cells: str, places: Places) -> str:
    return places.range(tab, cells.replace("、", ",")).replace(",", "、")


def _bare(tab: str, cells: str, places: Places) -> str:
    """The same of cells on the finding's own sheet, which is not named."""
    told = places.range(tab, cells)
    return cells if told.startswith("（") else told.rpartition("!")[2]
