"""Which template a file says it is: spec, hash, year and unit from several carriers that must not contradict."""

from __future__ import annotations

from dataclasses import dataclass

from workbook.book.front import IDENTITY, RECEIVED
from workbook.book.scorecard import group_name
from workbook.data.scorecards import DEPARTMENT
from workbook.finding import Finding, Place, found
from workbook.match.keys import KeyedSheet
from workbook.read.model import RawBook

NAME = "模板标识码"
PREFIX = "workbook:"


@dataclass(frozen=True, slots=True)
class Claim:
    """What the carriers say; hash is whole or its first 16 characters. cards: scorecards as they were made,
    each with whether it is the department's. units: the units that a department was rolled up from, each with
    whether it was received.
    """

    spec: str = ""
    hash: str = ""
    year: str = ""
    unit: str = ""
    cards: tuple[tuple[str, bool], ...] = ()
    units: tuple[tuple[str, bool], ...] = ()


def claim_of(raw: RawBook, sheets: tuple[KeyedSheet, ...]) -> tuple[Claim | None, tuple[Finding, ...]]:
    """The file's identity. Findings M101 (none: not one of our workbooks), M102 (carriers contradict)."""
    carriers: dict[str, tuple[str, str, str]] = {}
    cards: tuple[tuple[str, bool], ...] = ()
    units: tuple[tuple[str, bool], ...] = ()
    for sheet in sheets:
        if sheet.key == IDENTITY:
            told = {key: sheet.text(row, sheet.columns.get("值", 3)) for key, row in sheet.rows.items()}
            carriers["sheet"] = (told.get("模板", ""), told.get("指纹", ""), told.get("年度", ""))
            unit = told.get("单位", "")
            numbered = sorted((int(k[2:]), k) for k in told if k.startswith("自评") and k[2:].isdigit())
            item = sheet.columns.get("项", 2)
            cards = tuple((told[k], sheet.text(sheet.rows[k], item) == "部门自评") for _, k in numbered)
            rolled = sorted((int(k[2:]), k) for k in told if k.startswith("汇总") and k[2:].isdigit())
            units = tuple((told[k], sheet.text(sheet.rows[k], item) == RECEIVED) for _, k in rolled)
            break
    else:
        unit, cards = "", _cards(raw)
    defined = next((n.text.strip('"') for n in raw.names if n.name == NAME), "")
    keywords = raw.properties.core.get("keywords", "")
    for carrier, text in (("name", defined), ("keywords", keywords.removeprefix(PREFIX))):
        parts = text.split("|")
        if len(parts) >= 4 and (carrier == "name" or keywords.startswith(PREFIX)):
            carriers[carrier] = (parts[0], parts[1], parts[2])
            unit = unit or parts[3]
    custom = raw.properties.custom
    if custom.get("模板"):
        carriers["custom"] = (custom["模板"], custom.get("模板指纹", ""), custom.get("年度", ""))
    if not carriers:
        return None, (found("M101", Place(file=raw.file)),)
    first = next(iter(carriers.values()))
    for carrier, other in carriers.items():
        same = other[0] == first[0] and other[2] == first[2] and other[1][:16] == first[1][:16]
        if not same:
            facts = {"carrier": f"@{carrier}", "found": "|".join(other), "expected": "|".join(first)}
            return None, (found("M102", Place(file=raw.file), **facts),)
    return Claim(first[0], first[1], first[2], unit, cards, units), ()


def _cards(raw: RawBook) -> tuple[tuple[str, bool], ...]:
    """Without the sheet that lists them: the scorecards that are there."""
    start = group_name("")
    corners = (sheet.cells.get((1, 1)) for sheet in raw.sheets)
    keys = dict.fromkeys(cell.value for cell in corners if cell is not None and (cell.value or "").startswith(start))
    names = [key.removeprefix(start) for key in keys if key]
    return tuple((name, name == DEPARTMENT) for name in names)
