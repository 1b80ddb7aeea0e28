"""Formulas of a file: shared ones expanded for each cell, and those that reach out of the workbook recognised."""

from __future__ import annotations

import re
from collections.abc import Iterable

from workbook.formula.tokens import UnreadableFormulaError
from workbook.formula.translate import OffSheetError, Translatable
from workbook.read.room import Room

_FETCHING = (
    "WEBSERVICE FILTERXML ENCODEURL IMAGE STOCKHISTORY RTD CALL REGISTER REGISTER.ID EXEC EXECUTE INITIATE POKE "
    "REQUEST EVALUATE SQL.REQUEST FOPEN FWRITE RUN IMPORTDATA IMPORTHTML IMPORTXML IMPORTFEED IMPORTRANGE PY "
    "GET.CELL GET.WORKBOOK GET.DOCUMENT GET.FORMULA GET.WORKSPACE FILES DIRECTORY CUBEVALUE CUBEMEMBER CUBESET "
    "CUBERANKEDMEMBER CUBEMEMBERPROPERTY CUBESETCOUNT CUBEKPIMEMBER DDE"
).split()
_QUOTED = re.compile(r"""("(?:[^"]|"")*")|('(?:[^']|'')*')""")
_CALL = re.compile(
    r"(?<![\w.])(?:_xl\w+\.)*(" + "|".join(re.escape(name) for name in _FETCHING) + r")\s*\(", re.IGNORECASE
)
_BOOK = re.compile(r"(?:^|[-+*/^&=<>(,;:\s{])\[(?!0\])[^\[\]]*\]\s*[^\s\[\]()!]*!")


_TAIL = 6
_ENDS = tuple(name[-_TAIL:] for name in _FETCHING)


def suspicious(texts: Iterable[str]) -> bool:
    """Whether one of many formulas may reach out; false means that none does. Quick."""
    large = "\n".join(texts)
    if "|" in large or "[" in large:
        return True
    called = {before[-_TAIL:] for before in large.split("(")}
    if any(tail[-1:].isspace() for tail in called):
        called = {before.rstrip()[-_TAIL:] for before in large.split("(")}
    return any(tail.upper().endswith(_ENDS) for tail in called)


def reaches_out(formula: str) -> tuple[str, str] | None:
    """(code, what) for a formula that would fetch, connect or read another workbook: R502, R506, R509."""
    if not suspicious((formula,)):
        return None
    bare = _QUOTED.sub(lambda m: '""' if m[1] else m[0], formula)
    if call := _CALL.search(bare):
        return "R509", call[1].upper()
    for quoted in _QUOTED.finditer(bare):
        if quoted[2] and "[" in quoted[2] and not quoted[2].startswith("'[0]"):
            return "R502", quoted[2]
    unquoted = _QUOTED.sub("''", bare)
    if "|" in unquoted:
        return "R506", formula
    if _BOOK.search(unquoted):
        return "R502", formula
    return None


_EFFORT = 10
"""expanding a character takes as much work as checking so many"""


class Shared:
    """The shared formulas of one sheet. Followers may stand before their master."""

    def __init__(self, sheet: str, room: Room) -> None:
        self._sheet = sheet
        self._room = room
        self._masters: dict[str, tuple[Translatable, int, int]] = {}
        self._waiting: list[tuple[str, int, int]] = []

    def master(self, index: str, formula: str, row: int, column: int) -> bool:
        """Remember the formula that others share; False when it cannot be read."""
        try:
            self._masters[index] = (Translatable(f"={formula}"), row, column)
        except UnreadableFormulaError:
            return False
        return True

    def follower(self, index: str, row: int, column: int) -> str | None:
        """The formula of a cell that shares one; "" when its master has not come yet, None when it has none here."""
        if index not in self._masters:
            self._waiting.append((index, row, column))
            return ""
        return self._translated(index, row, column)

    def late(self) -> list[tuple[int, int, str | None]]:
        """(row, column, formula) of the followers that came before their master; formula None: no master at all."""
        return [
            (row, column, self._translated(index, row, column) if index in self._masters else None)
            for index, row, column in self._waiting
        ]

    def _translated(self, index: str, row: int, column: int) -> str | None:
        master, top, left = self._masters[index]
        try:
            formula = master.moved(row - top, column - left)
        except OffSheetError:
            return None
        self._room.formula(_EFFORT * len(formula), self._sheet)
        return formula.removeprefix("=")
