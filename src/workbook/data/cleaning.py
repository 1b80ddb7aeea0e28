"""Values as files can hold them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workbook.data.model import Value


def clean(value: Value) -> Value:
    """A text without blanks around it; a text of nothing else is a blank."""
    if isinstance(value, str):
        return value.strip() or None
    return value


def clean_rows(rows: Iterable[Mapping[str, Value]], names: Iterable[str]) -> tuple[Mapping[str, Value], ...]:
    """All columns in every row; rows without anything are left out."""
    columns = tuple(names)
    whole = ({name: clean(row.get(name)) for name in columns} for row in rows)
    return tuple(row for row in whole if any(value is not None for value in row.values()))
