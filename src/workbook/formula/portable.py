"""The portable subset: what Excel, WPS, LibreOffice and the engines compute alike (docs/decisions.md)."""

from __future__ import annotations

import difflib
import re
from itertools import pairwise

from workbook.finding import Finding, Level, Place
from workbook.formula.tokens import Token

FUNCTIONS = frozenset(
    (
        "ABS AND CHAR COUNT COUNTA COUNTIF COUNTIFS DATE DAY EXACT FIND HYPERLINK IF IFERROR INDEX INT ISBLANK ISERROR "
        "ISNUMBER ISTEXT LARGE LEFT LEN MATCH MAX MID MIN MOD MONTH N NOT OR RANK REPT RIGHT ROUND ROUNDDOWN ROUNDUP "
        "ROW ROWS SIGN SMALL SUBSTITUTE SUM SUMIF SUMIFS SUMPRODUCT T TEXT TRIM VALUE YEAR"
    ).split()
)
"""Functions whose results were found equal in every program tried (plain use, as the rules below restrict)."""

_FULL_WIDTH = {
    "（": "(",
    "）": ")",
    "，": ",",
    "：": ":",
    "＝": "=",
    "＋": "+",
    "－": "-",
    "＊": "*",
    "／": "/",
    "＜": "<",
    "＞": ">",
    "＆": "&",
    "；": ",",
}


_BEGINS = frozenset(("name", "text", "number", "logical", "error", "open", "array"))
_ENDS = frozenset(("name", "text", "number", "logical", "error", "close"))


def full_width(name: str) -> str:
    """The first full-width sign in an unknown name that Excel would want half-width, "" if there is none."""
    return next((c for c in name if c in _FULL_WIDTH), "")


def half_width(sign: str) -> str:
    return _FULL_WIDTH.get(sign, sign)


def check(tokens: tuple[Token, ...], place: Place, formula: str) -> list[Finding]:
    """Findings S205, S208–S211 for tokens of a formula by names."""
    found: list[Finding] = []

    def add(code: str, **facts: str) -> None:
        found.append(Finding(code, Level.ERROR, place, {"formula": formula, **facts}))

    solid = [t for t in tokens if t.kind != "space"]
    if any(a.kind in _ENDS and (b.kind in _BEGINS or b.value == " ") for a, b in pairwise(solid)):
        add("S210", reason="@no_operator")
    for i, token in enumerate(solid):
        if token.kind == "open" and len(token.value) > 1:
            name = token.value[:-1].upper()
            if name not in FUNCTIONS:
                near = difflib.get_close_matches(name, FUNCTIONS, 1, 0.6)
                add("S205", function=name, nearest=near[0] if near else "")
        elif token.kind == "number" and "." in token.value:
            add("S208", number=token.value)
        elif token.kind == "array" or (
            token.kind == "name" and re.search(r"[\[\]!]|^\$?[A-Z]{1,3}:\$?[A-Z]{1,3}$|^\d+:\d+$", token.value)
        ):
            add("S211", construct=token.value)
        elif token.value in ("=", "<>") and 0 < i < len(solid) - 1 and not _comparable(solid, i):
            add("S209", operator=token.value)
    return found


def _comparable(tokens: list[Token], i: int) -> bool:
    """True when one side is a text, or a whole number beside a function call that gives exact values."""
    left, right = tokens[i - 1], tokens[i + 1]
    if left.kind == "text" or right.kind == "text":
        return True
    if right.kind == "open" and len(right.value) > 1:
        return True
    if right.kind == "number" and "." not in right.value:
        return left.kind in ("close", "name") and not _arithmetic(tokens, i)
    return right.kind == "name" and left.kind in ("close", "name") and not _arithmetic(tokens, i)


def _arithmetic(tokens: list[Token], i: int) -> bool:
    around = tokens[max(0, i - 2) : i] + tokens[i + 1 : i + 3]
    return any(t.kind == "operator" and t.value in "+-*/" for t in around)
