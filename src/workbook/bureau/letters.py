"""What a unit is told: one letter with everything that it has to mend, ready to send."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbook.bureau.standing import Standing
from workbook.bureau.standingtext import STATE_WORDS, place
from workbook.campaign.model import Told
from workbook.finding import Level
from workbook.finding.catalogue import Lang, remedy, title
from workbook.report import LEVEL_WORDS, message

_WORDS: Mapping[Lang, Mapping[str, str]] = {
    "zh": {
        "head": "{unit} {year} 年度部门决算",
        "missing": "还没有收到贵单位的工作簿，请尽快填报交回。",
        "conflict": "收到了几份互相矛盾的工作簿，请说明以哪一份为准，或重报一份。",
        "judged": "文件“{file}”（指纹 {hash}）核对结果：{state}，错误 {errors} 处，提醒 {warnings} 处。",
        "please": "请在原工作簿或附上的批注工作簿中逐处改正后重报。",
        "again": "请重新报送工作簿（.xlsx）。",
        "serious": "必须改正",
        "lesser": "请核对",
        "todo": "处理：",
        "more": "还有 {more} 处，见批注工作簿。",
    },
    "en": {
        "head": "{unit}, final accounts of {year}",
        "missing": "Your workbook has not come back yet; please fill it in and return it.",
        "conflict": "Several workbooks that contradict each other have come; please say which counts, or send another.",
        "judged": "The file “{file}” (fingerprint {hash}) was judged: {state}, {errors} errors, {warnings} warnings.",
        "please": "Please mend it in your workbook, or in the marked one that comes with this, and send it again.",
        "again": "Please send the workbook (.xlsx) again.",
        "serious": "To mend",
        "lesser": "To check",
        "todo": "To do: ",
        "more": "{more} more in the marked workbook.",
    },
}  # fmt: skip


def letter_text(unit: Standing, lang: Lang, plain: bool = False) -> str:
    """The letter, in Markdown or plain: what is wrong, where, and what to do about it, the causes first."""
    words = _WORDS[lang]
    lines = [("" if plain else "# ") + words["head"].format(unit=unit.unit, year=unit.year), ""]
    if unit.state in ("not returned", "conflict"):
        lines.append(words["missing" if unit.state == "not returned" else "conflict"])
        return "\n".join(lines) + "\n"
    told = {"file": unit.latest, "hash": unit.latest_sha256[:12], "state": STATE_WORDS[lang][unit.state]}
    lines.append(words["judged"].format(**told, errors=unit.errors, warnings=unit.warnings))
    lines.append(words["again" if unit.verdict == "unreadable" else "please"])
    for head, group in (
        ("serious", [f for f in unit.findings if f.level >= Level.ERROR]),
        ("lesser", [f for f in unit.findings if f.level == Level.WARNING]),
    ):
        if group:
            lines += ["", ("" if plain else "## ") + words[head], ""]
        for number, one in enumerate(group, 1):
            lines += _item(number, one, lang)
    if unit.more:
        lines += ["", words["more"].format(more=unit.more)]
    return "\n".join(lines) + "\n"


def _item(number: int, told: Told, lang: Lang) -> Iterator[str]:
    left, right, colon = ("（", "）", "：") if lang == "zh" else (" (", ")", ": ")
    name = f"{left}{told.name}{right}" if told.name and told.cell else ""
    at = place(told) + name
    level = LEVEL_WORDS[lang][told.level]
    yield f"{number}. {at + colon if at else ''}{message(told.finding, told.count, lang)}"
    todo = _WORDS[lang]["todo"]
    yield f"   {todo}{remedy(told.finding, lang)}{left}{level} {told.code} {title(told.code, lang)}{right}"
