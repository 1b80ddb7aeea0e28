"""One check as formulas: both sides, their difference, the tolerance and the result in a word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache

from workbook.book.compile import Compiled, compile_formula, is_of_all
from workbook.book.entered import count_entries
from workbook.book.scope import Context, Scope, Target
from workbook.finding import Finding, Level, Text, place_of
from workbook.formula import HERE, Part, Ref, join
from workbook.formula.tokens import UnreadableFormulaError, tokens
from workbook.spec.model import Check

Parts = tuple[tuple[Part, ...], tuple[Finding, ...]]

PASSED, TAIL, FAILED, TO_EXPLAIN, EXPLAINED, HINT, BLANK, OFF = (
    "通过", "尾差", "不符", "待说明", "已说明", "提示", "未填", "不适用",
)  # fmt: skip
APPLIES = "适用"
RESULTS = (PASSED, TAIL, FAILED, TO_EXPLAIN, EXPLAINED, HINT, BLANK, OFF)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet: the check and the context of its names. target: the cell that its left side leads to.

    own: the line is about a value of one unit, or about one scorecard, only.
    """

    id: str
    what: str
    check: Check
    context: Context = field(default_factory=Context)
    names: Mapping[str, str] = field(default_factory=dict)
    target: Ref | None = None
    own: bool = False

    def text(self, value: Text) -> Text:
        """A formula of the check with 【科目编码】 and 【科目名称】 put in."""
        shown = str(value)
        for key, replacement in self.names.items():
            shown = shown.replace(f"【{key}】", replacement)
        return Text(shown, place_of(value))


def comparison(text: str) -> tuple[str, str, str] | None:
    """Left side, operator (=, <= or >=) and right side of what a check asserts, cut at the outermost comparison; None
    where there is none.
    """
    try:
        items = tokens("=" + text.removeprefix("="))
    except UnreadableFormulaError:
        return None
    depth = 0
    for i, token in enumerate(items):
        depth += (token.kind == "open") - (token.kind == "close")
        if depth == 0 and token.kind == "operator" and token.value in ("=", "<=", ">="):
            return "".join(t.value for t in items[:i]), token.value, "".join(t.value for t in items[i + 1 :])
    return None


@dataclass(frozen=True)
class Judge:
    sheet: str
    line: Line

    @cached_property
    def _split(self) -> tuple[Text, str, Text] | None:
        """The sides of `that` and what stands between them."""
        place, sides = place_of(self.line.check.that), comparison(self.line.text(self.line.check.that or Text("")))
        return None if sides is None else (Text(sides[0], place), sides[1], Text(sides[2], place))

    def applies(self, scope: Scope) -> Parts | None:
        """1 while the check applies, else 0; None: it always does. The row's other formulas look there."""
        if self.line.check.when is None:
            return None
        when = compile_formula(self.line.text(self.line.check.when), self.line.context, scope)
        return join("IF(IFERROR(", when.parts, ",FALSE),1,0)"), when.findings

    def sides(self, row: str, scope: Scope) -> dict[str, tuple[tuple[Part, ...], tuple[Finding, ...], Target | None]]:
        """Parts of both sides: "" while the check does not apply or an entry cell that it names is blank. They name
        their row, so that they can be computed elsewhere (judge/culprits.py).
        """
        check, context = self.line.check, self.line.context
        if check.filled:
            cells = [compile_formula(self.line.text(n), context, scope, raw=True) for n in check.filled]
            found = tuple(f for c in cells for f in c.findings)
            filled = join(*[join("+" if i else "", "IF(", _blank(c), ",0,1)") for i, c in enumerate(cells)])
            target = cells[0].targets[0] if cells and cells[0].targets else None
            return {"左边": (filled, found, target), "右边": ((str(len(cells)),), (), None)}
        if check.that is None:
            return {}
        split = self._split
        if split is None:
            facts = {"formula": str(check.that), "reason": "@two_sides"}
            return {"左边": (('""',), (Finding("S210", Level.ERROR, place_of(check.that), facts),), None)}
        wanted = [compile_formula(self.line.text(n), context, scope, raw=True) for n in check.needs]
        told = tuple(f for c in wanted for f in c.findings)
        result = {}
        for name, text, link in (("左边", split[0], check.left), ("右边", split[2], check.right)):
            compiled = compile_formula(text, context, scope)
            findings = (*compiled.findings, *told)
            if is_of_all(str(text).strip(), context, scope):
                facts = {"construct": str(text).strip(), "reason": "@all_cards", "formula": str(check.that)}
                findings += (Finding("S211", Level.ERROR, place_of(check.that), facts),)
            blanks = [_blank(c) for c in wanted] + [_cell_blank(t) for t in compiled.targets if _typed(t)]
            parts = join("IFERROR(", compiled.parts, ',"")')
            if blanks:
                test = (
                    blanks[0]
                    if len(blanks) == 1
                    else join("OR(", *[join("," if i else "", b) for i, b in enumerate(blanks)], ")")
                )
                parts = join("IF(", test, ',"",', parts, ")")
            if check.when is not None:
                parts = join("IF(", Ref(self.sheet, row, APPLIES, moves=True), "=1,", parts, ',"")')
            target = compiled.targets[0] if compiled.targets else None
            if link is not None:
                pointed = compile_formula(self.line.text(link), context, scope, raw=True)
                target = pointed.targets[0] if pointed.targets else target
            if target is not None and target.ref.row == HERE:
                target = None
            result[name] = (parts, findings, target)
        return result

    def tolerance(self) -> float | None:
        """A number when it is known now, None when it is a formula."""
        check = self.line.check
        if check.tolerance is None:
            return 0.0001 if check.percent else round(0.005 * (check.addends + 1), 6)
        try:
            return float(Decimal(str(check.tolerance)))
        except ArithmeticError:
            return None

    @property
    def sign(self) -> str:
        """=, <= or >=."""
        split = self._split
        return split[1] if split else "="

    def difference(self) -> tuple[Part, ...]:
        """The same for all checks of the sheet that compare by the same `sign`: it looks at its own row."""
        return _difference(self.sheet, self.sign)

    @property
    def alike(self) -> str:
        """What all checks have in common whose results have the same formula; "" for one that has its own."""
        check = self.line.check
        if check.entered or (check.that is None and not check.filled):
            return ""
        return ("filled" if check.filled else str(check.level)) + ("" if check.when is None else " when")

    def result(self, scope: Scope) -> Parts:
        """In a word; the same formula for all checks that are `alike`: it looks at its own row."""
        check, context = self.line.check, self.line.context
        findings: list[Finding] = []
        fail = _fail(self.sheet, check.level, check.that is not None)
        if check.entered:
            entries, told = count_entries(tuple(map(self.line.text, check.entered)), check.where, context, scope)
            findings += told
            fail = join("IF(", entries, f'=0,"{BLANK}",', fail, ")")
        if check.filled:
            left, right = _here(self.sheet, "左边", "右边")
            parts = join("IF(", left, ">=", right, f',"{PASSED}","{BLANK}")')
        elif check.that is not None:
            parts = _compared(self.sheet, fail)
        else:
            test = compile_formula(self.line.text(check.true or Text("=TRUE")), context, scope)
            findings += test.findings
            parts = join("IF(IFERROR(", test.parts, f',FALSE),"{PASSED}",', fail, ")")
            needs = [compile_formula(self.line.text(n), context, scope, raw=True) for n in check.needs]
            for need in needs:
                findings += need.findings
                parts = join("IF(", _blank(need), f',"{BLANK}",', parts, ")")
        if check.when is not None:
            parts = join("IF(", *_here(self.sheet, APPLIES), "=1,", parts, f',"{OFF}")')
        return parts, tuple(findings)


