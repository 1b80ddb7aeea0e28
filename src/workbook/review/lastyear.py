"""Where `last_year` points: a form's to a cell of the book, a list's or grid's to a column of its own sheet (S201)."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from workbook.book.scope import Context, Scope
from workbook.data.carried import declared
from workbook.data.sheets import typed_columns
from workbook.finding import Finding, found, place_of
from workbook.spec.spec import Spec


def last_year_faults(spec: Spec, scope: Scope) -> Iterator[Finding]:
    """One finding for each that leads nowhere in this year's own names."""
    for sheet, _, source in declared(spec):
        if sheet.fields is not None:
            target = scope.find(str(source), Context())
            known = target is not None and (not target.ref.is_area or bool(target.code))
            nearest = scope.nearest(str(source), Context())
        else:
            columns = list(typed_columns(sheet.columns))
            known = str(source) in columns
            nearest = next(iter(difflib.get_close_matches(str(source), columns, 1, 0.4)), "")
        if not known:
            yield found("S201", place_of(source), None, name=source, nearest=nearest)
