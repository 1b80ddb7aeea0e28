"""What of a unit's data decides how its workbook is built; everything else is only written into it.

Units of one shape share a template: their lists, tables and scorecards have as many rows, and their figures of last
year stand in the same kinds of cells. Codes, names, amounts, targets, the names of scorecards are each unit's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from workbook.book.cards import projects_of
from workbook.book.classify import Request, is_blank, used_codes
from workbook.book.entry import list_rows
from workbook.book.growing import follow_rows
from workbook.book.indicators import indicator_rows
from workbook.book.sizes import Sizes
from workbook.book.textsheet import paragraph_rows
from workbook.data import ScorecardData, UnitData
from workbook.press.carried import CarriedShape, carried_shape, emptied
from workbook.spec.model import Classify, Entry, Follow, ListRows, Scorecard, Table, TextSheet
from workbook.spec.spec import Spec

SIZES = Sizes(stepped=True)
"""Of workbooks that are handed out: rows come in steps, so that many units have one shape."""

Growing = Mapping[str, tuple[Request, Classify]]
"""Growing tables: what each wishes, and its page."""


@dataclass(frozen=True, slots=True)
class Shape:
    """lists: rows of lists and of what follows them. growing: codes that tables make room for. cards: rows of the
    department's scorecard, then of each project's; none: the template's own empty ones. carried: None without any.
    """

    lists: tuple[int, ...]
    growing: tuple[int, ...] = ()
    cards: tuple[int, ...] = ()
    carried: CarriedShape | None = None


def shape_of(spec: Spec, data: UnitData, growing: Growing) -> Shape | None:
    """A unit's shape; None where its workbook has more of its own: amounts of this year, reasons, shares of units."""
    if data.explanations or data.rolled is not None or any(not is_blank(wish, data) for wish, _ in growing.values()):
        return None
    carried = carried_shape(spec, data) if data.carried else None
    if data.carried and carried is None:
        return None
    used = tuple(max(len(used_codes(wish, data)), rows.blank - rows.room) for wish, rows in growing.values())
    lists = list_sizes(spec, {name: len(sheet.rows) for name, sheet in data.sheets.items()})
    return Shape(lists, used, card_sizes(spec, *_counted(spec, data)), carried)


def _counted(spec: Spec, data: UnitData) -> tuple[int | None, list[int]]:
    """Indicators of the department's scorecard, and of each project's in the workbook's order."""
    own = next((len(card.indicators) for card in data.scorecards if card.department), None)
    form = next((s for s in spec.sheets if isinstance(s, Scorecard) and s.scope == "project"), None)
    cards = projects_of(form, data, SIZES) if form is not None else []
    return own, [len(card.indicators) for card in cards]


def list_sizes(spec: Spec, filled: Mapping[str, int]) -> tuple[int, ...]:
    """Rows of every list and of what has a row for each of its rows. filled: rows with data, by list."""
    return tuple(_list_sizes(spec, filled))


def _list_sizes(spec: Spec, filled: Mapping[str, int]) -> Iterator[int]:
    for sheet in spec.sheets:
        if isinstance(sheet, Entry) and isinstance(sheet.rows, ListRows):
            yield list_rows(sheet.rows, filled.get(str(sheet.sheet), 0)).stepped
        elif isinstance(sheet, Table) and isinstance(sheet.rows, Follow):
            yield follow_rows(sheet.rows, filled.get(str(sheet.rows.follow), 0)).stepped
        elif isinstance(sheet, TextSheet):
            for paragraph in (p for section in sheet.sections for p in section.paragraphs if p.each is not None):
                yield paragraph_rows(paragraph, filled.get(str(paragraph.each), 0)).stepped


def card_sizes(spec: Spec, department: int | None, projects: list[int]) -> tuple[int, ...]:
    """Rows of scorecards with so many indicators; () where there are none."""
    if department is None and not projects:
        return ()
    forms = {sheet.scope: sheet for sheet in spec.sheets if isinstance(sheet, Scorecard)}
    wanted = [("department", department or 0), *(("project", count) for count in projects)]
    return tuple(indicator_rows(forms[scope], count).stepped for scope, count in wanted if scope in forms)


def sample_of(spec: Spec, blank: UnitData, data: UnitData, names: list[str]) -> UnitData:
    """A unit of the same shape that has filled in nothing. names: for the projects' scorecards."""
    form = next((s for s in spec.sheets if isinstance(s, Scorecard) and s.scope == "project"), None)
    projects = projects_of(form, data, SIZES) if form is not None else []
    cards = [_emptied(card, card.name) for card in data.scorecards if card.department]
    cards += [_emptied(card, name) for card, name in zip(projects, names, strict=True)]
    sheets = {**blank.sheets, **emptied(spec, data)}
    return replace(blank, sheets=sheets, scorecards=tuple(cards), carried=data.carried)


def _emptied(card: ScorecardData, name: str) -> ScorecardData:
    """With as many indicators, of which no two are alike."""
    rows = tuple({"一级指标": str(number)} for number in range(len(card.indicators)))
    return ScorecardData(name, card.department, indicators=rows)
