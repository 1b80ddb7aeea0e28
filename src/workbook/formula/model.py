"""A formula whose references are keys of sheets, rows and columns; only a layout turns them into addresses."""

from __future__ import annotations

from dataclasses import dataclass

HERE = ""
"""In a Ref's row: the row of the cell that holds the formula (plus `offset`)."""

TEXT_LIMIT = 255
"""Excel's limit for a text literal inside a formula."""

FORMULA_LIMIT = 8192


@dataclass(frozen=True, slots=True)
class Ref:
    """A cell, or with to_row/to_column an area. Keys are those of the sheet's rows and columns.

    moves: the formula is one of many alike, each for the next row; written without $ before the row they read alike
    too, and an engine or a program that saves them keeps one for all.
    """

    sheet: str
    row: str
    column: str
    to_row: str | None = None
    to_column: str | None = None
    offset: int = 0
    moves: bool = False

    @property
    def is_area(self) -> bool:
        return self.to_row is not None


Part = str | Ref


@dataclass(frozen=True, slots=True, eq=False)
class Formula:
    """Pieces of formula text and references, without the leading "=". `text`: the same by names, for people.

    Compared by identity: one Formula serves all rows of a list, and layouts cache by it.
    """

    parts: tuple[Part, ...]
    text: str = ""


def join(*pieces: str | Ref | tuple[Part, ...]) -> tuple[Part, ...]:
    """Glue texts, references and part lists into one part list, neighbouring texts merged.

    Part lists are what `join` returns or single parts: inside them no two texts are neighbours.
    """
    result: list[Part] = []
    text = ""  # since the last reference
    for piece in pieces:
        if isinstance(piece, str):
            text += piece
            continue
        if isinstance(piece, Ref):
            if text:
                result.append(text)
                text = ""
            result.append(piece)
            continue
        if not piece:
            continue
        first, last = piece[0], piece[-1]
        if isinstance(first, str):
            text += first
            if len(piece) == 1:
                continue
            piece = piece[1:]
        if text:
            result.append(text)
            text = ""
        result += piece
        if isinstance(last, str):
            result.pop()
            text = last
    if text:
        result.append(text)
    return tuple(result)


def literal(text: str) -> str:
    """A text as Excel literals of at most 255 characters each, joined by &; a new line is CHAR(10)."""
    if not text:
        return '""'
    pieces: list[str] = []
    for i, line in enumerate(text.split("\n")):
        if i:
            pieces.append("CHAR(10)")
        for start in range(0, len(line), TEXT_LIMIT):
            pieces.append('"' + line[start : start + TEXT_LIMIT].replace('"', '""') + '"')
    return "&".join(pieces)
