"""How many rows each sheet has: as many as the data need, or as many as a filled workbook was made with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

ROWS = "行数"
"""The row of the identity's sheet that tells how many rows each sheet was made with."""
_DIGITS = "0123456789"
SIGNS = "|:="
"""What no name has that is told."""
LONGEST = 30_000
"""Characters of what is told."""
_LONGEST_NUMBER = 6
"""Digits of a row's number."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many rows a new workbook gets for the data there are. stepped: one of many that are handed out, so that units
    with a few rows more or less get the same.
    """

    rows: int
    stepped: int


def wanted(rows: int, least: int, step: int) -> Wanted:
    """Stepped: the least, and then so many more at once."""
    return Wanted(rows, least + -(-max(0, rows - least) // step) * step)


@dataclass(frozen=True, slots=True)
class Sizes:
    """What a filled workbook says of itself; empty for a new workbook.

    rows: sheet key → its row keys. cards: scorecards in the order in which they were made. made: (sheet key, prefix) →
    the highest number that it was made with, from which it is known that the last rows are gone. stepped: of a new
    workbook, that it is one of many (see `Wanted`).
    """

    rows: Mapping[str, frozenset[str]] = field(default_factory=dict)
    cards: tuple[str, ...] = ()
    made: Mapping[tuple[str, str], int] = field(default_factory=dict)
    stepped: bool = False

    def count(self, sheet: str, prefix: str, default: int | Wanted) -> int:
        """Rows of a sheet whose keys are `prefix` and a number: the highest number, or what a new sheet gets.

        What the file says that it was made with is believed within reason: it could say any number. Beyond that, a
        number is a row's only where it goes on without a gap: inserted rows have no keys of their own, and a code
        pasted one column too far to the left is no row.
        """
        if isinstance(default, Wanted):
            default = default.stepped if self.stepped else default.rows
        numbers = _numbers(self.rows.get(sheet, frozenset()), prefix)
        likely = [number for number in numbers if number <= _likely(len(numbers))]
        seen = max(likely, default=default)
        made = self.made.get((sheet, prefix), 0)
        if not 0 < made <= _likely(seen):
            return seen
        while made + 1 in numbers:
            made += 1
        return made


def _numbers(keys: Iterable[str], prefix: str) -> frozenset[int]:
    numbers = (key.removeprefix(prefix) for key in keys if key.startswith(prefix))
    return frozenset(int(n) for n in numbers if n.isascii() and n.isdigit() and len(n) <= _LONGEST_NUMBER) - {0}


def _likely(rows: int) -> int:
    """The highest number of a row beside so many others."""
    return 2 * rows + 100


def told(sheets: Iterable[tuple[str, Iterable[str]]]) -> str:
    """Sheet keys with their row keys → one text: 支出明细:=60|支出决算表:行=41. `made_with` reads it."""
    parts = []
    for sheet, keys in sheets:
        highest: dict[str, int] = {}
        for key in keys:
            prefix = key.rstrip(_DIGITS)
            if prefix != key and len(key) - len(prefix) <= _LONGEST_NUMBER:
                highest[prefix] = max(highest.get(prefix, 0), int(key[len(prefix) :]))
        parts += [f"{sheet}:{p}={n}" for p, n in highest.items() if not set(SIGNS) & set(sheet + p)]
    return "|".join(parts)


def made_with(text: str) -> dict[tuple[str, str], int]:
    """What `told` wrote; whatever else stands there is passed over."""
    made = {}
    for part in text.split("|"):
        sheet, colon, rest = part.partition(":")
        prefix, equals, number = rest.partition("=")
        if colon and equals and number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER:
            made[sheet, prefix] = int(number)
    return made
