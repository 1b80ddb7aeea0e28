"""What a check reports, as the lines of the issue sheet: where to go, what was found, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from workbook.data.amounts import strict_number
from workbook.finding import Finding, Level
from workbook.finding.catalogue import LONGEST, Lang, remedy, title, what
from workbook.formula.areas import cells_of, shortened
from workbook.handback.moved import moved
from workbook.handback.places import Places
from workbook.handback.relaid import Spot
from workbook.layout import address
from workbook.report import Item, Short, sides

_ALSO = frozenset({"M203", "M208"})
"""Worth a line though nothing is wrong: it is not in the new workbook."""
_EACH = frozenset({"M207", "M208"})
"""Their text stands nowhere else in the new workbook, so each cell has a line of its own."""

_OVERWRITTEN = frozenset({"F101", "F102", "F104", "F106"})
"""So do theirs where they are too long for a comment."""

RESTORED = frozenset({"F101", "F102", "F103", "F104", "F105", "F106", "F107", "F108"})
"""The new workbook has what belongs there."""

_DONE = {
    "zh": "已恢复，不需要处理；原来填的数和文字要保留的，请填到录入表中",
    "en": "restored, nothing to do; if numbers or texts that stood there are to be kept, type them into an entry sheet",
}
_FEW = 6


_LOOK = {
    "J120": {
        "zh": "本工作簿里已经全部显示，请看看里面是什么，不该有的请删去",
        "en": "nothing of it is hidden in this workbook; look at what it holds, and delete what should not be there",
    },
    "J121": {
        "zh": "本工作簿里已经恢复颜色和格式，请看看里面是什么，不该有的请删去",
        "en": "this workbook has the colours and formats again; look at what is there, and delete what should not be",
    },
    "F110": {
        "zh": "本工作簿里公式已经恢复，请核对这一栏的数是否都在自己的行上",
        "en": "this workbook has all formulas again; check that each amount of the column stands in its own row",
    },
    "F111": {
        "zh": "本工作簿里公式已经恢复，请核对：剪走的内容要移回原来的格，被盖住的内容要重新填写",
        "en": "this workbook has all formulas again; move what was cut back to its own cells, and type again what it "
        "was put upon",
    },
    "F109": {
        "zh": "本工作簿里没有合并，请逐格核对：合并时程序只留左上角一格的内容，其余的要重新填写",
        "en": "nothing is merged in this workbook; check each cell: merging keeps the first one's content only, the "
        "others have to be typed again",
    },
}
"""Of what the new workbook does not have any more is still to be looked at what was there."""


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


_Cell = tuple[str, str, str]
"""code, tab, cell of the file"""


def issues_of(items: Iterable[Item], findings: Iterable[Finding], places: Places, lang: Lang) -> tuple[Issue, ...]:
    """Everything at or above warning, and what the new workbook had to leave out; in the order of the report.

    Behind what it follows from: every text that was typed over a formula or another text and is told nowhere whole.
    """
    long = _long(findings, lang)
    told = (item for item in items if item.level >= Level.WARNING or item.code in _ALSO)
    lines = (one for item in told for one in (*_each(item, long), *_beneath(item, long, lang)))
    return tuple(_issue(one, places, lang) for one in lines)


def _long(findings: Iterable[Finding], lang: Lang) -> Mapping[_Cell, Finding]:
    """Findings of cells that were typed over, by their cells, on sheets on which a text is too long for a message."""
    typed = [finding for finding in findings if finding.code in _OVERWRITTEN]
    tabs = {finding.place.sheet for finding in typed if len(sides(finding, lang)[0]) > LONGEST}
    return {(f.code, f.place.sheet, f.place.cell): f for f in typed if f.place.sheet in tabs}


def _each(item: Item, long: Mapping[_Cell, Finding]) -> tuple[Item, ...]:
    """An item, or one for each of its cells."""
    if item.code in _OVERWRITTEN and any(len(short.found) > LONGEST for short in item.members):
        return tuple(_member(item, short, long, is_first=not i) for i, short in enumerate(item.members))
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


def _member(item: Item, short: Short, long: Mapping[_Cell, Finding], *, is_first: bool) -> Item:
    """One cell of several that were typed over; what follows from them stands in the line of the first."""
    return replace(
        item, cell=short.cell, cells=short.cell, count=1, name=short.name, found=short.found, expected=short.expected,
        consequences=item.consequences if is_first else (), finding=long[short.code, short.sheet, short.cell],
    )  # fmt: skip


def _beneath(item: Item, long: Mapping[_Cell, Finding], lang: Lang) -> Iterator[Item]:
    """Cells with long texts among what follows from something else."""
    for short in item.consequences:
        for at in cells_of(short.cells or short.cell):
            finding = long.get((short.code, short.sheet, address(*at)))
            found, expected = sides(finding, lang) if finding is not None else ("", "")
            if finding is not None and len(found) > LONGEST:
                place = finding.place
                yield Item(
                    finding.code, finding.level, title(finding.code, lang), "", "", place.sheet, place.cell,
                    place.cell, name=place.name, found=found, expected=expected, finding=finding,
                )  # fmt: skip


def told(finding: Finding, places: Places, lang: Lang) -> tuple[str, str]:
    """What is wrong and what to do, cells by their new names."""
    now = moved(finding, places)
    if finding.code in _LOOK:
        return what(now, lang), _LOOK[finding.code][lang]
    return what(now, lang), _DONE[lang] if finding.code in RESTORED else remedy(now, lang)


def _issue(item: Item, places: Places, lang: Lang) -> Issue:
    problem, todo = told(item.finding, places, lang)
    head = item.message.removesuffix(what(item.finding, lang)) if item.count > 1 else ""  # in how many cells
    return Issue(
        item.level,
        item.code,
        places.visible(item.sheet, item.cell),
        shortened(places.range(item.sheet, item.cells or item.cell)),
        item.name,
        f"{head}{problem}",
        _quoted(item.found),
        _quoted(item.expected),
        todo,
        _hanging(item, places),
    )


def _hanging(item: Item, places: Places) -> str:
    """The first few consequences, then how many more there are."""
    all_ = [f"{shortened(places.range(c.sheet, c.cells or c.cell))} {c.title}".strip() for c in item.consequences]
    more = f"\n… +{len(all_) - _FEW}" if len(all_) > _FEW else ""
    return "\n".join(all_[:_FEW]) + more


def _quoted(text: str) -> str:
    is_plain = not text or strict_number(text) is not None or (text[0] == "“" and text.find("”") == len(text) - 1)
    return text if is_plain else f"“{text}”"
