"""A workbook file taken apart: its parts, what each is, and how they point to each other."""

from __future__ import annotations

import zlib
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


Relations = Mapping[str, tuple[Relationship, ...]]


@dataclass(frozen=True, slots=True)
class Part:
    """A part as it lies in the file. Its content is inflated whenever it is asked for and kept nowhere: inflating it
    twice takes less than keeping it through a whole check.
    """

    packed: bytes = field(repr=False)
    size: int
    deflated: bool

    def content(self) -> bytes:
        """The bytes that the guard has seen."""
        return zlib.decompressobj(-15).decompress(self.packed, self.size) if self.deflated else self.packed


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a file that passed the guard.

    name: the file's name. parts: part name without leading slash → part. types: part name → content type in lower
    case. relations: part name ("" is the package itself) → its relationships in order. workbook: name of the
    workbook part.
    """

    name: str
    sha256: str
    parts: Mapping[str, Part] = field(repr=False)
    types: Mapping[str, str] = field(repr=False)
    relations: Relations = field(repr=False)
    workbook: str = ""

    def related(self, part: str, kind: str) -> tuple[Relationship, ...]:
        """A part's internal relationships of one kind."""
        return tuple(r for r in self.relations.get(part, ()) if r.kind == kind and not r.external)
