"""Tables that grow by themselves: rows by code (classify), or one row for each row of an entry list (follow)."""

from __future__ import annotations

from functools import partial

from workbook.book.compile import column_area, compile_formula
from workbook.book.draft import Draft, Pending
from workbook.book.heads import Leaf, column_names
from workbook.book.kinds import shown_look
from workbook.book.model import Mark, Table
from workbook.book.running import Running, put_codes, put_keys
from workbook.book.scope import Context, Scope
from workbook.book.sizes import Sizes, Wanted, wanted
from workbook.book.value import compile_value, declares
from workbook.finding import Finding, Level, place_of
from workbook.formula import HERE, Formula, Part, Ref, join, literal
from workbook.spec.model import Classify, Column, Follow
from workbook.spec.model import Table as TableSpec

Parts = tuple[tuple[Part, ...], tuple[Finding, ...]]

_FEWEST, _STEP = 3, 10
"""Rows of a table that follows a list."""

MIN_ROWS = 15
"""A growing table has at least this many rows, so that a blank workbook looks like the official form."""


def build_growing(
    draft: Draft,
    spec: TableSpec,
    rows: Classify,
    items: tuple[Leaf, ...],
    keys: dict[str, str],
    helper: Table | None,
    codes: str,
    used: int,
    sizes: Sizes,
) -> Table:
    """The rows of a classified table; where its total stands last, it follows the codes (book/running.py)."""
    last = bool(rows.total) and rows.total_at == "end"
    size = sizes.count(draft.key, "行", max(used + rows.room, MIN_ROWS) + last)
    total = draft.row("合计", 20, hidden=last) if rows.total else ""
    body = [draft.row(f"行{i}", 20) for i in range(1, size + 1)]
    code_leaf = next((leaf for leaf in items if leaf.column.type == "code"), items[0])
    code_key = keys[code_leaf.key]
    types = {keys[leaf.key]: leaf.column.type for leaf in items}
    names = column_names(items, keys)
    names.setdefault("科目编码", code_key)
    table = Table(
        str(spec.sheet), draft.key, "classify", {str(rows.total): total} if total else {}, names, types,
        (body[0], body[-1]), codes=code_key, size=size, required=code_key, body_keys=tuple(body),
        running=str(rows.total) if last else "",
    )  # fmt: skip
    running = Running(draft.key, str(rows.total), total, code_key, tuple(body)) if last else None
    bare = ".bare" if running else ""
    if helper is not None:
        put_keys(draft, body, helper, tuple(map(str, rows.levels)), spare=last)
        put_codes(draft, body, code_key, "code" + bare, running)
    for leaf in items:
        column, key_ = leaf.column, keys[leaf.key]
        style, number = shown_look(column.type)
        if key_ == code_key:
            if total:
                draft.put(total, key_, str(rows.total), "label.total")
            continue
        if column.type == "name":
            pending = Pending(partial(_named, draft.key, code_key, codes, running), "name" + bare)
            if total:
                draft.put(total, key_, None, "label.total")
        else:
            made = partial(_body, column, table, key_, code_key, running)
            pending = Pending(made, style + bare, number, str(column.formula or ""))
            if total:
                draft.later(total, key_, partial(_total, column, table, key_, total), style + ".total", number)
        for row in body:
            draft.cells[row, key_] = pending
    if total and len(items) > 1 and items[1].column.type == "name" and items[0] is code_leaf:
        draft.span(total, code_key, total, keys[items[1].key])
    shown = [keys[leaf.key] for leaf in items if not leaf.column.hidden]
    if running is None:
        _emphasis(draft, body, shown, code_key)
    else:
        draft.marks += [lambda _, mark=mark: mark for mark in running.marks(shown)]  # type: ignore[misc]
    return table


def _named(sheet: str, code_key: str, codes: str, running: Running | None, scope: Scope) -> Parts:
    code = Ref(sheet, HERE, code_key)
    table = scope.table(codes)
    if table is None:
        return ('""',), ()
    found = join(
        "IFERROR(INDEX(", column_area(table, table.columns["名称"]), ",MATCH(", code, ",",
        column_area(table, table.codes), ',0)),"科目表中没有此编码")',
    )  # fmt: skip
    if running is not None:
        found = join("IF(", code, "=", literal(running.label), ',"",', found, ")")
    return join("IF(", code, '="","",', found, ")"), ()


def _body(column: Column, table: Table, key: str, code_key: str, running: Running | None, scope: Scope) -> Parts:
    code = Ref(table.sheet, HERE, code_key)
    context = Context(table=table, row=HERE, column=key)
    if running is None:
        return compile_value(column, context, scope, code=(code,), guard=(code,))
    parts, findings = compile_value(column, context, scope, code=(code,))
    return join("IF(", code, '="","",', running.shown(parts, key), ")"), findings


def _total(column: Column, table: Table, key: str, row: str, scope: Scope) -> Parts:
    if not declares(column):
        return ('""',), ()
    return compile_value(column, Context(table=table, row=row, column=key), scope)


def _emphasis(draft: Draft, body: list[str], shown: list[str], code_key: str) -> None:
    """类 rows are bold; so is nothing else."""

    def mark(scope: Scope) -> Mark:
        test = Formula(join("LEN(", Ref(draft.key, HERE, code_key), ")=3"))
        return Mark(body[0], body[-1], shown[0], shown[-1], test, "mark.class")

    draft.marks.append(mark)


def follow_rows(spec: Follow, filled: int) -> Wanted:
    """Rows of a table that follows a list."""
    return wanted(max(filled + spec.room, _FEWEST), max(spec.room, _FEWEST), _STEP)


def build_following(
    draft: Draft,
    spec: TableSpec,
    items: tuple[Leaf, ...],
    keys: dict[str, str],
    source: Table | None,
    size: Wanted,
    sizes: Sizes,
) -> Table:
    """One row for each filled row of an entry list, reached by INDEX so that inserted rows appear."""
    body = [draft.row(f"行{i}", 0) for i in range(1, sizes.count(draft.key, "行", size) + 1)]
    for i, row in enumerate(body):
        draft.put(row, "键", i + 1, "plain")
    types = {keys[leaf.key]: leaf.column.type for leaf in items}
    table = Table(
        str(spec.sheet), draft.key, "follow", {}, column_names(items, keys), types, (body[0], body[-1]),
        size=len(body), required=keys[items[0].key], body_keys=tuple(body),
    )  # fmt: skip
    for leaf in items:
        style, number = shown_look(leaf.column.type)
        wrap = "wrap" if leaf.column.type == "text" else style
        pending = Pending(partial(_followed, leaf.column, draft.key, source, spec), wrap, number)
        for row in body:
            draft.cells[row, keys[leaf.key]] = pending
    return table


def _followed(column: Column, sheet: str, source: Table | None, spec: TableSpec, scope: Scope) -> Parts:
    rows = spec.rows
    if source is None:
        name = rows.follow if isinstance(rows, Follow) else spec.sheet
        return ('""',), (Finding("S213", Level.ERROR, place_of(name), {"name": str(name), "nearest": ""}),)
    index = Ref(sheet, HERE, "键")
    context = Context(table=source, index=(index,))
    filled = join("INDEX(", column_area(source, source.required), ",", index, ')&""')
    if column.type == "index":
        return join("IF(", filled, '="","",', index, ")"), ()
    compiled = compile_formula(column.formula or "=0", context, scope)
    tail = '&""' if column.type == "text" else ""
    return join("IF(", filled, '="","",', compiled.parts, tail, ")"), compiled.findings


__all__ = ["build_following", "build_growing", "follow_rows"]
