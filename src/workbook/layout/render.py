"""Formulas by keys → formulas in A1 style. The only place where addresses are written."""

from __future__ import annotations

import re
from functools import lru_cache

from workbook.formula import HERE, Formula, Ref
from workbook.formula.address import letters
from workbook.layout.layout import Layout

_REFERENCE = re.compile(r"^([A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*|[Rr]|[Cc])$")


@lru_cache(maxsize=1024)
def quoted(tab: str) -> str:
    """A tab's name as Excel stores it in formulas: plain where letters, digits and _ allow, else in quotes."""
    plain = all(c.isalnum() or c == "_" for c in tab) and not tab[:1].isdigit() and not _REFERENCE.match(tab)
    return tab if plain else "'" + tab.replace("'", "''") + "'"


class Renderer:
    """Renders formulas against one layout; a formula used by many rows is prepared once per host sheet."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._prepared: dict[tuple[int, str, bool], tuple[Formula, tuple[str | int, ...]]] = {}
        self._known: dict[tuple[str | bool | None, ...], str] = {}

    def formula(self, formula: Formula, sheet: str, row: int, *, cell: bool = True) -> str:
        """The formula with "=", for a host cell in the given row of the sheet; cell: it is for this cell alone, not
        for an area that begins there.
        """
        key = (id(formula), sheet, cell)
        ready = self._prepared.get(key)
        if ready is None:
            ready = (formula, self._prepare(formula, sheet, cell))
            self._prepared[key] = ready
        pieces = ready[1]
        if len(pieces) == 1 and isinstance(pieces[0], str):
            return pieces[0]
        where = self.layout.sheets[sheet]
        return "".join([p if isinstance(p, str) else str(where.beside(row, p)) for p in pieces])

    def _prepare(self, formula: Formula, host: str, cell: bool) -> tuple[str | int, ...]:
        """Texts, and for rows that depend on the host their distance from it in keys."""
        pieces: list[str | int] = []
        text = ["="]  # since the last distance
        for part in formula.parts:
            if isinstance(part, str):
                text.append(part)
                continue
            dollar = "" if cell and part.moves else "$"
            if part.row != HERE != part.to_row:
                text.append(self._fixed(part, part.sheet != host, dollar))
                continue
            sheet = self.layout.sheets[part.sheet]
            if part.sheet != host:
                text.append(quoted(sheet.tab) + "!")
            left, right = sheet.across(part.column, part.to_column or part.column)
            ends = [(part.row, left)]
            if part.to_row is not None and (part.to_row, part.to_column) != (part.row, part.column):
                ends.append((part.to_row, right))
            for i, (row, column) in enumerate(ends):
                text.append(f"{':' if i else ''}${letters(column)}")
                if row == HERE:
                    pieces += ("".join(text), part.offset)
                    text.clear()
                else:
                    text.append(f"{dollar}{sheet.rows[row]}")
        if text:
            pieces.append("".join(text))
        return tuple(pieces)

    def _fixed(self, ref: Ref, foreign: bool, dollar: str) -> str:
        """A reference that has nothing to do with the host's row; most stand in many formulas."""
        key = ref.sheet, ref.row, ref.column, ref.to_row, ref.to_column, foreign, dollar
        known = self._known.get(key)
        if known is None:
            sheet = self.layout.sheets[ref.sheet]
            left, right = sheet.across(ref.column, ref.to_column or ref.column)
            top, bottom = sheet.down(ref.row, ref.to_row or ref.row)
            known = (quoted(sheet.tab) + "!" if foreign else "") + f"${letters(left)}{dollar}{top}"
            if ref.to_row is not None and (ref.to_row, ref.to_column) != (ref.row, ref.column):
                known += f":${letters(right)}{dollar}{bottom}"
            self._known[key] = known
        return known
