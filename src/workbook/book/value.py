"""A declared value (formula or sum) → formula parts in its context."""

from __future__ import annotations

from typing import Protocol

from workbook.book.compile import compile_formula
from workbook.book.scope import Context, Scope
from workbook.book.sums import compile_sum
from workbook.finding import Finding, Text
from workbook.formula import Part, join
from workbook.spec.model import Where


class Declared(Protocol):
    """What columns, rows and cells have in common."""

    @property
    def formula(self) -> Text | None: ...
    @property
    def sum(self) -> tuple[Text, ...]: ...
    @property
    def where(self) -> Where: ...
    @property
    def if_blank(self) -> Text | None: ...


def declares(value: Declared | None) -> bool:
    """Whether anything is said at all."""
    return value is not None and (value.formula is not None or bool(value.sum))


def compile_value(
    value: Declared,
    context: Context,
    scope: Scope,
    *,
    code: tuple[Part, ...] = (),
    where: Where | None = None,
    guard: tuple[Part, ...] = (),
) -> tuple[tuple[Part, ...], tuple[Finding, ...]]:
    """guard: a text that is "" while the row is not in use; the cell is then "" too."""
    if value.sum:
        conditions = {**value.where, **(where or {})}
        parts, findings = compile_sum(value.sum, conditions, code, value.if_blank, context, scope)
    else:
        compiled = compile_formula(value.formula or "=0", context, scope)
        parts, findings = compiled.parts, compiled.findings
    if guard:
        parts = join("IF(", guard, '="","",', parts, ")")
    return parts, findings
