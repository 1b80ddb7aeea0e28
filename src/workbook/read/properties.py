"""Document properties: who wrote the file with what, and the template's identity among them."""

from __future__ import annotations

from workbook.read.limits import CELL_TEXT
from workbook.read.model import Properties
from workbook.read.package import Package
from workbook.read.room import Room
from workbook.read.xml import Attributes, walk

_PARTS = ("core-properties", "custom-properties", "extended-properties")
_STRICT = {"customProperties": "custom-properties", "extendedProperties": "extended-properties"}


class _Pairs:
    """Children of the root and their text; a child with a `name` goes by it (custom properties)."""

    def __init__(self) -> None:
        self.depth = 0
        self.name = ""
        self.pieces: list[str] = []
        self.pairs: dict[str, str] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        self.depth += 1
        if self.depth == 2:
            self.name = attributes.get("name") or name.rpartition(" ")[2]
            self.pieces = []

    def end(self, _name: str) -> None:
        if self.depth == 2:
            self.pairs.setdefault(self.name, "".join(self.pieces).strip()[:CELL_TEXT])
        self.depth -= 1

    def text(self, data: str) -> None:
        if self.depth >= 2:
            self.pieces.append(data)


def read_properties(package: Package, room: Room) -> Properties:
    """All three property parts; a part that is absent gives nothing. Raises RefusedError: R219, R30x."""
    found: dict[str, dict[str, str]] = {kind: {} for kind in _PARTS}
    for link in package.relations.get("", ()):
        kind = _STRICT.get(link.kind, link.kind)
        if kind in found and not link.external:
            pairs = _Pairs()
            walk(room.part(link.target), link.target, pairs)
            found[kind] = pairs.pairs
    core, custom, extended = (found[kind] for kind in _PARTS)
    return Properties(core, custom, extended.get("Application", ""), extended.get("AppVersion", ""))
