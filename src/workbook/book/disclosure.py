"""Disclosure tables (公开01表 …): title, number, unit lines, heads and 栏次; rows by the kind of table; notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from workbook.book.blocks import build_blocks
from workbook.book.compile import column_area, compile_formula
from workbook.book.draft import Draft
from workbook.book.frame import live, title, waiting
from workbook.book.growing import build_following, build_growing, follow_rows
from workbook.book.heads import Leaf, depth, draw, leaves
from workbook.book.model import Table
from workbook.book.scope import Context, Scope
from workbook.book.sentence import ZERO, sentence
from workbook.book.sizes import Sizes
from workbook.data import UnitData
from workbook.finding import Finding, Text
from workbook.formula import Part, join
from workbook.spec.model import Block, Classify, Follow, Frame
from workbook.spec.model import Table as TableSpec
from workbook.spec.spec import CodeTable

_WIDTH = {"code": 12, "name": 32, "label": 32, "line": 5, "index": 6, "money": 14, "text": 24}


@dataclass(frozen=True, slots=True)
class Means:
    """What a disclosure table may need: the data, code lists, the helper of a growing table, entry lists."""

    data: UnitData
    codes: dict[str, CodeTable]
    helper: Table | None
    entries: dict[str, Table]
    frame: Frame
    sizes: Sizes


def build_table(spec: TableSpec, means: Means, part: str, list_name: str, used: int) -> tuple[Draft, tuple[Table, ...]]:
    """The sheet and its tables (one for each block). Amounts are in 万元."""
    draft = Draft(str(spec.sheet), str(spec.tab or spec.form or spec.sheet), part, "table")
    draft.options["landscape"] = spec.landscape
    blocks: Mapping[Text, Block] = spec.blocks or {
        Text(""): Block(columns=spec.columns, rows=spec.rows if isinstance(spec.rows, dict) else {})
    }
    hidden = [draft.column(k, 8, True) for k in ("键", "计")] if isinstance(spec.rows, Classify) else []
    if isinstance(spec.rows, Follow):
        hidden = [draft.column("键", 8, True)]
    layout: dict[str, tuple[tuple[Leaf, ...], dict[str, str]]] = {}
    for name, block in blocks.items():
        items = leaves(block.columns)
        keys = {}
        for leaf in items:
            prefix = f"{name}." if name else ""
            width = leaf.column.width or _WIDTH.get(leaf.column.type, 14)
            keys[leaf.key] = draft.column(prefix + leaf.key, width, leaf.column.hidden)
        layout[str(name)] = (items, keys)
    visible = [c.key for c in draft.columns.values() if not c.hidden]
    first, last = visible[0], visible[-1]
    title(draft, str(spec.title or spec.sheet), first, last)
    _meta(draft, spec, means.frame, first, last, visible)
    heads = _heads(draft, spec, blocks, layout)
    tables: tuple[Table, ...]
    if isinstance(spec.rows, Classify):
        items, keys = layout[""]
        tables = (build_growing(draft, spec, spec.rows, items, keys, means.helper, list_name, used, means.sizes),)
        empty: tuple[Part, ...] = join("COUNT(", _key_area(tables[0], hidden[0]), ")=0")
    elif isinstance(spec.rows, Follow):
        items, keys = layout[""]
        source = means.entries.get(str(spec.rows.follow))
        wanted = follow_rows(spec.rows, len(means.data.sheet(str(spec.rows.follow)).rows))
        tables = (build_following(draft, spec, items, keys, source, wanted, means.sizes),)
        empty = ()
    else:
        tables = build_blocks(draft, spec, blocks, layout, means.codes)
        empty = _no_amounts(tables)
        draft.options["one_page"] = True
    if spec.number_columns:
        _numbers(draft, blocks, layout, heads)
    draft.options["repeat"] = (heads[0], heads[-1])
    draft.options["freeze"] = (next(iter(list(draft.rows)[list(draft.rows).index(heads[-1]) + 1 :])), first)
    _notes(draft, spec, first, last, empty)
    draft.options["print_columns"] = (first, last)
    return draft, tables


def _key_area(table: Table, key: str) -> tuple[Part, ...]:
    return (column_area(table, key),)


def _meta(draft: Draft, spec: TableSpec, frame: Frame, first: str, last: str, visible: list[str]) -> None:
    """公开0N表 at the right; 部门 at the left and 金额单位 at the right of the next line."""
    half = visible[max(0, len(visible) // 2 - 1)]
    if spec.form:
        draft.row("表号", 16)
        draft.put("表号", last, str(spec.form), "meta.right")
    if spec.unit_line:
        draft.row("部门", 18)
        live(draft, "部门", first, frame.left, "meta")
        if half != first and half != last:
            draft.span("部门", first, "部门", half)
        live(draft, "部门", last, frame.right, "meta.right")


def _heads(
    draft: Draft, spec: TableSpec, blocks: object, layout: dict[str, tuple[tuple[Leaf, ...], dict[str, str]]]
) -> list[str]:
    """Head rows: the blocks' names over their columns, then the columns' heads."""
    several = len(layout) > 1 and spec.block_heads
    levels = max(depth(items) for items, _ in layout.values())
    rows = [draft.row(f"栏目{i + 1}") for i in range(levels + several)]
    for name, (items, keys) in layout.items():
        shown = tuple(leaf for leaf in items if not leaf.column.hidden)
        if several:
            draft.put(rows[0], keys[shown[0].key], name.removesuffix("（续）"), "head")
            draft.span(rows[0], keys[shown[0].key], rows[0], keys[shown[-1].key])
        draw(draft, shown, keys, rows[several:])
    if spec.number_columns:
        rows.append(draft.row("栏次", 18))
    return rows


def _numbers(
    draft: Draft, blocks: object, layout: dict[str, tuple[tuple[Leaf, ...], dict[str, str]]], heads: list[str]
) -> None:
    """The 栏次 line: amount columns counted through all blocks, 栏次 under the labels."""
    row, n = heads[-1], 0
    for items, keys in layout.values():
        told = False
        for leaf in items:
            if leaf.column.hidden:
                continue
            text: str | int = ""
            if leaf.column.type in ("money", "count", "rate", "number") and leaf.column.number:
                n += 1
                text = n
            elif leaf.column.type in ("label", "code", "name") and not told:
                text, told = "栏次", True
            draft.put(row, keys[leaf.key], text, "head.small")


def _no_amounts(tables: tuple[Table, ...]) -> tuple[Part, ...]:
    """True while every amount of the table is 0."""
    pieces = [column_area(t, k) for t in tables for k in dict.fromkeys(t.columns.values()) if t.types.get(k) == "money"]
    return join("ABS(SUM(", *[join("," if i else "", p) for i, p in enumerate(pieces)], f"))<{ZERO}")


def _notes(draft: Draft, spec: TableSpec, first: str, last: str, empty: tuple[Part, ...]) -> None:
    for i, note in enumerate(spec.note):
        row = draft.row(f"注{i + 1}")  # as high as its text needs
        text = str(note) if i or str(note).startswith("注") else f"注：{note}"
        live(draft, row, first, type(note)(text, note.place), "note")
        draft.span(row, first, row, last)
    if spec.empty:
        row = draft.row("空表说明", 18)
        draft.later(row, first, waiting(partial(_empty, spec, empty)), "note", text=str(spec.empty))
        draft.span(row, first, row, last)


def _empty(spec: TableSpec, default: tuple[Part, ...], scope: Scope) -> tuple[tuple[Part, ...], tuple[Finding, ...]]:
    text, findings = sentence(spec.empty or "", Context(), scope)
    test = default
    if spec.empty_when is not None:
        compiled = compile_formula(spec.empty_when, Context(), scope)
        test, findings = compiled.parts, (*findings, *compiled.findings)
    if not test:
        return text, findings
    return join("IF(", test, ",", text, ',"")'), findings
