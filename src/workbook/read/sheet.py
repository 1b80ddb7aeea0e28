"""One sheet part: its cells, and around them what decides how they may be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbook.finding import Finding, Place, found
from workbook.read import limits
from workbook.read.address import parse_span
from workbook.read.cells import CellReader
from workbook.read.fault import refusal, shown
from workbook.read.formulas import reaches_out, suspicious
from workbook.read.merges import first_overlap
from workbook.read.model import Link, RawCell, Span, Style
from workbook.read.room import Room
from workbook.read.strings import Texts
from workbook.read.xml import MAIN, RELATION_ID, Attributes, End, Start, Turn, no_size, truth, walk

_DATA = f"{MAIN}sheetData"
_ONCE = frozenset((_DATA, *(f"{MAIN}{name}" for name in ("mergeCells", "sheetProtection", "hyperlinks"))))
_MERGE, _COLUMN, _LINK = (f"{MAIN}{name}" for name in ("mergeCell", "col", "hyperlink"))
_FORMULAS = frozenset(("formula", "formula1", "formula2", "f"))


@dataclass(frozen=True, slots=True)
class SheetContent:
    """What a sheet part holds. links: hyperlinks whose target is still a relationship's id."""

    cells: dict[tuple[int, int], RawCell]
    merges: tuple[Span, ...]
    hidden_rows: frozenset[int]
    hidden_columns: tuple[tuple[int, int], ...]
    protected: bool
    links: tuple[Link, ...]
    validations: int


def _stay(_start: Start, _end: End) -> None:
    """The parser calls what it always calls."""


class _SheetReader(CellReader):
    """The whole of a worksheet part."""

    def __init__(self, sheet: str, texts: Texts, styles: Sequence[Style], room: Room) -> None:
        super().__init__(sheet, texts, styles, room)
        self.in_data = False
        self.turn: Turn = _stay
        self.seen: set[str] = set()
        self.merges: list[Span] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self.links: list[Link] = []
        self.rules: list[str] = []
        self.protected = False
        self.validations = 0

    def turned_by(self, turn: Turn) -> None:
        """turn: has the parser call other functions, so that cells come without a detour."""
        self.turn = turn

    def start(self, name: str, attributes: Attributes) -> None:
        if self.in_data:
            self.data_start(name, attributes)
            return
        self.depth += 1
        if self.depth == 1 and name != f"{MAIN}worksheet":
            raise refusal("R307", Place(sheet=self.sheet), part=self.sheet, found=shown(name))
        if name in _ONCE:
            if self.depth != 2 or name in self.seen:
                raise refusal("R308", Place(sheet=self.sheet), part=self.sheet, found=shown(name))
            self.seen.add(name)
            if name == _DATA:
                self.in_data = True
                self.turn(self.data_start, self._inside_end)
        self._around(name, attributes)

    def end(self, name: str) -> None:
        if self.in_data:
            self._inside_end(name)
            return
        if self.wanted:
            self.rules.append("".join(self.pieces))
            self.room.formula(len(self.rules[-1]), self.sheet)
            self.wanted = False
        self.depth -= 1

    def _inside_end(self, name: str) -> None:
        if self.depth > 2:
            self.data_end(name)
            return
        self.in_data = False
        self.row = self.column = 0
        self.depth -= 1
        self.turn(self.start, self.end)

    def _around(self, name: str, attributes: Attributes) -> None:
        local = name.rpartition(" ")[2]
        if name == _MERGE:
            span = parse_span(attributes.get("ref", ""))
            if span is None:
                raise refusal("R411", Place(sheet=self.sheet), found=shown(attributes.get("ref", "")))
            self.merges.append(span)
            if len(self.merges) > limits.MERGES:
                raise refusal("R306", Place(sheet=self.sheet), part=self.sheet, limit=limits.MERGES)
        elif name == _COLUMN and (truth(attributes.get("hidden")) or no_size(attributes.get("width"))):
            first, last = attributes.get("min", ""), attributes.get("max", "")
            if not (first.isascii() and first.isdigit() and last.isascii() and last.isdigit()):
                raise refusal("R403", Place(sheet=self.sheet), found=shown(f"{first}:{last}"))
            self.hidden_columns.append((int(first[:6]), min(int(last[:6]), limits.COLUMNS)))
        elif name == _LINK:
            target, location = attributes.get(RELATION_ID, ""), attributes.get("location", "")
            self.links.append(Link(attributes.get("ref", ""), target, location))
        elif local == "sheetProtection":
            self.protected = truth(attributes.get("sheet"))
        elif local == "dataValidation":
            self.validations += 1
        elif local in _FORMULAS:
            self.wanted = True
            self.pieces.clear()


def read_sheet(
    data: bytes,
    part: str,
    sheet: str,
    texts: Texts,
    styles: Sequence[Style],
    room: Room,
) -> tuple[SheetContent, tuple[Finding, ...]]:
    """The content of a worksheet part. room: what the file may still bring, counted down.

    Raises RefusedError: R30x, R401–R411, R417. Findings: R408, R412, R416, R418, R502, R506, R509, R601.
    """
    reader = _SheetReader(sheet, texts, styles, room)
    walk(data, part, reader, reader.turned_by)
    if _DATA not in reader.seen:
        raise refusal("R309", Place(sheet=sheet), part=part, found="sheetData")
    for row, column, formula in reader.shared.late():
        if formula is None:
            reader.tell("R408", row, column)
        reader.cells[row, column] = reader.cells[row, column]._replace(formula=formula or "")
    if overlap := first_overlap(reader.merges):
        raise refusal("R411", reader.place(overlap.top, overlap.left), found="@overlap")
    _tell_active(reader)
    for code, count in reader.counts.items():
        if count > limits.REPEATS:
            reader.findings.append(found("R418", Place(sheet=sheet), count=count - limits.REPEATS, code=code))
    content = SheetContent(
        reader.cells,
        tuple(reader.merges),
        frozenset(reader.hidden_rows),
        tuple(reader.hidden_columns),
        reader.protected,
        tuple(reader.links),
        reader.validations,
    )
    return content, tuple(reader.findings)


def _tell_active(reader: _SheetReader) -> None:
    """Formulas that reach out of the workbook, in cells and in rules."""
    if suspicious(cell.formula for cell in reader.cells.values() if cell.formula):
        for (row, column), cell in reader.cells.items():
            if cell.formula and (reach := reaches_out(cell.formula)):
                reader.tell(reach[0], row, column, text=shown(reach[1]))
    if suspicious(reader.rules):
        for rule in reader.rules:
            if reach := reaches_out(rule):
                reader.tell(reach[0], text=shown(reach[1]))
