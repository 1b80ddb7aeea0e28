"""A whole spec, read and checked by itself: the book, its pages in order, its code lists."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from workbook.finding import Text
from workbook.spec.layers import Layer
from workbook.spec.model import AnySheet, Book, Check


@dataclass(frozen=True)
class CodeRow:
    """One code of a list. level: 类, 款 or 项, as the list's file says. was: former codes and names."""

    code: str
    name: str
    level: str
    was: tuple[str, ...] = ()
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class CodeTable:
    """A code list in the order of its file. levels: level name → length of its codes."""

    title: str
    rows: tuple[CodeRow, ...]
    levels: Mapping[str, int]

    @cached_property
    def by_code(self) -> Mapping[str, CodeRow]:
        return {row.code: row for row in self.rows}

    def name(self, code: str) -> str | None:
        """The name of a code, None when the list does not have it."""
        row = self.by_code.get(code)
        return row.name if row else None

    def level(self, code: str) -> str | None:
        """The level that a code of this length has, None when no level has this length."""
        return next((level for level, length in self.levels.items() if length == len(code)), None)

    def under(self, code: str) -> tuple[CodeRow, ...]:
        """The code itself and all below it."""
        return tuple(row for row in self.rows if row.code.startswith(code))

    def nearest(self, code: str, count: int = 3) -> tuple[CodeRow, ...]:
        """Codes of the same length that look most like this one, those with the same beginning first."""
        same = [row.code for row in self.rows if len(row.code) == len(code)]
        stem = [c for c in same if len(code) > 3 and c[:-2] == code[:-2]]
        near = difflib.get_close_matches(code, stem, count, 0) if stem else []
        near += [c for c in difflib.get_close_matches(code, same, count, 0.6) if c not in near]
        return tuple(self.by_code[c] for c in near[:count])


@dataclass(frozen=True)
class Page:
    """One sheet of the workbook. part: the title of the part it stands in.

    file: where it stands among the spec's pages; what is inherited stands there in the spec that is extended.
    """

    part: Text
    file: str
    sheet: AnySheet


@dataclass(frozen=True)
class Spec:
    """name: such as hubei/2021. hash: sha256 over all files that it is made of, inherited ones too.

    checks: in the order of the pages. layers: the spec itself, then the one that it extends, and so on.
    """

    name: str
    root: Path
    book: Book
    pages: tuple[Page, ...]
    checks: tuple[tuple[Text, Check], ...]
    codes: Mapping[str, CodeTable]
    hash: str
    layers: tuple[Layer, ...] = ()

    @property
    def sheets(self) -> tuple[AnySheet, ...]:
        """All sheets in the order of the workbook."""
        return tuple(page.sheet for page in self.pages)

    def sheet(self, name: str) -> AnySheet | None:
        """A sheet by its official title."""
        return next((page.sheet for page in self.pages if page.sheet.sheet == name), None)
