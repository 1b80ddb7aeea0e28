"""From a cell or a text back to the line of the spec that it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from pydantic import BaseModel

from workbook.book.model import Book, Sheet
from workbook.book.scorecard import group_name
from workbook.data.scorecards import DEPARTMENT
from workbook.finding import Finding, Place, Text
from workbook.names import Place3, names_by_place
from workbook.spec.model import Scorecard
from workbook.spec.spec import Spec


def texts_of(node: object) -> Iterator[Text]:
    """Every text of a model with its place, keys of mappings included, in the order of the page."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, BaseModel):
        for name in type(node).model_fields:
            yield from texts_of(getattr(node, name))
    elif isinstance(node, Mapping):
        for key, value in node.items():
            yield from texts_of(key)
            yield from texts_of(value)
    elif isinstance(node, list | tuple):
        for item in node:
            yield from texts_of(item)


class Origins:
    """The places of a spec's texts, page by page."""

    def __init__(self, spec: Spec) -> None:
        self._spec = spec

    @cached_property
    def _pages(self) -> dict[str, dict[str, Place]]:
        """Page (or check:<id>, or book) → text → place; made when first asked for, since most specs are sound."""
        pages = {str(page.sheet.sheet): _places(page.sheet) for page in self._spec.pages}
        pages |= {f"check:{check.id}": _places((check, what)) for what, check in self._spec.checks}
        return pages | {"book": _places(self._spec.book)}

    @cached_property
    def _everywhere(self) -> dict[str, Place]:
        merged: dict[str, Place] = {}
        for places in self._pages.values():
            for text, place in places.items():
                merged.setdefault(text, place)
        return merged

    def text(self, text: str) -> Place:
        """Where a text stands anywhere in the spec, an empty place when it does not."""
        return self._everywhere.get(text) or self._everywhere.get(text.removeprefix("=")) or Place()

    def cell(self, book: Book, place: Place3, name: str = "") -> Place:
        """The most particular text behind a cell: its formula, its row, its column, its sheet."""
        sheet_key, row, column = place
        sheet = next((s for s in book.sheets if s.key == sheet_key), None)
        cell = sheet.cells.get((row, column)) if sheet is not None else None
        written = cell.formula.text if cell is not None and cell.formula is not None else ""
        wanted = [written] if written else []
        wanted += [*reversed(name.split(".")[1:-1]), *reversed(name.split(".")), column, column.split(".")[-1]]
        pages = self._sources(sheet, row)
        for page in pages:
            found = next((page[text] for text in wanted if text and text in page), None)
            if found is not None:
                return found
        elsewhere = self.text(written or wanted[0]) if written or not pages else Place()
        return elsewhere if elsewhere.file or not pages else next(iter(pages[0].values()), elsewhere)

    def _sources(self, sheet: Sheet | None, row: str) -> list[dict[str, Place]]:
        """The pages that a sheet is made of, the nearest first."""
        if sheet is None:
            return []
        if sheet.kind == "checks":
            line = self._pages.get(f"check:{row}") or self._pages.get(f"check:{row.rpartition('-')[0]}")
            if line:
                return [dict.fromkeys(("", row, "结果", "左边"), next(iter(line.values()))), line]
        if sheet.kind == "card":
            cards = [page.sheet for page in self._spec.pages if isinstance(page.sheet, Scorecard)]
            own = "department" if sheet.key == group_name(DEPARTMENT) else "project"
            return [self._pages[str(card.sheet)] for card in cards if card.scope == own]
        return [self._pages[sheet.key]] if sheet.key in self._pages else []

    def complete(self, finding: Finding) -> Finding:
        """The finding with the line of the text that it quotes, where it has no place of its own."""
        if finding.place.file or finding.place.sheet:
            return finding
        for fact in ("formula", "text", "found", "name"):
            place = self.text(finding.facts.get(fact, ""))
            if place.file:
                return replace(finding, place=place)
        return finding


def _places(node: object) -> dict[str, Place]:
    """text (with and without "=") → where it stands first."""
    places: dict[str, Place] = {}
    for text in texts_of(node):
        if text.place.file:
            places.setdefault(str(text), text.place)
            places.setdefault(str(text).removeprefix("="), text.place)
    return places


class Finder:
    """Names and places of the cells of one book."""

    def __init__(self, spec: Spec, book: Book, origins: Origins | None = None) -> None:
        self.book = book
        self.origins = origins or Origins(spec)

    @cached_property
    def names(self) -> dict[Place3, str]:
        return names_by_place(self.book)

    def name(self, place: Place3) -> str:
        return self.names.get(place, "")

    def place(self, place: Place3) -> Place:
        """The line of the spec behind a cell, with the cell's name."""
        return replace(self.origins.cell(self.book, place, self.name(place)), name=self.name(place))


__all__ = ["Finder", "Origins", "texts_of"]
