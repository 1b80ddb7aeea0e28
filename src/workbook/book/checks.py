"""The 审核 sheet: every check live, with both sides, difference, tolerance, result and a cell to explain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from workbook.book.compile import Compiled, compile_formula
from workbook.book.draft import Draft, Pending, fixed
from workbook.book.frame import title
from workbook.book.kinds import add_rule
from workbook.book.model import Jump, Mark, Table
from workbook.book.scope import Context, Scope, Target
from workbook.book.textsheet import CARDS, Card, cards_of
from workbook.data import UnitData
from workbook.finding import Finding, Level, Text, place_of
from workbook.formula import HERE, Formula, Part, Ref, join
from workbook.formula.tokens import UnreadableFormulaError, tokens
from workbook.spec.model import Check, CheckSheet
from workbook.spec.spec import CodeTable

Parts = tuple[tuple[Part, ...], tuple[Finding, ...]]

LEVELS = {"mandatory": "强制", "explain": "核实", "hint": "提示", "fill": "填报"}
PASSED, TAIL, FAILED, TO_EXPLAIN, EXPLAINED, HINT, BLANK, OFF = (
    "通过", "尾差", "不符", "待说明", "已说明", "提示", "未填", "不适用",
)  # fmt: skip
RESULTS = (PASSED, TAIL, FAILED, TO_EXPLAIN, EXPLAINED, HINT, BLANK, OFF)

_COLUMNS = (
    ("编号", 8), ("审核内容", 46), ("左边", 15), ("右边", 15), ("差额", 12), ("容差", 9), ("结果", 9), ("性质", 8),
    ("说明", 36), ("所说明的差额", 13), ("提示", 60),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet: the check and the context of its names."""

    id: str
    what: str
    check: Check
    context: Context = field(default_factory=Context)
    names: Mapping[str, str] = field(default_factory=dict)

    def text(self, value: Text) -> Text:
        """A formula of the check with 【科目编码】 and 【科目名称】 put in."""
        shown = str(value)
        for key, replacement in self.names.items():
            shown = shown.replace(f"【{key}】", replacement)
        return Text(shown, place_of(value))


def expand(
    checks: tuple[tuple[Text, Check], ...], cards: tuple[Card, ...], codes: Mapping[str, CodeTable]
) -> tuple[tuple[Line, ...], tuple[Finding, ...]]:
    """Checks with `each` become one line for each scorecard or code. Findings S204, S212."""
    lines: list[Line] = []
    findings: list[Finding] = []
    seen: dict[str, Text] = {}
    for what, check in checks:
        if str(check.id) in seen:
            facts = {"name": str(check.id), "first": str(seen[str(check.id)])}
            findings.append(Finding("S204", Level.ERROR, place_of(check.id), facts))
            continue
        seen[str(check.id)] = what
        if check.each is None:
            lines.append(Line(str(check.id), str(what), check))
        elif str(check.each) in CARDS:
            for n, card in enumerate(cards_of(str(check.each), cards), 1):
                context = Context(local=card.tables)
                lines.append(Line(f"{check.id}-{n}", f"{card.name}：{what}", check, context))
        else:
            table = codes.get(str(check.each))
            if table is None:
                facts = {"name": str(check.each), "nearest": ""}
                findings.append(Finding("S212", Level.ERROR, place_of(check.each), facts))
                continue
            wanted, levels = tuple(map(str, check.codes)), set(map(str, check.levels))
            for row in table.rows:
                if (wanted and not row.code.startswith(wanted)) or (levels and row.level not in levels):
                    continue
                names = {"科目编码": row.code, "科目名称": row.name}
                lines.append(Line(f"{check.id}-{row.code}", f"{row.code} {row.name}：{what}", check, Context(), names))
    return tuple(lines), tuple(findings)


