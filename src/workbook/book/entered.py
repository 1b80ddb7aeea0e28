"""{entered: [支出明细.基本支出, …], where: {资金来源: 政府性基金}}: how many entries of this year a check looks at."""

from __future__ import annotations

from itertools import product

from workbook.book.compile import column_area, compile_formula
from workbook.book.scope import Context, Scope
from workbook.book.sums import list_columns
from workbook.finding import Finding
from workbook.formula import Part, join, literal
from workbook.spec.model import Where

_ANY_NUMBER = '">-1000000000000"'
"""A condition that every number meets, and no blank or text; `"<>"` is not the same in all programs."""


def count_entries(
    columns: tuple[str, ...], where: Where, context: Context, scope: Scope
) -> tuple[tuple[Part, ...], tuple[Finding, ...]]:
    """Parts of COUNTA(…)+COUNTIFS(…)+…; names of columns, runs of columns, and single cells. Findings as of formulas.

    where: only rows whose column has one of these values; a list without this column, and a form, are counted whole.
    """
    findings: list[Finding] = []
    counts: list[tuple[Part, ...]] = []
    for name in columns:
        compiled = compile_formula(name, context, scope, raw=True)
        findings += compiled.findings
        found = list_columns(name, scope)
        conditions = []
        if found is not None:
            for column, wanted in where.items():
                key = found[0].columns.get(str(column))
                if key is not None:
                    area = column_area(found[0], key)
                    conditions.append([join(area, ",", literal(str(value)), ",") for value in wanted])
        if found is None or not conditions:
            counts.append(join("COUNTA(", compiled.parts, ")"))
            continue
        for chosen in product(*conditions):
            for key in found[1]:
                counts.append(join("COUNTIFS(", *chosen, column_area(found[0], key), f",{_ANY_NUMBER})"))
    return join(*[join("+" if i else "", count) for i, count in enumerate(counts)]), tuple(findings)
