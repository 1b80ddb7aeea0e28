"""Formulas by names → formulas by keys: references resolved, entry amounts turned into 万元 where they leave."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from workbook.book.model import Table
from workbook.book.scope import Context, Scope, Target
from workbook.finding import Finding, Level, Place, place_of
from workbook.formula import Part, Ref, join, literal
from workbook.formula.portable import FUNCTIONS, check, full_width, half_width
from workbook.formula.tokens import Token, UnreadableFormulaError, tokens

_RAW = {"ISBLANK(", "COUNT(", "COUNTA(", "ISNUMBER(", "ISTEXT("}
_OVER_ALL = {"SUM(", "COUNT(", "COUNTA(", "MIN(", "MAX(", "AVERAGE("}
"""They take as many cells as there are."""
_NAMES = {"S107", "S201", "S202"}
_NOWHERE = Context()


@dataclass(frozen=True, slots=True)
class Compiled:
    """parts: the formula without "="; targets: the names in it, in order; single: it is nothing but one name."""

    parts: tuple[Part, ...]
    targets: tuple[Target, ...]
    single: bool
    findings: tuple[Finding, ...]


def scale_parts(scope: Scope) -> tuple[Part, ...]:
    """The reference to the cell that says how many units of entry make one 万元."""
    target = scope.find(scope.scale, _NOWHERE)
    return (target.ref,) if target is not None else ("1",)


def compile_formula(text: str, context: Context, scope: Scope, *, raw: bool = False) -> Compiled:
    """Compile "=…" (the "=" may be absent). Findings S201, S205, S208–S211, S107."""
    place = place_of(text)
    source = str(text) if text.startswith("=") else "=" + text
    try:
        items, told = _looked_at(source)
    except UnreadableFormulaError as error:
        sign = full_width(source)
        facts = {"formula": source, "reason": str(error)}
        if sign:
            found = Finding("S107", Level.ERROR, place, {"found": sign, "instead": half_width(sign), "text": source})
        else:
            found = Finding("S210", Level.ERROR, place, facts)
        return Compiled(("0",), (), False, (found,))
    findings = [replace(finding, place=place) for finding in told]
    targets: list[Target] = []
    pieces: list[Part | tuple[Part, ...]] = []
    counted = _counted(items, context, scope, raw)
    done = -1
    calls = [""]
    for i, token in enumerate(items):
        if i <= done:
            continue
        if token.kind == "open":
            calls.append(token.value.upper())
        elif token.kind == "close" and len(calls) > 1:
            calls.pop()
        if i in counted:
            calls.pop()
            done, inner_part = counted[i]
            pieces.append(inner_part.parts)
            targets += inner_part.targets
            for f in inner_part.findings:
                if f.code in _NAMES:  # what is not portable has been told
                    findings.append(replace(f, place=place, facts={**f.facts, "formula": source}))
        elif token.kind == "name":
            bare = raw or (
                0 < i < len(items) - 1 and items[i - 1].value.upper() in _RAW and items[i + 1].kind == "close"
            )
            parts, target, unknown = _name(token.value, context, scope, bare)
            for f in unknown:
                findings.append(replace(f, place=place, facts={**f.facts, "formula": source}))
            pieces.append(parts)
            if target is not None:
                targets.append(target)
            if len(items) > 1 and is_of_all(token.value, context, scope) and not _is_argument(items, i, calls[-1]):
                facts = {"construct": token.value, "reason": "@all_cards", "formula": source}
                findings.append(Finding("S211", Level.ERROR, place, facts))
        elif token.kind == "text":
            inner = token.value[1:-1].replace('""', '"')
            text_parts = literal(inner)
            pieces.append(f"({text_parts})" if len(inner) > 255 or "\n" in inner else text_parts)
        else:
            pieces.append(token.value.upper() if _is_call(token) else token.value)
    single = len(items) == 1 and items[0].kind == "name"
    return Compiled(join(*pieces), tuple(targets), single, tuple(findings))


def is_of_all(name: str, context: Context, scope: Scope) -> bool:
    """Whether a name means a cell of several scorecards."""
    return ":" not in name and scope.find(name, context) is None and len(scope.find_all(name)) > 1


def _is_argument(items: tuple[Token, ...], i: int, call: str) -> bool:
    """Whether a name stands alone, as one argument of a function that takes many."""
    before, behind = items[i - 1], items[i + 1] if i + 1 < len(items) else items[i]
    return i > 0 and call in _OVER_ALL and before.kind in ("open", "sep") and behind.kind in ("close", "sep")


def _counted(items: tuple[Token, ...], context: Context, scope: Scope, raw: bool) -> dict[int, tuple[int, Compiled]]:
    """Where COUNTIF(项目自评.…,condition) begins → where it ends, and a COUNTIF of every scorecard, added up: the
    function takes one area only.
    """
    result: dict[int, tuple[int, Compiled]] = {}
    for i, (call, name, comma) in enumerate(zip(items, items[1:], items[2:], strict=False)):
        if call.value.upper() != "COUNTIF(" or name.kind != "name" or comma.kind != "sep":
            continue
        many = scope.find_all(name.value) if scope.find(name.value, context) is None else ()
        end = _end(items, i)
        if many and end > i + 3:
            text = "".join(token.value for token in items[i + 3 : end])
            wanted = compile_formula(text, context, scope, raw=raw)
            each = [join("COUNTIF(", target.ref, ",", wanted.parts, ")") for target in many]
            parts = join("(", *(join("+" if n else "", one) for n, one in enumerate(each)), ")")
            result[i] = end, replace(wanted, parts=parts, targets=(many[0], *wanted.targets))
    return result


def _end(items: tuple[Token, ...], start: int) -> int:
    """The parenthesis that closes a call; 0 when none does."""
    depth = 0
    for i, token in enumerate(items[start:], start):
        depth += (token.kind == "open") - (token.kind == "close")
        if not depth:
            return i
    return 0


@lru_cache(maxsize=4096)
def _looked_at(source: str) -> tuple[tuple[Token, ...], tuple[Finding, ...]]:
    """A formula's tokens without blanks, and what is wrong with it wherever it stands. UnreadableFormulaError."""
    items = tuple(token for token in tokens(source) if token.kind != "space")
    return items, tuple(check(items, Place(), source))


