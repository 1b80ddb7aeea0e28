"""A sheet while it is being laid out: rows and columns are appended, cells put by key, then frozen.

Formulas are kept by names (Pending) until every table of the book is known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from workbook.book.model import BookChart, Cell, Content, Jump, Line, Mark, Rule, Sheet, Slot
from workbook.book.scope import Scope
from workbook.finding import Finding
from workbook.formula import Formula, Part

Compile = Callable[[Scope], tuple[tuple[Part, ...], tuple[Finding, ...]]]


@dataclass(frozen=True, slots=True, eq=False)
class Pending:
    """A cell whose formula waits for the scope. One Pending may serve many cells."""

    compile: Compile
    style: str
    number: str = ""
    text: str = ""
    content: Content = None
    dressed: bool = False


def fixed(parts: tuple[Part, ...], findings: tuple[Finding, ...] = ()) -> Compile:
    """A formula that is known already."""
    return lambda _: (parts, findings)


@dataclass(slots=True)
class Draft:
    key: str
    tab: str
    part: str
    kind: str
    rows: dict[str, Line] = field(default_factory=dict)
    columns: dict[str, Line] = field(default_factory=dict)
    cells: dict[tuple[str, str], Cell | Pending] = field(default_factory=dict)
    spans: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    rules: list[Rule | Callable[[Scope], Rule]] = field(default_factory=list)
    marks: list[Callable[[Scope], Mark]] = field(default_factory=list)
    jumps: dict[tuple[str, str], Jump] = field(default_factory=dict)
    charts: list[BookChart] = field(default_factory=list)
    options: dict[str, Any] = field(default_factory=dict)

    def row(self, key: str, size: float = 0, hidden: bool = False, own: bool = False) -> str:
        """Append a row; a key that is taken gets a number."""
        key = _free(key, self.rows)
        self.rows[key] = Line(key, size, hidden, own)
        return key

    def column(self, key: str, size: float = 0, hidden: bool = False) -> str:
        key = _free(key, self.columns)
        self.columns[key] = Line(key, size, hidden)
        return key

    def put(
        self, row: str, column: str, content: Content = None, style: str = "text", number: str = "", own: bool = False
    ) -> None:
        self.cells[row, column] = Cell(content, None, style, number, own=own)

    def input(
        self, row: str, column: str, content: Content, look: tuple[str, str], slot: Slot, dressed: bool = False
    ) -> None:
        """A cell that somebody types into. look: style role and number format."""
        self.cells[row, column] = Cell(content, None, look[0], look[1], slot, dressed=dressed)

    def later(self, row: str, column: str, formula: Compile, style: str, number: str = "", text: str = "") -> None:
        self.cells[row, column] = Pending(formula, style, number, text)

    def span(self, row: str, column: str, to_row: str, to_column: str, style: str = "") -> None:
        """Merge an area; every cell of it gets the style of the first (borders need them)."""
        if (row, column) == (to_row, to_column):
            return
        self.spans[row, column] = (to_row, to_column)
        first = self.cells.get((row, column))
        look = style or (first.style if first is not None else "text")
        rows, columns = list(self.rows), list(self.columns)
        for r in rows[rows.index(row) : rows.index(to_row) + 1]:
            for c in columns[columns.index(column) : columns.index(to_column) + 1]:
                if (r, c) != (row, column):
                    self.cells.setdefault((r, c), Cell(None, None, look))

    def freeze(self, scope: Scope) -> tuple[Sheet, tuple[Finding, ...]]:
        """Compile all formulas and return the finished sheet."""
        done: dict[int, Cell] = {}
        findings: list[Finding] = []
        cells: dict[tuple[str, str], Cell] = {}
        for place, cell in self.cells.items():
            if isinstance(cell, Cell):
                cells[place] = cell
                continue
            ready = done.get(id(cell))
            if ready is None:
                parts, found = cell.compile(scope)
                findings += found
                ready = Cell(cell.content, Formula(parts, cell.text), cell.style, cell.number, dressed=cell.dressed)
                done[id(cell)] = ready
            cells[place] = ready
        sheet = Sheet(
            self.key,
            self.tab,
            self.part,
            self.kind,
            tuple(self.rows.values()),
            tuple(self.columns.values()),
            cells,
            dict(self.spans),
            tuple(r if isinstance(r, Rule) else r(scope) for r in self.rules),
            tuple(m(scope) for m in self.marks),
            dict(self.jumps),
            tuple(self.charts),
            **self.options,
        )
        return sheet, tuple(findings)


def _free(key: str, taken: dict[str, Line]) -> str:
    if key not in taken:
        return key
    n = 2
    while f"{key}~{n}" in taken:
        n += 1
    return f"{key}~{n}"
