"""Every cell with a fault gets a fill and a comment; what only follows from a fault elsewhere gets a paler fill."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from workbook.finding import Finding, Level
from workbook.finding.catalogue import Lang
from workbook.formula.areas import cells_of, shortened
from workbook.grid.model import GridCell, GridSheet
from workbook.grid.styles import AMBER, BLUE
from workbook.handback.issues import RESTORED, told
from workbook.handback.places import Places
from workbook.handback.relaid import Spot
from workbook.layout import address
from workbook.match.remarks import signed
from workbook.report import LEVEL_WORDS, MOVED, Item

WRONG = "FFB3B3"
PALE = {WRONG: "FBE3E4", AMBER: "FFF9E5", BLUE: BLUE}
"""Of consequences: what is to be mended first must be seen first."""
_FOLLOWS = {"zh": "（由 {place} 引起，先改那里）", "en": "(follows from {place}, mend that first) "}
_LONGEST = 1500

_Told = tuple[str, str, str]
"""code, tab, cell of the file"""


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said of one cell. cause: the place, in the new workbook, of what it follows from; "" of a cause."""

    finding: Finding
    cause: str = ""


def marks_of(findings: Iterable[Finding], items: Iterable[Item], places: Places) -> Mapping[Spot, list[Mark]]:
    """The marks of each cell of the new workbook, from warnings upwards."""
    items, findings = tuple(items), tuple(findings)
    causes = _causes(items, places)
    marks: dict[Spot, list[Mark]] = {}
    for finding in (*_put_together(items, findings), *findings):
        if finding.level >= Level.WARNING:
            mark = Mark(finding, causes.get((finding.code, finding.place.sheet, finding.place.cell), ""))
            for spot in places.spots(finding.place):
                marks.setdefault(spot, []).append(mark)
    return marks


def _put_together(items: tuple[Item, ...], findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """Blocks that were moved: what tells of them is made of other findings, which have not all of their cells."""
    yield from (item.finding for item in items if item.code == MOVED and item.finding not in findings)


def _causes(items: Iterable[Item], places: Places) -> Mapping[_Told, str]:
    """What is told under something else, and where that stands."""
    under: dict[_Told, str] = {}
    for item in items:
        place = shortened(places.range(item.sheet, item.cells or item.cell))
        for short in item.consequences:
            for row, column in cells_of(short.cells or short.cell):
                under[short.code, short.sheet, address(row, column)] = place or item.code
    return under


def marked(sheet: GridSheet, marks: Mapping[Spot, list[Mark]], places: Places, lang: Lang) -> GridSheet:
    """The sheet with its marks. Colours that say the result of a check lie over ours."""
    cells, comments = dict(sheet.cells), dict(sheet.comments)
    for (key, row, column), here in marks.items():
        if key == sheet.key:
            text = "\n".join(_comment(mark, places, lang) for mark in here)
            comments[row, column] = signed(text[:_LONGEST])
            cell = cells.get((row, column), GridCell())
            cells[row, column] = replace(cell, style=replace(cell.style, fill=_fill(here)))
    return replace(sheet, cells=cells, comments=comments)


def _fill(marks: list[Mark]) -> str:
    own = [mark for mark in marks if not mark.cause]
    findings = [mark.finding for mark in own or marks]
    if all(finding.code in RESTORED for finding in findings):
        fill = BLUE
    else:
        fill = WRONG if max(finding.level for finding in findings) >= Level.ERROR else AMBER
    return fill if own else PALE[fill]


def _comment(mark: Mark, places: Places, lang: Lang) -> str:
    finding = mark.finding
    problem, todo = told(finding, places, lang)
    level = LEVEL_WORDS[lang][finding.level]
    follows = _FOLLOWS[lang].format(place=mark.cause) if mark.cause else ""
    if lang == "en":
        return f"{level} {finding.code}: {follows}{problem}. {todo}."
    return f"{level} {finding.code}：{follows}{problem}。{todo}。"
