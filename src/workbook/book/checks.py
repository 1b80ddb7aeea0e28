"""The 审核 sheet: every check live, with both sides, difference, tolerance, result and a cell to explain."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from difflib import get_close_matches
from functools import partial

from workbook.book.carried import CarriedRow
from workbook.book.compile import compile_formula
from workbook.book.draft import Draft, Pending, fixed
from workbook.book.frame import title
from workbook.book.judge import (
    APPLIES,
    BLANK,
    EXPLAINED,
    FAILED,
    HINT,
    OFF,
    PASSED,
    TAIL,
    TO_EXPLAIN,
    Judge,
    Line,
)
from workbook.book.kinds import add_rule
from workbook.book.model import Cell, Jump, Mark, Slot, Table
from workbook.book.scope import Context, Scope
from workbook.book.textsheet import CARDS, Card, cards_of
from workbook.data import UnitData
from workbook.finding import Finding, Level, Text, place_of
from workbook.formula import HERE, Formula, Part, Ref, join
from workbook.spec.model import Check, CheckSheet
from workbook.spec.spec import CodeTable

Parts = tuple[tuple[Part, ...], tuple[Finding, ...]]

LEVELS = {"mandatory": "强制", "explain": "核实", "hint": "提示", "fill": "填报"}

_COLUMNS = (
    ("编号", 8), ("审核内容", 46), ("左边", 15), ("右边", 15), ("差额", 12), ("容差", 9), ("结果", 9), ("性质", 8),
    ("说明", 36), ("所说明的差额", 13), ("提示", 60),
)  # fmt: skip


def expand(
    checks: tuple[tuple[Text, Check], ...],
    cards: tuple[Card, ...],
    codes: Mapping[str, CodeTable],
    carried: Mapping[str, tuple[CarriedRow, ...]],
) -> tuple[tuple[Line, ...], tuple[Finding, ...]]:
    """Checks with `each` become one line for each scorecard, code or carried value. Findings S201, S204, S212."""
    lines: list[Line] = []
    findings: list[Finding] = []
    seen: dict[str, Text] = {}
    known = [str(check.id) for _, check in checks]
    for what, check in checks:
        for other in check.follows:
            if str(other) not in known:
                facts = {"name": str(other), "nearest": next(iter(get_close_matches(str(other), known, 1)), "")}
                findings.append(Finding("S201", Level.ERROR, place_of(other), facts))
        if str(check.id) in seen:
            facts = {"name": str(check.id), "first": str(seen[str(check.id)])}
            findings.append(Finding("S204", Level.ERROR, place_of(check.id), facts))
            continue
        seen[str(check.id)] = what
        if check.each is None:
            lines.append(Line(str(check.id), str(what), check))
        elif str(check.each) in CARDS:
            for card in cards_of(str(check.each), cards):
                context = Context(local=card.tables)
                lines.append(Line(f"{check.id}-{card.name}", f"{card.name}：{what}", check, context, own=True))
        elif str(check.each) in carried:
            for kept in carried[str(check.each)]:
                lines.append(line_of(what, check, kept))
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


def line_of(what: str, check: Check, kept: CarriedRow) -> Line:
    """The line of a check for one carried value."""
    return Line(
        f"{check.id}-{kept.name}",
        f"{kept.name}：{what}",
        check,
        kept.context,
        {"项目": kept.name},
        kept.target,
        own=True,
    )


def build_checks(
    spec: CheckSheet, lines: tuple[Line, ...], data: UnitData, scope: Scope, part: str
) -> tuple[Draft, Table]:
    """The sheet and its table; the row key is the check's id. Amounts are in 万元."""
    draft = Draft(str(spec.sheet), str(spec.tab or spec.sheet), part, "checks")
    for name, width in _COLUMNS:
        draft.column(name, width)
    draft.column(APPLIES, 6, hidden=True)
    first = _COLUMNS[0][0]
    title(draft, spec.title or spec.sheet, first, "所说明的差额")
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
    draft.span("提示行", first, "提示行", "所说明的差额")
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
    rows = {line.id: draft.row(line.id, own=line.own) for line in lines}
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
    shared: dict[tuple[str, str, str], Pending] = {}
    for line in lines:
        _line(draft, rows[line.id], line, data, scope, shared)
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


