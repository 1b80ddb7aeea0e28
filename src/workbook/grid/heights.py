"""How high a row must be for its texts: programs fit rows of single cells by themselves, but not merged ones."""

from __future__ import annotations

import unicodedata


def text_width(text: str) -> float:
    """Width in characters of the standard font; Chinese counts double."""
    return sum(2.1 if unicodedata.east_asian_width(c) in "WFA" else 1.05 for c in text)


def lines(text: str, width: float) -> int:
    """Lines that a text takes in a column of this width."""
    usable = max(width - 1, 1)
    return sum(max(1, -int(-text_width(part) // usable)) for part in text.split("\n"))


def height(text: str, width: float, size: float) -> float:
    """Points for a wrapped text; Excel allows 409."""
    return min(409.0, lines(text, width * 10.5 / max(size, 1)) * size * 1.45 + 5)
