"""Scorecards in the form in which they are stored: a name that a file can have, nothing blank."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from workbook.data.amounts import strict_number
from workbook.data.cleaning import clean, clean_rows
from workbook.data.filenames import sanitised
from workbook.data.model import ScorecardData, Value
from workbook.data.scorecards import (
    ACTUAL,
    COLUMNS,
    DEPARTMENT,
    DIRECTION,
    HEAD,
    MEASURED,
    TARGET,
    fact_kinds,
)
from workbook.spec.model import Scorecard
from workbook.spec.spec import Spec

_GIVEN = re.compile(r"项目\d+", re.ASCII)
"""Names of the project scorecards of a workbook that was handed out blank."""


def settled_cards(cards: Iterable[ScorecardData], spec: Spec) -> tuple[tuple[ScorecardData, ...], Mapping[str, str]]:
    """The department's first, then by name; and old name → new name of those that got another.

    A scorecard of a blank hand-out gets its project's name, or goes when nothing is filled in.
    """
    forms = {s.scope: s for s in spec.sheets if isinstance(s, Scorecard)}
    result: list[ScorecardData] = []
    renamed: dict[str, str] = {}
    taken: set[str] = {DEPARTMENT.casefold()}
    for card in cards:
        form = forms.get("department" if card.department else "project")
        facts = {name: clean(card.facts.get(name)) for name in fact_kinds(form)}
        indicators = tuple(_measured(row) for row in clean_rows(card.indicators, COLUMNS))
        given = card.department or _GIVEN.fullmatch(card.name) is not None
        if given and not indicators and all(value is None for value in facts.values()):
            continue
        wanted = str(facts.get(_name_field(form)) or card.name) if given else card.name
        name = DEPARTMENT if card.department else _free(wanted, taken)
        if name != card.name:
            renamed[card.name] = name
        result.append(ScorecardData(name, card.department, facts, indicators))
    return tuple(sorted(result, key=lambda c: (not c.department, c.name))), renamed


def _name_field(form: Scorecard | None) -> str:
    """The head fact that is the project's name: the one that the order of the scorecards goes by."""
    return str(form.order or "").rpartition(".")[2] if form is not None else ""


def _free(wanted: str, taken: set[str]) -> str:
    """A file name for a scorecard that no other one has."""
    base = sanitised(wanted).removeprefix("~$") or "项目"
    if base.endswith(HEAD):
        base = base.removesuffix(HEAD) + HEAD.replace(".", "_")
    name, number = base, 2
    while name.casefold() in taken:
        name = f"{base}_{number}"
        number += 1
    taken.add(name.casefold())
    return name


def _measured(row: Mapping[str, Value]) -> Mapping[str, Value]:
    """A target or an actual is a number where the direction asks for one, otherwise words."""
    result = dict(row)
    for column in (TARGET, ACTUAL):
        value = result[column]
        if row[DIRECTION] in MEASURED:
            number = strict_number(value) if isinstance(value, str) else None
            result[column] = value if number is None else number
        elif value is not None:
            result[column] = value if isinstance(value, str) else f"{value:f}"
    return result