def _line(
    draft: Draft, row: str, line: Line, data: UnitData, scope: Scope, shared: dict[tuple[str, str, str], Pending]
) -> None:
    """shared: the formulas that lines have alike."""
    check = line.check
    draft.put(row, "编号", str(check.id), "code")  # of which scorecard or code it is, the sentence says
    draft.put(row, "审核内容", line.what, "wrap")
    draft.put(row, "性质", LEVELS[check.level], "center")
    draft.put(row, "提示", str(check.why or ""), "wrap.small")
    explanation = data.explanations.get(line.id)
    note, bound = (explanation.text, explanation.difference) if explanation else (None, None)
    draft.input(row, "说明", note, ("input.wrap", "@"), Slot("explanation", line.id, "说明", "text"))
    slot = Slot("explanation", line.id, "所说明的差额", "number")
    draft.input(row, "所说明的差额", bound, ("input.number", "0.00##"), slot)
    judge = Judge(draft.key, line)
    number, wide = _formats(check)
    applies = judge.applies(scope)
    if applies is not None:
        draft.later(row, APPLIES, fixed(*applies), "plain")
    sides = judge.sides(row, scope)
    for side, (parts, findings, target) in sides.items():
        draft.later(row, side, fixed(parts, findings), "amount.link" if target else "amount", number)
        if target is not None:
            ref = line.target if line.target is not None and side == "左边" else target.ref
            draft.jumps[row, side] = Jump(ref.sheet, ref.row, ref.column, "跳到这个数所在的单元格")
    tolerance = judge.tolerance()
    if sides and not check.filled:
        shown = Decimal(str(tolerance)) if tolerance is not None else None
        if check.entries and check.tolerance is None:
            wider = _by_entries(check, scope.money_unit)
            draft.later(row, "容差", partial(_plain, line.text(wider), line.context), "amount", "0.000")
        elif shown is not None:
            draft.put(row, "容差", shown, "amount", number if check.percent or number == _COUNT else "0.000")
        else:
            draft.later(
                row,
                "容差",
                partial(_plain, line.text(check.tolerance or Text("=0")), line.context),
                "amount",
                "0.00##",
            )
        gap = Pending(fixed(judge.difference()), "amount", wide)
        draft.cells[row, "差额"] = shared.setdefault(("差额", judge.sign, wide), gap)
    result = Pending(fixed(*judge.result(scope)), "result")
    for name in _NUMBERS:
        draft.cells.setdefault((row, name), _FRAME)
    draft.cells[row, "结果"] = shared.setdefault(("结果", judge.alike, ""), result) if judge.alike else result


_NUMBERS, _FRAME = ("左边", "右边", "差额", "容差"), Cell(None, None, "amount")
"""A check without numbers has a frame in their place."""
_COUNT = "General"
"""Counts are shown without decimals, but with those that somebody typed all the same."""
_MEASURED = frozenset(("", "元", "万元", "分"))
"""Units of checks that do not count things."""


def _formats(check: Check) -> tuple[str, str]:
    """Number formats of both sides and of their difference."""
    if check.percent:
        return "0.00%", "0.00%"
    if check.filled or str(check.unit or "") not in _MEASURED:
        return _COUNT, _COUNT
    return "#,##0.00", "#,##0.00##;-#,##0.00##;0.00"


def _by_entries(check: Check, money_unit: str) -> Text:
    """0.005 × (addends + 1), and while amounts are typed in 万元 0.005 for each: they are rounded ones themselves."""
    counted = "+".join(f"COUNT({column})" for column in check.entries)
    return Text(f'=5/1000*({check.addends + 1}+IF({money_unit}="万元",{counted},0))', check.entries[0].place)


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
