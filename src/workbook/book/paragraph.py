"""A paragraph's pieces: each a hidden cell's formula, glued together in the cell that is printed."""

from __future__ import annotations

from workbook.book.compile import compile_formula
from workbook.book.scope import Context, Scope
from workbook.book.sentence import sentence
from workbook.finding import Finding, Text, place_of
from workbook.formula import Part, Ref, join, literal
from workbook.spec.model import Fragment, Paragraph

Parts = tuple[tuple[Part, ...], tuple[Finding, ...]]

INDENT = "\u3000\u3000"
"""Before the first line of a paragraph, and after a new line in it."""


def plain(fragment: Fragment) -> bool:
    return fragment.when is None and fragment.each is None and not fragment.parts


def indented_text(text: Text, indent: str) -> Text:
    """New lines inside a paragraph are indented as its first line is."""
    return Text(text.replace("\n", "\n" + indent), place_of(text))


def indented(fragment: Fragment, indent: str) -> Fragment:
    changed: dict[str, object] = {
        name: indented_text(value, indent)
        for name in ("text", "otherwise", "begin", "sep", "end", "none")
        if isinstance(value := getattr(fragment, name), Text) and "\n" in value
    }
    if fragment.parts:
        changed["parts"] = tuple(indented(p, indent) for p in fragment.parts)
    return fragment.model_copy(update=changed) if changed else fragment


def item(fragment: Fragment, sep: Text) -> Fragment:
    """A piece of an enumeration with the separator in front of it."""
    if fragment.each is not None or fragment.parts:
        return fragment.model_copy(update={"begin": Text(sep + fragment.begin)})
    changed = {"text": Text(sep + fragment.text, place_of(fragment.text))}
    if fragment.otherwise is not None:
        changed["otherwise"] = Text(sep + fragment.otherwise, place_of(fragment.otherwise))
    return fragment.model_copy(update=changed)


def told(fragment: Fragment, context: Context, scope: Scope) -> Parts:
    return _chosen(fragment, sentence(fragment.text, context, scope), context, scope)


def listed(fragment: Fragment, together: Ref, context: Context, scope: Scope) -> Parts:
    """An enumeration: its pieces without the first separator, between begin and end."""
    begin = literal(fragment.begin) + "&" if fragment.begin else ""
    end = "&" + literal(fragment.end) if fragment.end else ""
    start = len(fragment.sep) + 1
    parts = join(
        "IF(", together, f'="",{literal(fragment.none)},{begin}MID(', together, f",{start},LEN(", together, f")){end})"
    )  # fmt: skip
    return _chosen(fragment, (parts, ()), context, scope)


def _chosen(fragment: Fragment, made: Parts, context: Context, scope: Scope) -> Parts:
    """The fragment while its condition holds, else its other text."""
    if fragment.when is None:
        return made
    test = compile_formula(fragment.when, context, scope)
    other: Parts = (('""',), ())
    if fragment.otherwise is not None:
        other = sentence(fragment.otherwise, context, scope)
    return join("IF(", test.parts, ",", made[0], ",", other[0], ")"), (*made[1], *test.findings, *other[1])


def whole(
    spec: Paragraph,
    context: Context,
    parts: tuple[Part, ...],
    others: tuple[Part, ...],
    in_use: tuple[Part, ...],
    scope: Scope,
) -> Parts:
    findings: tuple[Finding, ...] = ()
    if spec.when is not None:
        test = compile_formula(spec.when, context, scope)
        parts = join("IF(", test.parts, ",", parts, ",", others, ")")
        findings = test.findings
    if in_use:
        parts = join("IF(", in_use, ",", parts, ',"")')
    return parts, findings


def glued(cells: tuple[Ref, ...], indent: str = "", sure: bool = False) -> tuple[Part, ...]:
    """All pieces one after the other; no pieces are the empty text. sure: the first piece is never empty."""
    if not cells:
        return ('""',)
    together = join(*[join("&" if i else "", c) for i, c in enumerate(cells)])
    if not indent:
        return join(together, '&""')
    if sure:
        return join(f"{literal(indent)}&", together)
    return join("IF(", together, '="","",', f"{literal(indent)}&", together, ")")
