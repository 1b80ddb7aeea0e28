"""Formulas by keys → formulas in A1 style. The only place where addresses are written."""

from __future__ import annotations

import re
from functools import lru_cache

from workbook.formula import HERE, Formula, Ref
from workbook.formula.address import letters
from workbook.layout.layout import Layout, SheetLayout

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
        self._prepared: dict[tuple[int, str], tuple[Formula, tuple[str | int, ...]]] = {}

    def formula(self, formula: Formula, sheet: str, row: int) -> str:
        """The formula with "=", for a host cell in the given row of the sheet."""
        key = (id(formula), sheet)
        ready = self._prepared.get(key)
        if ready is None:
            ready = (formula, self._prepare(formula, sheet))
            self._prepared[key] = ready
        pieces = ready[1]
        if len(pieces) == 1 and isinstance(pieces[0], str):
            return pieces[0]
        where = self.layout.sheets[sheet]
        return "".join([p if isinstance(p, str) else str(where.beside(row, p)) for p in pieces])

    def _prepare(self, formula: Formula, host: str) -> tuple[str | int, ...]:
        """Texts, and for rows that depend on the host their distance from it in keys."""
        pieces: list[str | int] = []
        text = ["="]  # since the last distance
        for part in formula.parts:
            if isinstance(part, str):
                text.append(part)
                continue
            sheet = self.layout.sheets[part.sheet]
            if part.sheet != host:
                text.append(quoted(sheet.tab) + "!")
            to_row, to_column = part.to_row or part.row, part.to_column or part.column
            left, right = sheet.across(part.column, to_column)
            top, bottom = (0, 0) if HERE in (part.row, to_row) else sheet.down(part.row, to_row)
            _corner(sheet, part, part.row, (top, left), text, pieces)
            if part.to_row is not None and (part.to_row, part.to_column) != (part.row, part.column):
                text.append(":")
                _corner(sheet, part, part.to_row, (bottom, right), text, pieces)
        if text:
            pieces.append("".join(text))
        return tuple(pieces)


def _corner(
    sheet: SheetLayout, ref: Ref, row: str, at: tuple[int, int], text: list[str], pieces: list[str | int]
) -> None:
    """at: row and column; the row is 0 where an area reaches from or to the host's own row."""
    col = letters(at[1])
    if row == HERE:
        text.append(f"${col}")
        pieces += ("".join(text), ref.offset)
        text.clear()
    else:
        text.append(f"${col}${at[0] or sheet.rows[row]}")
