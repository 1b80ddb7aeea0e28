"""Value types: how each looks, and what may be typed."""

from __future__ import annotations

from workbook.book.draft import Draft
from workbook.book.model import Rule
from workbook.book.scope import Scope
from workbook.formula import HERE, Formula, Ref, join

MONEY = "#,##0.00"
BLANK_ZERO = "#,##0.00;-#,##0.00;;@"
"""On disclosure sheets an amount of 0 prints as blank, as the official forms do."""

COMPUTED = frozenset({"label", "line", "name", "index"})

_INPUT_STYLE = {
    "money": ("input.number", MONEY),
    "number": ("input.number", "#,##0.####"),
    "count": ("input.number", "0"),
    "rate": ("input.number", "0.00%"),
    "year": ("input.center", "0"),
    "text": ("input.text", "@"),
    "date": ("input.center", "@"),
    "code": ("input.code", "@"),
    "choice": ("input.center", "@"),
}

_SHOWN_STYLE = {
    "money": ("amount", BLANK_ZERO),
    "number": ("amount", "#,##0.00"),
    "count": ("amount", "0"),
    "rate": ("amount", "0.00%"),
    "year": ("center", "0"),
    "line": ("center", "0"),
    "index": ("center", "0"),
    "code": ("code", "@"),
}


def input_look(kind: str) -> tuple[str, str]:
    """Style role and number format of an input cell."""
    return _INPUT_STYLE.get(kind, ("input.text", "@"))


def shown_look(kind: str) -> tuple[str, str]:
    """Style role and number format of a computed cell on a disclosure sheet."""
    return _SHOWN_STYLE.get(kind, ("text", ""))


def entry_look(kind: str) -> tuple[str, str]:
    """Style role and number format of a computed cell on an entry sheet (zeros are shown)."""
    if kind == "money":
        return "computed.number", MONEY
    return "computed.text", {"year": "0", "count": "0"}.get(kind, "")


def add_rule(
    draft: Draft,
    kind: str,
    first: str,
    last: str,
    column: str,
    *,
    title: str,
    prompt: str = "",
    choices: tuple[str, ...] = (),
    codes: str = "",
    low: float | None = None,
    high: float | None = None,
) -> None:
    """Validation for cells first…last of a column: a prompt, and an error text that says what is expected."""
    name = title.replace("\n", "")[:32]

    def rule(
        kind_: str,
        error: str,
        *,
        source: Formula | str = "",
        a: str = "",
        b: str = "",
        strict: bool = True,
        say: str = "",
    ) -> Rule:
        return Rule(first, last, column, kind_, source, a, b, name, prompt or say, error, strict)  # type: ignore[arg-type]

    if kind in ("money", "number"):
        here = Ref(draft.key, HERE, column)
        places = "2" if kind == "money" else "4"
        test = Formula(join("IF(ISNUMBER(", here, "),ABS(", here, "-ROUND(", here, f",{places}))<1/1000000,FALSE)"))
        expected = "只能填数字，最多两位小数，不写单位和千分位逗号" if kind == "money" else "只能填数字，最多四位小数"
        draft.rules.append(
            rule("custom", f"{name}：{expected}。", source=test, say="填数字，最多两位小数；没有的留空。")
        )
    elif kind == "count":
        draft.rules.append(
            rule("whole", f"{name}：只能填不小于 0 的整数。", a="0", b="999999999", say="填整数；没有的留空。")
        )
    elif kind == "year":
        draft.rules.append(rule("whole", f"{name}：填四位年份，如 2021。", a="2000", b="2100", say="填四位年份。"))
    elif kind == "rate":
        a, b = f"{low if low is not None else 0:g}", f"{high if high is not None else 100:g}"
        draft.rules.append(rule("decimal", f"{name}：填百分数，如 5.98%。", a=a, b=b, say="填百分数，如 5.98%。"))
    elif kind == "choice":
        listed = "、".join(choices)
        draft.rules.append(
            rule(
                "list",
                f"{name}：只能从下拉列表中选择：{listed}。",
                source=",".join(choices),
                say=f"从下拉列表选择：{listed}",
            )
        )
    elif kind == "code":

        def code_rule(scope: Scope) -> Rule:
            table = scope.table(codes)
            error = f"{name}：科目表中没有这个编码。编码为数字，类 3 位、款 5 位、项 7 位；确认无误可以继续。"
            if table is None:
                return rule("any", error, say="填科目编码。")
            area = Ref(table.sheet, table.body[0], table.codes, table.body[1], table.codes)
            return rule("list", error, source=Formula((area,)), strict=False, say="填科目编码，或从下拉列表选择。")

        draft.rules.append(code_rule)
    elif prompt:
        draft.rules.append(rule("any", ""))
