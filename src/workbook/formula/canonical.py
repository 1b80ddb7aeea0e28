"""One form for formulas that mean the same: what programs change when they save is taken away, nothing else.

Sheet names in or without quotes, a sheet repeated at a range's end or named in its own sheet, $ signs, the case
of functions, _xlfn prefixes, blanks, X:X for X, TRUE() for TRUE, unary plus, single parentheses, number spelling.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from workbook.formula.tokens import Token, UnreadableFormulaError, tokens

_PREFIX = re.compile(r"_xl(fn|ws|udf|pm)\.", re.IGNORECASE)
_QUOTED = re.compile(r"^'((?:[^']|'')*)'!")


@lru_cache(maxsize=16384)
def canonical(formula: str, host: str) -> str:
    """`formula` with or without "="; `host`: the tab it stands on. An unreadable formula is its own form."""
    return "".join(pieces(formula, host))


def pieces(formula: str, host: str) -> tuple[str, ...]:
    """The same, each reference, operator and so on by itself."""
    text = formula if formula.startswith("=") else "=" + formula
    try:
        items = _close(tokens(text))
    except UnreadableFormulaError:
        return (text,)
    return tuple(_spelled(t, host) for t in _bare(items))


def _close(items: Sequence[Token]) -> list[Token]:
    """Without blanks, except between two references, where a blank is an operator."""
    solid = [t for t in items if t.kind != "space"]
    if len(solid) == len(items):
        return solid
    last = len(items) - 1
    return [
        t
        for i, t in enumerate(items)
        if t.kind != "space" or (0 < i < last and items[i - 1].kind == "name" == items[i + 1].kind)
    ]


def _bare(items: list[Token]) -> list[Token]:
    """Without unary plus and without parentheses round a single operand."""
    result: list[Token] = []
    for token in items:
        if (
            token.kind == "operator"
            and token.value == "+"
            and (not result or result[-1].kind in ("open", "operator", "sep"))
        ):
            continue
        if token.kind == "close" and result and result[-1].value.upper() in ("TRUE(", "FALSE("):
            result[-1] = Token("logical", result[-1].value[:-1])
            continue
        result.append(token)
        while (
            len(result) >= 3
            and result[-1].kind == "close"
            and result[-3].kind == "open"
            and result[-3].value == "("
            and result[-2].kind in ("name", "number", "text", "logical")
        ):
            result[-3:] = [result[-2]]
    return result


def _spelled(token: Token, host: str) -> str:
    if token.kind == "name":
        return _reference(token.value, host)
    if token.kind == "open":
        return _PREFIX.sub("", token.value).upper()
    if token.kind == "number":
        try:
            return f"{float(token.value):.15g}"
        except ValueError:
            return token.value
    if token.kind in ("logical", "error"):
        return token.value.upper()
    return token.value


def _reference(text: str, host: str) -> str:
    """Sheet!A1:B2 in one spelling; the host's own name is left out."""
    first, _, last = _cut(text)
    sheet, start = _split(first)
    other, end = _split(last) if last else ("", "")
    start, end = start.replace("$", "").upper(), end.replace("$", "").upper()
    if end == start or (other and other != sheet and other != host):
        end = "" if end == start else end
    body = f"{start}:{end}" if end else start
    return body if not sheet or sheet == host else f"{sheet}!{body}"


def _cut(text: str) -> tuple[str, str, str]:
    """At the colon between two corners, not at one inside a quoted sheet name."""
    quoted = False
    for i, sign in enumerate(text):
        if sign == "'":
            quoted = not quoted
        elif sign == ":" and not quoted:
            return text[:i], ":", text[i + 1 :]
    return text, "", ""


def _split(text: str) -> tuple[str, str]:
    match = _QUOTED.match(text)
    if match:
        return match.group(1).replace("''", "'"), text[match.end() :]
    sheet, mark, cell = text.rpartition("!")
    return (sheet, cell) if mark else ("", text)
