"""Tokens of Excel's formula language, as formualizer's tokenizer gives them; this module alone knows it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from formualizer import TokenizerError, TokenSubType, TokenType, tokenize

Kind = Literal["name", "text", "number", "logical", "error", "open", "close", "sep", "operator", "space", "array"]


@dataclass(frozen=True, slots=True)
class Token:
    """kind `open` is a function's name with its parenthesis, or a bare parenthesis; `name` is any reference."""

    kind: Kind
    value: str


_token = lru_cache(maxsize=4096)(Token)
"""Most tokens of a workbook are the same few."""


class UnreadableFormulaError(ValueError):
    """The text is not a formula; the reason in a few words."""


_OPERANDS: dict[TokenSubType, Kind] = {
    TokenSubType.Text: "text",
    TokenSubType.Number: "number",
    TokenSubType.Logical: "logical",
    TokenSubType.Error: "error",
    TokenSubType.Range: "name",
}
_OTHERS: dict[TokenType, Kind] = {
    TokenType.Array: "array",
    TokenType.Sep: "sep",
    TokenType.Whitespace: "space",
}


def _kind(type_: TokenType, subtype: TokenSubType) -> Kind:
    if type_ == TokenType.Operand:
        return _OPERANDS[subtype]
    if type_ in (TokenType.Func, TokenType.Paren):
        return "open" if subtype == TokenSubType.Open else "close"
    return _OTHERS.get(type_, "operator")


@lru_cache(maxsize=4096)
def tokens(formula: str) -> tuple[Token, ...]:
    """Tokens of a formula that begins with "=". Raises UnreadableFormulaError."""
    try:
        items = [_token(_kind(t.token_type, t.subtype), t.value) for t in tokenize(formula).tokens()]
    except (TokenizerError, KeyError) as error:
        raise UnreadableFormulaError(_reason(str(error))) from error
    return tuple(_areas(items))


_REASONS = {
    "opening": "@parentheses",
    "opener": "@parentheses",
    "end of formula": "@open_quote",
}


def _reason(told: str) -> str:
    """A word of the catalogue for what the tokenizer says."""
    return next((reason for words, reason in _REASONS.items() if words in told), "@no_formula")


def _areas(items: list[Token]) -> list[Token]:
    """Two names round a colon are one name, whatever the names look like: the tokenizer joins A1:B2 only."""
    result: list[Token] = []
    for token in items:
        if len(result) > 1 and result[-1] == _COLON and _names(result[-2]) and _names(token):
            result[-2:] = [Token("name", f"{result[-2].value}:{token.value}")]
        else:
            result.append(token)
    return result


_COLON = Token("operator", ":")


def _names(token: Token) -> bool:
    return token.kind in ("name", "number")