def build_checks(
    spec: CheckSheet, lines: tuple[Line, ...], data: UnitData, scope: Scope, part: str
) -> tuple[Draft, Table]:
    """The sheet and its table; the row key is the check's id. Amounts are in 万元."""
    draft = Draft(str(spec.sheet), str(spec.tab or spec.sheet), part, "checks")
    for name, width in _COLUMNS:
        draft.column(name, width)
    first, last = _COLUMNS[0][0], _COLUMNS[-1][0]
    title(draft, spec.title or spec.sheet, first, last)
    draft.row("提示行", 0)
    draft.put(
        "提示行",
        first,
        str(
            spec.help
            or "“待说明”的，在黄色单元格写明原因并照抄差额；“不符”的必须改正数据。点左边、右边的数可以跳到所在单元格。"
        ),
        "help",
    )
    draft.span("提示行", first, "提示行", last)
    head = draft.row("栏目1", 30)
    for name, _ in _COLUMNS:
        draft.put(head, name, name, "head")
    types = {name: "text" for name, _ in _COLUMNS} | {
        "左边": "money",
        "右边": "money",
        "差额": "money",
        "所说明的差额": "money",
    }
    columns = {name: name for name, _ in _COLUMNS}
    rows = {line.id: draft.row(line.id, 0) for line in lines}
    keys = list(rows.values()) or [draft.row("空")]
    table = Table(
        str(spec.sheet),
        draft.key,
        "fixed",
        rows,
        columns,
        types,
        (keys[0], keys[-1]),
        size=len(keys),
        body_keys=tuple(keys),
    )
    for line in lines:
        _line(draft, rows[line.id], line, data, scope)
    if lines:
        add_rule(
            draft,
            "text",
            keys[0],
            keys[-1],
            "说明",
            title="说明",
            prompt="写明差额产生的原因；只对性质为“核实”的审核有效。",
        )
        add_rule(
            draft,
            "money",
            keys[0],
            keys[-1],
            "所说明的差额",
            title="所说明的差额",
            prompt="照抄“差额”栏的数；数据再变动时说明自动失效。",
        )
        _marks(draft, keys)
    draft.options.update(
        landscape=True,
        freeze=(keys[0], "左边"),
        repeat=(head, head),
        filter=(head, keys[-1]),
        print_columns=(first, "所说明的差额"),
    )
    return draft, table


def _line(draft: Draft, row: str, line: Line, data: UnitData, scope: Scope) -> None:
    check = line.check
    draft.put(row, "编号", line.id, "code")
    draft.put(row, "审核内容", line.what, "wrap")
    draft.put(row, "性质", LEVELS[check.level], "center")
    draft.put(row, "提示", str(check.why or ""), "wrap.small")
    explanation = data.explanations.get(line.id)
    draft.put(row, "说明", explanation.text if explanation else None, "input.wrap", "@")
    draft.put(row, "所说明的差额", explanation.difference if explanation else None, "input.number", "0.00##")
    judge = _Judge(draft.key, line)
    number = "0.00%" if check.percent else "#,##0.00"
    sides = judge.sides(scope)
    for side, (parts, findings, target) in sides.items():
        draft.later(row, side, fixed(parts, findings), "amount.link" if target else "amount", number)
        if target is not None:
            ref = target.ref
            draft.jumps[row, side] = Jump(ref.sheet, ref.row, ref.column, "跳到这个数所在的单元格")
    tolerance = judge.tolerance()
    if sides and not check.filled:
        shown = Decimal(str(tolerance)) if tolerance is not None else None
        if shown is not None:
            draft.put(row, "容差", shown, "amount", "0.00%" if check.percent else "0.000")
        else:
            draft.later(
                row,
                "容差",
                partial(_plain, line.text(check.tolerance or Text("=0")), line.context),
                "amount",
                "0.00##",
            )
        draft.cells[row, "差额"] = Pending(
            partial(judge.difference, row),
            "amount",
            "0.00%" if check.percent else "#,##0.00##;-#,##0.00##;0.00",
        )
    draft.later(row, "结果", partial(judge.result, row), "result")