def _here(sheet: str, *columns: str) -> tuple[Ref, ...]:
    return tuple(Ref(sheet, HERE, column) for column in columns)


@lru_cache(maxsize=64)
def _difference(sheet: str, sign: str) -> tuple[Part, ...]:
    left, right = _here(sheet, "左边", "右边")
    gap = join("ROUND(", left, ",4)-ROUND(", right, ",4)")
    if sign == "<=":
        gap = join("MAX(0,", gap, ")")
    elif sign == ">=":
        gap = join("MAX(0,ROUND(", right, ",4)-ROUND(", left, ",4))")
    return join("IF(OR(", left, '="",', right, '=""),"",ROUND(', gap, ",4))")


@lru_cache(maxsize=64)
def _fail(sheet: str, level: str, compares: bool) -> tuple[Part, ...]:
    """What a check that fails is called."""
    gap, note, bound = _here(sheet, "差额", "说明", "所说明的差额")
    if level == "mandatory":
        return (f'"{FAILED}"',)
    if level in ("hint", "fill"):
        return (f'"{HINT if level == "hint" else BLANK}"',)
    written = join("LEN(TRIM(", note, "))>1")  # a mere stop explains nothing
    if compares:
        same = join("IF(ISNUMBER(", bound, "),ABS(", bound, "-", gap, ")<5/1000,FALSE)")
        return join("IF(IF(", written, ",", same, f',FALSE),"{EXPLAINED}","{TO_EXPLAIN}")')
    return join("IF(", written, f',"{EXPLAINED}","{TO_EXPLAIN}")')


@lru_cache(maxsize=64)
def _compared(sheet: str, fail: tuple[Part, ...]) -> tuple[Part, ...]:
    left, right, gap, allowed = _here(sheet, "左边", "右边", "差额", "容差")
    judged = join(
        "IF(ABS(", gap, f')<5/100000,"{PASSED}",IF(ABS(', gap, ")<=", allowed, f'+1/1000000,"{TAIL}",', fail, "))"
    )
    return join("IF(OR(", left, '="",', right, f'=""),"{BLANK}",', judged, ")")


def _typed(target: Target) -> bool:
    """A cell that somebody types into; computed fields of an entry form are never blank."""
    return (
        target.table.entry
        and not target.ref.is_area
        and not target.indexed
        and target.type in ("money", "number", "count", "rate")
        and target.ref.row not in target.table.computed
    )


def _cell_blank(target: Target) -> tuple[Part, ...]:
    return join("ISBLANK(", target.ref, ")")


def _blank(compiled: Compiled) -> tuple[Part, ...]:
    target = compiled.targets[0] if compiled.single and compiled.targets else None
    if target is not None and target.ref.is_area:
        return join("COUNTA(", target.ref, ")=0")
    return join(compiled.parts, '=""')
