"""Tokens of Excel's formula language, as openpyxl's Tokenizer gives them; this module alone knows it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token as _Token
from openpyxl.formula.tokenizer import TokenizerError

Kind = Literal["name", "text", "number", "logical", "error", "open", "close", "sep", "operator", "space", "array"]


@dataclass(frozen=True, slots=True)
class Token:
    """kind `open` is a function's name with its parenthesis, or a bare parenthesis; `name` is any reference."""

    kind: Kind
    value: str


class UnreadableFormulaError(ValueError):
    """The text is not a formula; the reason in a few words."""


_OPERANDS: dict[str, Kind] = {
    _Token.TEXT: "text",
    _Token.NUMBER: "number",
    _Token.LOGICAL: "logical",
    _Token.ERROR: "error",
    _Token.RANGE: "name",
}


def _kind(token: _Token) -> Kind:
    if token.type == _Token.OPERAND:
        return _OPERANDS[token.subtype]
    if token.type in (_Token.FUNC, _Token.PAREN):
        return "open" if token.subtype == _Token.OPEN else "close"
    if token.type == _Token.ARRAY:
        return "array"
    if token.type == _Token.SEP:
        return "sep"
    if token.type == _Token.WSPACE:
        return "space"
    return "operator"


@lru_cache(maxsize=4096)
def tokens(formula: str) -> tuple[Token, ...]:
    """Tokens of a formula that begins with "=". Raises UnreadableFormulaError."""
    try:
        items = Tokenizer(formula).items
        result = tuple(Token(_kind(t), t.value) for t in items)
    except (TokenizerError, IndexError, KeyError, AttributeError) as error:
        raise UnreadableFormulaError(str(error) or "unreadable") from error
    depth = 0
    for token in result:
        depth += (token.kind == "open") - (token.kind == "close")
        if depth < 0:
            break
    if depth:
        raise UnreadableFormulaError("括号不配对 / unbalanced parentheses")
    return result
