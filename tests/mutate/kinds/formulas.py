"""Formulas that are no longer what they were."""

from __future__ import annotations

import re
from random import Random

from mutate.base import Base, Where
from mutate.expect import Expected, Kind, Mutant
from mutate.shift import Inserted, Same, Unsuitable, shifted
from workbook.book.front import IDENTITY
from workbook.formula.address import letters
from workbook.formula.canonical import canonical
from workbook.grid.model import GridCell, Scalar

_OPERATORS = {"+": "-", "-": "+", "*": "/", "/": "*", ">=": ">", "<=": "<", "<>": "=", ">": "<", "<": ">", "=": "<>"}
_RANGE = re.compile(r"(\$?[A-Z]{1,3}\$?)(\d+):(\$?[A-Z]{1,3}\$?)(\d+)")
_CELL = re.compile(r"(?<![\w:.])(\$?)([A-Z]{1,3})(\$?)(\d+)(?![\w:(.])")


def _pick(base: Base, dice: Random) -> tuple[Where, GridCell, str]:
    where, cell = dice.choice(base.formulas)
    return where, cell, cell.formula.removeprefix("=")


def _outside_texts(formula: str, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    texts = [(m.start(), m.end()) for m in re.finditer(r'"(?:[^"]|"")*"|\'[^\']*\'!', formula)]
    return [m for m in pattern.finditer(formula) if not any(a <= m.start() < b for a, b in texts)]


def kept_value(base: Base, where: Where) -> tuple[str, str]:
    """The cell's cached value as it stands in the file, and its type."""
    _, found = base.package().cell(*where.at)
    value = re.search(r"<v>(.*?)</v>", found.group(3) or "", re.DOTALL)
    return (value[1] if value else ""), found.group(2) or ""


def _overwrite(base: Base, where: Where, value: Scalar, what: str) -> Mutant:
    package = base.package()
    if isinstance(value, str):
        package.say(*where.at, value)
    elif isinstance(value, bool):
        package.put(*where.at, f"<v>{int(value)}</v>", "b")
    else:
        package.number(*where.at, value)
    return Mutant(package, Expected(frozenset({"F101"}), frozenset({where.place})), what)


def own_value(base: Base, dice: Random) -> Mutant:
    where, cell, _ = _pick(base, dice)
    if cell.value in ("", None):
        raise Unsuitable  # pasted as a value, an empty text is a blank cell: see `deleted`
    return _overwrite(base, where, cell.value, f"{where.place} = {cell.value!r}")


def other_value(base: Base, dice: Random) -> Mutant:
    where, cell, _ = _pick(base, dice)
    value: Scalar = f"{cell.value}x" if isinstance(cell.value, str) else dice.randint(2, 10**6)
    return _overwrite(base, where, value, f"{where.place} = {value!r}")


def zero(base: Base, dice: Random) -> Mutant:
    where, _, _ = _pick(base, dice)
    return _overwrite(base, where, 0, f"{where.place} = 0")


def _altered(base: Base, where: Where, before: str, after: str) -> Mutant:
    if canonical(before, where.tab) == canonical(after, where.tab):
        raise Unsuitable
    package = base.package()
    value, kind = kept_value(base, where)
    package.put(*where.at, f"<f>{_xml(after)}</f><v>{value}</v>", kind)
    return Mutant(package, Expected(frozenset({"F102"}), frozenset({where.place})), f"{where.place} {before} → {after}")


def _xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def operator(base: Base, dice: Random) -> Mutant:
    where, _, formula = _pick(base, dice)
    found = _outside_texts(formula, re.compile(r">=|<=|<>|[-+*/<>=]"))
    if not found:
        raise Unsuitable
    sign = dice.choice(found)
    after = formula[: sign.start()] + _OPERATORS[sign[0]] + formula[sign.end() :]
    return _altered(base, where, formula, after)


def shorter_range(base: Base, dice: Random) -> Mutant:
    where, _, formula = _pick(base, dice)
    found = [m for m in _outside_texts(formula, _RANGE) if int(m[4]) > int(m[2])]
    if not found:
        raise Unsuitable
    area = dice.choice(found)
    first, last = (int(area[2]), int(area[4]) - 1) if dice.random() < 0.5 else (int(area[2]) + 1, int(area[4]))
    after = f"{formula[: area.start()]}{area[1]}{first}:{area[3]}{last}{formula[area.end() :]}"
    return _altered(base, where, formula, after)


def longer_range(base: Base, dice: Random) -> Mutant:
    where, _, formula = _pick(base, dice)
    found = _outside_texts(formula, _RANGE)
    if not found:
        raise Unsuitable
    area = dice.choice(found)
    after = f"{formula[: area.start()]}{area[1]}{area[2]}:{area[3]}{int(area[4]) + 1}{formula[area.end() :]}"
    return _altered(base, where, formula, after)


def _reference(base: Base, dice: Random, down: int, across: int) -> Mutant:
    where, _, formula = _pick(base, dice)
    found = _outside_texts(formula, _CELL)
    if not found:
        raise Unsuitable
    cell = dice.choice(found)
    row = int(cell[4]) + (down if int(cell[4]) > 1 or down > 0 else 1)
    number = 0
    for letter in cell[2]:
        number = number * 26 + ord(letter) - 64
    moved = f"{cell[1]}{letters(max(1, number + across))}{cell[3]}{row}"
    return _altered(base, where, formula, formula[: cell.start()] + moved + formula[cell.end() :])


def reference_one_row_off(base: Base, dice: Random) -> Mutant:
    return _reference(base, dice, dice.choice((-1, 1)), 0)


def reference_one_column_off(base: Base, dice: Random) -> Mutant:
    return _reference(base, dice, 0, dice.choice((-1, 1)))


def other_number(base: Base, dice: Random) -> Mutant:
    where, _, formula = _pick(base, dice)
    found = _outside_texts(formula, re.compile(r"(?<![\w$.])\d+(?![\w.!:(])"))
    if not found:
        raise Unsuitable
    number = dice.choice(found)
    return _altered(base, where, formula, f"{formula[: number.start()]}{int(number[0]) + 1}{formula[number.end() :]}")


def other_text(base: Base, dice: Random) -> Mutant:
    where, _, formula = _pick(base, dice)
    found = list(re.finditer(r'"((?:[^"]|"")+)"', formula))
    if not found:
        raise Unsuitable
    text = dice.choice(found)
    return _altered(base, where, formula, f'{formula[: text.start()]}"{text[1]}。"{formula[text.end() :]}')


def other_function(base: Base, dice: Random) -> Mutant:
    where, _, formula = _pick(base, dice)
    names = {
        "SUM": "MAX",
        "SUMIFS": "COUNTIFS",
        "COUNTIF": "SUMIF",
        "MAX": "MIN",
        "MIN": "MAX",
        "OR": "AND",
        "AND": "OR",
    }
    names |= {"ROUND": "ROUNDUP", "SMALL": "LARGE", "ABS": "INT", "LEFT": "RIGHT", "ISBLANK": "ISNUMBER"}
    found = [m for m in _outside_texts(formula, re.compile(r"\b([A-Z]+)\(")) if m[1] in names]
    if not found:
        raise Unsuitable
    name = dice.choice(found)
    return _altered(base, where, formula, f"{formula[: name.start()]}{names[name[1]]}({formula[name.end() :]}")


def plus_nothing(base: Base, dice: Random) -> Mutant:
    where, cell, formula = _pick(base, dice)
    tail = '&""' if isinstance(cell.value, str) else "+0"
    return _altered(base, where, formula, f"({formula}){tail}")


def plus_something(base: Base, dice: Random) -> Mutant:
    where, cell, formula = _pick(base, dice)
    tail = '&"。"' if isinstance(cell.value, str) else f"+{dice.randint(1, 999)}/100"
    return _altered(base, where, formula, f"({formula}){tail}")


def deleted(base: Base, dice: Random) -> Mutant:
    where, cell, _ = _pick(base, dice)
    package = base.package()
    package.blank(*where.at)
    return Mutant(package, Expected(frozenset({"F103"}), frozenset({where.place})), f"{where.place} {cell.formula}")


def dragged(base: Base, dice: Random) -> Mutant:
    """The formula of the cell above or beside copied over this one, its references moved along."""
    where, _, formula = _pick(base, dice)
    cells = {w.spot: c for w, c in base.formulas}
    down, across = dice.choice(((1, 0), (-1, 0), (0, 1), (0, -1)))
    source = cells.get((where.key, where.row + down, where.column + across))
    if source is None:
        raise Unsuitable
    rows = Inserted(0, -down) if down else Same()
    columns = Inserted(0, -across) if across else Same()
    after = source.formula.removeprefix("=")
    for tab in dict.fromkeys([where.tab, *base.tabs.values()]):
        if tab == where.tab or tab in after:
            after = shifted(after, where.tab, tab, rows, columns)
    return _altered(base, where, formula, after)


def pasted(base: Base, dice: Random) -> Mutant:
    """Another cell's formula, word for word."""
    where, _, formula = _pick(base, dice)
    other = dice.choice([c for w, c in base.formulas if w.key == where.key])
    return _altered(base, where, formula, other.formula.removeprefix("="))


TWO = "two formulas are no longer what they were"


def pair_swapped(base: Base, dice: Random) -> Mutant:
    """Two formulas of a sheet that changed places: each is told."""
    where, _, formula = _pick(base, dice)
    other, second = dice.choice([(w, c) for w, c in base.formulas if w.key == where.key])
    after = second.formula.removeprefix("=")
    if canonical(formula, where.tab) == canonical(after, where.tab):
        raise Unsuitable
    package = base.package()
    package.formula(*where.at, after)
    package.formula(*other.at, formula)
    expected = Expected(frozenset({"F102"}), frozenset({where.place, other.place}), 2, TWO)
    return Mutant(package, expected, f"{where.place} ↔ {other.place}")


def into_fixed_text(base: Base, dice: Random) -> Mutant:
    """Where the template says what it is, the file contradicts itself then and is refused as a whole."""
    where, cell = dice.choice(base.fixed)
    package = base.package()
    package.formula(*where.at, "1+1", "2")
    expected = Expected(frozenset({"F104"}), frozenset({where.place}))
    layout = base.filled.layout.sheets[where.key]
    if where.key == IDENTITY and where.column == layout.columns["值"]:
        row = next(key for key, number in layout.rows.items() if number == where.row)
        if row in ("模板", "指纹", "年度"):
            expected = Expected(frozenset({"M102"}), frozenset({("", "")}), data="")
    return Mutant(package, expected, f"{where.place} {cell.value!r}")


def broken(base: Base, dice: Random) -> Mutant:
    """One reference became #REF!."""
    where, _, formula = _pick(base, dice)
    found = _outside_texts(formula, _CELL)
    if not found:
        raise Unsuitable
    cell = dice.choice(found)
    return _altered(base, where, formula, f"{formula[: cell.start()]}#REF!{formula[cell.end() :]}")


def _spelled(base: Base, where: Where, before: str, after: str) -> Mutant:
    if after == before:
        raise Unsuitable
    package = base.package()
    value, kind = kept_value(base, where)
    package.put(*where.at, f"<f>{_xml(after)}</f><v>{value}</v>", kind)
    return Mutant(package, Expected(harmless=True), f"{where.place} {before} → {after}")


def other_dollars(base: Base, dice: Random) -> Mutant:
    where, _, formula = _pick(base, dice)
    found = _outside_texts(formula, _CELL)
    if not found:
        raise Unsuitable
    cell = dice.choice(found)
    made = f"{'' if cell[1] else '$'}{cell[2]}{'' if cell[3] else '$'}{cell[4]}"
    return _spelled(base, where, formula, formula[: cell.start()] + made + formula[cell.end() :])


def other_spelling(base: Base, dice: Random) -> Mutant:
    """Blanks, lower case, a needless sign: what programs do with formulas when they save."""
    where, _, formula = _pick(base, dice)
    texts = re.split(r"(\"(?:[^\"]|\"\")*\"|'[^']*'!)", formula)
    way = dice.randrange(3)
    if way == 0:
        after = "".join(t if i % 2 else t.replace(",", ", ") for i, t in enumerate(texts))
    elif way == 1:
        after = "".join(t if i % 2 else re.sub(r"[A-Z]+(?=\()", lambda m: m[0].lower(), t) for i, t in enumerate(texts))
    else:
        after = f"+{formula}" if formula[0].isalpha() else formula
    return _spelled(base, where, formula, after)


KINDS: dict[str, Kind] = {
    "formula overwritten by its own value": own_value,
    "formula overwritten by another value": other_value,
    "formula overwritten by 0": zero,
    "operator altered": operator,
    "range one row shorter": shorter_range,
    "range one row longer": longer_range,
    "reference one row off": reference_one_row_off,
    "reference one column off": reference_one_column_off,
    "number in a formula altered": other_number,
    "text in a formula altered": other_text,
    "function altered": other_function,
    "formula wrapped, same result": plus_nothing,
    "formula wrapped, other result": plus_something,
    "formula deleted": deleted,
    "neighbour's formula dragged over": dragged,
    "other formula pasted": pasted,
    "two formulas swapped": pair_swapped,
    "formula in a fixed text": into_fixed_text,
    "reference broken": broken,
    "dollar signs altered": other_dollars,
    "formula spelled otherwise": other_spelling,
}
