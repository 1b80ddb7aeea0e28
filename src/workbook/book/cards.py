"""Which scorecards a workbook has: those of the data, or empty ones to be filled."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from workbook.book.scorecard import PREFIX, BuiltCard, build_card
from workbook.book.sizes import Sizes
from workbook.data import ScorecardData, UnitData
from workbook.spec.model import Scorecard

_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def plan_cards(
    specs: list[Scorecard], data: UnitData, parts: Mapping[str, str], tabs: set[str], sizes: Sizes
) -> tuple[BuiltCard, ...]:
    """All scorecards, the department's first. Its indicators may come from the projects, so those are built before."""
    projects = next((s for s in specs if s.scope == "project"), None)
    department = next((s for s in specs if s.scope == "department"), None)
    taken = set(tabs)
    built: list[BuiltCard] = []
    if projects is not None:
        given = projects_of(projects, data, sizes)
        given = given or [ScorecardData(f"项目{i}", False) for i in range(1, projects.blank + 1)]
        for card in given:
            tab = project_tab(card.name, taken)
            built.append(build_card(projects, card, tab, parts[str(projects.sheet)], (), sizes))
    result = list(built)
    if department is not None:
        card = next((c for c in data.scorecards if c.department), ScorecardData("部门整体", True))
        tab = tab_name(str(department.tab or "部门整体自评"), taken)
        cards = tuple(b.card for b in built)
        result.insert(0, build_card(department, card, tab, parts[str(department.sheet)], cards, sizes))
    for made in result:
        made.draft.options["scope"] = "department" if made.card.department else "project"
    return tuple(result)


def projects_of(spec: Scorecard, data: UnitData, sizes: Sizes) -> list[ScorecardData]:
    """The projects' scorecards that the data have, in the order of the workbook."""
    return sorted((card for card in data.scorecards if not card.department), key=_order(spec, data, sizes))


def project_tab(name: str, taken: set[str]) -> str:
    """The tab of a project's scorecard, which is then taken."""
    return tab_name(f"{PREFIX}{name}", taken)


def _order(spec: Scorecard, data: UnitData, sizes: Sizes) -> Callable[[ScorecardData], tuple[int, str]]:
    """As the declared list has them; what it does not name comes after, by name."""
    sheet, _, column = str(spec.order or "").rpartition(".")
    if sizes.cards:
        return lambda card: (sizes.cards.index(card.name) if card.name in sizes.cards else len(sizes.cards), card.name)
    places = {str(row.get(column)): i for i, row in enumerate(data.sheet(sheet).rows)}
    return lambda card: (places.get(card.name, len(places)), card.name)


def tab_name(wanted: str, taken: set[str]) -> str:
    """A tab that Excel allows: no []:*?/\\', 31 characters, not yet taken."""
    base = _FORBIDDEN.sub("", wanted)[:31] or "自评"
    name, n = base, 2
    while name.casefold() in {one.casefold() for one in taken}:
        name = f"{base[:28]}_{n}"
        n += 1
    taken.add(name)
    return name
