"""The way of a filled workbook through the project: whole, or without doing again what a change left as it was.

All ways go through the same code. The shorter ones only remember the results of slow steps (a sheet part read, the
template's book for given sizes, a workbook recomputed for given inputs) by everything that those steps depend on;
the short way also leaves out the guard, which a change of content does not concern.
"""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from mutate.package import packed
from workbook.api.chain import Specs
from workbook.api.filled import Examined, examine
from workbook.book.build import build_book
from workbook.evaluate import Kept
from workbook.finding import Finding, Place
from workbook.grid.build import build_grid
from workbook.grid.model import Grid, GridSheet
from workbook.judge.formulas import compare
from workbook.judge.recompute import recompute
from workbook.match import Filled
from workbook.read import Package
from workbook.read.guard.contents import workbook_part
from workbook.read.guard.relations import read_relations
from workbook.read.guard.types import read_types
from workbook.read.package import Part
from workbook.read.sheet import read_sheet
from workbook.read.strings import read_strings
from workbook.read.styles import read_styles
from workbook.report.precedents import Graph, graph_of

NAME = "filled.xlsx"
SPECS = Specs()


class Memory:
    """The latest results of a function by a key of its arguments."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.kept: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
        if key in self.kept:
            self.kept.move_to_end(key)
            return self.kept[key]
        made = make()
        self.kept[key] = made
        while len(self.kept) > self.size:
            self.kept.popitem(last=False)
        return made


_READ, _BOOKS, _GRIDS, _RESULTS, _GRAPHS = Memory(400), Memory(6), Memory(4), Memory(6), Memory(4)
_COMPARED, _ENGINES = Memory(400), Memory(4)


def whole_way(parts: Mapping[str, bytes]) -> Examined:
    """Packed into a file and examined, nothing left out."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        path.write_bytes(packed(parts))
        return examine(path, specs=SPECS, strict=True)


def file_way(parts: Mapping[str, bytes]) -> Examined:
    """The same; only the template's book and its results are remembered."""
    with remembering_results():
        return whole_way(parts)


def short_way(parts: Mapping[str, bytes]) -> Examined:
    """Neither packed nor guarded; parts that are as they were are not read again."""
    with remembering_results(), remembering_parts(parts):
        return examine(Path(NAME), specs=SPECS, strict=True)


@contextmanager
def remembering_parts(parts: Mapping[str, bytes]) -> Iterator[None]:
    read = sys.modules["workbook.read.workbook"]
    with (
        patch.object(sys.modules["workbook.api.filled"], "inspect", lambda _: _package(parts)),
        patch.object(read, "read_sheet", _sheet),
        patch.object(read, "read_strings", partial(_small, read_strings)),
        patch.object(read, "read_styles", partial(_small, read_styles)),
    ):
        yield


@contextmanager
def remembering_results() -> Iterator[None]:
    with (
        patch.object(sys.modules["workbook.match.template"], "build_book", _book),
        patch.object(sys.modules["workbook.judge.judge"], "recompute", _recomputed),
        patch.object(sys.modules["workbook.judge.judge"], "compare", _compared),
    ):
        yield


def _package(parts: Mapping[str, bytes]) -> tuple[Package, tuple[Finding, ...]]:
    place = Place(file=NAME)
    types, told = read_types(parts, place)
    relations, more = read_relations(parts, place)
    stored = {name: Part(content, len(content), deflated=False) for name, content in parts.items()}
    return Package(NAME, "", stored, types, relations, workbook_part(types, relations, place)), (*told, *more)


def _small(function: Callable[[bytes, str], Any], data: bytes, part: str) -> Any:
    return _READ.get((data, part), lambda: function(data, part))


def _sheet(data: bytes, part: str, sheet: str, texts: Any, styles: Any, room: Any) -> Any:
    def make() -> Any:
        return texts, styles, read_sheet(data, part, sheet, texts, styles, room)

    return _READ.get((data, part, sheet, id(texts), id(styles)), make)[2]


def _book(spec: Any, data: Any, sizes: Any) -> Any:
    cards = tuple((card.name, card.department) for card in data.scorecards)
    key = (
        spec.hash,
        data.unit,
        data.code,
        data.year,
        cards,
        frozenset(sizes.rows.items()),
        sizes.cards,
        frozenset(sizes.made.items()),
    )
    return _BOOKS.get(key, lambda: build_book(spec, data, sizes))


def _recomputed(filled: Filled) -> Any:
    inputs = tuple(sorted(filled.inputs.items(), key=lambda item: item[0]))

    places = _places(filled.book, filled.layout)

    def make() -> Any:
        module = sys.modules["workbook.judge.recompute"]
        with patch.object(module, "blank_grid", _grid), patch.object(module, "_engine", _ENGINES.get(places, Kept)):
            return filled.book, recompute(filled)

    return _RESULTS.get((*places, inputs), make)[1]


def _compared(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    """Sheet by sheet: one that was read from the same part and has the same results differs in the same cells."""

    def one(sheet: GridSheet, raw: Any) -> Any:
        def make() -> Any:
            return sheet, raw, compare(filled, replace(grid, sheets=(sheet,)))

        return _COMPARED.get((id(sheet), id(raw)), make)

    pairs = ((sheet, filled.sheets[sheet.key].raw) for sheet in grid.sheets if sheet.key in filled.sheets)
    return tuple(finding for sheet, raw in pairs for finding in one(sheet, raw)[2])


def _grid(book: Any, layout: Any) -> Any:
    return _GRIDS.get(_places(book, layout), lambda: (book, build_grid(book, layout)))[1]


def graph(filled: Filled) -> Graph:
    """Which formula looks at which cells; remembered for each layout."""
    made = _GRAPHS.get(_places(filled.book, filled.layout), lambda: (filled.book, graph_of(filled)))
    result: Graph = made[1]
    return result


@contextmanager
def remembering_graphs() -> Iterator[None]:
    """For folding."""
    modules = [m for n, m in list(sys.modules.items()) if n.startswith("workbook.report.") and hasattr(m, "graph_of")]
    with ExitStack() as stack:
        for module in modules:
            stack.enter_context(patch.object(module, "graph_of", graph))
            if hasattr(module, "recompute"):
                stack.enter_context(patch.object(module, "recompute", _recomputed))
        yield


def _places(book: Any, layout: Any) -> tuple[Hashable, ...]:
    places = tuple(
        (key, where.tab, tuple(where.rows.items()), tuple(where.columns.items()))
        for key, where in layout.sheets.items()
    )
    return id(book), places
