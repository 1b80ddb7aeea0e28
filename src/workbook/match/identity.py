"""Which template a file says it is: spec, hash, year and unit from several carriers that must not contradict."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from workbook.book.front import CODE, IDENTITY, RECEIVED
from workbook.book.scorecard import group_name
from workbook.data.scorecards import DEPARTMENT
from workbook.data.whose import unit_key
from workbook.finding import Finding, Place, found
from workbook.match.keys import KeyedSheet
from workbook.read.model import RawBook

NAME = "模板标识码"
PREFIX = "workbook:"
_DIGITS = 7
"""A number in a key has fewer digits."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What the carriers say; hash is whole or its first 16 characters. code: the unit's code, "" where none is told.
    cards: scorecards as they were made, each with whether it is the department's. units: the units that a department
    was rolled up from, each with whether it was received.
    """

    spec: str = ""
    hash: str = ""
    year: str = ""
    unit: str = ""
    cards: tuple[tuple[str, bool], ...] = ()
    units: tuple[tuple[str, bool], ...] = ()
    code: str = ""


class _Carrier(NamedTuple):
    """One place that tells the identity. name: a word of the catalogue."""

    name: str
    spec: str
    hash: str
    year: str
    unit: str

    @property
    def template(self) -> tuple[str, str, str]:
        return self.spec, self.hash[:16], self.year


def claim_of(raw: RawBook, sheets: tuple[KeyedSheet, ...]) -> tuple[Claim | None, tuple[Finding, ...]]:
    """The file's identity. Findings M101 (none: not one of our workbooks), M102 (carriers name different templates),
    M106 (they name different units; the first one counts).
    """
    front = next((sheet for sheet in sheets if sheet.key == IDENTITY), None)
    told = {key: front.text(row, front.columns.get("值", 3)) for key, row in front.rows.items()} if front else {}
    carriers = [*_in_sheet(told), *_in_texts(raw), *_in_properties(raw)]
    place = Place(file=raw.file)
    if not carriers:
        return None, (found("M101", place),)
    first = carriers[0]
    for other in carriers:
        if other.template != first.template:
            facts = {"found": "|".join(other.template), "expected": "|".join(first.template)}
            return None, (found("M102", place, None, carrier=f"@{other.name}", **facts),)
    named = [carrier for carrier in carriers if carrier.unit]
    unit = named[0].unit if named else ""
    findings = [
        found("M106", place, None, carrier=f"@{other.name}", found=other.unit, expected=unit)
        for other in named
        if _unit_key(other.unit) != _unit_key(unit)
    ]
    cards = _cards_told(front, told) if front is not None else _cards(raw)
    units = _units_told(front, told) if front is not None else ()
    return Claim(first.spec, first.hash, first.year, unit, cards, units, told.get(CODE, "")), tuple(findings[:1])


def _in_sheet(told: Mapping[str, str]) -> Iterator[_Carrier]:
    if told:
        yield _Carrier("sheet", *(told.get(key, "") for key in ("模板", "指纹", "年度", "单位")))


def _in_texts(raw: RawBook) -> Iterator[_Carrier]:
    """The defined name and the file's keywords."""
    defined = next((n.text.strip('"').replace('""', '"') for n in raw.names if n.name == NAME), "")
    keywords = raw.properties.core.get("keywords", "")
    given = keywords.removeprefix(PREFIX) if keywords.startswith(PREFIX) else ""
    for carrier, text in (("name", defined), ("keywords", given)):
        parts = text.split("|", 3)
        if len(parts) == 4:
            yield _Carrier(carrier, *parts)


def _in_properties(raw: RawBook) -> Iterator[_Carrier]:
    custom = raw.properties.custom
    if custom.get("模板"):
        yield _Carrier("custom", *(custom.get(key, "") for key in ("模板", "模板指纹", "年度", "单位")))


def _unit_key(name: str) -> str:
    """A unit's name without what programs change in a text: quotes, separators of keywords, blanks."""
    return re.sub(r"[\"”“'|,，;；]", "", unit_key(name))


def _cards_told(front: KeyedSheet, told: Mapping[str, str]) -> tuple[tuple[str, bool], ...]:
    """The scorecards that the identity's sheet lists."""
    return tuple(
        (told[key], front.text(front.rows[key], _item(front)) == "部门自评") for key in _numbered(told, "自评")
    )


def _units_told(front: KeyedSheet, told: Mapping[str, str]) -> tuple[tuple[str, bool], ...]:
    """The units that the identity's sheet of a department lists."""
    return tuple((told[key], front.text(front.rows[key], _item(front)) == RECEIVED) for key in _numbered(told, "汇总"))


def _item(front: KeyedSheet) -> int:
    return front.columns.get("项", 2)


def _numbered(told: Mapping[str, str], prefix: str) -> list[str]:
    numbers = {key: key.removeprefix(prefix) for key in told if key.startswith(prefix)}
    real = (key for key, number in numbers.items() if number.isdecimal() and len(number) < _DIGITS)
    return sorted(real, key=lambda key: int(numbers[key]))


def _cards(raw: RawBook) -> tuple[tuple[str, bool], ...]:
    """Without the sheet that lists them: the scorecards that are there."""
    start = group_name("")
    corners = (sheet.cells.get((1, 1)) for sheet in raw.sheets)
    keys = dict.fromkeys(cell.value for cell in corners if cell is not None and (cell.value or "").startswith(start))
    names = [key.removeprefix(start) for key in keys if key]
    return tuple((name, name == DEPARTMENT) for name in names)
