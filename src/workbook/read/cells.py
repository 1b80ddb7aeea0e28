"""The cells of one sheet: `sheetData`, element by element, addresses unique and in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbook.finding import Finding, Place, found
from workbook.formula.address import address
from workbook.read import limits
from workbook.read.address import parse_cell
from workbook.read.fault import RefusedError, refusal, shown
from workbook.read.formulas import Shared
from workbook.read.model import Kind, RawCell, Style
from workbook.read.numbers import is_number
from workbook.read.room import Room
from workbook.read.strings import Texts
from workbook.read.text import unescaped, unfit
from workbook.read.xml import MAIN, Attributes, no_size

_ROW, _CELL, _VALUE, _FORMULA, _INLINE = (f"{MAIN}{name}" for name in ("row", "c", "v", "f", "is"))
_TEXT, _READING, _MORE = f"{MAIN}t", f"{MAIN}rPh", f"{MAIN}extLst"
_INSIDE = (_VALUE, _FORMULA)
_BLANKS = " \t\r\n"
_NONE: Attributes = {}
_BARE = None, Kind.BLANK


class CellReader:
    """Takes the elements below `sheetData` (depth 2) and makes cells of them."""

    def __init__(self, sheet: str, texts: Texts, styles: Sequence[Style], room: Room) -> None:
        self.sheet = sheet
        self.texts = texts
        self.styles = styles
        self.room = room
        self.cells: dict[tuple[int, int], RawCell] = {}
        self.hidden_rows: set[int] = set()
        self.shared = Shared(sheet, room)
        self.findings: list[Finding] = []
        self.counts: dict[str, int] = {}
        self.pieces: list[str] = []
        self.text: Callable[[str], None] | None = self.pieces.append  # cleared wherever text that is wanted begins
        self.depth = 0
        self.row = self.column = 0
        self.wanted = False
        self.reading = 0
        self.cell: Attributes = _NONE
        self.share: Attributes | None = None
        self.value: str | None = None
        self.formula: str | None = None
        self.inline: list[str] | None = None

    def data_start(self, name: str, attributes: Attributes) -> None:
        """An element inside `sheetData` begins."""
        self.depth = depth = self.depth + 1
        if depth == 4 and name == _CELL:
            self.cell, self.share = attributes, None
            self.value = self.formula = self.inline = None
            given = attributes.get("r")
            at = parse_cell(given) if given is not None else (self.row, self.column + 1)
            if at is None or at[0] != self.row or not self.column < at[1] <= limits.COLUMNS:
                raise self._misplaced(at, given)
            self.column = at[1]
            self.room.cell(self.sheet)
        elif depth == 5 and name in _INSIDE:
            if (self.value if name == _VALUE else self.share) is not None:
                raise refusal("R308", self.place(), part=self.sheet, found=shown(name))
            self.wanted = True
            self.pieces.clear()
            if name == _FORMULA:
                self.share = attributes
        elif depth == 3 and name == _ROW:
            self._begin_row(attributes)
        elif depth == 5 and name == _INLINE and self.inline is None:
            self.inline = []
        elif depth >= 6 and self.inline is not None:
            if name == _READING and not self.reading:
                self.reading = depth
            self.wanted = name == _TEXT and not self.reading
            self.pieces.clear()
        elif name != _MORE and (depth < 6 or self.wanted):
            raise refusal("R308", self.place(), part=self.sheet, found=shown(name))

    def data_end(self, name: str) -> None:
        """An element inside `sheetData` ends."""
        depth = self.depth
        self.depth = depth - 1
        if depth == 4 and name == _CELL:
            self._end_cell()
        elif depth == 5 and name == _VALUE:
            self.value = "".join(self.pieces)
        elif depth == 5 and name == _FORMULA:
            self.formula = "".join(self.pieces)
        elif self.wanted and name == _TEXT and self.inline is not None:
            self.inline += self.pieces
        if depth == self.reading:
            self.reading = 0
        self.wanted = False

    def place(self, row: int = 0, column: int = 0) -> Place:
        """Where reading is, or the cell given."""
        row, column = row or self.row, column or self.column
        return Place(sheet=self.sheet, cell=address(row, column) if row and column else "")

    def tell(self, code: str, row: int = 0, column: int = 0, **facts: object) -> None:
        """A finding of a cell; of one code only so many are told singly."""
        self.counts[code] = self.counts.get(code, 0) + 1
        if self.counts[code] <= limits.REPEATS:
            self.findings.append(found(code, self.place(row, column), **facts))

    def _begin_row(self, attributes: Attributes) -> None:
        last, given = self.row, attributes.get("r")
        self.row, self.column = last + 1, 0
        if given is not None:
            if not (given.isascii() and given.isdigit() and 0 < len(given) < 8):
                raise refusal("R403", Place(sheet=self.sheet), found=shown(given))
            self.row = int(given)
        if self.row > limits.ROWS or self.row == 0:
            raise refusal("R403", Place(sheet=self.sheet), found=self.row)
        if self.row <= last:
            raise refusal("R401" if self.row == last else "R402", Place(sheet=self.sheet), found=self.row)
        if attributes.get("hidden", "0") in ("1", "true") or no_size(attributes.get("ht")):
            self.hidden_rows.add(self.row)

    def _misplaced(self, at: tuple[int, int] | None, given: str | None) -> RefusedError:
        """Why a cell cannot stand here: no address, twice, or out of order."""
        if at is None or at[1] > limits.COLUMNS:
            return refusal("R403", Place(sheet=self.sheet), found=shown(given or ""))
        return refusal("R401" if at in self.cells else "R402", Place(sheet=self.sheet), found=address(*at))

    def _end_cell(self) -> None:
        given = self.cell.get("s", "0")
        style = int(given) if given.isascii() and given.isdigit() and len(given) < 8 else -1
        if not 0 <= style < len(self.styles):
            raise refusal("R405", self.place(), part=self.sheet, found=shown(given))
        formula, array = self._formula() if self.share is not None else (None, None)
        value, kind = _BARE if self.value is None and self.inline is None else self._value(self.styles[style])
        self.cells[self.row, self.column] = RawCell(value, kind, formula, style, array)

    def _formula(self) -> tuple[str | None, str | None]:
        """The formula as this cell has it, and the range of an array formula."""
        if self.share is None or self.formula is None:
            return None, None
        formula, kind = self.formula.strip(_BLANKS).removeprefix("="), self.share.get("t", "normal")
        if len(formula) > limits.FORMULA:
            raise refusal("R417", self.place(), limit=limits.FORMULA)
        self.room.formula(len(formula), self.sheet)
        if kind == "normal":
            return formula or None, None
        if kind == "array":
            return formula or None, self.share.get("ref", "")
        if kind != "shared":
            self.tell("R412", found=shown(kind))
            return "", None
        index = self.share.get("si", "")
        if formula and ("ref" in self.share or not index):
            if index and not self.shared.master(index, formula, self.row, self.column):
                self.tell("R408", text=shown(formula))
            return formula, None
        expanded = self.shared.follower(index, self.row, self.column)
        if expanded is None:
            self.tell("R408", text=shown(index))
        return expanded or "", None

    def _value(self, style: Style) -> tuple[str | None, Kind]:
        value, kind = self.value, self.cell.get("t", "n")
        if kind == "inlineStr" and self.inline is not None:
            return self._fit(unescaped("".join(self.inline))), Kind.TEXT
        if value is None:
            return None, Kind.BLANK
        if kind in ("str", "inlineStr"):
            return self._fit(unescaped(value)), Kind.TEXT
        value = value.strip(_BLANKS)
        if not value:
            return None, Kind.BLANK
        if kind == "n":
            if not is_number(value):
                self.tell("R601", text=shown(value))
            return value, Kind.DATE if style.is_date else Kind.NUMBER
        if kind == "s":
            index = int(value) if value.isascii() and value.isdigit() and len(value) < 9 else -1
            if not 0 <= index < len(self.texts.strings):
                raise refusal("R404", self.place(), found=shown(value))
            text = self.texts.strings[index]
            if index in self.texts.unfit:
                self.tell("R416", found=self.texts.unfit[index], text=shown(text))
            return text, Kind.TEXT
        if kind == "b" and value in ("0", "1", "false", "true"):
            return ("1" if value in ("1", "true") else "0"), Kind.BOOLEAN
        if kind == "e":
            return value, Kind.ERROR
        if kind == "d":
            return value, Kind.DATE
        raise refusal("R407", self.place(), found=shown(kind), text=shown(value))

    def _fit(self, text: str) -> str:
        if len(text) > limits.CELL_TEXT:
            raise refusal("R406", self.place(), limit=limits.CELL_TEXT)
        if char := unfit(text):
            self.tell("R416", found=char, text=shown(text))
        return text