@dataclass(frozen=True, slots=True)
class _Judge:
    sheet: str
    line: Line

    def _split(self) -> tuple[Text, str, Text] | None:
        """Left, operator, right of `that`, cut at the outermost comparison."""
        text = self.line.text(self.line.check.that or Text(""))
        place = place_of(self.line.check.that)
        try:
            items = tokens("=" + text.removeprefix("="))
        except UnreadableFormulaError:
            return None
        depth = 0
        for i, token in enumerate(items):
            depth += (token.kind == "open") - (token.kind == "close")
            if depth == 0 and token.kind == "operator" and token.value in ("=", "<=", ">="):
                left = "".join(t.value for t in items[:i])
                right = "".join(t.value for t in items[i + 1 :])
                return Text(left, place), token.value, Text(right, place)
        return None

    def sides(self, scope: Scope) -> dict[str, tuple[tuple[Part, ...], tuple[Finding, ...], Target | None]]:
        """Parts of both sides: "" while the check does not apply or an entry cell that it names is blank."""
        check, context = self.line.check, self.line.context
        if check.filled:
            cells = [compile_formula(self.line.text(n), context, scope, raw=True) for n in check.filled]
            found = tuple(f for c in cells for f in c.findings)
            filled = join(*[join("+" if i else "", "IF(", _blank(c), ",0,1)") for i, c in enumerate(cells)])
            target = cells[0].targets[0] if cells and cells[0].targets else None
            return {"左边": (filled, found, target), "右边": ((str(len(cells)),), (), None)}
        if check.that is None:
            return {}
        split = self._split()
        if split is None:
            facts = {"formula": str(check.that), "reason": "需要 左边 = 右边（或 <=、>=）"}
            return {"左边": (('""',), (Finding("S210", Level.ERROR, place_of(check.that), facts),), None)}
        result = {}
        for name, text, link in (("左边", split[0], check.left), ("右边", split[2], check.right)):
            compiled = compile_formula(text, context, scope)
            findings = list(compiled.findings)
            wanted = [compile_formula(self.line.text(n), context, scope, raw=True) for n in check.needs]
            findings += [f for c in wanted for f in c.findings]
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
                when = compile_formula(self.line.text(check.when), context, scope)
                findings += when.findings if name == "左边" else ()
                parts = join("IF(IFERROR(", when.parts, ",FALSE),", parts, ',"")')
            target = compiled.targets[0] if compiled.targets else None
            if link is not None:
                pointed = compile_formula(self.line.text(link), context, scope, raw=True)
                target = pointed.targets[0] if pointed.targets else target
            if target is not None and target.ref.row == HERE:
                target = None
            result[name] = (parts, tuple(findings), target)
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

    def difference(self, row: str, scope: Scope) -> Parts:
        left, right = Ref(self.sheet, row, "左边"), Ref(self.sheet, row, "右边")
        split = self._split()
        sign = split[1] if split else "="
        places = "4"
        gap = join("ROUND(", left, f",{places})-ROUND(", right, f",{places})")
        if sign == "<=":
            gap = join("MAX(0,", gap, ")")
        elif sign == ">=":
            gap = join("MAX(0,ROUND(", right, f",{places})-ROUND(", left, f",{places}))")
        return join("IF(OR(", left, '="",', right, '=""),"",ROUND(', gap, f",{places}))"), ()

    def result(self, row: str, scope: Scope) -> Parts:
        check, context = self.line.check, self.line.context
        left, right = Ref(self.sheet, row, "左边"), Ref(self.sheet, row, "右边")
        gap, allowed = Ref(self.sheet, row, "差额"), Ref(self.sheet, row, "容差")
        note, bound = Ref(self.sheet, row, "说明"), Ref(self.sheet, row, "所说明的差额")
        findings: list[Finding] = []
        fail: tuple[Part, ...]
        if check.level == "mandatory":
            fail = (f'"{FAILED}"',)
        elif check.level in ("hint", "fill"):
            fail = (f'"{HINT if check.level == "hint" else BLANK}"',)
        elif check.that is not None:
            same = join("IF(ISNUMBER(", bound, "),ABS(", bound, "-", gap, ")<5/1000,FALSE)")
            fail = join("IF(IF(", note, '<>"",', same, f',FALSE),"{EXPLAINED}","{TO_EXPLAIN}")')
        else:
            fail = join("IF(", note, f'<>"","{EXPLAINED}","{TO_EXPLAIN}")')
        if check.filled:
            parts = join("IF(", left, ">=", right, f',"{PASSED}","{BLANK}")')
        elif check.that is not None:
            judged = join(
                "IF(ABS(",
                gap,
                f')<5/100000,"{PASSED}",IF(ABS(',
                gap,
                ")<=",
                allowed,
                f'+1/1000000,"{TAIL}",',
                fail,
                "))",
            )
            parts = join("IF(OR(", left, '="",', right, f'=""),"{BLANK}",', judged, ")")
        else:
            test = compile_formula(self.line.text(check.true or Text("=TRUE")), context, scope)
            findings += test.findings
            parts = join("IF(IFERROR(", test.parts, f',FALSE),"{PASSED}",', fail, ")")
            needs = [compile_formula(self.line.text(n), context, scope, raw=True) for n in check.needs]
            for need in needs:
                findings += need.findings
                parts = join("IF(", _blank(need), f',"{BLANK}",', parts, ")")
        if check.when is not None:
            when = compile_formula(self.line.text(check.when), context, scope)
            parts = join("IF(IFERROR(", when.parts, ",FALSE),", parts, f',"{OFF}")')
        return parts, tuple(findings)


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


def _plain(text: Text, context: Context, scope: Scope) -> Parts:
    compiled = compile_formula(text, context, scope)
    return compiled.parts, compiled.findings


_LOOK = {
    PASSED: "mark.pass", TAIL: "mark.tail", FAILED: "mark.fail", TO_EXPLAIN: "mark.explain", EXPLAINED: "mark.pass",
    HINT: "mark.hint", BLANK: "mark.blank", OFF: "mark.off",
}  # fmt: skip


def _marks(draft: Draft, keys: list[str]) -> None:
    """A colour for each result word; the word itself is always there."""
    for word, look in _LOOK.items():

        def mark(scope: Scope, word: str = word, look: str = look) -> Mark:
            test = Formula(join(Ref(draft.key, HERE, "结果"), f'="{word}"'))
            return Mark(keys[0], keys[-1], "结果", "结果", test, look)

        draft.marks.append(mark)
