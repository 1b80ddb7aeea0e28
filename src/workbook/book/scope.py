"""Which cell a name means: 表.行.列, shortened by its context."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from workbook.book.model import Table
from workbook.formula import HERE, Part, Ref


@dataclass(frozen=True, slots=True)
class Context:
    """Where a formula stands, which decides what a bare name means.

    table, row, column: the cell's own; row HERE = "this row, whichever it is", None = no row of its own.
    rows_first: bare names are looked up among rows before columns (a row's formula).
    index: this row is reached by INDEX(column, index) from another sheet (insertions then do no harm).
    local: further tables by short name (概况 → that scorecard's); special: names with a fixed meaning (序).
    entry: the host is an entry sheet, where amounts stay in the unit's own 金额单位.
    """

    table: Table | None = None
    row: str | None = None
    column: str = ""
    rows_first: bool = False
    index: tuple[Part, ...] = ()
    local: Mapping[str, Table] = field(default_factory=dict)
    special: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
    entry: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """What a name was found to mean. code: a row of a growing table, known only by its code. choices: fits several."""

    table: Table
    ref: Ref
    type: str
    code: str = ""
    indexed: bool = False
    choices: tuple[str, ...] = ()


class Scope:
    """All tables of a book by name."""

    def __init__(
        self,
        tables: tuple[Table, ...],
        aliases: Mapping[str, str],
        scale: str,
        money_unit: str = "",
        started: str = "",
        cards: Mapping[str, tuple[Mapping[str, Table], ...]] | None = None,
    ) -> None:
        self.tables = tables
        self.cards = cards or {}
        self.aliases = {str(k): str(v) for k, v in aliases.items()}
        self.groups: dict[str, list[Table]] = {}
        self.former: dict[str, list[Table]] = {}  # by titles that the sheets have had
        for table in tables:
            self.groups.setdefault(table.name, []).append(table)
        for table in tables:
            for former in table.was:
                self.former.setdefault(former, []).append(table)
        self.own = {table.full_name: table for table in tables if table.was or table.renamed}
        self.scale = scale
        self.money_unit = money_unit
        self.started = started
        self._anywhere: dict[str, Target | None] = {}

    def find(self, name: str, context: Context) -> Target | None:
        """The target of a name, None when there is none."""
        segments = name.split(".")
        if segments[0] in self.aliases and segments[0] not in context.local:
            segments = self.aliases[segments[0]].split(".") + segments[1:]
        if context.table is not None:
            target = _local(self.own.get(context.table.full_name, context.table), segments, context)
            if target is not None:
                return target
        if segments[0] in context.local:
            target = _within(context.local[segments[0]], segments[1:])
            if target is not None:
                return target
        if len(segments) == 1 and context.local:
            for table in context.local.values():
                target = _within(table, segments)
                if target is not None and not target.ref.is_area:
                    return target
        whole = ".".join(segments)
        if whole not in self._anywhere:
            self._anywhere[whole] = self._global(segments)
        return self._anywhere[whole]

    def find_all(self, name: str) -> tuple[Target, ...]:
        """A name that begins with 自评, 项目自评 or 部门自评 means the same cell of every such scorecard."""
        group, _, rest = name.partition(".")
        block, _, own = rest.partition(".")
        found = (
            _within(card[block], own.split(".") if own else []) if block in card else None
            for card in self.cards.get(group, ())
        )
        return tuple(t for t in found if t is not None)

    def _global(self, segments: list[str]) -> Target | None:
        group = self.group(segments[0])
        rest = segments[1:]
        if rest:
            for table in group:
                if table.block == rest[0] or (table.block and ".".join(rest[:2]) == table.block):
                    target = _within(table, rest[1:])
                    if target is not None:
                        return target
        found = [(table.full_name, target) for table in group if (target := _within(table, rest)) is not None]
        if not found:
            return None
        choices = tuple(".".join([name, *rest]) for name, _ in found) if len(found) > 1 else ()
        return replace(found[0][1], choices=choices)

    def table(self, name: str, context: Context | None = None) -> Table | None:
        """A table by name, or by 表.区块."""
        if context is not None and name in context.local:
            return context.local[name]
        if self.group(name):
            return self.group(name)[0]
        head, _, block = name.partition(".")
        return next((t for t in self.group(head) if t.block == block), None)

    def group(self, name: str) -> list[Table]:
        """The tables of a sheet, by its title or by one that it had before."""
        return self.groups.get(name) or self.former.get(name, [])

    def nearest(self, name: str, context: Context) -> str:
        """The known name that looks most like an unknown one, "" when none does."""
        segments = name.split(".")
        candidates: list[str] = []
        if context.table is not None:
            candidates += [*context.table.columns, *context.table.rows]
        group = self.group(segments[0])
        if group and len(segments) > 1:
            for table in group:
                heads = [table.name, *([table.block] if table.block and segments[1] == table.block else [])]
                prefix = ".".join(heads)
                candidates += [f"{prefix}.{c}" for c in table.columns]
                candidates += [f"{prefix}.{r}" for r in table.rows]
                if len(segments) > 2:
                    candidates += [f"{prefix}.{r}.{c}" for r in table.rows for c in table.columns][:4000]
        else:
            rest = segments[1:]
            candidates += [".".join([g, *rest]) for g in self.groups] + list(self.aliases) + list(context.local)
        close = difflib.get_close_matches(name, candidates, 1, 0.5)
        return close[0] if close else ""


def _local(table: Table, segments: list[str], context: Context) -> Target | None:
    name = ".".join(segments)

    def as_column() -> Target | None:
        if context.row is None and not context.index:
            return None
        key = table.columns.get(name)
        if key is None:
            return None
        kind = table.types.get(key, "text")
        if context.index:
            return Target(table, _area(table, key), kind, indexed=True)
        return Target(table, Ref(table.sheet, context.row or HERE, key, moves=bool(context.row)), kind)

    def as_row() -> Target | None:
        key = table.rows.get(name)
        if key is None or not context.column:
            return None
        kind = table.row_types.get(key) or table.types.get(context.column, "text")
        return Target(table, Ref(table.sheet, key, context.column), kind)

    order = (as_row, as_column) if context.rows_first else (as_column, as_row)
    for look in order:
        target = look()
        if target is not None:
            return target
    if len(segments) > 1:
        target = _within(table, segments)
        if target is not None and not target.ref.is_area:
            return target
    return None


def _area(table: Table, column: str) -> Ref:
    return Ref(table.sheet, table.body[0], column, table.body[1], column)


def _within(table: Table, rest: list[str]) -> Target | None:
    """A name inside one table: row and column, row alone, column alone."""
    for cut in range(len(rest), -1, -1):
        row, column = ".".join(rest[:cut]), ".".join(rest[cut:])
        if row and row not in table.rows and not (table.kind == "classify" and row.isdigit() and column):
            continue
        if column and column not in table.columns:
            continue
        if row:
            column_key = table.columns[column] if column else table.default
            if not column_key:
                continue
            if row not in table.rows:
                return Target(table, _area(table, column_key), table.types.get(column_key, "text"), code=row)
            key = table.rows[row]
            kind = table.row_types.get(key) if column_key == table.default else None
            return Target(table, Ref(table.sheet, key, column_key), kind or table.types.get(column_key, "text"))
        column_key = table.columns[column] if column else table.default
        if not column_key:
            return None
        kind = table.types.get(column_key, "text")
        if table.body[0] == table.body[1]:
            return Target(table, Ref(table.sheet, table.body[0], column_key), kind)
        return Target(table, _area(table, column_key), kind) if column else None
    return None
