"""workbook.xml: the sheets in order, the defined names, and the settings that change what numbers mean."""

from __future__ import annotations

from dataclasses import dataclass, field

from workbook.finding import Place
from workbook.read.fault import refusal, shown
from workbook.read.xml import MAIN, RELATION_ID, Attributes, truth, walk

_STATES = ("visible", "hidden", "veryHidden")


@dataclass(slots=True)
class BookPart:
    """sheets: (name, state, relationship id). names: (name, index of its sheet or None, hidden, text)."""

    sheets: list[tuple[str, str, str]] = field(default_factory=list)
    names: list[tuple[str, int | None, bool, str]] = field(default_factory=list)
    date1904: bool = False
    as_displayed: bool = False
    iterates: bool = False
    structure_locked: bool = False


class _BookReader:
    def __init__(self, part: str) -> None:
        self.part = part
        self.path: list[str] = []
        self.book = BookPart()
        self.pieces: list[str] | None = None
        self.name: Attributes = {}

    def start(self, name: str, attributes: Attributes) -> None:
        if not self.path and name != f"{MAIN}workbook":
            raise refusal("R307", part=self.part, found=shown(name))
        local = name.removeprefix(MAIN)
        self.path.append(local)
        if local == "sheet":
            self._sheet(attributes)
        elif local == "definedName":
            self.name, self.pieces = attributes, []
        elif local == "workbookPr":
            self.book.date1904 = truth(attributes.get("date1904"))
        elif local == "calcPr":
            self.book.iterates = truth(attributes.get("iterate"))
            self.book.as_displayed = not truth(attributes.get("fullPrecision"), True)
        elif local == "workbookProtection":
            self.book.structure_locked = truth(attributes.get("lockStructure"))

    def end(self, _name: str) -> None:
        if self.path.pop() == "definedName" and self.pieces is not None:
            text = "".join(self.pieces).strip().removeprefix("=")
            self.book.names.append((self.name.get("name", ""), self._index(), truth(self.name.get("hidden")), text))
            self.pieces = None

    def _sheet(self, attributes: Attributes) -> None:
        if self.path != ["workbook", "sheets", "sheet"]:
            raise refusal("R308", part=self.part, found="sheet")
        name, state = attributes.get("name", ""), attributes.get("state", "visible")
        if not name.strip() or state not in _STATES or RELATION_ID not in attributes:
            raise refusal("R409", part=self.part, reason="@sheet_entry", text=shown(name))
        self.book.sheets.append((name, state, attributes[RELATION_ID]))

    def _index(self) -> int | None:
        given = self.name.get("localSheetId")
        if given is None:
            return None
        if not (given.isascii() and given.isdigit() and len(given) < 6):
            raise refusal("R409", part=self.part, reason="@name_sheet", text=shown(given))
        return int(given)

    def text(self, data: str) -> None:
        if self.pieces is not None:
            self.pieces.append(data)


def read_book_part(data: bytes, part: str) -> BookPart:
    """The workbook part. Raises RefusedError: R30x, R409."""
    reader = _BookReader(part)
    walk(data, part, reader)
    book = reader.book
    seen: dict[str, str] = {}
    links: set[str] = set()
    for name, _, link in book.sheets:
        if name.casefold() in seen or link in links:
            raise refusal("R409", Place(sheet=name), part=part, reason="@sheet_twice", text=shown(name))
        seen[name.casefold()] = name
        links.add(link)
    if not book.sheets:
        raise refusal("R409", part=part, reason="@no_sheets")
    for _, index, _, _ in book.names:
        if index is not None and index >= len(book.sheets):
            raise refusal("R409", part=part, reason="@name_sheet", text=index)
    return book
