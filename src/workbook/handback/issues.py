"""What a check reports, as the lines of the issue sheet: where to go, what was found, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from workbook.data.amounts import strict_number
from workbook.finding import Finding, Level
from workbook.finding.catalogue import Lang, remedy, what
from workbook.formula.areas import shortened
from workbook.handback.places import Places
from workbook.handback.relaid import Relaid, Spot
from workbook.report import Item

_ALSO = frozenset({"M203", "M208"})
"""Worth a line though nothing is wrong: it is not in the new workbook."""
_EACH = frozenset({"M207", "M208"})
"""Their text stands nowhere else in the new workbook, so each cell has a line of its own."""

RESTORED = frozenset({"F101", "F102", "F103", "F104", "F105", "F106", "F107", "F108"})
"""The new workbook has what belongs there."""

_DONE = {
    "zh": "已恢复，不需要处理；原来填的数要保留的，请填到录入表中",
    "en": "restored, nothing to do; if what stood there is to be kept, type it into an entry sheet",
}
_SIDES = ("left", "right")
_FEW = 6


@dataclass(frozen=True, slots=True)
class Issue:
    """One line. spot: the cell in the new workbook, None when it has none; place: for people.

    hangs: what will go with it. No word is ever the bare name of a sheet (see `places.py`).
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
    hangs: str


def issues_of(items: Iterable[Item], made: Relaid, lang: Lang) -> tuple[Issue, ...]:
    """Everything at or above warning, and what the new workbook had to leave out; in the order of the report."""
    places = Places(made)
    told = (item for item in items if item.level >= Level.WARNING or item.code in _ALSO)
    return tuple(_issue(one, places, lang) for item in told for one in _each(item, lang))


def _each(item: Item, lang: Lang) -> tuple[Item, ...]:
    """An item, or one for each of its cells."""
    if item.code not in _EACH or not item.members:
        return (item,)
    return tuple(
        replace(
            item, cell=short.cell, cells=short.cell, count=1, name=short.name, found=short.found,
            finding=replace(
                item.finding,
                place=replace(item.finding.place, cell=short.cell, name=short.name),
                facts={**item.finding.facts, "text": short.found},
            ),
        )
        for short in item.members
    )  # fmt: skip


def told(finding: Finding, places: Places, lang: Lang) -> tuple[str, str]:
    """What is wrong and what to do, cells by their new names."""
    moved = {side: places.moved(finding.facts[side]) for side in _SIDES if finding.facts.get(side)}
    now = replace(finding, facts={**finding.facts, **moved})
    return what(now, lang), _DONE[lang] if finding.code in RESTORED else remedy(now, lang)


def _issue(item: Item, places: Places, lang: Lang) -> Issue:
    problem, todo = told(item.finding, places, lang) if item.count == 1 else (item.message, item.hint)
    return Issue(
        item.level,
        item.code,
        places.visible(item.sheet, item.cell),
        shortened(places.range(item.sheet, item.cells or item.cell)),
        item.name,
        problem,
        _quoted(item.found),
        _quoted(item.expected),
        _DONE[lang] if item.code in RESTORED else todo,
        _hanging(item, places),
    )


def _hanging(item: Item, places: Places) -> str:
    """The first few consequences, then how many more there are."""
    all_ = [f"{shortened(places.range(c.sheet, c.cells or c.cell))} {c.title}".strip() for c in item.consequences]
    more = f"\n… +{len(all_) - _FEW}" if len(all_) > _FEW else ""
    return "\n".join(all_[:_FEW]) + more


def _quoted(text: str) -> str:
    return text if not text or strict_number(text) is not None else f"“{text}”"