def _is_call(token: Token) -> bool:
    return token.kind == "open" and len(token.value) > 1


def _name(
    name: str, context: Context, scope: Scope, raw: bool
) -> tuple[tuple[Part, ...], Target | None, list[Finding]]:
    if name in context.special:
        return context.special[name], None, []
    if ":" in name:
        ref, target = _run(name, context, scope)
        if ref is not None:
            return (ref,), target, []
        missing = next((p for p in name.split(":") if scope.find(p, context) is None), name)
        return ("0",), None, [_unknown(missing, context, scope)]
    target = scope.find(name, context)
    if target is None:
        many = scope.find_all(name)
        if many:
            return _every(name, scope), many[0], []
        return ("0",), None, [_unknown(name, context, scope)]
    facts = {"name": name, "choices": "、".join(target.choices)}
    doubtful = [Finding("S202", Level.ERROR, facts=facts)] if target.choices else []
    return _cell(target, context, scope, raw), target, doubtful


def _every(name: str, scope: Scope) -> tuple[Part, ...]:
    """The same cell of all scorecards of a group, as arguments."""
    return join(*[join("," if i else "", t.ref) for i, t in enumerate(scope.find_all(name))])


def _unknown(name: str, context: Context, scope: Scope) -> Finding:
    sign = full_width(name)
    nearest = scope.nearest(name, context)
    before = name.partition(sign)[0] if sign else ""
    known = before.upper() in FUNCTIONS or (before and scope.find(before, context) is not None)
    if sign and (known or not nearest):
        return Finding("S107", Level.ERROR, facts={"found": sign, "instead": half_width(sign), "text": name})
    return Finding("S201", Level.ERROR, facts={"name": name, "nearest": nearest})


def _cell(target: Target, context: Context, scope: Scope, raw: bool) -> tuple[Part, ...]:
    """The reference itself; an entry amount seen from outside an entry sheet is divided and rounded."""
    parts: tuple[Part, ...] = (target.ref,)
    if target.code:
        codes = Ref(
            target.table.sheet,
            target.table.body[0],
            target.table.codes,
            target.table.body[1],
            target.table.codes,
        )
        return join("IFERROR(INDEX(", target.ref, f',MATCH("{target.code}",', codes, ",0)),0)")
    if target.indexed:
        parts = join("INDEX(", target.ref, ",", context.index, ")")
    elif target.ref.is_area:
        return parts
    if target.type == "money" and target.table.entry and not context.entry and not raw:
        return join("ROUND(", parts, "/", scale_parts(scope), ",2)")
    return parts


def run_refs(name: str, context: Context, scope: Scope) -> tuple[Target, Target] | None:
    """Both ends of a:b; the second may be short when the first is qualified."""
    first, _, last = name.partition(":")
    start = scope.find(first, context)
    if start is None:
        return None
    end = scope.find(last, context)
    if end is None or end.table is not start.table:
        head, dot, _ = first.rpartition(".")
        end = scope.find(f"{head}{dot}{last}", context) if dot else None
    return (start, end) if end is not None else None


def _run(name: str, context: Context, scope: Scope) -> tuple[Ref | None, Target | None]:
    ends = run_refs(name, context, scope)
    if ends is None or ends[0].table is not ends[1].table:
        return None, None
    start, end = ends[0].ref, ends[1].ref
    area = Ref(start.sheet, start.row, start.column, end.to_row or end.row, end.to_column or end.column)
    return area, Target(ends[0].table, area, ends[0].type)


def column_area(table: Table, column: str) -> Ref:
    """The body of one column of a table."""
    return Ref(table.sheet, table.body[0], column, table.body[1], column)
