"""What is there and not to be seen, or looks like something else."""

from __future__ import annotations

import re
from html import escape
from random import Random

from mutate.base import Base, Where
from mutate.expect import Expected, Kind, Mutant
from mutate.package import Package
from mutate.shift import Unsuitable
from workbook.formula.address import letters

STYLES = "xl/styles.xml"
PRINTED = frozenset(("table", "text", "card"))


def styled(package: Package, where: Where, *, font: str = "", number_format: str = "") -> None:
    """A cell in a new style: a font's XML, or a number format."""
    text = package.text(STYLES)
    font_id = format_id = "0"
    if font:
        fonts = re.search(r'<fonts count="(\d+)">(.*?)</fonts>', text, re.DOTALL)
        assert fonts is not None
        font_id = fonts[1]
        text = text.replace(fonts[0], f'<fonts count="{int(fonts[1]) + 1}">{fonts[2]}{font}</fonts>')
    if number_format:
        format_id = "399"
        code = f'<numFmt numFmtId="399" formatCode="{escape(number_format)}"/>'
        head = re.search(r"<numFmts[^>]*>", text)
        start = re.search(r"<styleSheet[^>]*>", text)
        assert start is not None
        made = code if head is not None else f'<numFmts count="1">{code}</numFmts>'
        at = (head or start).end()
        text = text[:at] + made + text[at:]
    styles = re.search(r'<cellXfs count="(\d+)">(.*?)</cellXfs>', text, re.DOTALL)
    assert styles is not None
    style = (
        f'<xf numFmtId="{format_id}" fontId="{font_id}" fillId="0" borderId="0" xfId="0" '
        'applyFont="1" applyNumberFormat="1"/>'
    )
    text = text.replace(styles[0], f'<cellXfs count="{int(styles[1]) + 1}">{styles[2]}{style}</cellXfs>')
    package.write(STYLES, text)
    _, found = package.cell(*where.at)
    package.put(*where.at, found.group(3) or "", found.group(2) or "", styles[1])


def _shown(base: Base, dice: Random) -> Where:
    """A printed cell with a result."""
    cells = [w for w, c in base.formulas if base.kinds[w.key] in PRINTED and c.value not in (None, "", 0, False)]
    return dice.choice(cells)


def _entered(base: Base, dice: Random) -> Where:
    """An input cell that is filled."""
    return dice.choice([w for w, _, v in base.inputs if v is not None and base.kinds[w.key] == "entry"])


def _row(package: Package, where: Where, attribute: str) -> None:
    part = package.sheets[where.tab]
    text = package.text(part)
    found = re.search(rf'<row r="{where.row}"([^>]*)>', text)
    assert found is not None
    rest = re.sub(r' (?:ht|customHeight)="[^"]*"', "", found[1])
    if 'hidden="1"' in rest:
        raise Unsuitable
    made = f'<row r="{where.row}"{rest} {attribute}>'
    package.write(part, text[: found.start()] + made + text[found.end() :])


def _hidden(where: Where, package: Package, what: str, *places: str) -> Mutant:
    cells = frozenset((where.tab, place) for place in places)
    return Mutant(package, Expected(frozenset({"J120"}), cells), f"{where.tab} {what}")


def row_hidden_in_table(base: Base, dice: Random) -> Mutant:
    """A row of a published table or of the narrative that holds something."""
    where, package = _shown(base, dice), base.package()
    _row(package, where, 'hidden="1"')
    return _hidden(where, package, f"row {where.row} hidden", f"A{where.row}")


def row_without_height(base: Base, dice: Random) -> Mutant:
    where = dice.choice((_shown, _entered))(base, dice)
    package = base.package()
    _row(package, where, 'ht="0" customHeight="1"')
    return _hidden(where, package, f"row {where.row} without height", f"A{where.row}")


def column_without_width(base: Base, dice: Random) -> Mutant:
    where = dice.choice((_shown, _entered))(base, dice)
    package = base.package()
    part = package.sheets[where.tab]
    text = package.text(part)
    for found in re.finditer(r'<col min="(\d+)" max="(\d+)"([^>]*)/>', text):
        first, last = int(found[1]), int(found[2])
        if first <= where.column <= last and 'hidden="1"' not in found[3]:
            rest = re.sub(r' (?:width|customWidth)="[^"]*"', "", found[3])
            made = f'<col min="{first}" max="{last}"{rest} width="0" customWidth="1"/>'
            package.write(part, text[: found.start()] + made + text[found.end() :])
            places = [f"{letters(n)}1" for n in range(first, last + 1)]
            return _hidden(where, package, f"column {where.column} without width", *places)
    raise Unsuitable


def white_in_table(base: Base, dice: Random) -> Mutant:
    """White letters in a cell that is computed."""
    where, package = _shown(base, dice), base.package()
    styled(package, where, font='<font><sz val="11"/><color rgb="FFFFFFFF"/><name val="宋体"/></font>')
    return Mutant(package, Expected(frozenset({"J121"}), frozenset({where.place})), f"{where.place} in white")


def like_its_ground(base: Base, dice: Random) -> Mutant:
    """Letters in nearly the colour of the sheet, in white by the format, or of no size."""
    where, package = dice.choice((_shown, _entered))(base, dice), base.package()
    font = dice.choice(('<color rgb="FFFDFDFD"/>', '<color theme="0" tint="-4.9989318521683403E-2"/>', ""))
    size = 11 if font else 1
    styled(package, where, font=f'<font><sz val="{size}"/>{font}<name val="宋体"/></font>')
    return Mutant(package, Expected(frozenset({"J121"}), frozenset({where.place})), f"{where.place} in {font or size}")


def format_of_another_number(base: Base, dice: Random) -> Mutant:
    """A number format that shows nothing, a text, further digits, or thousands of the number."""
    numbers = [w for w, _, v in base.typed("money", "count") if v]
    numbers += [w for w, c in base.formulas if base.kinds[w.key] in PRINTED and type(c.value).__name__ == "Decimal"]
    where, package = dice.choice(numbers), base.package()
    shown = dice.choice(('"999"', '"999.00"', "0,", "#,##0,,", '"1"0.00', "\\100", ";;;"))
    styled(package, where, number_format=shown)
    expected = Expected(frozenset({"J121"}), frozenset({where.place}))
    return Mutant(package, expected, f"{where.place} with the format {shown}")


KINDS: dict[str, Kind] = {
    "row hidden in a table": row_hidden_in_table,
    "row without height": row_without_height,
    "column without width": column_without_width,
    "white letters in a table": white_in_table,
    "letters like their ground": like_its_ground,
    "format that shows another number": format_of_another_number,
}
