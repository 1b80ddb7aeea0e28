"""Where in a worksheet's XML, as this package's writer lays it out, the pieces stand that may be replaced."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workbook.grid.model import GridSheet

_CELL = re.compile(r'<c r="([A-Z]+)(\d+)"(?: s="\d+")?')
_ROW = re.compile(r'<row r="(\d+)"[^>]*>')
_VALIDATION = re.compile(r"<dataValidation [^>]*>")
_PROMPT = re.compile(r' prompt="[^"]*"')
_LINK = re.compile(r'<hyperlink ref="([A-Z]+)(\d+)"[^>]*/>')
_MERGES = re.compile(r"<mergeCells .*?</mergeCells>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sheet's XML that may be replaced. start to end; head: what of a cell stays."""

    start: int
    end: int
    head: str = ""


def prompts(text: str, sheet: GridSheet) -> dict[int, Piece]:
    """The prompts in a worksheet's XML, by the numbers of their validations."""
    written = [i for i, v in enumerate(sheet.validations) if v.kind != "any" or v.prompt]
    elements = list(_VALIDATION.finditer(text))
    if len(elements) != len(written):
        raise ValueError("validations that are not as they were written")
    found = ((number, _PROMPT.search(text, e.start(), e.end())) for number, e in zip(written, elements, strict=True))
    return {number: Piece(prompt.start(), prompt.end()) for number, prompt in found if prompt}


def replaced(text: str, changes: list[tuple[Piece, str]]) -> str:
    out, at = [], 0
    for piece, new in sorted(changes, key=lambda change: change[0].start):
        out += [text[at : piece.start], new]
        at = piece.end
    return "".join([*out, text[at:]])


def pieces(text: str) -> tuple[dict[tuple[int, int], Piece], dict[int, Piece]]:
    """The cells and the row starts of a worksheet's XML, as this package's writer lays them out."""
    rows = {int(m[1]): Piece(m.start(), m.end()) for m in _ROW.finditer(text)}
    cells: dict[tuple[int, int], Piece] = {}
    for found in _CELL.finditer(text):
        closed = text.startswith("/>", found.end())
        end = found.end() + 2 if closed else text.index("</c>", found.end()) + 4
        cells[int(found[2]), _number(found[1])] = Piece(found.start(), end, found[0])
    return cells, rows


def _number(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column


def links(text: str) -> dict[tuple[int, int], Piece]:
    """The links, by the cells that they stand on."""
    return {(int(m[2]), _number(m[1])): Piece(m.start(), m.end()) for m in _LINK.finditer(text)}


def merges(text: str) -> Piece | None:
    """The element of all merged cells."""
    found = _MERGES.search(text)
    return Piece(found.start(), found.end()) if found else None
