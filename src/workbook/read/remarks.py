"""Notes, and the threaded comments of newer programs, with their authors."""

from __future__ import annotations

from workbook.read.model import Remark
from workbook.read.package import Package
from workbook.read.room import Room
from workbook.read.text import unescaped
from workbook.read.xml import MAIN, Attributes, walk

_THREADED = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments "
_TEXTS = frozenset((f"{MAIN}t", f"{MAIN}author", f"{_THREADED}text"))


class _Remarks:
    """Both kinds of part, and the list of persons."""

    def __init__(self) -> None:
        self.authors: list[str] = []
        self.persons: dict[str, str] = {}
        self.found: list[tuple[str, str, str]] = []  # cell, author's index or id, text
        self.open: tuple[str, str] | None = None
        self.pieces: list[str] = []
        self.wanted = False
        self.reading = False

    def start(self, name: str, attributes: Attributes) -> None:
        local = name.rpartition(" ")[2]
        if local == "rPh":
            self.reading = True
        elif local == "author":
            self.pieces = []
        elif local == "comment" or local == "threadedComment":
            self.open = (attributes.get("ref", ""), attributes.get("authorId") or attributes.get("personId", ""))
            self.pieces = []
        elif local == "person":
            self.persons[attributes.get("id", "")] = attributes.get("displayName", "")
        self.wanted = name in _TEXTS and not self.reading

    def end(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        self.wanted = False
        if local == "rPh":
            self.reading = False
        elif local == "author":
            self.authors.append("".join(self.pieces))
        elif local in ("comment", "threadedComment") and self.open is not None:
            self.found.append((*self.open, unescaped("".join(self.pieces))))
            self.open = None

    def text(self, data: str) -> None:
        if self.wanted:
            self.pieces.append(data)


def read_persons(package: Package, room: Room) -> dict[str, str]:
    """Id → name of those who wrote threaded comments. Raises RefusedError: R219, R30x."""
    persons: dict[str, str] = {}
    for link in package.related(package.workbook, "person"):
        reader = _Remarks()
        walk(room.part(link.target), link.target, reader)
        persons.update(reader.persons)
    return persons


def read_remarks(
    package: Package,
    sheet: str,
    persons: dict[str, str],
    room: Room,
) -> tuple[tuple[Remark, ...], tuple[Remark, ...]]:
    """Threaded comments and notes of a sheet part. Raises RefusedError: R219, R30x.

    A note that only repeats a thread for older programs (its author is `tc=…`) is left out.
    """
    comments: list[Remark] = []
    notes: list[Remark] = []
    for link in package.related(sheet, "threadedComment"):
        reader = _Remarks()
        walk(room.part(link.target), link.target, reader)
        comments += [Remark(cell, persons.get(who, ""), text) for cell, who, text in reader.found]
    for link in package.related(sheet, "comments"):
        reader = _Remarks()
        walk(room.part(link.target), link.target, reader)
        authors = dict(enumerate(reader.authors))
        for cell, who, text in reader.found:
            author = authors.get(int(who) if who.isascii() and who.isdigit() and len(who) < 8 else -1, "")
            if not (comments and author.startswith("tc=")):
                notes.append(Remark(cell, author, text))
    return tuple(comments), tuple(notes)
