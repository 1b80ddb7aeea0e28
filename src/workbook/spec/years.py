"""What holds only in some years: entries with `since` and `until`, wherever they stand in a page or a code list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbook.finding import Text

SINCE, UNTIL = "since", "until"


def holds(entry: Mapping[Any, Any], year: int) -> bool:
    """Whether an entry holds in a year, first and last year included. What is no year bounds nothing."""
    since, until = _year(entry.get(SINCE)), _year(entry.get(UNTIL))
    return (since is None or since <= year) and (until is None or year <= until)


def in_year(node: Any, year: int) -> Any:
    """A page's data without the entries that do not hold in this year."""
    if isinstance(node, list):
        return [in_year(item, year) for item in node if _stays(item, year)]
    if isinstance(node, dict):
        return {key: in_year(value, year) for key, value in node.items() if _stays(value, year)}
    return node


def _stays(value: Any, year: int) -> bool:
    return not isinstance(value, dict) or holds(value, year)


def _year(value: object) -> int | None:
    digits = isinstance(value, str) and value.isascii() and value.isdigit() and len(value) == 4
    return int(value) if digits and isinstance(value, Text | str) else None
