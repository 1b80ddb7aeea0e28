"""What the data say for each sheet, in the shape the builders want."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from workbook.book.model import Content


def content(value: object) -> Content:
    """A data value as a cell's content; blank stays blank."""
    if isinstance(value, bool) or value is None or value == "":
        return None
    return value if isinstance(value, Decimal | int) else str(value)


def row_content(row: Mapping[str, object], column: str, kind: str = "") -> Content:
    """A year is a number in the workbook, a text in the data."""
    value = content(row.get(column))
    return int(value) if kind == "year" and isinstance(value, str) and value.isdecimal() else value
