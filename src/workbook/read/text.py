"""Texts of cells: Excel's own escapes undone, and what must not stand in a text."""

from __future__ import annotations

import re

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd-\uffff]")


def unescaped(text: str) -> str:
    """`_x000D_` is a carriage return; `_x005F_x000D_` is the text `_x000D_`. Unpaired surrogates become U+FFFD."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def unfit(text: str) -> str:
    """The first character that a text must not carry on (control, or one that turns the direction), as U+…; else ""."""
    match = _UNFIT.search(text)
    return f"U+{ord(match[0]):04X}" if match else ""
