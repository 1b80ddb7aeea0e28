"""What every sheet begins with: title, help line, the line with unit of accounts and unit of amounts."""

from __future__ import annotations

from workbook.book.compile import compile_formula
from workbook.book.draft import Compile, Draft
from workbook.book.scope import Context, Scope
from workbook.book.sentence import sentence
from workbook.finding import Finding
from workbook.formula import Part, join


def title(draft: Draft, text: str, first: str, last: str, style: str = "title") -> None:
    """The sheet's title over columns first…last; 【…】 in it is live."""
    draft.row("标题", 30)
    if set("【】") & set(text):
        draft.later("标题", first, lambda scope: sentence(text, Context(), scope), style, text=text)
    else:
        draft.put("标题", first, str(text), style)
    draft.span("标题", first, "标题", last)


def waiting(formula: Compile) -> Compile:
    """The text, blank while nothing has been entered yet (the book's `started`)."""

    def compiled(scope: Scope) -> tuple[tuple[Part, ...], tuple[Finding, ...]]:
        parts, findings = formula(scope)
        if not scope.started:
            return parts, findings
        test = compile_formula(scope.started, Context(), scope)
        return join("IF(", test.parts, ",", parts, ',"")'), (*findings, *test.findings)

    return compiled


def live(draft: Draft, row: str, column: str, text: str, style: str, context: Context | None = None) -> None:
    """A text that may hold 【…】."""
    where = context or Context()
    if set("【】") & set(text):
        draft.later(row, column, lambda scope: sentence(text, where, scope), style, text=str(text))
    else:
        draft.put(row, column, str(text), style)
