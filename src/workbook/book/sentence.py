"""Live sentences: text with 【…】 → one text formula. Each verb carries its own wording rules (domain.md §5)."""

from __future__ import annotations

import re
from collections.abc import Callable

from workbook.book.compile import Compiled, compile_formula
from workbook.book.scope import Context, Scope
from workbook.finding import Finding, Level, Text, place_of
from workbook.formula import Part, join, literal

Result = tuple[tuple[Part, ...], tuple[Finding, ...]]

_PIECE = re.compile(r"【([^【】]*)】")
ZERO = "5/1000"
"""Half a cent of 万元: amounts nearer to 0 than this print as 0.00."""


def sentence(text: str, context: Context, scope: Scope) -> Result:
    """Parts of a text formula. Findings S215 and those of compile_formula."""
    pieces: list[tuple[Part, ...]] = []
    findings: list[Finding] = []
    place = place_of(text)
    end = 0
    for match in _PIECE.finditer(text):
        before = text[end : match.start()]
        if before:
            pieces.append((literal(before),))
        parts, found = _value(Text(match.group(1), place), context, scope)
        pieces.append(parts)
        findings += found
        end = match.end()
    rest = text[end:]
    if rest:
        pieces.append((literal(rest),))
    if "【" in _PIECE.sub("", text) or "】" in _PIECE.sub("", text):
        findings.append(Finding("S215", Level.ERROR, place, {"text": str(text)}))
    if not pieces:
        pieces.append(('""',))
    if len(pieces) == 1 and not (isinstance(pieces[0][0], str) and pieces[0][0].startswith(('"', "TEXT("))):
        pieces.append(('""',))
    return join(*[join("&" if i else "", p) for i, p in enumerate(pieces)]), tuple(findings)


def _value(inner: Text, context: Context, scope: Scope) -> Result:
    verb, _, rest = inner.partition(" ")
    if verb in _VERBS and rest.strip():
        return _VERBS[verb](Text(rest.strip(), inner.place), context, scope)
    compiled = compile_formula(inner, context, scope)
    return _shown(compiled, _type_of(compiled)), compiled.findings


def _type_of(compiled: Compiled) -> str:
    """A single name has its own type; a formula shows as its first amount, or as text when it begins as text."""
    if compiled.single and compiled.targets:
        return compiled.targets[0].type
    head = compiled.parts[0] if compiled.parts and isinstance(compiled.parts[0], str) else ""
    if '"' in head[:12] or "&" in "".join(p for p in compiled.parts if isinstance(p, str)):
        return "text"
    kinds = [t.type for t in compiled.targets]
    for kind in ("text", "name", "code", "choice", "money", "rate", "number"):
        if kind in kinds:
            return kind
    return "count" if kinds else "text"


def _shown(compiled: Compiled, kind: str) -> tuple[Part, ...]:
    formats = {
        "money": "0.00",
        "amount": "0.00",
        "number": "0.00",
        "count": "0",
        "year": "0",
        "index": "0",
        "line": "0",
    }
    if kind in formats:
        return join("TEXT(", compiled.parts, f',"{formats[kind]}")')
    if kind == "rate":
        # N(): a rate that cannot be told yet is "", which ROUND would turn into an error.
        number = join("N(", compiled.parts, ")") if compiled.single else compiled.parts
        return join("TEXT(ROUND(", number, ',4),"0.00%")')
    return compiled.parts if compiled.single else join("(", compiled.parts, ")")


def _amount(text: Text, context: Context, scope: Scope) -> Result:
    compiled = compile_formula(text, context, scope)
    return join("TEXT(ROUND(", compiled.parts, ',2),"0.00")'), compiled.findings


def _whole(text: Text, context: Context, scope: Scope) -> Result:
    compiled = compile_formula(text, context, scope)
    return join("TEXT(", compiled.parts, ',"0")'), compiled.findings


def _two(
    text: Text, sign: str, context: Context, scope: Scope
) -> tuple[tuple[Part, ...], tuple[Part, ...], tuple[Finding, ...]]:
    """Both operands of a verb, as parts that can stand inside a larger formula."""
    left, found, right = _split(text, sign)
    if not found:
        finding = Finding("S215", Level.ERROR, text.place, {"text": str(text)})
        return ("0",), ("0",), (finding,)
    a = compile_formula(Text(left.strip(), text.place), context, scope)
    b = compile_formula(Text(right.strip(), text.place), context, scope)
    return _safe(a), _safe(b), (*a.findings, *b.findings)


def _split(text: str, sign: str) -> tuple[str, str, str]:
    """Split at the outermost sign: a / of the rate verb may also stand inside parentheses."""
    depth = 0
    for i, c in enumerate(text):
        depth += (c == "(") - (c == ")")
        if c == sign and depth == 0:
            return text[:i], c, text[i + 1 :]
    return text, "", ""


def _safe(compiled: Compiled) -> tuple[Part, ...]:
    return compiled.parts if compiled.single else join("(", compiled.parts, ")")


def _rate(text: Text, context: Context, scope: Scope) -> Result:
    a, b, findings = _two(text, "/", context, scope)
    return join("IF(ABS(", b, f')<{ZERO},"",TEXT(ROUND(', a, "/", b, '*100,2),"0.00")&"%")'), findings


def _change(text: Text, context: Context, scope: Scope) -> Result:
    now, base, findings = _two(text, "|", context, scope)
    gap = join("ABS(ROUND(", now, "-", base, ",2))")
    amount = join("TEXT(", gap, ',"0.00")&"万元')
    parts = join(
        "IF(", gap, f'<{ZERO},"持平",IF(ABS(', base, f')<{ZERO},"增加"&', amount, '，上年无此项",IF(', now, ">", base,
        ',"增加"&', amount, '，增长","减少"&', amount, '，下降")',
        "&TEXT(ROUND(", gap, "/ABS(", base, ')*100,2),"0.00")&"%"))',
    )  # fmt: skip
    return parts, findings


def _gap(text: Text, context: Context, scope: Scope) -> Result:
    now, base, findings = _two(text, "|", context, scope)
    gap = join("ROUND(", now, "-", base, ",2)")
    amount = join("TEXT(ABS(", gap, '),"0.00")&"万元"')
    return join("IF(ABS(", gap, f')<{ZERO},"持平",IF(', gap, '>0,"增加","减少")&', amount, ")"), findings


def _compare(text: Text, context: Context, scope: Scope) -> Result:
    now, base, findings = _two(text, "|", context, scope)
    gap = join("ROUND(", now, "-", base, ",2)")
    return join("IF(ABS(", gap, f')<{ZERO},"等于",IF(', gap, '>0,"大于","小于"))'), findings


_VERBS: dict[str, Callable[[Text, Context, Scope], Result]] = {
    "额": _amount,
    "数": _whole,
    "率": _rate,
    "增减": _change,
    "差额": _gap,
    "大小": _compare,
}
