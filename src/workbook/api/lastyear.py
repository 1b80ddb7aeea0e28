"""Last year as its own book shows it, and whether it was accepted."""

from __future__ import annotations

from decimal import Decimal

from workbook.api.chain import Made
from workbook.api.values import shown
from workbook.book import judge as words
from workbook.book.scope import Context
from workbook.data.settle import settled
from workbook.finding import Finding, Level
from workbook.forward import Last, Look, Seen
from workbook.review import scope_of

_OPEN = frozenset({words.FAILED, words.TO_EXPLAIN})


def last_of(made: Made) -> Last:
    """Last year, with its own spec and the figures of its own book."""
    return Last(made.spec, settled(made.data, made.spec), _look(made))


def _look(made: Made) -> Look:
    scope = scope_of(made.spec, made.book)

    def look(name: str) -> Seen | None:
        target = scope.find(name, Context())
        if target is None:
            return None
        row = target.ref.row
        table = target.table
        if target.code:
            rows = (r for r in table.body_keys if made.look(table.sheet, r, table.codes) == target.code)
            row = next(rows, "")
            if not row:
                return Seen(None)
        elif target.ref.is_area:
            return None
        value = shown(made.look(target.ref.sheet, row, target.ref.column))
        unit = (made.data.money_unit if table.entry else "万元") if target.type == "money" else ""
        return Seen(value if isinstance(value, Decimal) else None, unit)

    return look


def open_points(made: Made, findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """What keeps a year from being accepted: checks that fail or wait for an explanation, and errors on the way."""
    lines = [
        line.key
        for sheet in made.book.sheets
        if sheet.kind == "checks"
        for line in sheet.rows
        if (line.key, "结果") in sheet.cells and made.look(sheet.key, line.key, "结果") in _OPEN
    ]
    return (*lines, *(f.code for f in findings if f.level >= Level.ERROR))
