"""Entry sheets (录入): lists, forms in groups, grids of fixed rows. Everything that is typed is typed here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from workbook.book.compile import compile_formula
from workbook.book.draft import Draft, Pending
from workbook.book.frame import title
from workbook.book.heads import column_names, draw, leaves
from workbook.book.inputs import row_content
from workbook.book.kinds import COMPUTED, add_rule, entry_look, input_look
from workbook.book.locks import LOCKED, NOTHING, hint, runs, source_of
from workbook.book.model import Content, Slot, Table
from workbook.book.scope import Context, Scope
from workbook.book.sizes import Sizes, Wanted, wanted
from workbook.data import SheetData
from workbook.finding import Finding, Text
from workbook.formula import HERE, Part, join
from workbook.spec.model import Column, Entry, ListRows, Row

END = "末行"
"""The last row of a list: locked, below all data rows, so that rows inserted above it stay inside every range."""

MORE = 20
"""Rows that a list has ready, at least."""

_WIDTH = {
    "money": 16,
    "code": 12,
    "choice": 16,
    "text": 24,
    "count": 10,
    "number": 12,
    "rate": 10,
    "label": 24,
}


def build_entry(
    spec: Entry, data: SheetData, part: str, sizes: Sizes, locked: Mapping[str, str] = NOTHING
) -> tuple[Draft, Table]:
    """The sheet and its table. Amounts are in the unit's own 金额单位.

    locked: names of cells that were carried over from last year → the name of their source there.
    """
    draft = Draft(str(spec.sheet), str(spec.tab or spec.sheet), part, "entry")
    draft.options["landscape"] = spec.landscape
    if spec.fields is not None:
        return draft, _form(spec, spec.fields, data, draft, locked)
    return draft, _list(spec, data, draft, sizes, locked)


def _top(spec: Entry, draft: Draft, first: str, last: str) -> None:
    title(draft, str(spec.title or spec.sheet), first, last)
    draft.row("提示", 0)
    draft.put("提示", first, str(spec.help or ""), "help")
    draft.span("提示", first, "提示", last)


def _unit_line(draft: Draft, column: str) -> None:
    draft.later(
        "表头",
        column,
        lambda scope: _unit(scope),
        "meta.right",
    )


def _unit(scope: Scope) -> tuple[tuple[Part, ...], tuple[Finding, ...]]:
    compiled = compile_formula(scope.money_unit, Context(entry=True), scope)
    return join('"金额单位："&', compiled.parts), compiled.findings


def _list(spec: Entry, data: SheetData, draft: Draft, sizes: Sizes, locked: Mapping[str, str]) -> Table:
    items = leaves(spec.columns)
    is_list = isinstance(spec.rows, ListRows)
    keys = {}
    for leaf in items:
        width = leaf.column.width or _WIDTH.get("text" if leaf.column.lookup else leaf.column.type, 14)
        keys[leaf.key] = draft.column(leaf.key, width, leaf.column.hidden)
    first, last = next(iter(keys.values())), list(keys.values())[-1]
    _top(spec, draft, first, last)
    draft.row("表头", 18)
    if any(_kind(leaf.column) == "money" for leaf in items):
        _unit_line(draft, last)
    heads = [draft.row(f"栏目{i + 1}") for i in range(max(len(leaf.path) for leaf in items))]
    draw(draft, items, keys, heads, "head")
    if isinstance(spec.rows, ListRows):
        count = sizes.count(draft.key, "", list_rows(spec.rows, len(data.rows)))
        rows = {str(i): draft.row(str(i)) for i in range(1, count + 1)}
        names: dict[str, str] = {}
    else:
        fixed: Mapping[Text, Row] = spec.rows or {}
        rows = {str(name): draft.row(str(name)) for name in fixed}
        names = dict(rows)
    end = draft.row(END, 8) if is_list else list(rows.values())[-1]
    row_keys = list(rows.values())
    types = {keys[leaf.key]: _kind(leaf.column) for leaf in items}
    inputs = [leaf for leaf in items if _is_input(leaf.column)]
    required = next((leaf for leaf in inputs if leaf.column.required), inputs[0])
    code = next((keys[leaf.key] for leaf in items if leaf.column.type == "code"), "")
    table = Table(
        str(spec.sheet),
        draft.key,
        "list" if is_list else "grid",
        names,
        column_names(items, keys),
        types,
        (row_keys[0], end),
        entry=True,
        codes=code,
        size=len(row_keys),
        required=keys[required.key],
        body_keys=tuple(row_keys),
    )
    for leaf in items:
        column, key = leaf.column, keys[leaf.key]
        kind = _kind(column)
        if _is_input(column):
            style, number = input_look(kind)
            sources = [source_of(spec, data, i, row, leaf.key, locked) for i, row in enumerate(row_keys)]
            for i, row in enumerate(row_keys):
                value = _value(data, is_list, i, row, leaf.key)
                look = (style if sources[i] is None else LOCKED, number)
                draft.input(row, key, value, look, _slot(table, is_list, i, row, leaf.key, kind))
            for first_row, last_row, source in runs(row_keys, sources):
                add_rule(
                    draft, kind, first_row, last_row, key, title=leaf.labels[-1],
                    prompt=str(column.prompt or "") if source is None else hint(source),
                    choices=tuple(map(str, column.of)), codes=str(column.list or ""), low=column.min, high=column.max,
                )  # fmt: skip
        elif kind == "label":
            for row in row_keys:
                draft.put(row, key, row, "label")
        else:
            style, number = entry_look(kind)
            pending = Pending(partial(_computed, column, table, key), style, number, str(column.formula or ""))
            for row in row_keys:
                draft.cells[row, key] = pending
    if is_list:
        for key in keys.values():
            draft.put(END, key, None, "end")
    draft.options["freeze"] = (row_keys[0], items[1].key if len(items) > 3 else first)
    draft.options["repeat"] = (heads[0], heads[-1])
    if is_list:
        draft.options["filter"] = (heads[-1], row_keys[-1])
    if first == last:
        draft.options["print_columns"] = (first, draft.column("边", 1))  # see textsheet.py
    return table


def list_rows(spec: ListRows, filled: int) -> Wanted:
    """Rows of a list: what it has, and more to come. With anything in it, one of many gets a step more than empty."""
    rows = max(spec.list, filled + max(MORE, filled // 10))
    empty = max(spec.list, MORE)
    return Wanted(rows, wanted(max(rows, empty + 1), empty, MORE).stepped if filled else empty)


def _value(data: SheetData, is_list: bool, i: int, row: str, column: str) -> Content:
    if is_list:
        return row_content(data.rows[i], column) if i < len(data.rows) else None
    return row_content({"v": data.cells.get((row, column))}, "v")


def _slot(table: Table, is_list: bool, i: int, row: str, column: str, kind: str) -> Slot:
    if is_list:
        return Slot("row", table.name, column, kind, number=i + 1)
    return Slot("grid", table.name, column, kind, row=row)


def _kind(column: Column) -> str:
    return "text" if column.lookup else column.type


def _is_input(column: Column) -> bool:
    return not (column.lookup or column.formula or column.sum or column.type in COMPUTED)


def _computed(column: Column, table: Table, key: str, scope: Scope) -> tuple[tuple[Part, ...], tuple[Finding, ...]]:
    """An entry list's own formula: a lookup in a code list, or the author's formula; blank while the row is blank."""
    context = Context(table=table, row=HERE, column=key, entry=True)
    guard = compile_formula(_name_of(table, table.required), context, scope)
    if column.lookup:
        by = compile_formula(str(column.by), context, scope)
        found = compile_formula(column.lookup, Context(), scope)
        codes = scope.table(str(column.lookup).rpartition(".")[0])
        if codes is None or not codes.codes:
            return ('""',), (*by.findings, *found.findings)
        codes_area = compile_formula(f"{codes.name}.{codes.codes}", Context(), scope)
        parts = join(
            "IF(", by.parts, '="","",IFERROR(INDEX(', found.parts, ",MATCH(", by.parts, ",", codes_area.parts,
            ',0)),"科目表中没有此编码"))',
        )  # fmt: skip
        return parts, (*by.findings, *found.findings)
    body = compile_formula(column.formula or '=""', context, scope)
    return join("IF(", guard.parts, '="","",', body.parts, ")"), body.findings


def _name_of(table: Table, key: str) -> str:
    return next(name for name, value in table.columns.items() if value == key)


def _form(
    spec: Entry, groups: Mapping[Text, Mapping[Text, Row]], data: SheetData, draft: Draft, locked: Mapping[str, str]
) -> Table:
    a = draft.column("项目", 34)
    b = draft.column("值", 40)
    c = draft.column("单位", 8)
    d = draft.column("说明", 44)
    _top(spec, draft, a, d)
    head = draft.row("栏目1", 22)
    for key, text in ((a, "项目"), (b, "值"), (c, "单位"), (d, "说明")):
        draft.put(head, key, text, "head")
    rows: dict[str, str] = {}
    types: dict[str, str] = {}
    computed: list[tuple[str, Row]] = []
    for group, fields in groups.items():
        band = draft.row(f"组:{group}", 20)
        draft.put(band, a, str(group), "group")
        draft.span(band, a, band, d)
        for name, field in fields.items():
            key = draft.row(str(name))
            rows[str(name)] = key
            kind = field.type or "money"
            types[key] = kind
            draft.put(key, a, str(field.label or name), "label")
            slot = Slot("remark", str(spec.sheet), str(name), "text")
            draft.input(key, d, row_content(data.remarks, str(name)), ("input.text", "@"), slot)
            if field.formula is not None:
                computed.append((key, field))
            else:
                style, number = input_look(kind)
                if kind == "text":
                    style = "input.wrap"
                source = locked.get(f"{spec.sheet}.{name}")
                prompt = str(field.prompt or "") if source is None else hint(source)
                style = style if source is None else LOCKED
                slot = Slot("field", str(spec.sheet), str(name), kind)
                draft.input(key, b, row_content(data.fields, str(name), kind), (style, number), slot)
                add_rule(
                    draft, kind, key, key, b, title=str(field.label or name), prompt=prompt,
                    choices=tuple(map(str, field.of)), codes=str(field.list or ""), low=field.min, high=field.max,
                )  # fmt: skip
            if kind == "money":
                draft.later(key, c, lambda scope: _plain(scope.money_unit, scope), "center")
            else:
                draft.put(key, c, str(field.unit or ""), "center")
    all_rows = list(rows.values())
    table = Table(
        str(spec.sheet),
        draft.key,
        "form",
        rows,
        {"值": b, "说明": d, "项目": a},
        {a: "text", b: "text", d: "text"},
        (all_rows[0], all_rows[-1]),
        row_types=types,
        entry=True,
        default=b,
        computed=frozenset(key for key, _ in computed),
        size=len(all_rows),
        body_keys=tuple(all_rows),
    )
    for key, field in computed:
        context = Context(table=table, row=key, column=b, rows_first=True, entry=True)
        style, number = entry_look(types[key])
        draft.later(key, b, partial(_compiled, field.formula or "", context), style, number, str(field.formula))
    draft.options["freeze"] = (all_rows[0] if not groups else list(draft.rows)[3], a)
    draft.options["repeat"] = (head, head)
    return table


def _compiled(text: str, context: Context, scope: Scope) -> tuple[tuple[Part, ...], tuple[Finding, ...]]:
    compiled = compile_formula(text, context, scope)
    return compiled.parts, compiled.findings


def _plain(name: str, scope: Scope) -> tuple[tuple[Part, ...], tuple[Finding, ...]]:
    return _compiled(name, Context(entry=True), scope)
