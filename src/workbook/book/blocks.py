"""Tables of fixed rows, one block or several side by side; feet stand together at the bottom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from workbook.book.draft import Draft
from workbook.book.former import with_former
from workbook.book.heads import Leaf, column_names
from workbook.book.kinds import shown_look
from workbook.book.model import Table
from workbook.book.scope import Context, Scope
from workbook.book.value import compile_value, declares
from workbook.finding import Finding, Text
from workbook.formula import Part
from workbook.spec.model import Block, Column, Row, Value, Where
from workbook.spec.model import Table as TableSpec
from workbook.spec.spec import CodeTable

_ONES = "一二三四五六七八九"


def ordinal(n: int) -> str:
    """一, 二, … 十, 十一, … 九十九."""
    tens, ones = divmod(n, 10)
    text = "" if tens == 0 else ("十" if tens == 1 else _ONES[tens - 1] + "十")
    return text + (_ONES[ones - 1] if ones else "")


@dataclass(frozen=True, slots=True)
class Placed:
    """A row of a block: its name, label, declaration, and the code that its sums take."""

    name: str
    label: str
    row: Row
    code: str = ""


def build_blocks(
    draft: Draft,
    spec: TableSpec,
    blocks: Mapping[Text, Block] | dict[str, Block],
    layout: Mapping[str, tuple[tuple[Leaf, ...], dict[str, str]]],
    codes: Mapping[str, CodeTable],
) -> tuple[Table, ...]:
    """All blocks over the same sheet rows; a block's own rows from the top, its foot at the bottom."""
    placed = {str(n): (_expand(b.rows, b.ordinals, codes), _expand(b.foot, False, codes)) for n, b in blocks.items()}
    height = max(len(rows) + len(foot) for rows, foot in placed.values())
    lines = [draft.row(f"行{i}", 20) for i in range(1, height + 1)]
    tables: list[Table] = []
    counter = 1
    for name, block in blocks.items():
        rows, foot = placed[str(name)]
        items, keys = layout[str(name)]
        start = block.line if block.line is not None else counter
        counter = start + height
        where = dict(zip(lines, rows, strict=False))
        where |= dict(zip(lines[height - len(foot) :], foot, strict=True))
        tables.append(_block(draft, spec, str(name), items, keys, lines, where, start))
    return tuple(tables)


def _expand(rows: Mapping[Text, Row], ordinals: bool, codes: Mapping[str, CodeTable]) -> list[Placed]:
    result: list[Placed] = []
    n = 0
    for name, row in rows.items():
        if row.each is None:
            label = str(name if row.label is None else row.label)
            numbered = ordinals if row.ordinal is None else row.ordinal
            if numbered:
                n += 1
                label = f"{ordinal(n)}、{label}"
            result.append(Placed(str(name), label, row, str(row.filter or "")))
            continue
        table = codes.get(str(row.each))
        if table is None:
            continue
        wanted = tuple(map(str, row.codes))
        levels = set(map(str, row.levels))
        for entry in table.rows:
            if wanted and not entry.code.startswith(wanted):
                continue
            if levels and entry.level not in levels:
                continue
            n += 1
            by_name = bool(levels) and len(levels) == 1 and ordinals
            label = f"{ordinal(n)}、{entry.name}" if ordinals else entry.name
            result.append(Placed(entry.name if by_name else entry.code, label, row, entry.code))
    return result


def _block(
    draft: Draft,
    spec: TableSpec,
    name: str,
    items: tuple[Leaf, ...],
    keys: dict[str, str],
    lines: list[str],
    where: Mapping[str, Placed],
    start: int,
) -> Table:
    types = {keys[leaf.key]: leaf.column.type for leaf in items}
    rows = {placed.name: line for line, placed in where.items()}
    value_columns = [keys[leaf.key] for leaf in items if leaf.column.type not in ("label", "line", "code", "name")]
    code = next((keys[leaf.key] for leaf in items if leaf.column.type == "code"), "")
    used = [line for line in lines if line in where]
    table = with_former(Table(
        str(spec.sheet), draft.key, "fixed", rows, column_names(items, keys), types,
        (used[0], used[-1]) if used else (lines[0], lines[-1]), block=name,
        default=value_columns[0] if len(value_columns) == 1 else "", codes=code, size=len(lines),
        body_keys=tuple(used),
    ), spec)  # fmt: skip
    for i, line in enumerate(lines):
        placed = where.get(line)
        suffix = ".total" if placed is not None and placed.row.style in ("total", "head", "group") else ""
        for leaf in items:
            key, kind = keys[leaf.key], leaf.column.type
            style, number = ("wrap", "") if kind == "text" else shown_look(kind)
            if kind == "line":
                shown = placed is None or placed.row.line
                draft.put(line, key, start + i if shown else None, "center", "0")
            elif placed is None:
                draft.put(line, key, None, "label" if kind in ("label", "name", "code") else style, number)
            elif kind in ("label", "name"):
                draft.put(line, key, placed.label, "label" + suffix)
            elif kind == "code":
                draft.put(line, key, placed.code if placed.code else None, style + suffix, "@")
            else:
                _put_value(draft, placed, leaf.column, leaf.key, key, line, table, style + suffix, number)
    return table


def _put_value(
    draft: Draft,
    placed: Placed,
    column: Column,
    name: str,
    key: str,
    line: str,
    table: Table,
    style: str,
    number: str,
) -> None:
    """The most particular declaration wins: this cell's, the row's, the column's."""
    special = next((v for k, v in placed.row.columns.items() if table.columns.get(str(k)) == key), None)
    declared: Value | Row | Column | None = special
    by_row = False
    if declared is None and declares(placed.row):
        declared, by_row = placed.row, True
    if declared is None and declares(column):
        declared = column
    if declared is None:
        draft.put(line, key, None, style, number)
        return
    context = Context(table=table, row=line, column=key, rows_first=by_row)
    code: tuple[Part, ...] = (f'"{placed.code}"',) if placed.code else ()
    extra = placed.row.where if declared is not placed.row else {}
    draft.later(
        line,
        key,
        partial(_compile, declared, context, code, extra),
        style,
        number,
        str(declared.formula or ""),
    )


def _compile(
    declared: Value | Row | Column,
    context: Context,
    code: tuple[Part, ...],
    where: Where,
    scope: Scope,
) -> tuple[tuple[Part, ...], tuple[Finding, ...]]:
    return compile_value(declared, context, scope, code=code, where=where)
