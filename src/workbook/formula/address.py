"""Rows and columns as numbers, and how Excel writes them: C7."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=1024)
def letters(column: int) -> str:
    """1 → A, 27 → AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def number(column: str) -> int:
    """A → 1, AA → 27; capital letters."""
    result = 0
    for letter in column:
        result = result * 26 + ord(letter) - 64
    return result


def address(row: int, column: int) -> str:
    """(9, 3) → C9."""
    return f"{letters(column)}{row}"
