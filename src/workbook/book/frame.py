"""What every sheet begins with: title, help line, the line with unit of accounts and unit of amounts."""

from __future__ import annotations

from workbook.book.draft import Draft
from workbook.book.scope import Context
from workbook.book.sentence import sentence


def title(draft: Draft, text: str, first: str, last: str, style: str = "title") -> None:
    """The sheet's title over columns first…last; 【…】 in it is live."""
    draft.row("标题", 30)
    if set("【】") & set(text):
        draft.later("标题", first, lambda scope: sentence(text, Context(), scope), style, text=text)
    else:
        draft.put("标题", first, str(text), style)
    draft.span("标题", first, "标题", last)


def live(draft: Draft, row: str, column: str, text: str, style: str, context: Context | None = None) -> None:
    """A text that may hold 【…】."""
    where = context or Context()
    if set("【】") & set(text):
        draft.later(row, column, lambda scope: sentence(text, where, scope), style, text=str(text))
    else:
        draft.put(row, column, str(text), style)
