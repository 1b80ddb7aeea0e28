"""{sum: 支出明细.基本支出, where: {资金来源: 一般公共预算}}: SUM or SUMIFS over entry columns, in 万元."""

from __future__ import annotations

from itertools import product

from workbook.book.compile import column_area, compile_formula, run_refs, scale_parts
from workbook.book.model import Table
from workbook.book.scope import Context, Scope
from workbook.finding import Finding, Level, place_of
from workbook.formula import Part, Ref, join, literal
from workbook.spec.model import Where


def compile_sum(
    columns: tuple[str, ...],
    where: Where,
    code: tuple[Part, ...],
    if_blank: str | None,
    context: Context,
    scope: Scope,
) -> tuple[tuple[Part, ...], tuple[Finding, ...]]:
    """Parts of ROUND(…/换算,2).

    code: a text expression; only entry rows whose code begins with it are added. Empty = all rows.
    """
    findings: list[Finding] = []
    pieces: list[tuple[Part, ...]] = []
    areas: list[Ref] = []
    for name in columns:
        found = list_columns(name, scope)
        if found is None:
            near = scope.nearest(str(name), Context())
            findings.append(Finding("S213", Level.ERROR, place_of(name), {"name": str(name), "nearest": near}))
            continue
        table, keys = found
        area = Ref(table.sheet, table.body[0], keys[0], table.body[1], keys[-1])
        areas.append(area)
        always: tuple[Part, ...] = ()
        if code and table.codes:
            always = join(",", column_area(table, table.codes), ",", code, '&"*"')
        conditions: list[list[tuple[Part, ...]]] = []
        for column, wanted in where.items():
            key = table.columns.get(str(column))
            if key is None:
                # A condition on another list's column does not concern this one.
                if len(columns) == 1:
                    near = scope.nearest(f"{table.name}.{column}", Context())
                    facts = {"name": str(column), "nearest": near}
                    findings.append(Finding("S213", Level.ERROR, place_of(column), facts))
                continue
            conditions.append([join(",", column_area(table, key), ",", literal(str(w))) for w in wanted])
        if not conditions and not always:
            pieces.append(join("SUM(", area, ")"))
            continue
        for chosen in product(*conditions):
            tail = join(always, *chosen)
            pieces += [join("SUMIFS(", column_area(table, key), tail, ")") for key in keys]
    if not pieces:
        return ("0",), tuple(findings)
    total: tuple[Part, ...] = pieces[0]
    for piece in pieces[1:]:
        total = join(total, "+", piece)
    if len(pieces) > 1:
        total = join("(", total, ")")
    rounded = join("ROUND(", total, "/", scale_parts(scope), ",2)")
    if if_blank is not None:
        other = compile_formula(if_blank, context, scope)
        findings += other.findings
        counted = join(*[join("," if i else "", a) for i, a in enumerate(areas)])
        rounded = join("IF(COUNT(", counted, ")=0,", other.parts, ",", rounded, ")")
    return rounded, tuple(findings)


def list_columns(name: str, scope: Scope) -> tuple[Table, list[str]] | None:
    """The entry list and the column keys that `表.列` or `表.列:列` means."""
    if ":" in name:
        ends = run_refs(name, Context(), scope)
        if ends is None:
            return None
        table = ends[0].table
        keys = list(dict.fromkeys(table.columns.values()))
        first, last = keys.index(ends[0].ref.column), keys.index(ends[1].ref.column)
        return table, keys[min(first, last) : max(first, last) + 1]
    target = scope.find(name, Context())
    if target is None:
        return None
    return target.table, [target.ref.column]
