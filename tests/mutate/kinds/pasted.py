"""Formulas that became values: one, a sheet, the whole workbook."""

from __future__ import annotations

import re
from random import Random

from mutate.base import Base
from mutate.expect import Expected, Kind, Mutant
from mutate.package import Package
from mutate.shift import Unsuitable

_FORMULA = re.compile(r'<c r="([A-Z]+\d+)"( s="\d+")?(?: t="(\w+)")?><f>[^<]*</f>(?:<v>([^<]*)</v>)?</c>')
_LEAST = 6


def _pasted(package: Package, tab: str) -> int:
    """Every formula of a sheet replaced by what it shows; how many there were."""

    def value(found: re.Match[str]) -> str:
        cell, style, kind, shown = found.groups()
        head = f'<c r="{cell}"{style or ""}'
        if kind == "str":
            return f'{head} t="inlineStr"><is><t xml:space="preserve">{shown or ""}</t></is></c>'
        return f"{head}{f' t={chr(34)}{kind}{chr(34)}' if kind else ''}><v>{shown or 0}</v></c>"

    part = package.sheets[tab]
    text, count = _FORMULA.subn(value, package.text(part))
    package.write(part, text)
    return count


def sheet_as_values(base: Base, dice: Random) -> Mutant:
    tab = dice.choice(list(base.tabs.values()))
    package = base.package()
    if _pasted(package, tab) < _LEAST:
        raise Unsuitable
    return Mutant(package, Expected(frozenset({"F107"}), frozenset({(tab, "")})), f"{tab} pasted as values")


def workbook_as_values(base: Base, dice: Random) -> Mutant:
    """With or without the hidden sheets."""
    package = base.package()
    hidden = {base.tabs[sheet.key] for sheet in base.filled.book.sheets if sheet.hidden}
    spared = hidden if dice.random() < 0.5 else frozenset()
    for tab in base.tabs.values():
        if tab not in spared:
            _pasted(package, tab)
    return Mutant(package, Expected(frozenset({"F108"}), frozenset({("", "")})), "everything pasted as values")


def empty_text(base: Base, dice: Random) -> Mutant:
    """A formula that became a text without a letter: what pasting "" as a value leaves."""
    where, cell = dice.choice(base.formulas)
    package = base.package()
    package.say(*where.at, "")
    expected = Expected(frozenset({"F103"}), frozenset({where.place}))
    return Mutant(package, expected, f"{where.place} {cell.formula} → empty text")


KINDS: dict[str, Kind] = {
    "sheet pasted as values": sheet_as_values,
    "workbook pasted as values": workbook_as_values,
    "formula replaced by an empty text": empty_text,
}
