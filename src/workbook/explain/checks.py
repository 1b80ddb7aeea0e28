"""Pages of the lines of the 审核 sheet, made of what the spec says of each check."""

from __future__ import annotations

import re
from decimal import Decimal

from workbook.book import judge as words
from workbook.book.rolling import with_checks
from workbook.explain.page import Page
from workbook.finding.catalogue import Lang
from workbook.judge.sides import plain
from workbook.spec.model import Check
from workbook.spec.spec import Spec

_LEVELS: dict[Lang, dict[str, tuple[str, str]]] = {
    "zh": {
        "mandatory": ("强制", "必须改到通过，写说明不能代替。"),
        "explain": ("核实", "改正数据；确实无误的，在审核表这一行写明原因，并把差额照抄到“所说明的差额”。"),
        "hint": ("提示", "核对一下；没有错的不必处理。"),
        "fill": ("填报", "补填所需的数。"),
    },
    "en": {
        "mandatory": ("mandatory", "It must pass; an explanation does not count."),
        "explain": (
            "to be explained",
            "Correct the data; if they are right, write the reason in this line of the check sheet and copy the "
            "difference beside it.",
        ),
        "hint": ("hint", "Have a look; nothing need be done if it is right."),
        "fill": ("to be filled", "Fill in what is missing."),
    },
}
_EACH: dict[Lang, str] = {"zh": "每个“{0}”一行。", "en": "One line for each of {0}. "}
_WHEN: dict[Lang, str] = {"zh": "仅在 {0} 时适用。", "en": "Only while {0}. "}
_TAIL: dict[Lang, str] = {
    "zh": "{0} 个分别四舍五入的数相加，相差不超过 {1} 万元是尾差。",
    "en": "{0} amounts rounded one by one are added up, so up to {1} 万元 is a rounding tail. ",
}
_ENTERED: dict[Lang, str] = {
    "zh": "按万元录入的，再加每个录入数的 0.005 万元。",
    "en": "Entered in 万元, 0.005 万元 more for each entered amount. ",
}
_EXACT: dict[Lang, str] = {"zh": "容差 {0}。", "en": "Tolerance {0}. "}
_RESULTS = {
    "mandatory": words.FAILED,
    "explain": words.TO_EXPLAIN,
    "hint": words.HINT,
    "fill": words.BLANK,
}
_SIDES: dict[Lang, str] = {
    "zh": "左边 {0}、右边 {1}，差额 {2}，结果是“{3}”。",
    "en": "Left {0}, right {1}, difference {2}: the result is “{3}”. ",
}
_PASSES: dict[Lang, str] = {
    "zh": "只差 0.01 的是“{0}”，可以通过。",
    "en": "A difference of 0.01 is a “{0}” and passes.",
}
_BLANK_CELL: dict[Lang, str] = {"zh": "{0} 空着，结果是“{1}”。", "en": "{0} is blank: the result is “{1}”."}
_NOT_SO: dict[Lang, str] = {
    "zh": "条件不成立，结果是“{0}”。",
    "en": "The condition does not hold: the result is “{0}”.",
}
_FILLED: dict[Lang, str] = {"zh": "这些单元格已经填写：{0}。", "en": "These cells are filled: {0}. "}


def check_of(spec: Spec, code: str) -> Check | None:
    """A check by its id; P1.2-维稳专班经费 is a line of P1.2."""
    known = {str(check.id): check for _, check in with_checks(spec).checks}
    return known.get(code) or known.get(code.partition("-")[0])


def check_page(spec: Spec, code: str, lang: Lang) -> Page | None:
    """The page of a check, None when the spec has none of this id. The wording of checks is the spec's own, Chinese."""
    check = check_of(spec, code)
    if check is None:
        return None
    what = next(str(what) for what, other in with_checks(spec).checks if other is check)
    word, mend = _LEVELS[lang][check.level]
    mend = _LEVELS[lang]["fill"][1] if check.filled and check.level == "mandatory" else mend
    formula = str(check.that or check.true or "")
    looks = f"{what}{'。' if lang == 'zh' else '. '}"
    if check.each:
        looks += _EACH[lang].format(check.each)
    if check.filled:
        looks += _FILLED[lang].format("、".join(map(str, check.filled)))
    if check.when:
        looks += _WHEN[lang].format(check.when)
    if check.that and check.tolerance is not None:
        looks += _EXACT[lang].format(check.tolerance)
    elif check.that and not check.percent:
        looks += _TAIL[lang].format(check.addends, f"{0.005 * (check.addends + 1):.3f}".rstrip("0"))
        looks += _ENTERED[lang] if check.entries else ""
    why = str(check.why or "")
    return Page(str(check.id), what, word, looks.strip(), why, _example(check, lang), mend, formula)


def _example(check: Check, lang: Lang) -> str:
    """Two sides that fail, and where there is a tail two that pass."""
    result = _RESULTS[check.level]
    if check.filled:
        return _BLANK_CELL[lang].format(check.filled[0], words.BLANK)
    if not check.that:
        return _NOT_SO[lang].format(result)
    left, right = _numbers(check)
    gap = f"{plain(abs(Decimal(left) - Decimal(right)))}"
    unit = str(check.unit or "") if not check.percent else "%"
    if not check.unit and check.tolerance is None and not check.percent:
        unit = "万元"
    blank = "" if unit in ("", "%") else " "
    shown = (f"{number}{blank}{unit}" for number in (left, right, gap))
    text = _SIDES[lang].format(*shown, result)
    if check.tolerance is None and not check.percent:
        text += _PASSES[lang].format(words.TAIL)
    return text.strip()


def _numbers(check: Check) -> tuple[str, str]:
    """Two sides that fail; a right side that is a number in the spec is that number."""
    left, right = ("8", "5") if check.tolerance is not None else ("120.00", "100.00")
    if check.percent:
        left, right = "5.98", "100.00"
    if ">=" in str(check.that):
        left, right = right, left
    fixed = re.search(r"[<>]?=\s*(\d+)\s*$", str(check.that))
    if fixed is None:
        return left, right
    number = int(fixed[1])
    return str(number + 1 if not number or "<=" in str(check.that) else number - 1), fixed[1]
