"""A workbook file taken apart: its parts, what each is, and how they point to each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
LOOSE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


@dataclass(frozen=True, slots=True)
class Relationship:
    """kind: the last piece of the type's address (`worksheet`, `comments`).

    target: a part's name, or with `external` the address as written.
    """

    id: str
    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        return self.type.rstrip("/").rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a file that passed the guard.

    name: the file's name. parts: part name without leading slash → content, inflated once. types: part name →
    content type in lower case. relations: part name ("" is the package itself) → its relationships in order.
    workbook: name of the workbook part.
    """

    name: str
    sha256: str
    parts: Mapping[str, bytes] = field(repr=False)
    types: Mapping[str, str] = field(repr=False)
    relations: Mapping[str, tuple[Relationship, ...]] = field(repr=False)
    workbook: str = ""

    def related(self, part: str, kind: str) -> tuple[Relationship, ...]:
        """A part's internal relationships of one kind."""
        return tuple(r for r in self.relations.get(part, ()) if r.kind == kind and not r.external)
