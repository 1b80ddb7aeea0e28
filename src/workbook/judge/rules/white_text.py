"""Content that cannot be seen, or that looks like another number: white letters, formats that show something else.

What it looks for: cells with content, written in white on white, in the colour of their ground, in letters of no size
    to speak of, or with a number format such as ;;; that shows nothing; numbers whose format shows other digits than
    they have: only a text ("999"), digits of its own beside them, or the number divided by thousands (0,); formats
    that show a minus which the number has not, or leave out the one that it has (0.00;0.00).
Why it matters: such a cell counts with what it holds, and a printed page shows something else or nothing.
Example: a row of 支出明细 in white letters, added to make the total right; an amount formatted to read 999.
How to mend: give the cell its colour and format back, and look at what it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from workbook.finding import Finding, Place, found
from workbook.formula.areas import area
from workbook.grid.model import Grid, GridCell, GridSheet
from workbook.layout import address
from workbook.match import Filled
from workbook.match.keys import KeyedSheet
from workbook.read.model import Kind, Style
from workbook.read.sections import part_for

CODE = "J121"

ZH = """看不见的内容，或看上去是另一个数

查什么：有内容而字与底色同色（如白底白字）、字小得看不见，或者数字格式什么都不显示（如 ;;;）的单元格；
    数字格式显示出来的不是这个数：只显示一段文字（如 "999"）、在数旁边另加数字、缩小一千倍显示（如 0,），
    给正数加上负号，或者去掉负数的负号（如 0.00;0.00）。
为什么：这些单元格照样按里面的数计算，看到和打印出来的却没有，或者是另一个数。
举例：支出明细有一行白色的字，是为了凑平合计；一个金额的格式使它显示为 999。
怎样改：恢复单元格的颜色和格式，看看里面是什么。
"""

_NOTHING = re.compile(r"\s*;\s*;\s*(;\s*)?")
_ASIDE = re.compile(r"\[[^\]]*\]|[_*].")
"""what of a number format shows nothing: colours, conditions, places, room and filling"""
_LITERAL = re.compile(r'"([^"]*)"|[\\!](.)')
_DIGITS = re.compile(r"[.,，]*[0-9][0-9.,，]*")
_POINTS = frozenset((".", "．"))
"""A point that is only written: 0!.0000 shows an amount as if it were in 万元."""
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_MINUS = re.compile(r"""\s*["\\!]?[-\u2212\uff0d]""")
_CONDITION, _ROOM = re.compile(r"\[[<>=]"), re.compile("[_*].")
_BARE = re.compile(r"[0#?.,%\s]*")
"""a part of a format with places for digits and nothing beside them, no sign, no colour, no word"""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    styles = filled.raw.styles
    unseen = {i for i, style in enumerate(styles) if style.white or _NOTHING.fullmatch(style.number_format)}
    below = {i for i, style in enumerate(styles) if style.white_below} - unseen
    strange = {i for i, style in enumerate(styles) if _shows_another(style)} - unseen
    unsigned = {i for i, style in enumerate(styles) if _drops_minus(style)} - unseen - strange
    findings = []
    for sheet in grid.sheets if unseen or below or strange or unsigned else ():
        keyed = filled.sheets.get(sheet.key)
        if keyed is None:
            continue
        shown = _cells(sheet, keyed, strange | unsigned, numbers=True)
        wrong = [(at, text) for at, text in shown if keyed.raw.cells[at].style in strange or text.startswith("-")]
        hidden = [*_cells(sheet, keyed, unseen, numbers=False)]
        hidden += [spot for spot in _cells(sheet, keyed, below, numbers=True) if spot[1].startswith("-")]
        for kind, spots in (("@unseen", sorted(hidden)), ("@looks_other", wrong)):
            if spots:
                (row, column), text = spots[0]
                whole = area(at for at, _ in spots) if len(spots) > 1 else ""
                place = Place(sheet=keyed.raw.name, cell=address(row, column), area=whole)
                findings.append(found(CODE, place, None, kind=kind, count=len(spots), text=text))
    return tuple(findings)


def _cells(
    sheet: GridSheet, keyed: KeyedSheet, styles: set[int], *, numbers: bool
) -> Iterable[tuple[tuple[int, int], str]]:
    """Cells with one of the styles and content, a formula's result included; with their content."""
    top, left = keyed.corner
    for (row, column), cell in keyed.raw.cells.items():
        if cell.style not in styles or row <= top or column <= left:
            continue
        if numbers and cell.formula is None and cell.kind is not Kind.NUMBER:
            continue
        value = sheet.cells.get((row, column), GridCell()).value if cell.formula is not None else cell.value
        is_number = value is not None and not isinstance(value, str | bool)
        if value in (None, "") or (numbers and cell.formula is not None and not is_number):
            continue
        yield (row, column), str(value)


def _shows_another(style: Style) -> bool:
    """Whether a positive number would be shown with other digits than its own, or with a minus."""
    shown = _ASIDE.sub("", part_for(style.number_format, below=False))
    literals = [text or sign for text, sign in _LITERAL.findall(shown)]
    places = _LITERAL.sub("", shown)
    if style.is_date or (places.strip().lower() in ("general", "@", "") and not literals):
        return False
    if (
        any(_DIGITS.fullmatch(literal) or literal in _POINTS for literal in literals)
        or _SCALED.search(places)
        or _MINUS.match(shown)
    ):
        return True
    return bool(literals) and not any(sign in "0#?@" for sign in places) and "general" not in places.lower()


def _drops_minus(style: Style) -> bool:
    """Whether a negative number would be shown as a positive one, or as nothing: its part of the format has no sign."""
    positive, has_negative, rest = style.number_format.partition(";")
    if not has_negative or style.is_date or _CONDITION.search(positive):
        return False
    return _BARE.fullmatch(_ROOM.sub("", rest.partition(";")[0])) is not None
